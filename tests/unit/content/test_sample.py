"""The sample journal is whole, dated back from any day it is opened, and tells the story its charts should show."""

from __future__ import annotations

import tomllib
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journal_app.content.sample import SampleCheckIn, SampleJournal, load_sample
from journal_app.domain.check_in import Answers, checked_answers
from journal_app.domain.content import Scale, ScalePoint
from journal_app.domain.entry import normal_tag, word_count
from journal_app.domain.moment import Moment

RESOURCES = Path(__file__).parents[3] / "resources"
SAMPLE_FILE = RESOURCES / "sample" / "journal.toml"
LONDON = ZoneInfo("Europe/London")
ZONES = [LONDON, ZoneInfo("America/New_York"), ZoneInfo("Pacific/Auckland"), ZoneInfo("Asia/Kathmandu"), UTC]

OWN = {"go-and-talk"}

SPRING_FORWARD = date(2026, 3, 29)
FALL_BACK = date(2026, 10, 25)
LEAP_DAY = date(2028, 2, 29)


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((RESOURCES / "content" / name).read_text(encoding="utf-8"))


def moment(day: date, clock: time = time(9, 12), zone: tzinfo = LONDON) -> Moment:
    return Moment.of(datetime.combine(day, clock, tzinfo=zone).astimezone(UTC).astimezone(zone))


def sample(day: date = date(2026, 11, 22), zone: tzinfo = LONDON) -> SampleJournal:
    return load_sample(SAMPLE_FILE, moment(day, zone=zone), zone)


def days_before(today: date, day: date) -> int:
    return (today - day).days


@pytest.fixture(scope="module")
def journal() -> SampleJournal:
    return sample()


@pytest.fixture(scope="module")
def practice_of() -> dict[str, str]:
    shipped = {behaviour["key"]: behaviour["practice"] for behaviour in read("behaviours.toml")["behaviours"]}
    return shipped | {behaviour.key: behaviour.practice for behaviour in sample().behaviours}


@pytest.fixture(scope="module")
def scale() -> Scale:
    values = read("behaviours.toml")
    points = tuple(ScalePoint(each["value"], each["words"], each["short"]) for each in values["scale"])
    return Scale(points, values["no_opportunity"])


# On whatever day it is opened


@given(
    day=st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    clock=st.times(),
    zone=st.sampled_from(ZONES),
)
@example(day=SPRING_FORWARD, clock=time(1, 30), zone=LONDON)
@example(day=FALL_BACK, clock=time(1, 30), zone=LONDON)
@example(day=LEAP_DAY, clock=time(0, 0), zone=LONDON)
@example(day=date(2024, 2, 29), clock=time(23, 59), zone=LONDON)
def test_opened_on_any_day_it_lies_in_the_past_in_order_and_spans_nine_months(
    day: date, clock: time, zone: tzinfo
) -> None:
    now = moment(day, clock, zone)
    opened = load_sample(SAMPLE_FILE, now, zone)
    written = [entry.written for entry in opened.entries]

    assert all(each.utc < now.utc and each.local_date < day for each in written)
    assert [each.utc for each in written] == sorted(each.utc for each in written)
    assert 250 <= days_before(day, written[0].local_date) <= 275
    assert all(check_in.on < day for check_in in opened.check_ins)
    assert all(look_back.on < day for look_back in opened.looks_back)
    assert [check_in.on for check_in in opened.check_ins] == sorted({check_in.on for check_in in opened.check_ins})


@given(day=st.dates(date(2024, 1, 1), date(2032, 12, 31)))
@example(day=SPRING_FORWARD)
@example(day=FALL_BACK)
@example(day=LEAP_DAY)
def test_every_entry_keeps_its_wall_clock_time_whatever_the_clocks_did_since(day: date) -> None:
    raw = tomllib.loads(SAMPLE_FILE.read_text(encoding="utf-8"))["entries"]
    expected = sorted((day - timedelta(each["days_ago"]), time.fromisoformat(each["time"])) for each in raw)
    found = [(entry.written.local_date, entry.written.local.time()) for entry in sample(day).entries]
    # None is written between one and two at night, so no London time in it is ever skipped.
    assert found == expected


def test_entries_carry_the_offset_that_held_on_their_own_day() -> None:
    opened = sample(date(2026, 11, 22))
    before = [entry for entry in opened.entries if entry.written.local_date < FALL_BACK]
    since = [entry for entry in opened.entries if entry.written.local_date >= FALL_BACK]
    assert {entry.written.offset_minutes for entry in since} == {0}
    assert 60 in {entry.written.offset_minutes for entry in before}
    assert {entry.written.zone for entry in opened.entries} == {"Europe/London"}


def test_a_time_that_the_clocks_jumped_over_moves_on(tmp_path: Path) -> None:
    only = load_sample(_one_entry(tmp_path, 'days_ago = 1\ntime = "01:30"'), moment(date(2026, 3, 30)), LONDON)
    assert only.entries[0].written.local.isoformat() == "2026-03-29T02:30:00+01:00"


def test_a_time_that_came_twice_is_the_first_of_the_two(tmp_path: Path) -> None:
    only = load_sample(_one_entry(tmp_path, 'days_ago = 1\ntime = "01:30"'), moment(date(2026, 10, 26)), LONDON)
    assert only.entries[0].written.local.isoformat() == "2026-10-25T01:30:00+01:00"


def test_today_is_the_day_on_the_writers_calendar_and_not_in_utc(tmp_path: Path) -> None:
    auckland = ZoneInfo("Pacific/Auckland")
    early = Moment.of(datetime(2026, 11, 23, 8, tzinfo=auckland))
    assert early.utc.date() == date(2026, 11, 22)
    only = load_sample(_one_entry(tmp_path, 'days_ago = 1\ntime = "17:40"'), early, auckland)
    assert only.entries[0].written.local_date == date(2026, 11, 22)


def test_a_zone_without_a_name_is_kept_as_its_offset(tmp_path: Path) -> None:
    fixed = timezone(timedelta(hours=-3, minutes=-30))
    file = _one_entry(tmp_path, 'days_ago = 1\ntime = "17:40"')
    written = load_sample(file, moment(LEAP_DAY, zone=fixed), fixed).entries[0].written
    assert (written.offset_minutes, written.zone) == (-210, None)


@pytest.mark.parametrize("days_ago", [0, -1])
def test_a_file_that_claims_today_or_tomorrow_is_a_bug(tmp_path: Path, days_ago: int) -> None:
    file = _one_entry(tmp_path, f'days_ago = {days_ago}\ntime = "17:40"')
    with pytest.raises(ValueError, match="days_ago"):
        load_sample(file, moment(LEAP_DAY), LONDON)


def test_entries_and_check_ins_in_any_order_come_back_oldest_first(tmp_path: Path) -> None:
    file = tmp_path / "journal.toml"
    file.write_text(
        'title = "T"\nabout = "A"\n'
        + "".join(
            f'[[entries]]\ndays_ago = {ago}\ntime = "{clock}"\ntitle = ""\npractices = []\ntags = []\nbody = "x"\n'
            for ago, clock in [(3, "17:40"), (9, "08:00"), (3, "08:25")]
        )
        + "".join(f"[[check_ins]]\ndays_ago = {ago}\n[check_ins.ratings]\na = 3\nb = 'none'\n" for ago in (5, 30)),
        encoding="utf-8",
    )
    opened = load_sample(file, moment(date(2026, 11, 22)), LONDON)
    assert [entry.written.local.strftime("%d %H:%M") for entry in opened.entries] == [
        "13 08:00",
        "19 08:25",
        "19 17:40",
    ]
    assert opened.check_ins == (
        SampleCheckIn(date(2026, 10, 23), {"a": 3, "b": None}),
        SampleCheckIn(date(2026, 11, 17), {"a": 3, "b": None}),
    )


# What it refers to exists


def test_every_practice_is_one_of_the_six(journal: SampleJournal) -> None:
    known = {item["key"] for item in read("lenses/practices.toml")["items"]}
    assert {practice for entry in journal.entries for practice in entry.practices} == known
    assert all(len(set(entry.practices)) == len(entry.practices) <= 3 for entry in journal.entries)


def test_every_prompt_stands_word_for_word_in_its_lens(journal: SampleJournal) -> None:
    lenses = [read(f"lenses/{name}.toml") for name in ("devon", "practices")]
    words = {prompt["key"]: prompt["text"] for lens in lenses for prompt in lens["prompts"]}
    answered = [entry.prompt for entry in journal.entries if entry.prompt]
    assert [words.get(prompt.key) for prompt in answered] == [prompt.text for prompt in answered]


def test_about_a_third_of_the_entries_answer_a_prompt_and_no_prompt_is_answered_twice(
    journal: SampleJournal,
) -> None:
    keys = [entry.prompt.key for entry in journal.entries if entry.prompt]
    assert len(keys) == len(set(keys))
    assert 0.25 <= len(keys) / len(journal.entries) <= 0.4


def test_every_check_in_rates_known_behaviours_on_the_scale(
    journal: SampleJournal, practice_of: dict[str, str], scale: Scale
) -> None:
    for check_in in journal.check_ins:
        evidence = {key: tuple(map(str, places)) for key, places in check_in.evidence.items()}
        answers = Answers(check_in.ratings, check_in.notes, evidence)
        assert checked_answers(answers, practice_of, scale) == answers
        assert check_in.ratings.keys() >= practice_of.keys() - OWN


def test_the_behaviour_of_her_own_is_rated_from_half_way_on(journal: SampleJournal) -> None:
    assert {behaviour.key for behaviour in journal.behaviours} == OWN
    assert [check_in.ratings.keys() >= OWN for check_in in journal.check_ins] == [False] * 4 + [True] * 4


def test_evidence_was_written_before_the_check_in_and_bears_on_what_is_rated(
    journal: SampleJournal, practice_of: dict[str, str]
) -> None:
    filled = set()
    for check_in in journal.check_ins:
        for key, places in check_in.evidence.items():
            for entry in (journal.entries[place] for place in places):
                assert entry.written.local_date <= check_in.on
                assert practice_of[key] in entry.practices
            filled.add((check_in.on, practice_of[key]))
    # Enough for charts to show both kinds of mark.
    assert 15 <= len(filled) <= 30


def test_she_thought_back_to_her_first_check_in_and_was_stricter_than_then(journal: SampleJournal) -> None:
    (look_back,) = journal.looks_back
    first = journal.check_ins[0]
    assert look_back.as_of == first.on
    assert look_back.on > journal.check_ins[-1].on
    both = [(value, first.ratings[key]) for key, value in look_back.ratings.items()]
    assert all(value is not None and then is not None and value <= then for value, then in both)
    assert len(both) == 15


def test_tags_are_few_plain_and_used_more_than_once(journal: SampleJournal) -> None:
    tags = [tag for entry in journal.entries for tag in entry.tags]
    assert all(tag == normal_tag(tag) == tag.lower() for tag in tags)
    assert 10 <= len(set(tags)) <= 18
    assert all(tags.count(tag) > 1 for tag in tags)


def test_nothing_holds_a_control_character(journal: SampleJournal) -> None:
    texts = [journal.title, journal.about, *(behaviour.text for behaviour in journal.behaviours)]
    texts += [note for each in (*journal.check_ins, *journal.looks_back) for note in each.notes.values()]
    for entry in journal.entries:
        texts += [entry.title, entry.body, *entry.tags, entry.prompt.text if entry.prompt else ""]
    odd = {ch for text in texts for ch in text if ch != "\n" and unicodedata.category(ch) in {"Cc", "Cf", "Cs", "Co"}}
    assert odd == set()


# The story it tells


def test_the_entries_vary_in_length_and_the_title_and_about_are_there(journal: SampleJournal) -> None:
    words = [word_count(entry.body) for entry in journal.entries]
    assert journal.title
    assert journal.about
    assert 80 <= len(words) <= 95
    assert min(words) >= 5
    assert 70 <= median(words) <= 110
    assert 350 <= max(words) <= 450
    assert sum(entry.starred for entry in journal.entries) == 9


def test_the_newest_entry_leaves_today_free_and_a_few_have_no_title(journal: SampleJournal) -> None:
    assert journal.entries[-1].title == "Who was not in the room"
    assert 0 < sum(not entry.title for entry in journal.entries) < len(journal.entries) / 8


def test_two_and_only_two_silences_last_longer_than_a_fortnight(journal: SampleJournal) -> None:
    days = [entry.written.local_date for entry in journal.entries]
    silences = [(after - before).days for before, after in pairwise(days) if (after - before).days > 14]
    assert len(silences) == 2
    assert all(silence <= 21 for silence in silences)


def test_conflict_has_had_no_reflection_for_five_weeks_but_not_for_six(journal: SampleJournal) -> None:
    latest = max(entry.written.local_date for entry in journal.entries if "conflict" in entry.practices)
    assert 36 < days_before(date(2026, 11, 22), latest) < 42


def test_every_other_practice_has_had_a_reflection_in_the_last_five_weeks(journal: SampleJournal) -> None:
    since = date(2026, 11, 22) - timedelta(days=35)
    recent = {p for entry in journal.entries if entry.written.local_date >= since for p in entry.practices}
    assert recent == {"environment", "relationships", "purpose", "power", "decisions"}


def test_exactly_one_month_passes_without_a_check_in_and_the_next_is_due(journal: SampleJournal) -> None:
    days = [check_in.on for check_in in journal.check_ins]
    assert len(days) == 8
    assert len([gap for gap in pairwise(days) if (gap[1] - gap[0]).days > 45]) == 1
    assert 31 <= days_before(date(2026, 11, 22), days[-1]) <= 35


def test_the_check_ins_change_as_a_person_changes_and_not_in_a_straight_line(
    journal: SampleJournal, practice_of: dict[str, str]
) -> None:
    def means(practice: str) -> list[float]:
        return [fmean(rated) for rated in _rated(journal, practice_of, practice) if rated]

    environment, relationships, purpose = means("environment"), means("relationships"), means("purpose")
    power, conflict = means("power"), means("conflict")
    assert (environment[0], environment[-1]) == (3, 4)
    assert min(relationships) > 3.5
    assert purpose[-1] - purpose[0] == pytest.approx(1)
    assert [round(power[0], 1), round(power[-1], 1)] == [2.3, 3.3]
    assert (round(min(conflict), 1), round(max(conflict), 1)) == (2.0, 2.7)
    assert any(before > after for before, after in pairwise(conflict))


def test_shared_decisions_is_rated_in_the_first_four_check_ins_only(
    journal: SampleJournal, practice_of: dict[str, str]
) -> None:
    assert [len(rated) for rated in _rated(journal, practice_of, "decisions")] == [3, 3, 3, 3, 0, 0, 0, 0]


def test_everything_else_is_rated_by_two_behaviours_at_least_that_differ(
    journal: SampleJournal, practice_of: dict[str, str]
) -> None:
    for practice in set(practice_of.values()) - {"decisions"}:
        for rated in _rated(journal, practice_of, practice):
            assert len(rated) >= 2
            assert max(rated) - min(rated) <= 2
    assert any(None in check_in.ratings.values() for check_in in journal.check_ins[:4])


def _rated(journal: SampleJournal, practice_of: dict[str, str], practice: str) -> list[list[int]]:
    """For each check-in, the ratings of one practice that are not "no opportunity"."""
    return [
        [value for key, value in check_in.ratings.items() if practice_of[key] == practice and value is not None]
        for check_in in journal.check_ins
    ]


def _one_entry(folder: Path, when: str) -> Path:
    """A sample file with one entry."""
    file = folder / "journal.toml"
    file.write_text(
        f'title = "T"\nabout = "A"\ncheck_ins = []\n'
        f'[[entries]]\n{when}\ntitle = ""\npractices = []\ntags = []\nbody = "x"\n',
        encoding="utf-8",
    )
    return file

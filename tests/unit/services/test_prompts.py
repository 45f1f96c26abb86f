"""The prompt of the day: the same all day, never too soon again, with a true reason, and about what is neglected."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.bootstrap import Services
from journal_app.content.library import ContentLibrary
from journal_app.domain.change import Kind
from journal_app.domain.content import Lens
from journal_app.domain.entry import PromptAnswered
from journal_app.domain.errors import UnknownLens
from journal_app.domain.prompting import PromptChoice, PromptEvent, PromptInputs, choose_prompt
from journal_app.paths import resources_folder
from tests.support.clock import FakeClock
from tests.support.journals import PRACTICES, services_in

CONTENT = ContentLibrary(resources_folder() / "content")
DEVON = CONTENT.lens("devon")
SPOKEN = {item.key: item.spoken for item in CONTENT.practices()}
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
NUMBERS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]


def number(text: str) -> int:
    """A number as the reasons write it: in words or in figures."""
    return int(text) if text.isdigit() else NUMBERS.index(text)


def inputs(
    history: list[PromptEvent],
    *,
    last: dict[str, date] | None = None,
    since: date | None = None,
    lens: Lens = DEVON,
    journal: str = "j",
) -> PromptInputs:
    return PromptInputs(lens, history, last or {}, since, SPOKEN, journal)


events = st.builds(
    PromptEvent,
    st.sampled_from([prompt.key for prompt in DEVON.prompts]),
    st.sampled_from(["shown", "passed", "not_today", "answered"]),
    st.dates(date(2026, 1, 1), date(2026, 3, 2)),
)
reflected = st.dictionaries(st.sampled_from(PRACTICES), st.dates(date(2026, 1, 1), date(2026, 3, 2)))


@given(st.lists(events, max_size=120), reflected, st.dates(date(2026, 1, 1), date(2026, 4, 1)))
@settings(max_examples=100)
def test_the_same_inputs_give_the_same_prompt(history: list[PromptEvent], last: dict[str, date], today: date) -> None:
    first = choose_prompt(inputs(history, last=last, since=date(2026, 1, 1)), today)
    again = choose_prompt(inputs(list(history), last=dict(last), since=date(2026, 1, 1)), today)
    assert first == again
    assert first.prompt in DEVON.prompts
    assert first.reason.endswith(".")


def test_another_journal_or_another_day_is_asked_something_else() -> None:
    days = [date(2026, 3, 1) + timedelta(days=number) for number in range(20)]
    assert len({choose_prompt(inputs([]), day).prompt.key for day in days}) > 10
    assert len({choose_prompt(inputs([], journal=str(number)), days[0]).prompt.key for number in range(20)}) > 10


def test_asking_changes_nothing(services: Services) -> None:
    first = services.prompts.today()
    assert services.prompts.today() == first
    assert not services.prompts.is_put_off()


def test_a_prompt_that_was_shown_stays_all_day_whatever_is_written(services: Services, clock: FakeClock) -> None:
    clock.set("2026-01-01T09:00")
    services.entries.write("", "the first entry")
    clock.set("2026-03-02T00:05")
    morning = services.prompts.today()
    services.prompts.show(morning.prompt)
    services.entries.write("", "an answer", practices=morning.prompt.practices)
    clock.set("2026-03-02T23:55")
    assert services.prompts.today().prompt == morning.prompt
    clock.set("2026-03-03T00:05")
    assert services.prompts.today().prompt != morning.prompt


def test_showing_a_prompt_twice_counts_once(services: Services) -> None:
    prompt = services.prompts.today().prompt
    for _ in range(3):
        services.prompts.show(prompt)
    services.prompts.pass_over(prompt)
    assert services.prompts.today().prompt != prompt


def test_another_gives_another_until_all_were_seen(services: Services) -> None:
    seen = []
    for _ in DEVON.prompts:
        prompt = services.prompts.today().prompt
        services.prompts.show(prompt)
        seen.append(prompt.key)
        services.prompts.pass_over(prompt)
    assert len(set(seen)) == len(DEVON.prompts)


def test_another_still_gives_another_after_all_were_seen(services: Services) -> None:
    last = ""
    for _ in range(2 * len(DEVON.prompts) + 5):
        prompt = services.prompts.today().prompt
        assert prompt.key != last
        assert services.prompts.today().prompt == prompt
        services.prompts.show(prompt)
        assert services.prompts.today().prompt == prompt
        services.prompts.pass_over(prompt)
        last = prompt.key


def test_not_today_lasts_until_midnight_and_can_be_taken_back(services: Services, clock: FakeClock) -> None:
    prompt = services.prompts.today().prompt
    assert Kind.PROMPTS in services.prompts.put_off(prompt).kinds
    assert services.prompts.is_put_off()
    services.prompts.take_up_again(prompt)
    assert not services.prompts.is_put_off()
    services.prompts.put_off(prompt)
    clock.set("2026-03-03T00:01")
    assert not services.prompts.is_put_off()


def test_a_prompt_that_was_answered_rests_too(services: Services, clock: FakeClock) -> None:
    prompt = services.prompts.today().prompt
    services.prompts.answered(PromptAnswered(prompt.key, prompt.text))
    for _ in range(59):
        clock.advance(days=1)
        shown = services.prompts.today().prompt
        assert shown != prompt
        services.prompts.show(shown)


def test_a_lens_of_its_own_can_be_asked_and_an_unknown_one_is_named(services: Services) -> None:
    assert services.prompts.today("practices").prompt.lens == "practices"
    with pytest.raises(UnknownLens) as refused:
        services.prompts.today("tarot")
    assert refused.value.params == {"key": "tarot", "known": "practices, devon"}


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "devon.toml", "DEVON", "\ud800", "a\0b"])
def test_a_lens_that_is_typed_never_becomes_a_path(services: Services, key: str) -> None:
    with pytest.raises(UnknownLens):
        services.prompts.today(key)


def test_in_a_new_journal_nothing_is_called_neglected(services: Services) -> None:
    assert services.prompts.today().reason == "Today, because this Devon principle has not come up here yet."


def test_a_practice_never_written_about_is_neglected_from_three_weeks_after_the_first_entry(
    services: Services, clock: FakeClock
) -> None:
    clock.set("2026-01-01T09:00")
    services.entries.write("", "first", practices=PRACTICES[1:])
    for day in range(1, 21):
        clock.set(f"2026-01-{day + 1:02}T09:00")
        assert "no reflection" not in services.prompts.today().reason
        services.entries.write("", "again", practices=PRACTICES[1:])
    clock.set("2026-01-22T09:00")
    choice = services.prompts.today()
    assert PRACTICES[0] in choice.prompt.practices
    assert choice.reason == "Today, because a safe and inclusive environment has had no reflection for three weeks."


def test_an_entry_in_the_bin_is_no_reflection(services: Services, clock: FakeClock) -> None:
    services.entries.write("", "first")
    clock.advance(days=30)
    uid = services.entries.write("", "about all six", practices=PRACTICES).uid
    assert "no reflection" not in services.prompts.today().reason
    services.entries.delete(uid)
    assert "has had no reflection for four weeks" in services.prompts.today().reason


def test_an_entry_dated_in_the_future_neglects_nothing(services: Services, clock: FakeClock) -> None:
    services.entries.write("", "first")
    clock.advance(days=40)
    later = FakeClock("2026-12-01T09:00").now()
    services.entries.write("", "planned", practices=PRACTICES, written=later)
    assert "no reflection" not in services.prompts.today().reason


@dataclass
class Year:
    """A simulated year: what was shown on each day, why, and what was written about when."""

    shown: list[tuple[date, PromptChoice]] = field(default_factory=list)
    reflections: list[tuple[date, tuple[str, ...]]] = field(default_factory=list)

    def before(self, day: date) -> list[tuple[date, PromptChoice]]:
        return [(on, choice) for on, choice in self.shown if on < day]

    def days_without(self, practice: str, day: date) -> int:
        on = [each for each, practices in self.reflections if practice in practices and each < day]
        return (day - (max(on) if on else self.reflections[0][0])).days


def simulate(services: Services, clock: FakeClock, seed: int) -> Year:
    """A year in which practices are written about in phases, with "Another" and idle weeks now and then."""
    year, chance = Year(), random.Random(seed)
    liked: list[str] = list(PRACTICES)
    clock.set("2026-01-01T08:00")
    for number in range(365):
        today = clock.now().local_date
        if number % 45 == 0:
            liked = chance.sample(PRACTICES, chance.randint(1, 4))
        choice = services.prompts.today()
        services.prompts.show(choice.prompt)
        year.shown.append((today, choice))
        recent = sum(1 for on, _ in year.shown if (today - on).days < 60)
        if chance.random() < 0.2 and recent < len(DEVON.prompts) - 2:
            services.prompts.pass_over(choice.prompt)
            choice = services.prompts.today()
            services.prompts.show(choice.prompt)
            year.shown.append((today, choice))
        clock.advance(hours=9)
        if number == 0 or chance.random() < 0.6:
            practices = tuple(chance.sample(liked, chance.randint(0, len(liked))))
            services.entries.write("", "reflection", practices=practices)
            year.reflections.append((today, practices))
        assert services.prompts.today().prompt == choice.prompt
        clock.set(f"{today + timedelta(days=1)}T08:00")
    return year


@pytest.fixture(scope="module", params=[1, 2])
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """Two simulated years on real journals."""
    clock = FakeClock("2026-01-01T08:00")
    home: Path = tmp_path_factory.mktemp("year")
    services = services_in(home, clock)
    yield simulate(services, clock, request.param)
    services.journal.close()


def test_over_a_year_no_prompt_comes_back_within_sixty_days(year: Year) -> None:
    last: dict[str, date] = {}
    for day, choice in year.shown:
        key = choice.prompt.key
        assert key not in last or (day - last[key]).days >= 60, (key, day, last[key])
        last[key] = day
    assert len(year.shown) > 365


def test_over_a_year_every_reason_is_true(year: Year) -> None:
    kinds: Counter[str] = Counter()
    for place, (day, choice) in enumerate(year.shown):
        earlier = [(on, each) for on, each in year.shown[:place] if each.prompt.item == choice.prompt.item]
        neglect = re.fullmatch(r"Today, because (.+) has had no reflection for (\w+) weeks?\.", choice.reason)
        if neglect:
            kinds["neglect"] += 1
            (practice,) = [key for key, spoken in SPOKEN.items() if spoken == neglect[1]]
            assert practice in choice.prompt.practices
            waited = year.days_without(practice, day)
            assert waited >= 21
            assert number(neglect[2]) == waited // 7
        elif choice.reason == "Today, because this Devon principle has not come up here yet.":
            kinds["new"] += 1
            assert earlier == []
        elif choice.reason == "Another question about the same Devon principle.":
            kinds["another"] += 1
            assert earlier[-1][0] == day
        elif choice.reason == "The same Devon principle as yesterday, asked anew.":
            kinds["yesterday"] += 1
            assert (day - earlier[-1][0]).days == 1
        else:
            kinds["rested"] += 1
            rested = re.fullmatch(
                r"Today, because this Devon principle has not come up for (\w+) (day|week)s?\.", choice.reason
            )
            assert rested, choice.reason
            gap = (day - earlier[-1][0]).days
            assert gap >= 2
            assert number(rested[1]) == (gap if rested[2] == "day" else gap // 7)
    assert kinds["neglect"] > 20
    assert kinds["rested"] > 100
    assert kinds["new"] == len(DEVON.items)


def test_over_a_year_what_is_most_neglected_is_asked_about_at_least_every_other_day(year: Year) -> None:
    first_of_day = dict(reversed([(day, choice) for day, choice in year.shown]))
    asked = 0
    for day, choice in first_of_day.items():
        most = max(sorted(PRACTICES), key=lambda practice: year.days_without(practice, day))
        if year.days_without(most, day) < 21:
            continue
        yesterday = [each for on, each in year.shown if (day - on).days == 1]
        recently = {each.prompt.key for on, each in year.shown if 0 < (day - on).days < 60}
        left = [p for p in DEVON.prompts if most in p.practices and p.key not in recently]
        about = most in choice.prompt.practices
        assert about or not left or any(most in each.prompt.practices for each in yesterday), (day, most)
        asked += about
    assert asked > 30


def test_over_a_year_no_principle_is_forgotten(year: Year) -> None:
    last = dict.fromkeys((item.key for item in DEVON.items), date(2026, 1, 1))
    for day, choice in year.shown:
        assert (day - last[choice.prompt.item]).days <= 28, (day, choice.prompt.item)
        last[choice.prompt.item] = day
    counts = Counter(choice.prompt.item for _, choice in year.shown)
    assert min(counts.values()) > 365 / len(DEVON.items) / 3


def test_when_nothing_is_neglected_all_principles_come_up_in_turn(services: Services, clock: FakeClock) -> None:
    items = []
    for _ in range(60):
        services.entries.write("", "about all six", practices=PRACTICES)
        prompt = services.prompts.today().prompt
        services.prompts.show(prompt)
        items.append(prompt.item)
        clock.advance(days=1)
    turn = len(DEVON.items)
    for start in range(0, 60 - turn, turn):
        assert set(items[start : start + turn]) == {item.key for item in DEVON.items}

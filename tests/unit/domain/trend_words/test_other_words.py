"""Four more views in words: each sentence as it reads, and every claim held against the table alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain.check_in import CheckIn
from journal_app.domain.rhythm import Rhythm
from journal_app.domain.trend_words.cautions import caution_of
from journal_app.domain.trend_words.compare import compare_words
from journal_app.domain.trend_words.looking_back import WHY, looking_back_words
from journal_app.domain.trend_words.practice import practice_words
from journal_app.domain.trend_words.writing import writing_words
from journal_app.domain.trends.compare import build_comparison
from journal_app.domain.trends.looking_back import build_looking_back
from journal_app.domain.trends.periods import parse_two_periods
from journal_app.domain.trends.practice import build_practice
from journal_app.domain.trends.tables import NONE, Table, table_of
from journal_app.domain.trends.views import Comparison, LookingBack, PracticeView, Span, View, Writing
from journal_app.domain.trends.writing import Written, build_writing
from tests.support import said
from tests.support.trend_data import (
    BEHAVIOURS,
    CONTENT,
    PRACTICES,
    check_in,
    check_ins,
    known,
    no_longer_asked,
    overview,
    reworded,
    with_changes,
)

UNTIL = date(2026, 11, 20)
REWORDED = with_changes(*(reworded(b.key, f"I used to {b.key}", b.text) for b in BEHAVIOURS))


def table(view: View) -> Table:
    return table_of(view, said.SHORT, "no opportunity")


# A practice


ONE_REWORDED = with_changes(reworded("power-1", "I used to power-1", "I do power thing A"))


def practice(*lines: str) -> PracticeView:
    return build_practice("power", ONE_REWORDED, check_ins(*lines), Span(None, UNTIL), UNTIL)


def practice_said(*lines: str, today: date | None = None, until: date | None = None) -> str:
    """What is said of managing power, on the day of the last of some check-ins unless another is told."""
    found = check_ins(*lines)
    day = today or max((each.on for each in found), default=UNTIL)
    view = build_practice("power", ONE_REWORDED, found, Span(None, until or day), day)
    return practice_words(view, known(found, day))


def caution(view: View, found: Sequence[CheckIn] = ()) -> str:
    return caution_of(view, said.SPOKEN, known(found, UNTIL))


def test_a_practice_that_was_never_rated_says_so() -> None:
    assert practice_said() == ""
    assert practice_said("2026-03-03 conflict 3", "2026-04-03 conflict 3") == (
        "Over two check-ins since March, nothing of this practice was rated."
    )
    assert practice_said("2026-03-03 power 3") == (
        "Over one check-in on 3 March, no statement was rated twice, so there is nothing to compare yet."
    )


def test_a_practice_in_a_period_without_check_ins_says_so() -> None:
    nothing = "There is no check-in in this period. A longer period has more to show."
    assert practice_said("2026-03-03 power 3", until=date(2025, 12, 31)) == nothing


def test_statements_that_moved_are_told_by_their_first_and_last_rating() -> None:
    # B: 2, 4, 3, so 1 from first to last and 2 from the first to the second. C: 5, 4, 2: 3, and at most 2.
    assert practice_said("2026-03-03 power - 2 5", "2026-04-03 power - 4 4", "2026-05-03 power - 3 2") == (
        "Over three check-ins since March, “I do power thing C” went from 5 to 2; “I do power thing B” went from 2 to "
        "3, no more than it moved between two check-ins."
    )


def test_a_statement_rated_twice_only_is_said_to_be() -> None:
    lines = ["2026-03-03 power - 1 3", "2026-04-03 power - - 3", "2026-05-03 power - 5 3"]
    assert practice_said(*lines) == (
        "Over three check-ins since March, “I do power thing B”, rated twice, was 1 and then 5. “I do power thing C” "
        "stayed at 3."
    )


def test_a_statement_that_was_given_up_long_ago_has_not_stayed() -> None:
    lines = [f"2026-0{month}-03 power - 3 4" for month in (1, 2, 3)]
    assert "“I do power thing B” stayed at 3." in practice_said(*lines)
    assert "stayed" not in practice_said(*lines, "2026-04-03 power 1@2 - -")
    assert "stayed" not in practice_said("2016-01-03 power - 3", "2016-02-03 power - 3", "2026-11-03 power - 3")


def test_a_statement_that_came_back_is_compared_with_itself() -> None:
    lines = ["2026-01-03 power 1", "2026-02-03 power 4@2", "2026-03-03 power 5"]
    told = practice_said(*lines)
    assert "“I used to power-1”, rated twice, was 1 and then 5." in told
    assert told.endswith("Where a behaviour was reworded, each of its statements is compared with itself alone.")
    assert practice_said(*lines[:2]).endswith(
        "One behaviour was reworded in February, so its ratings before and after are not compared."
    )


def test_no_opportunity_was_the_persons_and_not_the_statements() -> None:
    assert practice_said("2026-03-03 power - N 3", "2026-04-03 power - N 3").endswith(
        "You had no opportunity for “I do power thing B” twice."
    )


def test_a_silence_up_to_today_is_told_of_a_practice_too() -> None:
    lines = ["2026-01-03 power - 3", "2026-02-03 power - 3"]
    assert practice_said(*lines, today=UNTIL).endswith("The last check-in was in February.")
    assert "last check-in" not in practice_said(*lines, today=UNTIL, until=date(2026, 3, 1))


def test_statements_with_few_ratings_are_counted_in_the_caution() -> None:
    def of(first: int, second: int) -> str:
        rated = [" ".join("3" if n < count else "-" for count in (first, second)) for n in range(first)]
        days = (date(2025, 6, 1) + timedelta(days=20 * n) for n in range(first))
        return caution(practice(*(f"{day} power - {each}" for day, each in zip(days, rated, strict=True))))

    assert of(12, 12) == ""
    assert of(12, 5) == "Too early for a trend: one statement has fewer than six ratings."
    assert of(12, 6) == "Few points: one statement has fewer than twelve ratings; read them as notes to yourself."
    assert of(7, 7) == "Seven points are few; read them as notes to yourself."
    assert of(4, 2) == "After four check-ins it is too early to speak of a trend; read them as notes to yourself."
    twelve = [f"2025-{n:02}-03 power - {1 + n // 4}" for n in range(1, 13)]
    assert caution(practice(*twelve)) == (
        "First and last are two single check-ins; a good or a bad week can make a whole point."
    )


def test_the_rhythm_of_check_ins_that_did_not_rate_a_practice_is_not_told() -> None:
    monthly = [check_in(f"2026-0{month}-03 power - 3 3", month) for month in (1, 2)]
    weekly = check_in("2026-03-03 conflict 3 3", 3, Rhythm.WEEKLY)
    for found, told in (([*monthly, weekly], False), ([*monthly, replace(weekly, ratings={"power-2": 3})], True)):
        view = build_practice("power", BEHAVIOURS, found, Span(None, UNTIL), UNTIL)
        assert ("Your rhythm changed" in caution(view, found)) == told


def test_a_behaviour_no_longer_asked_stays_in_view_while_it_has_ratings_and_a_new_one_is_there_without() -> None:
    behaviours = with_changes(no_longer_asked("power-2"), no_longer_asked("power-3"))
    found = build_practice("power", behaviours, check_ins("2026-03-03 power - 2"), Span(None, UNTIL), UNTIL)
    assert [(series.behaviour, series.asked, len(series.points)) for series in found.series] == [
        ("power-1", True, 0),
        ("power-2", False, 1),
    ]


def test_only_the_present_statement_of_a_reworded_behaviour_is_asked() -> None:
    found = build_practice(
        "power", REWORDED, check_ins("2026-03-03 power 2", "2026-04-03 power 2@2"), Span(None, UNTIL), UNTIL
    )
    assert [(series.wording, series.asked) for series in found.series[:2]] == [(1, False), (2, True)]


ANSWERS = st.lists(st.sampled_from(["-", "N", "1", "2", "3", "4", "5", "2@2", "4@2"]), max_size=3).map(" ".join)
LINES = st.tuples(st.dates(date(2025, 6, 1), UNTIL), st.dictionaries(st.sampled_from(PRACTICES), ANSWERS))
JOURNALS = st.lists(LINES, max_size=8).map(
    lambda lines: check_ins(*(f"{day} " + ", ".join(f"{k} {a}" for k, a in of.items()) for day, of in lines))
)


def is_four_sentences_at_most(text: str) -> bool:
    return len(re.findall(r"\.(?= |$)", text)) <= 4


@settings(max_examples=100)
@given(JOURNALS)
def test_what_is_said_of_a_practice_follows_from_its_table(found: list[CheckIn]) -> None:
    view = build_practice("power", REWORDED, found, Span(None, UNTIL), UNTIL)
    shown, text = table(view), practice_words(view, known(found, UNTIL))
    assert is_four_sentences_at_most(text)
    times = {str(sum(row[place] == "no opportunity" for row in shown.rows)) for place in range(len(shown.columns))}
    moved = 0
    for head in shown.columns[1:]:
        ratings = [cell for _, cell in said.given(said.column(shown, head))]
        moved += bool(ratings) and ratings[0] != ratings[-1]
    rated = {str(len(said.given(said.column(shown, head)))) for head in shown.columns[1:]}
    counts = {str(len(shown.rows)), str(moved - 2)} | times | rated
    assert said.numbers_in(text) <= said.numbers_shown(shown) | counts
    when = r"(?: (?:in|on) [\w ]+?)?"
    ways = rf"“([^”]*)”(?:, rated (\w+)(?: times)?,)? (?:went from|was) (\d){when} (to|and then) (\d){when}(, no more)?"
    for statement, often, first, way, last, small in re.findall(ways, text):
        ratings = [cell for _, cell in said.given(said.column(shown, statement))]
        assert (ratings[0], ratings[-1]) == (first, last)
        assert (way == "to") == (len(ratings) > 2)
        assert len(ratings) == ({"twice": 2}.get(often) or said.number(often) if often else len(shown.rows))
        steps = [abs(int(after) - int(before)) for before, after in pairwise(ratings)]
        assert not small or abs(int(last) - int(first)) <= max(steps)
    for statement, low, high in re.findall(r"“([^”]*)” stayed (?:at|between) (\d)(?: and (\d))?", text):
        ratings = [cell for _, cell in said.given(said.column(shown, statement))]
        assert (min(ratings), max(ratings)) == (low, high or low)
    for statement, count in re.findall(r"had no opportunity for “([^”]*)” (twice|\w+ times)", text):
        cells = [cell for _, cell in said.column(shown, statement)]
        assert cells.count("no opportunity") == (2 if count == "twice" else said.number(count.split()[0]))


# Two periods


def comparison(periods: str, *lines: str, of: str = "") -> Comparison:
    return build_comparison(CONTENT.practices(), REWORDED, check_ins(*lines), parse_two_periods(periods), UNTIL, of)


def test_a_period_of_one_check_in_is_said_to_be_a_single_day() -> None:
    found = comparison("2026-01..2026-02", "2026-01-03 power 2 2 2", "2026-02-03 power 2 2 2")
    assert compare_words(found, said.SPOKEN).startswith(
        "January 2026 has one check-in, which is a single day; February 2026 has one check-in, which is a single day. "
        "No practice differs by half a point or more."
    )


def test_a_period_without_check_ins_has_nothing_to_compare() -> None:
    assert compare_words(comparison("2026-01..2026-02", "2026-01-03 power 2 2"), said.SPOKEN) == (
        "January 2026 has one check-in, which is a single day; February 2026 has no check-ins, so there is nothing to "
        "compare."
    )


def test_a_statement_that_was_reworded_between_two_periods_is_not_compared_with_itself() -> None:
    found = comparison("2026-01..2026-02", "2026-01-03 power 1", "2026-02-03 power 5@2", of="power")
    rows = [(row.text, row.first and row.first.mean, row.second and row.second.mean) for row in found.rows[:2]]
    assert rows == [("I used to power-1", 1, None), ("I do power thing A", None, 5)]


def test_periods_that_overlap_are_cautioned() -> None:
    lines = [f"2026-{month:02}-03 power 3 3 3" for month in range(1, 11)]
    assert "overlap" in caution(comparison("2026-01..2026-06,2026-03..2026-09", *lines))
    assert "overlap" in caution(comparison("2026-01..2026-06-03,2026-06-03..2026-09", *lines))
    assert caution(comparison("2026-01..2026-06,2026-07..2026-09", *lines)) == (
        "Over so few check-ins, a good or a bad week can make as much difference as a change in what you do."
    )


def test_a_period_beside_itself_is_not_compared() -> None:
    found = comparison("2026-03-03..2026-03-03", "2026-03-03 power 1 1", "2026-04-03 power 1 1")
    assert compare_words(found, said.SPOKEN) == (
        "Both periods are 3 March 2026, with one check-in, so there is nothing to compare."
    )
    assert caution(found) == ""


def test_rows_that_rest_on_few_check_ins_are_cautioned_though_others_have_many() -> None:
    lines = [f"{date(2026, 1, 1) + timedelta(days=10 * n)} conflict 3 3" for n in range(24)]
    lines[0], lines[-1] = f"{lines[0]}, power 1 1 1", f"{lines[-1]}, power 5 5 5"
    found = comparison("2026-01..2026-04,2026-05..2026-09", *lines)
    weeks = "where a good or a bad week can make as much difference as a change in what you do."
    assert caution(found) == (
        f"Managing power rests in part on a statement rated fewer than six times in a period, {weeks}"
    )


def test_a_statement_rated_once_is_cautioned_though_the_others_of_its_practice_were_rated_often() -> None:
    # The third is 5 once and 1 once, the others 1 throughout: (1 + 1 + 5) / 3 = 2.3, and 1.0.
    lines = [f"{year}-{month:02}-03 power 1 1 N" for year in (2025, 2026) for month in range(1, 11)]
    found = comparison("2025..2026", *lines, "2025-11-03 power 1 1 5", "2026-11-03 power 1 1 1")
    assert "Managing power was 2.3 in the first and 1.0 in the second." in compare_words(found, said.SPOKEN)
    weeks = "where a good or a bad week can make as much difference as a change in what you do."
    assert caution(found) == (
        f"Managing power rests in part on a statement rated fewer than six times in a period, {weeks}"
    )
    of = comparison("2025..2026", *lines, "2025-11-03 power 1 1 5", "2026-11-03 power 1 1 1", of="power")
    assert caution(of) == f"One behaviour was rated fewer than six times in a period, {weeks}"


def test_check_ins_dated_ahead_are_compared_with_nothing_and_said_to_be_left_out() -> None:
    lines = ["2026-01-03 power 2 2", "2027-01-03 power 2 2", "2027-02-03 power 2 2"]
    found = comparison("2026..2027", *lines)
    assert (found.first_check_ins, found.second_check_ins) == (1, 0)
    assert caution(found).startswith(
        "Two check-ins dated ahead, the first 3 January 2027, are left out until their days;"
    )
    assert comparison("2025..2026-10", *lines).ahead == ()


def test_the_rhythm_of_check_ins_that_did_not_rate_the_compared_practice_is_not_told() -> None:
    monthly = [check_in(f"2026-0{month}-03 power 2 2 2", month) for month in (1, 2)]
    weekly = check_in("2026-02-10 conflict 3 3", 3, Rhythm.WEEKLY)
    periods = parse_two_periods("2026-01..2026-02")
    for practice, told in (("power", False), ("", True)):
        view = build_comparison(CONTENT.practices(), REWORDED, [*monthly, weekly], periods, UNTIL, practice)
        assert ("Your rhythm changed" in caution(view)) == told


def test_a_rhythm_that_changed_between_two_periods_is_cautioned() -> None:
    found = [check_in("2026-01-03 power 2 2 2", 0), check_in("2026-02-03 power 2 2 2", 1, Rhythm.WEEKLY)]
    periods = parse_two_periods("2026-01..2026-02")
    view = build_comparison(CONTENT.practices(), REWORDED, found, periods, UNTIL)
    assert "Your rhythm changed" in caution(view)


@settings(max_examples=100)
@given(JOURNALS, st.sampled_from(["", "power"]))
def test_what_is_said_of_two_periods_follows_from_their_table(found: list[CheckIn], of: str) -> None:
    periods = parse_two_periods("2025-06..2026-02,2026-03..2026-11")
    view = build_comparison(CONTENT.practices(), REWORDED, found, periods, UNTIL, of)
    shown, text = table(view), compare_words(view, said.SPOKEN)
    assert is_four_sentences_at_most(text)
    incomplete = {str(n) for n in range(3, 1 + sum(row[1] == NONE or row[4] == NONE for row in shown.rows[:-1]))}
    partial = {str(n) for n in range(3, 1 + sum(compared_partly(row[-1]) for row in shown.rows))}
    both = [row for row in shown.rows[:-1] if NONE not in (row[1], row[4])]
    moved = {str(sum(abs(float(row[1]) - float(row[4])) > 0.45 for row in both) - 2)}
    assert said.numbers_in(text) <= said.numbers_shown(shown) | incomplete | partial | moved
    rows = {row[0]: row for row in shown.rows}
    lowered = text[:1].lower() + re.sub(r"\. ([A-Z])", lambda m: ". " + m[1].lower(), text)[1:]
    for name, first, second in re.findall(
        rf"({said.NAME[1:-1]}|“[^”]*”) was {said.SCORE} in the first and {said.SCORE} in the second", lowered
    ):
        row = rows[said.COLUMN.get(name) or name.strip("“”")]
        assert (row[1], row[4]) == (first, second)
    for name, shared, all_of in re.findall(
        rf"{said.NAME} is compared by {said.COUNT} of its {said.COUNT} wordings", lowered
    ):
        assert rows[said.COLUMN[name]][7] == f"{said.number(shared)} of {said.number(all_of)}"
    counts = [said.number(count) for count in re.findall(rf"has {said.COUNT} check-ins?\b", text)]
    assert counts == [int(shown.rows[-1][3]), int(shown.rows[-1][6])]


def compared_partly(cell: str) -> bool:
    return cell.partition(" of ")[0] != cell.partition(" of ")[2]


# Writing


def writing(counts: dict[str, int], *lines: str, untagged: int = 0) -> Writing:
    tagged = {key: {date(2026, 10, 1): count} for key, count in counts.items() if count}
    every = {date(2026, 10, 1): sum(counts.values()) + untagged}
    shown = overview(check_ins(*lines), since=date(2026, 9, 1), until=UNTIL)
    return build_writing(shown, Written(every, tagged, untagged))


def writing_said(view: Writing, *lines: str) -> str:
    return writing_words(view, said.SPOKEN, known(check_ins(*lines), UNTIL))


def test_what_was_rated_and_not_written_about_is_told() -> None:
    lines = [f"2026-09-{day:02} conflict 3 3" for day in range(1, 10)]
    assert writing_said(writing({"power": 2}, *lines), *lines) == (
        "Since September, there are two reflections; most often they bear on managing power, twice. Surfacing "
        "conflict was "
        "scored nine times and not written about in this period. Managing power was written about twice and has no "
        "score in this period."
    )


def test_only_of_all_time_is_it_said_that_something_was_never_written_about() -> None:
    lines = ["2026-09-01 conflict 3 3, purpose 3 3", "2026-11-19 conflict 3 3"]
    view = build_writing(overview(check_ins(*lines), until=UNTIL), Written())
    assert writing_said(view, *lines) == (
        "Since September, nothing was written. Surfacing conflict, scored twice, and shared purpose, scored once, "
        "were never "
        "written about."
    )


def test_few_reflections_are_told_without_saying_what_is_most_often() -> None:
    assert writing_said(writing({"conflict": 1})) == (
        "Since October, there is one reflection, which bears on surfacing conflict. Surfacing conflict was written "
        "about once and has no "
        "score in this period."
    )
    assert writing_said(writing({"conflict": 1, "power": 1})) == (
        "Since October, there are two reflections; they bear on managing power and surfacing conflict, once each. "
        "Managing "
        "power, written about once, and surfacing conflict, written about once, have no score in this period."
    )
    assert (
        writing_said(writing({}, untagged=1)) == "Since October, there is one reflection, not tagged with a practice."
    )


def test_a_time_that_is_over_is_told_from_when_to_when() -> None:
    found = check_ins("2024-01-03 conflict 3 3")
    written = Written({date(2024, 2, 1): 3}, {"conflict": {date(2024, 2, 1): 3}})
    view = build_writing(overview(found, since=date(2024, 1, 1), until=date(2024, 3, 31), today=UNTIL), written)
    assert writing_said(view).startswith("From January to March 2024, there are three reflections;")
    one_month = build_writing(overview(found, since=date(2024, 1, 1), until=date(2024, 1, 31), today=UNTIL), Written())
    assert writing_said(one_month).startswith("In January 2024, nothing was written.")


def test_nothing_written_and_nothing_rated_has_no_words() -> None:
    assert writing_said(writing({})) == ""


def test_check_ins_dated_ahead_are_left_out_beside_writing_too_and_said_to_be() -> None:
    assert caution(writing({}, "2026-11-01 power 3 3", "2027-01-03 power 3 3")).startswith("A check-in dated ahead")


def test_a_span_that_begins_or_ends_within_a_month_says_which_days_count() -> None:
    def of(since: date, until: date) -> str:
        days = [date(2026, month, 15) for month in range(1, 12)]
        view = overview(check_ins(*(f"{day} power 3 3" for day in days)), since=since, until=until, today=UNTIL)
        return caution(build_writing(view, Written()))

    assert of(date(2026, 9, 10), UNTIL) == "September 2026 is counted from 10 September on."
    assert of(date(2026, 3, 10), date(2026, 6, 20)) == (
        "March 2026 is counted from 10 March on and June 2026 is counted up to 20 June."
    )
    assert of(date(2026, 6, 10), date(2026, 6, 20)) == "June 2026 is counted from 10 to 20 June."
    assert of(date(2026, 6, 1), date(2026, 6, 30)) == ""


@settings(max_examples=100)
@given(
    st.dictionaries(st.sampled_from(PRACTICES), st.integers(0, 14)),
    JOURNALS,
    st.integers(0, 3),
)
def test_what_is_said_of_writing_follows_from_its_table(
    counts: dict[str, int], found: list[CheckIn], untagged: int
) -> None:
    tagged = {key: {date(2026, 10, 1): count} for key, count in counts.items() if count}
    every = {date(2026, 10, 1): sum(counts.values()) + untagged}
    view = build_writing(overview(found, until=UNTIL), Written(every, tagged, untagged))
    shown, text = table(view), writing_words(view, said.SPOKEN, known(found, UNTIL))
    assert is_four_sentences_at_most(text)
    lists = {str(n) for n in range(3, 7)}
    most_named = {"1"} if "once each" in text else set()
    assert said.numbers_in(text) <= said.numbers_shown(shown) | lists | most_named
    rows = {row[0]: row for row in shown.rows}
    lowered = text[:1].lower() + re.sub(r"\. ([A-Z])", lambda m: ". " + m[1].lower(), text)[1:]
    scored = rf"{said.NAME}(?: was|,) scored (once|twice|\w+ times)(?:,| and never| and not)"
    for name, often in re.findall(scored, lowered):
        assert rows[said.COLUMN[name]][-3] == "0"
        assert int(rows[said.COLUMN[name]][-2]) == count_of(often)
    for name, often in re.findall(rf"{said.NAME}(?: was|,) written about (once|twice|\w+ times)(?:,| and)", lowered):
        assert int(rows[said.COLUMN[name]][-3]) == count_of(often)
        assert rows[said.COLUMN[name]][-1] == NONE
    if one := re.search(rf"one reflection, which bears on {said.NAME}", lowered):
        assert rows[said.COLUMN[one[1]]][-3] == rows["All reflections"][-3] == "1"
    if most := re.search(rf"most often they bear on {said.NAME}", lowered):
        assert int(rows[said.COLUMN[most[1]]][-3]) == max(int(row[-3]) for row in shown.rows[:-2])


def count_of(times: str) -> int:
    """How many "once", "twice" and "three times" are."""
    return {"once": 1, "twice": 2}.get(times) or said.number(times.split(maxsplit=1)[0])


# Looking back


def looking_back(then: str, *lines: str, as_of: str = "2026-03-01", made: str = "2026-11-01") -> LookingBack:
    back = check_in(f"{made} {then}", 99, as_of=date.fromisoformat(as_of))
    return build_looking_back(PRACTICES, BEHAVIOURS, back, check_ins(*lines))


def test_looking_back_without_a_check_in_of_the_time_says_so() -> None:
    found = looking_back("power 2 2", "2026-10-20 power 4 4")
    assert looking_back_words(found, said.SPOKEN) == (
        "Thinking back on 1 November 2026 to 1 March 2026, managing power is 2.0 looking back and 4.0 now. There is no "
        "check-in from around 1 March 2026 to set beside it."
    )


def test_looking_back_alone_says_that_there_is_nothing_beside_it() -> None:
    found = looking_back("power 2 2")
    assert (found.start, found.now) == (None, None)
    assert "There is no check-in near either day" in looking_back_words(found, said.SPOKEN)


def test_the_start_is_the_nearest_check_in_within_45_days_and_the_earlier_of_two() -> None:
    lines = ["2026-02-20 power 3 3", "2026-03-10 power 5 5", "2026-10-20 power 4 4"]
    assert looking_back("power 2 2", *lines).start == ("check-in-0", date(2026, 2, 20))
    assert looking_back("power 2 2", "2026-04-15 power 3 3").start == ("check-in-0", date(2026, 4, 15))
    assert looking_back("power 2 2", "2026-04-16 power 3 3").start is None


def test_now_is_the_newest_check_in_up_to_45_days_after_looking_back() -> None:
    lines = ["2026-03-01 power 3 3", "2026-10-01 power 4 4", "2026-12-16 power 5 5", "2026-12-17 power 1 1"]
    assert looking_back("power 2 2", *lines).now == ("check-in-2", date(2026, 12, 16))


def test_a_check_in_of_a_quarter_ago_is_still_now_with_its_day_and_an_older_one_is_not() -> None:
    start = "2026-03-01 power 3 3"
    near, far = (
        looking_back("power 2 2", start, "2026-09-17 power 4 4"),
        looking_back("power 2 2", start, "2026-08-02 power 4 4"),
    )
    assert looking_back_words(near, said.SPOKEN).startswith(
        "Thinking back on 1 November 2026 to 1 March 2026, managing power was 3.0 at the time, is 2.0 looking back and "
        "4.0 now. "
    )
    assert "4.0 now (2 August 2026). " in looking_back_words(far, said.SPOKEN)
    assert looking_back("power 2 2", start, "2026-08-01 power 4 4").now is None


def test_of_several_practices_it_is_said_why_one_is_told() -> None:
    found = looking_back("power 2 2, conflict 3 3", "2026-03-01 power 3 3, conflict 3 3")
    assert looking_back_words(found, said.SPOKEN).startswith(
        "Thinking back on 1 November 2026 to 1 March 2026, no practice lies further apart than managing power: it was "
        "3.0 at the time and is 2.0 looking back."
    )


def test_what_cannot_be_compared_is_not_counted_among_what_differs_little() -> None:
    like = "looking back differs from what you thought at the time by less than half a point"
    for keys, where in ((["power"], "wherever the two can be compared"), (list(said.SHORT), "everywhere")):
        rated = ", ".join(f"{key} 3 3" for key in keys)
        told = looking_back_words(looking_back(rated, f"2026-03-01 {rated}"), said.SPOKEN)
        assert f"{like} {where}" in told.lower()


def test_the_day_of_the_start_is_told_where_it_is_not_the_day_that_is_thought_back_to() -> None:
    assert "was 3.0 at the time (20 February 2026) and is" in looking_back_words(
        looking_back("power 2 2", "2026-02-20 power 3 3"), said.SPOKEN
    )


def test_of_two_check_ins_on_a_day_it_is_said_which_one_is_taken() -> None:
    lines = ["2026-03-01 power 3 3", "2026-03-01 power 5 5", "2026-10-20 power 4 4", "2026-10-20 power 1 1"]
    told = looking_back_words(looking_back("power 2 2", *lines), said.SPOKEN)
    assert "was 3.0 at the time, is 2.0 looking back and 1.0 now." in told
    assert told.endswith(
        "Of the check-ins of 1 March 2026, the one saved first is taken; of the check-ins of 20 October 2026, the one "
        "saved last is taken."
    )


def test_rhythms_that_differ_are_cautioned_in_a_look_back() -> None:
    back = check_in("2026-11-01 power 2 2", 99, as_of=date(2026, 3, 1))
    view = build_looking_back(PRACTICES, BEHAVIOURS, back, [check_in("2026-03-01 power 3 3", 0, Rhythm.WEEKLY)])
    assert caution(view).startswith(f"{WHY} Your rhythm changed")


def test_the_check_in_of_the_start_is_not_also_called_now() -> None:
    found = looking_back("power 2 2", "2026-03-01 power 3 3")
    assert found.start is not None
    assert found.now is None
    assert "There is no later check-in near the look back to set beside it as now." in looking_back_words(
        found, said.SPOKEN
    )


def test_another_check_in_of_the_day_that_is_thought_back_to_is_not_called_now() -> None:
    assert looking_back("power 2 2", "2026-03-01 power 3 3", "2026-03-01 power 4 4").now is None


def test_one_sentence_says_why_then_and_start_can_differ_and_calls_neither_true() -> None:
    assert caution(looking_back("power 2 2")) == WHY
    assert WHY.count(".") == 1


def test_looking_back_compares_by_the_statements_that_all_three_rated_in_the_same_words() -> None:
    found = looking_back("power 2 2 5@2", "2026-03-01 power 3 3 1", "2026-10-20 power 4 4 5@2")
    row = next(row for row in found.rows if row.practice == "power")
    assert [row.start, row.then, row.now, row.shared] == [3, 2, 4, 2]


def apart_in(row: Sequence[str], beside: int) -> int:
    """How far a row's look back lies from what stands beside it, in tenths."""
    return abs(round(10 * float(row[2])) - round(10 * float(row[beside])))


@settings(max_examples=100)
@given(JOURNALS, st.dictionaries(st.sampled_from(PRACTICES), ANSWERS), st.dates(date(2025, 6, 1), date(2026, 9, 1)))
def test_what_is_said_of_looking_back_follows_from_its_table(
    found: Sequence[CheckIn], then: dict[str, str], as_of: date
) -> None:
    back = check_in("2026-10-01 " + ", ".join(f"{k} {a}" for k, a in then.items()), 99, as_of=as_of)
    view = build_looking_back(PRACTICES, REWORDED, replace(back, rhythm=back.rhythm), found)
    shown, text = table(view), looking_back_words(view, said.SPOKEN)
    assert is_four_sentences_at_most(text)
    both = [row for row in shown.rows if row[1] != NONE and row[2] != NONE]
    counts = {str(n) for n in range(len(both) + 1)}
    assert said.numbers_in(text) <= said.numbers_shown(shown) | counts
    rows = {row[0]: row for row in shown.rows}
    day = r"(?: \([\w ]+\))?"
    at_the_time, now_too = rf"(?:was {said.SCORE} at the time{day}(?:,| and) )?", rf"(?: and {said.SCORE} now)?"
    for name, start, then_score, now in re.findall(
        rf"{said.NAME}(?:: it)? {at_the_time}is {said.SCORE} looking back{now_too}", text
    ):
        row = rows[said.COLUMN[name]]
        of_all = both or [each for each in shown.rows if each[2] != NONE]
        beside = 1 if both else 3
        if f"no practice lies further apart than {name}:" in text:
            assert apart_in(row, beside) == max(apart_in(each, beside) for each in of_all)
        else:
            assert len(of_all) == 1 or row[beside] == NONE
        assert (row[1], row[2], row[3]) == (start or NONE, then_score, now or NONE)
    apart = [round(10 * (float(row[2]) - float(row[1]))) for row in both]
    for word, matches in (("lower", sum(a <= -5 for a in apart)), ("higher", sum(a >= 5 for a in apart))):
        if told := re.search(rf"{word} in {said.COUNT}", text):
            assert said.number(told[1]) == matches

"""Four more views in words: each sentence as it reads, and every claim held against the table alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain.check_in import CheckIn
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


def practice(*lines: str) -> PracticeView:
    return build_practice("power", BEHAVIOURS, check_ins(*lines), Span(None, UNTIL), UNTIL)


def test_a_practice_that_was_never_rated_says_so() -> None:
    assert practice_words(practice()) == ""
    assert practice_words(practice("2026-03-03 conflict 3", "2026-04-03 conflict 3")) == (
        "Over two check-ins since March, nothing of this practice was rated."
    )
    assert practice_words(practice("2026-03-03 power 3")) == (
        "Over one check-in on 3 March, no statement was rated twice, so there is nothing to compare yet."
    )


def test_statements_that_moved_are_told_by_their_first_and_last_rating() -> None:
    found = practice("2026-03-03 power - 2 5", "2026-04-03 power - 4 4", "2026-05-03 power - 3 2")
    assert practice_words(found) == (
        "Over three check-ins since March, “I do power thing C” went from 5 to 2 and “I do power thing B” went from 2 "
        "to 3."
    )


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
    shown, text = table(view), practice_words(view)
    assert is_four_sentences_at_most(text)
    rewordings = {str(len(view.series) - len({series.behaviour for series in view.series}))}
    times = {str(sum(row[place] == "no opportunity" for row in shown.rows)) for place in range(len(shown.columns))}
    moved = 0
    for head in shown.columns[1:]:
        ratings = [cell for _, cell in said.given(said.column(shown, head))]
        moved += bool(ratings) and ratings[0] != ratings[-1]
    counts = {str(len(shown.rows)), str(moved - 2)} | rewordings | times
    assert said.numbers_in(text) <= said.numbers_shown(shown) | counts
    for statement, first, last in re.findall(r"“([^”]*)” went from (\d)(?: on [\w ]+?)? to (\d)", text):
        ratings = [cell for _, cell in said.given(said.column(shown, statement))]
        assert (ratings[0], ratings[-1]) == (first, last)
    for statement, low, high in re.findall(r"“([^”]*)” stayed (?:at|between) (\d)(?: and (\d))?", text):
        ratings = [cell for _, cell in said.given(said.column(shown, statement))]
        assert (min(ratings), max(ratings)) == (low, high or low)
    for statement, count in re.findall(r"“([^”]*)” had no opportunity (twice|\w+ times)", text):
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
    lines = [f"2026-{month:02}-03 power 3 3" for month in range(1, 11)]
    assert "overlap" in caution_of(comparison("2026-01..2026-06,2026-03..2026-09", *lines))
    assert "overlap" in caution_of(comparison("2026-01..2026-06-03,2026-06-03..2026-09", *lines))
    assert caution_of(comparison("2026-01..2026-06,2026-07..2026-09", *lines)).startswith("Over so few check-ins")


def test_check_ins_dated_ahead_are_compared_with_nothing() -> None:
    found = comparison("2026..2027", "2026-01-03 power 2 2", "2027-01-03 power 2 2")
    assert (found.first_check_ins, found.second_check_ins) == (1, 0)


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
        rf"{said.NAME} is compared by {said.COUNT} of its {said.COUNT} statements", lowered
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


def test_what_was_rated_and_never_written_about_is_told() -> None:
    lines = [f"2026-09-{day:02} conflict 3 3" for day in range(1, 10)]
    assert writing_words(writing({"power": 2}, *lines), said.SPOKEN) == (
        "Since September, there are two reflections; most often they bear on managing power, twice. Conflict has been "
        "rated nine times and written about never. Managing power has been written about twice and has no score."
    )


def test_nothing_written_and_nothing_rated_has_no_words() -> None:
    assert writing_words(writing({}), said.SPOKEN) == ""


def test_a_span_that_begins_within_a_month_says_from_which_day_it_counts() -> None:
    shown = overview(check_ins("2026-09-25 power 3 3"), since=date(2026, 9, 20), until=UNTIL)
    assert caution_of(build_writing(shown, Written())) == "September 2026 is counted from 20 September on."


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
    shown, text = table(view), writing_words(view, said.SPOKEN)
    assert is_four_sentences_at_most(text)
    lists = {str(n) for n in range(3, 7)}
    assert said.numbers_in(text) <= said.numbers_shown(shown) | lists
    rows = {row[0]: row for row in shown.rows}
    lowered = text[:1].lower() + re.sub(r"\. ([A-Z])", lambda m: ". " + m[1].lower(), text)[1:]
    for name in re.findall(rf"{said.NAME} has been rated [\w ]+? and written about never", lowered):
        assert rows[said.COLUMN[name]][-3] == "0"
        assert int(rows[said.COLUMN[name]][-2]) > 0
    for name in re.findall(rf"{said.NAME} has been written about [\w ]+? and has no score", lowered):
        assert int(rows[said.COLUMN[name]][-3]) > 0
        assert rows[said.COLUMN[name]][-1] == NONE
    if most := re.search(rf"most often they bear on {said.NAME}", lowered):
        assert int(rows[said.COLUMN[most[1]]][-3]) == max(int(row[-3]) for row in shown.rows[:-2])


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


def test_the_check_in_of_the_start_is_not_also_called_now() -> None:
    found = looking_back("power 2 2", "2026-03-01 power 3 3")
    assert found.start is not None
    assert found.now is None
    assert "There is no later check-in to set beside it as now." in looking_back_words(found, said.SPOKEN)


def test_another_check_in_of_the_day_that_is_thought_back_to_is_not_called_now() -> None:
    assert looking_back("power 2 2", "2026-03-01 power 3 3", "2026-03-01 power 4 4").now is None


def test_one_sentence_says_why_then_and_start_can_differ_and_calls_neither_true() -> None:
    assert caution_of(looking_back("power 2 2")) == WHY
    assert WHY.count(".") == 1


def test_looking_back_compares_by_the_statements_that_all_three_rated_in_the_same_words() -> None:
    found = looking_back("power 2 2 5@2", "2026-03-01 power 3 3 1", "2026-10-20 power 4 4 5@2")
    row = next(row for row in found.rows if row.practice == "power")
    assert [row.start, row.then, row.now, row.shared] == [3, 2, 4, 2]


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
    at_the_time, now_too = rf"(?:was {said.SCORE} at the time(?:,| and) )?", rf"(?: and {said.SCORE} now)?"
    for name, start, then_score, now in re.findall(
        rf"{said.NAME} {at_the_time}is {said.SCORE} looking back{now_too}", text
    ):
        row = rows[said.COLUMN[name]]
        assert (row[1], row[2], row[3]) == (start or NONE, then_score, now or NONE)
    apart = [round(10 * (float(row[2]) - float(row[1]))) for row in both]
    for word, matches in (("lower", sum(a <= -5 for a in apart)), ("higher", sum(a >= 5 for a in apart))):
        if told := re.search(rf"{word} in {said.COUNT}", text):
            assert said.number(told[1]) == matches

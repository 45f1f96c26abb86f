"""The overview in words: each sentence as it reads, and every claim held against the table alone."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain.check_in import CheckIn
from journal_app.domain.rhythm import Rhythm
from journal_app.domain.trend_words.cautions import caution_of
from journal_app.domain.trend_words.overview import overview_words
from journal_app.domain.trends.tables import NONE, Table, table_of
from journal_app.domain.trends.views import Overview
from tests.support import said
from tests.support.trend_data import check_in, check_ins, in_order, no_longer_asked, overview, reworded, with_changes

UNTIL = date(2026, 11, 20)
REWORDED = with_changes(reworded("power-1", "I used to", "I do now"))


def words(*lines: str, since: date | None = None) -> str:
    return overview_words(overview(check_ins(*lines), REWORDED, since, UNTIL), said.SPOKEN)


def monthly(practice: str, *answers: str) -> list[str]:
    return [f"2026-{month:02}-03 {practice} {each}" for month, each in enumerate(answers, start=1)]


def test_no_check_ins_have_no_words() -> None:
    assert words() == ""


def test_a_period_without_any_says_that_there_are_earlier_ones() -> None:
    assert words("2026-01-03 power 3 3", since=date(2026, 8, 20)) == (
        "There is no check-in in this period. A longer period has more to show."
    )


def test_one_check_in_invites_a_second() -> None:
    assert words("2026-03-03 power 3 3") == "One check-in so far, on 3 March. A second one will show what moved."
    assert words("2025-11-03 power 3 3").startswith("One check-in so far, on 3 November 2025.")


def test_one_check_in_of_several_is_not_called_the_only_one() -> None:
    lines = ["2026-03-03 power 3 3", "2026-10-03 power 3 3"]
    assert words(*lines, since=date(2026, 8, 20)) == (
        "One check-in in this period, on 3 October. A longer period has more to show."
    )


def test_two_check_ins_of_one_day_are_told_by_their_day() -> None:
    assert words("2026-03-03 power 2 2", "2026-03-03 power 3 3") == (
        "Over two check-ins on 3 March, managing power went from 2.0 to 3.0."
    )


def test_a_rise_and_a_fall_are_told_alike_the_larger_first() -> None:
    lines = ["2026-01-03 power 4 4, conflict 2 2", "2026-02-03 power 2 2, conflict 3 3"]
    assert words(*lines) == (
        "Over two check-ins since January, managing power went from 4.0 to 2.0 and conflict went from 2.0 to 3.0."
    )


def test_those_that_moved_and_are_not_named_are_counted() -> None:
    first = ", ".join(f"{key} 2 2" for key in said.SHORT)
    assert words(f"2026-01-03 {first}", f"2026-02-03 {first.replace('2', '3')}") == (
        "Over two check-ins since January, a safe environment went from 2.0 to 3.0 and building relationships went "
        "from 2.0 to 3.0; four other practices moved by half a point or more."
    )


def test_less_than_half_a_point_is_not_called_a_movement() -> None:
    assert words(*monthly("power", "3 3 3", "4 3 3")) == (
        "Over two check-ins since January, no practice moved by half a point or more from first to last."
    )


def test_a_score_that_is_not_of_the_first_or_last_check_in_comes_with_its_month() -> None:
    lines = ["2026-01-03 conflict 3 3", "2026-02-03 power 2 2", "2026-03-03 power 4 4", "2026-04-03 conflict 3 3"]
    assert "managing power went from 2.0 in February to 4.0 in March" in words(*lines)


def test_scores_of_one_month_come_with_their_days() -> None:
    lines = ["2026-01-03 conflict 3 3", "2026-02-03 power 2 2", "2026-02-20 power 4 4", "2026-04-03 conflict 3 3"]
    assert "managing power went from 2.0 on 3 February to 4.0 on 20 February" in words(*lines)


def test_what_stayed_is_told_with_its_lowest_and_highest() -> None:
    assert words(*monthly("power", "3 3", "3 4", "3 3")).endswith("Managing power stayed between 3.0 and 3.5.")
    assert words(*monthly("power", "3 3", "3 3", "3 3")).endswith("Managing power stayed at 3.0.")
    assert "stayed" not in words(*monthly("power", "3 3", "3 3"))
    assert "stayed" not in words(*monthly("power", "3 3", "4 4", "3 3"))


def test_nothing_is_compared_across_a_break() -> None:
    said_of = words(*monthly("power", "1 1", "1 1", "5@2 5", "5@2 5"))
    assert said_of == (
        "Over four check-ins since January, no practice moved by half a point or more from first to last. "
        "The statements of managing power changed in March, so before and after are not compared."
    )


def test_what_moved_since_a_break_is_told_from_there() -> None:
    assert "managing power went from 3.0 in March to 5.0" in words(*monthly("power", "1 1", "1 1", "3@2 3", "5@2 5"))


def test_a_break_at_the_last_check_in_leaves_nothing_to_compare() -> None:
    assert words(*monthly("power", "1 1", "3@2 3")) == (
        "Over two check-ins since January, no practice has two scores that can be compared. "
        "The statements of managing power changed in February, so before and after are not compared."
    )


def test_two_check_ins_of_the_day_of_a_break_stand_on_its_two_sides() -> None:
    lines = ["2026-01-03 power 1 1", "2026-03-03 power 1 1", "2026-03-03 power 5@2 5", "2026-04-03 power 5@2 5"]
    assert "went from" not in words(*lines)


def test_a_dropped_statement_is_a_break_too() -> None:
    found = check_ins(*monthly("power", "1 1 1", "1 1 1", "5 5", "5 5"))
    view = overview(found, with_changes(no_longer_asked("power-3")), until=UNTIL)
    assert "changed in March" in overview_words(view, said.SPOKEN)


def test_what_was_left_off_is_told_since_when() -> None:
    lines = ["2026-01-03 power 3 3, conflict 3 3", "2026-02-03 conflict 3 3"]
    assert words(*lines).endswith("Managing power has not been rated since January.")
    assert words(*lines, "2026-02-20 purpose 3 3").endswith(
        "Managing power has not been rated since January; conflict has not been rated since 3 February."
    )


def test_what_was_rated_too_little_is_not_called_unrated() -> None:
    assert words("2026-01-03 power 3 3, conflict 3 3", "2026-02-03 power 4, conflict 3 3").endswith(
        "Managing power has not had two ratings at one check-in since January."
    )


def test_what_was_rated_too_little_later_on_the_day_of_its_last_score_is_not_called_unrated_either() -> None:
    lines = ["2026-01-03 power 3 3, conflict 3 3", "2026-01-03 power 4, conflict 3 3", "2026-02-03 conflict 3 3"]
    assert words(*lines).endswith("Managing power has not had two ratings at one check-in since January.")


def test_months_without_a_check_in_are_named_where_the_line_is_cut() -> None:
    assert words("2026-01-03 power 3 3", "2026-03-20 power 3 3").endswith("February was not rated at all.")
    assert words("2026-01-03 power 3 3", "2026-09-20 power 3 3").endswith("Seven months were not rated at all.")
    # 20 January to 1 March are 40 days, which a monthly rhythm leaves: the line goes on, and nothing is said.
    assert "not rated" not in words("2026-01-20 power 3 3", "2026-03-01 power 3 3")


def test_only_no_opportunity_is_said_in_so_many_words() -> None:
    assert words(*monthly("power", "N N", "N N", "N N")) == (
        "Over three check-ins since January, no practice has a score: it takes two rated behaviours of one practice at "
        "a check-in, and “no opportunity” is no rating."
    )


@pytest.mark.parametrize(
    ("count", "caution"),
    [
        (0, ""),
        (1, "After one check-in it is too early to speak of a trend; read it as a note to yourself."),
        (5, "After five check-ins it is too early to speak of a trend; read them as notes to yourself."),
        (6, "Six points are too few to speak of a trend; read them as notes to yourself."),
        (11, "Eleven points are too few to speak of a trend; read them as notes to yourself."),
        (12, ""),
    ],
)
def test_few_points_come_with_a_caution(count: int, caution: str) -> None:
    days = [date(2026, 1, 1) + timedelta(days=20 * number) for number in range(count)]
    assert caution_of(overview(check_ins(*(f"{day} power 3 3" for day in days)), until=UNTIL)) == caution


def test_points_on_both_sides_of_a_break_are_not_added_up() -> None:
    view = overview(check_ins(*monthly("power", *["3 3"] * 5, *["3@2 3"] * 4)), REWORDED, until=UNTIL)
    assert caution_of(view).startswith("With four points it is too early")


def test_a_rhythm_that_changed_is_cautioned_where_it_changes_the_question() -> None:
    view = overview(check_ins(*monthly("power", *["3 3"] * 9)), until=UNTIL)
    weekly = caution_of(view, {Rhythm.WEEKLY, Rhythm.MONTHLY})
    assert "these check-ins look back over one week and over four weeks" in weekly
    assert "rhythm" not in caution_of(view, {Rhythm.QUARTERLY, Rhythm.MONTHLY})


def test_check_ins_dated_ahead_are_left_out_and_said_to_be() -> None:
    found = check_ins("2026-11-01 power 3 3", "2027-03-05 power 3 3")
    assert "A check-in dated ahead, 5 March 2027, is left out until then; if that is a slip, change its date." in (
        caution_of(overview(found, until=UNTIL))
    )
    found = in_order([*found, check_in("2027-01-09 power 3 3", 7)])
    assert "Two check-ins dated ahead, the first 9 January 2027, are left out" in caution_of(
        overview(found, until=UNTIL)
    )


ANSWERS = st.sampled_from(["3 3 3", "3 3 4", "2 N 3", "1 1 2", "5 4 4", "4", "N N N", "-", "2@2 3 3", "4@2 4 5", "3 3"])
LINES = st.tuples(st.dates(date(2024, 12, 1), UNTIL), st.dictionaries(st.sampled_from(sorted(said.SHORT)), ANSWERS))
JOURNALS = st.lists(LINES, max_size=9).map(
    lambda lines: check_ins(*(f"{day} " + ", ".join(f"{k} {a}" for k, a in of.items()) for day, of in lines))
)
BEHAVIOURS = with_changes(*(reworded(f"{key}-1", "I used to", "I do now") for key in said.SHORT))


def shown(found: list[CheckIn]) -> tuple[Overview, Table, str]:
    view = overview(found, BEHAVIOURS, until=UNTIL)
    return view, table_of(view, said.SHORT, "no opportunity"), overview_words(view, said.SPOKEN)


@settings(max_examples=150)
@given(JOURNALS)
def test_every_number_in_the_words_stands_in_the_table_or_counts_its_rows_or_columns(found: list[CheckIn]) -> None:
    _, table, text = shown(found)
    heads = [said.day_of(row[0]) for row in reversed(table.rows)]
    rated = [c for c in table.columns[1:7] if said.given(said.column(table, c))]
    moved = sum(abs(change(table, name)) >= 5 for name in said.COLUMN)
    counts = {len(table.rows), *range(3, len(rated) + 1), empty_months(heads), moved - 2}
    assert said.numbers_in(text) <= said.numbers_shown(table) | {str(count) for count in counts}


def change(table: Table, name: str) -> int:
    """How far a practice's scores went from the first that can be compared to the last, in tenths."""
    scores = [round(10 * float(score)) for _, score in comparable(table, name)]
    return scores[-1] - scores[0] if scores else 0


def empty_months(heads: list[date]) -> int:
    """How many months lie between the first and the last without any check-in."""
    numbers = {day.year * 12 + day.month for day in heads}
    return max(numbers) - min(numbers) + 1 - len(numbers) if numbers else 0


@settings(max_examples=150)
@given(JOURNALS)
def test_every_claim_follows_from_the_table_alone(found: list[CheckIn]) -> None:
    _, table, text = shown(found)
    if opened := re.match(rf"Over {said.COUNT} check-ins (?:since|in|on) {said.DAY_OR_MONTH}", text):
        assert said.number(opened[1]) == len(table.rows)
        assert said.is_in(table.rows[-1][0], opened[2])
    lowered = text[:1].lower() + re.sub(r"\. ([A-Z])", lambda m: ". " + m[1].lower(), text)[1:]
    for name, first, last in re.findall(
        rf"{said.NAME} went from {said.SCORE}(?: (?:in|on) [\w ]+?)? to {said.SCORE}", lowered
    ):
        scores = [score for _, score in comparable(table, name)]
        assert (scores[0], scores[-1]) == (first, last)
        assert abs(change(table, name)) >= 5
    if more := re.search(rf"; {said.COUNT} other practices? moved", text):
        assert said.number(more[1]) == sum(abs(change(table, name)) >= 5 for name in said.COLUMN) - 2
    for name, low, high in re.findall(rf"{said.NAME} stayed between {said.SCORE} and {said.SCORE}", lowered):
        scores = [score for _, score in said.given(said.column(table, said.COLUMN[name]))]
        assert (min(scores), max(scores)) == (low, high)
        assert scores == [score for _, score in comparable(table, name)]
    for name, only in re.findall(rf"{said.NAME} stayed at {said.SCORE}", lowered):
        assert {score for _, score in said.given(said.column(table, said.COLUMN[name]))} == {only}
    left = rf"{said.NAME} has not (?:been rated|had two ratings at one check-in) since {said.DAY_OR_MONTH}"
    for name, since in re.findall(left, lowered):
        cells = said.column(table, said.COLUMN[name])
        assert cells[-1][1] == NONE
        assert said.is_in(said.given(cells)[-1][0], since)


def comparable(table: Table, name: str) -> list[tuple[str, str]]:
    """The scores of a practice from the row on at which its statements last changed."""
    cells = said.column(table, said.COLUMN[name])
    if table.columns[-1] == "Statements changed":
        changed = [said.COLUMN[name] in cell.split("; ") for _, cell in said.column(table, table.columns[-1])]
        cells = cells[max((place for place, each in enumerate(changed) if each), default=0) :]
    return said.given(cells)


@settings(max_examples=100)
@given(JOURNALS)
def test_there_are_one_to_four_sentences_and_never_a_verdict(found: list[CheckIn]) -> None:
    view, _, text = shown(found)
    ends = len(re.findall(r"\.(?= |$)", text))
    assert ends in (range(1, 5) if found else {0})
    assert not re.search(r"progress|improve|better|worse|trend(?!;)|because|thanks|due to|great|↑|↓", text)
    assert "improve" not in caution_of(view)
    assert all(each[0].isupper() for each in re.split(r"(?<=\.) ", text) if each)

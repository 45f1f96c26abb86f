"""The overview in words: each sentence as it reads, and every claim held against the table alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour
from journal_app.domain.rhythm import Rhythm
from journal_app.domain.trend_words.cautions import caution_of
from journal_app.domain.trend_words.overview import overview_words
from journal_app.domain.trends.tables import NONE, Table, table_of
from journal_app.domain.trends.views import Overview
from tests.support import said
from tests.support.trend_data import (
    BEHAVIOURS,
    check_in,
    check_ins,
    in_order,
    known,
    no_longer_asked,
    overview,
    reworded,
    with_changes,
)

UNTIL = date(2026, 11, 20)
REWORDED = with_changes(reworded("power-1", "I used to", "I do now"))


def words(*lines: str, since: date | None = None, until: date | None = None, today: date | None = None) -> str:
    """What is said of some check-ins, on the day of the last of them unless another is told."""
    found = check_ins(*lines)
    day = today or max((each.on for each in found), default=UNTIL)
    return overview_words(overview(found, REWORDED, since, until or day, day), said.SPOKEN, known(found, day))


def caution(found: Sequence[CheckIn], behaviours: Sequence[Behaviour] = BEHAVIOURS) -> str:
    return caution_of(overview(found, behaviours, until=UNTIL), said.SPOKEN, known(found, UNTIL))


def monthly(practice: str, *answers: str) -> list[str]:
    return [f"2026-{month:02}-03 {practice} {each}" for month, each in enumerate(answers, start=1)]


def test_no_check_ins_have_no_words() -> None:
    assert words() == ""


def test_a_period_without_any_says_that_there_are_earlier_ones() -> None:
    nothing = "There is no check-in in this period. A longer period has more to show."
    assert words("2026-01-03 power 3 3", since=date(2026, 8, 20), today=UNTIL) == nothing
    assert words("2026-01-03 power 3 3", until=date(2025, 12, 31)) == nothing
    assert words("2027-01-03 power 3 3", today=UNTIL) == "There is no check-in in this period."


def test_one_check_in_invites_a_second() -> None:
    assert words("2026-03-03 power 3 3") == "One check-in so far, on 3 March. A second one will show what moved."
    assert words("2025-11-03 power 3 3", today=UNTIL).startswith("One check-in so far, on 3 November 2025.")


def test_one_check_in_of_several_is_not_called_the_only_one() -> None:
    lines = ["2026-03-03 power 3 3", "2026-10-03 power 3 3"]
    only = "One check-in in this period, on 3 {}. A longer period has more to show."
    assert words(*lines, since=date(2026, 8, 20)) == only.format("October")
    assert words(*lines, until=date(2026, 8, 20)) == only.format("March")
    assert words(lines[0], until=date(2026, 3, 31), today=UNTIL) == "One check-in in this period, on 3 March."


def test_two_check_ins_of_one_day_are_told_by_their_day() -> None:
    assert words("2026-03-03 power 2 2", "2026-03-03 power 3 3") == (
        "Over two check-ins on 3 March, managing power was 2.0 and then 3.0."
    )


def test_a_rise_and_a_fall_are_told_alike_the_larger_first() -> None:
    lines = ["2026-01-03 power 4 4, conflict 2 2", "2026-02-03 power 2 2, conflict 3 3"]
    assert words(*lines) == (
        "Over two check-ins since January, managing power was 4.0 and then 2.0; surfacing conflict was 2.0 and then "
        "3.0."
    )


def test_those_that_moved_and_are_not_named_are_counted() -> None:
    first = ", ".join(f"{key} 2 2" for key in said.SHORT)
    assert words(f"2026-01-03 {first}", f"2026-02-03 {first.replace('2', '3')}") == (
        "Over two check-ins since January, a safe and inclusive environment was 2.0 and then 3.0; building healthy "
        "relationships was 2.0 and "
        "then 3.0; four other practices moved by half a point or more."
    )


def test_less_than_half_a_point_is_not_called_a_movement() -> None:
    assert words(*monthly("power", "3 3 3", "4 3 3")) == (
        "Over two check-ins since January, no practice moved by half a point or more from first to last."
    )


def test_a_score_that_is_not_of_the_first_or_last_check_in_comes_with_its_month() -> None:
    lines = ["2026-01-03 conflict 3 3", "2026-02-03 power 2 2", "2026-03-03 power 4 4", "2026-04-03 conflict 3 3"]
    assert "managing power, scored twice, was 2.0 in February and then 4.0 in March." in words(*lines)


def test_scores_of_one_month_come_with_their_days() -> None:
    lines = ["2026-01-03 conflict 3 3", "2026-02-03 power 2 2", "2026-02-20 power 4 4", "2026-04-03 conflict 3 3"]
    assert "managing power, scored twice, was 2.0 on 3 February and then 4.0 on 20 February." in words(*lines)


def test_two_scores_among_hundreds_are_said_to_be_two() -> None:
    days = [date(2016, 11, 20) + timedelta(days=7 * week) for week in range(520)]
    lines = [f"{day} purpose 3 3" for day in days]
    lines[0], lines[-1] = f"{lines[0]}, conflict 1 1", f"{lines[-1]}, conflict 5 5"
    assert words(*lines).startswith(
        "Over 520 check-ins since November 2016, surfacing conflict, scored twice, was 1.0 and then 5.0. "
    )
    assert (
        caution(check_ins(*lines)) == "Too early for a trend: surfacing conflict has two scores that can be compared."
    )


def test_a_change_no_larger_than_one_between_two_scores_is_said_to_be_that() -> None:
    # 2.0, 4.0, 3.0: from first to last 1.0, between the first two 2.0. Conflict: 2.0, 2.5, 3.0: 1.0 by steps of 0.5.
    power, conflict = ["2 2", "4 4", "3 3"], ["2 2", "2 3", "3 3"]
    assert words(*monthly("power", *power)) == (
        "Over three check-ins since January, managing power went from 2.0 to 3.0, no more than it moved between two "
        "check-ins."
    )
    both = [f"2026-0{n}-03 power {a}, conflict {b}" for n, (a, b) in enumerate(zip(power, conflict, strict=True), 1)]
    assert words(*both).endswith(
        "managing power went from 2.0 to 3.0, no more than it moved between two check-ins; surfacing conflict went "
        "from 2.0 to "
        "3.0."
    )
    twice = [f"2026-0{n}-03 power {each}, conflict {each}" for n, each in enumerate(power, 1)]
    assert words(*twice).endswith(
        "managing power went from 2.0 to 3.0 and surfacing conflict went from 2.0 to 3.0; neither by more than it "
        "moved between "
        "two check-ins."
    )


def of_different_statements(*answers: str) -> str:
    """What is said if the first and the last of these answers were given to different statements."""
    found = check_ins(*monthly("power", *answers))
    view = overview(found, until=date(2026, 3, 3))
    uneven = replace(view, series=tuple(replace(each, uneven=bool(each.points)) for each in view.series))
    return overview_words(uneven, said.SPOKEN, known(found, date(2026, 3, 3)))


def test_a_change_between_scores_of_different_statements_is_no_movement() -> None:
    assert of_different_statements("2 2", "3 3", "4 4") == (
        "Over three check-ins since January, no practice whose first and last scores can be compared moved by half a "
        "point or more from first to last. The first and last scores of managing power rest on different statements, "
        "so they are not compared."
    )


def test_answers_that_never_changed_are_not_told_as_a_movement_because_others_had_no_opportunity() -> None:
    # The first is always 5, the second 1, the third 3: (5 + 1) / 2 = 3.0 and then (5 + 3) / 2 = 4.0.
    answers = ["5 1 N"] * 3 + ["5 N 3"] * 3
    assert words(*monthly("power", *answers), today=date(2026, 6, 3)) == (
        "Over six check-ins since January, no practice whose first and last scores can be compared moved by half a "
        "point or more from first to last. The first and last scores of managing power rest on different statements, "
        "so they are not compared."
    )


def test_scores_of_different_statements_that_are_alike_have_not_stayed_either() -> None:
    assert of_different_statements("3 3", "3 3", "3 3") == (
        "Over three check-ins since January, no practice moved by half a point or more from first to last."
    )


def test_what_stayed_is_told_with_its_lowest_and_highest() -> None:
    assert words(*monthly("power", "3 3", "3 4", "3 3")).endswith("Managing power stayed between 3.0 and 3.5.")
    assert words(*monthly("power", "3 3", "3 3", "3 3")).endswith("Managing power stayed at 3.0.")
    assert "stayed" not in words(*monthly("power", "3 3", "3 3"))
    assert "stayed" not in words(*monthly("power", "3 3", "4 4", "3 3"))


def test_nobody_knows_whether_anything_stayed_over_more_than_a_year_without_a_score() -> None:
    assert words("2016-01-03 power 3 3", "2016-02-03 power 3 3", "2026-11-03 power 3 3") == (
        "Over three check-ins since January 2016, no practice moved by half a point or more from first to last. There "
        "was no check-in between February 2016 and November."
    )


def test_nothing_is_compared_across_a_break() -> None:
    said_of = words(*monthly("power", "1 1", "1 1", "5@2 5", "5@2 5"))
    assert said_of == (
        "Over four check-ins since January, no practice whose first and last scores can be compared moved by half a "
        "point or more from first to last. The statements of managing power changed in March, so before and after are "
        "not compared."
    )


def test_a_score_alone_after_a_break_is_not_said_to_be_where_it_was() -> None:
    assert "no practice moved" not in words(*monthly("power", "1 1", "1 1", "5@2 5"))


def test_months_are_told_only_where_all_that_changed_did_so_then() -> None:
    lines = ["2026-01-03 power 3 3, conflict 3 3", "2026-03-03 power 3@2 3, conflict 3 3"]
    both = [*lines, "2026-05-03 power 3@2 3, conflict 3@2 3"]
    assert "The statements of managing power changed in March, so" in words(*lines)
    assert "The statements of managing power and surfacing conflict changed, so before" in words(*both)


def test_what_stayed_is_said_to_rest_on_few_scores_where_it_does() -> None:
    conflict = {1: "2 2", 2: "3 3", 3: "4 4", 4: "3 3", 5: "2 2"}
    lines = [f"2026-{month:02}-03 conflict {of}" + ", power 3 3" * (month % 2) for month, of in conflict.items()]
    assert "Managing power, scored three times, stayed at 3.0." in words(*lines)


def test_a_break_of_a_practice_without_a_score_is_not_told() -> None:
    lines = ["2026-01-03 power N, conflict 3 3", "2026-02-03 power N@2, conflict 3 3"]
    assert words(*lines) == (
        "Over two check-ins since January, no practice moved by half a point or more from first to last."
    )


def test_what_moved_since_a_break_is_told_from_there() -> None:
    answers = ["1 1", "1 1", "3@2 3", "5@2 5"]
    assert "managing power, with two comparable scores, was 3.0 in March and then 5.0." in words(
        *monthly("power", *answers)
    )


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
    assert "changed in March" in overview_words(view, said.SPOKEN, known(found, UNTIL))


def test_what_was_left_off_is_told_since_when() -> None:
    lines = ["2026-01-03 power 3 3, conflict 3 3", "2026-02-03 conflict 3 3"]
    assert words(*lines).endswith("Managing power has not been rated since January.")
    assert words(*lines, "2026-02-20 purpose 3 3").endswith(
        "Managing power has not been rated since January; surfacing conflict has not been rated since 3 February."
    )


def test_what_was_rated_too_little_is_not_called_unrated() -> None:
    assert words("2026-01-03 power 3 3, conflict 3 3", "2026-02-03 power 4, conflict 3 3").endswith(
        "Managing power has not had two ratings at one check-in since January."
    )


def test_what_was_rated_too_little_later_on_the_day_of_its_last_score_is_not_called_unrated_either() -> None:
    lines = ["2026-01-03 power 3 3, conflict 3 3", "2026-01-03 power 4, conflict 3 3", "2026-02-03 conflict 3 3"]
    assert words(*lines).endswith("Managing power has not had two ratings at one check-in since January.")


def test_what_was_left_off_in_a_period_that_is_over_is_told_of_that_period() -> None:
    lines = ["2024-01-03 power 3 3, conflict 3 3", "2024-02-03 conflict 3 3", "2024-03-03 power 3 3, conflict 3 3"]
    assert words(*lines, until=date(2024, 2, 29), today=UNTIL) == (
        "Over two check-ins from January to February 2024, no practice moved by half a point or more from first to "
        "last. Managing power was not rated after January 2024 in this period."
    )
    partly = ["2024-01-03 power 3 3", "2024-02-03 power 3"]
    assert words(*partly, until=date(2024, 2, 29), today=UNTIL).endswith(
        "Managing power did not have two ratings at one check-in after January 2024 in this period."
    )


def test_a_period_up_to_today_is_over_once_a_later_check_in_is_known() -> None:
    lines = ["2026-11-03 power 3 3", "2026-11-10 conflict 3 3", "2026-11-21 conflict 3 3"]
    assert words(*lines, until=UNTIL, today=UNTIL).startswith("Over two check-ins in November,")
    assert words(*lines, until=UNTIL, today=UNTIL).endswith("was not rated after 3 November in this period.")
    assert words(*lines[:2], until=UNTIL, today=UNTIL).endswith("has not been rated since 3 November.")


def test_no_opportunity_is_not_taken_for_leaving_a_practice_out() -> None:
    lines = ["2026-01-03 power 3 3, conflict 3 3", "2026-02-03 power N N, conflict 3 3", "2026-03-03 conflict 3 3"]
    assert words(*lines).endswith("Managing power has had no score since January.")
    assert words(*lines, until=date(2026, 3, 31), today=UNTIL).endswith(
        "Managing power had no score after January in this period."
    )


def test_two_check_ins_of_one_day_are_told_apart_where_the_later_one_gave_no_score() -> None:
    lines = ["2026-01-03 power 3 3, conflict 3 3", "2026-02-03 power 3 3, conflict 3 3", "2026-02-03 conflict 3 3"]
    assert words(*lines).endswith("Managing power has no score at the later check-in of 3 February.")
    both = [*lines[:2], "2026-02-03 purpose 3 3"]
    assert words(*both).endswith(
        "Managing power and surfacing conflict have no score at the later check-in of 3 February."
    )


def test_months_without_a_check_in_are_named_where_the_line_is_cut() -> None:
    assert words("2026-01-03 power 3 3", "2026-03-20 power 3 3").endswith("February was not rated at all.")
    assert words("2026-01-03 power 3 3", "2026-09-20 power 3 3").endswith(
        "There was no check-in between January and September."
    )
    # 20 January to 1 March are 40 days, which a monthly rhythm leaves: the line goes on, and nothing is said.
    assert "not rated" not in words("2026-01-20 power 3 3", "2026-03-01 power 3 3")


def test_of_many_times_without_a_check_in_the_longest_is_told() -> None:
    lines = [f"{day} power 3 3" for day in ("2026-01-03", "2026-03-20", "2026-06-01", "2026-10-01")]
    assert words(*lines).endswith("Check-ins lie furthest apart between June and October.")
    assert words(*lines[1:]).endswith("There was no check-in between March and June nor between June and October.")


def test_months_that_a_quarterly_rhythm_leaves_free_are_not_told() -> None:
    days = [date(2025, 10, 1), *(date(2026, month, 1) for month in (1, 4, 7, 10))]
    lines = [f"{day} power {'3@2' if day.month == 7 else '3'} 3" for day in days]
    found = check_ins(*lines, rhythm=Rhythm.QUARTERLY)
    said_of = overview_words(overview(found, REWORDED, until=UNTIL), said.SPOKEN, known(found, UNTIL))
    assert "changed in July and October" in said_of
    assert "rated at all" not in said_of
    missed = [*found[:2], *found[3:]]
    assert overview_words(overview(missed, REWORDED, until=UNTIL), said.SPOKEN, known(missed, UNTIL)).endswith(
        "There was no check-in between January and July."
    )


def test_a_silence_up_to_today_is_told() -> None:
    lines = monthly("power", "3 3", "3 3")
    assert words(*lines, today=date(2026, 3, 28)).endswith("from first to last.")  # 53 days
    assert words(*lines, today=date(2026, 3, 29)).endswith("The last check-in was in February.")
    assert words(*lines, today=date(2027, 4, 1)).endswith("The last check-in was in February 2026.")
    assert "last check-in" not in words(*lines, until=date(2026, 2, 28), today=date(2027, 4, 1))


def test_all_that_was_not_rated_is_told_in_one_sentence_and_what_is_not_compared_in_another() -> None:
    lines = ["2026-01-03 power 1 1, conflict 3 3, purpose 3 3"]
    lines += [f"{day} power 3@2 3, conflict 3 3" for day in ("2026-02-03", "2026-04-20")]
    assert words(*lines, today=UNTIL) == (
        "Over three check-ins since January, no practice whose first and last scores can be compared moved by half a "
        "point or more from first to last. Surfacing conflict stayed at 3.0. The statements of managing power changed "
        "in February, so before and after are not compared. Shared purpose has not been rated since January; March was "
        "not rated at all; the last check-in was in April."
    )


def test_only_no_opportunity_is_said_in_so_many_words() -> None:
    assert words(*monthly("power", "N N", "N N", "N N")) == (
        "Over three check-ins since January, no practice has a score: it takes two rated behaviours of one practice at "
        "a check-in, and “no opportunity” is no rating."
    )


@pytest.mark.parametrize(
    ("count", "words_of_caution"),
    [
        (0, ""),
        (1, "After one check-in it is too early to speak of a trend; read it as a note to yourself."),
        (5, "After five check-ins it is too early to speak of a trend; read them as notes to yourself."),
        (6, "Six points are few; read them as notes to yourself."),
        (11, "Eleven points are few; read them as notes to yourself."),
        (12, ""),
    ],
)
def test_few_points_come_with_a_caution(count: int, words_of_caution: str) -> None:
    days = [date(2026, 1, 1) + timedelta(days=20 * number) for number in range(count)]
    assert caution(check_ins(*(f"{day} power 3 3" for day in days))) == words_of_caution


def test_practices_with_fewer_scores_than_the_others_are_cautioned_by_name() -> None:
    def of(power: int, conflict: int, purpose: int = 0) -> str:
        counts = {"power": power, "conflict": conflict, "purpose": purpose}
        rated = [", ".join(f"{key} 3 3" for key, n in counts.items() if place < n) for place in range(max(power, 1))]
        return caution(
            check_ins(*(f"{date(2025, 6, 1) + timedelta(days=20 * n)} {each}" for n, each in enumerate(rated)))
        )

    assert of(12, 5) == "Too early for a trend: surfacing conflict has five scores that can be compared."
    assert (
        of(12, 2, 1)
        == "Too early for a trend: shared purpose has one score that can be compared and surfacing conflict has two."
    )
    assert (
        of(12, 6)
        == "Few points: surfacing conflict has six scores that can be compared; read them as notes to yourself."
    )
    assert of(7, 2) == (
        "Too early for a trend: surfacing conflict has two scores that can be compared. Seven points are few; read "
        "them as notes "
        "to yourself."
    )
    assert of(5, 2) == "After five check-ins it is too early to speak of a trend; read them as notes to yourself."


def test_from_twelve_points_on_first_and_last_are_still_two_single_check_ins() -> None:
    first_and_last = "First and last are two single check-ins; a good or a bad week can make half a point."
    assert caution(check_ins(*(f"2025-{n:02}-03 power {min(n, 5)} 3" for n in range(1, 13)))) == first_and_last
    assert caution(check_ins(*(f"2025-{n:02}-03 power 3 3" for n in range(1, 13)))) == ""


def test_points_on_both_sides_of_a_break_are_not_added_up() -> None:
    found = check_ins(*monthly("power", *["3 3"] * 5, *["3@2 3"] * 4))
    assert caution(found, REWORDED).startswith("With four points it is too early")


def test_a_rhythm_that_changed_is_cautioned_where_it_changes_the_question() -> None:
    lines = monthly("power", *["3 3"] * 9)

    def of(*rhythms: Rhythm) -> str:
        found = [check_in(line, n, rhythms[n % len(rhythms)]) for n, line in enumerate(lines)]
        return caution(found)

    assert "these check-ins look back over one week and over four weeks" in of(Rhythm.WEEKLY, Rhythm.MONTHLY)
    assert "rhythm" not in of(Rhythm.QUARTERLY, Rhythm.MONTHLY)


def test_the_rhythm_of_a_check_in_that_is_left_out_is_not_told() -> None:
    found = [check_in("2026-11-01 power 3 3", 0), check_in("2027-03-05 power 3 3", 1, Rhythm.WEEKLY)]
    assert "rhythm" not in caution(found)


def test_check_ins_dated_ahead_are_left_out_and_said_to_be() -> None:
    found = check_ins("2026-11-01 power 3 3", "2027-03-05 power 3 3")
    assert "A check-in dated ahead, 5 March 2027, is left out until then; if that is a slip, change its date." in (
        caution(found)
    )
    found = in_order([*found, check_in("2027-01-09 power 3 3", 7)])
    assert "Two check-ins dated ahead, the first 9 January 2027, are left out" in caution(found)


def test_changed_statements_of_a_practice_without_a_score_are_not_told() -> None:
    changed = "The statements of managing power changed in October, so before and after are not compared."
    assert changed in words("2026-09-01 power 3 3", "2026-10-01 power 3 3 3")
    assert "statements" not in words("2026-09-01 power 3, conflict 3 3", "2026-10-01 power - 3, conflict 3 3")


ANSWERS = st.sampled_from(["3 3 3", "3 3 4", "2 N 3", "1 1 2", "5 4 4", "4", "N N N", "-", "2@2 3 3", "4@2 4 5", "3 3"])
LINES = st.tuples(st.dates(date(2024, 12, 1), UNTIL), st.dictionaries(st.sampled_from(sorted(said.SHORT)), ANSWERS))
JOURNALS = st.lists(LINES, max_size=9).map(
    lambda lines: check_ins(*(f"{day} " + ", ".join(f"{k} {a}" for k, a in of.items()) for day, of in lines))
)
CHANGED = with_changes(*(reworded(f"{key}-1", "I used to", "I do now") for key in said.SHORT))


def shown(found: list[CheckIn]) -> tuple[Overview, Table, str]:
    view = overview(found, CHANGED, until=UNTIL)
    text = overview_words(view, said.SPOKEN, known(found, UNTIL))
    return view, table_of(view, said.SHORT, "no opportunity"), text


@settings(max_examples=150)
@given(JOURNALS)
def test_every_number_in_the_words_stands_in_the_table_or_counts_its_rows_or_columns(found: list[CheckIn]) -> None:
    view, table, text = shown(found)
    rated = [c for c in table.columns[1:7] if said.given(said.column(table, c))]
    moved = moved_in(view, table)
    scored = {len(each) for name in said.COLUMN for each in (comparable(table, name), all_scores(table, name))}
    counts = {len(table.rows), *range(3, len(rated) + 1), moved - 2, *scored}
    assert said.numbers_in(text) <= said.numbers_shown(table) | {str(count) for count in counts}


def moved_in(view: Overview, table: Table) -> int:
    """How many practices lie half a point or more apart from first to last, by ratings of the same statements."""
    even = [said.SPOKEN[series.practice] for series in view.series if not series.uneven]
    return sum(abs(change(table, name)) >= 5 for name in even)


def change(table: Table, name: str) -> int:
    """How far a practice's scores went from the first that can be compared to the last, in tenths."""
    scores = [round(10 * float(score)) for _, score in comparable(table, name)]
    return scores[-1] - scores[0] if scores else 0


def ends(scores: list[tuple[str, str]]) -> int:
    """How far the last score lies from the first, in tenths."""
    sizes = [round(10 * float(score)) for _, score in scores]
    return sizes[-1] - sizes[0] if sizes else 0


def all_scores(table: Table, name: str) -> list[tuple[str, str]]:
    """The scores of a practice on both sides of every change of its statements."""
    return said.given(said.column(table, said.COLUMN[name]))


@settings(max_examples=150)
@given(JOURNALS)
def test_every_claim_follows_from_the_table_alone(found: list[CheckIn]) -> None:
    view, table, text = shown(found)
    if opened := re.match(rf"Over {said.COUNT} check-ins (?:since|in|on|from) {said.DAY_OR_MONTH}", text):
        assert said.number(opened[1]) == len(table.rows)
        assert said.is_in(table.rows[-1][0], opened[2])
    lowered = text[:1].lower() + re.sub(r"\. ([A-Z])", lambda m: ". " + m[1].lower(), text)[1:]
    own = rf"(?:, (?:scored (\w+)(?: times)?|with {said.COUNT} comparable scores),)?"
    when = r"(?: (?:in|on) [\w ]+?)?"
    ways = rf"{said.NAME}{own} (?:went from|was) {said.SCORE}{when} (to|and then) {said.SCORE}{when}(, no more than)?"
    for name, times, count, first, way, last, small in re.findall(ways, lowered):
        scores = [score for _, score in comparable(table, name)]
        assert (scores[0], scores[-1]) == (first, last)
        assert abs(change(table, name)) >= 5
        assert (way == "to") == (len(scores) > 2)
        assert not small or is_no_more_than_a_step(scores)
        assert len(all_scores(table, name) if times else scores) == (
            {"twice": 2}.get(times) or said.number(times) if times else said.number(count) if count else len(table.rows)
        )
    went = [name for name, *_, way, _, _ in re.findall(ways, lowered) if way == "to"]
    if went and "no more than" not in text:
        small = [is_no_more_than_a_step([score for _, score in comparable(table, name)]) for name in went]
        assert all(small) == ("neither by more than" in text)
    if more := re.search(rf"; {said.COUNT} other practices? moved", text):
        assert said.number(more[1]) == moved_in(view, table) - 2
    for name, times, count, low, high in re.findall(
        rf"{said.NAME}{own} stayed between {said.SCORE} and {said.SCORE}", lowered
    ):
        scores = [score for _, score in said.given(said.column(table, said.COLUMN[name]))]
        assert len(scores) == (said.number(times) if times else len(table.rows))
        assert not count  # what stayed has no break
        assert (min(scores), max(scores)) == (low, high)
        assert scores == [score for _, score in comparable(table, name)]
    for name, times, count, only in re.findall(rf"{said.NAME}{own} stayed at {said.SCORE}", lowered):
        scores = [score for _, score in said.given(said.column(table, said.COLUMN[name]))]
        assert set(scores) == {only}
        assert len(scores) == (said.number(times) if times else len(table.rows))
        assert not count
    since = r"has not (?:been rated|had two ratings at one check-in) since|has had no score since"
    after = r"was not rated after|did not have two ratings at one check-in after|had no score after"
    for name, day in re.findall(rf"{said.NAME} (?:{since}|{after}) {said.DAY_OR_MONTH}", lowered):
        cells = said.column(table, said.COLUMN[name])
        assert cells[-1][1] == NONE
        assert said.is_in(said.given(cells)[-1][0], day)
    for name, day in re.findall(rf"{said.NAME} has no score at the later check-in of {said.DAY_OR_MONTH}", lowered):
        cells = said.column(table, said.COLUMN[name])
        assert (cells[-1][1], cells[-1][0]) == (NONE, said.given(cells)[-1][0])
        assert said.is_in(cells[-1][0], day)
    heads = [row[0] for row in reversed(table.rows)]
    for before, later in re.findall(rf"between {said.DAY_OR_MONTH} and {said.DAY_OR_MONTH}(?= nor|\.|; )", text):
        assert any(said.is_in(one, before) and said.is_in(other, later) for one, other in pairwise(heads))
    if apart := re.search(
        rf"check-ins lie furthest apart between {said.DAY_OR_MONTH} and {said.DAY_OR_MONTH}", lowered
    ):
        days = [said.day_of(head) for head in heads]
        furthest = max(later - before for before, later in pairwise(days))
        assert any(
            later - before == furthest and said.is_in(one, apart[1]) and said.is_in(other, apart[2])
            for (one, other), (before, later) in zip(pairwise(heads), pairwise(days), strict=True)
        )
    if re.search(r"no practice moved by half a point or more from first to last", text):
        assert all(abs(ends(all_scores(table, name))) < 5 for name in said.COLUMN)
    if ended := re.search(rf"the last check-in was (?:in|on) {said.DAY_OR_MONTH}", text, re.IGNORECASE):
        assert said.is_in(heads[-1], ended[1])
        assert (UNTIL - said.day_of(heads[-1])).days > 53


@settings(max_examples=100)
@given(JOURNALS, st.sets(st.sampled_from(sorted(said.SHORT))))
def test_a_practice_whose_ends_rest_on_different_statements_is_said_neither_to_have_moved_nor_stayed(
    found: list[CheckIn], uneven: set[str]
) -> None:
    view = overview(found, CHANGED, until=UNTIL)
    marked = replace(view, series=tuple(replace(each, uneven=each.practice in uneven) for each in view.series))
    text, table = overview_words(marked, said.SPOKEN, known(found, UNTIL)), table_of(view, said.SHORT, "")
    names = [said.SPOKEN[key] for key in uneven]
    lowered = text[:1].lower() + re.sub(r"\. ([A-Z])", lambda m: ". " + m[1].lower(), text)[1:]
    spoken = re.findall(rf"{said.NAME}(?:, [\w ]+,)? (?:went from|was \d|stayed)", lowered)
    assert not set(spoken) & set(names)
    apart = [name for name in names if abs(change(table, name)) >= 5]
    if len(found) > 1:
        assert ("rest on different statements" in text) == bool(apart)
    if different := re.search(r"first and last scores of ([^.;]*?) rest on", lowered):
        assert len(apart) > 2 or all(name in different[1] for name in apart)


def is_no_more_than_a_step(scores: list[str]) -> bool:
    """Whether scores lie no further apart from first to last than two next to each other do."""
    sizes = [round(10 * float(score)) for score in scores]
    return abs(sizes[-1] - sizes[0]) <= max(abs(after - before) for before, after in pairwise(sizes))


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
    assert "improve" not in caution_of(view, said.SPOKEN, known(found, UNTIL))
    assert all(each[0].isupper() for each in re.split(r"(?<=\.) ", text) if each)

"""Where the statements of a practice become others: by what each check-in asked, never by what is asked today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour
from journal_app.domain.trends.views import PracticeSeries
from tests.support.trend_data import (
    BEHAVIOURS,
    check_ins,
    no_longer_asked,
    not_known,
    overview,
    reworded,
    with_changes,
)

Told = list[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]]
DAYS = tuple(f"2026-{month:02}-03" for month in range(3, 11))
POWER = tuple(behaviour for behaviour in BEHAVIOURS if behaviour.practice == "power")
REWORDED = with_changes(*(reworded(b.key, "I used to", "I do now") for b in POWER))


def lines(*answers: str) -> list[CheckIn]:
    """Check-ins one month apart that asked of managing power."""
    return check_ins(*(f"{day} power {given}" for day, given in zip(DAYS, answers, strict=False)))


def power(found: Sequence[CheckIn], behaviours: Sequence[Behaviour] = BEHAVIOURS) -> PracticeSeries:
    return next(series for series in overview(found, behaviours).series if series.practice == "power")


def told(series: PracticeSeries) -> Told:
    """The breaks: month, reworded, added, dropped."""
    return [(f"{each.on:%b}", each.reworded, each.added, each.dropped) for each in series.breaks]


def own(key: str) -> Behaviour:
    return replace(next(b for b in BEHAVIOURS if b.key == key), own=True)


@pytest.mark.parametrize(
    "answers",
    [
        ("3 3 -", "3 3 5", "3 3 5"),
        ("3 3 5", "3 3 -", "3 3 5"),
        ("3 3 5", "3 3 5", "3 3 -"),
        ("- 3 3", "3 - 3", "3 3 -"),
        ("3 3 N", "N 3 3", "3 3 N"),
        ("3 3 -", "3 3 N", "3 3 -"),
    ],
)
def test_leaving_a_statement_out_or_no_opportunity_breaks_nothing_whenever_it_is(answers: tuple[str, ...]) -> None:
    series = power(lines(*answers))
    assert told(series) == []
    assert [len(segment) for segment in series.segments] == [3]


def test_a_statement_that_is_asked_for_the_first_time_breaks_the_line() -> None:
    series = power(lines("3 3", "3 3 5", "3 3 5"))
    assert told(series) == [("Apr", (), ("power-3",), ())]
    assert [len(segment) for segment in series.segments] == [1, 2]


def test_one_that_is_asked_and_left_out_at_first_breaks_the_line_where_it_was_asked() -> None:
    assert told(power(lines("3 3", "3 3 -", "3 3 5"))) == [("Apr", (), ("power-3",), ())]


def test_a_statement_that_was_not_asked_any_more_breaks_the_line_and_so_does_its_return() -> None:
    series = power(lines("3 3 5", "3 3", "3 3", "3 3 5"))
    assert told(series) == [("Apr", (), (), ("power-3",)), ("Jun", (), ("power-3",), ())]


def test_one_statement_in_the_place_of_another_is_one_break_that_names_both() -> None:
    found = [*lines("3 3"), replace(lines("", "3 3 5")[1], left_out=())]
    found[1] = replace(found[1], ratings={"power-1": 3, "power-3": 5}, uid="check-in-9")
    assert told(power(found)) == [("Apr", (), ("power-3",), ("power-2",))]


def test_a_statement_that_is_reworded_where_another_is_dropped_is_one_break() -> None:
    assert told(power(lines("3 3 5", "3@2 3"), REWORDED)) == [("Apr", ("power-1",), (), ("power-3",))]


def test_check_ins_that_asked_nothing_of_a_practice_are_passed_over() -> None:
    found = check_ins(f"{DAYS[0]} power 3 3 5", f"{DAYS[1]} conflict 3 3 3", f"{DAYS[2]} power 3 3 4")
    assert told(power(found)) == []
    found = check_ins(f"{DAYS[0]} power 3 3 5", f"{DAYS[1]} conflict 3 3 3", f"{DAYS[2]} power 3 3")
    assert told(power(found)) == [("May", (), (), ("power-3",))]


def test_before_the_first_answer_there_is_nothing_to_be_compared_and_no_break() -> None:
    assert told(power(lines("- -", "3 3 5", "3 3 5"))) == []


def test_a_statement_that_was_left_out_while_it_was_reworded_breaks_the_line_where_it_is_answered_again() -> None:
    assert told(power(lines("3 3 3", "3 3 -", "3 3 3@2"), REWORDED)) == [("May", ("power-3",), (), ())]


def test_what_is_asked_today_changes_nothing_in_the_past() -> None:
    found = lines("3 3 5", "3 3 -", "3 3", "3 3 -", "3 3 N")
    expected = [("May", (), (), ("power-3",)), ("Jun", (), ("power-3",), ())]
    assert told(power(found)) == expected
    assert told(power(found, with_changes(no_longer_asked("power-3")))) == expected
    assert told(power(found, with_changes(replace(no_longer_asked("power-3"), deleted=True)))) == expected


# Where it is not known what was left out


@pytest.mark.parametrize(
    "answers",
    [("3 3", "3 3 5", "3 3"), ("3 3 5", "3 3", "3 3 5"), ("3 3 5", "3 - 5", "- 3 5"), ("3 3 N", "3 3", "3 3")],
)
def test_where_it_is_not_known_what_was_asked_shipped_statements_come_and_go_without_a_break(
    answers: tuple[str, ...],
) -> None:
    assert told(power(not_known(lines(*answers)))) == []
    first, second, third = lines(*answers)
    assert told(power([*not_known([first]), second, *not_known([third])])) == []


def test_there_a_statement_of_ones_own_is_added_by_its_first_answer_in_the_journal_and_by_no_later_one() -> None:
    found = not_known(lines("3 3", "3 3 5", "3 3", "3 3 5"))
    assert told(power(found, with_changes(own("power-3")))) == [("Apr", (), ("power-3",), ())]


def test_one_of_ones_own_that_was_left_out_before_its_first_answer_was_asked_before() -> None:
    found = lines("3 3 -", "3 3 5")
    assert told(power([found[0], *not_known(found[1:])], with_changes(own("power-3")))) == []


def test_there_other_words_are_a_break_all_the_same() -> None:
    assert told(power(not_known(lines("3 3 5", "3 3@2 5")), REWORDED)) == [("Apr", ("power-2",), (), ())]


# The same statements at both ends


@pytest.mark.parametrize(
    ("answers", "uneven"),
    [
        (("5 1 -", "5 - 3"), True),
        (("5 1 N", "5 N 3"), True),
        (("5 1 N", "5 1 3"), True),
        (("5 1 -", "5 - 3", "4 2 N"), False),  # what lies between does not matter
        (("5 1 -", "5 2 -"), False),
        (("5 1 3", "5 1 3@2"), False),  # one point after the break
        (("5 1 3", "5 1 3@2", "5 1 -"), True),
        (("- 1 3", "5 1 3@2", "5 2 3@2"), False),  # what lies before the break does not matter
        (("5 1 -", "5 - -"), False),  # a single point
        (("5 1 -", "5 2 -", "- 3 -"), False),  # the last check-in is no point
        (("N N N",), False),
    ],
)
def test_ends_are_uneven_if_they_rest_on_ratings_of_different_statements(
    answers: tuple[str, ...], uneven: bool
) -> None:
    assert power(lines(*answers), REWORDED).uneven is uneven


def test_ends_are_those_of_the_span() -> None:
    found = lines("5 1 -", "5 - 3", "5 - 3")
    whole, later = (overview(found, since=since) for since in (None, date(2026, 4, 1)))
    assert [s.uneven for view in (whole, later) for s in view.series if s.practice == "power"] == [True, False]


def test_a_point_counts_what_was_asked_with_what_was_left_out_as_far_as_that_is_known() -> None:
    found = lines("3 3 -", "3 3 N", "3 3")
    assert [point.asked for point in power(found).points] == [3, 3, 2]
    assert [point.asked for point in power(not_known(found)).points] == [2, 3, 2]


# Any journal

VALUES = st.sampled_from(["-", "N", "1", "3", "5", "3@2", "4@2"])
CHECK_INS = st.lists(
    st.tuples(st.lists(VALUES, max_size=3), st.lists(VALUES, max_size=3), st.booleans()), max_size=len(DAYS)
)


def journal(rows: Sequence[tuple[list[str], list[str], bool]]) -> list[CheckIn]:
    found = check_ins(
        *(f"{day} power {' '.join(a)}, conflict {' '.join(b)}" for day, (a, b, _) in zip(DAYS, rows, strict=False))
    )
    return [each if row[2] else not_known([each])[0] for each, row in zip(found, rows, strict=True)]


def breaks_of(found: Sequence[CheckIn], behaviours: Sequence[Behaviour], since: date) -> Told:
    """The breaks of one practice, step by step: what was answered last in other words, what was asked last."""
    keys = {behaviour.key: behaviour.own for behaviour in behaviours}
    words: dict[str, int] = {}
    before: CheckIn | None = None
    answered = False
    result: Told = []
    for each in found:
        now = [key for key in keys if key in each.ratings]
        reworded_here = tuple(key for key in now if words.get(key, each.wordings[key]) != each.wordings[key])
        new = [key for key in now if key not in words and keys[key]]
        words |= {key: each.wordings[key] for key in now}
        asked = {key for key in keys if key in each.ratings or key in (each.left_out or ())}
        if not asked or each.on < since:
            continue
        added: tuple[str, ...] = ()
        dropped: tuple[str, ...] = ()
        if before is not None:
            earlier = {key for key in keys if key in before.ratings or key in (before.left_out or ())}
            if before.left_out is None or each.left_out is None:
                added = tuple(key for key in new if key not in earlier)
            else:
                added = tuple(key for key in keys if key in asked and key not in earlier)
                dropped = tuple(key for key in keys if key not in asked and key in earlier)
        if answered and (reworded_here or added or dropped):
            result.append((f"{each.on:%b}", reworded_here, added, dropped))
        answered = answered or bool(now)
        before = each
    return result


@given(CHECK_INS, st.sets(st.sampled_from([b.key for b in BEHAVIOURS])), st.sampled_from(DAYS))
def test_breaks_are_those_of_plain_python_whatever_is_asked_today(
    rows: list[tuple[list[str], list[str], bool]], some: set[str], since: str
) -> None:
    behaviours = tuple(replace(b, own=b.key.endswith("3")) for b in REWORDED)
    found, begin = journal(rows), date.fromisoformat(since)
    for asked in (behaviours, tuple(replace(b, asked=b.key not in some) for b in behaviours)):
        for series in overview(found, asked, since=begin).series:
            mine = [b for b in behaviours if b.practice == series.practice]
            assert told(series) == breaks_of(found, mine, begin)

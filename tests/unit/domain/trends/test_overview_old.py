"""Series, gaps, months and rounding of the trends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour, LensItem
from journal_app.domain.trends.overview_old import (
    PracticePoint,
    Trends,
    build_trends,
    months_apart,
    one_decimal,
    period_start,
)

POWER = LensItem("power", "practices", 4, "Managing power dynamics", "Managing power", "", "kf", "diamond")
CONFLICT = LensItem("conflict", "practices", 5, "Surfacing conflict", "Surfacing conflict", "", "kf", "star")
OWN = LensItem("own", "practices", 7, "My own", "My own", "", "me")
PRACTICES = (POWER, CONFLICT, OWN)
BEHAVIOURS = (
    *(Behaviour(f"power-{n}", "power", "I do", 1, "own") for n in range(3)),
    *(Behaviour(f"conflict-{n}", "conflict", "I do", 1, "own") for n in range(3)),
    Behaviour("own-0", "own", "I do", 1, "own"),
)
UNTIL = date(2026, 11, 20)


def check_in(on: date, ratings: Mapping[str, int | None], hour: int = 9) -> CheckIn:
    return CheckIn(f"{on}-{hour}", on, ratings, datetime(2026, 12, 1, hour, tzinfo=UTC))


def rated(on: date, *power: int | None, conflict: tuple[int, ...] = (), hour: int = 9) -> CheckIn:
    ratings = {f"power-{n}": rating for n, rating in enumerate(power)}
    return check_in(on, {**ratings, **{f"conflict-{n}": rating for n, rating in enumerate(conflict)}}, hour)


def trends(*check_ins: CheckIn, since: date | None = None, until: date = UNTIL) -> Trends:
    return build_trends(check_ins, BEHAVIOURS, PRACTICES, since, until)


def power_days(shown: Trends) -> list[list[date]]:
    return [[point.on for point in segment] for segment in shown.series[0].segments]


def test_a_point_is_the_mean_of_the_rated_behaviours_with_their_lowest_and_highest() -> None:
    shown = trends(rated(date(2026, 3, 3), 2, 5, 4))
    assert shown.series[0].points == (PracticePoint(date(2026, 3, 3), 11 / 3, 2, 5, 3, 3),)


def test_two_rated_behaviours_of_three_make_a_point_and_no_opportunity_is_not_a_zero() -> None:
    shown = trends(rated(date(2026, 3, 3), 2, None, 5))
    assert shown.series[0].points == (PracticePoint(date(2026, 3, 3), 3.5, 2, 5, 2, 3),)


@pytest.mark.parametrize("ratings", [(4,), (4, None, None), (None, None, None), ()])
def test_fewer_than_two_rated_behaviours_make_no_point(ratings: tuple[int | None, ...]) -> None:
    shown = trends(rated(date(2026, 3, 3), *ratings))
    assert shown.series[0].points == ()
    assert shown.check_ins == 1


def test_a_practice_with_one_behaviour_never_has_a_point() -> None:
    shown = trends(check_in(date(2026, 3, 3), {"own-0": 5}), check_in(date(2026, 4, 3), {"own-0": 1}))
    assert shown.series[2].points == ()


def test_a_check_in_that_rates_too_little_of_a_practice_is_remembered_as_partly() -> None:
    shown = trends(rated(date(2026, 3, 3), 4), rated(date(2026, 4, 3), None))
    assert shown.series[0].partly == (date(2026, 3, 3),)


def test_ratings_of_unknown_behaviours_and_other_practices_are_left_out() -> None:
    shown = trends(check_in(date(2026, 3, 3), {"power-0": 2, "power-1": 2, "gone": 5, "conflict-0": 5}))
    assert [point.score for point in shown.series[0].points] == [2.0]


def test_the_series_stand_in_the_order_of_the_practices_even_when_nothing_was_rated() -> None:
    assert [series.practice for series in trends().series] == ["power", "conflict", "own"]
    assert trends().months == ()
    assert trends().check_ins == 0


def test_the_period_includes_its_first_and_last_day_and_counts_what_came_before() -> None:
    days = [date(2026, 8, 19), date(2026, 8, 20), date(2026, 11, 20), date(2026, 11, 21)]
    shown = trends(*(rated(day, 3, 3, 3) for day in days), since=date(2026, 8, 20))
    assert shown.days == (date(2026, 8, 20), date(2026, 11, 20))
    assert shown.earlier == 1


def test_check_ins_may_come_in_any_order_and_two_of_one_day_stand_as_they_were_recorded() -> None:
    day = date(2026, 3, 3)
    shown = trends(rated(day, 5, 5, hour=18), rated(date(2026, 2, 1), 1, 1), rated(day, 2, 2, hour=8))
    assert [point.score for point in shown.series[0].points] == [1.0, 2.0, 5.0]


def test_a_check_in_that_left_the_practice_unrated_is_a_gap() -> None:
    days = [date(2026, 3, 3), date(2026, 3, 17), date(2026, 4, 3)]
    shown = trends(rated(days[0], 3, 3, 3), rated(days[1], conflict=(2, 2)), rated(days[2], 3, 3, 3))
    assert power_days(shown) == [[days[0]], [days[2]]]


def test_a_whole_calendar_month_without_a_check_in_is_a_gap() -> None:
    days = [date(2026, 8, 31), date(2026, 10, 1)]
    assert power_days(trends(*(rated(day, 3, 3) for day in days))) == [[days[0]], [days[1]]]


def test_nearly_two_months_without_a_check_in_are_no_gap_while_every_month_has_one() -> None:
    days = [date(2026, 8, 1), date(2026, 9, 30)]
    assert power_days(trends(*(rated(day, 3, 3) for day in days))) == [days]


def test_december_and_january_lie_side_by_side_and_december_and_february_do_not() -> None:
    december, january, february = date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 1)
    assert power_days(trends(rated(december, 3, 3), rated(january, 3, 3))) == [[december, january]]
    assert power_days(trends(rated(december, 3, 3), rated(february, 3, 3))) == [[december], [february]]


def test_every_month_from_the_first_check_in_to_the_last_has_a_row_and_unrated_ones_say_none() -> None:
    shown = trends(rated(date(2025, 11, 30), 2, 2), rated(date(2026, 2, 1), 3, 4), since=date(2025, 1, 1))
    assert [(row.month, row.scores["power"], row.check_ins) for row in shown.months] == [
        (date(2025, 11, 1), 2.0, 1),
        (date(2025, 12, 1), None, 0),
        (date(2026, 1, 1), None, 0),
        (date(2026, 2, 1), 3.5, 1),
    ]
    assert all(row.scores["conflict"] is None for row in shown.months)


def test_a_months_score_is_the_mean_of_its_check_ins_scores_however_many_behaviours_each_rated() -> None:
    shown = trends(rated(date(2026, 3, 3), 1, 1, 1), rated(date(2026, 3, 20), 2, 2), rated(date(2026, 3, 31), 4))
    assert shown.months[0].scores["power"] == 1.5
    assert shown.months[0].check_ins == 3


@pytest.mark.parametrize(
    ("until", "months", "start"),
    [
        (date(2026, 11, 20), 3, date(2026, 8, 20)),
        (date(2026, 11, 20), 12, date(2025, 11, 20)),
        (date(2026, 3, 31), 6, date(2025, 9, 30)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2024, 5, 31), 3, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 31), 3, date(2025, 10, 31)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
        (date(2026, 11, 20), None, None),
    ],
)
def test_a_period_starts_on_the_same_day_of_an_earlier_month_or_on_its_last(
    until: date, months: int | None, start: date | None
) -> None:
    assert period_start(until, months) == start


@pytest.mark.parametrize(
    ("value", "written"),
    [(2.25, "2.3"), (2.35, "2.4"), (2.15, "2.2"), (4.45, "4.5"), (4.95, "5.0"), (7 / 3, "2.3"), (11 / 3, "3.7")],
)
def test_halves_are_rounded_up_from_the_fraction_and_not_from_the_float(value: float, written: str) -> None:
    assert one_decimal(value) == written


@given(st.lists(st.integers(1, 5), min_size=1, max_size=60))
def test_a_mean_of_ratings_is_written_as_its_exact_fraction_rounds(ratings: list[int]) -> None:
    exact = Fraction(sum(ratings), len(ratings))
    nearest = (exact * 20 + 1) // 2  # half-up, in whole numbers
    assert one_decimal(float(exact)) == f"{nearest // 10}.{nearest % 10}"


@given(st.dates(), st.dates())
def test_months_apart_counts_turns_of_the_calendar_page(one: date, other: date) -> None:
    assert months_apart(one, other) == (other.year - one.year) * 12 + other.month - one.month


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
RATINGS = st.dictionaries(
    st.sampled_from([behaviour.key for behaviour in BEHAVIOURS]), st.none() | st.integers(1, 5), max_size=7
)


@given(st.lists(st.builds(check_in, DAYS, RATINGS, st.integers(0, 23)), max_size=12), st.none() | DAYS)
def test_scores_lie_between_low_and_high_and_segments_hold_every_point_once(
    check_ins: list[CheckIn], since: date | None
) -> None:
    shown = trends(*check_ins, since=since)
    for series in shown.series:
        assert tuple(point for segment in series.segments for point in segment) == series.points
        assert all(series.segments)
        for point in series.points:
            assert 1 <= point.low <= point.score <= point.high <= 5
            assert 2 <= point.rated <= point.of
            assert since is None or since <= point.on <= UNTIL
    assert sum(row.check_ins for row in shown.months) == shown.check_ins
    for before, after in zip(shown.months, shown.months[1:], strict=False):
        assert months_apart(before.month, after.month) == 1

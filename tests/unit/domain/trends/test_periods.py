"""Periods as a person types them, and those that are proposed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.check_in_errors import BadPeriod
from journal_app.domain.trends.periods import months_before, parse_period, parse_two_periods, usual_periods
from journal_app.domain.trends.views import Span


def days(first: str, last: str) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2026", days("2026-01-01", "2026-12-31")),
        ("2026-02", days("2026-02-01", "2026-02-28")),
        ("2024-02", days("2024-02-01", "2024-02-29")),
        ("2026-Q1", days("2026-01-01", "2026-03-31")),
        ("2026-q4", days("2026-10-01", "2026-12-31")),
        ("2026-03-01", days("2026-03-01", "2026-03-01")),
        ("2026-01..2026-03", days("2026-01-01", "2026-03-31")),
        (" 2025-12-24 .. 2026-Q1 ", days("2025-12-24", "2026-03-31")),
        ("9999", days("9999-01-01", "9999-12-31")),
    ],
)
def test_a_period_runs_from_its_first_day_to_its_last(text: str, span: Span) -> None:
    assert parse_period(text) == span


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "..",
            "2026..",
            "..2026",
            "26",
            "2026-13",
            "2026-00",
            "2026-03-00",
            "2026-Q5",
            "2026-Q0",
            "2026-02-30",
            "2026-3",
        ),
        *("0000", "2026-06..2026-03", "yesterday", "2026-01..2026-02..2026-03", "２０２６", "2026-Q1-01"),
    ],
)
def test_what_is_no_period_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(BadPeriod) as refused:
        parse_period(text)
    assert refused.value.params["text"] == text


def test_two_periods_stand_on_both_sides_of_two_dots() -> None:
    assert parse_two_periods("2026-Q1..2026-Q3") == (parse_period("2026-Q1"), parse_period("2026-Q3"))
    assert parse_two_periods("2026..2025") == (parse_period("2026"), parse_period("2025"))


def test_two_periods_that_each_run_over_several_stand_on_both_sides_of_a_comma() -> None:
    first, second = parse_two_periods("2026-01..2026-02,2026-07..2026-09")
    assert (first, second) == (days("2026-01-01", "2026-02-28"), days("2026-07-01", "2026-09-30"))


@pytest.mark.parametrize("text", ["2026", "2026..", "2026,", ",", "a..b", "2025..2026..2027", "2025,2026,2027"])
def test_what_is_not_two_periods_is_refused(text: str) -> None:
    with pytest.raises(BadPeriod):
        parse_two_periods(text)


def test_a_few_months_before_ends_on_the_last_day_there_is() -> None:
    assert months_before(date(2026, 5, 31), 3) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 31), 3) == date(2025, 10, 31)
    assert months_before(date(2026, 11, 20), None) is None
    assert months_before(date(3, 1, 1), 1200) is None


def test_the_usual_periods_are_the_first_and_the_last_third() -> None:
    found = usual_periods([date(2026, 1, 1), date(2026, 4, 1), date(2026, 12, 26)], Span(None, date(2026, 12, 31)))
    assert found == (days("2026-01-01", "2026-04-30"), days("2026-08-29", "2026-12-26"))  # 360 days, 120 each


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 1, 1)), max_size=5), st.dates(date(2026, 1, 1), date(2026, 6, 1)))
def test_the_usual_periods_lie_within_the_check_ins_and_never_overlap(found: list[date], until: date) -> None:
    known = sorted(found)
    first, second = usual_periods(known, Span(known[0] if known else until, until))
    assert first.since is not None
    assert second.since is not None
    assert first.since <= first.until
    assert second.since <= second.until
    if len(set(known)) > 1:
        assert first.until < second.since
        assert (first.since, second.until) == (known[0], known[-1])
        if known[-1] - known[0] >= timedelta(days=62):
            assert first.until - first.since >= timedelta(days=30)

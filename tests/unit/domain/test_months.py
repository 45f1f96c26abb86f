from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.months import month_length, months_on


@given(st.integers(1, 9999), st.integers(1, 12))
def test_months_have_the_days_that_the_calendar_gives_them(year: int, month: int) -> None:
    assert month_length(year, month) == calendar.monthrange(year, month)[1]


@pytest.mark.parametrize(
    ("day", "months", "there"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
        (date(9999, 11, 30), 1, date(9999, 12, 30)),
    ],
)
def test_a_step_keeps_the_day_or_takes_the_last_of_a_shorter_month(day: date, months: int, there: date) -> None:
    assert months_on(day, months) == there


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 1), 1), (date(1, 1, 1), -1)])
def test_there_is_no_step_out_of_the_calendar(day: date, months: int) -> None:
    with pytest.raises(ValueError, match="no such year"):
        months_on(day, months)

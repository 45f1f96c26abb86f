"""Steps through the calendar: by days, and by months of different lengths."""

from __future__ import annotations

from datetime import date, timedelta

from journal_app.domain import months


def month_length(day: date) -> int:
    """How many days the month of a day has."""
    return months.month_length(day.year, day.month)


def days_on(day: date, days: int) -> date:
    """Some days later, or earlier; the day itself where the calendar ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def months_on(day: date, count: int) -> date:
    """The same day some months later, or the last one of that month; the day itself where the calendar ends."""
    try:
        return months.months_on(day, count)
    except ValueError:
        return day

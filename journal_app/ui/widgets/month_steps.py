"""Steps through the calendar: by days, and by months of different lengths."""

from __future__ import annotations

import calendar
from datetime import date, timedelta


def month_length(day: date) -> int:
    """How many days the month of a day has."""
    return calendar.monthrange(day.year, day.month)[1]


def days_on(day: date, days: int) -> date:
    """Some days later, or earlier; the day itself where the calendar ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def months_on(day: date, months: int) -> date:
    """The same day some months later, or the last one of that month; the day itself where the calendar ends."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return day
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))

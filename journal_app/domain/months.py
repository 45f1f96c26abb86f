"""Steps by calendar months."""

from __future__ import annotations

from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)


def month_length(year: int, month: int) -> int:
    """How many days a month has; ``calendar`` would tell too, but loads the locale for it, and a start has no time."""
    return 31 if month == 12 else (date(year, month + 1, 1) - _ONE_DAY).day


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or earlier, or the last one of a shorter month.

    Raises ValueError before the year 1 and after 9999.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"no such year: {year}")
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))

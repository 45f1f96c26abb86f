"""When it is time to look back: in the middle and at the end of nine months."""

from __future__ import annotations

from datetime import date, timedelta

# 4.5 and 9 months after the first check-in: the middle and the end of a programme.
_MARKS = (timedelta(days=137), timedelta(days=274))
# Nobody remembers how they led the year before last.
_TOO_LATE = timedelta(days=457)
_BETWEEN = timedelta(days=30)


def look_back_due(first: date | None, last: date | None, put_off: date | None, today: date) -> date | None:
    """The day to think back to, if it is time: that of the ``first`` check-in.

    ``last`` is when somebody last looked back, ``put_off`` when that was last put off; each is once for a mark, and
    neither comes within 30 days of the other.
    """
    if first is None:
        return None
    since = today - first
    passed = [mark for mark in _MARKS if since >= mark]
    if not passed or since >= _TOO_LATE:
        return None
    mark = first + passed[-1]
    answered = [day for day in (last, put_off) if day is not None]
    if any(day >= mark or abs(today - day) < _BETWEEN for day in answered):
        return None
    return first

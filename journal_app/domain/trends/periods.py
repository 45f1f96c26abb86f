"""Periods as a person types them: 2026, 2026-Q1, 2026-03, 2026-03-01, or one of these to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from journal_app.domain.check_in_errors import BadPeriod
from journal_app.domain.months import month_length, months_on
from journal_app.domain.trends.views import Span

_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?:[Qq](?P<quarter>[1-4])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?", re.ASCII)


def parse_period(text: str) -> Span:
    """A year, quarter, month, day, or ``A..B`` from the start of one to the end of the other. Raises BadPeriod."""
    first, dots, last = text.strip().partition("..")
    try:
        begin = _period(first)
        end = _period(last) if dots else begin
    except ValueError as error:
        raise BadPeriod(text=text[:80]) from error
    if begin[0] > end[1]:
        raise BadPeriod(text=text[:80])
    return Span(begin[0], end[1])


def parse_two_periods(text: str) -> tuple[Span, Span]:
    """Two periods to compare: ``A..B``, or ``A..B,C..D`` where each runs over several. Raises BadPeriod."""
    first, comma, second = text.partition(",")
    if not comma:
        first, dots, second = text.partition("..")
        if not dots or ".." in second:
            raise BadPeriod(text=text[:80])
    return parse_period(first), parse_period(second)


def months_before(until: date, months: int | None) -> date | None:
    """The day so many calendar months before ``until``, or the last of its month where that day does not exist.

    None months mean no start; so does a start before the year 1.
    """
    if months is None:
        return None
    try:
        return months_on(until, -months)
    except ValueError:
        return None


def usual_periods(days: Sequence[date], span: Span) -> tuple[Span, Span]:
    """The first and the last third of the time between the first check-in of a span and the last, a month at least.

    Where that is less than two months, they are two halves that do not overlap.
    """
    since, until = (days[0], days[-1]) if days else (span.since or span.until, span.until)
    length = (until - since).days + 1
    part = min(max(length // 3, 31), max(length // 2, 1))
    return Span(since, since + timedelta(days=part - 1)), Span(until - timedelta(days=part - 1), until)


def _period(text: str) -> tuple[date, date]:
    """Its first and last day. Raises ValueError."""
    found = _PERIOD.fullmatch(text.strip())
    if found is None:
        raise ValueError
    year = int(found["year"])
    quarter, month, day = (None if found[part] is None else int(found[part]) for part in ("quarter", "month", "day"))
    if month is None:
        begun, ended = (quarter * 3 - 2, quarter * 3) if quarter else (1, 12)
        return date(year, begun, 1), date(year, ended, month_length(year, ended))
    if day is None:
        return date(year, month, 1), date(year, month, month_length(year, month))
    return date(year, month, day), date(year, month, day)

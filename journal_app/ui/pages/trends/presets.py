"""Pairs of periods that are often compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from journal_app.domain.months import months_on
from journal_app.domain.trends.views import Span

Pair = tuple[Span, Span]


def ends(first: date, today: date) -> Pair:
    """The first three months of all, and the last three."""
    return Span(first, months_on(first, 3) - timedelta(days=1)), Span(months_on(today, -3) + timedelta(days=1), today)


def quarters(_first: date, today: date) -> Pair:
    """The last whole quarter before this one, and this one so far."""
    begins = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    return Span(months_on(begins, -3), begins - timedelta(days=1)), Span(begins, today)


def halves_of_the_year(_first: date, today: date) -> Pair:
    """The half year up to six months ago, and the six months since."""
    middle = months_on(today, -6)
    return Span(months_on(today, -12) + timedelta(days=1), middle), Span(middle + timedelta(days=1), today)


def around(day: date, first: date, today: date) -> Pair:
    """All that lies before a day, and all from that day on."""
    return Span(min(first, day - timedelta(days=1)), day - timedelta(days=1)), Span(day, today)


PRESETS: tuple[tuple[str, Callable[[date, date], Pair]], ...] = (
    ("&First and last three months", ends),
    ("&This quarter and the last", quarters),
    ("The last &six months and the six before", halves_of_the_year),
)
"""What each is called in a menu, and its periods, given the day of the first check-in and today."""

"""When something happened, as one says it: today 09:12, yesterday 18:40, 3 March."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from journal_app.domain.trend_words.phrases import long_month


def when_in_words(at: datetime, now: datetime) -> str:
    """An aware instant as seen from ``now``, on the wall clock of ``now``."""
    local = at.astimezone(now.tzinfo)
    day = local.date()
    if day == now.date():
        return f"today {local:%H:%M}"
    if day == now.date() - timedelta(days=1):
        return f"yesterday {local:%H:%M}"
    year = "" if day.year == now.year else f" {day.year}"
    return f"{day.day} {day:%B}{year}"


def part_of_month(day: date) -> str:
    """A day as one remembers it months later: early March 2026."""
    part = "early" if day.day <= 10 else "mid" if day.day <= 20 else "late"
    return f"{part} {long_month(day)}"

"""Writing beside rating: what was reflected on, month by month, and what was only ever rated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from journal_app.domain.trends.views import Overview, PracticeSeries, Span, Writing, WritingRow


@dataclass(frozen=True, slots=True)
class Written:
    """Reflections by month (its first day), each once; ``tagged`` by practice; how many bear no practice."""

    by_month: Mapping[date, int] = field(default_factory=dict)
    tagged: Mapping[str, Mapping[date, int]] = field(default_factory=dict)
    untagged: int = 0


def build_writing(overview: Overview, written: Written) -> Writing:
    """The reflections of the overview's span beside it."""
    months = _months(overview, written)
    rows = tuple(_row(series, months, written.tagged.get(series.practice, {})) for series in overview.series)
    reflections = tuple(written.by_month.get(month, 0) for month in months)
    return Writing(overview.span, months, rows, reflections, written.untagged, len(overview.check_ins), overview.ahead)


def month_span(month: date) -> Span:
    """A calendar month, by any of its days."""
    following = next_month(month.replace(day=1))
    return Span(month.replace(day=1), date.fromordinal(following.toordinal() - 1) if following else date.max)


def next_month(month: date) -> date | None:
    """The first day of the month after; None after the last there is."""
    number = month.year * 12 + month.month
    return date(number // 12, number % 12 + 1, 1) if number // 12 <= date.max.year else None


def _months(overview: Overview, written: Written) -> tuple[date, ...]:
    """From the month of the span's first reflection or check-in to that of its last day; without any, that alone."""
    until = overview.span.until.replace(day=1)
    begun = [*written.by_month, *(day.replace(day=1) for _, day in overview.check_ins[:1])]
    month: date | None = min(begun, default=until)
    found = []
    while month is not None and month <= until:
        found.append(month)
        month = next_month(month)
    return tuple(found)


def _row(series: PracticeSeries, months: tuple[date, ...], tagged: Mapping[date, int]) -> WritingRow:
    counts = tuple(tagged.get(month, 0) for month in months)
    newest = series.points[-1] if series.points else None
    return WritingRow(series.practice, counts, sum(counts), len(series.points), newest)

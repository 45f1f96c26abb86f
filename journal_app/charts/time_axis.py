"""The time axis of the charts: true days across a panel's width, and the labels that fit below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from journal_app.charts.measuring import Measure
from journal_app.charts.sheet import SMALL
from journal_app.domain.trend_words.phrases import SHORT_MONTHS
from journal_app.domain.trends.views import Span

PAD = 0.09  # from a panel's edge to the outermost mark, so that no mark is cut
_CLEAR = 0.10  # between two labels in a row
_LEAST_APART = 0.11  # between two years without a label: closer, they would be a comb
_STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days from ``first`` to ``last`` across so much ``width``. Places are inches from the panel's left edge."""

    first: int
    last: int
    width: float
    labels: tuple[tuple[float, str], ...]
    years: tuple[float, ...]  # where years begin that have a label
    quiet_years: tuple[float, ...]  # and others, when there are several

    @classmethod
    def of(
        cls, days: Sequence[date], span: Span, width: float, measure: Measure, quiet_until: date | None = None
    ) -> TimeAxis:
        """The axis from the first to the last of these days (in order), or else of the span. ``quiet_until``: it goes
        on to that day, so that it is seen how long ago the last one was."""
        ends = (days[0], max(days[-1], quiet_until or days[-1])) if days else (span.since or span.until, span.until)
        first, last = ends
        if first == last:  # a single day stands in the middle of a month
            first, last = _moved(first, -15), _moved(first, 15)
        bare = cls(first.toordinal(), last.toordinal(), width, (), (), ())
        named = bool(days or span.since)
        labels = _Labels(bare, measure).chosen(*ends, span.until) if named else ()
        if months_apart(first, last) <= 12:
            return cls(bare.first, bare.last, width, labels, (), ())
        years = tuple(bare.x(date(year, 1, 1)) for year in range(first.year + 1, last.year + 1))
        labelled = {x for x, _ in labels}
        said = tuple(x for x in years if x in labelled)
        return cls(bare.first, bare.last, width, labels, said, _quiet(years, labels, measure))

    def x(self, day: date) -> float:
        """Where a day stands."""
        pad = min(PAD, self.width / 8)
        return pad + (self.width - 2 * pad) * (day.toordinal() - self.first) / max(1, self.last - self.first)

    def stems(self, left: float, lowest: float, foot: float) -> list[list[tuple[float, float]]]:
        """A line for each year from the scale's lowest down to a panel's foot, to be drawn as faint as the scale's: on
        it a labelled year's mark stands, and without a mark it says no more than that a year begins there."""
        return [[(left + x, lowest), (left + x, foot)] for x in (*self.years, *self.quiet_years)]

    def overhang(self, measure: Measure) -> float:
        """How far the widest label reaches beyond the panel at most."""
        return max(0.0, measure.widest((label for _, label in self.labels), SMALL) / 2 - PAD)


@dataclass(frozen=True, slots=True)
class _Labels:
    axis: TimeAxis
    measure: Measure

    def chosen(self, first: date, last: date, today: date) -> tuple[tuple[float, str], ...]:
        """The days' dates, or their months with one in the middle, or the outer months with the years between."""
        year = months_apart(first, today) >= 12
        if months_apart(first, last) == 0:
            return self._thinned([(day, _date(day, year=year)) for day in dict.fromkeys((first, last))])
        outer = [(day, _month(day, year=year)) for day in (first, last)]
        if months_apart(first, last) > 12:
            return self._with_years(outer, first.year + 1, last.year)
        between = first + (last - first) / 2
        if months_apart(first, between) * months_apart(between, last):
            outer.insert(1, (between, _month(between, year=year)))
        return self._thinned(outer)

    def _thinned(self, labels: list[tuple[date, str]]) -> tuple[tuple[float, str], ...]:
        """All of them, the outer two, or the last: as many as stand clear of each other."""
        for kept in (labels, [labels[0], labels[-1]]):
            if self._clear(kept):
                return self._placed(kept)
        return self._placed(labels[-1:])

    def _with_years(self, outer: list[tuple[date, str]], first: int, last: int) -> tuple[tuple[float, str], ...]:
        if not self._clear(outer):
            return self._placed(outer[-1:])
        for step in _STEPS:
            years = [(date(year, 1, 1), str(year)) for year in range(first, last + 1) if year % step == 0]
            years = [each for each in years if self._clear([outer[0], each, outer[1]])]
            if self._clear([outer[0], *years, outer[1]]):
                return self._placed([outer[0], *years, outer[1]])
        return self._placed(outer)

    def _clear(self, labels: list[tuple[date, str]]) -> bool:
        return all(
            (self.measure.width(one, SMALL) + self.measure.width(other, SMALL)) / 2 + _CLEAR
            <= self.axis.x(later) - self.axis.x(day)
            for (day, one), (later, other) in pairwise(labels)
        )

    def _placed(self, labels: list[tuple[date, str]]) -> tuple[tuple[float, str], ...]:
        return tuple((self.axis.x(day), label) for day, label in labels)


def _quiet(years: Sequence[float], labels: Sequence[tuple[float, str]], measure: Measure) -> tuple[float, ...]:
    """The years without a label, but for those that stand over another's, which would be taken for what they mean."""
    if any(later - earlier < _LEAST_APART for earlier, later in pairwise(years)):
        return ()
    taken = [(x, measure.width(label, SMALL) / 2 + _CLEAR / 2) for x, label in labels]
    return tuple(x for x in years if all(abs(x - middle) > reach for middle, reach in taken))


def _month(day: date, *, year: bool) -> str:
    return SHORT_MONTHS[day.month - 1] + (f" {day.year}" if year else "")


def _date(day: date, *, year: bool) -> str:
    return f"{day.day} {_month(day, year=year)}"


def months_apart(earlier: date, later: date) -> int:
    """How many months lie between those of two days."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def _moved(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day

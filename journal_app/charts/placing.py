"""Where check-ins stand along a time axis, and how large their marks may be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from statistics import median

from journal_app.charts.palette import Mark
from journal_app.charts.time_axis import TimeAxis

_APART = 9.0  # points between check-ins below which marks and bars grow thinner
_SMALLEST = 0.3  # of a mark, in parts of its size
_DENSE = 0.4
_DOT, _FILLED_DOT, _DOT_EDGE = 3.2, 4.6, 0.5  # at 100 dots an inch the hole in a hollow one is three dots wide
_UNDER, _OVER = 4.0, 4.2  # where the filled marks lie at 4.1
_MOST_BESIDE = 0.4  # inches that check-ins of one day take at most
_OF_THE_WAY = 0.8  # to half way to the next day, so that nothing stands on the far side of what came before or after


@dataclass(frozen=True, slots=True)
class Places:
    """The check-ins' places in inches from the panel's left edge, by uid; those of one day stand beside each other.

    ``thinness`` is the factor for marks and bars: 1 unless the check-ins stand close.
    """

    at: Mapping[str, float]
    thinness: float

    @classmethod
    def of(cls, check_ins: Sequence[tuple[str, date]], axis: TimeAxis, mark: float) -> Places:
        """Where these stand, oldest first. ``mark`` is the width of a mark in points."""
        days = {day: [uid for uid, _ in group] for day, group in groupby(check_ins, key=lambda each: each[1])}
        middles = [axis.x(day) for day in days]
        thinness = _thinness(middles)
        at: dict[str, float] = {}
        for uids, middle, room in zip(days.values(), middles, _rooms(middles, axis.width), strict=True):
            steps = len(uids) - 1
            step = min(mark * thinness / 72, min(_MOST_BESIDE, room) / max(1, steps))
            for place, uid in enumerate(uids):
                at[uid] = middle + (place - steps / 2) * step
        return cls(at, thinness)

    def between(self, earlier: str, later: str, mark: float) -> float:
        """Where a line stands that parts two check-ins: half way, but no farther from the later than its mark."""
        there, here = self.at[earlier], self.at[later]
        return max((there + here) / 2, here - (mark * self.thinness * 0.5 + 3) / 72)


@dataclass(frozen=True, slots=True)
class Pen:
    """How marks, bars and lines are drawn. Where they stand so ``dense`` that a shape could not be told, marks are dots
    (the title keeps the shape), and the bars run together into one pale band. Dots overlap: the ``filled`` ones are
    larger and the hollow ones lie over them, so that of either something is seen, the hole or what stands out."""

    marker: str
    size: float
    filled: float
    edge: float
    hollow_z: float
    bar: float
    bar_alpha: float
    line: float
    dense: bool

    @classmethod
    def of(cls, mark: Mark, thinness: float) -> Pen:
        """For a practice's mark."""
        if thinness < _DENSE:
            return cls("o", _DOT, _FILLED_DOT, _DOT_EDGE, _OVER, bar=0.6, bar_alpha=0.2, line=0.5, dense=True)
        return cls(
            mark.marker,
            mark.size * thinness,
            mark.size * thinness,
            edge=max(0.6, 1.3 * thinness),
            hollow_z=_UNDER,
            bar=2.2 * thinness,
            bar_alpha=0.3,
            line=max(0.6, 1.1 * thinness),
            dense=False,
        )


def _rooms(middles: Sequence[float], width: float) -> Iterator[float]:
    """How wide the check-ins of each day may stand without reaching those of another, or leaving the panel."""
    if middles:
        all_along = (
            -middles[0],
            *middles,
            2 * width - middles[-1],
        )  # the edges are as far as a day behind them is half
        for before, here, after in zip(all_along, middles, all_along[2:], strict=False):
            yield _OF_THE_WAY * min(here - before, after - here)


def _thinness(places: Sequence[float]) -> float:
    gaps = [(later - earlier) * 72 for earlier, later in pairwise(places) if later > earlier]
    return max(_SMALLEST, min(1.0, median(gaps) / _APART)) if gaps else 1.0

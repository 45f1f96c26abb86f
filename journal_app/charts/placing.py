"""Where check-ins stand along a time axis, and how large their marks may be there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from statistics import median

from journal_app.charts.time_axis import TimeAxis

_APART = 9.0  # points between check-ins below which marks and bars grow thinner
_SMALLEST = 0.3  # of a mark, in parts of its size
_MOST_BESIDE = 0.4  # inches that check-ins of one day take at most


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
        thinness = _thinness([axis.x(day) for _, day in check_ins])
        at: dict[str, float] = {}
        for day, group in groupby(check_ins, key=lambda each: each[1]):
            uids = [uid for uid, _ in group]
            step = min(mark * thinness / 72, _MOST_BESIDE / max(1, len(uids) - 1))
            for place, uid in enumerate(uids):
                at[uid] = axis.x(day) + (place - (len(uids) - 1) / 2) * step
        return cls(at, thinness)

    def between(self, earlier: str, later: str, mark: float) -> float:
        """Where a line stands that parts two check-ins: half way, but no farther from the later than its mark."""
        there, here = self.at[earlier], self.at[later]
        return max((there + here) / 2, here - (mark * self.thinness * 0.5 + 3) / 72)


def _thinness(places: Sequence[float]) -> float:
    gaps = [(later - earlier) * 72 for earlier, later in pairwise(places) if later > earlier]
    return max(_SMALLEST, min(1.0, median(gaps) / _APART)) if gaps else 1.0

"""Going from mark to mark on a chart: along a series, across to the one before or after, to its ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from journal_app.charts.drawing import Spot

Nearness = Callable[[Spot], float]
"""Where a spot lies on what all series share (a day, a month, a place): the closest one is gone across to."""

_REACH = 14.0  # pixels around a mark within which the pointer is on it; 40-px targets would overlap


class SpotWalk:
    """The spots of one drawing, by their numbers in it."""

    def __init__(self, spots: Sequence[Spot], nearness: Nearness) -> None:
        self.spots = spots
        self._nearness = nearness
        self._series: dict[str, list[int]] = {}
        for number, spot in enumerate(spots):
            self._series.setdefault(spot.series, []).append(number)

    def start(self) -> int:
        """Where the keyboard comes in: the newest mark of the first series; -1 where there is none."""
        return next(iter(self._series.values()))[-1] if self._series else -1

    def along(self, here: int, step: int) -> int:
        """The mark before (-1) or after (+1) in the same series; the same one at its end."""
        series = self._series[self.spots[here].series]
        return series[min(max(series.index(here) + step, 0), len(series) - 1)]

    def across(self, here: int, step: int) -> int:
        """The nearest mark of the series before or after; the same one where there is none."""
        names = list(self._series)
        place = names.index(self.spots[here].series) + step
        if not 0 <= place < len(names):
            return here
        series, wanted = self._series[names[place]], self.spots[here]
        twin = next((n for n in series if wanted.check_in and self.spots[n].check_in == wanted.check_in), None)
        if twin is not None:
            return twin
        # Of two as near, the later one.
        return min(reversed(series), key=lambda n: abs(self._nearness(self.spots[n]) - self._nearness(wanted)))

    def end(self, here: int, *, last: bool) -> int:
        """The last or the first mark of the same series."""
        return self._series[self.spots[here].series][-1 if last else 0]

    def at(self, x: float, y: float, dots: float) -> int:
        """The mark under a pointer, which is given in dots of which an inch has so many; -1 where there is none."""
        found, least = -1, float("inf")
        for number, spot in enumerate(self.spots):
            away = ((spot.x * dots - x) ** 2 + (spot.y * dots - y) ** 2) ** 0.5
            if away < least and away <= max(_REACH, spot.size * dots / 2 + 4):
                found, least = number, away
        return found

    def again(self, before: Spot | None) -> int:
        """The mark that stands for the same as one of an earlier drawing; -1 where there is none any more."""
        if before is None:
            return -1
        return next((n for n, spot in enumerate(self.spots) if _identity(spot) == _identity(before)), -1)


def _identity(spot: Spot) -> tuple[object, ...]:
    apart = () if spot.check_in or spot.month else (spot.words,)
    return (spot.series, spot.check_in, spot.practice, spot.month, spot.behaviours, *apart)

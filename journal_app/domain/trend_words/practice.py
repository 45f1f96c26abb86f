"""One practice in words: which behaviours moved, which stayed, which were reworded."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from journal_app.domain.trend_words.overview import opening
from journal_app.domain.trend_words.phrases import day_name, in_words, listed, month_name, others, sentences, times
from journal_app.domain.trends.views import BehaviourPoint, BehaviourSeries, PracticeView

_STEADY_POINTS = 3
_MOST_MOVED = 2


def practice_words(view: PracticeView) -> str:
    """Up to four sentences about the behaviours of a practice, "" without any check-in ever."""
    if not view.check_ins:
        return "There is no check-in in this period. A longer period has more to show." if view.earlier else ""
    valued = [(series, _values(series)) for series in view.series]
    if not any(points for _, points in valued):
        return sentences([f"{opening(view.check_ins, view.span.until)}, nothing of this practice was rated"])
    return sentences([_movement(valued, view), _steadiest(valued), _reworded(view), _passed(view)])


_Valued = Sequence[tuple[BehaviourSeries, list[BehaviourPoint]]]


def _values(series: BehaviourSeries) -> list[BehaviourPoint]:
    return [point for point in series.points if point.value is not None]


def _change(points: Sequence[BehaviourPoint]) -> int:
    return (points[-1].value or 0) - (points[0].value or 0) if points else 0


def _movement(valued: _Valued, view: PracticeView) -> str:
    begun = opening(view.check_ins, view.span.until)
    if not any(len(points) > 1 for _, points in valued):
        return f"{begun}, no statement was rated twice, so there is nothing to compare yet"
    moved = sorted(((s, p) for s, p in valued if _change(p)), key=lambda each: -abs(_change(each[1])))
    if not moved:
        return f"{begun}, no statement was rated differently at its first and its last rating"
    parts = [f"“{s.text}” went from {_at(p[0], view)} to {_at(p[-1], view)}" for s, p in moved[:_MOST_MOVED]]
    return f"{begun}, {listed(parts)}" + others(len(moved) - _MOST_MOVED, "statement", "moved too")


def _at(point: BehaviourPoint, view: PracticeView) -> str:
    """A rating, with its day where that is not the period's first or last check-in."""
    if point.check_in in (view.check_ins[0][0], view.check_ins[-1][0]):
        return str(point.value)
    return f"{point.value} on {day_name(point.on, view.span.until)}"


def _steadiest(valued: _Valued) -> str:
    """The statement with the most ratings of those that never left one value, or two next to each other."""
    found = []
    for series, points in valued:
        values = sorted({point.value for point in points if point.value is not None})
        if len(points) >= _STEADY_POINTS and not _change(points) and values[-1] - values[0] <= 1:
            found.append((len(values), -len(points), series.text, values))
    if not found:
        return ""
    _, _, text, values = min(found, key=lambda each: each[:2])
    return f"“{text}” stayed " + (f"at {values[0]}" if len(values) == 1 else f"between {values[0]} and {values[1]}")


def _reworded(view: PracticeView) -> str:
    changed = [
        later for earlier, later in pairwise(view.series) if earlier.behaviour == later.behaviour and later.points
    ]
    if not changed:
        return ""
    if len(changed) == 1:
        month = month_name(changed[0].points[0].on, view.span.until)
        return f"one behaviour was reworded in {month}, so its ratings before and after are not compared"
    return f"{in_words(len(changed))} rewordings each start a series of their own; they are not compared"


def _passed(view: PracticeView) -> str:
    """Where "no opportunity" was said most often, if it was at half of a statement's answers or more."""
    counts = [(sum(p.value is None for p in s.points), len(s.points), s.text) for s in view.series]
    most = max((c for c in counts if c[0] > 1 and 2 * c[0] >= c[1]), default=None, key=lambda c: c[0])
    return f"“{most[2]}” had no opportunity {times(most[0])}" if most else ""

"""As much of a view as a picture can hold: hundreds of behaviours would be taller than any screen's memory."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from journal_app.charts.view_figure import least_height
from journal_app.domain.trends.views import Comparison, PracticeView, View


def fitted(view: View, width: float, most: float, fonts: Sequence[str]) -> tuple[View, int]:
    """The view with the first of its behaviours, as many as want no more than ``most`` inches of height at this width,
    and how many others there are. Views of the practices always fit."""
    if least_height(view, width, fonts) <= most:
        return view, 0
    match view:
        case PracticeView():
            keys = list(dict.fromkeys(series.behaviour for series in view.series))
        case Comparison():
            keys = [row.key for row in view.rows]
        case _:
            return view, 0
    kept = bisect_right(
        range(1, len(keys)), most, key=lambda count: least_height(_first(view, keys[:count]), width, fonts)
    )
    return _first(view, keys[:kept]), len(keys) - kept


def _first(view: PracticeView | Comparison, keys: Sequence[str]) -> PracticeView | Comparison:
    if isinstance(view, Comparison):
        return replace(view, rows=view.rows[: len(keys)])
    kept = set(keys)
    return replace(view, series=tuple(series for series in view.series if series.behaviour in kept))

"""How tall each chart wants to be: many behaviours are scrolled, not squeezed."""

from __future__ import annotations

import math
from collections.abc import Sequence

from journal_app.charts.measuring import Measure
from journal_app.charts.overview_layout import EDGE, column_count
from journal_app.charts.practice_layout import PracticeLayout
from journal_app.charts.row_layout import least_row_height
from journal_app.charts.writing_figure import FOOT, GAP, HEAD, LEAST_ROW
from journal_app.domain.content import Scale, ScalePoint
from journal_app.domain.trends.views import Comparison, LookingBack, Overview, PracticeView, View, Writing

_OVERVIEW_ROW = 1.75
_KEYS_AND_HEADS = 0.9
# Only the widths of its words count here, and those of the scale that ships are no wider.
_SCALE = Scale(tuple(ScalePoint(value, "", "almost always") for value in range(1, 6)), "no opportunity")


def least_height_of(view: View, width: float, fonts: Sequence[str]) -> float:
    """In inches, for a figure of this width."""
    measure = Measure(fonts)
    match view:
        case Overview():
            columns = column_count(len(view.series), width)
            return max(1, math.ceil(len(view.series) / columns)) * _OVERVIEW_ROW
        case PracticeView():
            return PracticeLayout.of(view, _SCALE, measure, (width, 0.0)).wanted
        case Comparison():
            return _KEYS_AND_HEADS + sum(least_row_height(measure, row.text, width) for row in view.rows)
        case LookingBack():
            return _KEYS_AND_HEADS + sum(least_row_height(measure, "", width) for _ in view.rows)
        case Writing():
            return 2 * EDGE + HEAD + GAP + FOOT + LEAST_ROW * (len(view.rows) + 1)

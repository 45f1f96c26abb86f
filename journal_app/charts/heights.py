"""How tall each chart wants to be: many behaviours are scrolled, not squeezed."""

from __future__ import annotations

import math
from collections.abc import Sequence

from journal_app.charts.measuring import Measure
from journal_app.charts.overview_layout import EDGE, column_count
from journal_app.charts.practice_layout import PracticeLayout
from journal_app.charts.row_layout import least_height_of_rows
from journal_app.charts.writing_layout import FOOT, GAP, HEAD, LEAST_ROW
from journal_app.domain.content import Scale, ScalePoint
from journal_app.domain.trends.views import Comparison, LookingBack, Overview, PracticeView, View, Writing

_OVERVIEW_ROW = 1.75
_NAME, _NOTE = "A practice with a long name", "and small words below it, as long as any"
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
            compared = [(row.text, _NOTE if row.shared < row.statements else "") for row in view.rows]
            return least_height_of_rows(measure, compared, width, key_lines=2)
        case LookingBack():
            return least_height_of_rows(measure, [(_NAME, _NOTE)] * len(view.rows), width, key_lines=3)
        case Writing():
            return 2 * EDGE + HEAD + GAP + FOOT + LEAST_ROW * (len(view.rows) + 1)

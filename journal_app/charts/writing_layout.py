"""Where everything in the heat map of writing stands: rows of practices, cells of months, and two columns of numbers.

All lengths are in inches from the figure's upper left corner, sizes in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from journal_app.charts.overview_layout import EDGE
from journal_app.charts.row_layout import NAME
from journal_app.charts.sheet import SMALL, TITLE_INDENT, Box, Sheet
from journal_app.domain.trends.views import Writing

LEAST_ROW, _MOST_ROW = 0.36, 0.56
KEY = 0.22  # height of one line of the key
HEAD, GAP, FOOT = 0.48, 0.12, 0.12 + 2 * KEY  # of months and years; before the total; of the key
HEADS = ("scores", "newest")
TOTAL = "All reflections"
_WIDEST_CELL = 0.8


@dataclass(frozen=True, slots=True)
class WritingLayout:
    """Where everything stands."""

    left: float  # of the months
    cell: float  # width of one
    tops: tuple[float, ...]  # of the practices' rows, then of the total
    row: float
    numbers: tuple[float, float]  # right edges of their columns
    numbered: bool  # there is room for a number in each cell

    @classmethod
    def of(cls, sheet: Sheet, view: Writing, names: Sequence[str]) -> WritingLayout:
        """Measure the names of the rows and share out what they leave."""
        measure = sheet.measure
        left = EDGE + TITLE_INDENT + measure.widest((*names, TOTAL), NAME, bold=True) + 0.16
        last = sheet.width - EDGE
        newest = last - measure.width(HEADS[1], SMALL) - 0.2
        right = newest - measure.width(HEADS[0], SMALL) - 0.2
        cell = min(_WIDEST_CELL, max(0.004, (right - left) / max(1, len(view.months))))
        end = left + cell * len(view.months)
        spare = min(0.5, max(0.0, right - end))  # narrow maps keep their columns near
        shift = right - end - spare
        count = len(names) + 1
        row = min(_MOST_ROW, max(0.05, (sheet.height - 2 * EDGE - HEAD - GAP - FOOT) / count))
        tops = [EDGE + HEAD + row * line for line in range(count)]
        tops[-1] += GAP
        widest = max([*view.reflections, *(count for r in view.rows for count in r.counts)], default=0)
        numbered = cell >= measure.width(str(widest), SMALL) + 0.06 and row >= SMALL * 1.2 / 72
        return cls(left, cell, tuple(tops), row, (newest - shift, last - shift), numbered)

    def box(self, month: int, top: float) -> Box:
        """A month's cell in the row with this top."""
        hair = 0.012 if self.cell > 0.12 else 0.0
        x = self.left + month * self.cell
        return x + hair, top + 0.02, x + self.cell - hair, top + self.row - 0.02

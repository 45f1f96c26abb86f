"""A figure that is drawn on in inches from its upper left corner.

There are no axes: creating and drawing one costs more than all the marks on it. Everything alike (all grid lines, all
bars of a colour) is one artist.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from journal_app.charts.measuring import Measure
from journal_app.charts.palette import ChartColours, Mark

SIZE = (10.48, 5.2)
"""Width and height of a figure nobody gave a size, in inches."""
SMALL = 8.0  # of the words beside the marks, in points; at 100 dots an inch, 7.2 points are 10 pixels
HINT = 7.4
LINE = 1.45  # the height that words take, in parts of their size

TITLE_MARK = 0.07  # from the left edge of a title to the middle of its mark
TITLE_INDENT = 0.18  # and to its first letter

_MARGIN = 0.04  # clear of the figure's edge
_ABOVE_EXPLANATION = 0.06
_CLEARED = 0.04
_BESIDE = 0.03  # from a line to its hint

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom
Align = Literal["left", "center", "right"]


class Sheet:
    """The figure, cleared, and what is drawn on it. ``width`` and ``height`` are the chart's; an explanation makes the
    figure that much taller."""

    def __init__(
        self,
        figure: Figure | None,
        size: tuple[float, float] | None,
        colours: ChartColours,
        fonts: Sequence[str],
        *,
        explanation: str = "",
    ) -> None:
        self.figure = _cleared(figure, size)
        self.figure.set_facecolor(colours.paper)
        self.colours = colours
        self.measure = Measure(fonts)
        self.width, self.height = (float(side) for side in self.figure.get_size_inches())
        whole = self.height + explanation_height(self.measure, explanation, self.width)
        if explanation:
            self.figure.set_size_inches(self.width, whole)
        self._inches = Affine2D().scale(1, -1).translate(0, whole) + self.figure.dpi_scale_trans
        self._explain(explanation)

    def words(
        self,
        x: float,
        baseline: float,
        words: str,
        size: float = SMALL,
        *,
        bold: bool = False,
        align: Align = "left",
        colour: str = "",
        cleared: bool = False,
    ) -> None:
        """Words whose baseline stands at so many inches; muted unless a colour is named.

        ``cleared``: no line runs through them.
        """
        if cleared:
            width = self.measure.width(words, size, bold=bold)
            left = x - width * {"left": 0.0, "center": 0.5, "right": 1.0}[align] - _CLEARED
            box = (left, baseline - size * 0.9 / 72, left + width + 2 * _CLEARED, baseline + size * 0.35 / 72)
            self.boxes([box], self.colours.paper, 2.5)
        self.figure.text(
            x,
            baseline,
            words,
            transform=self._inches,
            horizontalalignment=align,
            verticalalignment="baseline",
            parse_math=False,
            fontproperties=self.measure.font(size, bold=bold),
            color=colour or self.colours.muted,
        )

    def lines(
        self,
        lines: Sequence[Sequence[Point]],
        colour: str,
        width: float,
        z: float,
        *,
        alpha: float = 1.0,
        round_ends: bool = False,
        dashed: bool = False,
    ) -> None:
        """Lines of one colour and width, each through its points. They are one stroke: where two of them lie on each
        other, a see-through colour grows no darker."""
        self._drawn(
            lines,
            z,
            fill=False,
            edgecolor=colour,
            linewidth=width,
            alpha=alpha,
            capstyle="round" if round_ends else "butt",
            joinstyle="round",
            linestyle=(0, (2, 2)) if dashed else "solid",
        )

    def boxes(self, boxes: Sequence[Box], colour: str, z: float, *, alpha: float = 1.0) -> None:
        """Filled boxes without an edge."""
        corners = [[(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)] for x0, y0, x1, y1 in boxes]
        self._drawn(corners, z, facecolor=colour, linewidth=0, alpha=alpha)

    def _drawn(self, parts: Sequence[Sequence[Point]], z: float, **style: Any) -> None:
        if parts:
            vertices = [point for part in parts for point in part]
            codes = [code for part in parts for code in (Path.MOVETO, *[Path.LINETO] * (len(part) - 1))]
            shape = PathPatch(Path(vertices, codes), zorder=z, **style)
            shape.set_transform(self._inches)
            self.figure.add_artist(shape)

    def marks(
        self,
        points: Sequence[Point],
        marker: str | Path,
        size: float,
        colour: str,
        z: float,
        *,
        filled: bool = True,
        edge: float = 1.3,
        parted: bool = True,
    ) -> None:
        """Marks of one shape and size: filled, ``parted`` by a hair of paper around each, or hollow with an ``edge``
        that wide."""
        if points:
            paper = self.colours.paper
            self.figure.add_artist(
                Line2D(
                    [x for x, _ in points],
                    [y for _, y in points],
                    linestyle="none",
                    marker=marker,
                    markersize=size if filled else max(size - edge, 1.0),
                    markerfacecolor=colour if filled else paper,
                    markeredgecolor=paper if filled else colour,
                    markeredgewidth=(min(0.5, size / 10) if parted else 0.0) if filled else edge,
                    zorder=z,
                    transform=self._inches,
                )
            )

    def _explain(self, explanation: str) -> None:
        """Write it below the chart."""
        baseline = self.height + _ABOVE_EXPLANATION + SMALL * 0.95 / 72
        for line in _explained(self.measure, explanation, self.width):
            self.words(_MARGIN, baseline, line)
            baseline += SMALL * LINE / 72

    def beside(self, hint: str, x: float, baseline: float, room: tuple[float, float]) -> float:
        """A small hint right of a line, or left of it, or none where there is no room; where the next may begin."""
        begin, end = room
        width = self.measure.width(hint, HINT)
        if x + _BESIDE + width <= end and x >= begin:
            self.words(x + _BESIDE, baseline, hint, HINT)
            return x + 2 * _BESIDE + width
        if x - _BESIDE - width >= begin:
            self.words(x - _BESIDE, baseline, hint, HINT, align="right")
            return x
        return begin

    def titled(self, x: float, baseline: float, title: str, size: float, mark: Mark) -> None:
        """A practice's name with its mark before it."""
        self.marks([(x, baseline - size * 0.36 / 72)], mark.marker, mark.size * 1.05, mark.colour, 3)
        self.words(x + TITLE_INDENT - TITLE_MARK, baseline, title, size, bold=True, colour=self.colours.text)


def explanation_height(measure: Measure, explanation: str, width: float) -> float:
    """By how much an explanation makes a figure of this width taller."""
    lines = _explained(measure, explanation, width)
    return len(lines) * SMALL * LINE / 72 + _ABOVE_EXPLANATION + _MARGIN if lines else 0.0


def middle(height: float, size: float = SMALL) -> float:
    """The baseline of words whose capitals have their middle at this height."""
    return height + size * 0.36 / 72


def _explained(measure: Measure, explanation: str, width: float) -> tuple[str, ...]:
    return measure.wrapped(explanation, SMALL, max(width - 2 * _MARGIN, _MARGIN))


def _cleared(figure: Figure | None, size: tuple[float, float] | None) -> Figure:
    if figure is None:
        figure = Figure(figsize=size or SIZE, dpi=100)
        FigureCanvasAgg(figure)
        return figure
    figure.clear()
    if size is not None:
        figure.set_size_inches(size)
    return figure

"""Rows on one scale that lies across: a name, the marks, and their numbers beside them.

All lengths are in inches from the figure's upper left corner, sizes in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from journal_app.charts.measuring import Measure
from journal_app.charts.overview_layout import EDGE
from journal_app.charts.palette import Mark
from journal_app.charts.sheet import LINE, SMALL, TITLE_INDENT, Sheet, middle
from journal_app.domain.content import Scale

NAME = 9.6
NOTE = 7.4  # of the small words below a name
_NAMES_MOST = 0.36  # of the figure's width
_LEAST_ROW, _MOST_ROW = 0.46, 0.74
_ROW_AIR = 0.12
_PAD = 0.14  # from the plot's edge to the outermost mark
_NUMBER = 0.2  # clear left of each column of numbers
_KEY = 0.26  # height of one line of the key
_HEAD = 0.26  # of the scale's words
_FOOT = EDGE + 0.06


@dataclass(frozen=True, slots=True)
class RowName:
    """What stands left of a row: its mark, its name in lines, and small words below."""

    mark: Mark
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """Of the words."""
        return (len(self.lines) * NAME + len(self.notes) * NOTE) * LINE / 72


@dataclass(frozen=True, slots=True)
class RowLayout:
    """Where everything stands."""

    names: tuple[RowName, ...]
    left: float  # of the plot
    right: float
    top: float
    middles: tuple[float, ...]  # of the rows
    bottom: float
    numbers: tuple[float, ...]  # right edges of the columns
    lowest: int
    highest: int

    @classmethod
    def of(
        cls,
        sheet: Sheet,
        rows: Sequence[tuple[Mark, str, str]],
        heads: Sequence[str],
        scale: Scale,
        *,
        key_lines: int,
    ) -> RowLayout:
        """Measure rows (mark, name, small words) and columns of numbers under these heads."""
        measure = sheet.measure
        most = sheet.width * _NAMES_MOST - TITLE_INDENT
        names = tuple(
            RowName(mark, measure.wrapped(name, NAME, most, bold=True), measure.wrapped(note, NOTE, most))
            for mark, name, note in rows
        )
        widest = max(
            measure.widest((line for name in names for line in name.lines), NAME, bold=True),
            measure.widest((line for name in names for line in name.notes), NOTE),
        )
        left = EDGE + TITLE_INDENT + widest + 0.2
        edges: list[float] = []
        edge = sheet.width - EDGE
        for head in reversed(heads):
            edges.append(edge)
            edge -= max(measure.width(head, SMALL), 0.3) + _NUMBER
        overhang = max(0.0, measure.width(scale.points[-1].short, SMALL) / 2 - _PAD) + 0.1
        top = _top(key_lines)
        heights = [max(_LEAST_ROW, name.height + _ROW_AIR) for name in names]
        free = sheet.height - top - _FOOT
        stretch = max(0.0, min(_MOST_ROW * max(1, len(rows)) - sum(heights), free - sum(heights)))
        middles, y = [], top + 0.03
        for height in heights:
            share = height + stretch / len(heights)
            middles.append(y + share / 2)
            y += share
        return cls(
            names=names,
            left=left,
            right=max(left + 0.3, edge - overhang),
            top=top,
            middles=tuple(middles),
            bottom=y + 0.03,
            numbers=tuple(reversed(edges)),
            lowest=scale.lowest,
            highest=scale.highest,
        )

    def x(self, value: Fraction | float) -> float:
        """Where a value stands."""
        pad = min(_PAD, (self.right - self.left) / 8)
        share = (float(value) - self.lowest) / max(1, self.highest - self.lowest)
        return self.left + pad + (self.right - self.left - 2 * pad) * share

    def draw(self, sheet: Sheet, heads: Sequence[str], scale: Scale) -> None:
        """The scale's words and lines, the names, and the heads of the numbers."""
        xs = {point.value: self.x(point.value) for point in scale.points}
        sheet.lines([[(x, self.top), (x, self.bottom)] for x in xs.values()], sheet.colours.line, 0.8, 0.5)
        across = [[(self.left, y), (self.right, y)] for y in self.middles]
        sheet.lines(across, sheet.colours.line, 0.8, 0.4)
        for value, word in _fitting(scale, xs, sheet).items():
            sheet.words(xs[value], self.top - 0.07, word, align="center")
        for edge, head in zip(self.numbers, heads, strict=True):
            sheet.words(edge, self.top - 0.07, head, align="right")
        for name, centre in zip(self.names, self.middles, strict=True):
            self._name(sheet, name, centre)

    def number(self, sheet: Sheet, column: int, centre: float, words: str) -> None:
        """One number of a row."""
        sheet.words(self.numbers[column], middle(centre, NAME), words, NAME, align="right", colour=sheet.colours.text)

    def _name(self, sheet: Sheet, name: RowName, centre: float) -> None:
        baseline = centre - name.height / 2 + NAME * 1.08 / 72
        sheet.marks([(EDGE + 0.07, baseline - NAME * 0.36 / 72)], name.mark.marker, name.mark.size, name.mark.colour, 3)
        for line in name.lines:
            sheet.words(EDGE + TITLE_INDENT, baseline, line, NAME, bold=True, colour=sheet.colours.text)
            baseline += NAME * LINE / 72
        for line in name.notes:
            sheet.words(EDGE + TITLE_INDENT, baseline - 0.02, line, NOTE)
            baseline += NOTE * LINE / 72


def least_height_of_rows(measure: Measure, rows: Sequence[tuple[str, str]], width: float, *, key_lines: int) -> float:
    """How tall a figure of this width wants to be for rows with these names and small words."""
    most = width * _NAMES_MOST - TITLE_INDENT
    heights = (
        len(measure.wrapped(name, NAME, most, bold=True)) * NAME + len(measure.wrapped(note, NOTE, most)) * NOTE
        for name, note in rows
    )
    return _top(key_lines) + _FOOT + sum(max(_LEAST_ROW, height * LINE / 72 + _ROW_AIR) for height in heights)


def _top(key_lines: int) -> float:
    return EDGE + key_lines * _KEY + _HEAD


def _fitting(scale: Scale, xs: dict[int, float], sheet: Sheet) -> dict[int, str]:
    """As many of the scale's words as stand clear of each other: all, every second, or the outer two."""
    words = {point.value: point.short for point in scale.points}
    values = list(words)
    for every in (1, 2, max(1, len(values) - 1)):
        kept = values[::every]
        widths = [sheet.measure.width(words[value], SMALL) for value in kept]
        gaps = [xs[later] - xs[earlier] for earlier, later in pairwise(kept)]
        if all((a + b) / 2 + 0.1 <= gap for (a, b), gap in zip(pairwise(widths), gaps, strict=True)):
            return {value: words[value] for value in kept}
    return {}

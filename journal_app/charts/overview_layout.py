"""Where everything in the overview stands: its words are measured, and the panels share what they leave.

All lengths are in inches from the figure's upper left corner, sizes in points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from journal_app.charts.measuring import Measure
from journal_app.charts.sheet import LINE, SMALL, TITLE_INDENT, Sheet
from journal_app.charts.time_axis import PAD, TimeAxis
from journal_app.domain.content import LensItem, Scale
from journal_app.domain.trends.views import Overview, days_of

EDGE = 0.04  # clear of the figure's edge
WORDS_GAP = 0.08  # from the words of the scale to the panel
MONTH_BASELINE = 0.15  # of the months, below a panel
TINY = 7.4  # of bands' and targets' labels

_TITLE = 10.2
_SMALLEST_TITLE = 7.5
_THREE_COLUMNS_FROM = 7.5
_TWO_COLUMNS_FROM = 4.2
_MONTH_BAND = 0.22
_CLEAR = 0.10
_COLUMN_GAP = 0.42
_LEAST_PLOT = 0.06
_CRAMPED, _ROOMY = 0.9, 1.75  # heights of a row, below and above which words stand as close or as wide as they can


@dataclass(frozen=True, slots=True)
class OverviewLayout:
    """Where everything stands."""

    columns: int
    left: float
    width: float  # of a panel
    column_gap: float
    tops: tuple[float, ...]  # of the panels, by row
    height: float  # of a panel
    baseline: float  # of the titles, above a panel's top
    titles: tuple[str, ...]
    title_size: float
    words: dict[int, str]  # of the scale, by value
    dated: frozenset[int]  # the places of the panels with the time below
    axis: TimeAxis
    lowest: int
    highest: int
    hints_above: bool  # there is room for them between title and panel; in the first one bands may be named there
    labelled: bool

    @classmethod
    def of(
        cls, sheet: Sheet, view: Overview, practices: Sequence[LensItem], scale: Scale, *, labelled: bool
    ) -> OverviewLayout:
        """Measure the words and share out what they leave. ``labelled``: bands want a line for their names."""
        measure, count = sheet.measure, len(practices)
        columns = column_count(count, sheet.width)
        rows = max(1, math.ceil(count / columns))
        days = days_of(view.check_ins)
        left = EDGE + measure.widest((point.short for point in scale.points), SMALL) + WORDS_GAP

        def shared(overhang: float) -> tuple[float, float, float]:
            right = EDGE + max(overhang, 0.02)
            gap = max(_COLUMN_GAP, 2 * overhang + 2 * _CLEAR)
            return right, gap, max(_LEAST_PLOT, (sheet.width - left - right - (columns - 1) * gap) / columns)

        overhang = TimeAxis.of(days, view.span, 99, measure, view.quiet_until).overhang(
            measure
        )  # with every label there could be
        right, gap, width = shared(overhang)
        names = [item.short for item in practices]
        titles, title_size = fitted(names, width + right - EDGE - TITLE_INDENT, measure)

        # Where the figure is low, months stand under the lowest panels only and the words close up.
        row_share = sheet.height / rows
        air = min(1.0, max(0.0, (row_share - _CRAMPED) / (_ROOMY - _CRAMPED)))
        roomy = row_share >= _ROOMY
        head = title_size * LINE / 72 + 0.02 + 0.11 * air + (TINY * LINE / 72 if labelled else 0)
        foot = _MONTH_BAND if roomy else 0.0
        row_gap = 0.10 + 0.12 * air
        below = EDGE + _MONTH_BAND - foot
        free = sheet.height - EDGE - below - rows * (head + foot) - (rows - 1) * row_gap
        height = max(_LEAST_PLOT, free / rows)
        return cls(
            columns=columns,
            left=left,
            width=width,
            column_gap=gap,
            tops=tuple(EDGE + head + row * (head + height + foot + row_gap) for row in range(rows)),
            height=height,
            baseline=head - title_size * 1.1 / 72,
            titles=titles,
            title_size=title_size,
            words=scale_words(scale, height),
            dated=frozenset(p for p in range(count) if roomy or p + columns >= count),
            axis=TimeAxis.of(days, view.span, width, measure, view.quiet_until),
            lowest=scale.lowest,
            highest=scale.highest,
            hints_above=air > 0.9 or labelled,
            labelled=labelled,
        )

    def origin(self, place: int) -> tuple[float, float]:
        """The upper left corner of a panel."""
        row, column = divmod(place, self.columns)
        return self.left + column * (self.width + self.column_gap), self.tops[row]

    def y(self, value: float) -> float:
        """How far below the top of its panel a value stands."""
        return scale_y(value, self.height, self.lowest, self.highest)


def scale_y(value: float, height: float, lowest: int, highest: int) -> float:
    """How far below the top of a panel so high a value stands."""
    pad = min(PAD, height / 8)
    return pad + (height - 2 * pad) * (highest - value) / max(1, highest - lowest)


def scale_words(scale: Scale, height: float) -> dict[int, str]:
    """The scale's words by value: all, every second, the outer two, or none, as the panel's height allows."""
    words = {point.value: point.short for point in scale.points}
    values = list(words)
    steps = len(values) - 1
    between = (height - 2 * min(PAD, height / 8)) / max(1, steps)  # from one line of the scale to the next
    for every in (1, 2, steps):
        if every and steps % every == 0 and between * every >= SMALL * LINE / 72:
            return {value: words[value] for value in values[::every]}
    return {}


def column_count(panels: int, width: float) -> int:
    """Three panels in a row, or two or one where the figure is narrow; rows as even as they can be."""
    most = 3 if width >= _THREE_COLUMNS_FROM else 2 if width >= _TWO_COLUMNS_FROM else 1
    rows = max(1, math.ceil(panels / most))
    return max(1, math.ceil(panels / rows))


def fitted(titles: Sequence[str], room: float, measure: Measure) -> tuple[tuple[str, ...], float]:
    """The titles in one size that fits them all, or cut short in the smallest."""
    widest = measure.widest(titles, _TITLE, bold=True)
    size = _TITLE if widest <= room else max(_SMALLEST_TITLE, _TITLE * max(room, 0.0) / widest)
    return tuple(measure.cut(title, size, room, bold=True) for title in titles), size

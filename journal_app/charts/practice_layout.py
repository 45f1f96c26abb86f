"""Where the panels of one practice's behaviours stand: as many as there are, each with its statement above it in full.

All lengths are in inches from the figure's upper left corner, sizes in points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from journal_app.charts.measuring import Measure
from journal_app.charts.overview_layout import EDGE, TINY, WORDS_GAP
from journal_app.charts.sheet import HINT, LINE, SMALL, TITLE_INDENT
from journal_app.charts.time_axis import PAD, TimeAxis
from journal_app.domain.content import Scale
from journal_app.domain.trends.views import BehaviourSeries, PracticeView, days_of

TITLE, EARLIER = 9.4, 8.0

_TWO_COLUMNS_FROM, _THREE_COLUMNS_FROM = 9.0, 7.0
_MOST_IN_ONE_COLUMN, _MANY = 3, 100
_COLUMN_GAP = 0.45
_ROW_GAP = 0.16
_FOOT = 0.22  # the time below a panel
_LEAST, _MOST = 0.92, 1.6  # heights of a panel
_LEAST_OF_MANY = 0.5
_LANE = 0.2  # for "no opportunity", below the scale


@dataclass(frozen=True, slots=True)
class Titled:
    """A behaviour: its series (one for each statement), the newest statement in lines, and the earlier ones."""

    key: str
    series: tuple[BehaviourSeries, ...]
    title: tuple[str, ...]
    earlier: tuple[str, ...]

    @property
    def head(self) -> float:
        """The height of its words, and of the hints where statements change."""
        return (len(self.title) * TITLE + len(self.earlier) * EARLIER) * LINE / 72 + 0.06 + self.hints

    @property
    def hints(self) -> float:
        """The height of the hints, directly above the plot: inside it, marks would stand on them."""
        return HINT * LINE / 72 if len(self.series) > 1 else 0.0


@dataclass(frozen=True, slots=True)
class PracticeLayout:
    """Where everything stands."""

    panels: tuple[Titled, ...]
    columns: int
    left: float
    width: float
    column_gap: float
    tops: tuple[float, ...]  # of the panels' plots, by row
    height: float  # of a plot, its lane included
    lane: float
    axis: TimeAxis
    lowest: int
    highest: int
    wanted: float  # the height of a figure in which no panel is lower than it should be

    @classmethod
    def of(
        cls,
        view: PracticeView,
        scale: Scale,
        measure: Measure,
        size: tuple[float, float],
        *,
        labelled: bool = False,
    ) -> PracticeLayout:
        """Measure the words and share out what they leave. ``labelled``: bands want a line for their names."""
        lane = _LANE if any(p.value is None for one in view.series for p in one.points) else 0.0
        words = [point.short for point in scale.points] + [scale.no_opportunity] * bool(lane)
        left = EDGE + measure.widest(words, SMALL) + WORDS_GAP
        groups = [tuple(group) for _, group in groupby(view.series, key=lambda one: one.behaviour)]
        columns, least = _shape(len(groups), size[0])
        days = days_of(view.check_ins)
        overhang = TimeAxis.of(days, view.span, 99, measure, view.quiet_until).overhang(measure)
        right = EDGE + max(overhang, 0.02)
        gap = _COLUMN_GAP + overhang
        width = max(0.06, (size[0] - left - right - (columns - 1) * gap) / columns)
        panels = tuple(_titled(group, measure, width - TITLE_INDENT) for group in groups)
        heads = [max(p.head for p in panels[row : row + columns]) for row in range(0, len(panels), columns)]
        if heads and labelled:
            heads[0] += TINY * LINE / 72
        words_high = 2 * EDGE + sum(heads) + len(heads) * _FOOT + max(0, len(heads) - 1) * _ROW_GAP
        rows = max(1, math.ceil(len(panels) / columns))
        height = min(_MOST, max(0.06, (size[1] - words_high) / rows - lane)) + lane
        tops, y = [], EDGE
        for head in heads:
            tops.append(y + head)
            y += head + height + _FOOT + _ROW_GAP
        return cls(
            panels=panels,
            columns=columns,
            left=left,
            width=width,
            column_gap=gap,
            tops=tuple(tops),
            height=height,
            lane=lane,
            axis=TimeAxis.of(days, view.span, width, measure, view.quiet_until),
            lowest=scale.lowest,
            highest=scale.highest,
            wanted=words_high + rows * (least + lane),
        )

    def origin(self, place: int) -> tuple[float, float]:
        """The upper left corner of a panel's plot."""
        row, column = divmod(place, self.columns)
        return self.left + column * (self.width + self.column_gap), self.tops[row]

    def y(self, value: float | None) -> float:
        """How far below the top of its plot a value stands; None is "no opportunity", in the lane below."""
        scaled = self.height - self.lane
        if value is None:
            return scaled + self.lane * 0.45
        pad = min(PAD, scaled / 8)
        return pad + (scaled - 2 * pad) * (self.highest - value) / max(1, self.highest - self.lowest)


def _shape(panels: int, width: float) -> tuple[int, float]:
    """How many columns, and how low a panel may be. Hundreds of behaviours stand closer, or no picture could hold them
    all."""
    if panels > _MANY:
        return 3 if width >= _THREE_COLUMNS_FROM else 1, _LEAST_OF_MANY
    return 2 if panels > _MOST_IN_ONE_COLUMN and width >= _TWO_COLUMNS_FROM else 1, _LEAST


def _titled(series: Sequence[BehaviourSeries], measure: Measure, room: float) -> Titled:
    newest = max(series, key=lambda one: (one.points[-1].on if one.points else date.min, one.wording))
    text = newest.text if any(one.asked for one in series) else f"{newest.text} (no longer asked)"
    earlier: list[str] = []
    for one in series:
        if one is not newest:
            earlier += measure.wrapped(f"Earlier: {one.text}", EARLIER, room)
    title = measure.wrapped(text, TITLE, room, bold=True)
    return Titled(series[0].behaviour, tuple(series), title, tuple(earlier))

"""Where everything in the trends' figure stands: its words are measured, and the panels share what they leave.

All lengths are in inches, sizes in points. At 100 dots an inch, 7.2 points are 10 pixels.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.textpath import text_to_path

from journal_app.domain.content import LensItem, Scale
from journal_app.domain.trends.overview import Trends

LABEL = 8.0
WORDS_GAP = 0.08  # from the words of the scale to the panel
TITLE_MARK = 0.07  # from a panel's left edge to the middle of its title's mark
TITLE_INDENT = 0.18
MONTH_BASELINE = 0.15  # of the months, below a panel

_TITLE = 10.2
_SMALLEST_TITLE = 7.5
_THREE_COLUMNS_FROM = 7.5
_TWO_COLUMNS_FROM = 4.2
_EDGE = 0.04  # clear of the figure's edge
_PAD = 0.09  # from a panel's edge to the outermost mark, so that no mark is cut
_MONTH_BAND = 0.22
_LINE = 1.45  # the height that words take, in parts of their size
_CLEAR = 0.10  # between two labels in a row
_COLUMN_GAP = 0.42
_LEAST_PLOT = 0.06
_CRAMPED, _ROOMY = 0.9, 1.75  # heights of a row, below and above which words stand as close or as wide as they can
_POINTS_APART = 9.0  # points between check-ins, on average, below which marks and bars grow thinner
_THINNEST = 0.6

_REGULAR, _BOLD = 400, 700
_ALWAYS_THERE = "DejaVu Sans"  # matplotlib brings it along, in both weights


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands, in inches from the figure's lower left corner."""

    columns: int
    left: float
    width: float  # of a panel
    column_gap: float
    tops: tuple[float, ...]  # of the panels, by row
    height: float  # of a panel
    baseline: float  # of the titles, above a panel's top
    titles: tuple[str, ...]
    title_font: FontProperties
    label_font: FontProperties
    x_limits: tuple[float, float]
    y_limits: tuple[float, float]
    words: dict[int, str]  # of the scale, by value
    months: dict[int, str]  # on the x axis, by ordinal day
    months_below: frozenset[int]  # the places of the panels that have them
    thinness: float  # factor for marks and bars, 1 unless the check-ins stand close

    @classmethod
    def of(
        cls,
        figure: Figure,
        trends: Trends,
        practices: Sequence[LensItem],
        scale: Scale,
        *,
        months: dict[int, str],
        fonts: Sequence[str],
    ) -> Layout:
        """Measure the words and share out what they leave. ``months`` are thinned out where they would touch."""
        total_width, total_height = figure.get_size_inches()
        columns = _columns(len(practices), total_width)
        rows = max(1, math.ceil(len(practices) / columns))
        label_font = _font(fonts, LABEL, _REGULAR)
        month_width = max((_width(label, label_font) for label in months.values()), default=0)
        overhang = max(0.0, month_width / 2 - _PAD)  # of the outer month labels, beyond their panel

        left = _EDGE + max(_width(point.short, label_font) for point in scale.points) + WORDS_GAP
        right = _EDGE + max(overhang, 0.02)
        column_gap = max(_COLUMN_GAP, 2 * overhang + 2 * _CLEAR)
        width = max(_LEAST_PLOT, (total_width - left - right - (columns - 1) * column_gap) / columns)
        titles, title_font = _fitted([item.short for item in practices], fonts, width + right - _EDGE - TITLE_INDENT)

        # Where the figure is low, months stand under the lowest panels only and the words close up.
        row_share = total_height / rows
        air = min(1.0, max(0.0, (row_share - _CRAMPED) / (_ROOMY - _CRAMPED)))
        roomy = row_share >= _ROOMY
        head = title_font.get_size_in_points() * _LINE / 72 + 0.02 + 0.11 * air
        foot = _MONTH_BAND if roomy else 0.0
        row_gap = 0.10 + 0.12 * air
        below = _EDGE + _MONTH_BAND - foot
        free = total_height - _EDGE - below - rows * (head + foot) - (rows - 1) * row_gap
        height = max(_LEAST_PLOT, free / rows)
        pitch = head + height + foot + row_gap
        count = len(practices)
        return cls(
            columns=columns,
            left=left,
            width=width,
            column_gap=column_gap,
            tops=tuple(total_height - _EDGE - head - row * pitch for row in range(rows)),
            height=height,
            baseline=head - title_font.get_size_in_points() * 1.1 / 72,
            titles=titles,
            title_font=title_font,
            label_font=label_font,
            x_limits=_x_limits(trends, width),
            y_limits=_padded(scale.lowest, scale.highest, height, min(_PAD, height / 8)),
            words=_scale_words(scale, height),
            months=_thinned(months, label_font, width),
            months_below=frozenset(p for p in range(count) if roomy or p + columns >= count),
            thinness=max(_THINNEST, min(1.0, (width - 2 * _PAD) * 72 / max(1, trends.check_ins) / _POINTS_APART)),
        )

    def origin(self, place: int) -> tuple[float, float]:
        """The upper left corner of a panel."""
        row, column = divmod(place, self.columns)
        return self.left + column * (self.width + self.column_gap), self.tops[row]

    @staticmethod
    def share(value: float, limits: tuple[float, float]) -> float:
        """How far along the limits a value lies, from 0 to 1."""
        return (value - limits[0]) / (limits[1] - limits[0])


def _font(fonts: Sequence[str], size: float, weight: int) -> FontProperties:
    """The first of the fonts that is installed, then the others for letters it lacks.

    Only fonts that have this weight are named, or else matplotlib warns; a first font without it is used as regular.
    """
    known = {(font.name, int(font.weight)) for font in fontManager.ttflist if isinstance(font.weight, int)}
    regular, weighted = ([*(f for f in fonts if (f, w) in known), _ALWAYS_THERE] for w in (_REGULAR, weight))
    if regular[0] != weighted[0]:
        weighted, weight = regular, _REGULAR
    return FontProperties(family=list(dict.fromkeys(weighted)), size=size, weight=weight)


def _width(words: str, font: FontProperties) -> float:
    """The width of words in inches. A renderer may place letters a little wider on its grid of dots: 3 % spare."""
    return float(text_to_path.get_text_width_height_descent(words, font, ismath=False)[0]) * 1.03 / 72


def _columns(panels: int, width: float) -> int:
    """Three panels in a row, or two or one where the figure is narrow; rows as even as they can be."""
    most = 3 if width >= _THREE_COLUMNS_FROM else 2 if width >= _TWO_COLUMNS_FROM else 1
    rows = max(1, math.ceil(panels / most))
    return max(1, math.ceil(panels / rows))


def _fitted(titles: Sequence[str], fonts: Sequence[str], room: float) -> tuple[tuple[str, ...], FontProperties]:
    """The titles in one size that fits them all, or cut short in the smallest."""
    font = _font(fonts, _TITLE, _BOLD)
    widest = max((_width(title, font) for title in titles), default=0.0)
    if widest > room:
        font.set_size(max(_SMALLEST_TITLE, _TITLE * room / widest))
    return tuple(_cut(title, font, room) for title in titles), font


def _cut(title: str, font: FontProperties, room: float) -> str:
    kept = title
    while kept and _width(title if kept == title else kept + "…", font) > room * 1.001:
        kept = kept[:-1]
    return title if kept == title else kept.rstrip(" ,") + "…"


def _padded(low: float, high: float, length: float, pad: float) -> tuple[float, float]:
    """Limits that leave ``pad`` of the ``length`` free at both ends of low to high."""
    spare = (high - low) * pad / max(length - 2 * pad, 0.01)
    return low - spare, high + spare


def time_ends(trends: Trends) -> tuple[date, date] | None:
    """The first and last day of the time axis: of the check-ins, or else of the period."""
    if trends.days:
        return trends.days[0], trends.days[-1]
    return (trends.since, trends.until) if trends.since else None


def _x_limits(trends: Trends, width: float) -> tuple[float, float]:
    first, last = time_ends(trends) or (trends.until, trends.until)
    if first == last:  # a single day stands in the middle of a month
        first, last = first - timedelta(days=15), last + timedelta(days=15)
    return _padded(first.toordinal(), last.toordinal(), width, min(_PAD, width / 8))


def _thinned(labels: dict[int, str], font: FontProperties, width: float) -> dict[int, str]:
    """As many of the labels as stand clear of each other in a panel: all, the outer two, or the last."""
    days = list(labels)
    room = width - 2 * _PAD
    for kept in (days, [*days[:1], *days[-1:]]):
        widths = [_width(labels[day], font) for day in kept]
        if all((a + b) / 2 + _CLEAR <= room / (len(kept) - 1) for a, b in pairwise(widths)):
            return {day: labels[day] for day in kept}
    return {day: labels[day] for day in days[-1:]}


def _scale_words(scale: Scale, height: float) -> dict[int, str]:
    """The scale's words by value: all, every second, the outer two, or none, as the panel's height allows."""
    words = {point.value: point.short for point in scale.points}
    values = list(words)
    steps = len(values) - 1
    between = (height - 2 * min(_PAD, height / 8)) / max(1, steps)  # from one line of the scale to the next
    for every in (1, 2, steps):
        if every and steps % every == 0 and between * every >= LABEL * _LINE / 72:
            return {value: words[value] for value in values[::every]}
    return {}

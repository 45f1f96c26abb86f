"""Trends as small multiples: one panel per practice, the scale in words, true time, and gaps left as gaps.

Figures are drawn with fixed margins reckoned in inches from the sizes of their words: matplotlib's constrained layout
costs three times as much. A figure that changes its size is drawn again (some 60 ms with its rendering), not stretched.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.lines import Line2D
from matplotlib.textpath import text_to_path

from journal_app.charts.palette import ChartColours, Mark, mark_of
from journal_app.domain.content import LensItem, Scale
from journal_app.domain.trend_words import MONTHS
from journal_app.domain.trends import PracticePoint, PracticeSeries, Trends, months_apart

# Sizes in points, lengths in inches. At 100 dots an inch, 7.2 points are 10 pixels.
_TITLE = 10.2
_SMALLEST_TITLE = 7.5
_LABEL = 8.0
_SIZE = (10.48, 5.2)
_THREE_COLUMNS_FROM = 7.5
_TWO_COLUMNS_FROM = 4.2
_EDGE = 0.04  # clear of the figure's edge
_PAD = 0.09  # from a panel's edge to the outermost mark, so that no mark is cut
_WORDS_GAP = 0.08  # from the words of the scale to the panel
_TITLE_MARK = 0.07  # from a panel's left edge to the middle of its title's mark
_TITLE_INDENT = 0.18
_MONTH_BAND = 0.22
_MONTH_BASELINE = 0.15  # of the months, below a panel
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
class TrendDrawing:
    """A drawn figure and where its points are: practice, point, and the panel it stands in.

    In its panel a point lies at (``point.on.toordinal()``, ``point.score``).
    """

    figure: Figure
    points: list[tuple[str, PracticePoint, Axes]] = field(default_factory=list)


def draw_trends(
    trends: Trends,
    practices: Sequence[LensItem],
    scale: Scale,
    colours: ChartColours,
    *,
    figure: Figure | None = None,
    fonts: Sequence[str] = ("Inter", "DejaVu Sans"),
) -> TrendDrawing:
    """Draw a panel for each practice, in their order, three, two or one in a row as the figure's width allows.

    ``figure`` is cleared and drawn anew at its present size; without it one of 10.48 x 5.2 inches is made.
    ``fonts`` are tried in turn; those that are not installed are passed over. Months are written in English.
    """
    if figure is None:
        figure = Figure(figsize=_SIZE, dpi=100)
        FigureCanvasAgg(figure)
    for axes in figure.axes:  # or else clear() builds each of them anew before it drops them
        figure.delaxes(axes)
    figure.clear()
    figure.set_facecolor(colours.paper)
    drawing = TrendDrawing(figure)
    layout = _Layout.of(figure, trends, practices, scale, fonts)
    series = {one.practice: one for one in trends.series}
    for place, item in enumerate(practices):
        mark = mark_of(item, place, colours)
        axes = _panel(figure, layout, place, scale, colours)
        _title(figure, layout, place, mark, colours.text)
        if item.key in series:
            _points(axes, series[item.key], mark, colours.paper, layout.thinness)
            drawing.points.extend((item.key, point, axes) for point in series[item.key].points)
    return drawing


def save_figure(figure: Figure, kind: Literal["png", "svg"], dpi: float = 200) -> bytes:
    """The figure as a file's bytes, the same for the same figure: no dates, no random names.

    PNG has ``dpi`` dots an inch (200 is twice the screen's); SVG keeps its words as text.
    """
    stream = io.BytesIO()
    metadata = {"Software": None} if kind == "png" else {"Date": None, "Creator": "Throughline"}
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "throughline"}):
        figure.savefig(stream, format=kind, dpi=dpi, metadata=metadata)
    return stream.getvalue()


@dataclass(frozen=True, slots=True)
class _Layout:
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
        cls, figure: Figure, trends: Trends, practices: Sequence[LensItem], scale: Scale, fonts: Sequence[str]
    ) -> _Layout:
        """Measure the words and share out what they leave."""
        total_width, total_height = figure.get_size_inches()
        columns = _columns(len(practices), total_width)
        rows = max(1, math.ceil(len(practices) / columns))
        label_font = _font(fonts, _LABEL, _REGULAR)
        months = _month_labels(trends)
        month_width = max((_width(label, label_font) for label in months.values()), default=0)
        overhang = max(0.0, month_width / 2 - _PAD)  # of the outer month labels, beyond their panel

        left = _EDGE + max(_width(point.short, label_font) for point in scale.points) + _WORDS_GAP
        right = _EDGE + max(overhang, 0.02)
        column_gap = max(_COLUMN_GAP, 2 * overhang + 2 * _CLEAR)
        width = max(_LEAST_PLOT, (total_width - left - right - (columns - 1) * column_gap) / columns)
        titles, title_font = _fitted([item.short for item in practices], fonts, width + right - _EDGE - _TITLE_INDENT)

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


def _panel(figure: Figure, layout: _Layout, place: int, scale: Scale, colours: ChartColours) -> Axes:
    """A bare panel with its grid and words. Ticks and their labels would cost as much again as all the rest."""
    left, top = layout.origin(place)
    total_width, total_height = figure.get_size_inches()
    axes = figure.add_axes(
        (
            left / total_width,
            (top - layout.height) / total_height,
            layout.width / total_width,
            layout.height / total_height,
        ),
        xlim=layout.x_limits,
        ylim=layout.y_limits,
    )
    axes.set_axis_off()
    axes.hlines([p.value for p in scale.points], *layout.x_limits, colors=colours.line, linewidth=0.8, zorder=0.5)
    words: dict[str, Any] = {"fontproperties": layout.label_font, "color": colours.muted}
    if place % layout.columns == 0:
        x = left - _WORDS_GAP
        for value, label in layout.words.items():
            y = top - layout.height * layout.share(value, layout.y_limits[::-1])
            _words(figure, x, y - _LABEL * 0.36 / 72, label, horizontalalignment="right", **words)
    for day, label in layout.months.items() if place in layout.months_below else ():
        x = left + layout.width * layout.share(day, layout.x_limits)
        y = top - layout.height - _MONTH_BASELINE
        _words(figure, x, y, label, horizontalalignment="center", **words)
    return axes


def _words(figure: Figure, x: float, y: float, words: str, **style: Any) -> None:
    """Words whose baseline stands at so many inches."""
    figure.text(x, y, words, transform=figure.dpi_scale_trans, verticalalignment="baseline", parse_math=False, **style)


def _title(figure: Figure, layout: _Layout, place: int, mark: Mark, colour: str) -> None:
    left, top = layout.origin(place)
    baseline = top + layout.baseline
    middle = baseline + layout.title_font.get_size_in_points() * 0.36 / 72  # half the height of a capital
    figure.add_artist(
        Line2D(
            [left + _TITLE_MARK],
            [middle],
            transform=figure.dpi_scale_trans,
            color=mark.colour,
            marker=mark.marker,
            markersize=mark.size * 1.05,
            markeredgewidth=0,
            linestyle="none",
        )
    )
    _words(figure, left + _TITLE_INDENT, baseline, layout.titles[place], fontproperties=layout.title_font, color=colour)


def _points(axes: Axes, series: PracticeSeries, mark: Mark, paper: str, thinness: float) -> None:
    days = [point.on.toordinal() for point in series.points]
    lows, highs = [point.low for point in series.points], [point.high for point in series.points]
    bar: dict[str, Any] = {"colors": mark.colour, "alpha": 0.3, "linewidth": 2.2 * thinness, "capstyle": "round"}
    axes.vlines(days, lows, highs, zorder=2, **bar)
    for segment in series.segments:
        axes.plot(
            [point.on.toordinal() for point in segment],
            [point.score for point in segment],
            color=mark.colour,
            alpha=0.6,
            linewidth=1.1,
            zorder=3,
        )
    axes.plot(
        days,
        [point.score for point in series.points],
        linestyle="none",
        marker=mark.marker,
        markersize=mark.size * thinness,
        markerfacecolor=mark.colour,
        markeredgecolor=paper,
        markeredgewidth=0.5,
        clip_on=False,
        zorder=4,
    )


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


def _ends(trends: Trends) -> tuple[date, date] | None:
    """The first and last day of the time axis: of the check-ins, or else of the period."""
    if trends.days:
        return trends.days[0], trends.days[-1]
    return (trends.since, trends.until) if trends.since else None


def _x_limits(trends: Trends, width: float) -> tuple[float, float]:
    first, last = _ends(trends) or (trends.until, trends.until)
    if first == last:  # a single day stands in the middle of a month
        first, last = first - timedelta(days=15), last + timedelta(days=15)
    return _padded(first.toordinal(), last.toordinal(), width, min(_PAD, width / 8))


def _month_labels(trends: Trends) -> dict[int, str]:
    """Labels for the first, middle and last day: their months, or their dates if all lie in one month."""
    ends = _ends(trends)
    if ends is None:
        return {}
    first, last = ends
    year = f" {first.year}" if months_apart(first, trends.until) >= 12 else ""
    if months_apart(first, last) == 0:
        return {day.toordinal(): f"{day.day} {MONTHS[day.month - 1][:3]}{year}" for day in ends}
    middle = first + (last - first) / 2
    labels: dict[int, str] = {}
    for day in (first, middle, last):
        label = MONTHS[day.month - 1][:3] + (f" {day.year}" if year else "")
        if day != middle or months_apart(first, day) * months_apart(day, last):
            labels[day.toordinal()] = label
    return labels


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
        if every and steps % every == 0 and between * every >= _LABEL * _LINE / 72:
            return {value: words[value] for value in values[::every]}
    return {}

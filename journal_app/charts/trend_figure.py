"""Trends as small multiples: one panel per practice, the scale in words, true time, and gaps left as gaps.

Figures are drawn with fixed margins reckoned in inches from the sizes of their words: matplotlib's constrained layout
costs three times as much. A figure that changes its size is drawn again (some 60 ms with its rendering), not stretched.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from journal_app.charts.layout import LABEL, MONTH_BASELINE, TITLE_INDENT, TITLE_MARK, WORDS_GAP, Layout, time_ends
from journal_app.charts.palette import ChartColours, Mark, mark_of
from journal_app.domain.content import LensItem, Scale
from journal_app.domain.trend_words.overview import MONTHS
from journal_app.domain.trends.overview import PracticePoint, PracticeSeries, Trends, months_apart

_SIZE = (10.48, 5.2)  # in inches


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
    layout = Layout.of(figure, trends, practices, scale, months=_month_labels(trends), fonts=fonts)
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


def _panel(figure: Figure, layout: Layout, place: int, scale: Scale, colours: ChartColours) -> Axes:
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
        x = left - WORDS_GAP
        for value, label in layout.words.items():
            y = top - layout.height * layout.share(value, layout.y_limits[::-1])
            _words(figure, x, y - LABEL * 0.36 / 72, label, horizontalalignment="right", **words)
    for day, label in layout.months.items() if place in layout.months_below else ():
        x = left + layout.width * layout.share(day, layout.x_limits)
        y = top - layout.height - MONTH_BASELINE
        _words(figure, x, y, label, horizontalalignment="center", **words)
    return axes


def _words(figure: Figure, x: float, y: float, words: str, **style: Any) -> None:
    """Words whose baseline stands at so many inches."""
    figure.text(x, y, words, transform=figure.dpi_scale_trans, verticalalignment="baseline", parse_math=False, **style)


def _title(figure: Figure, layout: Layout, place: int, mark: Mark, colour: str) -> None:
    left, top = layout.origin(place)
    baseline = top + layout.baseline
    middle = baseline + layout.title_font.get_size_in_points() * 0.36 / 72  # half the height of a capital
    figure.add_artist(
        Line2D(
            [left + TITLE_MARK],
            [middle],
            transform=figure.dpi_scale_trans,
            color=mark.colour,
            marker=mark.marker,
            markersize=mark.size * 1.05,
            markeredgewidth=0,
            linestyle="none",
        )
    )
    _words(figure, left + TITLE_INDENT, baseline, layout.titles[place], fontproperties=layout.title_font, color=colour)


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


def _month_labels(trends: Trends) -> dict[int, str]:
    """Labels for the first, middle and last day: their months, or their dates if all lie in one month."""
    ends = time_ends(trends)
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

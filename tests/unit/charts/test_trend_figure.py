"""What stands in the chart, measured on the drawn figure."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from journal_app.charts.palette import DARK, LIGHT, SHAPES, ChartColours, mark_of
from journal_app.charts.trend_figure import TrendDrawing, draw_trends, save_figure
from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour, LensItem, Scale, ScalePoint
from journal_app.domain.trends.overview import Trends, build_trends

UNTIL = date(2026, 11, 20)
NAMES = (
    "Safe, inclusive, trusting", "Healthy relationships", "Shared purpose",
    "Managing power", "Surfacing conflict", "Shared decisions",
)  # fmt: skip
PRACTICES = tuple(
    LensItem(shape, "practices", number, name, name, "", "kf", shape)
    for number, (shape, name) in enumerate(zip(SHAPES, NAMES, strict=True), start=1)
)
SCALE = Scale(
    (
        ScalePoint(1, "hardly ever", "hardly ever"),
        ScalePoint(2, "occasionally", "occasionally"),
        ScalePoint(3, "about half the time", "about half"),
        ScalePoint(4, "usually", "usually"),
        ScalePoint(5, "almost always", "almost always"),
    ),
    "no opportunity",
)
BEHAVIOURS = tuple(Behaviour(f"{item.key}-{n}", item.key, "I do", 1, "own") for item in PRACTICES for n in range(3))

# A check-in a month with September missing; the hexagon is not rated from July on, the circle not in May.
DAYS = [date(2026, month, 3) for month in (3, 4, 5, 6, 7, 8, 10, 11)]
SIZES = [(5, 3), (5, 10), (6.4, 4), (7.2, 4.8), (7.45, 3), (7.5, 3), (10.48, 5.2), (16, 3), (16, 10)]


def check_in(on: date, left_out: Sequence[str] = ()) -> CheckIn:
    ratings: Mapping[str, int | None] = {
        behaviour.key: 1 + (on.month + place) % 5
        for place, behaviour in enumerate(BEHAVIOURS)
        if behaviour.practice not in left_out
    }
    return CheckIn(f"{on}", on, ratings, datetime(2026, 12, 1, tzinfo=UTC))


def left_out(day: date) -> list[str]:
    return ["hexagon"] * (day.month > 6) + ["circle"] * (day.month == 5)


def shown(days: Sequence[date] = DAYS, until: date = UNTIL, since: date | None = None) -> Trends:
    return build_trends([check_in(day, left_out(day)) for day in days], BEHAVIOURS, PRACTICES, since, until)


def drawn(
    trends: Trends,
    size: tuple[float, float] = (10.48, 5.2),
    *,
    dpi: float = 100,
    colours: ChartColours = LIGHT,
    practices: Sequence[LensItem] = PRACTICES,
    fonts: Sequence[str] = ("Inter", "DejaVu Sans"),
) -> TrendDrawing:
    figure = Figure(figsize=size, dpi=dpi)
    FigureCanvasAgg(figure)
    return draw_trends(trends, practices, SCALE, colours, figure=figure, fonts=fonts)


def texts(figure: Figure) -> Iterator[tuple[str, Bbox]]:
    """The words of a figure and the boxes they take up, measured by the renderer that draws them."""
    for text in figure.texts:
        yield text.get_text(), text.get_window_extent()


def marks(axes: Axes) -> Line2D:
    (line,) = [line for line in axes.lines if line.get_marker() != "None"]
    return line


def title_marks(figure: Figure) -> list[Line2D]:
    return [artist for artist in figure.artists if isinstance(artist, Line2D)]


def places(line: Line2D) -> list[list[float]]:
    """The x and y of each point of a line."""
    found: list[list[float]] = np.asarray(line.get_xydata()).tolist()
    return found


def lines(axes: Axes) -> list[list[float]]:
    """The ordinal days each drawn line runs through."""
    return [[x for x, _ in places(line)] for line in axes.lines if line.get_marker() == "None"]


def labels(figure: Figure) -> list[str]:
    return [text for text, _ in texts(figure)]


def contrast(one: str, other: str) -> float:
    """Contrast by WCAG 2.2, "relative luminance"."""

    def luminance(colour: str) -> float:
        channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_each_practice_has_a_panel_with_a_mark_for_every_point_and_none_for_what_was_not_rated() -> None:
    figure = drawn(shown()).figure
    counts = [len(places(marks(axes))) for axes in figure.axes]
    assert counts == [7, 8, 8, 8, 8, 4]


def test_marks_stand_at_their_true_day_and_score() -> None:
    drawing = drawn(shown())
    for place, axes in enumerate(drawing.figure.axes):
        here = [[point.on.toordinal(), point.score] for _, point, where in drawing.points if where is axes]
        assert places(marks(axes)) == here
        assert {key for key, _, where in drawing.points if where is axes} == {PRACTICES[place].key}


def test_lines_break_at_an_unrated_check_in_and_at_an_unrated_month() -> None:
    figure = drawn(shown()).figure
    days = [day.toordinal() for day in DAYS]
    assert lines(figure.axes[0]) == [days[:2], days[3:6], days[6:]]  # the circle also lacks May
    assert lines(figure.axes[1]) == [days[:6], days[6:]]
    assert lines(figure.axes[5]) == [days[:4]]


def test_a_bar_runs_from_the_lowest_to_the_highest_rating_behind_each_mark() -> None:
    drawing = drawn(shown())
    for axes in drawing.figure.axes:
        _, bars = [c for c in axes.collections if isinstance(c, LineCollection)]
        spans = [tuple(np.asarray(path.vertices)[:, 1]) for path in bars.get_paths()]
        assert spans == [(point.low, point.high) for _, point, where in drawing.points if where is axes]
        assert bars.get_zorder() < marks(axes).get_zorder()


def test_all_panels_share_their_limits_and_every_mark_lies_well_within() -> None:
    figure = drawn(shown()).figure
    assert len({(axes.get_xlim(), axes.get_ylim()) for axes in figure.axes}) == 1
    left, right = figure.axes[0].get_xlim()
    assert left < DAYS[0].toordinal()
    assert right > DAYS[-1].toordinal()


@pytest.mark.parametrize(("width", "columns"), [(4.0, 1), (5.0, 2), (7.2, 2), (7.5, 3), (16.0, 3)])
def test_panels_stand_three_two_or_one_in_a_row_as_the_width_allows(width: float, columns: int) -> None:
    figure = drawn(shown(), (width, 8)).figure
    assert len({round(axes.get_position().x0, 6) for axes in figure.axes}) == columns
    assert len({round(axes.get_position().width, 6) for axes in figure.axes}) == 1


@pytest.mark.parametrize(("size", "dpi"), [*((size, 100) for size in SIZES), *((size, 200) for size in SIZES[::3])])
def test_no_words_leave_the_figure_or_touch_each_other(size: tuple[float, float], dpi: float) -> None:
    old = [date(2024, 1, 31) + timedelta(days=30 * n) for n in range(34)]
    for days in (DAYS, DAYS[:2], DAYS[:1], old):
        figure = drawn(shown(days), size, dpi=dpi).figure
        inside = Bbox.from_bounds(0, 0, size[0] * dpi, size[1] * dpi)
        found = list(texts(figure))
        for text, box in found:
            assert box.x0 >= inside.x0, (text, size, dpi)
            assert box.x1 <= inside.x1, (text, size, dpi)
            assert box.y0 >= inside.y0, (text, size, dpi)
            assert box.y1 <= inside.y1, (text, size, dpi)
        for (one, its_box), (other, other_box) in combinations(found, 2):
            assert not its_box.overlaps(other_box), (one, other, size, dpi)


@given(st.floats(5, 16), st.floats(3, 10), st.integers(1, 8), st.integers(1, 9))
@settings(deadline=None, max_examples=25)
def test_any_number_of_practices_fits_any_window(width: float, height: float, count: int, check_ins: int) -> None:
    many = [LensItem(f"own-{n}", "own", n, "", NAMES[n % 6], "", "me") for n in range(count)]
    figure = drawn(shown(DAYS[:check_ins]), (width, height), practices=many).figure
    found = list(texts(figure))
    assert len(figure.axes) == count
    assert all(min(box.min) >= 0 and box.x1 <= width * 100 and box.y1 <= height * 100 for _, box in found)
    assert not any(one.overlaps(other) for (_, one), (_, other) in combinations(found, 2))


@pytest.mark.parametrize("size", SIZES)
def test_words_stay_clear_of_the_panels_they_do_not_belong_to(size: tuple[float, float]) -> None:
    figure = drawn(shown(), size).figure
    panels = [axes.get_window_extent() for axes in figure.axes]
    assert not any(box.overlaps(panel) for _, box in texts(figure) for panel in panels)
    assert not any(one.overlaps(other) for one, other in combinations(panels, 2))


def test_the_scale_is_told_in_words_beside_the_left_column_only() -> None:
    figure = drawn(shown()).figure
    assert sorted(text for text in labels(figure) if text in {p.short for p in SCALE.points}) == sorted(
        [point.short for point in SCALE.points] * 2
    )
    left = figure.axes[0].get_window_extent().x0
    assert all(box.x1 < left for text, box in texts(figure) if text in {p.short for p in SCALE.points})


def test_nothing_is_written_but_titles_scale_words_and_months() -> None:
    figure = drawn(shown()).figure
    written = [str(text.properties()["text"]) for text in figure.findobj(Text)]
    assert sorted(filter(None, written)) == sorted(
        [*NAMES, *[p.short for p in SCALE.points] * 2, *["Mar", "Jul", "Nov"] * 6]
    )


def test_titles_begin_at_the_left_of_their_panel_above_it_with_the_mark_before() -> None:
    figure = drawn(shown()).figure
    boxes = dict(texts(figure))
    for axes, name, mark, item in zip(figure.axes, NAMES, title_marks(figure), PRACTICES, strict=True):
        panel = axes.get_window_extent()
        x, y = mark.get_transform().transform(places(mark))[0]
        assert panel.x0 < x < boxes[name].x0 < panel.x0 + 25
        assert boxes[name].y0 > panel.y1
        assert boxes[name].y0 < y < boxes[name].y1
        assert to_hex(mark.get_color()).upper() == LIGHT.marks[item.shape]
        assert mark.get_marker() == marks(axes).get_marker()


def test_the_time_axis_names_the_first_middle_and_last_month() -> None:
    assert labels(drawn(shown()).figure).count("Jul") == 6
    assert {"Mar", "Jul", "Nov"} <= set(labels(drawn(shown()).figure))


def test_the_time_axis_names_years_when_it_reaches_back_more_than_twelve_months() -> None:
    figure = drawn(shown([date(2025, 3, 3), date(2026, 11, 3)])).figure
    assert {"Mar 2025", "Jan 2026", "Nov 2026"} <= set(labels(figure))


def test_days_of_a_single_month_are_named_as_dates() -> None:
    assert {"3 Mar", "25 Mar"} <= set(labels(drawn(shown([date(2026, 3, 3), date(2026, 3, 25)])).figure))
    one = drawn(shown(DAYS[:1])).figure
    assert "3 Mar" in labels(one)
    assert sum(one.axes[0].get_xlim()) / 2 == DAYS[0].toordinal()


def test_without_check_ins_the_panels_are_drawn_without_marks() -> None:
    drawing = drawn(shown([]))
    assert len(drawing.figure.axes) == 6
    assert drawing.points == []
    assert "almost always" in labels(drawing.figure)
    assert {"Dec", "May", "Nov"} <= set(labels(drawn(shown([], since=date(2025, 12, 1))).figure))


def test_a_practice_that_has_no_series_keeps_an_empty_panel_and_no_practices_make_no_panel() -> None:
    stranger = LensItem("stranger", "own", 9, "", "Stranger", "", "me")
    assert len(drawn(shown(), practices=[*PRACTICES, stranger]).figure.axes) == 7
    assert drawn(shown(), practices=[]).figure.axes == []


@pytest.mark.parametrize("size", [(0.5, 0.5), (1, 3), (3, 0.8)])
def test_a_window_too_small_for_any_words_is_no_error(size: tuple[float, float]) -> None:
    assert len(drawn(shown(), size).figure.axes) == 6


def test_a_long_name_is_cut_short_rather_than_run_into_the_next() -> None:
    long = [LensItem(f"long-{n}", "own", n, "", "Being interested in $x^2$ " * 5, "", "me") for n in range(3)]
    found = list(texts(drawn(shown(), practices=long).figure))
    titles = [(text, box) for text, box in found if text.startswith("Being")]
    assert all(text.endswith("…") for text, _ in titles)
    assert not any(one.overlaps(other) for (_, one), (_, other) in combinations(titles, 2))


def test_drawing_again_at_another_size_leaves_nothing_of_the_first() -> None:
    drawing = drawn(shown(), (10.48, 5.2))
    drawing.figure.set_size_inches(7.2, 4.8)
    again = draw_trends(shown(), PRACTICES, SCALE, DARK, figure=drawing.figure)
    assert again.figure is drawing.figure
    assert len(again.figure.axes) == 6
    assert len(title_marks(again.figure)) == 6
    fresh = drawn(shown(), (7.2, 4.8), colours=DARK)
    assert save_figure(again.figure, "png", 100) == save_figure(fresh.figure, "png", 100)


def test_a_figure_of_its_own_is_made_when_none_is_given() -> None:
    figure = draw_trends(shown(), PRACTICES, SCALE, LIGHT).figure
    assert tuple(figure.get_size_inches()) == (10.48, 5.2)
    assert isinstance(figure.canvas, FigureCanvasAgg)


def test_fonts_that_are_not_installed_are_passed_over_in_silence(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "matplotlib.font_manager"):
        for fonts in (("No Such Font", "Inter"), ("No Such Font",), (), ("DejaVu Sans Mono",), ("cmr10",)):
            list(texts(drawn(shown(), fonts=fonts).figure))
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_and_words_stand_out_from_the_paper(colours: ChartColours) -> None:
    drawing = drawn(shown(), colours=colours)
    assert to_hex(drawing.figure.get_facecolor()).upper() == colours.paper
    for axes in drawing.figure.axes:
        assert contrast(str(marks(axes).get_markerfacecolor()), colours.paper) >= 3
    for text in drawing.figure.texts:
        assert contrast(str(text.get_color()), colours.paper) >= 4.5


def test_practices_differ_in_shape_as_well_as_in_colour() -> None:
    found = [mark_of(item, 0, LIGHT) for item in PRACTICES]
    assert len({mark.marker for mark in found}) == len({mark.colour for mark in found}) == 6


def test_an_item_without_a_shape_takes_the_one_of_its_place_and_a_colour_of_its_own_key_first() -> None:
    plain = LensItem("plain", "own", 0, "", "Plain", "", "me")
    assert mark_of(plain, 7, LIGHT).marker == mark_of(PRACTICES[1], 0, LIGHT).marker
    assert mark_of(plain, 7, LIGHT).colour == LIGHT.marks["square"]
    own = ChartColours("#FFFFFF", "#000000", "#000000", "#000000", "#123456", {"plain": "#654321"})
    assert mark_of(plain, 0, own).colour == "#654321"
    assert mark_of(PRACTICES[0], 0, own).colour == "#123456"


def test_a_saved_picture_has_the_asked_resolution_and_a_drawing_keeps_its_words_as_text() -> None:
    figure = drawn(shown()).figure
    png = save_figure(figure, "png")
    assert (int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")) == (2096, 1040)
    svg = save_figure(figure, "svg").decode()
    assert "Safe, inclusive, trusting</text>" in svg
    assert figure.get_dpi() == 100


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_saving_twice_gives_the_same_bytes_without_a_date(kind: Literal["png", "svg"]) -> None:
    first = save_figure(drawn(shown()).figure, kind)
    assert first == save_figure(drawn(shown()).figure, kind)
    assert b"dc:date" not in first


def test_pyplot_is_never_imported() -> None:
    script = "import sys, journal_app.charts.trend_figure; sys.exit('matplotlib.pyplot' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)

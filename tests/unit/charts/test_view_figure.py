"""What holds of every chart: its words have room, nothing fails, and its files are whole."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Literal
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from journal_app.charts.heading import heading
from journal_app.charts.palette import DARK, LIGHT, ChartColours
from journal_app.charts.shading import contrast
from journal_app.charts.view_figure import (
    draw_view,
    explained_height,
    explanation,
    least_height,
    save_figure,
    saved_chart,
)
from journal_app.domain.trends.views import (
    Comparison,
    LookingBack,
    Overview,
    PracticeView,
    Span,
    View,
    Writing,
)
from tests.support.chart_views import UNTIL, Invented
from tests.support.charts import BACKDROP, CONTENT, SIZE, Pixels, drawn, every_view, labels, nearest, pixels, texts

COUNTS = (0, 1, 2, 5, 9, 24, 120)
NAMES = tuple(every_view(0))
SIZES = [(7.6, 5.0), SIZE, (16.0, 9.0)]


def empty_views() -> Iterator[View]:
    span = Span(None, UNTIL)
    yield Overview(span, (), ())
    yield PracticeView(span, "power", (), ())
    yield PracticeView(span, "no such practice", (), ())
    yield Comparison(span, span, (), 0, 0)
    yield Writing(span, (), (), (), 0, 0)
    yield LookingBack("then", date(2026, 3, 3), UNTIL, None, None, ())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", COUNTS)
def test_no_words_leave_the_figure_or_touch_each_other(name: str, count: int) -> None:
    view = every_view(count)[name]
    for width, least in SIZES:
        height = max(least, least_height(view, width))
        found = list(texts(drawn(view, (width, height)).figure))
        for text, box in found:
            assert min(box.x0, box.y0) >= 0, (text, width)
            assert box.x1 <= width * 100, (text, width)
            assert box.y1 <= height * 100, (text, width)
        for (one, its_box), (other, other_box) in combinations(found, 2):
            assert not its_box.overlaps(other_box), (one, other, width)


@pytest.mark.parametrize("view", list(empty_views()), ids=lambda view: type(view).__name__)
def test_a_view_with_nothing_in_it_is_drawn_without_a_spot(view: View) -> None:
    assert drawn(view).spots == []
    assert least_height(view, 10) > 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [(0.5, 0.5), (1, 3), (3, 0.8)])
def test_a_window_too_small_for_any_words_is_no_error(name: str, size: tuple[float, float]) -> None:
    assert pixels(drawn(every_view(9)[name], size).figure).any()


@given(st.floats(4, 18), st.floats(3, 12), st.sampled_from(NAMES), st.integers(0, 30))
@settings(deadline=None, max_examples=40)
def test_every_spot_stands_in_the_figure_whatever_its_size(width: float, height: float, name: str, count: int) -> None:
    view = every_view(count)[name]
    size = (width, max(height, least_height(view, width)))
    for spot in drawn(view, size).spots:
        assert 0 < spot.x < size[0]
        assert 0 < spot.y < size[1]
        assert spot.size > 0
        assert spot.words


@pytest.mark.parametrize("name", NAMES)
def test_drawing_again_leaves_nothing_of_the_first(name: str) -> None:
    view = every_view(9)[name]
    drawing = drawn(every_view(24)["writing"])
    again = draw_view(
        view,
        practices=CONTENT.practices(),
        behaviours=CONTENT.behaviours(),
        scale=CONTENT.scale(),
        colours=DARK,
        figure=drawing.figure,
        size=(7.6, 6.0),
    )
    assert again.figure is drawing.figure
    assert tuple(again.figure.get_size_inches()) == (7.6, 6.0)
    fresh = drawn(view, (7.6, 6.0), colours=DARK)
    assert again.spots == fresh.spots
    assert save_figure(again.figure, "png", 100) == save_figure(fresh.figure, "png", 100)


def test_a_figure_of_its_own_is_made_when_none_is_given() -> None:
    drawing = draw_view(
        every_view(2)["overview"],
        practices=CONTENT.practices(),
        behaviours=CONTENT.behaviours(),
        scale=CONTENT.scale(),
        colours=LIGHT,
    )
    assert tuple(drawing.figure.get_size_inches()) == SIZE
    assert isinstance(drawing.figure.canvas, FigureCanvasAgg)


def test_seventy_behaviours_ask_for_height_and_get_panels_that_can_be_read() -> None:
    invented = Invented(CONTENT, 9)
    few, many = invented.practice(), invented.practice(times=24)
    assert least_height(many, 10) > 10 * least_height(few, 10)
    size = (10, least_height(many, 10))
    drawing = drawn(many, size)
    assert len({spot.series for spot in drawing.spots}) == 72
    assert labels(drawing.figure).count("about half") == 36  # beside the left column of two


def test_four_hundred_behaviours_with_long_statements_can_still_be_drawn() -> None:
    practice = Invented(CONTENT, 2).practice()
    (one, *_) = practice.series
    long = [replace(one, behaviour=f"own-{n}", text=f"{n} " + "I do what I said I would " * 12) for n in range(400)]
    view = replace(practice, series=tuple(long))
    drawing = drawn(view, (SIZE[0], least_height(view, SIZE[0])))
    assert len({spot.series for spot in drawing.spots}) == 400
    assert len({(spot.x, spot.y) for spot in drawing.spots}) == len(drawing.spots)


def test_a_picture_too_tall_for_its_dots_is_saved_with_fewer() -> None:
    tall = Figure(figsize=(0.5, 700))
    FigureCanvasAgg(tall)
    png = save_figure(tall, "png")
    assert 59_000 < int.from_bytes(png[20:24], "big") <= 60_000


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(name: str, colours: ChartColours) -> None:
    figure = drawn(every_view(9)[name], colours=colours).figure
    boxes = list(texts(figure))
    for text in figure.texts:
        text.set_visible(False)
    picture = pixels(figure)
    for text, (words, box) in zip(figure.texts, boxes, strict=True):
        assert contrast(str(text.get_color()), ground(picture, box)) >= 4.5, words


def ground(picture: Pixels, box: Bbox) -> str:
    """The colour that most of a box in the picture has."""
    height = picture.shape[0]
    part = picture[int(height - box.y1) : int(height - box.y0) + 1, int(box.x0) : int(box.x1) + 1].reshape(-1, 3)
    ((red, green, blue), _) = Counter(map(tuple, part.tolist())).most_common(1)[0]
    return f"#{red:02X}{green:02X}{blue:02X}"


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_has_twice_the_screens_dots_and_a_drawing_keeps_its_words_as_text(name: str) -> None:
    figure = drawn(every_view(9)[name]).figure
    png = save_figure(figure, "png")
    assert (int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")) == (2096, 1040)
    svg = ET.fromstring(save_figure(figure, "svg"))  # noqa: S314 (our own bytes)
    written = ["".join(each.itertext()).strip() for each in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert sorted(written) == sorted(labels(figure))
    assert figure.get_dpi() == 100


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["png", "svg"])
def test_saving_twice_gives_the_same_bytes_without_a_date(name: str, kind: Literal["png", "svg"]) -> None:
    first, second = (save_figure(drawn(every_view(9)[name]).figure, kind) for _ in range(2))
    assert first == second
    assert b"dc:date" not in first


@pytest.mark.usefixtures("qapp")  # or Qt has no fonts for the words
@pytest.mark.parametrize("name", ["overview", "practice", "practices compared"])
def test_another_program_draws_the_same_marks_from_the_svg(name: str) -> None:
    drawing = drawn(every_view(9)[name], colours=LIGHT)
    renderer = QSvgRenderer(QByteArray(save_figure(drawing.figure, "svg")))
    assert renderer.isValid()
    image = QImage(1048, 520, QImage.Format.Format_RGB888)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    colours = {item.key: LIGHT.marks[item.shape] for item in CONTENT.practices()}
    of = {behaviour.key: behaviour.practice for behaviour in CONTENT.behaviours()}
    picture = np.frombuffer(image.constBits(), np.uint8).reshape(520, image.bytesPerLine())[:, : 1048 * 3]
    picture = picture.reshape(520, 1048, 3)
    marks = [spot for spot in drawing.spots if "no opportunity;" not in spot.words]
    assert len(marks) >= 10
    for spot in marks:
        colour = colours[of.get(spot.series, spot.series)]
        assert nearest(picture, colour, spot.x, spot.y, 0.08, 100) < 40, spot.words


def test_fonts_that_are_not_installed_are_passed_over_in_silence(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "matplotlib.font_manager"):
        for fonts in (("No Such Font", "Inter"), ("No Such Font",), (), ("DejaVu Sans Mono",), ("cmr10",)):
            list(texts(drawn(every_view(2)["overview"], fonts=fonts).figure))
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_bands_are_named_once_and_targets_where_they_stand() -> None:
    for view in (every_view(9)["overview"], every_view(9)["practice"]):
        figure = drawn(view, backdrop=BACKDROP).figure
        assert labels(figure).count("Module 1") == 1
        assert labels(figure).count("Module 2") == 1
        assert labels(figure).count("by June") == 1


@pytest.mark.parametrize("width", [7.6, 10.48])
@pytest.mark.parametrize("name", NAMES)
def test_a_chart_that_leaves_the_page_says_what_its_marks_mean_without_losing_any(name: str, width: float) -> None:
    view = every_view(9)[name]
    size = (width, max(5.2, least_height(view, width)))
    plain, told = drawn(view, size), drawn(view, size, explained=True)
    taller = float(told.figure.get_size_inches()[1]) - size[1]
    assert taller == pytest.approx(explained_height(view, width, ("Inter", "DejaVu Sans")))
    said = " ".join(labels(told.figure))
    assert explanation(view) in said
    assert bool(explanation(view)) == (name in {"overview", "practice"})
    assert told.spots == plain.spots
    found = list(texts(told.figure))
    assert all(box.y0 >= 0 and box.x1 <= width * 100 for _, box in found)
    assert not any(one.overlaps(other) for (_, one), (_, other) in combinations(found, 2))


def test_a_figure_nobody_gave_a_size_is_as_tall_as_its_view_wants() -> None:
    view = Invented(CONTENT, 9).practice(times=24)
    drawing = draw_view(
        view,
        practices=CONTENT.practices(),
        behaviours=CONTENT.behaviours(),
        scale=CONTENT.scale(),
        colours=LIGHT,
    )
    assert float(drawing.figure.get_size_inches()[1]) == pytest.approx(least_height(view, SIZE[0]))


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_chart_is_as_wide_as_any_other_and_as_tall_as_it_wants_with_what_its_marks_mean(name: str) -> None:
    view = every_view(9)[name]
    png = saved_chart(
        view, "png", practices=CONTENT.practices(), behaviours=CONTENT.behaviours(), scale=CONTENT.scale()
    )
    said = explained_height(view, SIZE[0], said=heading(view, CONTENT.practices()))
    height = max(SIZE[1], least_height(view, SIZE[0])) + said
    assert int.from_bytes(png[16:20], "big") == 2096
    assert int.from_bytes(png[20:24], "big") == pytest.approx(height * 200, abs=1)


def test_matplotlib_is_imported_by_the_first_drawing_and_pyplot_never() -> None:
    script = (
        "import sys\n"
        "import journal_app.charts.view_figure\n"
        "assert 'matplotlib' not in sys.modules\n"
        "from tests.support.charts import drawn, every_view\n"
        "drawn(every_view(2)['overview'])\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)

"""What stands in the chart of writing beside rating."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

from journal_app.charts.drawing import Drawing, Spot
from journal_app.charts.palette import LIGHT
from journal_app.charts.shading import contrast, readable_on, shade
from journal_app.domain.trends.views import PracticePoint, Span, Writing, WritingRow
from tests.support.chart_views import Invented
from tests.support.charts import CONTENT, colour_at, drawn, labels, pixels, rgb, texts

DPI = 100
MONTHS = tuple(date(2026, month, 1) for month in (9, 10, 11))
NEWEST = PracticePoint("c1", date(2026, 11, 3), 7, 3, 1, 4, 0, 0)
VIEW = Writing(
    Span(None, date(2026, 11, 20)),
    MONTHS,
    (WritingRow("power", (0, 4, 1), 5, 0), WritingRow("conflict", (0, 0, 0), 0, 9, NEWEST)),
    (2, 6, 1),
    4,
    9,
)


def cells(drawing: Drawing, series: str) -> list[Spot]:
    return [spot for spot in drawing.spots if spot.series == series and not spot.check_in]


def test_each_cell_holds_its_number_and_an_empty_one_holds_none() -> None:
    drawing = drawn(VIEW)
    boxes = list(texts(drawing.figure))
    for spot, number in zip(cells(drawing, "power"), ("", "4", "1"), strict=False):
        inside = [t for t, box in boxes if box.x0 < spot.x * DPI < box.x1 and abs(box.y0 + 5 - 520 + spot.y * DPI) < 8]
        assert inside == ([number] if number else [])


def test_more_reflections_are_a_deeper_shade_of_one_hue() -> None:
    drawing = drawn(VIEW)
    picture = pixels(drawing.figure)
    none, many, one, *_ = (
        "#{:02X}{:02X}{:02X}".format(*colour_at(picture, spot.x - 0.2, spot.y - 0.15, DPI))
        for spot in cells(drawing, "power")
    )
    away = [contrast(colour, LIGHT.paper) for colour in (none, one, many)]
    assert away == sorted(away)
    assert many == shade(LIGHT.paper, LIGHT.accent, 1)


def test_rated_often_and_never_written_about_can_be_read_in_one_row() -> None:
    drawing = drawn(VIEW)
    boxes = {text: box for text, box in texts(drawing.figure) if text in {"Surfacing conflict", "9", "2.3"}}
    assert set(boxes) == {"Surfacing conflict", "9", "2.3"}
    middles = [(box.y0 + box.y1) / 2 for box in boxes.values()]
    assert max(middles) - min(middles) < 4
    last = [spot for spot in drawing.spots if spot.series == "conflict"][-1]
    assert last.check_in == "c1"
    assert last.behaviours == tuple(b.key for b in CONTENT.behaviours() if b.practice == "conflict")
    assert "scored at nine check-ins" in last.words


def test_a_practice_without_ratings_has_dashes() -> None:
    assert labels(drawn(VIEW).figure).count("–") == 2


def test_a_cells_spot_names_its_practice_and_month() -> None:
    drawing = drawn(VIEW)
    found = [(spot.practice, spot.month) for spot in drawing.spots if spot.month]
    assert found == [(key, f"2026-{month:02}") for key in ("power", "conflict") for month in (9, 10, 11)]
    assert cells(drawing, "power")[1].words == "October 2026, Managing power: four reflections"


def test_all_reflections_stand_below_with_those_without_a_practice() -> None:
    drawing = drawn(VIEW)
    assert {"All reflections", "4 without a practice"} <= set(labels(drawing.figure))
    total = [spot for spot in drawing.spots if spot.series == "all"]
    assert [spot.words for spot in total] == [
        "September 2026, all reflections: two reflections",
        "October 2026, all reflections: six reflections",
        "November 2026, all reflections: one reflection",
    ]
    assert all(not spot.month and not spot.practice for spot in total)
    assert min(spot.y for spot in total) > max(spot.y for spot in cells(drawing, "conflict"))


def test_ten_years_of_months_name_the_years_and_leave_out_the_numbers() -> None:
    view = Invented(CONTENT, 120).writing()
    words = labels(drawn(view).figure)
    assert {str(year) for year in range(2017, 2027)} <= set(words)
    assert {"a practice's reflections in a month:", "all reflections in a month:"} <= set(words)
    assert not {"Jan", "J"} & set(words)
    cell = cells(drawn(view), "power")
    assert len(cell) == len(view.months)
    assert all(later.x > earlier.x for earlier, later in itertools.pairwise(cell))


def test_the_key_shows_the_shades_that_the_cells_have_those_of_all_reflections_too() -> None:
    view = Invented(CONTENT, 120).writing()
    drawing = drawn(view)
    picture = pixels(drawing.figure)
    boxes = dict(texts(drawing.figure))
    for name, most, ink in (
        ("a practice's reflections in a month:", max(max(row.counts) for row in view.rows), LIGHT.accent),
        ("all reflections in a month:", max(view.reflections), LIGHT.muted),
    ):
        row = int(520 - (boxes[name].y0 + boxes[name].y1) / 2)
        found = set(map(tuple, picture[row].tolist()))
        assert {rgb(shade(LIGHT.paper, ink, step / most)) for step in (1, (most + 1) // 2, most)} <= found
        assert any(box.y0 < 520 - row < box.y1 for text, box in texts(drawing.figure) if text == str(most))


def test_a_newest_score_says_of_which_month_it_is_once_that_is_not_one_of_the_last_two() -> None:
    for day, said in ((date(2026, 10, 1), None), (date(2026, 9, 30), "Sep 2026"), (date(2021, 3, 1), "Mar 2021")):
        newest = PracticePoint("c1", day, 7, 3, 1, 4, 0, 0)
        view = replace(VIEW, rows=(WritingRow("conflict", (0, 0, 0), 0, 9, newest),))
        drawing = drawn(view)
        dated = [(text, box) for text, box in texts(drawing.figure) if text[-4:] in {"2026", "2021"} and " " in text]
        assert [text for text, _ in dated] == ([said] if said else [])
        number = next(box for text, box in texts(drawing.figure) if text == "2.3")
        assert all(box.y1 < number.y0 and abs(box.x1 - number.x1) < 2 for _, box in dated)


def test_numbers_can_be_read_on_every_shade() -> None:
    for paper, ink, text in (("#FAF8F5", "#1F6F6B", "#22252A"), ("#17191C", "#6CC3BC", "#E8E6E1")):
        for step in range(1, 101):
            ground = shade(paper, ink, step / 100)
            assert contrast(readable_on(ground, (text, paper)), ground) >= 4.5

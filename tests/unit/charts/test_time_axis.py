"""What is marked and written along the time axis of any range."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.charts.drawing import Drawing
from journal_app.charts.measuring import Measure
from journal_app.charts.palette import LIGHT
from journal_app.charts.sheet import SMALL
from journal_app.charts.time_axis import TimeAxis
from journal_app.domain.trends.views import Span
from tests.support.charts import drawn, every_view, pixels, rgb, texts

MEASURE = Measure(("Inter", "DejaVu Sans"))
TODAY = date(2026, 11, 20)
DPI = 200


def axis(first: date, last: date, width: float = 2.8) -> TimeAxis:
    return TimeAxis.of([first, last], Span(None, TODAY), width, MEASURE)


@given(st.dates(date(1990, 1, 1), date(2026, 1, 1)), st.integers(1, 13_000), st.floats(0.8, 9.0))
@settings(deadline=None, max_examples=300)
def test_whatever_the_range_a_year_is_marked_over_its_label_or_faint_and_clear_of_all_labels(
    first: date, days: int, width: float
) -> None:
    found = axis(first, first + timedelta(days=days), width)
    labels = dict(found.labels)
    assert all(labels[x].isdigit() or labels[x].startswith("Jan") for x in found.years)
    assert not set(found.years) & set(found.quiet_years)
    for x in found.quiet_years:
        assert all(abs(x - at) > MEASURE.width(label, SMALL) / 2 for at, label in found.labels)
    assert all(later - earlier > 0.1 for earlier, later in pairwise(found.quiet_years))
    halves = [(at, MEASURE.width(label, SMALL) / 2) for at, label in found.labels]
    assert all(there - here > one + other for (here, one), (there, other) in pairwise(halves))


@pytest.mark.parametrize(
    ("first", "marked", "faint"),
    [
        (date(2026, 2, 3), 0, 0),
        (date(2025, 6, 3), 1, 0),
        (date(2024, 11, 3), 1, 0),  # 2025 stands over "Nov 2024", whose mark it would seem to be
        (date(2021, 7, 3), 3, 1),  # 2022 beside "Jul 2021"; 2026 over "Nov 2026"
        (date(2016, 12, 1), 3, 4),
        (date(1927, 1, 3), 3, 0),  # a hundred marks would be a comb
    ],
)
def test_of_ranges_of_months_years_and_a_century_the_labelled_years_are_marked(
    first: date, marked: int, faint: int
) -> None:
    found = axis(first, date(2026, 11, 3))
    assert (len(found.years), len(found.quiet_years)) == (marked, faint)


def dark_marks(drawing: Drawing) -> list[float]:
    """Where in inches the marks in the colour of words stand just above the labels of the lowest row of panels."""
    tops = [box.y1 for text, box in texts(drawing.figure) if text == "Nov 2026"]
    picture = pixels(drawing.figure).astype(int)
    row = picture[picture.shape[0] - round(min(tops)) - round(0.03 * DPI)]
    dark = [x for x, colour in enumerate(row) if abs(colour - rgb(LIGHT.muted)).max() < 90]
    return [x / DPI for x in dark if x - 1 not in dark]


@pytest.mark.parametrize("count", [24, 120, 520])
@pytest.mark.parametrize("name", ["overview", "practice"])
def test_every_dark_mark_below_a_panel_has_a_year_below_it(name: str, count: int) -> None:
    drawing = drawn(every_view(count)[name], (10.48, 7.0), dpi=DPI)
    years = [(box.x0 + box.x1) / 2 / DPI for text, box in texts(drawing.figure) if text.isdigit()]
    marks = dark_marks(drawing)
    assert marks
    assert all(min(abs(x - year) for year in years) < 0.02 for x in marks)


def test_the_mark_of_a_year_hangs_from_the_lowest_line_of_the_scale() -> None:
    found = axis(date(2016, 12, 1), date(2026, 11, 3))
    stems = found.stems(1.0, 2.0, 2.1)
    assert sorted(stem[0][0] - 1.0 for stem in stems) == pytest.approx(sorted([*found.years, *found.quiet_years]))
    assert {(stem[0][1], stem[1][1]) for stem in stems} == {(2.0, 2.1)}

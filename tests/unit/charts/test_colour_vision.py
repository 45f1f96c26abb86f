"""Every chart as it is seen with other eyes, measured on its pixels: neighbours differ in colour or in shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from journal_app.charts.drawing import Drawing
from journal_app.charts.palette import DARK, LIGHT, ChartColours
from journal_app.domain.trends.views import BackRow, ComparedRow, Comparison, LookingBack, Side, Span, Writing
from tests.support.chart_views import UNTIL
from tests.support.charts import CONTENT, Pixels, colour_at, drawn, every_view, pixels, rgb, texts
from tests.support.colour_vision import VISIONS, apart, contrast, seen

DPI = 300
SIDE = 0.2  # inches around the middle of a mark
# One just sees a distance of 2.3 between large patches (Mahy and others 1994). The smaller the patch, the more it
# takes; six times as much stands out at a glance even in a mark of two millimetres, and is what is asked here.
FAR = 15.0
# Two shapes laid on each other must not cover each other by more than this share of what either covers.
ALIKE = 0.86
LOOKS = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
EYES = pytest.mark.parametrize("vision", list(VISIONS))
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Seen:
    """A mark in the picture: its colour, and which of the pixels around its middle it covers."""

    name: str
    colour: tuple[int, int, int]
    mask: Mask


def test_the_measure_itself_sees_what_is_known() -> None:
    white, black = seen((255, 255, 255), "ordinary"), seen((0, 0, 0), "ordinary")
    assert apart(white, black) == pytest.approx(100, abs=0.1)
    assert contrast(white, black) == pytest.approx(21)
    for vision in VISIONS:  # whoever sees no colour still sees white as white
        assert apart(seen((255, 255, 255), vision), white) < 1
    red, green = (200, 80, 60), (110, 120, 60)
    ordinary = apart(seen(red, "ordinary"), seen(green, "ordinary"))
    assert apart(seen(red, "deuteranopia"), seen(green, "deuteranopia")) < ordinary / 2
    assert apart(seen((220, 0, 0), "no colour"), seen((0, 130, 0), "no colour")) < 12


@LOOKS
@EYES
@pytest.mark.parametrize("name", ["overview", "practices compared", "writing", "looking back"])
def test_practices_next_to_each_other_stay_apart(name: str, vision: str, colours: ChartColours) -> None:
    drawing = drawn(every_view(9)[name], dpi=DPI, colours=colours)
    marks = title_marks(drawing, pixels(drawing.figure), colours)
    assert len(marks) == 6
    # The next one in a row, and the one below where there are three. The first and the last (a circle and a hexagon,
    # both blue) are neighbours nowhere and share no panel: there it is the name that tells them apart.
    for one, other in (*pairwise(marks), *zip(marks, marks[3:], strict=False)):
        distance = apart(seen(one.colour, vision), seen(other.colour, vision))
        assert distance >= FAR or alike(one, other) <= ALIKE, (one.name, other.name, distance, alike(one, other))


@LOOKS
@EYES
@pytest.mark.parametrize("name", ["overview", "practice", "practices compared", "behaviours compared", "looking back"])
def test_marks_stand_out_from_the_paper(name: str, vision: str, colours: ChartColours) -> None:
    paper = seen(rgb(colours.paper), vision)
    for item in CONTENT.practices():
        assert contrast(seen(rgb(colours.marks[item.shape]), vision), paper) >= 2.6
    drawing = drawn(every_view(9)[name], dpi=DPI, colours=colours)
    picture = pixels(drawing.figure)
    for spot in drawing.spots:
        around = window(picture, spot.x, spot.y).reshape(-1, 3)
        farthest = max(contrast(seen(colour, vision), paper) for colour in np.unique(around[::7], axis=0))
        assert farthest >= 2.4, spot.words  # between its pixels some of the mark's edge may be missed


@LOOKS
@EYES
def test_filled_and_hollow_marks_differ_in_their_middle(vision: str, colours: ChartColours) -> None:
    drawing = drawn(every_view(9)["overview"], dpi=DPI, colours=colours)
    picture = pixels(drawing.figure)
    middles = {
        (spot.series, "no reflections" in spot.words): colour_at(picture, spot.x, spot.y, DPI) for spot in drawing.spots
    }
    both = [key for key, hollow in middles if hollow and (key, False) in middles]
    assert len(both) >= 4
    for key in both:
        assert apart(seen(middles[key, True], vision), seen(middles[key, False], vision)) >= 2 * FAR


def compared(first: int, second: int) -> Comparison:
    """Every practice in two periods, from one value to the other."""
    one, other = (Side(Fraction(value), 3, Fraction(value), Fraction(value)) for value in (first, second))
    rows = tuple(ComparedRow(item.key, item.short, one, other, 3, 3) for item in CONTENT.practices())
    return Comparison(Span(None, date(2026, 3, 31)), Span(date(2026, 9, 1), UNTIL), rows, 3, 3)


def looked_back(start: int, then: int, now: int) -> LookingBack:
    """Every practice at three times."""
    values = (Fraction(start), Fraction(then), Fraction(now))
    rows = tuple(BackRow(item.key, *values, 3) for item in CONTENT.practices())
    days = (("a", date(2026, 3, 3)), ("b", date(2026, 11, 3)))
    return LookingBack("then", date(2026, 3, 3), UNTIL, *days, rows)


@LOOKS
@pytest.mark.parametrize("view", [compared(2, 4), looked_back(3, 2, 4)], ids=["compared", "looking back"])
def test_the_two_periods_and_the_three_times_differ_in_shape_alone(
    view: Comparison | LookingBack, colours: ChartColours
) -> None:
    drawing = drawn(view, dpi=DPI, colours=colours)
    picture = pixels(drawing.figure)
    rows: dict[str, list[Mask]] = {}
    for spot in drawing.spots:
        rows.setdefault(spot.series, []).append(mask(window(picture, spot.x, spot.y), colours))
    assert len(rows) == 6
    for row in rows.values():
        assert all(overlap(a, b) <= ALIKE for n, a in enumerate(row) for b in row[n + 1 :])


@LOOKS
def test_marks_of_the_same_value_can_both_be_seen(colours: ChartColours) -> None:
    drawing = drawn(compared(3, 3), dpi=DPI, colours=colours)
    picture = pixels(drawing.figure)
    ring, inner = [spot for spot in drawing.spots if spot.series == "conflict"]
    assert (ring.x, ring.y) == (inner.x, inner.y)
    covered = mask(window(picture, ring.x, ring.y), colours)
    middle, row = covered.shape[0] // 2, covered[covered.shape[0] // 2]
    changes = np.flatnonzero(np.diff(row[middle:].astype(int)))
    assert row[middle]  # the filled mark
    assert len(changes) >= 3  # then paper, then the ring, then paper


@LOOKS
@EYES
def test_more_reflections_are_a_stronger_shade_to_every_eye(vision: str, colours: ChartColours) -> None:
    view = every_view(24)["writing"]
    assert isinstance(view, Writing)
    drawing = drawn(view, dpi=DPI, colours=colours)
    picture = pixels(drawing.figure)
    paper = seen(rgb(colours.paper), vision)
    counts = {
        (row.practice, f"{m:%Y-%m}"): n for row in view.rows for m, n in zip(view.months, row.counts, strict=True)
    }
    shades: dict[int, float] = {}
    for spot in drawing.spots:
        if spot.month:
            colour = colour_at(picture, spot.x - 0.1, spot.y - 0.2, DPI)
            shades[counts[spot.practice, spot.month]] = contrast(seen(colour, vision), paper)
    steps = [shades[count] for count in sorted(shades)]
    assert len(steps) >= 8
    assert all(more > less for less, more in pairwise(steps))
    assert steps[1] / steps[0] > 1.08  # one reflection is told from none


def title_marks(drawing: Drawing, picture: Pixels, colours: ChartColours) -> list[Seen]:
    """The marks before the practices' names."""
    found = []
    boxes = dict(texts(drawing.figure))
    for item in CONTENT.practices():
        box = boxes[item.short]
        part = window(picture, box.x0 / DPI - 0.11, (picture.shape[0] - (box.y0 + box.y1) / 2) / DPI)
        covered = mask(part, colours)
        colour = np.median(part[covered], axis=0)
        found.append(Seen(item.short, (int(colour[0]), int(colour[1]), int(colour[2])), covered))
    return found


def window(picture: Pixels, x: float, y: float) -> Pixels:
    half = int(SIDE / 2 * DPI)
    row, column = int(y * DPI), int(x * DPI)
    return picture[max(0, row - half) : row + half, max(0, column - half) : column + half]


def mask(part: Pixels, colours: ChartColours) -> Mask:
    """What in a part of the picture is neither paper nor a thin line of the grid."""
    away: Mask = np.abs(part.astype(int) - np.array(rgb(colours.paper))).max(axis=2) > 75
    return away


def alike(one: Seen, other: Seen) -> float:
    return overlap(centred(one.mask), centred(other.mask))


def overlap(one: Mask, other: Mask) -> float:
    """What both cover, as a share of what either covers."""
    height, width = (min(a, b) for a, b in zip(one.shape, other.shape, strict=True))
    one, other = one[:height, :width], other[:height, :width]
    return float((one & other).sum() / max(1, (one | other).sum()))


def centred(covered: Mask) -> Mask:
    """Moved so that its middle is the window's."""
    rows, columns = np.nonzero(covered)
    down = covered.shape[0] // 2 - round((rows.min() + rows.max()) / 2)
    right = covered.shape[1] // 2 - round((columns.min() + columns.max()) / 2)
    return np.roll(np.roll(covered, down, axis=0), right, axis=1)

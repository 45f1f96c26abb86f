"""What goals and a programme lay behind the marks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from journal_app.charts.drawing import Drawing
from journal_app.charts.palette import LIGHT
from journal_app.domain.trends.views import Backdrop, Band, Overview, PracticePoint, PracticeSeries, Span, Target
from tests.support.charts import CONTENT, Pixels, drawn, labels, pixels, rgb, texts

DPI = 100
FIRST, LAST = date(2026, 3, 3), date(2026, 11, 3)
KEYS = [item.key for item in CONTENT.practices()]


def shown(bands: Sequence[Band] = (), targets: Sequence[Target] = ()) -> Drawing:
    """Two check-ins, behind them these."""
    points = tuple(PracticePoint(f"{day}", day, 6, 3, 2, 2, 0, 0) for day in (FIRST, LAST))
    series = [PracticeSeries(key, points, (points,)) for key in KEYS]
    check_ins = tuple((point.check_in, point.on) for point in points)
    view = Overview(Span(None, date(2026, 11, 20)), tuple(series), check_ins)
    return drawn(view, backdrop=Backdrop(tuple(bands), tuple(targets)))


def shaded(drawing: Drawing, day: date, place: int = 0) -> bool:
    """Whether a day's column in a panel is darker than paper, looked for between two lines of the scale."""
    first, last = (spot for spot in drawing.spots if spot.series == KEYS[place])
    share = (day - FIRST).days / (LAST - FIRST).days
    colour = at(pixels(drawing.figure), first.x + (last.x - first.x) * share, first.y - 0.2)
    return bool(np.abs(colour - np.array(rgb(LIGHT.paper))).max() > 8)


def at(picture: Pixels, x: float, y: float) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(picture[int(y * DPI), int(x * DPI)].astype(np.int64))


def test_a_band_is_shaded_from_its_first_day_to_its_last_in_every_panel() -> None:
    drawing = shown([Band(date(2026, 5, 1), date(2026, 5, 31), "Module 1")])
    for place in range(6):
        assert shaded(drawing, date(2026, 5, 15), place)
        assert not shaded(drawing, date(2026, 4, 20), place)
        assert not shaded(drawing, date(2026, 6, 10), place)


def test_a_band_of_one_day_can_be_seen() -> None:
    assert shaded(shown([Band(date(2026, 5, 15), date(2026, 5, 15), "Day")]), date(2026, 5, 16))


def test_a_band_is_cut_at_the_ends_of_the_time_shown_and_left_out_beyond_them() -> None:
    over = shown([Band(date(2025, 1, 1), date(2026, 4, 1), "Before")])
    assert shaded(over, date(2026, 3, 20))
    assert labels(over.figure).count("Before") == 1
    left = min(box.x0 for text, box in texts(over.figure) if text == "Before")
    assert left > 80  # in its panel, not among the words of the scale
    beyond = shown([Band(date(2025, 1, 1), date(2025, 4, 1), "Before"), Band(date(2027, 1, 1), LAST, "After")])
    assert not {"Before", "After"} & set(labels(beyond.figure))


def test_names_of_bands_close_together_do_not_touch() -> None:
    bands = [Band(date(2026, month, 1), date(2026, month, 8), f"Module {month}") for month in range(3, 12)]
    figure = shown(bands).figure
    boxes = [box for text, box in texts(figure) if text.startswith("Mod")]
    assert boxes
    assert not any(one.overlaps(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])


@pytest.mark.parametrize("value", [1.0, 2.5, 4.0, 5.0])
def test_a_target_is_a_short_line_at_its_value_in_its_own_panel(value: float) -> None:
    drawing = shown(targets=[Target(KEYS[3], value, "by June")])
    assert labels(drawing.figure).count("by June") == 1
    _, last = (spot for spot in drawing.spots if spot.series == KEYS[3])
    boxes = {text: box for text, box in texts(drawing.figure) if text in {"usually", "occasionally"}}
    step = (boxes["usually"].y0 - boxes["occasionally"].y0) / 2 / DPI  # the lower row's words were found last
    y = last.y - (value - 2) * step
    column = pixels(drawing.figure)[int(y * DPI) - 2 : int(y * DPI) + 3, int((last.x - 0.15) * DPI)].astype(int)
    assert np.abs(column - np.array(rgb(LIGHT.text))).max(axis=1).min() < 60
    (label,) = [box for text, box in texts(drawing.figure) if text == "by June"]
    assert abs(520 - label.y0 - y * DPI) < 12

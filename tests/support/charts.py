"""Views drawn for tests, and what can be measured on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from journal_app.charts.drawing import Drawing
from journal_app.charts.palette import LIGHT, ChartColours
from journal_app.charts.view_figure import draw_view
from journal_app.content.library import ContentLibrary
from journal_app.domain.content import LensItem
from journal_app.domain.trends.views import Backdrop, Band, Target, View
from journal_app.paths import default_paths
from tests.support.chart_views import Invented

CONTENT = ContentLibrary(default_paths().content)
SIZE = (10.48, 5.2)

BACKDROP = Backdrop(
    (
        Band(date(2026, 3, 10), date(2026, 3, 20), "Module 1"),
        Band(date(2026, 6, 2), date(2026, 6, 20), "Module 2"),
    ),
    (Target("power", 4.0, "by June"), Target("share-the-agenda", 4.0, "by June")),
)

Pixels = NDArray[np.uint8]


def every_view(count: int) -> dict[str, View]:
    """All five views (two ways to compare) of so many check-ins."""
    invented = Invented(CONTENT, count)
    return {
        "overview": invented.overview(),
        "practice": invented.practice(),
        "practices compared": invented.comparison(),
        "behaviours compared": invented.comparison("power"),
        "writing": invented.writing(),
        "looking back": invented.looking_back(),
    }


def drawn(
    view: View,
    size: tuple[float, float] = SIZE,
    *,
    dpi: float = 100,
    colours: ChartColours = LIGHT,
    backdrop: Backdrop | None = None,
    practices: Sequence[LensItem] = CONTENT.practices(),
    fonts: Sequence[str] = ("Inter", "DejaVu Sans"),
    explained: bool = False,
) -> Drawing:
    """A view drawn on a figure of its own."""
    figure = Figure(figsize=size, dpi=dpi)
    FigureCanvasAgg(figure)
    return draw_view(
        view,
        practices=practices,
        behaviours=CONTENT.behaviours(),
        scale=CONTENT.scale(),
        colours=colours,
        backdrop=backdrop or Backdrop(),
        figure=figure,
        fonts=fonts,
        explained=explained,
    )


def texts(figure: Figure) -> Iterator[tuple[str, Bbox]]:
    """The words of a figure and the boxes they take up, measured by the renderer that draws them."""
    for text in figure.texts:
        yield text.get_text(), text.get_window_extent()


def labels(figure: Figure) -> list[str]:
    """Its words alone."""
    return [text.get_text() for text in figure.texts]


def pixels(figure: Figure) -> Pixels:
    """The figure rendered: rows from the top, and red, green, blue of each pixel."""
    canvas = figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    canvas.draw()  # type: ignore[no-untyped-call]
    return np.asarray(canvas.buffer_rgba())[:, :, :3].copy()  # type: ignore[no-untyped-call]


def colour_at(picture: Pixels, x: float, y: float, dpi: float) -> tuple[int, int, int]:
    """The colour so many inches from the upper left corner."""
    red, green, blue = picture[int(y * dpi), int(x * dpi)]
    return int(red), int(green), int(blue)


def rgb(colour: str) -> tuple[int, int, int]:
    """The three channels of #RRGGBB."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def nearest(picture: Pixels, colour: str, x: float, y: float, reach: float, dpi: float) -> float:
    """How far from a colour (in steps of 255) the nearest pixel within reach of a place is."""
    left, right = max(0, int((x - reach) * dpi)), int((x + reach) * dpi) + 1
    top, bottom = max(0, int((y - reach) * dpi)), int((y + reach) * dpi) + 1
    part = picture[top:bottom, left:right].astype(int)
    return float(np.abs(part - np.array(rgb(colour))).max(axis=2).min())

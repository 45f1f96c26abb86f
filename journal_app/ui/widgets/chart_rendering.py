"""A chart as pixels: drawn and rendered in the worker, so that the window never waits for matplotlib.

Importing this module imports no matplotlib; ``render`` does, in the thread that calls it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from journal_app.charts.fonts import SANS
from journal_app.charts.palette import ChartColours
from journal_app.domain.content import Behaviour, LensItem, Scale
from journal_app.domain.trends.views import Backdrop, Comparison, LookingBack, Overview, View
from journal_app.ui.theme import Theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journal_app.charts.drawing import Drawing

DOTS = 100
"""Pixels to an inch of a figure, on a screen that shows one dot for a pixel."""

MOST_DOTS = 20_000
"""Of a chart's height: Qt paints nothing beyond 32,767, and a thousand of a wide window on a fine screen take 10 MB."""

_CLOSE = 0.85


@dataclass(frozen=True, slots=True)
class Subject:
    """What a chart is drawn of."""

    view: View
    practices: Sequence[LensItem]
    behaviours: Sequence[Behaviour]
    scale: Scale
    backdrop: Backdrop = field(default_factory=Backdrop)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as it was asked for: its spots, its pixels, how high it would have to be at the least, and whether it is
    made of rows, which need no more height than a little over that. ``left_out`` counts the behaviours that no picture
    has room for; ``words`` are where its words stand."""

    drawing: Drawing
    image: QImage
    least_height: int
    by_rows: bool
    left_out: int = 0
    words: tuple[QRect, ...] = ()


def chart_colours(theme: Theme) -> ChartColours:
    """The theme's colours, for a chart on its paper."""
    colours = theme.colours
    return ChartColours(
        paper=colours["paper"],
        text=colours["text"],
        muted=colours["muted"],
        line=colours["line"],
        accent=colours["accent"],
        marks=theme.marks,
    )


def render(
    subject: Subject,
    colours: ChartColours,
    size: tuple[int, int],
    ratio: float,
    *,
    stop: Callable[[], bool] = lambda: False,
) -> Picture | None:
    """Draw a chart of so many pixels, higher if it has to be, on a screen of this scale. None once ``stop`` says so."""
    if stop():
        return None
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from journal_app.charts.fitting import fitted
    from journal_app.charts.view_figure import draw_view, least_height

    width, height = size
    most = MOST_DOTS / (DOTS * ratio)
    view, left_out = fitted(subject.view, width / DOTS, most, SANS)
    wanted = least_height(view, width / DOTS, SANS)
    # The overview stays clear in a low window too, and is then seen whole; the others have rows that need their room.
    least = round(wanted * DOTS * (_CLOSE if isinstance(view, Overview) else 1))
    inches = (width / DOTS, min(max(height, least) / DOTS, most))
    figure = Figure(figsize=inches, dpi=DOTS * ratio)
    canvas = FigureCanvasAgg(figure)
    drawing = draw_view(
        view,
        practices=subject.practices,
        behaviours=subject.behaviours,
        scale=subject.scale,
        colours=colours,
        backdrop=subject.backdrop,
        figure=figure,
        size=inches,
        fonts=SANS,
    )
    if stop():
        return None
    canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib's
    across, down = canvas.get_width_height(physical=True)
    dots: memoryview = canvas.buffer_rgba()  # type: ignore[no-untyped-call]  # matplotlib's
    pixels = QImage(dots, across, down, 4 * across, QImage.Format.Format_RGBA8888)
    image = pixels.convertToFormat(QImage.Format.Format_RGB32)  # a copy of its own, of the kind that is painted fastest
    image.setDevicePixelRatio(ratio)
    by_rows = isinstance(view, Comparison | LookingBack)
    words = _words_of(figure, across / ratio, down / ratio)
    return Picture(drawing, image, least, by_rows=by_rows, left_out=left_out, words=words)


def _words_of(figure: Figure, width: float, height: float) -> tuple[QRect, ...]:
    """Where words stand on a figure that has been drawn, in pixels from its upper left corner."""
    from matplotlib.text import Text

    whole, scale = QRect(0, 0, round(width), round(height)), DOTS / figure.dpi
    found = []
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text():
            box = text.get_window_extent()
            found.append(
                QRect(
                    *(round(box.x0 * scale), round(height - box.y1 * scale)),
                    *(round(box.width * scale), round(box.height * scale)),
                )
            )
    return tuple(box for box in found if box.intersects(whole))

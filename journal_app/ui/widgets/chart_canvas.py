"""The trends' chart on the screen: one matplotlib canvas, drawn again when its size, colours or data change.

matplotlib takes more than a second to import, so importing this module does not import it. Let the worker call
``warm`` first; the figures themselves are built on the UI thread only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from journal_app.charts.palette import ChartColours
from journal_app.content.library import ContentLibrary
from journal_app.domain.trends.overview import Trends
from journal_app.ui.theme import SANS, Look, Theme

if TYPE_CHECKING:
    from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg

    from journal_app.charts.trend_figure import TrendDrawing

_LEAST_HEIGHT = 360  # of two rows of panels; narrower than the next there are three
_THREE_COLUMNS_FROM = 750
_HIGHEST = 0.47  # in parts of the width; higher, and small changes would look steep
# While a window is being dragged wider its sizes come every few milliseconds, and one drawing takes longer than that.
_REDRAW_AFTER_MS = 40
_DOTS_PER_INCH = 100  # of a screen that shows one dot for a pixel; the canvas multiplies it by the screen's scale


def warm() -> None:
    """Import matplotlib and what draws the charts. For the worker; later calls cost nothing."""

    import journal_app.charts.trend_figure  # noqa: F401


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


class ChartCanvas(QWidget):
    """Shows trends as small multiples. Between a change of size and the drawing that follows, the old one stands still.

    ``drawing`` is what is on the canvas now, with the place of every point; None before the first.
    """

    def __init__(self, content: ContentLibrary, look: Look) -> None:
        super().__init__()
        self._content = content
        self._look = look
        self._trends: Trends | None = None
        self._canvas: FigureCanvasQTAgg | None = None
        self._shown: tuple[object, ...] = ()
        self.drawing: TrendDrawing | None = None
        self.setAccessibleName("Chart of the trends")
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw)
        look.changed.connect(self._draw_soon)

    def show_trends(self, trends: Trends, sentence: str) -> None:
        """Draw these trends; ``sentence`` says the same in words. ``warm`` has been called before."""
        self._trends = trends
        self.setAccessibleDescription(sentence)
        self._draw_soon()

    def sizeHint(self) -> QSize:
        """Qt's own: the page scrolls rather than showing less than this."""
        return QSize(2 * _LEAST_HEIGHT, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own."""
        super().resizeEvent(event)
        least = _LEAST_HEIGHT if self.width() >= _THREE_COLUMNS_FROM else _LEAST_HEIGHT * 3 // 2
        self.setMinimumHeight(least)
        self.setMaximumHeight(max(least, round(self.width() * _HIGHEST)))
        self._timer.start(_REDRAW_AFTER_MS if self._canvas else 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's own: what changed while it was hidden is drawn now."""
        super().showEvent(event)
        self._draw_soon()

    def _draw_soon(self) -> None:
        self._timer.start(0)  # once the layout has settled

    def _draw(self) -> None:
        theme = self._look.theme
        wanted = (self._trends, theme, self.size())
        if self._trends is None or not self.isVisible() or self.size().isEmpty() or wanted == self._shown:
            return
        from journal_app.charts.trend_figure import draw_trends

        canvas = self._canvas = self._canvas or self._new_canvas()
        palette = canvas.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.colour("paper"))
        canvas.setPalette(palette)
        canvas.resize(self.size())
        canvas.figure.set_size_inches(self.width() / _DOTS_PER_INCH, self.height() / _DOTS_PER_INCH, forward=False)
        self.drawing = draw_trends(
            self._trends,
            self._content.practices(),
            self._content.scale(),
            chart_colours(theme),
            figure=canvas.figure,
            fonts=SANS,
        )
        canvas.draw_idle()  # type: ignore[no-untyped-call]
        canvas.show()
        self._shown = wanted

    def _new_canvas(self) -> FigureCanvasQTAgg:
        from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
        from matplotlib.figure import Figure

        canvas: FigureCanvasQTAgg = FigureCanvasQTAgg(Figure(dpi=_DOTS_PER_INCH))  # type: ignore[no-untyped-call]
        canvas.setParent(self)
        # It would swallow the wheel, and with it the scrolling of the page.
        canvas.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return canvas

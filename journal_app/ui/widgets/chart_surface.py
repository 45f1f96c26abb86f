"""Where a chart is seen: asks the worker for its pixels, shows them, and keeps the old ones until the new ones come."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from journal_app.charts.drawing import Drawing
from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chart_rendering import Picture, Subject, chart_colours, render
from journal_app.ui.widgets.simple import label

_LEAST_HEIGHT = 295
_HIGHEST = 0.47  # in parts of the width; higher, and small changes would look steep
_ROOMY = 1.45
# While a window is being dragged wider its sizes come every few milliseconds, and one drawing takes longer than that.
_REDRAW_AFTER_MS = 40
_SLOW_MS = 200


class ChartSurface(QWidget):
    """Draws again when its size, the theme, the screen's scale or what it shows change; ``drawn`` when it has.

    ``drawing`` is what is on the screen now; None before the first.
    """

    drawn = Signal()

    def __init__(self, look: Look, tasks: TaskRunner) -> None:
        super().__init__()
        self._look, self._tasks = look, tasks
        self._subject: Subject | None = None
        self._picture: Picture | None = None
        self._wanted: tuple[object, ...] = ()
        self._task: Task | None = None
        self._least = _LEAST_HEIGHT
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._loading = label("Drawing the chart…", "muted", parent=self)
        self._loading.move(0, 12)
        self._loading.hide()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._draw)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._slow.timeout.connect(self._say_loading)
        look.changed.connect(self._draw_soon)

    @property
    def drawing(self) -> Drawing | None:
        """What is on the screen now."""
        return self._picture.drawing if self._picture else None

    @property
    def left_out(self) -> int:
        """How many behaviours the chart on the screen has no room for."""
        return self._picture.left_out if self._picture else 0

    @property
    def words(self) -> tuple[QRect, ...]:
        """Where words stand on it."""
        return self._picture.words if self._picture else ()

    def show_subject(self, subject: Subject) -> None:
        """Draw this instead."""
        if self._subject is None or type(subject.view) is not type(self._subject.view):
            self.clear()  # the old one would stand under words that are not its own
        self._subject = subject
        self._draw_soon()

    def clear(self) -> None:
        """Show nothing until the next is drawn."""
        self._forget_task()
        self._picture = None
        self._least = _LEAST_HEIGHT
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt's own: the page scrolls rather than showing less than this."""
        return QSize(2 * _LEAST_HEIGHT, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own."""
        super().resizeEvent(event)
        self._fit()
        self._timer.start(_REDRAW_AFTER_MS if self._picture else 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's own: what changed while it was hidden is drawn now."""
        super().showEvent(event)
        self._draw_soon()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's own: nobody waits for it any more."""
        super().hideEvent(event)
        self._forget_task()

    def event(self, event: QEvent) -> bool:
        """Qt's own: another screen may show more dots for a pixel."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw_soon()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.theme.colour("paper"))
        if self._picture is not None:
            painter.drawImage(0, 0, self._picture.image)
        self.paint_over(painter)
        painter.end()

    def paint_over(self, painter: QPainter) -> None:
        """What stands over the chart; nothing here."""

    def _draw_soon(self) -> None:
        self._timer.start(0)  # once the layout has settled

    def _draw(self) -> None:
        subject, ratio = self._subject, self.devicePixelRatioF()
        wanted = (subject, self._look.theme, self.size(), ratio)
        if subject is None or not self.isVisible() or self.size().isEmpty() or wanted == self._wanted:
            return
        self._forget_task()
        self._wanted = wanted
        colours, size = chart_colours(self._look.theme), (self.width(), self.height())
        self._task = self._tasks.run(
            self,
            lambda task: render(subject, colours, size, ratio, stop=task.cancelled),
            self._take,
        )
        if self._picture is None:
            self._slow.start()

    def _take(self, picture: Picture | None) -> None:
        if picture is None:
            return
        self._task = None
        self._put_loading_away()
        self._picture = picture
        if picture.least_height > self.height():
            # It is this high already; the layout follows, and finds it drawn.
            subject, theme, _size, ratio = self._wanted
            self._wanted = (subject, theme, QSize(self.width(), picture.least_height), ratio)
        self._least = max(_LEAST_HEIGHT, picture.least_height)
        self._fit()
        self.update()
        self.drawn.emit()

    def _forget_task(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task, self._wanted = None, ()
        self._put_loading_away()

    def _fit(self) -> None:
        self.setMinimumHeight(self._least)
        most = round(self.width() * _HIGHEST)
        if self._picture is not None and self._picture.by_rows:
            most = min(most, round(self._picture.least_height * _ROOMY))  # rows farther apart would not be joined
        self.setMaximumHeight(max(self._least, most))

    def _say_loading(self) -> None:
        self._loading.adjustSize()
        self._loading.setVisible(self._picture is None)

    def _put_loading_away(self) -> None:
        self._slow.stop()
        self._loading.hide()

"""The page as it will be saved, to be looked at: whole, as wide as there is room, or large."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from journal_app.ui.theme import Look
from journal_app.ui.widgets.simple import label

_EDGE = 12
_LARGE = 900
_SLOW_MS = 200


class Zoom(Enum):
    """How large the page is shown."""

    WHOLE = "Whole page"
    WIDTH = "Page width"
    LARGE = "Large"


class SheetView(QScrollArea):
    """Arrow keys, Page Up and Page Down go over the page; a screen reader reads what stands on it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._zoom = Zoom.WIDTH
        self.sheet = _Sheet(look)
        self.setWidget(self.sheet)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The page as it will be saved")
        self._waiting = label("Making the page…", "muted", parent=self.viewport())
        self._waiting.move(_EDGE + 12, _EDGE + 12)
        self._waiting.hide()
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._slow.timeout.connect(self._waiting.show)
        self._slow.start()

    def stop_waiting(self) -> None:
        """No page is being made any more, whatever came of it."""
        self._slow.stop()
        self._waiting.hide()

    def show_page(self, picture: QImage, words: str) -> None:
        """Show a page."""
        self.stop_waiting()
        self.sheet.picture = picture
        self.setAccessibleDescription(words)
        self._fit()
        self.sheet.forget()

    def show_in(self, zoom: Zoom) -> None:
        """Show the page in another size."""
        self._zoom = zoom
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own."""
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: object) -> None:
        """Qt's own."""
        super().focusInEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self.sheet.ring(on=True)

    def focusOutEvent(self, event: object) -> None:
        """Qt's own."""
        super().focusOutEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self.sheet.ring(on=False)

    def _fit(self) -> None:
        picture, room = self.sheet.picture, self.viewport().size()
        if picture.isNull():
            return
        width = room.width() - 2 * _EDGE
        if self._zoom is Zoom.WHOLE:
            width = min(width, (room.height() - 2 * _EDGE) * picture.width() // picture.height())
        elif self._zoom is Zoom.LARGE:
            width = max(width, _LARGE)
        width = max(200, width)
        height = width * picture.height() // picture.width()
        self.sheet.resize(QSize(width + 2 * _EDGE, height + 2 * _EDGE))


class _Sheet(QWidget):
    """White paper, in the dark too: so it will be printed."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.picture = QImage()
        self._scaled = QImage()
        self._ring = False
        look.changed.connect(self.update)

    def forget(self) -> None:
        """Another picture has come."""
        self._scaled = QImage()
        self.update()

    def ring(self, *, on: bool) -> None:
        """Show whether the keyboard is here."""
        self._ring = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own."""
        if self.picture.isNull():
            return
        box = self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        painter = QPainter(self)
        painter.drawImage(box, self._fitting(box))
        if self._ring:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._look.theme.colour("accent"), 2))
            painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), 4, 4)
        else:
            painter.setPen(self._look.theme.colour("line"))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))

    def _fitting(self, box: QRect) -> QImage:
        """The picture in the size in which it is shown; scaled once, and well."""
        size = box.size() * self.devicePixelRatioF()
        if self._scaled.size() != size:
            self._scaled = self.picture.scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        return self._scaled

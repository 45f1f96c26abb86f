"""A field in which one of a few things is chosen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QStyledItemDelegate


class Choice(QComboBox):
    """``currentData`` is what was chosen. The wheel chooses nothing: it scrolls the page."""

    def __init__(self, choices: tuple[tuple[str, object], ...], chosen: object) -> None:
        """``choices`` are words and what they stand for."""
        super().__init__()
        self.setView(QListView())
        # Only this delegate takes its padding from the style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))
        for words, value in choices:
            self.addItem(words, value)
        self.put(chosen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(len(choices))

    def put(self, chosen: object) -> None:
        """Show what is chosen."""
        self.setCurrentIndex(self.findData(chosen))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's own."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own; a styled field has no arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self.palette().color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        x, y = self.width() - 20.0, self.height() / 2
        painter.drawPolyline([QPointF(x - 4.5, y - 2), QPointF(x, y + 2.5), QPointF(x + 4.5, y - 2)])

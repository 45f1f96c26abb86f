"""The card beside a mark of a chart: what it stands for, in words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

_WIDEST = 300
_GAP = 10  # from the mark, so that its ring stays clear
_EDGE = 4


class PointCard(QLabel):
    """Stands over its parent and takes no clicks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "card")
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_beside(self, words: str, mark: QRect, room: QRect) -> None:
        """Show words near a mark, inside of ``room`` and clear of the mark."""
        self.setText(words)
        self.ensurePolished()
        one_line = self.fontMetrics().horizontalAdvance(words) + 2 * 13
        width = min(_WIDEST, one_line, room.width() - 2 * _EDGE)
        size = QSize(width, self.heightForWidth(width))
        self.resize(size)
        self.move(place_beside(mark, size, room))
        self.show()
        self.raise_()


def place_beside(mark: QRect, size: QSize, room: QRect) -> QPoint:
    """Where a card of this size goes: above the mark, below it, right or left of it, the first that fits the room.

    Where none fits, the side with the most room: the card may then reach out of the room, but it hides no mark.
    """
    inner = room.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    x = _within(mark.center().x() - size.width() // 2, inner.left(), inner.right() - size.width() + 1)
    y = _within(mark.center().y() - size.height() // 2, inner.top(), inner.bottom() - size.height() + 1)
    places = (
        (mark.top() - inner.top() - size.height() - _GAP, QPoint(x, mark.top() - _GAP - size.height())),
        (inner.bottom() - mark.bottom() - size.height() - _GAP, QPoint(x, mark.bottom() + _GAP)),
        (inner.right() - mark.right() - size.width() - _GAP, QPoint(mark.right() + _GAP, y)),
        (mark.left() - inner.left() - size.width() - _GAP, QPoint(mark.left() - _GAP - size.width(), y)),
    )
    fitting = [place for spare, place in places if spare >= 0]
    return fitting[0] if fitting else max(places, key=lambda place: place[0])[1]


def _within(value: int, least: int, most: int) -> int:
    return max(least, min(value, most))

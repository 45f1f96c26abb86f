"""The card beside a mark of a chart: what it stands for, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

_WIDEST = 300
_GAP = 10  # from the mark, so that its ring stays clear
_EDGE = 4


@dataclass(frozen=True, slots=True)
class Around:
    """What a card might hide: the middles of marks, and where words stand."""

    marks: Sequence[QPoint] = ()
    words: Sequence[QRect] = ()


NOTHING = Around()


class PointCard(QLabel):
    """Stands over its parent and takes no clicks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "card")
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_beside(self, words: str, mark: QRect, room: QRect, around: Around) -> None:
        """Show words near a mark, inside of ``room``, clear of the mark and of as much around it as can be."""
        self.setText(words)
        self.ensurePolished()
        one_line = self.fontMetrics().horizontalAdvance(words) + 2 * 13
        width = min(_WIDEST, one_line, room.width() - 2 * _EDGE)
        size = QSize(width, self.heightForWidth(width))
        self.resize(size)
        self.move(place_beside(mark, size, room, around))
        self.show()
        self.raise_()


def place_beside(mark: QRect, size: QSize, room: QRect, around: Around = NOTHING) -> QPoint:
    """Where a card of this size goes: above the mark, below it, right or left of it, wherever it hides the fewest
    words, and then the fewest other marks; of places as good, the first.

    Where none fits the room, the side with the most room: the card may then reach out of it, but hides no mark.
    """
    inner = room.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    places = list(_places(mark, size, inner))
    fitting = [place for _spare, place in places if inner.contains(QRect(place, size))]
    if not fitting:
        return max(places, key=lambda place: place[0])[1]
    reach = QMargins(size.width() + _GAP, size.height() + _GAP, size.width() + _GAP, size.height() + _GAP)
    near = mark.marginsAdded(reach)
    words = [box for box in around.words if box.intersects(near) and not box.intersects(mark)]
    marks = [where for where in around.marks if near.contains(where) and not mark.contains(where)]

    def hidden(place: QPoint) -> tuple[int, int]:
        card = QRect(place, size)
        return sum(map(card.intersects, words)), sum(map(card.contains, marks))

    return min(fitting, key=hidden)


def _places(mark: QRect, size: QSize, inner: QRect) -> Iterator[tuple[int, QPoint]]:
    """(what would be left of the room there, the place): on each side, beside the mark's middle and then its ends."""
    wide, high = size.width(), size.height()
    middle = mark.center()
    across = [
        _within(x, inner.left(), inner.right() - wide + 1) for x in _along(middle.x(), mark.left(), mark.right(), wide)
    ]
    down = [
        _within(y, inner.top(), inner.bottom() - high + 1) for y in _along(middle.y(), mark.top(), mark.bottom(), high)
    ]
    for x in across:
        yield mark.top() - inner.top() - high - _GAP, QPoint(x, mark.top() - _GAP - high)
    for x in across:
        yield inner.bottom() - mark.bottom() - high - _GAP, QPoint(x, mark.bottom() + _GAP)
    for y in down:
        yield inner.right() - mark.right() - wide - _GAP, QPoint(mark.right() + _GAP, y)
    for y in down:
        yield mark.left() - inner.left() - wide - _GAP, QPoint(mark.left() - _GAP - wide, y)


def _along(middle: int, first: int, last: int, length: int) -> tuple[int, int, int]:
    return middle - length // 2, first, last - length


def _within(value: int, least: int, most: int) -> int:
    return max(least, min(value, most))

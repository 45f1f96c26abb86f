"""The heads of a table: wrapped words, after the mark of the practice they name if they do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView

from journal_app.ui.theme import NORMAL, SMALL, Look, sans
from journal_app.ui.widgets.marks import paint_mark

PADDING = 4
_MARK = 12
_INDENT = _MARK + 6  # of a column's words and numbers, from the left edge of its mark
_GAP = 8
_MARK_ABOVE = _MARK + 6  # from a mark down to the words below it
_WIDEST_HEAD = 280
_FLAGS = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextDontClip
)


class MarkedHeader(QHeaderView):
    """Heads along the top or down the side; each is as tall as its words need, and none is cut short."""

    def __init__(self, orientation: Qt.Orientation, shapes: Mapping[str, str], look: Look) -> None:
        super().__init__(orientation)
        self._shapes = shapes
        self._look = look
        self._along_top = orientation == Qt.Orientation.Horizontal
        self.marked = False  # whether any head has a mark: then all words stand clear of one
        self.stacked = False  # along the top, the words stand below the marks: there is no room beside them
        self.setFont(sans(SMALL, bold=True) if self._along_top else sans(NORMAL))
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Stretch if self._along_top else QHeaderView.ResizeMode.Fixed)

    def heads_changed(self) -> None:
        """Look again which of the heads have marks."""
        self.marked = any(self._words(each) in self._shapes for each in range(self.count()))

    def least_stacked(self) -> int:
        """How narrow columns can be whose words stand below their marks, without a word being broken."""
        words = (word for each in range(self.count()) for word in self._words(each).split())
        return PADDING + max(map(QFontMetrics(self.font()).horizontalAdvance, words), default=0) + _GAP // 2

    def sizeHint(self) -> QSize:
        """Qt's own."""
        if self._along_top:
            return QSize(super().sizeHint().width(), self._tallest())
        return QSize(self._widest(), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Qt's own."""
        theme, words = self._look.theme, self._words(section)
        painter.save()
        painter.fillRect(rect, theme.colour("paper"))
        painter.setFont(self.font())
        painter.setPen(theme.colour("text"))
        box = self._box(section, rect.width()).translated(rect.topLeft())
        painter.drawText(box, _FLAGS, words)
        shape = self._shapes.get(words)
        if shape:
            line = painter.fontMetrics().height()
            left = rect.x() + (PADDING if self._along_top else 0)
            y = box.y() - (_MARK_ABOVE if self.stacked else 0)
            mark = QRectF(left, y + (line - _MARK) / 2, _MARK, _MARK)
            paint_mark(painter, shape, mark, theme.mark(shape))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def height_of(self, section: int, width: int) -> int:
        """What a head needs at this width."""
        box = self._box(section, width)
        words = QFontMetrics(self.font()).boundingRect(box, _FLAGS, self._words(section)).height()
        return box.y() + words + 8

    def _words(self, section: int) -> str:
        words = self.model().headerData(section, self.orientation())
        return words if isinstance(words, str) else ""

    def _box(self, section: int, width: int) -> QRect:
        """Where the words of a head of this width stand. A single long word may stand in the gap before the next."""
        if self._along_top and self.stacked:
            return QRect(PADDING, 8 + _MARK_ABOVE, width - PADDING - _GAP // 2, 400)
        left = PADDING + _INDENT if self._along_top else (_INDENT if self.marked else 0)
        return QRect(left, 8, width - left - _GAP, 400)

    def _tallest(self) -> int:
        # Qt stretches the sections a moment after a change of width; this is what they will be then.
        each = max(self.minimumSectionSize(), self.width() // max(1, self.count()))
        return max((self.height_of(section, each) for section in range(self.count())), default=0)

    def _widest(self) -> int:
        metrics = QFontMetrics(self.font())
        widths = (metrics.horizontalAdvance(self._words(section)) for section in range(self.count()))
        return min(_WIDEST_HEAD, max(widths, default=0) + 2 * _GAP + (_INDENT if self.marked else 0))

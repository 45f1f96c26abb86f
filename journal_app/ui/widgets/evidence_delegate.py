"""Paints a reflection that can be ticked: the box, title, day, marks and first line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from journal_app.domain.content import LensItem
from journal_app.domain.entry import EntrySummary, title_of
from journal_app.domain.trend_words.phrases import long_day
from journal_app.ui.theme import NORMAL, SMALL, Look, sans
from journal_app.ui.widgets.list_painting import BOX, CHECKED, UNCHECKED, paint_box, paint_ground
from journal_app.ui.widgets.marks import paint_mark

SUMMARY = Qt.ItemDataRole.UserRole
TICKED = Qt.ItemDataRole.UserRole + 1

_HEIGHT, _LEFT, _AFTER_BOX, _MARK = 60, 16, 14, 12
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


class EvidenceDelegate(QStyledItemDelegate):
    """One row of 60 px."""

    def __init__(self, look: Look, practices: Sequence[LensItem], parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._shapes = {item.key: item.shape for item in practices}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's own."""
        return QSize(200, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt's own."""
        summary = index.data(SUMMARY)
        if not isinstance(summary, EntrySummary):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, state = QRect(option.rect), option.state
        paint_ground(painter, rect, self._look.theme, state)
        box = QRectF(rect.left() + _LEFT, rect.top() + (rect.height() - BOX) / 2, BOX, BOX)
        paint_box(painter, box, self._look.theme, CHECKED if index.data(TICKED) else UNCHECKED)
        text = rect.adjusted(_LEFT + BOX + _AFTER_BOX, 8, -_LEFT, -8)
        right = self._paint_right(painter, text, summary)
        title = QRect(text.left(), text.top(), right - text.left(), 22)
        # An untitled one shows its first line once, in the place of the title.
        self._paint_line(painter, title, title_of(summary), "text", bold=True)
        if summary.title:
            line = QRect(text.left(), text.top() + 22, text.width(), 22)
            self._paint_line(painter, line, summary.first_line, "muted")
        painter.restore()

    def _paint_right(self, painter: QPainter, text: QRect, summary: EntrySummary) -> int:
        """The day and the marks at the right end; returns where they begin."""
        theme, x = self._look.theme, text.right()
        for shape in reversed([self._shapes[key] for key in summary.practices if key in self._shapes]):
            x -= _MARK
            paint_mark(painter, shape, QRectF(x, text.top() + 5, _MARK, _MARK), theme.mark(shape))
            x -= 4
        painter.setFont(sans(SMALL))
        painter.setPen(theme.colour("muted"))
        words = long_day(summary.written.local_date)
        x -= QFontMetrics(sans(SMALL)).horizontalAdvance(words) + 6
        painter.drawText(QRect(x, text.top(), text.right() - x, 22), _MIDDLE, words)
        return x - 12

    def _paint_line(self, painter: QPainter, rect: QRect, words: str, colour: str, *, bold: bool = False) -> None:
        font = sans(NORMAL, bold=bold)
        painter.setFont(font)
        painter.setPen(self._look.theme.colour(colour))
        elided = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _MIDDLE, elided)

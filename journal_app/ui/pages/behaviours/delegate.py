"""What is rated, as it looks: a practice with its mark, below it its statements, each with a tick or without."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from journal_app.ui.pages.behaviours.list_model import ROW, BehaviourRow, PracticeRow
from journal_app.ui.theme import NORMAL, SMALL, Look, sans
from journal_app.ui.widgets.list_painting import BOX, paint_box
from journal_app.ui.widgets.marks import paint_mark

TICK_WIDTH = 40
"""How far from the left a click ticks."""

_MARK, _EDGE = 14, 12
_HEADING, _LEAST, _PADDING = 52, 40, 20
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_Index = QModelIndex | QPersistentModelIndex


class BehaviourDelegate(QStyledItemDelegate):
    """Paints practices and statements."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Qt's own: as tall as the statement is in this width."""
        row, width = index.data(ROW), self._view.viewport().width()
        if not isinstance(row, BehaviourRow):
            return QSize(width, _HEADING)
        room = QRect(0, 0, self._text_width(row, width), 10_000)
        height = QFontMetrics(sans(NORMAL)).boundingRect(room, _WRAP, row.behaviour.text).height()
        return QSize(width, max(_LEAST, height + _PADDING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt's own."""
        row, rect, state = index.data(ROW), QRect(option.rect), QStyle.StateFlag(option.state)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, PracticeRow):
            inner = rect.adjusted(0, 12, 0, 0)
            self._paint_ground(painter, inner, state)
            self._paint_practice(painter, inner, row)
        elif isinstance(row, BehaviourRow):
            self._paint_ground(painter, rect, state)
            self._paint_behaviour(painter, rect, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme, selected = self._look.theme, bool(state & QStyle.StateFlag.State_Selected)
        focused = selected and bool(state & QStyle.StateFlag.State_HasFocus)
        if not selected and not state & QStyle.StateFlag.State_MouseOver:
            return
        painter.setBrush(theme.colour("accent_soft" if selected else "hover"))
        painter.setPen(QPen(theme.colour("accent"), 2) if focused else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 8, 8)

    def _paint_practice(self, painter: QPainter, rect: QRect, row: PracticeRow) -> None:
        theme = self._look.theme
        self._paint_box(painter, rect, row.check)
        mark = QRectF(rect.left() + TICK_WIDTH, rect.center().y() - _MARK / 2 + 0.5, _MARK, _MARK)
        paint_mark(painter, row.practice.shape, mark, theme.mark(row.practice.shape))
        text = rect.adjusted(TICK_WIDTH + _MARK + 8, 0, -_EDGE, 0)
        painter.setPen(theme.colour("text"))
        painter.setFont(sans(NORMAL, bold=True))
        painter.drawText(text, _MIDDLE, row.practice.short)
        painter.setPen(theme.colour("danger" if row.tally.too_few else "muted"))
        painter.setFont(sans(SMALL))
        painter.drawText(text, _MIDDLE | int(Qt.AlignmentFlag.AlignRight), row.tally.words)

    def _paint_behaviour(self, painter: QPainter, rect: QRect, row: BehaviourRow) -> None:
        theme, asked = self._look.theme, row.check == Qt.CheckState.Checked
        if not row.behaviour.deleted:
            self._paint_box(painter, rect, row.check)
        painter.setPen(theme.colour("text" if asked else "muted"))
        painter.setFont(sans(NORMAL))
        width = self._text_width(row, rect.width())
        text = QRect(rect.left() + TICK_WIDTH, rect.top(), width, rect.height())
        painter.drawText(text, _WRAP, row.behaviour.text)
        painter.setPen(theme.colour("muted"))
        painter.setFont(sans(SMALL))
        at_right = _MIDDLE | int(Qt.AlignmentFlag.AlignRight)
        painter.drawText(rect.adjusted(0, 0, -_EDGE, 0), at_right, _notes(row))

    def _paint_box(self, painter: QPainter, rect: QRect, check: Qt.CheckState) -> None:
        box = QRectF(rect.left() + 11, rect.center().y() - BOX / 2 + 0.5, BOX, BOX)
        paint_box(painter, box, self._look.theme, check)

    def _text_width(self, row: BehaviourRow, width: int) -> int:
        notes = _notes(row)
        taken = QFontMetrics(sans(SMALL)).horizontalAdvance(notes) + 16 if notes else 0
        return max(120, width - TICK_WIDTH - _EDGE - taken)


def _notes(row: BehaviourRow) -> str:
    return "  ·  ".join(row.notes)

"""The journal's list as it looks: month headings, and for each entry its day, marks, title and first line."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from journal_app.domain.content import LensItem
from journal_app.domain.entry import EntrySummary
from journal_app.services.entry_service import EntryService
from journal_app.ui.pages.journal.list_model import HEADING, SUMMARY, Heading
from journal_app.ui.theme import NORMAL, SMALL, Look, sans
from journal_app.ui.widgets.list_painting import paint_ground
from journal_app.ui.widgets.marks import paint_mark

ENTRY_HEIGHT = 84
HEADING_HEIGHT = 40

_LEFT = 16
_MARK = 13


class EntryDelegate(QStyledItemDelegate):
    """Paints headings and entries."""

    def __init__(self, look: Look, practices: tuple[LensItem, ...], entries: EntryService) -> None:
        super().__init__()
        self._look = look
        self._shapes = {item.key: item.shape for item in practices}
        self._order = [item.key for item in practices]
        self._entries = entries

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's own; the rows' heights are set by the view."""
        return QSize(200, ENTRY_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt's own."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        heading, summary = index.data(HEADING), index.data(SUMMARY)
        if isinstance(heading, Heading):
            self._paint_heading(painter, rect, heading)
        elif isinstance(summary, EntrySummary):
            state: QStyle.StateFlag = option.state
            self._paint_entry(painter, rect, summary, state)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        line = rect.adjusted(_LEFT, 12, -_LEFT, -4)
        painter.setPen(self._look.theme.colour("muted"))
        painter.setFont(sans(SMALL, bold=True))
        painter.drawText(line, _middle(), heading.words)
        painter.setFont(sans(SMALL))
        after = QFontMetrics(sans(SMALL, bold=True)).horizontalAdvance(heading.words) + 8
        painter.drawText(line.adjusted(after, 0, 0, 0), _middle(), heading.counted)

    def _paint_entry(self, painter: QPainter, rect: QRect, summary: EntrySummary, state: QStyle.StateFlag) -> None:
        theme = self._look.theme
        paint_ground(painter, rect, theme, state)
        text = rect.adjusted(_LEFT, 10, -_LEFT, -10)
        right = self._paint_marks(painter, QPoint(text.right(), text.top() + 1), summary)
        painter.setPen(theme.colour("muted"))
        painter.setFont(sans(SMALL))
        painter.drawText(QRect(text.left(), text.top(), right - text.left(), 16), _middle(), self._day(summary))
        painter.setPen(theme.colour("text"))
        _draw_line(
            painter, QRect(text.left(), text.top() + 19, text.width(), 21), summary.title or "Untitled", bold=True
        )
        painter.setPen(theme.colour("muted"))
        _draw_line(painter, QRect(text.left(), text.top() + 40, text.width(), 21), summary.first_line)

    def _day(self, summary: EntrySummary) -> str:
        local = summary.written.local
        day = f"{local:%a} {local.day}"
        if summary.deleted is not None:
            left = self._entries.days_left(summary)
            return f"{day} {local:%B} · {left} day{'' if left == 1 else 's'} left"
        return day

    def _paint_marks(self, painter: QPainter, corner: QPoint, summary: EntrySummary) -> int:
        """Marks from the right corner leftwards; returns where they end."""
        theme, x = self._look.theme, corner.x()
        if summary.starred:
            x -= 16
            self._look.icon("star-filled", "accent", 16).paint(painter, x, corner.y() - 1, 16, 16)
            x -= 4
        for key in reversed([key for key in self._order if key in summary.practices]):
            x -= _MARK
            shape = self._shapes[key]
            paint_mark(painter, shape, QRectF(x, corner.y() + 1, _MARK, _MARK), theme.mark(shape))
            x -= 4
        return x


def _middle() -> int:
    return int(Qt.AlignmentFlag.AlignVCenter)


def _draw_line(painter: QPainter, rect: QRect, text: str, *, bold: bool = False) -> None:
    font = sans(NORMAL, bold=bold)
    painter.setFont(font)
    painter.drawText(rect, _middle(), QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width()))

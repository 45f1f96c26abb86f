"""The earlier versions of an entry, one below the other; moving through them shows each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from journal_app.services.version_service import VersionSummary
from journal_app.ui.pages.journal import version_words as words
from journal_app.ui.theme import NORMAL, SMALL, Look, sans
from journal_app.ui.widgets.list_painting import paint_ground, set_up_rows

WIDTH = 264
_HEIGHT = 76
_LEFT = 16
_LINES = Qt.ItemDataRole.UserRole
_SUMMARY = Qt.ItemDataRole.UserRole + 1


class VersionList(QListWidget):
    """``chosen`` carries the VersionSummary that was moved to."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        set_up_rows(self, look, "Earlier versions, the newest first")
        self.setFixedWidth(WIDTH)
        self.setItemDelegate(_Delegate(look, self))
        self.currentItemChanged.connect(self._moved)

    def show_versions(self, found: Sequence[VersionSummary], today: date) -> None:
        """List these, and choose the newest."""
        self.blockSignals(True)
        self.clear()
        for summary in found:
            item = QListWidgetItem()
            kept = words.when(summary.kept.local, today)
            item.setData(_LINES, (kept, words.size(summary), words.changes(summary)))
            item.setData(_SUMMARY, summary)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words.aloud(summary, today))
            self.addItem(item)
        self.blockSignals(False)
        if found:
            self.setCurrentRow(0)

    def current(self) -> VersionSummary | None:
        """The version that is chosen."""
        found = self.currentIndex().data(_SUMMARY)
        return found if isinstance(found, VersionSummary) else None

    def _moved(self) -> None:
        summary = self.current()
        if summary is not None:
            self.chosen.emit(summary)


class _Delegate(QStyledItemDelegate):
    """Paints one version: when it was, how long, what came and went since."""

    def __init__(self, look: Look, parent: VersionList) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's own."""
        return QSize(WIDTH - 12, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt's own."""
        painter.save()
        theme, rect = self._look.theme, QRect(option.rect)
        state: QStyle.StateFlag = option.state
        paint_ground(painter, rect, theme, state)
        lines = index.data(_LINES)
        faces = ((NORMAL, "text", True, 21), (SMALL, "muted", False, 18), (SMALL, "muted", False, 18))
        y = rect.top() + (_HEIGHT - sum(height for *_, height in faces)) // 2
        for text, (points, colour, bold, height) in zip(lines, faces, strict=True):
            font = sans(points, bold=bold)
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            line = QRect(rect.left() + _LEFT, y, rect.width() - 2 * _LEFT, height)
            elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), elided)
            y += height
        painter.restore()

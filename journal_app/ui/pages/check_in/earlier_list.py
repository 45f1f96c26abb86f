"""The list of earlier check-ins: its model and how a row is painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from journal_app.domain.check_in import CheckIn
from journal_app.domain.moment import Moment
from journal_app.ui.pages.check_in.words import NotSaved, changed_of, name_of, summary_of
from journal_app.ui.theme import NORMAL, SMALL, Look, sans
from journal_app.ui.widgets.list_painting import paint_ground, set_up_rows

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_HEIGHT, _LEFT = 60, 16
_LINES = Qt.ItemDataRole.UserRole
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


class _Model(QAbstractListModel):
    def __init__(self, now: Callable[[], Moment]) -> None:
        super().__init__()
        self._now = now
        self.shown: tuple[CheckIn | NotSaved, ...] = ()
        self.begun: frozenset[str] = frozenset()

    def show(self, rows: Sequence[CheckIn | NotSaved]) -> None:
        self.beginResetModel()
        self.shown = tuple(rows)
        self.begun = frozenset(each.half_done.editing for each in rows if isinstance(each, NotSaved))
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        lines = self._lines(self.shown[index.row()])
        if role == _LINES:
            return lines
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "; ".join(line for line in lines if line)
        return None

    def _lines(self, row: CheckIn | NotSaved) -> tuple[str, str, str]:
        if isinstance(row, NotSaved):
            return row.name, row.summary, ""
        begun = "your changes to it are not saved yet" if row.uid in self.begun else ""
        return name_of(row), summary_of(row), begun or changed_of(row, self._now())


class EarlierList(QListView):
    """``opened`` on Return or a double click, ``delete_asked`` on Delete, ``moved`` when another row is chosen."""

    opened = Signal()
    delete_asked = Signal()
    moved = Signal()

    def __init__(self, look: Look, now: Callable[[], Moment]) -> None:
        super().__init__()
        self._entries = _Model(now)
        self.setModel(self._entries)
        self.setItemDelegate(_Delegate(look, self))
        set_up_rows(self, look, "Earlier check-ins, the newest first")
        self.setUniformItemSizes(True)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.moved.emit())

    @property
    def shown(self) -> tuple[CheckIn | NotSaved, ...]:
        """What is listed."""
        return self._entries.shown

    def show_rows(self, rows: Sequence[CheckIn | NotSaved]) -> None:
        """List these, staying at the one that was chosen, or else near it."""
        chosen, row = self.current(), max(self.currentIndex().row(), 0)
        self._entries.show(rows)
        names = [_name(each) for each in rows]
        if chosen is not None and _name(chosen) in names:
            row = names.index(_name(chosen))
        elif chosen is None:
            row = next((place for place, each in enumerate(rows) if isinstance(each, CheckIn)), 0)
        if names:
            self.setCurrentIndex(self._entries.index(min(row, len(names) - 1)))
        self.moved.emit()

    def current(self) -> CheckIn | NotSaved | None:
        """The one that is chosen."""
        row = self.currentIndex().row()
        return self._entries.shown[row] if 0 <= row < len(self._entries.shown) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)


def _name(row: CheckIn | NotSaved) -> str:
    return row.slot if isinstance(row, NotSaved) else row.uid


class _Delegate(QStyledItemDelegate):
    """The day in bold, what it holds below, when it was changed at the right."""

    def __init__(self, look: Look, parent: EarlierList) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Qt's own."""
        return QSize(200, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt's own."""
        painter.save()
        theme, rect = self._look.theme, QRect(option.rect)
        state: QStyle.StateFlag = option.state
        paint_ground(painter, rect, theme, state)
        name, summary, changed = index.data(_LINES)
        inner = rect.adjusted(_LEFT, 8, -_LEFT, -8)
        painter.setFont(sans(SMALL))
        painter.setPen(theme.colour("muted"))
        width = QFontMetrics(sans(SMALL)).horizontalAdvance(changed) + 2
        painter.drawText(QRect(inner.right() - width, inner.top(), width, 22), _MIDDLE, changed)
        room = inner.width() - width - 12
        for top, words, colour, bold in ((0, name, "text", True), (22, summary, "muted", False)):
            font = sans(NORMAL, bold=bold)
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            elided = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(inner.left(), inner.top() + top, room, 22), _MIDDLE, elided)
        painter.restore()

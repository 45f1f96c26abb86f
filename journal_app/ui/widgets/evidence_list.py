"""Reflections of which some can be ticked: those that bear a rating out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView

from journal_app.domain.content import LensItem
from journal_app.domain.entry import EntrySummary, title_of
from journal_app.domain.trend_words.phrases import long_day
from journal_app.ui.theme import Look
from journal_app.ui.widgets.evidence_delegate import SUMMARY, TICKED, EvidenceDelegate
from journal_app.ui.widgets.list_painting import set_up_rows
from journal_app.ui.widgets.simple import announce

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class EvidenceModel(QAbstractListModel):
    """The reflections found, and which of all are ticked, found or not."""

    def __init__(self, practices: Sequence[LensItem]) -> None:
        super().__init__()
        self.found: tuple[EntrySummary, ...] = ()
        self.ticked: dict[str, EntrySummary] = {}
        self._names = {item.key: item.short for item in practices}

    def show(self, found: Sequence[EntrySummary]) -> None:
        """List these instead."""
        self.beginResetModel()
        self.found = tuple(found)
        self.endResetModel()

    def toggle(self, index: _Index) -> bool:
        """Tick a reflection or take the tick away; whether it is ticked now."""
        summary = self.found[index.row()]
        if self.ticked.pop(summary.uid, None) is None:
            self.ticked[summary.uid] = summary
        self.dataChanged.emit(index, index)
        return summary.uid in self.ticked

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Qt's own."""
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's own."""
        if not index.isValid():
            return None
        summary = self.found[index.row()]
        ticked = summary.uid in self.ticked
        if role == SUMMARY:
            return summary
        if role == TICKED:
            return ticked
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._aloud(summary, ticked=ticked)
        return None

    def _aloud(self, summary: EntrySummary, *, ticked: bool) -> str:
        practices = ", ".join(self._names[key] for key in summary.practices if key in self._names)
        state = "attached" if ticked else "not attached"
        parts = (state, title_of(summary), long_day(summary.written.local_date), practices)
        return ". ".join(part for part in parts if part)


class EvidenceList(QListView):
    """Arrows move, Space or a click ticks; ``done`` on Return, ``typed`` carries what begins a search."""

    done = Signal()
    typed = Signal(str)
    ticked = Signal()

    def __init__(self, look: Look, practices: Sequence[LensItem]) -> None:
        super().__init__()
        self.entries = EvidenceModel(practices)
        self.setModel(self.entries)
        self.setItemDelegate(EvidenceDelegate(look, practices, self))
        set_up_rows(self, look, "Reflections")
        self.setUniformItemSizes(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        text = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        elif event.key() == Qt.Key.Key_Space:
            self._toggle(self.currentIndex())
        elif text.isprintable() and text and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(text)
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.typed.emit("")
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's own: a click anywhere in a row ticks it."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._toggle(self.indexAt(event.position().toPoint()))

    def event(self, event: QEvent) -> bool:
        """Qt's own: begin at the first row when the keyboard comes."""
        if event.type() == QEvent.Type.FocusIn and not self.currentIndex().isValid() and self.entries.found:
            self.setCurrentIndex(self.entries.index(0))
        return super().event(event)

    def _toggle(self, index: QModelIndex) -> None:
        if index.isValid():
            on = self.entries.toggle(index)
            announce(self, "attached" if on else "not attached")
            self.ticked.emit()

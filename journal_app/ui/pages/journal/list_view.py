"""The journal's list: moving through it opens entries."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QTableView

from journal_app.ui.pages.journal.list_delegate import ENTRY_HEIGHT, HEADING_HEIGHT, EntryDelegate
from journal_app.ui.pages.journal.list_model import EntryListModel
from journal_app.ui.theme import Look

_Move = QAbstractItemView.CursorAction


class EntryListView(QTableView):
    """``opened`` names the entry the person moved to, ``delete_asked`` the one to put in the bin; ``write_asked`` when
    the text of the chosen one is wanted.
    """

    opened = Signal(str)
    delete_asked = Signal(str)
    write_asked = Signal()

    def __init__(self, look: Look, model: EntryListModel, delegate: EntryDelegate) -> None:
        super().__init__()
        self._look = look
        self._model = model
        self._quiet = False
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName("Reflections")
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(HEADING_HEIGHT)
        self.verticalHeader().setDefaultSectionSize(ENTRY_HEIGHT)
        self.verticalScrollBar().setSingleStep(28)
        model.modelReset.connect(self._size_headings)
        look.changed.connect(self.viewport().update)

    def select(self, row: int | None) -> None:
        """Show a row as the one that is open, without opening it again; None if the open one is not in the list."""
        self._quiet = True
        if row is None:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        else:
            self.setCurrentIndex(self._model.index(row, 0))
        self._quiet = False

    def choose_first(self) -> None:
        """Open the first entry if none of the list is open."""
        first = self._model.row_of(0)
        if first is not None and not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(first, 0))

    def current_uid(self) -> str | None:
        """The uid of the row that is chosen."""
        summary = self._model.summary_at(self.currentIndex().row())
        return summary.uid if summary else None

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # as Qt
        """Qt's own: moving to an entry opens it."""
        super().currentChanged(current, previous)
        summary = self._model.summary_at(current.row())
        if summary is not None and not self._quiet:
            self.opened.emit(summary.uid)

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Qt's own: from entry to entry, over the headings; Home and End go to the newest and the oldest."""
        current, last = self.currentIndex().row(), self._model.rowCount() - 1
        page = max(1, self.viewport().height() // ENTRY_HEIGHT - 1)
        if action in (_Move.MoveNext, _Move.MovePrevious):
            # Asked when the keyboard arrives from elsewhere; that alone opens nothing.
            return self.currentIndex()
        if action == _Move.MoveEnd:
            return self._entry_from(last, -1)
        if current < 0 or action == _Move.MoveHome:
            return self._entry_from(0, 1)
        step = {_Move.MoveUp: -1, _Move.MoveDown: 1, _Move.MovePageUp: -page, _Move.MovePageDown: page}.get(action, 0)
        target = min(max(0, current + step), last)
        found = self._entry_from(target, 1 if step > 0 else -1)
        return found if found.isValid() else self._entry_from(target, -1 if step > 0 else 1)

    def _entry_from(self, row: int, step: int) -> QModelIndex:
        """The first row with an entry from a row on, upwards or downwards."""
        while 0 <= row < self._model.rowCount():
            if self._model.is_entry(row):
                return self._model.index(row, 0)
            row += step
        return QModelIndex()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Qt's own: with an entry comes the heading right above it."""
        above = index.row() - 1
        if index.isValid() and above >= 0 and not self._model.is_entry(above):
            super().scrollTo(self._model.index(above, 0), hint)
        super().scrollTo(index, hint)

    def keyboardSearch(self, search: str) -> None:
        """Qt's own: it would read the whole journal to find a title; there is a search field for that."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete puts the entry in the bin; Return goes to its text."""
        uid = self.current_uid()
        if uid and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_asked.emit(uid)
        elif uid and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.write_asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own; where no entry shows the keyboard's place, the list itself does."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self._look.theme.colour("accent"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _size_headings(self) -> None:
        header = self.verticalHeader()
        for row in self._model.heading_rows():
            header.resizeSection(row, HEADING_HEIGHT)

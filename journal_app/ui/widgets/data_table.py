"""A table of words and numbers, for the keyboard and the screen reader as much as for the eye."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from journal_app.domain.content import LensItem
from journal_app.domain.trends.tables import Table
from journal_app.ui.theme import Look
from journal_app.ui.widgets.table_cells import EMPTY, MarkedCells, TableModel
from journal_app.ui.widgets.table_heads import MarkedHeader

_ROW = 34
_LEAST_HEIGHT = 220
_WIDTH = 1160  # on a wide page; the eye has to follow a row
_NARROW, _USUAL, _WIDE = 96, 104, 168
_ONE_LINE = 30  # letters: practices' names, and days
_PERIOD = 60  # letters: two days in full, and what is said of them


class DataTable(QTableView):
    """Walked by arrow keys and left by Tab. Columns and rows that are practices have their marks.

    ``opened`` carries the row and the column of the number that Return was on, those that name not counted.
    """

    opened = Signal(int, int)

    def __init__(self, practices: Sequence[LensItem], look: Look) -> None:
        super().__init__()
        shapes = {item.short: item.shape for item in practices}
        self._model = TableModel(look)
        self._wanted = EMPTY
        self._top = MarkedHeader(Qt.Orientation.Horizontal, shapes, look)
        self._side = MarkedHeader(Qt.Orientation.Vertical, shapes, look)
        self._side.setDefaultSectionSize(_ROW)
        self.setProperty("kind", "trends")
        self.setHorizontalHeader(self._top)
        self.setVerticalHeader(self._side)
        self.setModel(self._model)
        self._cells = MarkedCells(shapes, look)
        self.setItemDelegate(self._cells)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Not while Qt is still laying it out: its head, its bars and its height depend on each other.
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self._top.sectionResized.connect(self._fitting.start)
        look.changed.connect(self.viewport().update)

    def show_table(self, table: Table, name: str) -> None:
        """Show this one instead; it is laid out once it is seen."""
        self.setAccessibleName(name)
        self._wanted = table
        if self.isVisible():
            self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own; Return opens what stands behind a number."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row(), self.currentIndex().column())
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's own."""
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        table = self._wanted
        if table == self._model.table:
            return
        self._model.show_table(table)
        for head in (self._top, self._side):
            head.heads_changed()
        self._set_widths()
        width = self._side.sizeHint().width()
        # Days and practices need one line; of those there may be hundreds, and each costs a layout of its own.
        for row in range(len(table.rows)) if max(map(len, table.row_heads), default=0) > _ONE_LINE else ():
            self._side.resizeSection(row, max(_ROW, self._side.height_of(row, width)))
        self._fit()

    def sizeHint(self) -> QSize:
        """Qt's own: it takes more height if there is some, and scrolls by itself rather than have its head go away."""
        return QSize(_WIDTH, min(_LEAST_HEIGHT, self.maximumHeight()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own."""
        super().resizeEvent(event)
        self._fitting.start()

    def _fit(self) -> None:
        """Grow no further than the last row, so that what stands below follows at once."""
        self._set_widths()
        height = self._top.sizeHint().height()
        if height != self._top.height():
            self._top.setFixedHeight(height)
        bar = self.horizontalScrollBar()
        whole = self._top.height() + self._side.length() + 2 + (bar.sizeHint().height() if bar.maximum() else 0)
        self.setMaximumHeight(whole)
        self.setMinimumHeight(min(_LEAST_HEIGHT, whole))
        self.updateGeometry()

    def _set_widths(self) -> None:
        """Columns stand as wide as reads best. If the last would then be out of sight, practices' marks go above their
        names, which leaves room for closer ones. The scroll bar counts even where it is not: it comes with the head's
        height."""
        wide, columns = _least_width(self._model.table), self._model.columnCount()
        room = self.contentsRect().width() - self._side.sizeHint().width() - self.verticalScrollBar().sizeHint().width()
        least = self._top.least_stacked()
        stacked = self._top.marked and wide * columns > room >= least * columns
        self._top.setMinimumSectionSize(least if stacked else wide)
        if stacked != self._top.stacked:
            self._top.stacked = stacked
            self.setProperty("stacked", stacked)  # numbers stand under the words, not right of a mark
            self.style().unpolish(self)
            self.style().polish(self)


def _least_width(table: Table) -> int:
    """Of a column: statements need more room than months."""
    longest = max((len(words) for words in table.columns[1:]), default=0)
    return _NARROW if longest <= len("September 2026") else _USUAL if longest <= _PERIOD else _WIDE

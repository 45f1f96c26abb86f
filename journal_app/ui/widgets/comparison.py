"""Two things beside each other, row by row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from journal_app.ui.widgets.simple import label


class Comparison(QWidget):
    """A heading over each of two columns; what differs is in bold, so that colour says nothing alone."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__()
        self._heads = (left, right)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(2)
        for column in range(3):
            self._grid.setColumnStretch(column, 1)
        self._put(0, ("", left, right), "small")
        self._height = 0

    def show_rows(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Show what each row is about, and both sides of it."""
        self.clear()
        for number, (name, left, right) in enumerate(rows, start=1):
            self._put(number, (name, left, right), "strong" if left != right else "")
        self.setAccessibleDescription(
            "; ".join(f"{name}: {self._heads[0]} {left}, {self._heads[1]} {right}" for name, left, right in rows)
        )

    def clear(self) -> None:
        """Take the rows away, but not the room they take."""
        self.setMinimumHeight(self.sizeHint().height())
        for index in reversed(range(self._grid.count())):
            item = self._grid.itemAt(index)
            widget = item.widget() if item else None
            row = self._grid.getItemPosition(index)[0]  # type: ignore[index]  # the stubs say object
            if widget is not None and row:
                self._grid.removeWidget(widget)
                widget.deleteLater()
                widget.hide()
        self.setAccessibleDescription("")

    def _put(self, row: int, words: tuple[str, str, str], kind: str) -> None:
        for column, text in enumerate(words):
            made = label(text, kind if column or not row else "muted")
            align = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(made, row, column, align)

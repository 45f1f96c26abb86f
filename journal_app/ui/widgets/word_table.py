"""A small table of words: what each row is about, then two or more things beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from journal_app.ui.widgets.simple import label, rule


class WordTable(QWidget):
    """Heads, then a row for each thing; a screen reader hears each row as one sentence."""

    def __init__(self, heads: Sequence[str], rows: Sequence[Sequence[str]], *, marks: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self._heads = heads
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        for column, head in enumerate(heads):
            grid.setColumnStretch(column, 2 if column else 3)
            grid.addWidget(label(head, "small", wrap=True), 0, column, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(rule(), 1, 0, 1, len(heads))
        for number, row in enumerate(rows):
            self._add(grid, 2 * number + 2, row, marks[number] if marks else None)

    def _add(self, grid: QGridLayout, place: int, row: Sequence[str], mark: QWidget | None) -> None:
        spoken = "; ".join(f"{head}: {words}" for head, words in zip(self._heads[1:], row[1:], strict=True))
        for column, words in enumerate(row):
            made = mark if mark is not None and not column else label(words, "", wrap=True)
            made.setContentsMargins(0, 12, 0, 12)
            if column == 1:
                made.setAccessibleName(f"{row[0]}. {spoken}")
            grid.addWidget(made, place, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(rule(), place + 1, 0, 1, len(row))

"""The rows of the journal's list: a heading for each month, then its entries, read a page at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from journal_app.domain.entry import EntryFilter, EntrySummary
from journal_app.services.entry_service import EntryService

_PAGE = 40

SUMMARY = Qt.ItemDataRole.UserRole
HEADING = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A month's heading: its first day, and how many entries follow."""

    month: date
    count: int


class EntryListModel(QAbstractTableModel):
    """One column. Only the pages of entries that are looked at are read from the journal."""

    def __init__(self, entries: EntryService, practice_names: dict[str, str]) -> None:
        super().__init__()
        self._entries = entries
        self._names = practice_names
        self.wanted = EntryFilter()
        self._months: Sequence[tuple[date, int]] = ()
        self._starts: list[int] = []
        self._offsets: list[int] = []
        self._rows = 0
        self._pages: dict[int, tuple[EntrySummary, ...]] = {}

    def show(self, wanted: EntryFilter, months: Sequence[tuple[date, int]]) -> None:
        """Show these months of entries. In the bin there is one heading only, for all of it."""
        self.beginResetModel()
        self.wanted = wanted
        self._months = months if not wanted.deleted else _as_one(months)
        self._starts, self._offsets, self._rows, offset = [], [], 0, 0
        for _, count in self._months:
            self._starts.append(self._rows)
            self._offsets.append(offset)
            self._rows += count + 1
            offset += count
        self._pages.clear()
        self.endResetModel()

    @property
    def entry_count(self) -> int:
        """How many entries there are to show."""
        return sum(count for _, count in self._months)

    def heading_rows(self) -> Sequence[int]:
        """Which rows are headings."""
        return self._starts

    def row_of(self, position: int) -> int | None:
        """The row of the entry at a position of the list, counted from 0."""
        for start, offset, (_, count) in zip(self._starts, self._offsets, self._months, strict=True):
            if offset <= position < offset + count:
                return start + 1 + position - offset
        return None

    def summary_at(self, row: int) -> EntrySummary | None:
        """The entry in a row; None for a heading."""
        position = self._position(row)
        if position is None:
            return None
        page, place = divmod(position, _PAGE)
        if page not in self._pages:
            self._pages[page] = self._entries.page(self.wanted, page * _PAGE, _PAGE)
        found = self._pages[page]
        return found[place] if place < len(found) else None

    def replace(self, summary: EntrySummary) -> None:
        """Show an entry anew after its text, star or practices changed; its place stays."""
        for number, page in self._pages.items():
            for place, old in enumerate(page):
                if old.uid == summary.uid:
                    self._pages[number] = (*page[:place], summary, *page[place + 1 :])
                    row = self.row_of(number * _PAGE + place)
                    if row is not None:
                        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
                    return

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Qt's own."""
        return 0 if parent is not None and parent.isValid() else self._rows

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Qt's own."""
        return 0 if parent is not None and parent.isValid() else 1

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Qt's own: headings cannot be chosen."""
        if self._position(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's own."""
        summary = self.summary_at(index.row())
        if role == SUMMARY:
            return summary
        if role == HEADING:
            return self._heading(index.row()) if summary is None else None
        if role == Qt.ItemDataRole.DisplayRole and summary is not None:
            return summary.title or summary.first_line or "Untitled"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row(), summary)
        return None

    def _spoken(self, row: int, summary: EntrySummary | None) -> str:
        if summary is None:
            heading = self._heading(row)
            return f"{heading.month:%B %Y}, {heading.count} reflections" if heading else ""
        local = summary.written.local
        practices = ", ".join(self._names.get(key, key) for key in summary.practices)
        parts = [
            summary.title or "Untitled",
            f"{local:%A} {local.day} {local:%B}",
            practices,
            "starred" if summary.starred else "",
            summary.first_line,
        ]
        return ". ".join(part for part in parts if part)

    def _heading(self, row: int) -> Heading | None:
        group = bisect_right(self._starts, row) - 1
        if group < 0 or self._starts[group] != row:
            return None
        return Heading(*self._months[group])

    def _position(self, row: int) -> int | None:
        group = bisect_right(self._starts, row) - 1
        if row < 0 or row >= self._rows or group < 0 or self._starts[group] == row:
            return None
        return self._offsets[group] + row - self._starts[group] - 1


def _as_one(months: Sequence[tuple[date, int]]) -> Sequence[tuple[date, int]]:
    total = sum(count for _, count in months)
    return [(months[0][0], total)] if total else []

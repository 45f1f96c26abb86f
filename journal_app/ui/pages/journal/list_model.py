"""The rows of the journal's list: a heading for each month, then its entries, read a page at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from journal_app.domain.entry import EntryFilter, EntrySummary
from journal_app.services.entry_service import EntryService

PAGE = 40
"""How many entries are read at a time."""

SUMMARY = Qt.ItemDataRole.UserRole
HEADING = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a month, or above all that is in the bin, and how many entries follow."""

    words: str
    count: int

    @property
    def counted(self) -> str:
        """How many there are, in words."""
        return f"{self.count} reflection{'' if self.count == 1 else 's'}"


class EntryListModel(QAbstractTableModel):
    """One column. Only the pages of entries that are looked at are read from the journal."""

    def __init__(self, entries: EntryService, practice_names: dict[str, str]) -> None:
        super().__init__()
        self._entries = entries
        self._names = practice_names
        self.wanted = EntryFilter()
        self._headings: list[Heading] = []
        self._starts: list[int] = []
        self._offsets: list[int] = []
        self._rows = 0
        self._pages: dict[int, tuple[EntrySummary, ...]] = {}

    def show(
        self,
        wanted: EntryFilter,
        months: Sequence[tuple[date, int]],
        pages: Mapping[int, tuple[EntrySummary, ...]],
    ) -> None:
        """Show these months of entries; ``pages`` are read already. In the bin one heading stands for all of it."""
        self.beginResetModel()
        self.wanted = wanted
        self._headings = [Heading(f"{month:%B %Y}", count) for month, count in months]
        if wanted.deleted and months:
            self._headings = [Heading("In the bin", sum(count for _, count in months))]
        self._starts, self._offsets, self._rows, offset = [], [], 0, 0
        for heading in self._headings:
            self._starts.append(self._rows)
            self._offsets.append(offset)
            self._rows += heading.count + 1
            offset += heading.count
        self._pages = dict(pages)
        self.endResetModel()

    @property
    def entry_count(self) -> int:
        """How many entries there are to show."""
        return sum(heading.count for heading in self._headings)

    def heading_rows(self) -> Sequence[int]:
        """Which rows are headings."""
        return self._starts

    def is_entry(self, row: int) -> bool:
        """Whether there is an entry in a row."""
        return self._position(row) is not None

    def row_of(self, position: int) -> int | None:
        """The row of the entry at a position of the list, counted from 0."""
        if not 0 <= position < self.entry_count:
            return None
        group = bisect_right(self._offsets, position) - 1
        return self._starts[group] + 1 + position - self._offsets[group]

    def summary_at(self, row: int) -> EntrySummary | None:
        """The entry in a row; None for a heading."""
        position = self._position(row)
        if position is None:
            return None
        page, place = divmod(position, PAGE)
        if page not in self._pages:
            self._pages[page] = self._entries.page(self.wanted, page * PAGE, PAGE)
        found = self._pages[page]
        return found[place] if place < len(found) else None

    def beside(self, uid: str) -> str | None:
        """The entry that is next once this one goes: the one below, or else above."""
        position = self._position_of(uid)
        for near in (position + 1, position - 1) if position is not None else ():
            row = self.row_of(near)
            found = self.summary_at(row) if row is not None else None
            if found is not None:
                return found.uid
        return None

    def replace(self, summary: EntrySummary) -> None:
        """Show an entry anew after its text, star or practices changed; its place stays."""
        position = self._position_of(summary.uid)
        row = self.row_of(position) if position is not None else None
        if position is not None and row is not None:
            number, place = divmod(position, PAGE)
            page = self._pages[number]
            self._pages[number] = (*page[:place], summary, *page[place + 1 :])
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def _position_of(self, uid: str) -> int | None:
        """Where an entry stands, if it has been read."""
        for number, page in self._pages.items():
            for place, summary in enumerate(page):
                if summary.uid == uid:
                    return number * PAGE + place
        return None

    def rowCount(self, parent: _Index | None = None) -> int:
        """Qt's own."""
        return 0 if parent is not None and parent.isValid() else self._rows

    def columnCount(self, parent: _Index | None = None) -> int:
        """Qt's own."""
        return 0 if parent is not None and parent.isValid() else 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Qt's own: headings cannot be chosen."""
        if not self.is_entry(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's own."""
        heading = self._heading(index.row())
        if heading is not None:
            spoken = f"{heading.words}, {heading.counted}"
            return {HEADING: heading, Qt.ItemDataRole.AccessibleTextRole: spoken}.get(role)
        if role not in (SUMMARY, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        summary = self.summary_at(index.row())
        if summary is None or role == SUMMARY:
            return summary
        if role == Qt.ItemDataRole.DisplayRole:
            return summary.title or summary.first_line or "Untitled"
        return self._spoken(summary)

    def _spoken(self, summary: EntrySummary) -> str:
        local, left = summary.written.local, self._entries.days_left(summary)
        parts = [
            summary.title or "Untitled",
            f"{local:%A} {local.day} {local:%B}",
            ", ".join(name for key, name in self._names.items() if key in summary.practices),
            "starred" if summary.starred else "",
            f"{left} day{'' if left == 1 else 's'} left in the bin" if summary.deleted else "",
            summary.first_line,
        ]
        return ". ".join(part for part in parts if part)

    def _heading(self, row: int) -> Heading | None:
        group = bisect_right(self._starts, row) - 1
        return self._headings[group] if group >= 0 and self._starts[group] == row else None

    def _position(self, row: int) -> int | None:
        group = bisect_right(self._starts, row) - 1
        if not 0 <= row < self._rows or group < 0 or self._starts[group] == row:
            return None
        return self._offsets[group] + row - self._starts[group] - 1

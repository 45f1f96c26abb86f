"""The rows of what is rated: each practice, then its statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from journal_app.domain.asking import Tally, tally
from journal_app.domain.content import Behaviour, LensItem

ROW = Qt.ItemDataRole.UserRole

_Index = QModelIndex | QPersistentModelIndex
_Check = Qt.CheckState


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """A practice, and how many of its statements are asked about."""

    practice: LensItem
    tally: Tally

    @property
    def check(self) -> _Check:
        """Ticked, not ticked, or some of both."""
        if self.tally.asked == 0:
            return _Check.Unchecked
        return _Check.Checked if self.tally.asked == self.tally.count else _Check.PartiallyChecked

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return f"{self.practice.short}: {self.tally.words}"


@dataclass(frozen=True, slots=True)
class BehaviourRow:
    """A statement, and in how many check-ins it was answered."""

    behaviour: Behaviour
    rated: int = 0

    @property
    def check(self) -> _Check:
        """Ticked if a check-in asks about it."""
        return _Check.Checked if self.behaviour.asked and not self.behaviour.deleted else _Check.Unchecked

    @property
    def notes(self) -> tuple[str, ...]:
        """What there is to know about it, in few words."""
        each = self.behaviour
        if each.deleted:
            return ("yours", "removed")
        return (*(("yours",) if each.own else ()), *(("reworded",) if each.earlier else ()))

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        each = self.behaviour
        asked = "" if each.deleted else "asked about" if each.asked else "not asked about"
        return ", ".join(part for part in (each.text, asked, *self.notes) if part)


Row = PracticeRow | BehaviourRow


class BehaviourModel(QAbstractListModel):
    """One row after the other; what was removed comes last in its practice."""

    def __init__(self, practices: tuple[LensItem, ...]) -> None:
        super().__init__()
        self._practices = practices
        self.behaviours: tuple[Behaviour, ...] = ()
        self._rated: Mapping[str, int] = {}
        self._rows: list[Row] = []

    def show(self, behaviours: Sequence[Behaviour], rated: Mapping[str, int]) -> None:
        """Show these. Where only ticks or words changed, the rows stay what they are and where they are."""
        self.behaviours, self._rated = tuple(behaviours), rated
        rows = self._made()
        if [key_of(row) for row in rows] == [key_of(row) for row in self._rows]:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def put_asked(self, keys: set[str], *, asked: bool) -> None:
        """Show at once that these are asked about, or not."""
        changed = tuple(replace(each, asked=asked) if each.key in keys else each for each in self.behaviours)
        self.show(changed, self._rated)

    def row_at(self, index: _Index) -> Row | None:
        """What stands in a row."""
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def place_of(self, key: str) -> int:
        """The row of a statement or practice; -1 if it is not there."""
        return next((place for place, row in enumerate(self._rows) if key_of(row) == key), -1)

    def statement_near(self, row: int) -> int:
        """The row, if a statement is there, or else that of the one before or after."""
        last = len(self._rows) - 1
        row = max(0, min(row, last))
        near = [*range(row, -1, -1), *range(row, last + 1)]
        return next((place for place in near if isinstance(self._rows[place], BehaviourRow)), row)

    def _made(self) -> list[Row]:
        rows: list[Row] = []
        for practice in self._practices:
            rows.append(PracticeRow(practice, tally(self.behaviours, practice.key)))
            own = [each for each in self.behaviours if each.practice == practice.key]
            own.sort(key=lambda each: each.deleted)
            rows.extend(BehaviourRow(each, self._rated.get(each.key, 0)) for each in own)
        return rows

    def rowCount(self, parent: _Index | None = None) -> int:
        """Qt's own."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Qt's own: every row can be gone to; a removed statement has nothing to tick."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row = self.row_at(index)
        if isinstance(row, BehaviourRow) and row.behaviour.deleted:
            return flags
        return flags | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's own."""
        row = self.row_at(index)
        if row is None:
            return None
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.behaviour.text if isinstance(row, BehaviourRow) else row.practice.short
        if role == Qt.ItemDataRole.CheckStateRole:
            return row.check
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


def key_of(row: Row) -> str:
    """What a row is known by while others come and go."""
    return row.behaviour.key if isinstance(row, BehaviourRow) else f"practice {row.practice.key}"

"""The reflections that can be chosen for a report, and which are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from journal_app.domain.entry import EntrySummary, title_of
from journal_app.domain.report import Extent
from journal_app.domain.trend_words.phrases import long_day
from journal_app.domain.trends.views import Span

SUMMARY, EXTENT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class PickerModel(QAbstractListModel):
    """Nothing is chosen at first. What is chosen stays so while something else is searched for."""

    picked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown: Sequence[EntrySummary] = ()
        self._chosen: dict[str, tuple[EntrySummary, Extent]] = {}

    def show(self, summaries: Sequence[EntrySummary]) -> None:
        """List other reflections."""
        self.beginResetModel()
        self._shown = summaries
        self.endResetModel()

    def chosen(self, span: Span) -> dict[str, Extent]:
        """What is chosen of a period."""
        return {
            uid: extent for uid, (summary, extent) in self._chosen.items() if span.holds(summary.written.local_date)
        }

    def choose(self, row: int, extent: Extent | None) -> None:
        """Choose a listed reflection, or none of it."""
        summary = self._shown[row]
        if extent is None:
            self._chosen.pop(summary.uid, None)
        else:
            self._chosen[summary.uid] = (summary, extent)
        index = self.index(row, 0)
        self.dataChanged.emit(index, index)
        self.picked.emit()

    def shorten(self) -> None:
        """Show no more than the first paragraph of any."""
        for uid, (summary, extent) in self._chosen.items():
            if extent is Extent.WHOLE:
                self._chosen[uid] = (summary, Extent.FIRST)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0))
        self.picked.emit()

    @property
    def picked_ones(self) -> Mapping[str, tuple[EntrySummary, Extent]]:
        """All that are chosen, of whatever period."""
        return dict(self._chosen)

    def pick_again(self, chosen: Mapping[str, tuple[EntrySummary, Extent]]) -> None:
        """Choose what was chosen before."""
        self._chosen = dict(chosen)

    def row_of(self, uid: str) -> int:
        """Where a reflection is listed; -1 if it is not."""
        return next((row for row, summary in enumerate(self._shown) if summary.uid == uid), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Qt's own."""
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Qt's own."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Qt's own."""
        if not index.isValid():
            return None
        summary = self._shown[index.row()]
        extent = self._chosen[summary.uid][1] if summary.uid in self._chosen else None
        match role:
            case _Role.DisplayRole:
                return title_of(summary)
            case _Role.CheckStateRole:
                return Qt.CheckState.Checked if extent else Qt.CheckState.Unchecked
            case _Role.AccessibleTextRole:
                star = ", starred" if summary.starred else ""
                shown = f", {extent.value}" if extent else ", not chosen"
                return f"{title_of(summary)}, {long_day(summary.written.local_date)}{star}{shown}"
        return {SUMMARY: summary, EXTENT: extent}.get(role)

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Qt's own: what assistive technology does to tick one."""
        if role != _Role.CheckStateRole:
            return False
        self.choose(index.row(), Extent.DAY if Qt.CheckState(value) == Qt.CheckState.Checked else None)
        return True

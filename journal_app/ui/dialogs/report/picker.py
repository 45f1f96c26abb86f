"""Choosing reflections for a report: searching, ticking, and saying how much of each is shown."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from journal_app.domain.content import LensItem
from journal_app.domain.report import Extent
from journal_app.domain.trends.views import Span
from journal_app.services.report_service import Offered
from journal_app.ui.dialogs.report.picker_list import PickerList
from journal_app.ui.dialogs.report.picker_model import EXTENT, PickerModel
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chips import Chip, RangeChip
from journal_app.ui.widgets.simple import announce, label

_PAUSE_MS = 150
_NONE = "You wrote no reflections in this period."
_NOT_FOUND = "No reflection of this period has that."
_PRIVATE = "None is in the report unless you choose it."
_WORDS = {Extent.DAY: "Title and day", Extent.FIRST: "First paragraph", Extent.WHOLE: "All of it"}


class Picker(QWidget):
    """``asked`` when the list is to be read anew; ``picked`` when something else is chosen."""

    asked = Signal()
    picked = Signal()

    def __init__(self, look: Look, practices: tuple[LensItem, ...]) -> None:
        super().__init__()
        self._span: Span | None = None
        self.model = PickerModel(self)
        self.list = PickerList(look, self.model, practices)
        self.search = _Search()
        self.starred = Chip(look, "Starred")
        self.count = label(_PRIVATE, "small", wrap=True)
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        self.extents = [RangeChip(look, words, extent) for extent, words in _WORDS.items()]
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._connect()
        self._show_extent()

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.search.text()

    def chosen(self, span: Span) -> dict[str, Extent]:
        """What is chosen of a period, and how much of each."""
        return self.model.chosen(span)

    def show_offered(self, offered: Offered, span: Span) -> None:
        """List the reflections that were found."""
        self._span = span
        current = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        self.model.show(offered.summaries)
        row = self.model.row_of(current.uid) if current else -1
        if offered.summaries:
            self.list.setCurrentIndex(self.model.index(max(0, row), 0))
        narrowed = bool(self.words.strip()) or self.starred.isChecked()
        self.nothing.setText(_NOT_FOUND if narrowed else _NONE)
        self.stack.setCurrentWidget(self.list if offered.summaries else self.nothing)
        more = offered.total - len(offered.summaries)
        self._more = f" The newest {len(offered.summaries):,} of {offered.total:,} are listed." if more > 0 else ""
        self._show_count()
        self._show_extent()

    def _build(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.search, 1)
        above.addWidget(self.starred)
        below = QHBoxLayout()
        below.setSpacing(6)
        for number, chip in enumerate(self.extents, start=1):
            chip.setToolTip(f"Of the one in the list: {chip.text().lower()}  ({number})")
            below.addWidget(chip)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.stack, 1)
        column.addLayout(below)
        column.addWidget(self.count)
        self.list.setMinimumHeight(self.list.sizeHint().height())
        self._more = ""

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.entered.connect(self.list.setFocus)
        self._pause.timeout.connect(self.asked)
        self.starred.toggled.connect(lambda _on: self.asked.emit())
        self.model.picked.connect(self._changed)
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._show_extent())
        for chip in self.extents:
            chip.clicked.connect(self._say_extent)

    def _changed(self) -> None:
        self._show_count()
        self._show_extent()
        # Qt tells assistive technology of a box that is ticked, but not of how much is shown.
        extent = self.list.currentIndex().data(EXTENT)
        announce(self.list, extent.value if extent else "not chosen")
        self.picked.emit()

    def _say_extent(self) -> None:
        index, chip = self.list.currentIndex(), self.sender()
        if index.isValid() and isinstance(chip, RangeChip) and isinstance(chip.value, Extent):
            self.model.choose(index.row(), chip.value)

    def _show_count(self) -> None:
        count = len(self.model.chosen(self._span)) if self._span else 0
        words = f"{count:,} chosen." if count else _PRIVATE
        self.count.setText(words + self._more)

    def _show_extent(self) -> None:
        """Show how much of the current one is in the report; nothing can be said of one that is not."""
        index: QModelIndex = self.list.currentIndex()
        extent = index.data(EXTENT) if index.isValid() and self.model.rowCount() else None
        for chip in self.extents:
            chip.setAutoExclusive(False)
            chip.setChecked(chip.value is extent)
            chip.setAutoExclusive(True)
            chip.setEnabled(extent is not None)


class _Search(QLineEdit):
    """Escape empties it first; Down and Return go to what was found (``entered``)."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Search")
        self.setAccessibleName("Search the reflections of the period")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

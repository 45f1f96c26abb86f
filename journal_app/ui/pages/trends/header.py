"""The top of the trends page: its heading, the range, and what else can be done with the chart."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from journal_app.ui.theme import Look
from journal_app.ui.widgets.chips import Chip, RangeChip
from journal_app.ui.widgets.simple import label

_RANGES: tuple[tuple[str, str, int | None], ...] = (
    ("3 months", "3 months", 3),
    ("6", "6 months", 6),
    ("12", "12 months", 12),
    ("All", "All", None),
)
_USUAL = 12
_SAVE_AS = (("png", "&Picture (PNG)…"), ("svg", "&Drawing (SVG)…"), ("csv", "&Table (CSV)…"))


class TrendsHeader(QWidget):
    """``range_chosen`` tells that ``months`` is another now; ``save_asked`` carries "png", "svg" or "csv"."""

    range_chosen = Signal()
    table_toggled = Signal(bool)
    save_asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(label("Trends", "heading"))
        row.addStretch(1)
        self._ranges = [self._range(look, *values) for values in _RANGES]
        self.table = Chip(look, "Table  T")
        self.table.setAccessibleName("Table")
        self.table.setAccessibleDescription("Show the numbers instead of the chart")
        self.table.setToolTip("The numbers instead of the chart  (T)")
        self.table.toggled.connect(self.table_toggled)
        self.save = Chip(look, "Save as…", checkable=False)
        self.save.setAccessibleDescription("Opens a menu")
        self.save.clicked.connect(self._open_menu)
        self._menu = self._save_menu()
        for chip in self._ranges:
            row.addWidget(chip)
        row.addSpacing(8)
        row.addWidget(self.table)
        row.addWidget(self.save)

    @property
    def months(self) -> int | None:
        """The range chosen; None means all."""
        chosen = next(chip.value for chip in self._ranges if chip.isChecked())
        return chosen if isinstance(chosen, int) else None

    def choose_all(self) -> None:
        """Choose the whole time, as a press on "All" does."""
        self._ranges[-1].setFocus()
        self._ranges[-1].click()

    def offer(self, *, ranges: bool, chart: bool) -> None:
        """Show the chips only where there is something to choose, and let them be pressed where there is a chart."""
        for chip in (*self._ranges, self.table, self.save):
            chip.setVisible(ranges)
        self.table.setEnabled(chart)
        self.save.setEnabled(chart)

    def _range(self, look: Look, text: str, name: str, months: int | None) -> RangeChip:
        chip = RangeChip(look, text, months)
        chip.setAccessibleName(name)
        chip.setToolTip(name if months else "All check-ins")
        chip.setChecked(months == _USUAL)
        chip.toggled.connect(self._range_toggled)
        return chip

    def _range_toggled(self, on: bool) -> None:  # noqa: FBT001  Qt's signal
        if on:
            self.range_chosen.emit()

    def _save_menu(self) -> QMenu:
        menu = QMenu(self)
        for kind, text in _SAVE_AS:
            menu.addAction(text).triggered.connect(lambda _checked, kind=kind: self.save_asked.emit(kind))
        return menu

    def _open_menu(self) -> None:
        corner = QPoint(self.save.width() - self._menu.sizeHint().width(), self.save.height() + 4)
        self._menu.popup(self.save.mapToGlobal(corner))

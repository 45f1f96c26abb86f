"""The top of the trends page: its heading, the views, the range, and what else can be done with the chart."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from journal_app.ui.pages.trends.wanted import USUAL_MONTHS, Kind
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chips import Chip, RangeChip
from journal_app.ui.widgets.simple import label

VIEWS: tuple[tuple[Kind, str, str, str], ...] = (
    (Kind.OVERVIEW, "Overview", "O", "All six practices over time"),
    (Kind.PRACTICE, "By practice", "P", "The behaviours of one practice"),
    (Kind.COMPARE, "Compare", "C", "Two periods side by side"),
    (Kind.WRITING, "Writing", "W", "What you wrote about, beside what you rated"),
    (Kind.BACK, "Looking back", "B", "Start, now, and where you were then as you see it now"),
)
DATES = "dates"
"""The value of the range that is chosen by two days."""

_RANGES: tuple[tuple[str, str, int | str | None], ...] = (
    ("3 months", "3 months", 3),
    ("6", "6 months", 6),
    ("12", "12 months", 12),
    ("All", "All", None),
    ("From – to", "From one day to another", DATES),
)
_SAVE_AS = (("png", "&Picture (PNG)…"), ("svg", "&Drawing (SVG)…"), ("csv", "&Table (CSV)…"))


class TrendsHeader(QWidget):
    """``view_chosen`` and ``range_chosen`` tell that ``view`` or ``range`` is another now; ``save_asked`` carries
    "png", "svg" or "csv"."""

    view_chosen = Signal()
    range_chosen = Signal()
    table_toggled = Signal(bool)
    save_asked = Signal(str)
    report_asked = Signal()
    chart_offered = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.views = [_view(look, *values) for values in VIEWS]
        self.ranges = [_range(look, *values) for values in _RANGES]
        for chips, signal in ((self.views, self.view_chosen), (self.ranges, self.range_chosen)):
            for chip in chips:
                chip.toggled.connect(lambda on, signal=signal: signal.emit() if on else None)
        self.table = Chip(look, "Table  T")
        self.table.setAccessibleName("Table")
        self.table.setAccessibleDescription("Show the numbers instead of the chart")
        self.table.setToolTip("The numbers instead of the chart  (T)")
        self.table.toggled.connect(self.table_toggled)
        self.save = Chip(look, "Save as…", checkable=False)
        self.save.setAccessibleDescription("Opens a menu")
        self.save.clicked.connect(self._open_menu)
        self._menu = self._save_menu()
        # Chips are exclusive among those of the same parent.
        self._view_row, self._range_row = _row(self.views, "View"), _row(self.ranges, "Range")
        self._build()

    @property
    def view(self) -> Kind:
        """The view chosen."""
        return next(chip.value for chip in self.views if chip.isChecked())  # type: ignore[return-value]  # a view's

    @property
    def months(self) -> int | None:
        """The range chosen; None means all."""
        chosen = self._range
        return chosen if isinstance(chosen, int) else None

    @property
    def by_dates(self) -> bool:
        """Whether the range is chosen by its days."""
        return self._range == DATES

    def choose_all(self) -> None:
        """Choose the whole time, as a press on "All" does."""
        whole = next(chip for chip in self.ranges if chip.value is None)
        whole.setFocus()
        whole.click()

    def offer(self, *, views: bool, ranges: bool, chart: bool) -> None:
        """Show the chips only where there is something to choose, and let them be pressed where there is a chart."""
        self._view_row.setVisible(views)
        self._range_row.setVisible(ranges)
        before = self.save.isEnabled()
        for chip in (self.table, self.save):
            chip.setVisible(views)
            chip.setEnabled(chart)
        if chart is not before:
            self.chart_offered.emit()

    @property
    def _range(self) -> object:
        return next(chip.value for chip in self.ranges if chip.isChecked())

    def _build(self) -> None:
        top, below = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(label("Trends", "heading"))
        top.addStretch(1)
        top.addWidget(self.table)
        top.addWidget(self.save)
        below.addWidget(self._view_row)
        below.addStretch(1)
        below.addWidget(self._range_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addLayout(below)

    def _save_menu(self) -> QMenu:
        menu = QMenu(self)
        for kind, text in _SAVE_AS:
            menu.addAction(text).triggered.connect(lambda _checked, kind=kind: self.save_asked.emit(kind))
        menu.addSeparator()
        menu.addAction("&Report of a period (PDF)…").triggered.connect(lambda _checked: self.report_asked.emit())
        return menu

    def _open_menu(self) -> None:
        corner = QPoint(self.save.width() - self._menu.sizeHint().width(), self.save.height() + 4)
        self._menu.popup(self.save.mapToGlobal(corner))


def _view(look: Look, kind: Kind, text: str, key: str, about: str) -> RangeChip:
    chip = RangeChip(look, text, kind)
    chip.setToolTip(f"{about}  ({key})")
    chip.setAccessibleDescription(about)
    chip.setChecked(kind is Kind.OVERVIEW)
    return chip


def _range(look: Look, text: str, name: str, value: int | str | None) -> RangeChip:
    chip = RangeChip(look, text, value)
    chip.setAccessibleName(name)
    chip.setToolTip("All check-ins" if value is None else name)
    chip.setChecked(value == USUAL_MONTHS)
    return chip


def _row(chips: list[RangeChip], name: str) -> QWidget:
    holder = QWidget()
    holder.setAccessibleName(name)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for chip in chips:
        row.addWidget(chip)
    return holder

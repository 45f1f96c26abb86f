"""What a report is about: its period, its chart, and what stands with it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from journal_app.domain.content import LensItem
from journal_app.domain.trends.views import Span
from journal_app.services.report_service import Proposed
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chips import Chip
from journal_app.ui.widgets.choice import Choice
from journal_app.ui.widgets.day_field import DayField
from journal_app.ui.widgets.simple import label


class Subject(QWidget):
    """``changed`` when anything of it is; ``moved`` before that, when it is the period."""

    moved = Signal()
    changed = Signal()

    def __init__(self, look: Look, practices: tuple[LensItem, ...], proposed: Proposed) -> None:
        super().__init__()
        self.since, self.until = DayField(look, proposed.latest), DayField(look, proposed.latest)
        self.since.put(proposed.span.since or proposed.span.until)
        self.until.put(proposed.span.until)
        everything = (("All six practices", ""), *((item.title, item.key) for item in practices))
        self.chart = Choice(everything, "")
        # Or it would be as wide as the longest name in it.
        self.chart.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chart.setMinimumContentsLength(10)
        self.table, self.notes = Chip(look, "With the table"), Chip(look, "With my notes to ratings")
        self._build()
        self._connect()

    @property
    def span(self) -> Span:
        """The period."""
        return Span(self.since.day(), self.until.day())

    @property
    def practice(self) -> str:
        """The key of the practice, or "" for all of them."""
        return str(self.chart.currentData())

    def put(self, span: Span, practice: str, *, table: bool, notes: bool) -> None:
        """Show what was chosen before."""
        self.since.put(span.since or span.until)
        self.until.put(span.until)
        self.chart.put(practice)
        self.table.setChecked(table)
        self.notes.setChecked(notes)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for column, (name, field) in enumerate((("&From", self.since), ("&To", self.until))):
            named = label(name, "small")
            named.setBuddy(field)
            field.setAccessibleName(f"{name.lstrip('&')}, a day of the report")
            field.setKeyboardTracking(False)
            grid.addWidget(named, 0, column)
            grid.addWidget(field, 1, column)
        grid.setColumnStretch(2, 1)
        named = label("&Chart, and the words above it", "small")
        named.setBuddy(self.chart)
        self.chart.setAccessibleName("Chart")
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 0, 0, 0)
        column_of.setSpacing(4)
        column_of.addLayout(grid)
        column_of.addSpacing(8)
        column_of.addWidget(named)
        column_of.addWidget(self.chart)
        column_of.addSpacing(8)
        with_it = QHBoxLayout()
        with_it.setSpacing(8)
        with_it.addWidget(self.table)
        with_it.addWidget(self.notes)
        with_it.addStretch(1)
        column_of.addLayout(with_it)

    def _connect(self) -> None:
        self.since.dateChanged.connect(lambda _day: self._move(self.since.day(), self.until))
        self.until.dateChanged.connect(lambda _day: self._move(self.until.day(), self.since))
        self.chart.currentIndexChanged.connect(lambda _number: self.changed.emit())
        for chip in (self.table, self.notes):
            chip.toggled.connect(lambda _on: self.changed.emit())

    def _move(self, day: date, other: DayField) -> None:
        """A period ends no earlier than it begins: where one end passes the other, it takes it along."""
        passes = day > other.day() if other is self.until else day < other.day()
        if passes:
            other.put(day)  # and so this is asked again, for that one
            return
        self.moved.emit()
        self.changed.emit()

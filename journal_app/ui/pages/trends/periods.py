"""Days to choose: one period, or two of them to compare."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from journal_app.domain.trends.views import Span
from journal_app.ui.pages.trends.presets import PRESETS, around
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chips import Chip
from journal_app.ui.widgets.day_field import DayField
from journal_app.ui.widgets.flow_layout import FlowLayout
from journal_app.ui.widgets.simple import label

_Pair = tuple[tuple[date, date], tuple[date, date]]


class Period(QWidget):
    """From one day to another, both included. ``changed`` when the person chose another day."""

    changed = Signal()

    def __init__(self, look: Look, today: date, name: str) -> None:
        super().__init__()
        self._quiet = False
        self.since, self.until = DayField(look, today), DayField(look, today)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for words, field in ((name, self.since), ("to", self.until)):
            row.addWidget(label(words, "muted"))
            row.addWidget(field)
            field.dateChanged.connect(self._tell)
        self.since.setAccessibleName(f"{name}, first day")
        self.until.setAccessibleName(f"{name}, last day")

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day, in whatever order they stand."""
        return self.since.day(), self.until.day()

    def put(self, since: date, until: date) -> None:
        """Show these days, without telling."""
        self._quiet = True
        self.since.put(since)
        self.until.put(until)
        self._quiet = False

    def today_is(self, today: date) -> None:
        """No day after today can be chosen."""
        self._quiet = True
        for field in (self.since, self.until):
            field.today_is(today)
        self._quiet = False

    def _tell(self) -> None:
        if not self._quiet:
            self.changed.emit()


class TwoPeriods(QWidget):
    """The two sides of a comparison: days of their own, a pair that is often wanted, or before and after one day.

    ``changed`` when they are others now.
    """

    changed = Signal()

    def __init__(self, look: Look, today: date) -> None:
        super().__init__()
        self._today = self.first_day = today
        self.first, self.second = Period(look, today, "First"), Period(look, today, "Second")
        self.day = DayField(look, today)
        self.day.setAccessibleName("Before and after this day")
        self.presets = Chip(look, "Periods…", checkable=False)
        self.presets.setAccessibleDescription("Opens a menu of periods that are often compared")
        self.presets.setFixedHeight(self.day.height())
        self.presets.clicked.connect(self._open_menu)
        self._around = QWidget()
        row = QHBoxLayout(self._around)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label("Before and after", "muted"))
        row.addWidget(self.day)
        flow = FlowLayout(self, gap=12)
        for part in (self.first, self.second, self._around, self.presets):
            flow.addWidget(part)
        self._around.hide()
        self._menu = self._menu_of_periods()
        for period in (self.first, self.second):
            period.changed.connect(self.changed)
        self.day.dateChanged.connect(self._split)

    @property
    def days(self) -> _Pair:
        """The first and last day of each, in whatever order they stand."""
        return self.first.days, self.second.days

    def put(self, first: Span, second: Span) -> None:
        """Show these periods, without telling."""
        for period, span in ((self.first, first), (self.second, second)):
            period.put(span.since or self.first_day, span.until)

    def today_is(self, today: date, first_day: date) -> None:
        """Which day it is, and on which the first check-in was: the presets are reckoned from them."""
        self.first_day = first_day
        if today == self._today:
            return
        self._today = today
        self.day.today_is(today)
        for period in (self.first, self.second):
            period.today_is(today)

    def _menu_of_periods(self) -> QMenu:
        menu = QMenu(self)
        for words, pair in PRESETS:
            menu.addAction(words).triggered.connect(
                lambda _checked, pair=pair: self._choose(*pair(self.first_day, self._today))
            )
        menu.addSeparator()
        menu.addAction("&Before and after a day").triggered.connect(lambda _checked: self._by_one_day())
        menu.addAction("&Days of your own").triggered.connect(lambda _checked: self._by_four_days())
        return menu

    def _open_menu(self) -> None:
        self._menu.popup(self.presets.mapToGlobal(QPoint(0, self.presets.height() + 4)))

    def _choose(self, first: Span, second: Span) -> None:
        self._show_fields(one_day=False)
        self.put(first, second)
        self.changed.emit()

    def _by_one_day(self) -> None:
        self.day.blockSignals(True)
        self.day.put(self.second.since.day())
        self.day.blockSignals(False)
        self._show_fields(one_day=True)
        self.day.setFocus()
        self._split()

    def _by_four_days(self) -> None:
        self._show_fields(one_day=False)
        self.first.since.setFocus()

    def _split(self) -> None:
        self.put(*around(self.day.day(), self.first_day, self._today))
        self.changed.emit()

    def _show_fields(self, *, one_day: bool) -> None:
        self._around.setVisible(one_day)
        for period in (self.first, self.second):
            period.setVisible(not one_day)

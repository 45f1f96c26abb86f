"""The row below the views: the days, the practice or the look back that the chosen view is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal_app.domain.content import LensItem
from journal_app.domain.months import months_on
from journal_app.domain.trends.views import LookingBack, Span
from journal_app.ui.pages.trends.choosers import LooksBackRow, PracticeRow
from journal_app.ui.pages.trends.periods import Period, TwoPeriods
from journal_app.ui.pages.trends.reading import Shown
from journal_app.ui.pages.trends.wanted import USUAL_MONTHS, Kind, Wanted
from journal_app.ui.pages.trends.words import backwards
from journal_app.ui.theme import Look
from journal_app.ui.widgets.focus import in_order

_TYPING_MS = 250  # a day is typed in three parts; not each of them is worth a chart


class TimeRow(QWidget):
    """``changed`` when something else was chosen. The fields for days are made when they are first needed: each
    brings a calendar."""

    changed = Signal()
    look_back_asked = Signal()

    def __init__(self, look: Look, practices: Sequence[LensItem], *, read_only: bool) -> None:
        super().__init__()
        self._look = look
        self._today = date.min
        self._taken = False  # the usual periods, by the fields for them
        self._kind = Kind.OVERVIEW
        self.period: Period | None = None
        self.periods: TwoPeriods | None = None
        self.practices = PracticeRow(look, practices)
        self.looks_back = LooksBackRow(look, read_only=read_only)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 10, 0, 0)
        self._column.setSpacing(10)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self._practice = {Kind.PRACTICE: self.practices.practice, Kind.COMPARE: ""}
        for row in (self.practices, self.looks_back):
            self._column.addWidget(row)
            row.hide()
        self.practices.chosen.connect(self._choose_practice)
        self.looks_back.chosen.connect(self.changed)
        self.looks_back.asked.connect(self.look_back_asked)

    def today_is(self, today: date) -> None:
        """No day after today can be chosen."""
        if today == self._today:
            return
        self._today = today
        if self.period is not None:
            self.period.today_is(today)
        if self.periods is not None:
            self.periods.today_is(today, self.periods.first_day)

    def choose_for_its_view(self, place: int) -> None:
        """Have the view of one practice show the one with this number."""
        self._practice[Kind.PRACTICE] = self.practices.key_of(place)

    def offer(self, kind: Kind, *, by_dates: bool, shown: bool) -> None:
        """Show what the view is chosen by."""
        if by_dates and self.period is None:
            self.period = self._make_period()
        if kind is Kind.COMPARE and self.periods is None:
            self.periods = self._make_periods()
        self._kind = kind
        self.practices.offer_all(all_too=kind is Kind.COMPARE)
        if kind in self._practice:
            self.practices.put(self._practice[kind])
        rows: dict[QWidget | None, bool] = {
            self.practices: kind in (Kind.PRACTICE, Kind.COMPARE),
            self.looks_back: kind is Kind.BACK and self.looks_back.offers,
            self.period: by_dates,
            self.periods: kind is Kind.COMPARE,
        }
        for row, wanted in rows.items():
            if row is not None:
                row.setVisible(shown and wanted)
        # The fields for days were made late; Tab would come to them last.
        parts = (self.practices, self.looks_back, self.period, self.periods)
        in_order(*(row for row in parts if row is not None))
        self.setVisible(shown and any(rows.values()))

    def show_shown(self, shown: Shown) -> None:
        """Show what was taken where nothing had been chosen."""
        view = shown.view
        chosen = view.uid if isinstance(view, LookingBack) else ""
        self.looks_back.show_looks_back(shown.looks_back, chosen)
        if self.periods is not None and shown.first is not None:
            self.periods.today_is(self._today, shown.first)
            if shown.wanted.periods is None and shown.periods is not None:
                self.periods.put(*shown.periods)
                self._taken = True

    def wanted(self, kind: Kind, months: int | None, *, by_dates: bool) -> Wanted:
        """What is chosen now. Only for days that make sense: ask ``problem`` first."""
        practice = self._practice.get(kind, "")
        if kind is Kind.COMPARE:
            return Wanted(kind, months, practice=practice, periods=self._two_spans())
        if kind is Kind.BACK:
            return Wanted(kind, months, look_back=self.looks_back.uid)
        days = Span(*self.period.days) if by_dates and self.period is not None else None
        return Wanted(kind, months, days, practice)

    def problem(self, kind: Kind, *, by_dates: bool) -> str:
        """Why the days chosen make no sense; "" if they do."""
        if kind is Kind.COMPARE and self.periods is not None and self._taken:
            return backwards(self.periods.days, ("The first", "The second"))
        if kind.ranged and by_dates and self.period is not None:
            return backwards((self.period.days,), ("The",))
        return ""

    def _choose_practice(self) -> None:
        self._practice[self._kind] = self.practices.practice
        self.changed.emit()

    def _two_spans(self) -> tuple[Span, Span] | None:
        if self.periods is None or not self._taken:
            return None
        first, second = self.periods.days
        return Span(*first), Span(*second)

    def _make_period(self) -> Period:
        made = Period(self._look, self._today, "From")
        made.put(months_on(self._today, -USUAL_MONTHS), self._today)
        made.changed.connect(self._typing.start)
        self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignRight)  # below the range it stands for
        return made

    def _make_periods(self) -> TwoPeriods:
        made = TwoPeriods(self._look, self._today)
        made.changed.connect(self._typing.start)
        self._column.addWidget(made)
        return made

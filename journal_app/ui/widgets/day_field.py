"""A small field for a day that is not in the future."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QToolButton, QWidget

from journal_app.ui.theme import Look

ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
"""The language the program speaks, whatever the machine's."""

_ARROW = 56  # pixels for the arrow, and the margins
_MODIFIERS = ~Qt.KeyboardModifier.KeypadModifier


def as_date(day: QDate) -> date:
    """Qt's day as Python's."""
    return date(day.year(), day.month(), day.day())


def as_qdate(day: date) -> QDate:
    """Python's day as Qt's."""
    return QDate(day.year, day.month, day.day)


class DayField(QDateEdit):
    """A day in words, typed or chosen from a month. Without a choice it is ``today``, also once today has passed."""

    def __init__(self, look: Look, today: date) -> None:
        super().__init__(as_qdate(today))
        self._look = look
        self._today = today
        self._ahead = date.min
        self.setProperty("kind", "day")
        self.setLocale(ENGLISH)
        self.setDisplayFormat("d MMMM yyyy")
        self.setMaximumDate(as_qdate(today))
        self.setCalendarPopup(True)
        self.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)  # unseen ones would still take clicks
        # A field that takes the wheel changes the day of a person who only meant to scroll.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(self._longest() + _ARROW, 40)
        look.changed.connect(self._dress)
        self._dress()

    def today_is(self, today: date, *, follows: bool = True) -> None:
        """Another day has begun, or the page is shown again. The field ``follows`` if nothing was chosen or begun."""
        untouched = follows and self.day() == self._today
        if not follows and self.day() > today:
            self._ahead = self.day()
        self._today = today
        self.setMaximumDate(as_qdate(max(today, self._ahead)))
        if untouched:
            self.setDate(as_qdate(today))
        self._dress()

    def day(self) -> date:
        """The day in the field."""
        return as_date(self.date())

    def put(self, day: date, *, may_be_ahead: bool = False) -> None:
        """Show a day; one that is still to come only where it ``may_be_ahead``, as it was when a clock was wrong."""
        self._ahead = day if may_be_ahead else date.min
        self.setMaximumDate(as_qdate(max(self._today, self._ahead)))
        self.setDate(as_qdate(day))

    def focusNextPrevChild(self, onwards: bool) -> bool:  # noqa: FBT001  Qt's own
        """Qt's own, which would stop at the day, at the month and at the year: arrow keys lead to those."""
        return QWidget.focusNextPrevChild(self, onwards)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go from the day to the month and the year."""
        if event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right) or event.modifiers() & _MODIFIERS:
            super().keyPressEvent(event)
            return
        step = 1 if event.key() == Qt.Key.Key_Right else -1
        self.setCurrentSectionIndex(min(max(self.currentSectionIndex() + step, 0), self.sectionCount() - 1))
        self.setSelectedSection(self.currentSection())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, with our own arrow: the style's would be a grey box."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._look.theme.colour("muted"), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        middle = QPointF(self.width() - 18, self.height() / 2)
        painter.drawPolyline([middle + QPointF(-4, -2), middle + QPointF(0, 2), middle + QPointF(4, -2)])

    def _longest(self) -> int:
        """How wide the longest day is."""
        self.ensurePolished()
        return max(
            self.fontMetrics().horizontalAdvance(f"30 {ENGLISH.monthName(month)} 2026") for month in range(1, 13)
        )

    def _dress(self) -> None:
        """Give the month that opens the program's look; Qt would paint weekends red and show week numbers."""
        month = self.calendarWidget()
        month.setLocale(ENGLISH)
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        plain, faint = self._format("text"), self._format("muted")
        for weekday in Qt.DayOfWeek:
            month.setWeekdayTextFormat(weekday, plain)
        month.setHeaderTextFormat(faint)
        month.setDateTextFormat(QDate(), QTextCharFormat())
        for ahead in range(1, 43):  # the six weeks of the last month that can be shown
            month.setDateTextFormat(as_qdate(self._today).addDays(ahead), faint)
        for name, icon, words in (
            ("qt_calendar_prevmonth", "previous", "Month before"),
            ("qt_calendar_nextmonth", "next", "Month after"),
        ):
            turn = month.findChild(QToolButton, name)
            if isinstance(turn, QToolButton):
                turn.setIcon(self._look.icon(icon))
                turn.setAccessibleName(words)

    def _format(self, colour: str) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(self._look.theme.colour(colour))
        made.setBackground(self._look.theme.colour("surface"))
        return made

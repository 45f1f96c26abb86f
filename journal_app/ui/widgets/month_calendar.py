"""A month, its days, and on which of them something was written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from journal_app.ui.theme import SMALL, Look, sans
from journal_app.ui.widgets.marks import paint_mark
from journal_app.ui.widgets.month_steps import days_on, month_length, months_on

DayMarks = Mapping[date, tuple[int, frozenset[str]]]

_CELL_HEIGHT = 34
_HEAD = 56
_MARK = 5.0
_KEYS = "Return shows that day only, M the whole month, Page Up and Page Down turn to other months."
_TITLE_HEIGHT = 32
_MONTH_TIP = "Show the whole month (M)"


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class MonthCalendar(QWidget):
    """Arrow keys move by days, PageUp and PageDown by months; Return chooses the day, M its month, Escape leaves.

    ``month_shown`` asks for the days of another month: (first, last); the answer goes to ``set_days``.
    """

    day_chosen = Signal(object)
    month_chosen = Signal(object)
    month_shown = Signal(object, object)
    left = Signal()

    def __init__(self, look: Look, today: date, shapes: Mapping[str, str]) -> None:
        super().__init__()
        self._look = look
        self._today = today
        self._shapes = dict(shapes)
        self._days: DayMarks = {}
        self._chosen: tuple[date, date] | None = None
        self.cursor_day = today
        self.month = today.replace(day=1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedHeight(_HEAD + 6 * _CELL_HEIGHT)
        self.setAccessibleDescription(_KEYS)
        self._say()
        look.changed.connect(self.update)

    def set_today(self, today: date) -> None:
        """Say which day it is; a window may stay open over midnight."""
        if today != self._today:
            self._today = self.cursor_day = today
            self.month = today.replace(day=1)
            self._say()

    def set_days(self, days: DayMarks) -> None:
        """Show on which days something was written, and about which practices."""
        self._days = days
        self._say()
        self.update()

    def set_chosen(self, since: date | None, until: date | None) -> None:
        """Mark the days the list is narrowed to."""
        self._chosen = (since, until) if since and until else None
        self.update()

    def show_month(self, month: date) -> None:
        """Turn to a month."""
        self.month = month.replace(day=1)
        last = self.month.replace(day=month_length(month))
        self.month_shown.emit(self.month, last)
        self.update()

    def sizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(266, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, turn the page, choose."""
        key, day = Qt.Key(event.key()), self.cursor_day
        if key in _STEPS:
            self._go(days_on(day, _STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._go(months_on(day, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(day.replace(day=1 if key == Qt.Key.Key_Home else month_length(day)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.day_chosen.emit(day)
        elif key == Qt.Key.Key_M:
            self.month_chosen.emit(day.replace(day=1))
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a day, the whole month, or turn to the next."""
        at = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._previous().contains(at):
            self._go(months_on(self.cursor_day, -1))
        elif self._next().contains(at):
            self._go(months_on(self.cursor_day, 1))
        elif at.y() < _TITLE_HEIGHT:
            self.month_chosen.emit(self.month)
        elif (day := self._day_at(at)) is not None:
            self._go(day)
            self.day_chosen.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be pressed."""
        at = event.position().toPoint()
        in_title = at.y() < _TITLE_HEIGHT
        turns = self._previous().contains(at) or self._next().contains(at)
        over = in_title or self._day_at(at) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        self.setToolTip(_MONTH_TIP if in_title and not turns else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own."""
        theme, painter = self._look.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sans(SMALL + 1, bold=True))
        painter.setPen(theme.colour("text"))
        painter.drawText(
            QRect(0, 0, self.width(), _TITLE_HEIGHT), int(Qt.AlignmentFlag.AlignCenter), f"{self.month:%B %Y}"
        )
        self._look.icon("previous").paint(painter, self._previous().adjusted(7, 7, -7, -7))
        self._look.icon("next").paint(painter, self._next().adjusted(7, 7, -7, -7))
        painter.setFont(sans(SMALL))
        painter.setPen(theme.colour("muted"))
        for column, letter in enumerate("MTWTFSS"):
            box = QRect(round(column * self._cell_width()), 34, round(self._cell_width()), 20)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), letter)
        for day in self._month_days():
            self._paint_day(painter, day)

    def _paint_day(self, painter: QPainter, day: date) -> None:
        theme, box = self._look.theme, QRectF(self.target(day))
        chosen = self._chosen is not None and self._chosen[0] <= day <= self._chosen[1]
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        if self.hasFocus() and day == self.cursor_day:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 6, 6)
        count, practices = self._days.get(day, (0, frozenset()))
        painter.setFont(sans(SMALL, bold=day == self._today or count > 0))
        painter.setPen(theme.colour("accent" if day == self._today else "text" if count else "muted"))
        painter.drawText(box.adjusted(0, 2, 0, -10), int(Qt.AlignmentFlag.AlignCenter), str(day.day))
        if count:
            self._paint_marks(painter, box, [key for key in self._shapes if key in practices][:4])

    def _paint_marks(self, painter: QPainter, box: QRectF, practices: list[str]) -> None:
        theme = self._look.theme
        if not practices:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("muted"))
            painter.drawEllipse(QRectF(box.center().x() - 1.5, box.bottom() - 9, 3, 3))
            return
        x = box.center().x() - (len(practices) * (_MARK + 1.5) - 1.5) / 2
        for key in practices:
            shape = self._shapes[key]
            paint_mark(painter, shape, QRectF(x, box.bottom() - 10, _MARK, _MARK), theme.mark(shape))
            x += _MARK + 1.5

    def _go(self, day: date) -> None:
        self.cursor_day = day
        if (day.year, day.month) != (self.month.year, self.month.month):
            self.show_month(day)
        self._say()
        self.update()

    def _say(self) -> None:
        day = self.cursor_day
        count, _ = self._days.get(day, (0, frozenset()))
        written = f"{count} reflection{'' if count == 1 else 's'}" if count else "nothing written"
        self.setAccessibleName(f"Calendar, {day:%A} {day.day} {day:%B %Y}, {written}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _month_days(self) -> list[date]:
        return [self.month + timedelta(days=n) for n in range(month_length(self.month))]

    def _cell_width(self) -> float:
        return self.width() / 7

    def target(self, day: date) -> QRect:
        """Where a day of the month in view can be pressed."""
        place = self.month.weekday() + day.day - 1
        width = self._cell_width()
        x = place % 7 * width
        return QRect(round(x), _HEAD + place // 7 * _CELL_HEIGHT, round(x + width) - round(x), _CELL_HEIGHT)

    def _day_at(self, at: QPoint) -> date | None:
        return next((day for day in self._month_days() if self.target(day).contains(at)), None)

    def _previous(self) -> QRect:
        return QRect(0, 0, _TITLE_HEIGHT, _TITLE_HEIGHT)

    def _next(self) -> QRect:
        return QRect(self.width() - _TITLE_HEIGHT, 0, _TITLE_HEIGHT, _TITLE_HEIGHT)

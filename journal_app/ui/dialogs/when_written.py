"""Asking when an entry was really written."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QDialog, QGridLayout, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from journal_app.domain.moment import Clock, Moment
from journal_app.ui.theme import Look
from journal_app.ui.widgets.day_field import DayField
from journal_app.ui.widgets.simple import button, label

_NO_BUTTONS = "QTimeEdit::up-button, QTimeEdit::down-button { width: 0; height: 0; border: none; background: none; }"


class WhenWrittenDialog(QDialog):
    """A day and a time, not in the future. ``chosen`` carries the Moment if the person changed it."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, look: Look, written: Moment, clock: Clock, *, all_day: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._clock, self._written = clock, written
        self.setWindowTitle("When was this written?")
        local = written.local
        self.day = _Day(look, clock.now().local_date)
        self.day.put(local.date())
        self.time = QTimeEdit(QTime(local.hour, local.minute))
        self.time.setDisplayFormat("HH:mm")
        # Told to have no buttons, a styled field would show no time either; so its buttons have no size.
        self.time.setStyleSheet(_NO_BUTTONS)
        self.time.lineEdit().setTextMargins(11, 0, 11, 0)
        self.time.setFixedSize(self.day.size())
        self._shown = self._in_fields()
        self._build(with_time=not all_day)
        self.accepted.connect(self._choose)

    def _build(self, *, with_time: bool) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        fields = (("&Day", self.day), ("&Time", self.time))
        for row, (name, field) in enumerate(fields if with_time else fields[:1]):
            named = label(name)
            named.setBuddy(field)
            field.setAccessibleName(name.lstrip("&"))
            grid.addWidget(named, row, 0)
            grid.addWidget(field, row, 1)
        keep, leave = button("Keep", "primary"), button("Cancel", "quiet")
        keep.setDefault(True)
        keep.clicked.connect(self.accept)
        leave.clicked.connect(self.reject)
        row_of_buttons = QHBoxLayout()
        row_of_buttons.addStretch(1)
        row_of_buttons.addWidget(leave)
        row_of_buttons.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(label("The list and the calendar go by this.", "muted"))
        column.addLayout(grid)
        column.addLayout(row_of_buttons)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def _choose(self) -> None:
        # What was not touched keeps its seconds, and its side of the hour that October has twice.
        if self._in_fields() != self._shown:
            self.chosen.emit(self._moment())

    def _in_fields(self) -> tuple[QDate, QTime]:
        return self.day.date(), self.time.time()

    def _moment(self) -> Moment:
        """What was chosen, where the entry was written; never later than now."""
        (day, time), zone = self._in_fields(), _zone_of(self._written)
        chosen = datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=zone)
        found = Moment.of(chosen, self._written.zone)
        now = self._clock.now()
        return found if found.utc <= now.utc else now


class _Day(DayField):
    """Up and Down go from the first of a month to the last of the one before, and back."""

    def stepBy(self, steps: int) -> None:
        """Qt's own."""
        if self.currentSection() != DayField.Section.DaySection:
            super().stepBy(steps)
            return
        self.setDate(min(self.date().addDays(steps), self.maximumDate()))
        self.setSelectedSection(DayField.Section.DaySection)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Qt's own: as far as the day may go, not the month."""
        down = QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return down if self.date() >= self.maximumDate() else down | QAbstractSpinBox.StepEnabledFlag.StepUpEnabled


def _zone_of(written: Moment) -> tzinfo:
    """The zone an entry was written in; where it is not known by name, its offset."""
    if written.zone:
        try:
            return ZoneInfo(written.zone)
        except (KeyError, ValueError, OSError):
            pass
    return timezone(timedelta(minutes=written.offset_minutes))

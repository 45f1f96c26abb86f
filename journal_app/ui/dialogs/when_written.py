"""Asking when an entry was really written."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtWidgets import QDateEdit, QDialog, QFormLayout, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from journal_app.domain.moment import Clock, Moment
from journal_app.ui.widgets.simple import button, label


class WhenWrittenDialog(QDialog):
    """A day and a time, not in the future. ``chosen`` carries the Moment if the person changed it."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, written: Moment, clock: Clock, *, all_day: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._clock, self._written = clock, written
        self.setWindowTitle("When was this written?")
        now, local = clock.now().local, written.local
        self.day = QDateEdit(QDate(local.year, local.month, local.day))
        self.day.setDisplayFormat("d MMMM yyyy")
        self.day.setCalendarPopup(True)
        self.day.setMaximumDate(QDate(now.year, now.month, now.day))
        self.time = QTimeEdit(QTime(local.hour, local.minute))
        self.time.setDisplayFormat("HH:mm")
        self._shown = self._in_fields()
        form = QFormLayout()
        form.addRow("&Day", self.day)
        if not all_day:
            form.addRow("&Time", self.time)
        keep, leave = button("Keep", "primary"), button("Cancel", "quiet")
        keep.setDefault(True)
        keep.clicked.connect(self.accept)
        leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label("The list and the calendar go by this.", "muted"))
        column.addLayout(form)
        column.addLayout(row)
        self.accepted.connect(self._choose)

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


def _zone_of(written: Moment) -> tzinfo:
    """The zone an entry was written in; where it is not known by name, its offset."""
    if written.zone:
        try:
            return ZoneInfo(written.zone)
        except (KeyError, ValueError, OSError):
            pass
    return timezone(timedelta(minutes=written.offset_minutes))

"""Asking when an entry was really written."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QDateEdit, QDialog, QFormLayout, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from journal_app.domain.moment import Clock, Moment, zone_name
from journal_app.ui.widgets.simple import button, label


class WhenWrittenDialog(QDialog):
    """A day and a time, not in the future."""

    def __init__(self, parent: QWidget, written: Moment, clock: Clock) -> None:
        super().__init__(parent)
        self._clock = clock
        self.setWindowTitle("When was this written?")
        now, local = clock.now().local, written.local
        self.day = QDateEdit(QDate(local.year, local.month, local.day))
        self.day.setDisplayFormat("d MMMM yyyy")
        self.day.setCalendarPopup(True)
        self.day.setMaximumDate(QDate(now.year, now.month, now.day))
        self.time = QTimeEdit(QTime(local.hour, local.minute))
        self.time.setDisplayFormat("HH:mm")
        form = QFormLayout()
        form.addRow("&Day", self.day)
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

    def moment(self) -> Moment:
        """What was chosen, in the zone of this machine; never later than now."""
        day, time, zone = self.day.date(), self.time.time(), self._clock.zone()
        chosen = datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=zone)
        found = Moment.of(chosen, zone_name(zone))
        now = self._clock.now()
        return found if found.utc <= now.utc else now


def ask_when_written(parent: QWidget, written: Moment, clock: Clock) -> Moment | None:
    """Ask; None if the person gave up."""
    dialog = WhenWrittenDialog(parent, written, clock)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    moment = dialog.moment() if accepted else None
    dialog.deleteLater()
    return moment

"""What another copy of the journal holds, and whether to merge it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journal_app.domain.merge import MergeReport
from journal_app.domain.merge_words import counted, listed_apart, what_stays
from journal_app.ui.dialogs.growing import GrowingDialog
from journal_app.ui.dialogs.screen import Problem
from journal_app.ui.widgets.simple import announce, button, label


class MergeDialog(GrowingDialog):
    """``agreed`` once the copy is to be merged; the caller closes the dialog."""

    agreed = Signal()

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Another copy of this journal")
        self.setMinimumWidth(460)
        self._busy = False
        self.words = label(f"Looking into “{name}”…", wrap=True)
        self.promise = label(
            "Nothing is removed: where a reflection was changed in both, the later text stays and the other is kept "
            "as a version of it. The copy itself becomes a backup.",
            "muted",
            wrap=True,
        )
        self.problem = Problem()
        self.go = button("Merge", "primary")
        self.leave = button("Not now", "quiet")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget in (self.words, self.promise, self.problem):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addLayout(row)
        self._name = name
        self.go.clicked.connect(self._agree)
        self.leave.clicked.connect(self.reject)
        self.go.setEnabled(False)
        self.leave.setFocus()

    def show_report(self, report: MergeReport) -> None:
        """Say what merging would bring."""
        words = f"“{self._name}” is another copy of this journal. {in_words(report)}"
        self.words.setText(words)
        announce(self.words, words)
        self.go.setText("Put it among the backups" if report.is_nothing_new else "Merge")
        self.promise.setVisible(not report.is_nothing_new)
        self.go.setEnabled(True)
        self.go.setFocus()

    def say(self, problem: str) -> None:
        """Say what went wrong; it can be left now."""
        self._set_busy(busy=False)
        self.go.setEnabled(False)
        for widget in (self.words, self.promise):
            widget.hide()
        self.problem.say(problem)
        self.leave.setText("Close")
        self.leave.setFocus()

    def reject(self) -> None:
        """Qt's own: what has begun cannot be called back."""
        if not self._busy:
            super().reject()

    def _agree(self) -> None:
        self._set_busy(busy=True)
        self.agreed.emit()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        for widget in (self.go, self.leave):
            widget.setEnabled(not busy)
        if busy:
            self.go.setText("Merging…")


def in_words(report: MergeReport) -> str:
    """What a copy holds that is not here, and what stays as it is here."""
    stays = what_stays(report.left)
    if report.is_nothing_new:
        return f"Nothing in it would be added here. {stays}" if stays else "All that is in it is here as well."
    return f"It holds {listed_apart(_news(report))}. {stays}".rstrip()


def _news(report: MergeReport) -> list[str]:
    parts = []
    if report.added:
        parts.append(f"{counted(report.added, 'reflection')} that {'is' if report.added == 1 else 'are'} not here")
    if report.joined:
        both = f", {report.twice:,} of them in their words" if report.twice else ""
        parts.append(f"{counted(report.joined, 'reflection')} changed since the two went apart{both}")
    if report.check_ins:
        parts.append(f"{counted(report.check_ins, 'check-in')} not here")
    if report.check_ins_joined:
        parts.append(f"{counted(report.check_ins_joined, 'check-in')} changed since the two went apart")
    if report.behaviours:
        parts.append(f"{counted(report.behaviours, 'behaviour')} added or changed there")
    if report.begun:
        parts.append(f"{counted(report.begun, 'check-in')} begun there and not saved yet")
    return parts

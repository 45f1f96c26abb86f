"""Giving a passphrase to a journal that has none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from journal_app.ui.dialogs.screen import Problem, passphrase_field
from journal_app.ui.widgets.simple import button, label


class SetPassphraseDialog(QDialog):
    """``chosen`` carries the passphrase once it was typed twice alike; the caller closes the dialog."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Set a passphrase")
        self.setMinimumWidth(440)
        self._busy = False
        self.first = passphrase_field("Passphrase")
        self.again = passphrase_field("The same again")
        self.problem = Problem()
        self.keep = button("Set the passphrase", "primary")
        self.leave = button("Cancel", "quiet")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(
            label(
                "Your journal is encrypted anew, and from then on opens only with this passphrase. Nobody can bring "
                "back a forgotten one, not even us.",
                wrap=True,
            )
        )
        for widget in (self.first, self.again, self.problem):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addLayout(row)
        self.first.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self._choose)
        self.keep.clicked.connect(self._choose)
        self.leave.clicked.connect(self.reject)
        self.first.setFocus()

    def say(self, problem: str) -> None:
        """Say what went wrong."""
        self._set_busy(busy=False)
        self.problem.say(problem)
        self.first.setFocus()

    def give_up(self) -> None:
        """Close, although it is being waited for."""
        self._busy = False
        self.reject()

    def reject(self) -> None:
        """Qt's own: what has begun cannot be called back, by Escape or otherwise."""
        if not self._busy:
            super().reject()

    def _choose(self) -> None:
        if not self.first.text():
            self.say("Type a passphrase first.")
        elif self.first.text() != self.again.text():
            self.say("The two are not the same. Type the second one again.")
            self.again.clear()
            self.again.setFocus()
        else:
            self._set_busy(busy=True)
            self.chosen.emit(self.first.text())

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        for widget in (self.first, self.again, self.keep, self.leave):
            widget.setEnabled(not busy)
        self.keep.setText("Encrypting anew…" if busy else "Set the passphrase")
        if busy:
            self.problem.say("")

"""Giving a passphrase to a journal that has none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from journal_app.ui.dialogs.screen import passphrase_field
from journal_app.ui.widgets.simple import button, label


class SetPassphraseDialog(QDialog):
    """``chosen`` carries the passphrase once it was typed twice alike; the caller closes the dialog."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Set a passphrase")
        self.setMinimumWidth(440)
        self.first = passphrase_field("Passphrase")
        self.again = passphrase_field("The same again")
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        self.keep = button("Set the passphrase", "primary")
        self.leave = button("Cancel", "quiet")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(
            label(
                "Your journal is encrypted anew, and from then on opens only with this passphrase. Nobody can bring "
                "back a forgotten one, not even us.",
                wrap=True,
            )
        )
        for widget in (self.first, self.again, self.problem):
            column.addWidget(widget)
        column.addLayout(row)
        self.first.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self._choose)
        self.keep.clicked.connect(self._choose)
        self.leave.clicked.connect(self.reject)

    def say(self, problem: str) -> None:
        """Say what went wrong."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self._set_busy(busy=False)

    def _choose(self) -> None:
        if not self.first.text():
            self.say("Type a passphrase first.")
            self.first.setFocus()
        elif self.first.text() != self.again.text():
            self.say("The two are not the same. Type the second one again.")
            self.again.clear()
            self.again.setFocus()
        else:
            self._set_busy(busy=True)
            self.chosen.emit(self.first.text())

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self.first, self.again, self.keep, self.leave):
            widget.setEnabled(not busy)
        self.keep.setText("Encrypting anew…" if busy else "Set the passphrase")

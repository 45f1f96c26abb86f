"""The lock screen: a passphrase, and what went wrong if it did not fit."""

from __future__ import annotations

from PySide6.QtCore import Signal

from journal_app.ui.dialogs.screen import Screen, passphrase_field
from journal_app.ui.widgets.simple import button, label


class UnlockScreen(Screen):
    """``unlock_asked`` carries the passphrase, or None where the journal has none."""

    unlock_asked = Signal(object)
    sample_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._protected = True
        self.heading = label("Welcome back", "heading")
        self.words = label("", "lead", wrap=True)
        self.field = passphrase_field("Passphrase")
        self.problem = label("", "danger", wrap=True)
        self.open_button = button("Unlock", "primary")
        self.sample = button("Look around in a sample journal", "link")
        for widget in (self.heading, self.words):
            self.column.addWidget(widget)
        self.column.addSpacing(16)
        self.column.addWidget(self.field)
        self.column.addWidget(self.problem)
        self.column.addSpacing(8)
        self.column.addWidget(self.open_button)
        self.column.addWidget(self.sample)
        self.field.returnPressed.connect(self._ask)
        self.open_button.clicked.connect(self._ask)
        self.sample.clicked.connect(self.sample_asked)

    def ask(self, *, protected: bool) -> None:
        """Ask for the passphrase; a journal without one only needs to be opened again."""
        self._protected = protected
        self.words.setText("Your journal is locked." if protected else "Your journal is closed.")
        self.field.setVisible(protected)
        self.say("")
        self.set_busy(busy=False)
        self.field.clear()
        (self.field if protected else self.open_button).setFocus()

    def say(self, problem: str) -> None:
        """Say what went wrong; the field is ready for another try."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            self.set_busy(busy=False)
            self.field.selectAll()
            (self.field if self._protected else self.open_button).setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """While the journal is being opened nothing can be pressed twice."""
        for widget in (self.field, self.open_button, self.sample):
            widget.setEnabled(not busy)
        word = "Unlock" if self._protected else "Open"
        self.open_button.setText("Opening…" if busy else word)

    def _ask(self) -> None:
        if self._protected and not self.field.text():
            return
        self.problem.hide()
        self.set_busy(busy=True)
        self.unlock_asked.emit(self.field.text() if self._protected else None)

"""The lock screen: a passphrase, and what went wrong if it did not fit."""

from __future__ import annotations

from PySide6.QtCore import Signal

from journal_app.ui.dialogs.screen import Problem, Screen, passphrase_field
from journal_app.ui.widgets.simple import announce, button, label

_SAMPLE, _SAMPLE_OPENING = "Look around in a sample journal", "Opening the sample…"
_STORE, _STORE_OPENING = "Unlock with this computer’s key store", "Asking the key store…"


class UnlockScreen(Screen):
    """``unlock_asked`` carries the passphrase, or None where only opening again can help."""

    unlock_asked = Signal(object)
    key_store_asked = Signal()
    forgotten = Signal()
    sample_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._protected = True
        self._busy = False
        self._seconds = 0
        self.heading = label("Welcome back", "heading")
        self.words = label("", "lead", wrap=True)
        self.field = passphrase_field("Passphrase")
        self.problem = Problem()
        self.open_button = button("Unlock", "primary")
        self.key_store = button(_STORE)
        self.lost = button("Forgotten your passphrase?", "link")
        self.sample = button(_SAMPLE, "link")
        self._build()
        self.field.returnPressed.connect(self._ask)
        self.open_button.clicked.connect(self._ask)
        self.key_store.clicked.connect(self.ask_key_store)
        self.lost.clicked.connect(self.forgotten)
        self.sample.clicked.connect(self._look_around)

    def _build(self) -> None:
        for widget in (self.heading, self.words):
            self.column.addWidget(widget)
        self.column.addSpacing(16)
        self.column.addWidget(self.field)
        self.column.addWidget(self.problem)
        self.column.addSpacing(8)
        self.column.addWidget(self.open_button)
        self.column.addWidget(self.key_store)
        self.column.addSpacing(4)
        self.add_link(self.lost)
        self.add_link(self.sample)

    def ask(self, *, protected: bool, by_key_store: bool = False) -> None:
        """Ask for the passphrase; a journal that cannot be opened can only be tried again."""
        self._protected = protected
        self.heading.setText("Welcome back" if protected else "Your journal did not open")
        self.words.setText("Your journal is locked." if protected else "")
        for widget in (self.words, self.field, self.lost):
            widget.setVisible(protected)
        self.key_store.setVisible(by_key_store)
        self.forget()
        self.problem.say("")
        self.set_busy(busy=False)
        self.place()
        self.take_focus()

    def ask_key_store(self) -> None:
        """Have the key store asked instead."""
        self.problem.say("")
        self.set_busy(busy=True)
        self.key_store.setText(_STORE_OPENING)
        self.key_store_asked.emit()

    def say(self, problem: str) -> None:
        """Say what went wrong; the field is ready for another try."""
        self.problem.say(problem)
        self.set_busy(busy=False)
        self.field.selectAll()
        self.take_focus()

    def wait(self, seconds: int) -> None:
        """So many seconds are left until the next attempt. What is typed meanwhile stays."""
        if seconds > self._seconds:
            announce(self, f"You can try again in {seconds} seconds.")
        self._seconds = seconds
        self._show_button()

    def set_busy(self, *, busy: bool) -> None:
        """While a journal is being opened nothing can be pressed twice."""
        self._busy = busy
        for widget in (self.field, self.key_store, self.lost, self.sample):
            widget.setEnabled(not busy)
        if not busy:
            self.sample.setText(_SAMPLE)
            self.key_store.setText(_STORE)
        self._show_button()

    def _show_button(self) -> None:
        waiting = self._protected and self._seconds > 0
        self.open_button.setEnabled(not self._busy and not waiting)
        if waiting:
            self.open_button.setText(f"Try again in {self._seconds} s")
        elif not self._busy:
            self.open_button.setText("Unlock" if self._protected else "Try again")

    def forget(self) -> None:
        """Empty the field."""
        self.field.clear()

    def take_focus(self) -> None:
        """Go to the field; where there is none, to the button."""
        (self.field if self._protected else self.open_button).setFocus()

    def _ask(self) -> None:
        if not self._protected:
            self.unlock_asked.emit(None)
        elif not self.field.text():
            self.take_focus()
        elif not self._seconds:
            self.problem.say("")
            self.set_busy(busy=True)
            self.open_button.setText("Opening…")
            self.unlock_asked.emit(self.field.text())

    def _look_around(self) -> None:
        self.set_busy(busy=True)
        self.sample.setText(_SAMPLE_OPENING)
        self.sample_asked.emit()

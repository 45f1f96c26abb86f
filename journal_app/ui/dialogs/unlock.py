"""The lock screen: a passphrase, and what went wrong if it did not fit."""

from __future__ import annotations

from PySide6.QtCore import Signal

from journal_app.ui.dialogs.screen import Problem, Screen, passphrase_field
from journal_app.ui.widgets.simple import button, label

_SAMPLE, _SAMPLE_OPENING = "Look around in a sample journal", "Opening the sample…"


class UnlockScreen(Screen):
    """``unlock_asked`` carries the passphrase, or None where only opening again can help."""

    unlock_asked = Signal(object)
    sample_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._protected = True
        self.heading = label("Welcome back", "heading")
        self.words = label("", "lead", wrap=True)
        self.field = passphrase_field("Passphrase")
        self.problem = Problem()
        self.open_button = button("Unlock", "primary")
        self.sample = button(_SAMPLE, "link")
        for widget in (self.heading, self.words):
            self.column.addWidget(widget)
        self.column.addSpacing(16)
        self.column.addWidget(self.field)
        self.column.addWidget(self.problem)
        self.column.addSpacing(8)
        self.column.addWidget(self.open_button)
        self.add_link(self.sample)
        self.field.returnPressed.connect(self._ask)
        self.open_button.clicked.connect(self._ask)
        self.sample.clicked.connect(self._look_around)

    def ask(self, *, protected: bool) -> None:
        """Ask for the passphrase; a journal that cannot be opened can only be tried again."""
        self._protected = protected
        self.heading.setText("Welcome back" if protected else "Your journal did not open")
        self.words.setText("Your journal is locked." if protected else "")
        self.words.setVisible(protected)
        self.field.setVisible(protected)
        self.forget()
        self.problem.say("")
        self.set_busy(busy=False)
        self.place()
        self.take_focus()

    def say(self, problem: str) -> None:
        """Say what went wrong; the field is ready for another try."""
        self.problem.say(problem)
        self.set_busy(busy=False)
        self.field.selectAll()
        self.take_focus()

    def set_busy(self, *, busy: bool) -> None:
        """While a journal is being opened nothing can be pressed twice."""
        for widget in (self.field, self.open_button, self.sample):
            widget.setEnabled(not busy)
        if not busy:
            self.open_button.setText("Unlock" if self._protected else "Try again")
            self.sample.setText(_SAMPLE)

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
        else:
            self.problem.say("")
            self.set_busy(busy=True)
            self.open_button.setText("Opening…")
            self.unlock_asked.emit(self.field.text())

    def _look_around(self) -> None:
        self.set_busy(busy=True)
        self.sample.setText(_SAMPLE_OPENING)
        self.sample_asked.emit()

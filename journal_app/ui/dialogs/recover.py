"""The way back in without the passphrase: the recovery key, then a new passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from journal_app.ui.dialogs.new_passphrase import NewPassphrase
from journal_app.ui.dialogs.screen import Problem, Screen, passphrase_field
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.widgets.simple import announce, button, label

_TYPE_IT = (
    "Type the recovery key that you kept: eight groups of four letters and digits. Capitals, spaces and dashes do not "
    "matter."
)
_NONE = (
    "No recovery key was made for this journal, so only its passphrase opens it. There is no limit to how often you "
    "may try: think of what you may have typed then, and of capitals and spaces."
)
_CHOOSE = "That is the right one. Now choose a new passphrase; the recovery key goes on working."
_GO_ON, _CHECKING = "Go on", "Looking…"
_OPEN, _OPENING = "Open my journal", "Opening…"


class RecoverScreen(Screen):
    """``check_asked`` carries what was typed as the recovery key; ``recover_asked`` that and the new passphrase."""

    check_asked = Signal(str)
    recover_asked = Signal(str, str)
    back_asked = Signal()

    def __init__(self, tasks: TaskRunner) -> None:
        super().__init__()
        self._found = self._busy = False
        self._seconds = 0
        self.words = label("", "lead", wrap=True)
        self.field = passphrase_field("Recovery key")
        # It is copied from paper, letter by letter, and of no use to whoever saw half of it.
        self.field.setEchoMode(QLineEdit.EchoMode.Normal)
        self.problem = Problem()
        self.passphrase = NewPassphrase(tasks, "New passphrase")
        self.go_on = button(_GO_ON, "primary")
        self.back = button("Back to the passphrase", "link")
        self._build()
        self.field.returnPressed.connect(self._ask)
        self.passphrase.entered.connect(self._ask)
        self.go_on.clicked.connect(self._ask)
        self.back.clicked.connect(self.back_asked)

    def _build(self) -> None:
        self.column.addWidget(label("Forgotten your passphrase?", "heading"))
        self.column.addWidget(self.words)
        self.column.addSpacing(16)
        for widget in (self.field, self.problem, self.passphrase):
            self.column.addWidget(widget)
        self.column.addSpacing(8)
        self.column.addWidget(self.go_on)
        self.add_link(self.back)

    def ask(self, *, there_is_one: bool) -> None:
        """Begin with the recovery key, or say that there is none."""
        self.forget()
        self.problem.say("")
        self._show(found=False)
        self.words.setText(_TYPE_IT if there_is_one else _NONE)
        for widget in (self.field, self.go_on):
            widget.setVisible(there_is_one)
        self.set_busy(busy=False)
        self.place()
        self.take_focus()

    def found(self) -> None:
        """The recovery key fits: ask for a new passphrase."""
        self._show(found=True)
        self.words.setText(_CHOOSE)
        announce(self, _CHOOSE)
        self.set_busy(busy=False)
        self.place()
        self.take_focus()

    def say(self, problem: str) -> None:
        """Say what went wrong; what was typed is still there."""
        self.set_busy(busy=False)
        (self.passphrase if self._found else self.problem).say(problem)
        self.take_focus()

    def wait(self, seconds: int) -> None:
        """So many seconds are left until the next attempt. What is typed meanwhile stays."""
        self._seconds = seconds
        self._show_button()

    def set_busy(self, *, busy: bool) -> None:
        """While a key is being tried nothing can be pressed twice."""
        self._busy = busy
        for widget in (self.field, self.passphrase, self.back):
            widget.setEnabled(not busy)
        self._show_button()

    def forget(self) -> None:
        """Empty the fields."""
        self.field.clear()
        self.passphrase.forget()

    def take_focus(self) -> None:
        """Go to what is to be typed; where nothing is, to the way back."""
        if self._found:
            self.passphrase.first.setFocus()
        else:
            (self.back if self.field.isHidden() else self.field).setFocus()

    def _show(self, *, found: bool) -> None:
        self._found = found
        self.field.setVisible(not found)
        self.problem.setVisible(not found and bool(self.problem.text()))
        self.passphrase.setVisible(found)

    def _show_button(self) -> None:
        waiting = self._seconds > 0 and not self._found
        self.go_on.setEnabled(not self._busy and not waiting)
        if waiting:
            self.go_on.setText(f"Try again in {self._seconds} s")
        elif self._found:
            self.go_on.setText(_OPENING if self._busy else _OPEN)
        else:
            self.go_on.setText(_CHECKING if self._busy else _GO_ON)

    def _ask(self) -> None:
        if self._found:
            passphrase = self.passphrase.chosen()
            if passphrase:
                self.passphrase.say("")
                self.set_busy(busy=True)
                self.recover_asked.emit(self.field.text(), passphrase)
        elif not self.field.text().strip():
            self.take_focus()
        elif not self._seconds:
            self.problem.say("")
            self.set_busy(busy=True)
            self.check_asked.emit(self.field.text())

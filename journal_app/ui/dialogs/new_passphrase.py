"""Choosing a passphrase: typed twice alike, its strength beneath the first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal_app.ui.dialogs.screen import Problem, passphrase_field
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.widgets.strength_meter import StrengthMeter


class NewPassphrase(QWidget):
    """Two fields, what is wrong with them, and how strong the first is. ``entered`` when Return ends the second."""

    entered = Signal()

    def __init__(self, tasks: TaskRunner, name: str = "Passphrase", *, or_else: str = "") -> None:
        """``or_else`` says what can be done instead of typing one."""
        super().__init__()
        self._none = f"Type a passphrase first{or_else}."
        self.first = passphrase_field(name)
        self.meter = StrengthMeter(self.first, tasks)
        self.again = passphrase_field("The same again")
        self.problem = Problem()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.first, self.meter, self.again, self.problem):
            column.addWidget(widget)
        self.first.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.entered)

    def chosen(self) -> str:
        """The passphrase; empty, after saying why, if there is none yet."""
        if not self.first.text():
            self.say(self._none)
            return ""
        if self.first.text() != self.again.text():
            self.problem.say("The two are not the same. Type the second one again.")
            self.again.clear()
            self.again.setFocus()
            return ""
        return self.first.text()

    def say(self, problem: str) -> None:
        """Say what is wrong; the fields are ready for another try."""
        self.problem.say(problem)
        if problem:
            self.first.setFocus()

    def forget(self) -> None:
        """Empty the fields."""
        self.first.clear()
        self.again.clear()

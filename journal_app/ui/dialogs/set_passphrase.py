"""Giving a passphrase to a journal that has none, and changing the one it has."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journal_app.ui.dialogs.growing import GrowingDialog
from journal_app.ui.dialogs.new_passphrase import NewPassphrase
from journal_app.ui.dialogs.screen import Problem, passphrase_field
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.widgets.simple import button, label


class SetPassphraseDialog(GrowingDialog):
    """``chosen`` carries the passphrase once it was typed twice alike; the caller closes the dialog."""

    chosen = Signal(str)

    title, name = "Set a passphrase", "Passphrase"
    keeps, keeping = "Set the passphrase", "Encrypting anew…"
    words = (
        "Your journal is encrypted anew, and from then on opens only with this passphrase. Nobody can bring back a "
        "forgotten one, not even us; a recovery key can help, and is offered next."
    )

    def __init__(self, parent: QWidget, tasks: TaskRunner) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.title)
        self.setMinimumWidth(460)
        self._busy = False
        self.passphrase = NewPassphrase(tasks, self.name)
        self.keep = button(self.keeps, "primary")
        self.leave = button("Cancel", "quiet")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.keep)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(12)
        self.column.addWidget(label(self.words, wrap=True))
        self.column.addWidget(self.passphrase)
        self.column.addSpacing(4)
        self.column.addLayout(row)
        self.passphrase.entered.connect(self._choose)
        self.keep.clicked.connect(self._choose)
        self.leave.clicked.connect(self.reject)
        self.take_focus()

    def take_focus(self) -> None:
        """Go to what is typed first."""
        self.passphrase.first.setFocus()

    def say(self, problem: str) -> None:
        """Say what went wrong."""
        self.set_busy(busy=False)
        self.passphrase.say(problem)
        self.take_focus()

    def give_up(self) -> None:
        """Close, although it is being waited for."""
        self._busy = False
        self.reject()

    def done(self, result: int) -> None:
        """Qt's own: nothing that was typed outlives the dialog."""
        self.forget()
        super().done(result)

    def forget(self) -> None:
        """Empty the fields."""
        self.passphrase.forget()

    def reject(self) -> None:
        """Qt's own: what has begun cannot be called back, by Escape or otherwise."""
        if not self._busy:
            super().reject()

    def _choose(self) -> None:
        passphrase = self.passphrase.chosen()
        if passphrase:
            self.set_busy(busy=True)
            self.chosen.emit(passphrase)

    def set_busy(self, *, busy: bool) -> None:
        """While it is being set nothing can be pressed twice."""
        self._busy = busy
        for widget in (self.passphrase, self.keep, self.leave):
            widget.setEnabled(not busy)
        self.keep.setText(self.keeping if busy else self.keeps)
        if busy:
            self.passphrase.say("")


class ChangePassphraseDialog(SetPassphraseDialog):
    """Asks for the passphrase that opens the journal now, too: whoever passes an open window is not to change it."""

    title, name = "Change passphrase", "New passphrase"
    keeps, keeping = "Change the passphrase", "Changing…"
    words = (
        "The new passphrase takes the place of the present one, for your journal and for its backups. What you wrote "
        "is not touched, and a recovery key stays as it is."
    )

    def __init__(self, parent: QWidget, tasks: TaskRunner) -> None:
        self.current, self.problem = passphrase_field("Present passphrase"), Problem()
        super().__init__(parent, tasks)
        self.column.insertWidget(1, self.current)
        self.column.insertWidget(2, self.problem)
        self.current.returnPressed.connect(self._go_on)
        self.current.textEdited.connect(lambda _text: self.problem.say(""))
        self.setTabOrder(self.current, self.passphrase.first)
        self.take_focus()

    def take_focus(self) -> None:
        """Go to the present one."""
        self.current.setFocus()
        self.current.selectAll()

    def say(self, problem: str) -> None:
        """Say what went wrong, beside the present one: hardly anything else can be."""
        self.set_busy(busy=False)
        self.problem.say(problem)
        self.take_focus()

    def forget(self) -> None:
        """Empty the fields."""
        self.current.clear()
        super().forget()

    def set_busy(self, *, busy: bool) -> None:
        """While it is being changed nothing can be pressed twice."""
        self.current.setEnabled(not busy)
        self.problem.say("")
        super().set_busy(busy=busy)

    def _go_on(self) -> None:
        """To the next field; or if all is there already, as after a mistake in this one, on with it."""
        if self.passphrase.first.text() and self.passphrase.again.text():
            self._choose()
        else:
            self.passphrase.first.setFocus()

    def _choose(self) -> None:
        if self.current.text():
            super()._choose()
        else:
            self.say("Type the passphrase that opens your journal now.")

"""The first thing anybody sees: choose a passphrase and begin, or look around in a sample journal."""

from __future__ import annotations

from PySide6.QtCore import Signal

from journal_app.ui.dialogs.new_passphrase import NewPassphrase
from journal_app.ui.dialogs.screen import Screen
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.widgets.simple import button, label, rule

_CREATE, _CREATING = "Create my journal", "Making your journal…"
_SAMPLE, _OPENING = "Look around in a sample journal", "Opening the sample…"


class FirstRunScreen(Screen):
    """``create_asked`` carries the passphrase, or None for none."""

    create_asked = Signal(object)
    sample_asked = Signal()

    def __init__(self, tasks: TaskRunner) -> None:
        super().__init__()
        self.passphrase = NewPassphrase(tasks, or_else=", or go on without one")
        self.create_button = button(_CREATE, "primary")
        self.without = button("Go on without a passphrase", "link")
        self.sample = button(_SAMPLE)
        self._build()
        self._connect()

    def _build(self) -> None:
        add = self.column.addWidget
        add(label("A quiet place to think", "heading"))
        add(
            label(
                "Your reflections stay on this computer, encrypted. There is no account, and nothing leaves unless "
                "you send it.",
                "lead",
                wrap=True,
            )
        )
        self.column.addSpacing(16)
        add(label("Choose a passphrase", "section"))
        add(self.passphrase)
        add(
            label(
                "Nobody can bring back a forgotten passphrase, not even us. A recovery key can help, and is offered "
                "next.",
                "small",
                wrap=True,
            )
        )
        self.column.addSpacing(8)
        add(self.create_button)
        self.add_link(self.without)
        self.column.addSpacing(20)
        add(rule())
        self.column.addSpacing(12)
        add(self.sample)
        add(
            label(
                "Nine months of one invented leader: reflections, check-ins and trends. It is kept apart from yours.",
                "small",
                wrap=True,
            )
        )

    def _connect(self) -> None:
        self.passphrase.entered.connect(self._create)
        self.create_button.clicked.connect(self._create)
        self.without.clicked.connect(lambda: self._go(None))
        self.sample.clicked.connect(self._look_around)

    def ask(self) -> None:
        """Begin with the passphrase."""
        self.forget()
        self.say("")
        self.place()
        self.take_focus()

    def take_focus(self) -> None:
        """Go to the first field."""
        self.passphrase.first.setFocus()

    def _create(self) -> None:
        passphrase = self.passphrase.chosen()
        if passphrase:
            self._go(passphrase)

    def _go(self, passphrase: str | None) -> None:
        self.set_busy(busy=True)
        self.create_button.setText(_CREATING)
        self.create_asked.emit(passphrase)

    def _look_around(self) -> None:
        self.set_busy(busy=True)
        self.sample.setText(_OPENING)
        self.sample_asked.emit()

    def say(self, problem: str) -> None:
        """Say what is wrong, beside the fields, which are ready for another try."""
        self.passphrase.say(problem)

    def set_busy(self, *, busy: bool) -> None:
        """While a journal is being made nothing can be pressed twice."""
        for widget in (self.passphrase, self.create_button, self.without, self.sample):
            widget.setEnabled(not busy)
        if busy:
            self.say("")
        else:
            self.create_button.setText(_CREATE)
            self.sample.setText(_SAMPLE)

    def forget(self) -> None:
        """Empty the fields."""
        self.passphrase.forget()

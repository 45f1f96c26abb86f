"""The first thing anybody sees: choose a passphrase and begin, or look around in a sample journal."""

from __future__ import annotations

from PySide6.QtCore import Signal

from journal_app.ui.dialogs.screen import Screen, passphrase_field
from journal_app.ui.widgets.simple import button, label, rule


class FirstRunScreen(Screen):
    """``create_asked`` carries the passphrase, or None for none."""

    create_asked = Signal(object)
    sample_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first = passphrase_field("Passphrase")
        self.again = passphrase_field("The same again")
        self.problem = label("", "danger", wrap=True)
        self.create_button = button("Create my journal", "primary")
        self.without = button("Go on without a passphrase", "link")
        self.sample = button("Look around in a sample journal")
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
        add(self.first)
        add(self.again)
        add(
            label(
                "A few unrelated words are easy to remember and hard to guess. Nobody can bring back a forgotten "
                "passphrase, not even us.",
                "small",
                wrap=True,
            )
        )
        add(self.problem)
        self.problem.hide()
        self.column.addSpacing(8)
        add(self.create_button)
        add(self.without)
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
        self.first.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self._create)
        self.create_button.clicked.connect(self._create)
        self.without.clicked.connect(lambda: self._go(None))
        self.sample.clicked.connect(self.sample_asked)

    def _create(self) -> None:
        if not self.first.text():
            self.say("Type a passphrase first, or go on without one.")
            self.first.setFocus()
        elif self.first.text() != self.again.text():
            self.say("The two are not the same. Type the second one again.")
            self.again.clear()
            self.again.setFocus()
        else:
            self._go(self.first.text())

    def _go(self, passphrase: str | None) -> None:
        self.set_busy(busy=True)
        self.create_asked.emit(passphrase)

    def say(self, problem: str) -> None:
        """Say what is wrong, beside the fields."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def set_busy(self, *, busy: bool) -> None:
        """While the journal is being made nothing can be pressed twice."""
        for widget in (self.first, self.again, self.create_button, self.without, self.sample):
            widget.setEnabled(not busy)
        self.create_button.setText("Making your journal…" if busy else "Create my journal")
        if busy:
            self.say("")

    def forget(self) -> None:
        """Empty the fields."""
        self.first.clear()
        self.again.clear()

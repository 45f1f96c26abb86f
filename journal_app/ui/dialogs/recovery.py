"""The screen of a journal that did not open: what happened, what is safe, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QPushButton, QVBoxLayout, QWidget

from journal_app.domain.rescue import Outlook, Readable, RescueReport, hurt_in_words
from journal_app.ui.dialogs.screen import Problem, Screen, passphrase_field
from journal_app.ui.widgets.simple import announce, button, emptied, label

_LIST_HEIGHT = 137


class RecoveryScreen(Screen):
    """Shows what the caller finds; ``chosen`` carries "rescue", "copy", "keys", "folder", "save" or "open".

    ``passphrase_given`` carries a passphrase, ``again_asked`` comes when it is to be opened as before.
    """

    chosen = Signal(str)
    passphrase_given = Signal(str)
    again_asked = Signal()
    sample_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading = label("", "heading", wrap=True)
        self.words = label("", "", wrap=True)
        self.field = passphrase_field("Passphrase")
        self.unlock = button("Look with this passphrase")
        self.state = label("", "muted", wrap=True)
        self.problem = Problem()
        self.folder = button("Open the folder", "link")
        self.again = button("Try again")
        self.sample = button("Look around in a sample journal", "link")
        self._options = QVBoxLayout()
        self._options.setContentsMargins(0, 0, 0, 0)
        self._options.setSpacing(4)
        self._build()
        self.field.returnPressed.connect(self._give)
        self.unlock.clicked.connect(self._give)
        self.folder.clicked.connect(lambda: self.chosen.emit("folder"))
        self.again.clicked.connect(self.again_asked)
        self.sample.clicked.connect(self.sample_asked)

    def _build(self) -> None:
        self.column.addWidget(self.heading)
        self.column.addWidget(self.words)
        self.column.addSpacing(8)
        self.column.addWidget(self.field)
        self.column.addWidget(self.unlock)
        self.column.addWidget(self.state)
        self.column.addLayout(self._options)
        self.column.addWidget(self.problem)
        self.column.addSpacing(8)
        self.column.addWidget(self.again)
        self.add_link(self.folder)
        self.add_link(self.sample)

    # What it shows

    def begin(self, words: str, *, opens: bool = False) -> None:
        """Say what happened; what can be done about it is being looked for. ``opens``: it does open all the same."""
        self.heading.setText("Your journal is damaged" if opens else "Your journal did not open")
        self.again.setText("Open it all the same" if opens else "Try again")
        for widget in (self.again, self.sample):
            widget.show()
        self.words.setText(words)
        self.forget()
        self.problem.say("")
        self.look_busy("Looking for what can be done about it…")
        self.take_focus()

    def look_busy(self, words: str) -> None:
        """Something is being done, and nothing can be pressed meanwhile but what does not touch the journal."""
        emptied(self._options)
        self._ask_passphrase(asked=False)
        self.problem.say("")
        self._say(words)
        self.again.setEnabled(False)
        self.place()

    def show_outlook(self, outlook: Outlook) -> None:
        """Offer what can be done, the best first."""
        self.set_busy(busy=False)
        emptied(self._options)
        self._ask_passphrase(asked=outlook.asks_passphrase)
        self._say(_what_can_be_done(outlook))
        offers = list(_offers(outlook))
        for place, (key, text, words) in enumerate(offers):
            self._offer(key, text, words, first=place == 0)
        self.place()
        self.take_focus()

    def show_report(self, report: RescueReport) -> None:
        """Say what was rescued, and name what was not."""
        self.set_busy(busy=False)
        emptied(self._options)
        self._ask_passphrase(asked=False)
        self.heading.setText("Your journal is rescued")
        self.words.setText(_rescued(report))
        self._say("These could not be read whole:" if report.hurt else "")
        if report.hurt:
            shown = _list_of([hurt_in_words(hurt) for hurt in report.hurt])
            self._options.addWidget(shown)
            shown.show()
            self._offer("save", "Save this list…", "Days only, none of your words.", first=False)
        self._offer("open", "Open the journal", "", first=True)
        for widget in (self.again, self.sample):
            widget.hide()
        self.place()
        self.take_focus()

    def say(self, problem: str) -> None:
        """Say what went wrong."""
        self.set_busy(busy=False)
        self._say("")
        self.problem.say(problem)
        self.place()
        self.take_focus()

    def refuse(self, problem: str) -> None:
        """Say that a passphrase did not help; it can be typed over at once."""
        self.problem.say(problem)
        self.field.selectAll()
        self.place()

    def set_busy(self, *, busy: bool) -> None:
        """While something is under way nothing can be pressed twice."""
        for widget in (self.field, self.unlock, self.again, self.sample, *self._buttons()):
            widget.setEnabled(not busy)

    def forget(self) -> None:
        """Empty the field."""
        self.field.clear()

    def take_focus(self) -> None:
        """Go to the passphrase, if one is asked for; else to the best that can be done."""
        offered = [made for made in self._buttons() if made.property("kind") == "primary"]
        if not self.field.isHidden():
            self.field.setFocus()
        elif offered:
            offered[0].setFocus()
        else:
            (self.again if self.again.isEnabled() else self.folder).setFocus()

    # Its parts

    def _buttons(self) -> list[QPushButton]:
        items = [self._options.itemAt(place) for place in range(self._options.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, QPushButton)]

    def _offer(self, key: str, text: str, words: str, *, first: bool) -> None:
        made = button(text, "primary" if first else "")
        made.clicked.connect(lambda: self.chosen.emit(key))
        self._options.addSpacing(8)
        self._options.addWidget(made)
        # Qt would show it a moment later, and the keyboard goes there now.
        made.show()
        if words:
            made.setAccessibleDescription(words)
            self._options.addWidget(label(words, "small", wrap=True))

    def _ask_passphrase(self, *, asked: bool) -> None:
        self.field.setVisible(asked)
        self.unlock.setVisible(asked)

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.state.setVisible(bool(words))
        if words:
            announce(self.state, words)

    def _give(self) -> None:
        if self.field.text():
            self.passphrase_given.emit(self.field.text())
        else:
            self.field.setFocus()


def _what_can_be_done(outlook: Outlook) -> str:
    if outlook.asks_passphrase and outlook.is_hopeless:
        return "Give your passphrase, and Throughline can look into the journal and its backups."
    if outlook.is_hopeless:
        return (
            "Nothing could be read, and among the backups none is sound. Keep the folder as it is: "
            "a copy of it from elsewhere, put in its place, opens again."
        )
    return "Throughline has changed nothing. Whatever you choose, the files as they are now are kept among the backups."


def _offers(outlook: Outlook) -> list[tuple[str, str, str]]:
    """Key, text and words of each, the one that saves most first."""
    offers = []
    if outlook.keys_in is not None and outlook.keys_at is not None:
        text = f"Bring back the key file of {outlook.keys_at.day} {outlook.keys_at:%B}"
        offers.append(("keys", text, "It opens the journal as it is now, with everything you wrote."))
    if outlook.readable is not None:
        offers.append(("rescue", "Rescue what can be read", _in_words(outlook.readable)))
    if outlook.copy is not None:
        copy = outlook.copy
        local = copy.at.astimezone()
        words = f"{_reflections(copy.entries)}. What was written since then is not in it."
        offers.append(("copy", f"Bring back the backup of {local.day} {local:%B, %H:%M}", words))
    return offers


def _in_words(readable: Readable) -> str:
    found = _reflections(readable.entries)
    if not readable.hurt:
        return f"{found}; none seems to be missing."
    return f"{found}; {readable.hurt:,} cannot be read whole, or not at all. You will see which."


def _rescued(report: RescueReport) -> str:
    checks = f" and {report.check_ins:,} check-in{'' if report.check_ins == 1 else 's'}" if report.check_ins else ""
    words = f"{_reflections(report.entries)}{checks} are here."
    if not report.proven:
        words += " What proves each page was lost with the first one: look through them with care."
    if not report.hurt:
        words += " None seems to be missing, though a practice, a tag or a rating may be."
    return f"{words} The damaged files are kept among the backups."


def _reflections(count: int) -> str:
    return f"{count:,} reflection{'' if count == 1 else 's'}"


def _list_of(lines: list[str]) -> QWidget:
    made = QListWidget()
    made.addItems(lines)
    made.setAccessibleName("What could not be read whole")
    made.setFixedHeight(min(_LIST_HEIGHT, 12 + 25 * len(lines)))
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWordWrap(True)
    made.setCurrentRow(0)
    return made

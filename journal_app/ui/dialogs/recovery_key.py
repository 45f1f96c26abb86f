"""Making a recovery key: shown once, saved or written down, typed back in part, and only then good for anything."""

from __future__ import annotations

from functools import partial
from random import SystemRandom

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from journal_app.domain.recovery_key import RecoveryKey, groups_to_type_back, typed_back
from journal_app.ui.dialogs.screen import Problem
from journal_app.ui.widgets.simple import announce, button, label

_FIRST = (
    "If you forget your passphrase, this key opens your journal, and nothing else does. Nobody else has it, and it is "
    "not shown again. Keep it on paper or with your other important documents, not beside the computer."
)
_INSTEAD = " It takes the place of the one you have, which opens nothing from then on."
_COPIED = "Copied. Other programs can read it there: paste it where it is safe. It is taken back when you close this."
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


class RecoveryKeyDialog(QDialog):
    """``kept`` once the person has shown that they have the key; the caller closes the dialog.

    ``save_asked`` and ``print_asked`` ask for a sheet of paper with it.
    """

    kept = Signal()
    save_asked = Signal()
    print_asked = Signal()

    def __init__(self, parent: QWidget, key: RecoveryKey, *, replaces: bool, can_print: bool, later: str) -> None:
        """``later`` is what the button says that leaves things as they are."""
        super().__init__(parent)
        self.setWindowTitle("Recovery key")
        self.setMinimumWidth(520)
        self.key = key
        self._busy = False
        self._asked = groups_to_type_back(SystemRandom())
        self.note = label("", "small", wrap=True)
        self.steps = QStackedWidget()
        self.steps.addWidget(self._shown(replaces=replaces, can_print=can_print, later=later))
        self.steps.addWidget(self._typed_back())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.addWidget(self.steps)
        self.has_it.setFocus()
        # It may also go without being closed, when the journal is locked.
        self.destroyed.connect(partial(_take_back, key.text))

    def _shown(self, *, replaces: bool, can_print: bool, later: str) -> QWidget:
        groups = self.key.groups
        self.letters = label(f"{'  '.join(groups[:4])}\n{'  '.join(groups[4:])}", "key")
        self.letters.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.letters.setAccessibleName("Recovery key: " + ", ".join(" ".join(group) for group in groups))
        self.letters.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.save, self.print_it, self.copy = button("Save as PDF…"), button("Print…"), button("Copy")
        self.later, self.has_it = button(later, "quiet"), button("I have kept it", "primary")
        self.save.clicked.connect(self.save_asked)
        self.print_it.clicked.connect(self.print_asked)
        self.copy.clicked.connect(self._copy)
        self.later.clicked.connect(self.reject)
        self.has_it.clicked.connect(self._go_on)
        words = label(_FIRST + (_INSTEAD if replaces else ""), wrap=True)
        copies = [self.save, self.copy, *([self.print_it] if can_print else [])]
        return _page(words, self.letters, _row(*copies), self.note, _row(None, self.later, self.has_it))

    def _typed_back(self) -> QWidget:
        self.fields = [_group_field(group) for group in self._asked]
        self.problem = Problem()
        self.back, self.finish = button("Show it again", "quiet"), button("Keep this key", "primary")
        self.fields[0].returnPressed.connect(self.fields[1].setFocus)
        self.fields[1].returnPressed.connect(self._check)
        self.back.clicked.connect(lambda: self.steps.setCurrentIndex(0))
        self.finish.clicked.connect(self._check)
        first, second = (_ORDINALS[group - 1] for group in self._asked)
        words = label(f"Type back its {first} and its {second} group, from where you have kept it.", wrap=True)
        return _page(words, _row(*self.fields), self.problem, _row(None, self.back, self.finish))

    def tell(self, words: str) -> None:
        """Say what became of the key, beside the buttons."""
        self.note.setText(words)
        announce(self.note, words)

    def say(self, problem: str) -> None:
        """Say why the key could not be kept."""
        self._set_busy(busy=False)
        self.problem.say(problem)

    def done(self, result: int) -> None:
        """Qt's own: what was copied does not stay on the clipboard."""
        _take_back(self.key.text)
        super().done(result)

    def reject(self) -> None:
        """Qt's own: what has begun cannot be called back."""
        if not self._busy:
            super().reject()

    def _go_on(self) -> None:
        for field in self.fields:
            field.clear()
        self.problem.say("")
        self.steps.setCurrentIndex(1)
        self.fields[0].setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.key.text)
        self.tell(_COPIED)

    def _check(self) -> None:
        wrong = [
            field
            for group, field in zip(self._asked, self.fields, strict=True)
            if not typed_back(self.key, group, field.text())
        ]
        if not wrong:
            self._set_busy(busy=True)
            self.kept.emit()
            return
        which = "Neither of these is" if len(wrong) == 2 else f"The {wrong[0].accessibleName().lower()} is not"
        self.problem.say(f"{which} what the key says. Compare it with what you kept, or have it shown again.")
        wrong[0].setFocus()
        wrong[0].selectAll()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        for widget in (*self.fields, self.back, self.finish):
            widget.setEnabled(not busy)
        self.finish.setText("Keeping it…" if busy else "Keep this key")
        if busy:
            self.problem.say("")


def _take_back(text: str, _gone: object = None) -> None:
    clipboard = QGuiApplication.clipboard()
    if clipboard.text() == text:
        clipboard.clear()


def _group_field(group: int) -> QLineEdit:
    field = QLineEdit()
    name = f"{_ORDINALS[group - 1].capitalize()} group"
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.setMaxLength(12)
    return field


def _page(*parts: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    for part in parts[:-1]:
        column.addWidget(part)
    column.addStretch(1)
    column.addWidget(parts[-1])
    return page


def _row(*widgets: QWidget | None) -> QWidget:
    """Widgets side by side; None takes the room that is left."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return holder

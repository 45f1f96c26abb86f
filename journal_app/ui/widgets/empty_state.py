"""What a list or page says while there is nothing in it: what it is for, and the one thing that starts it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal_app.ui.theme import Look
from journal_app.ui.widgets.simple import button, label


class EmptyState(QWidget):
    """A heading, a sentence and one button; ``acted`` when it is pressed."""

    acted = Signal()

    def __init__(self, look: Look, heading: str, sentence: str, action: str) -> None:
        super().__init__()
        self._look = look
        self._heading = label("", "lead", wrap=True)
        self._sentence = label("", "muted", wrap=True)
        self.action = button("")
        self.action.clicked.connect(lambda _on=False: self.acted.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        for words in (self._heading, self._sentence):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        column.addSpacing(8)
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.say(heading, sentence, action)

    def say(self, heading: str, sentence: str, action: str) -> None:
        """Say something else."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        self.action.setText(action)

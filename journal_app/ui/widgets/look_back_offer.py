"""The offer to think back: what time it is for that, the question, and two answers."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journal_app.domain.rhythm_words import ago_words
from journal_app.ui.widgets.simple import button, label

_QUESTION = "Thinking back, where were you really?"


class LookBackOffer(QWidget):
    """``accepted`` carries the day to think back to; ``put_off`` if not now."""

    accepted = Signal(object)
    put_off = Signal()

    def __init__(self, as_of: date, today: date) -> None:
        super().__init__()
        words = f"It is {ago_words(as_of, today)} since your first check-in."
        self.setAccessibleName(f"{words} {_QUESTION}")
        self.look_back, self.not_now = button("Look back"), button("Not now", "quiet")
        self.look_back.setAccessibleDescription(f"{words} {_QUESTION}")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.look_back)
        row.addWidget(self.not_now)
        row.addStretch(1)
        question = label(_QUESTION, "bookish", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(2)
        # A word joiner: no line is to end in the middle of "check-in".
        column.addWidget(label(words.replace("check-in", "check-\u2060in"), "strong", wrap=True))
        column.addWidget(question)
        column.addSpacing(8)
        column.addLayout(row)
        self.look_back.clicked.connect(lambda _on=False: self.accepted.emit(as_of))
        self.not_now.clicked.connect(lambda _on=False: self.put_off.emit())

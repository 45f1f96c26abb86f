"""What stands above and below the statements of a check-in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journal_app.domain.content import Scale
from journal_app.ui.theme import Look
from journal_app.ui.widgets.day_field import DayField
from journal_app.ui.widgets.flow_layout import FlowLayout
from journal_app.ui.widgets.rating_form import MARGIN, WIDTH
from journal_app.ui.widgets.rating_options import options_of
from journal_app.ui.widgets.rating_row import PADDING
from journal_app.ui.widgets.simple import button, label, rule

_QUESTION = ("How often did you do this in the last four weeks?", "Your earlier ratings stay hidden until you save.")
_BEGUN = "You began this one earlier; it is still here."
_READ_ONLY = "This journal is open for writing elsewhere; you can read, not rate."


class CheckInTop(QWidget):
    """The heading, the question, the scale in words, and what there is to say about this one."""

    start_again = Signal()

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, 0, PADDING, 0)
        column.setSpacing(0)
        column.addWidget(label("Check-in", "heading"))
        column.addSpacing(8)
        question = FlowLayout(gap=5)  # one line; where there is no room for it, the second sentence begins another
        for sentence in _QUESTION:
            question.addWidget(label(sentence, "lead"))
        column.addLayout(question)
        column.addSpacing(8)
        legend = " · ".join(f"{option.sign} {option.words}" for option in options_of(scale))
        column.addWidget(label(legend, "small", wrap=True))
        self._notice = QWidget()
        row = QHBoxLayout(self._notice)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(8)
        self._words = label("", "muted")
        self._words.setMinimumHeight(28)
        row.addWidget(self._words)
        self._again = button("Start again", "link")
        self._again.clicked.connect(self.start_again)
        row.addWidget(self._again)
        row.addStretch(1)
        column.addWidget(self._notice)
        self.say_nothing()

    def say_begun(self) -> None:
        """An earlier, half-done one is shown; it can be dropped."""
        self._say(_BEGUN, can_drop=True)

    def say_read_only(self) -> None:
        """Nothing can be rated here, and why."""
        self._say(_READ_ONLY, can_drop=False)

    def say_nothing(self) -> None:
        """There is nothing to say."""
        self._notice.hide()

    def _say(self, words: str, *, can_drop: bool) -> None:
        self._words.setText(words)
        self._again.setVisible(can_drop)
        self._notice.show()


class CheckInFoot(QWidget):
    """How far one is, the day it is about, and the button that saves; it stays at the bottom."""

    save_asked = Signal()

    def __init__(self, look: Look, today: date) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        side = QHBoxLayout()
        side.setContentsMargins(MARGIN, 12, MARGIN, 12)
        column.addLayout(side)
        holder = QWidget()
        holder.setMaximumWidth(WIDTH)
        side.addWidget(holder, 1000)
        side.addStretch(1)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        said = QVBoxLayout()
        said.setSpacing(0)
        self._progress, self._detail = label(), label("", "small")
        said.addStretch(1)
        said.addWidget(self._progress)
        said.addWidget(self._detail)
        said.addStretch(1)
        row.addLayout(said, 1)
        before_day = label("Looking back from", "muted")
        row.addWidget(before_day)
        self.day = DayField(look, today)
        self.day.setAccessibleName("The day this check-in looks back from")
        before_day.setBuddy(self.day)
        row.addWidget(self.day)
        self.save = button("Save check-in", "primary")
        self.save.setToolTip("Save check-in (Ctrl+Return)")
        self.save.clicked.connect(self.save_asked)
        row.addWidget(self.save)

    def show_progress(self, answers: Collection[int | None], of: int) -> None:
        """Say how many statements have an answer, and let it be saved once one has a rating."""
        self._progress.setText(progress_words(answers, of))
        detail = passed_words(answers)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.save.setEnabled(bool(answers))

    def lock(self) -> None:
        """Let nothing be changed or saved."""
        self.setEnabled(False)

    def focus_save(self) -> None:
        """Go to the button."""
        self.save.setFocus(Qt.FocusReason.TabFocusReason)


def progress_words(answers: Collection[int | None], of: int) -> str:
    """How many statements have an answer: "16 of 18 answered". "No opportunity" is an answer too."""
    if not answers:
        return "Nothing rated yet"
    return f"All {of} answered" if len(answers) == of else f"{len(answers)} of {of} answered"


def passed_words(answers: Collection[int | None]) -> str:
    """How many of the answers are "no opportunity"; "" if none is."""
    passed = sum(answer is None for answer in answers)
    if passed and passed == len(answers):
        return "None rated yet: all with no opportunity"
    return f"{passed} with no opportunity" if passed else ""

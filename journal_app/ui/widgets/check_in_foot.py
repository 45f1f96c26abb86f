"""What stands below the statements of a check-in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journal_app.ui.theme import Look
from journal_app.ui.widgets.asking import Asking
from journal_app.ui.widgets.day_field import DayField
from journal_app.ui.widgets.page_column import MARGIN
from journal_app.ui.widgets.rating_form import WIDTH
from journal_app.ui.widgets.simple import button, label, rule


class CheckInFoot(QWidget):
    """How far one is, the day it is about, and the button that saves; it stays at the bottom."""

    save_asked = Signal()
    leave_asked = Signal()

    def __init__(self, look: Look, today: date) -> None:
        super().__init__()
        self._locked = False
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
        self._before_day = label("About the weeks up to", "muted")
        row.addWidget(self._before_day)
        self.day = DayField(look, today)
        self.day.setAccessibleName("The day this check-in goes up to")
        self._before_day.setBuddy(self.day)
        row.addWidget(self.day)
        self.leave = button("", "quiet")
        self.leave.clicked.connect(self.leave_asked)
        row.addWidget(self.leave)
        self.save = button("", "primary")
        self.save.clicked.connect(self.save_asked)
        row.addWidget(self.save)

    def show_asking(self, asking: Asking) -> None:
        """Offer what goes with it; a look back is made today, whatever day it thinks of."""
        for part in (self._before_day, self.day):
            part.setVisible(asking.as_of is None)
        self._before_day.setText(asking.day)
        self.leave.setText(asking.leave)
        self.leave.setVisible(bool(asking.leave))
        self.save.setText(asking.save)
        self.save.setToolTip(f"{asking.save} (Ctrl+Return)")

    def show_progress(self, answers: Collection[int | None], of: int) -> None:
        """Say how many statements have an answer, and let it be saved once one has."""
        self._progress.setText(progress_words(answers, of))
        detail = passed_words(answers)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.save.setEnabled(bool(answers) and not self._locked)

    def lock(self) -> None:
        """Let nothing be changed or saved; one can still leave."""
        self._locked = True
        self.day.setEnabled(False)
        self.save.setEnabled(False)

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
        return "All with no opportunity"
    return f"{passed} with no opportunity" if passed else ""

"""The whole form of a check-in: the statements with their heading, and the bar below them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal_app.domain.check_in import Answers
from journal_app.domain.content import Behaviour, LensItem, Scale
from journal_app.ui.theme import Look
from journal_app.ui.widgets.asking import Asking
from journal_app.ui.widgets.check_in_foot import CheckInFoot
from journal_app.ui.widgets.check_in_top import CheckInTop
from journal_app.ui.widgets.rating_form import RatingForm


class CheckInForm(QWidget):
    """``rated`` tells of each answer; what is asked of the page comes by the other signals, ``evidence_asked`` with the
    row it is about."""

    rated = Signal()
    save_asked = Signal()
    leave_asked = Signal()
    start_again = Signal()
    earlier_asked = Signal()
    look_back_asked = Signal()
    choose_asked = Signal()
    evidence_asked = Signal(object)

    def __init__(
        self, look: Look, practices: Sequence[LensItem], scale: Scale, today: date, *, read_only: bool
    ) -> None:
        super().__init__()
        self.asking = Asking()
        self._read_only = read_only
        self._top = CheckInTop(scale)
        self._rows = RatingForm(look, practices, scale, self._top)
        self._foot = CheckInFoot(look, today)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._rows, 1)
        column.addWidget(self._foot)
        self._connect()
        if read_only:
            self._rows.lock()
            self._foot.lock()

    def ask(self, asking: Asking, behaviours: Sequence[Behaviour]) -> None:
        """Ask about these behaviours, for this purpose; answers to what is still asked stay."""
        self.asking = asking
        self._top.show_asking(asking)
        self._foot.show_asking(asking)
        kept = self.answers()
        if self._rows.ask(behaviours, with_evidence=asking.with_evidence):
            self._rows.chain(self._foot.day)
            self.show_answers(kept)
            if self._rows.hasFocus():
                self.begin()

    def answers(self) -> Answers:
        """What is answered so far."""
        return self._rows.answers()

    def statements(self) -> dict[str, str]:
        """What is asked, by behaviour."""
        return {row.behaviour.key: row.behaviour.text for row in self._rows.rows}

    def show_answers(self, answers: Answers, *, begun_earlier: bool = False) -> None:
        """Show these answers and no others."""
        self._rows.show_answers(answers)
        self._show_progress()
        if self._read_only:
            self._top.say_read_only()
        elif begun_earlier and answers:
            self._top.say_begun()
        else:
            self._top.say_nothing()

    def show_titles(self, asked: Collection[str], titles: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """Say what the attached reflections that were ``asked`` about are called, by uid. Those without a name are no
        longer shown; returns them, by behaviour. A row with any other is as it was changed since, and stays so."""
        unseen = {}
        for row in self._rows.rows:
            if row.evidence and set(row.evidence) <= set(asked):
                unseen[row.behaviour.key] = tuple(uid for uid in row.evidence if uid not in titles)
                there = tuple(uid for uid in row.evidence if uid in titles)
                row.put_evidence(there, tuple(titles[uid] for uid in there))
        return unseen

    def day(self) -> date:
        """The day it is about."""
        return self._foot.day.day()

    def put_day(self, day: date) -> None:
        """Show another day, on which a check-in was saved or begun; it may lie ahead, if a clock was wrong."""
        with QSignalBlocker(self._foot.day):
            self._foot.day.put(day, may_be_ahead=True)

    def today_is(self, today: date) -> None:
        """The page is shown again, perhaps on another day, to which an empty form goes; what was begun stays."""
        with QSignalBlocker(self._foot.day):
            self._foot.day.today_is(today, follows=self.asking.editing is None and not self.answers())

    def begin(self) -> None:
        """Go where the next answer is missing, if the form is what is shown; to the top, where one is to be changed."""
        if self.isVisible():
            self._rows.begin(at_open=self.asking.editing is None)

    def begin_at_unrated_note(self) -> None:
        """Go to the first row that has a note or a reflection, but no answer."""
        self._rows.focus_unrated_note()

    def attached(self) -> None:
        """What is attached to a row was changed by the page."""
        self.rated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own: Escape leaves what can be left."""
        if event.key() == Qt.Key.Key_Escape and self.asking.leave:
            self.leave_asked.emit()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self._rows.changed.connect(self._rated)
        self._rows.completed.connect(self._foot.focus_save)
        self._rows.evidence_asked.connect(self.evidence_asked)
        self._top.start_again.connect(self.start_again)
        self._top.earlier_asked.connect(self.earlier_asked)
        self._top.look_back_asked.connect(self.look_back_asked)
        self._top.choose_asked.connect(self.choose_asked)
        self._foot.save_asked.connect(self.save_asked)
        self._foot.leave_asked.connect(self.leave_asked)
        self._foot.day.dateChanged.connect(lambda _day: self.rated.emit())

    def _rated(self) -> None:
        self._show_progress()
        self.rated.emit()

    def _show_progress(self) -> None:
        self._foot.show_progress(self._rows.answers().ratings.values(), len(self._rows.rows))

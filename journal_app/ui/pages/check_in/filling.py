"""Filling in the form: what it asks, what was begun earlier, what is attached, and saving it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from journal_app.domain.check_in import Answers, HalfDone
from journal_app.domain.content import Behaviour
from journal_app.domain.entry import title_of
from journal_app.domain.errors import UnratedNote, UserFacingError
from journal_app.services.check_in_service import CheckInSaved
from journal_app.ui.pages.check_in.answering import joined, only_about
from journal_app.ui.pages.check_in.attaching import ask_evidence
from journal_app.ui.pages.check_in.means import Means
from journal_app.ui.widgets.asking import Asking
from journal_app.ui.widgets.check_in_form import CheckInForm
from journal_app.ui.widgets.half_done import Keeper


class Filling(QObject):
    """The form and what goes on behind it. ``saved`` carries the CheckInSaved and for what it was asked; ``begun`` says
    that it was filled anew, by Start again or its undoing."""

    saved = Signal(object, object)
    begun = Signal()

    def __init__(self, means: Means, parent: QObject) -> None:
        super().__init__(parent)
        self._means = means
        practices, today = means.content.practices(), means.clock.now().local_date
        self.form = CheckInForm(means.look, practices, means.content.scale(), today, read_only=means.read_only)
        self.keeper = Keeper(means.check_ins, means.messenger, self._present, self)
        self.has_rows = True
        self._hidden = Answers()  # of a check-in that is changed: what the form does not show
        self.form.rated.connect(self.keeper.keep_soon)
        self.form.save_asked.connect(self.save)
        self.form.start_again.connect(self._start_again)
        self.form.evidence_asked.connect(lambda row: ask_evidence(means, self.form, row))

    @property
    def asking(self) -> Asking:
        """What the form is for."""
        return self.form.asking

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to lose: answers, or other ones than the check-in has that is being changed."""
        editing = self.asking.editing
        answers = self._answers()
        return bool(answers) if editing is None else (answers, self.form.day()) != (editing.answers, editing.on)

    def open(self, asking: Asking, half_done: HalfDone | None = None, *, begun_earlier: bool = False) -> None:
        """Ask for this purpose, with what is half done, or with what the check-in says that is to be changed."""
        if not self.keeper.flush():
            return
        today = self._means.clock.now().local_date
        editing = asking.editing
        answers = half_done.answers if half_done else editing.answers if editing else Answers()
        on = (half_done.on if half_done else None) or (editing.on if editing else today)
        behaviours = self._behaviours(asking)
        self.has_rows = bool(behaviours)
        shown = {each.key for each in behaviours}
        self._hidden = only_about(answers, shown, keep=False) if editing else Answers()
        self.form.today_is(today)
        self.form.ask(asking, behaviours)
        self.form.put_day(on)
        self._show(only_about(answers, shown, keep=True), begun_earlier=begun_earlier)

    def resume(self, asking: Asking) -> HalfDone | None:
        """Ask for this purpose, going on with what was begun, if it is about the same; returns what is about another,
        which goes with the first answer here. What cannot be kept stays in the form, and nothing else is asked."""
        if not self.keeper.flush():
            return None
        kept = self.keeper.load(asking.slot)
        editing = asking.editing.uid if asking.editing else ""
        same = kept is not None and kept.editing == editing and kept.as_of == (None if editing else asking.as_of)
        self.open(asking, kept if same else None, begun_earlier=same)
        return None if same else kept

    def refresh(self) -> None:
        """Read again what is asked, and what was kept where that is something else than what is shown."""
        if not self.asking.is_ordinary or self.keeper.unkept:
            self._ask_again(self.asking)
            return
        asking, kept = Asking(self._means.check_ins.rhythm()), self.keeper.load("now")
        if (kept.answers if kept else Answers()) == self.form.answers():
            self.form.today_is(self._means.clock.now().local_date)
            self._ask_again(asking)
        else:
            self.open(asking, kept, begun_earlier=kept is not None)

    def save(self) -> None:
        """Save what is answered."""
        if self._means.read_only or not self.has_rows:
            return
        asking = self.asking
        try:
            saved = self._save(asking)
        except UserFacingError as error:
            self._means.messenger.fail(error)
            if isinstance(error, UnratedNote):
                self.form.begin_at_unrated_note()
            return
        self.keeper.forget()
        self._show(Answers())
        self.saved.emit(saved, asking)

    def drop(self) -> HalfDone | None:
        """Keep nothing of it; returns what it was."""
        dropped, slot = self._present()
        self.keeper.forget()
        self._show(Answers())
        if not self._means.read_only:
            self._forget_slot(slot)
        return dropped

    def _save(self, asking: Asking) -> CheckInSaved:
        check_ins, answers = self._means.check_ins, self._answers()
        if asking.editing is not None:
            return check_ins.edit(asking.editing.uid, answers, self.form.day())
        if asking.as_of is not None:
            return check_ins.look_back(answers, asking.as_of)
        return check_ins.save(answers, self.form.day())

    def _behaviours(self, asking: Asking) -> tuple[Behaviour, ...]:
        if asking.editing is None:
            return self._means.behaviours.asked()
        rated, wordings = asking.editing.ratings, asking.editing.wordings
        found = (
            each for each in self._means.behaviours.all() if each.key in rated or (each.asked and not each.deleted)
        )
        # What was rated is shown in the words it was rated by.
        return tuple(
            replace(each, text=each.text_of(wordings[each.key])) if each.key in wordings else each for each in found
        )

    def _ask_again(self, asking: Asking) -> None:
        """Ask about what is chosen now; what is answered stays."""
        behaviours = self._behaviours(asking)
        self.has_rows = bool(behaviours)
        self.form.ask(asking, behaviours)
        self._ask_titles(self.form.answers())

    def _answers(self) -> Answers:
        return joined(self._hidden, self.form.answers())

    def _present(self) -> tuple[HalfDone | None, str]:
        """What is half done now, and its slot."""
        asking, day = self.asking, self.form.day()
        if not self.is_changed:
            return None, asking.slot
        on: date | None = day if day != self._means.clock.now().local_date or asking.editing else None
        if asking.editing is not None:
            return HalfDone(self._answers(), on, None, asking.editing.uid), asking.slot
        return HalfDone(self._answers(), None if asking.as_of else on, asking.as_of), asking.slot

    def _show(self, answers: Answers, *, begun_earlier: bool = False) -> None:
        self.form.show_answers(answers, begun_earlier=begun_earlier)
        self._ask_titles(answers)

    def _ask_titles(self, answers: Answers) -> None:
        uids = {uid for attached in answers.evidence.values() for uid in attached}
        if uids:
            self._means.tasks.run(
                self,
                lambda _task: {each.uid: title_of(each) for each in self._means.entries.summaries(uids)},
                self.form.show_titles,
            )

    def _start_again(self) -> None:
        dropped, asking = self._present()[0], self.asking
        self._begin(asking, None)
        self._means.messenger.tell("Your ratings were cleared.", "Undo", lambda: self._bring_back(asking, dropped))

    def _bring_back(self, asking: Asking, dropped: HalfDone | None) -> None:
        if not isValid(self) or dropped is None:  # a note can outlive the page it came from
            return
        since = self.form.answers() if self.asking == asking else Answers()
        self._begin(asking, replace(dropped, answers=joined(dropped.answers, since)))

    def _begin(self, asking: Asking, half_done: HalfDone | None) -> None:
        self.keeper.forget()
        self.open(asking, half_done)
        self.keeper.keep_soon()
        self.begun.emit()

    def _forget_slot(self, slot: str) -> None:
        try:
            self._means.check_ins.keep_half_done(None, slot)
        except UserFacingError as error:
            self._means.messenger.fail(error)

"""Filling in the form: what it asks, what was begun earlier, what is attached, and saving it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from journal_app.domain.check_in import Answers, CheckIn, HalfDone
from journal_app.domain.check_in_errors import UnratedNote
from journal_app.domain.content import Behaviour
from journal_app.domain.entry import title_of
from journal_app.domain.errors import UserFacingError
from journal_app.domain.half_done import Parted, about, joined, parted
from journal_app.domain.half_done_words import reworded_since
from journal_app.services.check_in_saving import CheckInSaved
from journal_app.ui.pages.check_in.attaching import ask_evidence
from journal_app.ui.pages.check_in.means import Means
from journal_app.ui.task_runner import Task
from journal_app.ui.widgets.asking import Asking
from journal_app.ui.widgets.check_in_form import CheckInForm
from journal_app.ui.widgets.half_done import Keeper


class Filling(QObject):
    """The form and what goes on behind it. ``saved`` carries the CheckInSaved and for what it was asked; ``begun`` says
    that it was filled anew, by Start again, ``cleared`` carries what that is to bring back: a HalfDone."""

    saved = Signal(object, object)
    begun = Signal()
    cleared = Signal(object)

    def __init__(self, means: Means, parent: QObject) -> None:
        super().__init__(parent)
        self._means = means
        practices, today = means.content.practices(), means.clock.now().local_date
        self.form = CheckInForm(means.look, practices, means.content.scale(), today, read_only=means.read_only)
        self.keeper = Keeper(means.check_ins, means.messenger, self._present, self)
        self.has_rows = True
        self._parted = Parted()
        self._statements: Mapping[str, str] = {}  # the sentences that were answered, as far as they are known
        self._unseen: dict[str, tuple[str, ...]] = {}  # reflections in the bin
        self._naming: Task | None = None
        self.form.rated.connect(self.keeper.keep_soon)
        self.form.save_asked.connect(self.save)
        self.form.start_again.connect(self._start_again)
        self.form.evidence_asked.connect(lambda row: ask_evidence(means, self.form, row, self._keep_unseen))

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
        if self.keeper.flush():
            self._fill(asking, half_done, begun_earlier=begun_earlier)

    def resume(self, asking: Asking) -> None:
        """Ask for this purpose, going on with what was begun for it. What cannot be kept stays in the form, and nothing
        else is asked."""
        if self.keeper.flush():
            kept = self.keeper.load(asking.slot)
            self.open(asking, kept, begun_earlier=kept is not None)

    def refresh(self) -> None:
        """Read again what is asked, and what was kept where that is something else than what is shown."""
        if self.asking.editing is not None:
            self._refresh_editing(self.asking.editing)
            return
        asking, unkept = Asking(self._means.check_ins.rhythm(), self.asking.as_of), self.keeper.unkept
        kept = self._present()[0] if unkept else self.keeper.load(asking.slot)
        if self._is_asked_otherwise() or (kept.answers if kept else Answers()) != self._answers():
            self._fill(asking, kept, begun_earlier=kept is not None and not unkept)
        else:
            self._ask_again(asking)

    def save(self) -> None:
        """Save what is answered."""
        if self._means.read_only or not self.has_rows:
            return
        if self._parted.hidden and not self.keeper.flush():
            return  # what is not shown would not stay half done
        asking = self.asking
        try:
            saved = self._save(asking)
        except UserFacingError as error:
            self._means.messenger.fail(error)
            if isinstance(error, UnratedNote):
                self.form.begin_at_unrated_note()
            return
        self.keeper.forget()
        self._empty()
        self.saved.emit(saved, asking)

    def drop(self) -> HalfDone | None:
        """Keep nothing of it; returns what it was, if there was anything to lose."""
        dropped, slot = self._present()
        self.keeper.forget()
        self._empty()
        if not self._means.read_only:
            self._forget_slot(slot)
        return dropped

    def _fill(self, asking: Asking, half_done: HalfDone | None, *, begun_earlier: bool = False) -> None:
        today = self._means.clock.now().local_date
        editing = asking.editing
        half_done = half_done or HalfDone(editing.answers if editing else Answers())
        behaviours = self._behaviours(asking, half_done)
        self.has_rows = bool(behaviours)
        self._parted = parted(half_done, {each.key: each.text for each in behaviours})
        self._statements, self._unseen = half_done.statements, {}
        self.form.ask(asking, behaviours)
        self._show(self._parted.shown, begun_earlier=begun_earlier)
        self.form.today_is(today)
        self.form.put_day(half_done.on or (editing.on if editing else today))
        if self._parted.reworded and not self._means.read_only:
            self._means.messenger.tell(reworded_since(self._parted.reworded))

    def _save(self, asking: Asking) -> CheckInSaved:
        check_ins, answers = self._means.check_ins, self._to_save()
        if asking.editing is not None:
            return check_ins.edit(asking.editing.uid, answers, self.form.day())
        if asking.as_of is not None:
            return check_ins.look_back(answers, asking.as_of)
        return check_ins.save(answers, self.form.day())

    def _behaviours(self, asking: Asking, half_done: HalfDone) -> tuple[Behaviour, ...]:
        if asking.editing is None:
            return self._means.behaviours.asked()
        wordings, about_these = asking.editing.wordings, {*asking.editing.ratings, *about(half_done.answers)}
        found = (
            each
            for each in self._means.behaviours.all()
            if each.key in about_these or (each.asked and not each.deleted)
        )
        # What was rated is shown in the words it was rated by.
        return tuple(
            replace(each, text=each.text_of(wordings[each.key])) if each.key in wordings else each for each in found
        )

    def _is_asked_otherwise(self) -> bool:
        """Whether other statements are asked now than those that are shown."""
        asked = [(each.key, each.text) for each in self._behaviours(self.asking, HalfDone(self._answers()))]
        return sorted(asked) != sorted(self.form.statements().items())

    def _ask_again(self, asking: Asking) -> None:
        """Ask for the same, in what may be other words; what is answered stays."""
        behaviours = self._behaviours(asking, HalfDone(self._answers()))
        self.has_rows = bool(behaviours)
        self.form.ask(asking, behaviours)
        self.form.today_is(self._means.clock.now().local_date)
        self._ask_titles(self.form.answers())

    def _refresh_editing(self, editing: CheckIn) -> None:
        """Go on with changing a check-in that may have been changed meanwhile, by an Undo or by bringing back."""
        was_changed, answers, on = self.is_changed, self._answers(), self.form.day()
        try:
            now = self._means.check_ins.get(editing.uid)
        except UserFacingError:
            return  # what is begun stays in the form; saving says that the check-in is gone
        if now == editing:
            self._refresh_unchanged()
            return
        kept = HalfDone(answers, on, editing.as_of, editing.uid, self._said()) if was_changed else None
        self.keeper.forget()
        self.open(replace(self.asking, editing=now), kept)
        if kept:
            self.keeper.keep_soon()

    def _refresh_unchanged(self) -> None:
        """Go on with changing a check-in that is as it was, though its statements may not be."""
        if self._is_asked_otherwise():
            kept = self._present()[0]
            self._fill(self.asking, kept, begun_earlier=kept is not None and not self.keeper.unkept)
        else:
            self._ask_again(self.asking)

    def _answers(self) -> Answers:
        """Everything there is, what the form does not show among it."""
        return self._with_unseen(joined(self._parted.hidden, self.form.answers()))

    def _to_save(self) -> Answers:
        """What the person sees, and reflections in the bin, which may come back."""
        answers = self.form.answers()
        if self.asking.editing is not None:
            answers = joined(self._parted.unasked, answers)
        attached = self._with_unseen(answers)
        rated = {key: uids for key, uids in attached.evidence.items() if key in answers.ratings}
        kept = Answers(answers.ratings, answers.notes, {**answers.evidence, **rated})
        return self._means.check_ins.still_there(kept)

    def _with_unseen(self, answers: Answers) -> Answers:
        evidence = dict(answers.evidence)
        for key, unseen in self._unseen.items():
            evidence[key] = tuple(dict.fromkeys((*evidence.get(key, ()), *unseen)))
        return Answers(answers.ratings, answers.notes, evidence)

    def _said(self) -> dict[str, str]:
        """The sentences that were answered."""
        shown, answered = self.form.statements(), self.form.answers().ratings
        return {**self._statements, **{key: text for key, text in shown.items() if key in answered}}

    def _present(self) -> tuple[HalfDone | None, str]:
        """What is half done now, and its slot."""
        asking, day = self.asking, self.form.day()
        if not self.is_changed:
            return None, asking.slot
        editing = asking.editing.uid if asking.editing else ""
        on = None if asking.as_of and not editing else day
        return HalfDone(self._answers(), on, asking.as_of, editing, self._said()), asking.slot

    def _show(self, answers: Answers, *, begun_earlier: bool = False) -> None:
        self.form.show_answers(answers, begun_earlier=begun_earlier)
        self._ask_titles(answers)

    def _empty(self) -> None:
        """Show no answers; those to statements that are not asked stay for when they are."""
        unasked = self._parted.unasked if self.asking.editing is None else Answers()
        self._parted, self._unseen = Parted(unasked=unasked), {}
        self._show(Answers())

    def _ask_titles(self, answers: Answers) -> None:
        if self._naming is not None:
            self._naming.cancel()  # what the form showed then may be another check-in's
        uids = answers.attached
        if uids:
            self._naming = self._means.tasks.run(
                self,
                lambda _task: {each.uid: title_of(each) for each in self._means.entries.summaries(uids)},
                lambda titles: self._keep_unseen(self.form.show_titles(uids, titles)),
            )

    def _keep_unseen(self, unseen: Mapping[str, tuple[str, ...]]) -> None:
        """What is in the bin is not shown, but stays attached."""
        for key, uids in unseen.items():
            if uids:
                self._unseen[key] = (*self._unseen.get(key, ()), *uids)

    def _start_again(self) -> None:
        dropped, asking = self._present()[0], self.asking
        unasked = self._parted.unasked if asking.editing is None else Answers()
        self.keeper.forget()
        self.open(asking, HalfDone(unasked, statements=self._statements) if unasked else None)
        self.keeper.keep_soon()
        self.begun.emit()
        if dropped is not None:
            self._means.messenger.tell("Your ratings were cleared.", "Undo", lambda: self.cleared.emit(dropped))

    def _forget_slot(self, slot: str) -> None:
        try:
            self._means.check_ins.keep_half_done(None, slot)
        except UserFacingError as error:
            self._means.messenger.fail(error)

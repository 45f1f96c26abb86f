"""Saving check-ins: new ones, other answers to saved ones, and the way back from each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from journal_app.content.library import ContentLibrary
from journal_app.domain.change import Change, Kind
from journal_app.domain.check_in import Answers, CheckIn, CheckInVersion, HalfDone, check_day, checked_answers
from journal_app.domain.content import Behaviour, Wording
from journal_app.domain.half_done import NOW, about, edit_slot, joined, look_back_slot
from journal_app.domain.moment import Clock
from journal_app.domain.rhythm import Rhythm
from journal_app.services.half_done_keeping import HalfDoneKeeping, keys_asked
from journal_app.storage.check_in_store import CheckInStore


@dataclass(frozen=True, slots=True)
class CheckInSaved:
    """The check-in that was saved, and what changed."""

    check_in: CheckIn
    change: Change


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What changed when a check-in was taken back; ``to_the_bin`` if another one had been begun in its place."""

    change: Change
    to_the_bin: bool


class CheckInSaving:
    """What is written when somebody saves a check-in, changes it or thinks better of either."""

    def __init__(
        self,
        store: CheckInStore,
        half_done: HalfDoneKeeping,
        behaviours: Callable[[], tuple[Behaviour, ...]],
        content: ContentLibrary,
        clock: Clock,
    ) -> None:
        self._store = store
        self._half_done = half_done
        self._behaviours = behaviours
        self._content = content
        self._clock = clock

    def add(
        self, answers: Answers, on: date, rhythm: Rhythm, *, as_of: date | None = None, finishes: bool
    ) -> CheckInSaved:
        """Keep a new one, a look back if ``as_of`` is told, made in this rhythm."""
        check_day(on, self._today())
        behaviours = self._behaviours()
        known = {behaviour.key for behaviour in behaviours if not behaviour.deleted}
        checked = checked_answers(answers, known, self._content.scale())
        slot = look_back_slot(as_of) if as_of else NOW
        done = keys_asked(behaviours) | set(checked.ratings)
        uid = self._store.add(
            *(on, checked, _present_wordings(behaviours), self._clock.now().utc),
            rhythm=rhythm,
            as_of=as_of,
            left_out=[each.key for each in behaviours if each.asked and each.key not in checked.ratings],
            half_done={slot: self._half_done.rest(slot, done)} if finishes else {},
        )
        return self._saved(uid)

    def edit(self, uid: str, answers: Answers, on: date | None) -> CheckInSaved:
        """Give one other answers or another day, which ends the half-done changes to it."""
        return self._edit(self._store.get(uid), answers, on, {edit_slot(uid): None})

    def bring_back(self, uid: str, version: CheckInVersion) -> CheckInSaved:
        """Make one what it was in an earlier version."""
        return self._again(self._store.get(uid), version.on, version.answers, version.kept)

    def undo_edit(self, before: CheckIn) -> CheckInSaved:
        """Make one again what it was before it was changed."""
        return self._again(self._store.get(before.uid), before.on, before.answers, left_out=before.left_out)

    def take_back(self, check_in: CheckIn) -> TakenBack:
        """Make a saved one half done again, unless another one has been begun in its place."""
        answers, now = self._store.answers(check_in.uid), self._clock.now().utc
        slot = look_back_slot(check_in.as_of) if check_in.as_of else NOW
        behaviours, since = self._behaviours(), self._half_done.get(slot) or HalfDone()
        in_its_place = bool(about(since.answers) & (keys_asked(behaviours) | about(answers)))
        if in_its_place:
            self._store.set_deleted(check_in.uid, now)
        else:
            taken = _half_done_again(check_in, answers, since, behaviours)
            self._store.take_back(check_in.uid, {slot: taken}, now)
        return TakenBack(changed(check_in.uid), to_the_bin=in_its_place)

    def _edit(
        self, before: CheckIn, answers: Answers, on: date | None, half_done: Mapping[str, HalfDone | None]
    ) -> CheckInSaved:
        behaviours = self._behaviours()
        known = {behaviour.key for behaviour in behaviours} | set(before.ratings)
        checked = checked_answers(answers, known, self._content.scale())
        day = on or before.on
        if day != before.on:
            check_day(day, self._today())
        if day == before.on and _same(checked, before.answers):
            self._half_done.keep_each(half_done)
            return CheckInSaved(before, Change())
        wordings, now = _wordings_of(before, behaviours), self._clock.now().utc
        self._store.edit(before.uid, day, checked, wordings, now, half_done=half_done)
        return self._saved(before.uid)

    def _again(
        self,
        present: CheckIn,
        on: date,
        answers: Answers,
        kept: datetime | None = None,
        left_out: Collection[str] | None = None,
    ) -> CheckInSaved:
        """Make one what it was, with all that was attached to it."""
        found = self._store.whole_version(present.uid, on, answers, kept)
        if found is None:
            return self._edit(present, answers, on, {})
        whole, statements = found
        wordings, now = _wordings_of(present, self._behaviours()), self._clock.now().utc
        self._store.edit(present.uid, on, whole, wordings, now, statements=statements, left_out=left_out)
        return self._saved(present.uid)

    def _saved(self, uid: str) -> CheckInSaved:
        return CheckInSaved(self._store.get(uid), changed(uid))

    def _today(self) -> date:
        return self._clock.now().local_date


def changed(uid: str) -> Change:
    """That one check-in did."""
    return Change.of(Kind.CHECK_INS, uids=(uid,))


def _half_done_again(
    check_in: CheckIn, answers: Answers, since: HalfDone, behaviours: Collection[Behaviour]
) -> HalfDone:
    """A saved one's answers, with the statements they were given to, beside what was answered since."""
    statements = {each.key: each.text_of(check_in.wordings.get(each.key, each.wording)) for each in behaviours}
    rated = {key: text for key, text in statements.items() if key in answers.ratings}
    on = None if check_in.as_of else check_in.on
    return HalfDone(joined(since.answers, answers), on, check_in.as_of, "", {**since.statements, **rated})


def _present_wordings(behaviours: Collection[Behaviour]) -> dict[str, Wording]:
    return {behaviour.key: Wording(behaviour.wording, behaviour.text) for behaviour in behaviours}


def _wordings_of(check_in: CheckIn, behaviours: Collection[Behaviour]) -> dict[str, Wording]:
    """The present statements, except where this one was rated by others: those stay."""
    return _present_wordings(behaviours) | {key: Wording(n, "") for key, n in check_in.wordings.items()}


def _same(one: Answers, other: Answers) -> bool:
    return (one.ratings, one.notes, _sets(one)) == (other.ratings, other.notes, _sets(other))


def _sets(answers: Answers) -> dict[str, frozenset[str]]:
    return {key: frozenset(uids) for key, uids in answers.evidence.items()}

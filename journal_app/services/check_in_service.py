"""Check-ins: rating one's own behaviours now or looking back, changing that later, and when the next is due."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from journal_app.content.library import ContentLibrary
from journal_app.domain.change import Change, Kind
from journal_app.domain.check_in import Answers, CheckIn, CheckInVersion, HalfDone, check_day, checked_answers
from journal_app.domain.content import Behaviour, Wording
from journal_app.domain.entry import EntryFilter, EntrySummary
from journal_app.domain.errors import NoSuchCheckIn
from journal_app.domain.half_done import (
    NOW,
    about,
    aside_slot,
    edit_slot,
    given_back,
    in_order,
    joined,
    look_back_slot,
    only_about,
    slot_of,
)
from journal_app.domain.moment import Clock
from journal_app.services.due_service import DueService
from journal_app.storage.check_in_days import CheckInDays
from journal_app.storage.check_in_store import CheckInStore
from journal_app.storage.entry_list import EntryList
from journal_app.storage.half_done_store import HalfDoneStore

MOST_SUGGESTED = 20
"""More reflections than this are a list to search, not a suggestion."""

_ONE_DAY = timedelta(days=1)


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


class CheckInService(DueService):
    """The check-ins of the open journal."""

    def __init__(
        self,
        days: CheckInDays,
        store: CheckInStore,
        half_done: HalfDoneStore,
        lists: EntryList,
        behaviours: Callable[[], tuple[Behaviour, ...]],
        content: ContentLibrary,
        clock: Clock,
    ) -> None:
        super().__init__(days, clock)
        self._store = store
        self._half_done = half_done
        self._lists = lists
        self._behaviours = behaviours
        self._content = content

    # Writing

    def save(self, answers: Answers, on: date | None = None, *, finishes: bool = True) -> CheckInSaved:
        """Keep a check-in, whole or not at all. ``finishes`` says that these are the answers that were half done; what
        is half done of statements that are not asked now stays so.

        Raises UnknownBehaviour, BadRating, NothingRated, UnratedNote, LongNote, DateInFuture, DateTooLongAgo or
        NoSuchEntry.
        """
        return self._add(answers, on or self._today(), None, finishes=finishes)

    def look_back(self, answers: Answers, as_of: date, *, finishes: bool = True) -> CheckInSaved:
        """Keep what somebody thinks today of how they behaved around another day. Raises what ``save`` raises."""
        check_day(as_of, self._today())
        return self._add(answers, self._today(), as_of, finishes=finishes)

    def edit(self, uid: str, answers: Answers, on: date | None = None) -> CheckInSaved:
        """Give a check-in, or a look back, other answers or another day; what it was is kept, and changes to it that
        were half done end with that.

        A behaviour that was rated keeps the statement it was rated by. Raises NoSuchCheckIn, or what ``save`` raises.
        """
        return self._edit(uid, answers, on, {edit_slot(uid): None})

    def bring_back(self, uid: str, version: CheckInVersion) -> CheckInSaved:
        """Make a check-in what it was in an earlier version, with its statements and all that was attached to it.

        What it is now becomes a version. Raises NoSuchCheckIn.
        """
        return self._again(self._store.get(uid), version.on, version.answers, version.kept)

    def undo_edit(self, before: CheckIn) -> CheckInSaved:
        """Make a check-in again what it was before it was changed. Raises NoSuchCheckIn."""
        return self._again(self._store.get(before.uid), before.on, before.answers, left_out=before.left_out)

    def take_back(self, check_in: CheckIn) -> TakenBack:
        """Undo a save: its answers become the half-done ones again. If another one has been begun in their place, that
        stays, and the check-in goes to the bin. Raises NoSuchCheckIn.
        """
        answers, now = self._store.answers(check_in.uid), self._clock.now().utc
        slot = look_back_slot(check_in.as_of) if check_in.as_of else NOW
        behaviours, since = self._behaviours(), self._half_done.get(slot) or HalfDone()
        if about(since.answers) & (_asked(behaviours) | about(answers)):
            self._store.set_deleted(check_in.uid, now)
            return TakenBack(_changed(check_in.uid), to_the_bin=True)
        statements = {each.key: each.text_of(check_in.wordings.get(each.key, each.wording)) for each in behaviours}
        rated = {key: text for key, text in statements.items() if key in answers.ratings}
        on = None if check_in.as_of else check_in.on
        taken = HalfDone(joined(since.answers, answers), on, check_in.as_of, "", {**since.statements, **rated})
        self._store.take_back(check_in.uid, {slot: taken}, now)
        return TakenBack(_changed(check_in.uid), to_the_bin=False)

    def delete(self, uid: str) -> Change:
        """Put a check-in in the bin. Raises NoSuchCheckIn."""
        self._store.set_deleted(uid, self._clock.now().utc)
        return _changed(uid)

    def restore(self, uid: str) -> Change:
        """Take a check-in out of the bin. Raises NoSuchCheckIn."""
        self._store.set_deleted(uid, None)
        return _changed(uid)

    # Reading

    def all(self) -> tuple[CheckIn, ...]:
        """Every check-in, oldest first; those in the bin and looks back are left out."""
        return self._store.all()

    def looks_back(self) -> tuple[CheckIn, ...]:
        """Every look back, oldest first."""
        return self._store.looks_back()

    def deleted(self) -> tuple[CheckIn, ...]:
        """What is in the bin, latest first."""
        return self._store.deleted()

    def get(self, uid: str) -> CheckIn:
        """One check-in or look back, from the bin too. Raises NoSuchCheckIn."""
        return self._store.get(uid)

    def before(self, check_in: CheckIn) -> CheckIn | None:
        """The check-in before this one."""
        return self._store.before(check_in)

    def versions(self, uid: str) -> tuple[CheckInVersion, ...]:
        """What a check-in was before it was changed, newest first."""
        return self._store.versions(uid)

    def suggested(self, practice: str, until: date | None = None) -> tuple[EntrySummary, ...]:
        """Reflections on a practice since the check-in before, newest first, that may bear a rating out."""
        day = until or self._today()
        since = self._days.last_day(day - _ONE_DAY) if day > date.min else None
        if since is None:
            weeks = timedelta(weeks=self.rhythm().weeks)
            since = day - weeks if day - date.min > weeks else date.min
        wanted = EntryFilter(practices=frozenset({practice}), since=since, until=day)
        return self._lists.page(wanted, 0, MOST_SUGGESTED)

    # What is half done

    def keep_half_done(self, half_done: HalfDone | None, slot: str = NOW) -> None:
        """Keep what has been answered so far, so that closing the window loses nothing; None drops it.

        The slot says what it is for (see domain/half_done.py): nothing takes the place of what is for something else.
        """
        self._half_done.keep({slot: self._dated(half_done) if half_done else None})

    def half_done(self, slot: str = NOW) -> HalfDone | None:
        """What is half done for a purpose: answers to statements that are not asked now, and reflections in the bin,
        are among it, since both may come back."""
        return self._half_done.get(slot)

    def half_done_all(self) -> dict[str, HalfDone]:
        """Everything that is not saved yet, by what it is for."""
        found = self._half_done.all()
        return {slot: found[slot] for slot in sorted(found, key=in_order)}

    def looks_back_begun(self) -> tuple[date, ...]:
        """The days that somebody has begun to look back to, and answered something that is asked now."""
        asked, begun = _asked(self._behaviours()), self.half_done_all().values()
        return tuple(each.as_of for each in begun if each.as_of and not each.editing and about(each.answers) & asked)

    def put_back(self, half_done: HalfDone) -> None:
        """Undo the dropping of a half-done one. What was answered since for the same purpose counts; one that was begun
        since for another day is put aside."""
        self._half_done.keep(self._put_back(half_done))

    def turn_to(self, on: date) -> None:
        """Have the check-in of now be about this day: one that is half done and about another is put aside, and the one
        that was put aside for this day is gone on with."""
        now, aside = self._half_done.get(NOW), self._half_done.get(aside_slot(on))
        if now is not None and (now.on or self._today()) == on:
            return
        changes = self._aside(now) if now is not None else {}
        self._half_done.keep({**changes, aside_slot(on): None, NOW: aside})

    def set_free(self, uid: str) -> HalfDone | None:
        """Make half-done changes to a check-in that is gone for good a half-done one of their own."""
        found = self._half_done.get(edit_slot(uid))
        if found is None:
            return None
        free = self._dated(replace(found, editing=""))
        self._half_done.keep({edit_slot(uid): None, **self._put_back(free)})
        return free

    def still_there(self, answers: Answers) -> Answers:
        """The answers without reflections that are gone for good."""
        return self._half_done.still_there(answers)

    def _add(self, answers: Answers, on: date, as_of: date | None, *, finishes: bool) -> CheckInSaved:
        check_day(on, self._today())
        behaviours = self._behaviours()
        known = {behaviour.key for behaviour in behaviours if not behaviour.deleted}
        checked = checked_answers(answers, known, self._content.scale())
        wordings = _present_wordings(behaviours)
        now = self._clock.now().utc
        slot = look_back_slot(as_of) if as_of else NOW
        rest = {slot: self._rest(slot, _asked(behaviours) | set(checked.ratings))} if finishes else {}
        left_out = [
            behaviour.key for behaviour in behaviours if behaviour.asked and behaviour.key not in checked.ratings
        ]
        uid = self._store.add(
            on, checked, wordings, now, rhythm=self.rhythm(), as_of=as_of, left_out=left_out, half_done=rest
        )
        return CheckInSaved(self._store.get(uid), _changed(uid))

    def _edit(
        self, uid: str, answers: Answers, on: date | None, half_done: Mapping[str, HalfDone | None]
    ) -> CheckInSaved:
        before = self._store.get(uid)
        behaviours = self._behaviours()
        known = {behaviour.key for behaviour in behaviours} | set(before.ratings)
        checked = checked_answers(answers, known, self._content.scale())
        day = on or before.on
        if day != before.on:
            check_day(day, self._today())
        if day == before.on and _same(checked, before.answers):
            self._half_done.keep(half_done)
            return CheckInSaved(before, Change())
        wordings = _present_wordings(behaviours) | {key: Wording(n, "") for key, n in before.wordings.items()}
        self._store.edit(uid, day, checked, wordings, self._clock.now().utc, half_done=half_done)
        return CheckInSaved(self._store.get(uid), _changed(uid))

    def _again(
        self,
        present: CheckIn,
        on: date,
        answers: Answers,
        kept: datetime | None = None,
        left_out: Collection[str] | None = None,
    ) -> CheckInSaved:
        found = self._store.whole_version(present.uid, on, answers, kept)
        if found is None:
            return self._edit(present.uid, answers, on, {})
        whole, statements = found
        wordings = _present_wordings(self._behaviours()) | {key: Wording(n, "") for key, n in present.wordings.items()}
        now = self._clock.now().utc
        self._store.edit(present.uid, on, whole, wordings, now, statements=statements, left_out=left_out)
        return CheckInSaved(self._store.get(present.uid), _changed(present.uid))

    def _rest(self, slot: str, done: Collection[str]) -> HalfDone | None:
        """What stays half done once these are saved."""
        begun = self._half_done.get(slot)
        if begun is None:
            return None
        return replace(begun, answers=only_about(begun.answers, done, keep=False), on=None)

    def _dated(self, half_done: HalfDone) -> HalfDone:
        """With the day it was begun, and with the statements that are asked now, as far as it does not say."""
        if half_done.editing:
            return half_done
        texts = {each.key: each.text for each in self._behaviours() if each.key in half_done.answers.ratings}
        on = None if half_done.as_of else half_done.on or self._today()
        return replace(half_done, on=on, statements={**texts, **half_done.statements})

    def _put_back(self, half_done: HalfDone) -> dict[str, HalfDone | None]:
        slot = slot_of(half_done)
        since = self._half_done.get(slot)
        if since is None:
            return {slot: half_done}
        if slot == NOW and since.on not in (None, self._today(), half_done.on):
            return {**self._aside(since), NOW: half_done}
        saved = self._saved(half_done.editing)
        return {slot: given_back(half_done, since, saved)}

    def _aside(self, half_done: HalfDone) -> dict[str, HalfDone | None]:
        half_done = self._dated(half_done)
        slot = aside_slot(half_done.on or self._today())
        before = self._half_done.get(slot)
        return {slot: given_back(before, half_done, Answers()) if before else half_done}

    def _saved(self, uid: str) -> Answers:
        try:
            return self._store.get(uid).answers if uid else Answers()
        except NoSuchCheckIn:
            return Answers()


def _changed(uid: str) -> Change:
    return Change.of(Kind.CHECK_INS, uids=(uid,))


def _present_wordings(behaviours: Collection[Behaviour]) -> dict[str, Wording]:
    return {behaviour.key: Wording(behaviour.wording, behaviour.text) for behaviour in behaviours}


def _same(one: Answers, other: Answers) -> bool:
    return (one.ratings, one.notes, _sets(one)) == (other.ratings, other.notes, _sets(other))


def _sets(answers: Answers) -> dict[str, frozenset[str]]:
    return {key: frozenset(uids) for key, uids in answers.evidence.items()}


def _asked(behaviours: Collection[Behaviour]) -> set[str]:
    return {behaviour.key for behaviour in behaviours if behaviour.asked and not behaviour.deleted}

"""Check-ins: rating one's own behaviours now or looking back, changing that later, and when the next is due."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from journal_app.content.library import ContentLibrary
from journal_app.domain.change import Change, Kind
from journal_app.domain.check_in import Answers, CheckIn, CheckInVersion, HalfDone, check_day, checked_answers
from journal_app.domain.content import Behaviour, Wording
from journal_app.domain.entry import EntryFilter, EntrySummary
from journal_app.domain.errors import NoSuchCheckIn
from journal_app.domain.look_back import look_back_due
from journal_app.domain.moment import Clock
from journal_app.domain.rhythm import Rhythm
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
class Due:
    """When the next check-in is due: ``on`` a day, None if there is none yet; ``is_due`` whether that is now."""

    on: date | None
    is_due: bool


class CheckInService:
    """The check-ins of the open journal."""

    def __init__(
        self,
        store: CheckInStore,
        half_done: HalfDoneStore,
        lists: EntryList,
        behaviours: Callable[[], tuple[Behaviour, ...]],
        content: ContentLibrary,
        clock: Clock,
    ) -> None:
        self._store = store
        self._half_done = half_done
        self._lists = lists
        self._behaviours = behaviours
        self._content = content
        self._clock = clock

    # Writing

    def save(self, answers: Answers, on: date | None = None) -> CheckInSaved:
        """Keep a check-in, whole or not at all.

        Raises UnknownBehaviour, BadRating, NothingRated, UnratedNote, LongNote, DateInFuture, DateTooLongAgo or
        NoSuchEntry.
        """
        return self._add(answers, on or self._today(), None)

    def look_back(self, answers: Answers, as_of: date) -> CheckInSaved:
        """Keep what somebody thinks today of how they behaved around another day. Raises what ``save`` raises."""
        check_day(as_of, self._today())
        return self._add(answers, self._today(), as_of)

    def edit(self, uid: str, answers: Answers, on: date | None = None) -> CheckInSaved:
        """Give a check-in, or a look back, other answers or another day; what it was is kept.

        A behaviour that was rated keeps the statement it was rated by. Raises NoSuchCheckIn, or what ``save`` raises.
        """
        before = self._store.get(uid)
        behaviours = self._behaviours()
        known = {behaviour.key for behaviour in behaviours} | set(before.ratings)
        checked = checked_answers(answers, known, self._content.scale())
        day = on or before.on
        if day != before.on:
            check_day(day, self._today())
        if day == before.on and _same(checked, before.answers):
            self._drop_edit_of(uid)
            return CheckInSaved(before, Change())
        wordings = _present_wordings(behaviours) | {key: Wording(n, "") for key, n in before.wordings.items()}
        self._store.edit(uid, day, checked, wordings, self._clock.now().utc)
        return CheckInSaved(self._store.get(uid), _changed(uid))

    def bring_back(self, uid: str, version: CheckInVersion) -> CheckInSaved:
        """Make a check-in what it was in an earlier version, with its statements and all that was attached to it.

        What it is now becomes a version. Raises NoSuchCheckIn.
        """
        return self._again(self._store.get(uid), version.on, version.answers, version.kept)

    def undo_edit(self, before: CheckIn) -> CheckInSaved:
        """Make a check-in again what it was before it was changed. Raises NoSuchCheckIn."""
        return self._again(self._store.get(before.uid), before.on, before.answers)

    def take_back(self, check_in: CheckIn) -> Change:
        """Undo a save: its answers become the half-done ones again, behind any that were given since.

        Raises NoSuchCheckIn.
        """
        answers = self._store.answers(check_in.uid)
        slot = "then" if check_in.as_of else "now"
        since = self._half_done.get(slot)
        if since is not None:
            answers = Answers(
                {**answers.ratings, **since.answers.ratings},
                {**answers.notes, **since.answers.notes},
                {**answers.evidence, **since.answers.evidence},
            )
        on = None if check_in.as_of or check_in.on == self._today() else check_in.on
        half_done = HalfDone(answers, on, check_in.as_of)
        self._store.take_back(check_in.uid, half_done, slot, self._clock.now().utc)
        return _changed(check_in.uid)

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
        since = self._store.last_day(day - _ONE_DAY) if day > date.min else None
        if since is None:
            weeks = timedelta(weeks=self.rhythm().weeks)
            since = day - weeks if day - date.min > weeks else date.min
        wanted = EntryFilter(practices=frozenset({practice}), since=since, until=day)
        return self._lists.page(wanted, 0, MOST_SUGGESTED)

    # What is half done

    def keep_half_done(self, half_done: HalfDone | None, slot: str = "now") -> None:
        """Keep what has been answered so far, so that closing the window loses nothing; None drops it.

        The slots are "now", "then" for looking back, and "edit" for changing a saved one.
        """
        self._half_done.keep(half_done, slot)

    def half_done(self, slot: str = "now") -> HalfDone | None:
        """What is half done; behaviours that no longer exist are left out, and None if nothing is left."""
        found = self._half_done.get(slot)
        if found is None:
            return None
        known = {behaviour.key for behaviour in self._behaviours() if not behaviour.deleted}
        if found.editing:
            known |= self._rated_in(found.editing)
        kept = _only(found.answers, known)
        return HalfDone(kept, found.on, found.as_of, found.editing) if kept else None

    # Rhythm

    def rhythm(self) -> Rhythm:
        """How often the person means to check in."""
        return self._half_done.rhythm()

    def set_rhythm(self, rhythm: Rhythm) -> Change:
        """Choose how often."""
        self._half_done.set_rhythm(rhythm)
        return Change.of(Kind.SETTINGS, Kind.CHECK_INS)

    def due(self) -> Due:
        """When the next check-in is due, by the last one and the rhythm."""
        last = self.last_day()
        if last is None:
            return Due(None, is_due=True)
        on = self.rhythm().next_due(last)
        return Due(on, is_due=on <= self._today())

    def is_due(self) -> bool:
        """Whether it is time for a check-in."""
        return self.due().is_due

    def last_day(self) -> date | None:
        """The day of the newest check-in. One dated days ahead, by a clock that was wrong, does not count."""
        return self._store.last_day(_day_after(self._today()))

    def first_day(self) -> date | None:
        """The day of the oldest check-in."""
        return self._store.first_day()

    def look_back_due(self) -> date | None:
        """The day to think back to, when it is time to; else None."""
        first, last = self._store.first_day(), self._store.last_look_back()
        return look_back_due(first, last, self._half_done.look_back_put_off(), self._today())

    def put_off_look_back(self) -> Change:
        """Do not ask again until the next time comes."""
        self._half_done.put_off_look_back(self._today())
        return Change.of(Kind.SETTINGS, Kind.CHECK_INS)

    def _today(self) -> date:
        return self._clock.now().local_date

    def _add(self, answers: Answers, on: date, as_of: date | None) -> CheckInSaved:
        check_day(on, self._today())
        behaviours = self._behaviours()
        known = {behaviour.key for behaviour in behaviours if not behaviour.deleted}
        checked = checked_answers(answers, known, self._content.scale())
        wordings = _present_wordings(behaviours)
        now = self._clock.now().utc
        left_out = [
            behaviour.key for behaviour in behaviours if behaviour.asked and behaviour.key not in checked.ratings
        ]
        uid = self._store.add(on, checked, wordings, now, rhythm=self.rhythm(), as_of=as_of, left_out=left_out)
        return CheckInSaved(self._store.get(uid), _changed(uid))

    def _again(self, present: CheckIn, on: date, answers: Answers, kept: datetime | None = None) -> CheckInSaved:
        found = self._store.whole_version(present.uid, on, answers, kept)
        if found is None:
            return self.edit(present.uid, answers, on)
        whole, statements = found
        wordings = _present_wordings(self._behaviours()) | {key: Wording(n, "") for key, n in present.wordings.items()}
        now = self._clock.now().utc
        self._store.edit(present.uid, on, whole, wordings, now, statements=statements)
        return CheckInSaved(self._store.get(present.uid), _changed(present.uid))

    def _drop_edit_of(self, uid: str) -> None:
        half_done = self._half_done.get("edit")
        if half_done is not None and half_done.editing == uid:
            self._half_done.keep(None, "edit")

    def _rated_in(self, uid: str) -> set[str]:
        try:
            return set(self._store.get(uid).ratings)
        except NoSuchCheckIn:
            return set()


def _changed(uid: str) -> Change:
    return Change.of(Kind.CHECK_INS, uids=(uid,))


def _present_wordings(behaviours: Collection[Behaviour]) -> dict[str, Wording]:
    return {behaviour.key: Wording(behaviour.wording, behaviour.text) for behaviour in behaviours}


def _same(one: Answers, other: Answers) -> bool:
    return (one.ratings, one.notes, _sets(one)) == (other.ratings, other.notes, _sets(other))


def _sets(answers: Answers) -> dict[str, frozenset[str]]:
    return {key: frozenset(uids) for key, uids in answers.evidence.items()}


def _only(answers: Answers, known: Collection[str]) -> Answers:
    return Answers(
        {key: value for key, value in answers.ratings.items() if key in known},
        {key: note for key, note in answers.notes.items() if key in known},
        {key: uids for key, uids in answers.evidence.items() if key in known},
    )


def _day_after(day: date) -> date:
    return day + _ONE_DAY if day < date.max else day

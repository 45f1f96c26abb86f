"""Check-ins: rating one's own behaviours now or looking back, changing that later, and when the next is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from journal_app.content.library import ContentLibrary
from journal_app.domain.change import Change
from journal_app.domain.check_in import Answers, CheckIn, CheckInVersion, HalfDone, check_day
from journal_app.domain.content import Behaviour
from journal_app.domain.entry import EntryFilter, EntrySummary
from journal_app.domain.half_done import NOW
from journal_app.domain.moment import Clock
from journal_app.services.check_in_saving import CheckInSaved, CheckInSaving, TakenBack, changed
from journal_app.services.due_service import DueService
from journal_app.services.half_done_keeping import HalfDoneKeeping
from journal_app.storage.check_in_days import CheckInDays
from journal_app.storage.check_in_store import CheckInStore
from journal_app.storage.entry_list import EntryList
from journal_app.storage.half_done_store import HalfDoneStore

MOST_SUGGESTED = 20
"""More reflections than this are a list to search, not a suggestion."""

_ONE_DAY = timedelta(days=1)


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
        self._lists = lists
        self._half_done = HalfDoneKeeping(half_done, store, behaviours, clock)
        self._saving = CheckInSaving(store, self._half_done, behaviours, content, clock)

    # Writing

    def save(self, answers: Answers, on: date | None = None, *, finishes: bool = True) -> CheckInSaved:
        """Keep a check-in, whole or not at all. ``finishes`` says that these are the answers that were half done; what
        is half done of statements that are not asked now stays so.

        Raises UnknownBehaviour, BadRating, NothingRated, UnratedNote, LongNote, DateInFuture, DateTooLongAgo or
        NoSuchEntry.
        """
        return self._saving.add(answers, on or self._today(), self.rhythm(), finishes=finishes)

    def look_back(self, answers: Answers, as_of: date, *, finishes: bool = True) -> CheckInSaved:
        """Keep what somebody thinks today of how they behaved around another day. Raises what ``save`` raises."""
        check_day(as_of, self._today())
        return self._saving.add(answers, self._today(), self.rhythm(), as_of=as_of, finishes=finishes)

    def edit(self, uid: str, answers: Answers, on: date | None = None) -> CheckInSaved:
        """Give a check-in, or a look back, other answers or another day; what it was is kept, and changes to it that
        were half done end with that.

        A behaviour that was rated keeps the statement it was rated by. Raises NoSuchCheckIn, or what ``save`` raises.
        """
        return self._saving.edit(uid, answers, on)

    def bring_back(self, uid: str, version: CheckInVersion) -> CheckInSaved:
        """Make a check-in what it was in an earlier version, with its statements and all that was attached to it.

        What it is now becomes a version. Raises NoSuchCheckIn.
        """
        return self._saving.bring_back(uid, version)

    def undo_edit(self, before: CheckIn) -> CheckInSaved:
        """Make a check-in again what it was before it was changed. Raises NoSuchCheckIn."""
        return self._saving.undo_edit(before)

    def take_back(self, check_in: CheckIn) -> TakenBack:
        """Undo a save: its answers become the half-done ones again. If another one has been begun in their place, that
        stays, and the check-in goes to the bin. Raises NoSuchCheckIn.
        """
        return self._saving.take_back(check_in)

    def delete(self, uid: str) -> Change:
        """Put a check-in in the bin. Raises NoSuchCheckIn."""
        self._store.set_deleted(uid, self._clock.now().utc)
        return changed(uid)

    def restore(self, uid: str) -> Change:
        """Take a check-in out of the bin. Raises NoSuchCheckIn."""
        self._store.set_deleted(uid, None)
        return changed(uid)

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

    def day_before(self, day: date) -> date | None:
        """The day of the newest check-in about an earlier day."""
        return self._days.last_day(day - _ONE_DAY) if day > date.min else None

    def versions(self, uid: str) -> tuple[CheckInVersion, ...]:
        """What a check-in was before it was changed, newest first."""
        return self._store.versions(uid)

    def suggested(self, practice: str, until: date | None = None) -> tuple[EntrySummary, ...]:
        """Reflections on a practice since the check-in before, newest first, that may bear a rating out."""
        day = until or self._today()
        since = self.day_before(day)
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
        self._half_done.keep(half_done, slot)

    def half_done(self, slot: str = NOW) -> HalfDone | None:
        """What is half done for a purpose: answers to statements that are not asked now, and reflections in the bin,
        are among it, since both may come back."""
        return self._half_done.get(slot)

    def half_done_all(self) -> dict[str, HalfDone]:
        """Everything that is not saved yet, by what it is for."""
        return self._half_done.all()

    def looks_back_begun(self) -> tuple[date, ...]:
        """The days that somebody has begun to look back to, and answered something that is asked now."""
        return self._half_done.looks_back_begun()

    def put_back(self, half_done: HalfDone) -> None:
        """Undo the dropping of a half-done one. What was answered since for the same purpose counts, and joins it: what
        was begun today about today is then about the day of the one that comes back. One that was begun since for
        any other day is put aside."""
        self._half_done.put_back(half_done)

    def turn_to(self, on: date) -> None:
        """Have the check-in of now be about this day: one that is half done and about another is put aside, and the one
        that was put aside for this day is gone on with."""
        self._half_done.turn_to(on)

    def set_free(self, uid: str) -> HalfDone | None:
        """Make half-done changes to a check-in that is gone for good a half-done one of their own."""
        return self._half_done.set_free(uid)

    def still_there(self, answers: Answers) -> Answers:
        """The answers without reflections that are gone for good."""
        return self._half_done.still_there(answers)

"""Check-ins: rating one's own behaviours, and when the next rating is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from journal_app.content.library import ContentLibrary
from journal_app.domain.change import Change, Kind
from journal_app.domain.check_in import CheckIn, checked_ratings
from journal_app.domain.errors import DateInFuture
from journal_app.domain.moment import Clock
from journal_app.storage.check_in_store import CheckInStore

RHYTHM_DAYS = 28
"""A check-in is due four weeks after the last one."""


@dataclass(frozen=True, slots=True)
class CheckInSaved:
    """The check-in that was saved, and what changed."""

    check_in: CheckIn
    change: Change


class CheckInService:
    """The check-ins of the open journal."""

    def __init__(self, store: CheckInStore, content: ContentLibrary, clock: Clock) -> None:
        self._store = store
        self._content = content
        self._clock = clock

    def save(self, ratings: Mapping[str, object], on: date | None = None) -> CheckInSaved:
        """Keep a check-in, whole or not at all.

        Raises UnknownBehaviour, BadRating, NothingRated or DateInFuture.
        """
        now = self._clock.now()
        day = on or now.local_date
        if day > now.local_date:
            raise DateInFuture(text=day.isoformat())
        wordings = {behaviour.key: behaviour.wording for behaviour in self._content.behaviours()}
        checked = checked_ratings(ratings, wordings, self._content.scale())
        uid = self._store.add(day, checked, wordings, now.utc)
        return CheckInSaved(CheckIn(uid, day, checked, now.utc), Change.of(Kind.CHECK_INS, uids=(uid,)))

    def take_back(self, check_in: CheckIn) -> Change:
        """Undo a saved check-in: its ratings become the half-done one again."""
        self._store.remove(check_in.uid)
        self._store.keep_draft(check_in.ratings)
        return Change.of(Kind.CHECK_INS, uids=(check_in.uid,))

    def all(self) -> tuple[CheckIn, ...]:
        """Every check-in, oldest first."""
        return self._store.all()

    def keep_draft(self, ratings: Mapping[str, int | None]) -> None:
        """Keep what has been rated so far, so that closing the window loses nothing."""
        self._store.keep_draft(ratings)

    def draft(self) -> dict[str, int | None]:
        """The half-done check-in; behaviours that no longer exist are left out."""
        known = {behaviour.key for behaviour in self._content.behaviours()}
        return {key: value for key, value in self._store.draft().items() if key in known}

    def is_due(self) -> bool:
        """Whether four weeks have passed since the last check-in, or there is none yet."""
        last = self._store.last_day()
        return last is None or (self._clock.now().local_date - last).days >= RHYTHM_DAYS

    def last_day(self) -> date | None:
        """The day of the newest check-in."""
        return self._store.last_day()

"""How often somebody means to check in, and when the next check-in or look back is due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from journal_app.domain.change import Change, Kind
from journal_app.domain.look_back import look_back_due
from journal_app.domain.moment import Clock
from journal_app.domain.rhythm import Rhythm
from journal_app.storage.check_in_days import CheckInDays

_ONE_DAY = timedelta(days=1)


class Due(NamedTuple):
    """When the next check-in is due: ``on`` a day, None if there is none yet; ``is_due`` whether that is now."""

    on: date | None
    is_due: bool


class DueService:
    """What the first page and the rail say about check-ins; it reads no rating."""

    def __init__(self, days: CheckInDays, clock: Clock) -> None:
        self._days = days
        self._clock = clock

    def rhythm(self) -> Rhythm:
        """How often the person means to check in."""
        return self._days.rhythm()

    def set_rhythm(self, rhythm: Rhythm) -> Change:
        """Choose how often."""
        self._days.set_rhythm(rhythm)
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
        today = self._today()
        return self._days.last_day(today + _ONE_DAY if today < date.max else today)

    def first_day(self) -> date | None:
        """The day of the oldest check-in."""
        return self._days.first_day()

    def look_back_due(self) -> date | None:
        """The day to think back to, when it is time to; else None."""
        days = self._days
        return look_back_due(days.first_day(), days.last_look_back(), days.look_back_put_off(), self._today())

    def put_off_look_back(self) -> Change:
        """Do not ask again until the next time comes."""
        self._days.put_off_look_back(self._today())
        return Change.of(Kind.SETTINGS, Kind.CHECK_INS)

    def _today(self) -> date:
        return self._clock.now().local_date

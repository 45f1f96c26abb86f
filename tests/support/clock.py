"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from journal_app.domain.moment import Moment

ZONE = "Europe/London"


class FakeClock:
    """A clock in one time zone. ``set`` takes a wall time there, such as ``2026-03-02T09:00``."""

    def __init__(self, at: str = "2026-03-02T09:00", zone: str = ZONE) -> None:
        self._zone = ZoneInfo(zone)
        self._utc = self._read(at)

    def now(self) -> Moment:
        """The moment it was set to."""
        return Moment.of(self._utc.astimezone(self._zone), self._zone.key)

    def zone(self) -> ZoneInfo:
        """Where it hangs."""
        return self._zone

    def set(self, at: str) -> None:
        """Put it to a wall time in its zone, or to an instant if ``at`` has an offset."""
        self._utc = self._read(at)

    def advance(self, **by: float) -> None:
        """Move it on by ``timedelta(**by)``."""
        self._utc += timedelta(**by)

    def _read(self, at: str) -> datetime:
        read = datetime.fromisoformat(at)
        return (read if read.tzinfo else read.replace(tzinfo=self._zone)).astimezone(UTC)

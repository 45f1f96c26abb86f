"""When something was written: the instant, and the wall clock the writer saw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo

from journal_app.domain.errors import BadDate

# The widest offsets any zone has used lie within a day; datetime.timezone refuses more.
_MAX_OFFSET_MINUTES = 24 * 60 - 1


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant with the offset, and where known the zone, in which it was written.

    ``utc`` is timezone-aware UTC; ``offset_minutes`` is local time minus UTC; ``zone`` an IANA name or None;
    ``assumed`` says that the source gave no zone and this one was supplied by us.
    Moments are ordered by ``utc`` and shown as ``local``.
    """

    utc: datetime
    offset_minutes: int
    zone: str | None = None
    assumed: bool = False

    def __post_init__(self) -> None:
        if self.utc.tzinfo is None or self.utc.utcoffset() != timedelta(0):
            raise ValueError("Moment.utc must be aware and in UTC")
        if abs(self.offset_minutes) > _MAX_OFFSET_MINUTES:
            raise ValueError("Moment.offset_minutes must be less than a day")

    @property
    def local(self) -> datetime:
        """The time on the writer's clock, aware with a fixed offset."""
        return self.utc.astimezone(timezone(timedelta(minutes=self.offset_minutes)))

    @property
    def local_date(self) -> date:
        """The day on the writer's calendar."""
        return self.local.date()

    @classmethod
    def of(cls, aware: datetime, zone: str | None = None, *, assumed: bool = False) -> Moment:
        """Make a moment from any aware datetime, keeping its offset.

        Old local mean times have seconds in their offset; they are rounded up to a minute, so that midnight stays on
        its day.
        """
        offset = aware.utcoffset()
        if offset is None:
            raise ValueError("Moment.of needs an aware datetime")
        minutes = -int(-offset.total_seconds() // 60)
        return cls(aware.astimezone(UTC), minutes, zone, assumed)

    def with_local_date(self, day: date) -> Moment:
        """The same wall-clock time on another day, in the same offset."""
        moved = self.local.replace(year=day.year, month=day.month, day=day.day)
        return Moment.of(moved, self.zone, assumed=self.assumed)


class Clock(Protocol):
    """Where "now" and the local zone come from; tests bring their own."""

    def now(self) -> Moment:
        """The present moment in the person's zone."""

    def zone(self) -> tzinfo:
        """The zone that dates without one are taken to be in."""


def parse_moment(text: str, zone: tzinfo) -> Moment:
    """Read an ISO 8601 date or date and time; without an offset it is taken to be in ``zone``.

    A date alone means noon, so that no time zone can move it to another day.
    Raises BadDate for anything that is not such a date, or that does not exist (30 February).
    """
    stripped = text.strip()
    try:
        if len(stripped) <= 10:
            day = date.fromisoformat(stripped)
            parsed = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
            return Moment.of(parsed, zone_name(zone))
        parsed = datetime.fromisoformat(stripped)
        if parsed.tzinfo is not None:
            return Moment.of(parsed)
        return Moment.of(parsed.replace(tzinfo=zone), zone_name(zone))
    except (ValueError, OverflowError) as error:
        raise BadDate(text=text) from error


def parse_day(text: str) -> date:
    """Read ``YYYY-MM-DD``. Raises BadDate."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadDate(text=text) from error


def zone_name(zone: tzinfo) -> str | None:
    """The IANA name of a zone, where it has one."""
    return zone.key if isinstance(zone, ZoneInfo) else None

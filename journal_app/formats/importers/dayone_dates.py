"""When a Day One entry was written: an instant in UTC, and the zone whose clock the writer saw."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from journal_app.domain.errors import BadDate
from journal_app.domain.moment import Moment, zone_name

_NOON = time(12)
_ZONE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*")
_FIXED_ZONE = re.compile(r"(?:GMT|UTC)([+-])(\d{1,2}):?(\d\d)?")
_NOT_PLACES = frozenset({"localtime", "posixrules", "Factory"})


@dataclass(frozen=True, slots=True)
class Written:
    """When an entry was written, and whether only the day counts."""

    moment: Moment
    all_day: bool


def when_written(record: Mapping[str, object], zone: tzinfo) -> Written:
    """Read ``creationDate``, ``timeZone`` and ``isAllDay``; ``zone`` stands in where the entry names none.

    Raises BadDate, without the text, for a date that is missing, cannot be read or does not exist.
    """
    try:
        stamp, day_only = _stamp(record.get("creationDate"))
        all_day = day_only or record.get("isAllDay") == 1
        moment = _moment(stamp, record.get("timeZone"), zone, all_day=all_day)
        _ = moment.local  # a date at the very edge of the calendar has no local time
    except (ValueError, OverflowError):
        pass
    else:
        return Written(moment, all_day)
    raise BadDate(text="")


def when_modified(record: Mapping[str, object], written: Moment) -> datetime | None:
    """``modifiedDate`` in UTC, or None where it says nothing that can be read."""
    try:
        stamp, _ = _stamp(record.get("modifiedDate"))
        return (stamp if stamp.tzinfo else stamp.replace(tzinfo=written.local.tzinfo)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def utc_text(instant: datetime) -> str:
    """An instant as Day One writes it."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _stamp(value: object) -> tuple[datetime, bool]:
    """A date and time, aware if the text names an offset, and whether the text was a day alone (then noon)."""
    text = value.strip() if isinstance(value, str) else ""
    if len(text) <= 10:
        return datetime.combine(date.fromisoformat(text), _NOON), True
    return datetime.fromisoformat(text), False


def _moment(stamp: datetime, named: object, zone: tzinfo, *, all_day: bool) -> Moment:
    if named is None or named == "":
        return _in_no_zone(stamp, zone, all_day=all_day)
    home = _zone(named) if isinstance(named, str) else None
    if home is not None:
        local = stamp.astimezone(home) if stamp.tzinfo else stamp.replace(tzinfo=home)
        return Moment.of(local, zone_name(home))
    # A name nobody knows: the date's own offset is the best there is.
    return Moment.of(stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC), assumed=not stamp.utcoffset())


def _in_no_zone(stamp: datetime, zone: tzinfo, *, all_day: bool) -> Moment:
    if stamp.tzinfo is None:
        return Moment.of(stamp.replace(tzinfo=zone), zone_name(zone), assumed=True)
    if stamp.utcoffset():
        return Moment.of(stamp)
    if all_day and stamp.time() == time.min:
        return Moment.of(stamp, assumed=True)  # midnight is the day as meant; no zone of ours may shift it
    return Moment.of(stamp.astimezone(zone), zone_name(zone), assumed=True)


@lru_cache(maxsize=256)
def _zone(name: str) -> tzinfo | None:
    """The zone of this name, or None. ``GMT-0700`` is how Apple names a zone that is only an offset."""
    if fixed := _FIXED_ZONE.fullmatch(name):
        offset = timedelta(hours=int(fixed[2]), minutes=int(fixed[3] or 0))
        return timezone(-offset if fixed[1] == "-" else offset) if offset < timedelta(days=1) else None
    if name in _NOT_PLACES or not _ZONE_NAME.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None

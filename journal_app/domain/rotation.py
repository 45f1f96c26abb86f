"""Which backups to keep: close together for the last days, further apart the older they are.

The newest of each of the 7 latest days, 4 latest weeks and 12 latest months that have any. Slots belong to days that
have a backup, not to days that have passed: somebody who writes once a month loses nothing by not writing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

DAYS, WEEKS, MONTHS = 7, 4, 12
"""How many of each are kept."""

NEWEST = 2
"""How many of the newest are kept, whatever the day: should the last one be spoilt, there is the one before."""

REASONED_FOR = timedelta(days=90)
"""How long one is kept that was made for a reason, such as before a restore."""

_Period = Callable[[date], Hashable]


@dataclass(frozen=True, slots=True)
class Dated:
    """A backup, as the rotation sees it. ``at`` is aware; ``reason`` is empty for one that was made by routine."""

    name: str
    at: datetime
    reason: str = ""


def to_keep(backups: Iterable[Dated], now: datetime, zone: tzinfo) -> frozenset[str]:
    """The names of those to keep; days begin and end as they do in ``zone``.

    One that seems to come from the future, because the clock was set back, is kept and takes nobody's place.
    """
    newest_first = sorted(backups, key=lambda each: (each.at, each.name), reverse=True)
    kept = [each for each in newest_first if each.at > now]
    past = [each for each in newest_first if each.at <= now]
    kept += _routine([each for each in past if not each.reason], zone)
    kept += _reasoned([each for each in past if each.reason], now)
    return frozenset(each.name for each in kept)


def _routine(newest_first: Sequence[Dated], zone: tzinfo) -> list[Dated]:
    kept = list(newest_first[:NEWEST])
    slots: tuple[tuple[_Period, int], ...] = (
        (lambda day: day, DAYS),
        (lambda day: day.isocalendar()[:2], WEEKS),
        (lambda day: (day.year, day.month), MONTHS),
    )
    for period, count in slots:
        newest_of: dict[Hashable, Dated] = {}
        for each in newest_first:
            newest_of.setdefault(period(each.at.astimezone(zone).date()), each)
        kept += list(newest_of.values())[:count]
    return kept


def _reasoned(newest_first: Sequence[Dated], now: datetime) -> list[Dated]:
    newest_of: dict[str, Dated] = {}
    for each in newest_first:
        newest_of.setdefault(each.reason, each)
    return [each for each in newest_first if now - each.at <= REASONED_FOR or newest_of[each.reason] is each]

"""Looking back: what was thought at the time, what is thought of that time now, and what is thought of now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction

from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour
from journal_app.domain.trends.compare import Statement
from journal_app.domain.trends.practice import wording_of
from journal_app.domain.trends.views import LEAST_RATED, BackRow, LookingBack

# Half a quarter: whoever checks in by the quarter always has one that is near.
NEAR = 45
"""A check-in at most so many days from a day is near it."""

_QUARTER = 91


def build_looking_back(
    practices: Sequence[str], behaviours: Sequence[Behaviour], back: CheckIn, check_ins: Sequence[CheckIn]
) -> LookingBack:
    """A look back beside the check-ins it belongs to. ``check_ins`` are all ordinary ones, oldest first."""
    as_of = back.as_of or back.on
    start = _nearest(as_of, check_ins)
    now = next((c for c in reversed(check_ins) if -_QUARTER <= (c.on - back.on).days <= NEAR), None)
    if now is start or (now is not None and now.on <= as_of):
        now = None
    rows = tuple(_row(key, {b.key for b in behaviours if b.practice == key}, start, back, now) for key in practices)
    rhythms = frozenset(each.rhythm for each in (start, back, now) if each is not None)
    again = (_is_again(start, check_ins), _is_again(now, check_ins))
    return LookingBack(back.uid, as_of, back.on, _told(start), _told(now), rows, *again, rhythms)


def _nearest(day: date, check_ins: Sequence[CheckIn]) -> CheckIn | None:
    """The check-in nearest to a day, the earlier of two that are as near."""
    nearest = min(check_ins, key=lambda c: abs((c.on - day).days), default=None)
    return nearest if nearest is not None and abs((nearest.on - day).days) <= NEAR else None


def _is_again(check_in: CheckIn | None, check_ins: Sequence[CheckIn]) -> bool:
    return check_in is not None and sum(each.on == check_in.on for each in check_ins) > 1


def _told(check_in: CheckIn | None) -> tuple[str, date] | None:
    return (check_in.uid, check_in.on) if check_in is not None else None


def _row(practice: str, keys: set[str], start: CheckIn | None, back: CheckIn, now: CheckIn | None) -> BackRow:
    rated = [_rated(each, keys) if each is not None else None for each in (start, back, now)]
    shared = set.intersection(*(set(each) for each in rated if each is not None))
    if len(shared) < LEAST_RATED:
        return BackRow(practice, None, None, None, len(shared))
    at_start, then, at_end = (_mean(each, shared) for each in rated)
    return BackRow(practice, at_start, then, at_end, len(shared))


def _mean(rated: Mapping[Statement, int] | None, shared: Collection[Statement]) -> Fraction | None:
    return Fraction(sum(rated[each] for each in shared), len(shared)) if rated is not None else None


def _rated(check_in: CheckIn, keys: set[str]) -> Mapping[Statement, int]:
    return {
        (key, wording_of(check_in, key)): value
        for key, value in check_in.ratings.items()
        if key in keys and value is not None
    }

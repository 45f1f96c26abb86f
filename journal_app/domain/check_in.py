"""Check-ins: what a person thought, on one day, of how often they behave in certain ways."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from journal_app.domain.content import Scale
from journal_app.domain.errors import BadRating, NothingRated, UnknownBehaviour


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One check-in. ``ratings`` maps a behaviour's key to its rating; None means "no opportunity"; a behaviour
    that was left out has no key at all. ``on`` is the day it is about, ``recorded`` when it was saved (UTC)."""

    uid: str
    on: date
    ratings: Mapping[str, int | None]
    recorded: datetime


def checked_ratings(ratings: Mapping[str, object], known: Collection[str], scale: Scale) -> dict[str, int | None]:
    """The ratings, if every key is known and every value on the scale or None.

    Raises UnknownBehaviour, BadRating, or NothingRated if no behaviour has a value.
    """
    checked: dict[str, int | None] = {}
    for key, value in ratings.items():
        if key not in known:
            raise UnknownBehaviour(key=str(key)[:80])
        if value is None:
            checked[key] = None
        elif isinstance(value, int) and not isinstance(value, bool) and scale.lowest <= value <= scale.highest:
            checked[key] = value
        else:
            raise BadRating(key=key, value=str(value)[:40], lowest=scale.lowest, highest=scale.highest)
    if not any(value is not None for value in checked.values()):
        raise NothingRated
    return checked

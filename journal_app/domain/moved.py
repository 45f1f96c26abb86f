"""What is different between two check-ins, statement by statement."""

from __future__ import annotations

from dataclasses import dataclass

from journal_app.domain.check_in import CheckIn


@dataclass(frozen=True, slots=True)
class Move:
    """A behaviour that was rated ``now``, in the same words, otherwise than it ``was``."""

    key: str
    was: int
    now: int


def moved(check_in: CheckIn, before: CheckIn) -> tuple[Move, ...]:
    """The behaviours that moved by a point or more, in the order of the answers.

    Other words are another series, and "no opportunity" is no rating: neither moved.
    """
    found = []
    for key, now in check_in.ratings.items():
        was = before.ratings.get(key)
        same_words = check_in.wordings.get(key) == before.wordings.get(key)
        if now is not None and was is not None and now != was and same_words:
            found.append(Move(key, was, now))
    return tuple(found)

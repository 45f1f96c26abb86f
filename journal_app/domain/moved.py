"""What is different in a check-in from the one before: what moved, what is new, and what can be compared at all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from journal_app.domain.check_in import CheckIn

NONE_MOVED = "No rating moved by a point or more."
"""Says it where there was nothing to compare, too."""


@dataclass(frozen=True, slots=True)
class Move:
    """A behaviour (its key) that was rated ``was`` in the check-in before, and ``now`` in this one."""

    behaviour: str
    now: int
    was: int


@dataclass(frozen=True, slots=True)
class WhatMoved:
    """``moved`` behaviours by a point or more; ``first`` are the keys of those never rated before in these words.

    Both are in the order of the check-in.
    """

    moved: tuple[Move, ...] = ()
    first: tuple[str, ...] = ()


def what_moved(check_in: CheckIn, earlier: Sequence[CheckIn]) -> WhatMoved:
    """Set a check-in beside those ``earlier``, oldest first. Another statement is another behaviour.

    Nothing is said of a first check-in. "No opportunity" is no rating: nothing moves to it or from it.
    """
    if not earlier:
        return WhatMoved()
    before = earlier[-1]
    rated_before = {
        (key, each.wordings.get(key, 1)) for each in earlier for key, value in each.ratings.items() if value is not None
    }
    moved, first = [], []
    for key, now in check_in.ratings.items():
        if now is None:
            continue
        wording, was = check_in.wordings.get(key, 1), before.ratings.get(key)
        if (key, wording) not in rated_before:
            first.append(key)
        elif was is not None and was != now and before.wordings.get(key, 1) == wording:
            moved.append(Move(key, now, was))
    return WhatMoved(tuple(moved), tuple(first))


def check_ins_before(check_in: CheckIn, check_ins: Sequence[CheckIn]) -> Sequence[CheckIn]:
    """Those that stand before ``check_in`` in all of them, oldest first."""
    uids = [each.uid for each in check_ins]
    return check_ins[: uids.index(check_in.uid)] if check_in.uid in uids else ()


def can_compare(one: CheckIn, other: CheckIn) -> bool:
    """Whether two check-ins both rated anything, in the same words."""
    return bool(_rated(one, one.ratings) & _rated(other, other.ratings))


def same_statements(one: CheckIn, other: CheckIn, keys: Collection[str]) -> bool:
    """Whether what two check-ins rated of these behaviours is the same, in the same words.

    A score is a mean: where it rests on other statements, it can differ although no answer did.
    """
    return _rated(one, keys) == _rated(other, keys)


def _rated(check_in: CheckIn, keys: Collection[str]) -> set[tuple[str, int]]:
    return {(key, check_in.wordings.get(key, 1)) for key in keys if check_in.ratings.get(key) is not None}

"""Where a practice's statements become others, so that what comes before and after is not compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from journal_app.domain.content import Behaviour
from journal_app.domain.trends.totals import Head, Spell

_NONE: frozenset[str] = frozenset()


Asked = tuple[int, frozenset[str], bool]
"""What the check-in at a place asked of a practice, and whether that is all: where it is not known what was left out,
as in check-ins of earlier versions, it is what was answered."""


def spells_by_behaviour(spells: Sequence[Spell]) -> dict[str, list[Spell]]:
    """The spells of each behaviour, oldest first."""
    found: defaultdict[str, list[Spell]] = defaultdict(list)
    for spell in sorted(spells, key=lambda s: s.first):
        found[spell.behaviour].append(spell)
    return dict(found)


def asked_at(
    places: Iterable[int], heads: Sequence[Head], answered: Mapping[int, frozenset[str]], mine: Collection[str]
) -> list[Asked]:
    """What was asked at those places that asked anything of a practice, whose behaviours are ``mine``."""
    found = []
    for place in places:
        left_out, keys = heads[place].left_out, answered.get(place, _NONE)
        if left_out:
            keys = keys.union(key for key in left_out if key in mine)
        if keys:
            found.append((place, keys, left_out is not None))
    return found


def breaks_at(
    behaviours: Sequence[Behaviour], spells: Mapping[str, Sequence[Spell]], asked: Sequence[Asked]
) -> dict[int, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """By place, in order: which behaviours of a practice were reworded, added and dropped there.

    ``asked`` are the check-ins that asked anything of it, oldest first. A statement that was left out or had "no
    opportunity" was asked, and breaks nothing. What is asked today plays no part: it says nothing of the past.
    """
    found: defaultdict[int, tuple[set[str], set[str], set[str]]] = defaultdict(lambda: (set(), set(), set()))
    begun: defaultdict[int, set[str]] = defaultdict(set)
    for behaviour in behaviours:
        mine = spells.get(behaviour.key, ())
        for _, later in pairwise(mine):
            found[later.first][0].add(behaviour.key)
        if mine and behaviour.own:
            begun[mine[0].first].add(behaviour.key)
    for before, after in pairwise(asked):
        if before[1] is after[1]:
            continue  # mostly it is the very same set
        added, dropped = _changed(before, after, begun)
        if added or dropped:
            found[after[0]][1].update(added)
            found[after[0]][2].update(dropped)
    order = [behaviour.key for behaviour in behaviours]
    return {
        place: (_in_order(reworded, order), _in_order(new, order), _in_order(gone, order))
        for place, (reworded, new, gone) in sorted(found.items())
    }


def _in_order(keys: Collection[str], order: Sequence[str]) -> tuple[str, ...]:
    return tuple(key for key in order if key in keys)


def _changed(
    before: Asked, after: Asked, begun: Mapping[int, Collection[str]]
) -> tuple[Collection[str], Collection[str]]:
    """What was added and dropped. Where it is not known what was asked, only one's own that was answered for the first
    time is sure to be new: one that ships may have been left out before, any may be left out now."""
    _, was_asked, all_before = before
    place, is_asked, all_after = after
    if all_before and all_after:
        return is_asked - was_asked, was_asked - is_asked
    return [key for key in begun.get(place, ()) if key not in was_asked], ()

"""Where a practice's statements become others, so that what comes before and after is not compared."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from journal_app.domain.content import Behaviour
from journal_app.domain.trends.totals import Spell


def spells_by_behaviour(spells: Sequence[Spell]) -> dict[str, list[Spell]]:
    """The spells of each behaviour, oldest first."""
    found: defaultdict[str, list[Spell]] = defaultdict(list)
    for spell in sorted(spells, key=lambda s: s.first):
        found[spell.behaviour].append(spell)
    return dict(found)


def breaks_at(
    behaviours: Sequence[Behaviour], spells: Mapping[str, Sequence[Spell]], answered: Sequence[int]
) -> dict[int, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """By place: which behaviours of a practice were reworded, added and dropped there.

    ``answered`` are the places that answered the practice, oldest first. "No opportunity" answers; leaving out does
    not, and breaks nothing either: whoever comes back to a statement goes on with it.
    """
    mine = [(behaviour, spells[behaviour.key]) for behaviour in behaviours if behaviour.key in spells]
    if not mine:
        return {}
    begun = min(of[0].first for _, of in mine)
    found: defaultdict[int, tuple[list[str], list[str], list[str]]] = defaultdict(lambda: ([], [], []))
    for behaviour, of in mine:
        for _, later in pairwise(of):
            found[later.first][0].append(behaviour.key)
        if of[0].first > begun:
            found[of[0].first][1].append(behaviour.key)
        if not behaviour.asked or behaviour.deleted:
            next_one = bisect_right(answered, of[-1].last)
            if next_one < len(answered):
                found[answered[next_one]][2].append(behaviour.key)
    return {
        place: (tuple(reworded), tuple(added), tuple(dropped)) for place, (reworded, added, dropped) in found.items()
    }

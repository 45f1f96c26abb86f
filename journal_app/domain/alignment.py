"""What two sequences have in common, found in a time that is bounded whatever they hold."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

# Past so many additions and removals between two sequences nobody reads them one by one.
_MOST_EDITS = 300
_DEEPEST = 12


@dataclass
class Budget:
    """How many steps of comparing are left; when they are used up, what remains counts as wholly changed."""

    left: int = 3_000_000


def matches(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[tuple[int, int]]:
    """Pairs of places with the same item, rising on both sides."""
    found: list[tuple[int, int]] = []
    pending = [(0, len(old), 0, len(new), 0)]
    while pending:
        low, high, new_low, new_high, depth = pending.pop()
        while low < high and new_low < new_high and old[low] == new[new_low]:
            found.append((low, new_low))
            low, new_low = low + 1, new_low + 1
        while low < high and new_low < new_high and old[high - 1] == new[new_high - 1]:
            high, new_high = high - 1, new_high - 1
            found.append((high, new_high))
        if low == high or new_low == new_high or budget.left <= 0:
            continue
        inside = _shortest(old[low:high], new[new_low:new_high], budget)
        if inside is not None:
            found.extend((low + i, new_low + j) for i, j in inside)
        elif depth < _DEEPEST:
            anchors = _anchors(old[low:high], new[new_low:new_high], budget)
            if anchors:
                found.extend((low + i, new_low + j) for i, j in anchors)
                pending.extend(_between(anchors, (low, high, new_low, new_high), depth + 1))
    return sorted(found)


def _between(
    anchors: Sequence[tuple[int, int]], box: tuple[int, int, int, int], depth: int
) -> list[tuple[int, int, int, int, int]]:
    """The stretches before, between and after the anchors that have something on both sides."""
    low, high, new_low, new_high = box
    found, i, j = [], low, new_low
    for a, b in (*((low + a, new_low + b) for a, b in anchors), (high, new_high)):
        if i < a and j < b:
            found.append((i, a, j, b, depth))
        i, j = a + 1, b + 1
    return found


def _anchors(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[tuple[int, int]]:
    """What stands once in each, in the longest run that rises on both sides (the idea of patience sorting)."""
    budget.left -= len(old) + len(new)
    times, new_times = Counter(old), Counter(new)
    where = {item: place for place, item in enumerate(new) if new_times[item] == 1}
    pairs = [(i, where[item]) for i, item in enumerate(old) if times[item] == 1 and item in where]
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(place)
            ends.append(number)
        else:
            tops[pile], ends[pile] = place, number
    chain, number = [], ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _shortest(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[tuple[int, int]] | None:
    """The fewest edits that turn one into the other (Myers 1986); None if they are too many to be worth finding."""
    furthest = {1: 0}
    trail: list[dict[int, int]] = []
    for edits in range(min(len(old) + len(new), _MOST_EDITS) + 1):
        trail.append(dict(furthest))
        budget.left -= 4 * edits + 1
        if budget.left <= 0:
            return None
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and furthest[k - 1] < furthest[k + 1])
            x = furthest[k + 1] if down else furthest[k - 1] + 1
            y = x - k
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            furthest[k] = x
            if x >= len(old) and y >= len(new):
                return _walked_back(trail, len(old), len(new))
    return None


def _walked_back(trail: Sequence[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    """The diagonal steps of the path that was found, from its end to its beginning."""
    found = []
    for edits in range(len(trail) - 1, -1, -1):
        furthest, k = trail[edits], x - y
        down = k == -edits or (k != edits and furthest[k - 1] < furthest[k + 1])
        start = furthest[k + 1] if down else furthest[k - 1] + 1
        while x > max(start, 0) and y > max(start - k, 0):
            x, y = x - 1, y - 1
            found.append((x, y))
        if edits:
            k = k + 1 if down else k - 1
            x = furthest[k]
            y = x - k
    return found

"""Earlier versions of an entry's text: which are worth keeping, and which may go as they grow old.

A version is a text as it stood before another took its place. One is kept for each sitting of writing, and one whenever
a good deal of a text goes at once or bit by bit, so that nothing depends on what a window can still undo.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

SITTING = timedelta(minutes=30)
"""A text that was left alone for longer than this was left: the next change begins another sitting."""

MUCH = 120
"""So many characters of words gone, some twenty words, are worth a version: a sentence can be written again from
memory, two cannot."""

_SOME = 12
_KEEP_ALL = timedelta(days=7)
_KEEP_DAYS = timedelta(days=30)
_KEEP_WEEKS = timedelta(days=365)
_KEEP_LOSSES = timedelta(days=90)
# No word is longer; what is, is of a script without spaces, and is compared by its characters.
_LONGEST_WORD = 40


class Reason(StrEnum):
    """Why a version was kept: a sitting ended, much was cut, another was restored, or two programs disagreed."""

    SITTING = "sitting"
    CUT = "cut"
    RESTORED = "restored"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Text:
    """The title and the body of an entry."""

    title: str
    body: str

    @property
    def is_blank(self) -> bool:
        """Whether there is no word in it."""
        return not self.title.strip() and (not self.body or self.body.isspace())

    @property
    def size(self) -> int:
        """How many characters it has."""
        return len(self.title) + len(self.body)

    def says_the_same(self, other: Text) -> bool:
        """Whether two texts differ in nothing but white space."""
        return self == other or (self.title.split(), self.body.split()) == (other.title.split(), other.body.split())


@dataclass(frozen=True, slots=True)
class Mark:
    """What there is to know about a version without reading it. ``number`` rises with each version kept."""

    number: int
    kept: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier text of an entry; ``mark.kept`` is when it was last saved."""

    mark: Mark
    text: Text


def sitting_is_over(last_changed: datetime, now: datetime) -> bool:
    """Whether a text that was last changed then was written in another sitting; a clock set back says so too."""
    return abs(now - last_changed) > SITTING


def lost(before: str, after: str) -> int:
    """How many characters of the words of one text are not in the other, wherever they stand in it.

    What both begin and end with is passed over, so that it costs next to nothing while somebody writes on.
    """
    start = _common_start(before, after)
    end = _common_end(before, after, min(len(before), len(after)) - start)
    gone = before[start : len(before) - end]
    if not gone or gone.isspace():
        return 0
    missing = _words(gone) - _words(after[start : len(after) - end])
    return sum(len(word) * times for word, times in missing.items())


def loss(before: Text, after: Text) -> int:
    """How many characters of the words of a title and a body are gone from another."""
    return lost(before.body, after.body) + lost(before.title, after.title)


def loses_much(before: Text, after: Text, gone: int | None = None) -> bool:
    """Whether so much of a text is gone from another that the first is worth a version.

    That is MUCH of it, or most of a short one, or all. ``gone`` is their ``loss``, where that is known.
    """
    if before.is_blank:
        return False
    if after.is_blank:
        return True
    gone = loss(before, after) if gone is None else gone
    return gone >= MUCH or (gone >= _SOME and gone * 2 > before.size)


def holds(kept: Text, text: Text) -> bool:
    """Whether next to nothing of a text would be lost if only ``kept`` were left."""
    gone = loss(text, kept)
    return (gone < MUCH and gone * 10 <= text.size) or (gone <= _SOME and gone * 4 <= text.size)


def superseded(marks: Iterable[Mark], now: datetime) -> frozenset[int]:
    """The numbers of those versions of one entry that may go.

    Everything of a week stays, then one a day for a month, one a week for a year, one a month after that; what was cut,
    restored or in conflict stays for 90 days whatever else there is; the first and the newest stay for good. Ages count
    from the newest version, or from now if that comes before it: so that a clock that runs ahead, or is set back, makes
    nothing old that is not.
    """
    ordered = sorted(marks, key=lambda mark: (mark.kept, mark.number))
    if not ordered:
        return frozenset()
    now = min(now, ordered[-1].kept)
    stays = {ordered[0].number, ordered[-1].number, max(mark.number for mark in ordered)}
    newest_of: dict[Hashable, int] = {}
    for mark in ordered:
        slot = _slot(mark, now - mark.kept)
        if slot is None:
            stays.add(mark.number)
        else:
            newest_of[slot] = mark.number
    stays.update(newest_of.values())
    return frozenset(mark.number for mark in ordered) - stays


def _slot(mark: Mark, age: timedelta) -> Hashable | None:
    """What a version shares its place with; None if it has one of its own."""
    if age <= _KEEP_ALL or (age <= _KEEP_LOSSES and mark.reason is not Reason.SITTING):
        return None
    day = mark.kept.astimezone(UTC).date()
    if age <= _KEEP_DAYS:
        return day
    if age <= _KEEP_WEEKS:
        return ("week", *day.isocalendar()[:2])
    return ("month", day.year, day.month)


def _words(text: str) -> Counter[str]:
    words = text.split()
    if len(text) > _LONGEST_WORD and any(len(word) > _LONGEST_WORD for word in words):
        return Counter(part for word in words for part in ([word] if len(word) <= _LONGEST_WORD else word))
    return Counter(words)


def _common_start(one: str, other: str) -> int:
    """How many characters two texts begin with in common, by halving: comparing slices is a matter of bytes."""
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(one: str, other: str, most: int) -> int:
    """How many characters two texts end with in common, at most so many."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low

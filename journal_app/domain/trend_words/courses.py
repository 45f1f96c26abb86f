"""From a first value to a last, in words: what went, what only was one thing and then another, what stayed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from journal_app.domain.trend_words.phrases import day_name, listed, month_name, others

MOST_NAMED = 2
"""More that moved than this are counted, not named."""

_STEP = "no more than it moved between two check-ins"
_LEAST_FOR_A_WAY = 3
_YEAR = 366


@dataclass(frozen=True, slots=True)
class Mark:
    """A value at a check-in: its size in whole steps of what the table shows, and how it is written there."""

    check_in: str
    on: date
    size: int
    text: str


@dataclass(frozen=True, slots=True)
class Course:
    """The values of one thing that can be compared, oldest first. ``own`` says how many they are, where that has to be
    said: between commas behind the name."""

    name: str
    marks: tuple[Mark, ...]
    own: str = ""

    @property
    def change(self) -> int:
        """From the first value to the last."""
        return self.marks[-1].size - self.marks[0].size if self.marks else 0

    @property
    def spread(self) -> int:
        """From the lowest value to the highest."""
        sizes = [mark.size for mark in self.marks]
        return max(sizes) - min(sizes) if sizes else 0

    @property
    def is_way(self) -> bool:
        """Whether there is a value between the first and the last: two values are no way from one to the other."""
        return len(self.marks) >= _LEAST_FOR_A_WAY

    @property
    def is_no_more_than_a_step(self) -> bool:
        """Whether from first to last it moved no further than it did between two values next to each other."""
        steps = [abs(after.size - before.size) for before, after in pairwise(self.marks)]
        return self.is_way and abs(self.change) <= max(steps)

    @property
    def is_unbroken(self) -> bool:
        """Whether never more than a year lies between two values: nobody knows that it stayed the same meanwhile."""
        return all((after.on - before.on).days <= _YEAR for before, after in pairwise(self.marks))


def largest_first(moved: Sequence[Course]) -> list[Course]:
    """By how far they moved."""
    return sorted(moved, key=lambda course: -abs(course.change))


def movements(moved: Sequence[Course], ends: tuple[str, str], today: date, what: str, did: str) -> str:
    """What moved, the largest change first, which of it is no more than a step, and how many others moved.

    ``ends`` are the uids of the period's first and last check-in, whose days the sentence has told already. Of the
    others it is said what kind of thing (``what``) they are and what they ``did``.
    """
    named = list(moved[:MOST_NAMED])
    parts = [_went(course, ends, today) for course in named]
    small = [course.is_no_more_than_a_step for course in named]
    if len(named) > 1 and all(small):
        told = f"{listed(parts)}; neither by {_STEP.removeprefix('no ')}"
    elif any(small) or not all(course.is_way for course in named):
        told = "; ".join(f"{part}, {_STEP}" if step else part for part, step in zip(parts, small, strict=True))
    else:
        told = listed(parts)
    return told + others(len(moved) - MOST_NAMED, what, did)


def _went(course: Course, ends: tuple[str, str], today: date) -> str:
    first, last = course.marks[0], course.marks[-1]
    same_month = (first.on.year, first.on.month) == (last.on.year, last.on.month)

    def when(mark: Mark, end: str) -> str:
        if mark.check_in == end:
            return ""
        return f" on {day_name(mark.on, today)}" if same_month else f" in {month_name(mark.on, today)}"

    begun, ended = first.text + when(first, ends[0]), last.text + when(last, ends[1])
    way = f"went from {begun} to {ended}" if course.is_way else f"was {begun} and then {ended}"
    return f"{course.name}{course.own} {way}"

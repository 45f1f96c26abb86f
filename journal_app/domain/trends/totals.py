"""What the journal tells of its ratings in sums, of which the overview is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from journal_app.domain.rhythm import Rhythm
from journal_app.domain.trends.views import PracticePoint


@dataclass(frozen=True, slots=True)
class Head:
    """An ordinary check-in without its ratings. Its place is its number among all of them, oldest first, from 0; two of
    one day stand in the order in which they were saved. ``left_out`` are the behaviours that it asked about in vain,
    None where that is not known."""

    uid: str
    on: date
    rhythm: Rhythm = Rhythm.MONTHLY
    left_out: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Spell:
    """A behaviour answered by one statement, at the places ``first`` and ``last`` and by no other statement between."""

    behaviour: str
    wording: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sums:
    """Everything an overview is made of, as it was at one moment: every ordinary check-in by its place, totals by
    practice, and by which statements behaviours were answered."""

    heads: Sequence[Head]
    totals: Mapping[str, PracticeTotals]
    spells: Sequence[Spell]


@dataclass(frozen=True, slots=True)
class PracticeTotals:
    """A practice's points by the places of their check-ins, and the places that rated it ``partly``: too little of it.

    ``answered`` are the behaviours answered at each place that answered any, ``no_opportunity`` those of them that were
    answered so, at each place where one was.
    """

    points: Mapping[int, PracticePoint] = field(default_factory=dict)
    partly: Sequence[int] = ()
    answered: Mapping[int, frozenset[str]] = field(default_factory=dict)
    no_opportunity: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def rated(self, place: int) -> frozenset[str]:
        """Which behaviours were given a rating."""
        return self.answered[place] - self.no_opportunity.get(place, frozenset())

    @property
    def passed(self) -> list[int]:
        """The places that answered it with "no opportunity" alone, oldest first."""
        return sorted(place for place in self.no_opportunity if not self.rated(place))


def quiet_until(last: Head, until: date) -> date | None:
    """The day up to which nothing followed a check-in, where that is longer than its rhythm leaves without a gap."""
    return until if (until - last.on).days > last.rhythm.longest_step else None


def is_missed(before: Head, after: Head) -> bool:
    """Whether more time lies between two check-ins, next to each other, than their rhythms leave without a gap."""
    return (after.on - before.on).days > max(before.rhythm.longest_step, after.rhythm.longest_step)

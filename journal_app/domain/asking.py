"""What a check-in asks about, practice by practice, and whether that is enough for a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from journal_app.domain.content import Behaviour
from journal_app.domain.trends.views import LEAST_RATED


@dataclass(frozen=True, slots=True)
class Tally:
    """Of a practice's ``count`` statements ``asked`` are asked about."""

    asked: int
    count: int

    @property
    def too_few(self) -> bool:
        """Whether the practice will have no score."""
        return self.asked < LEAST_RATED

    @property
    def words(self) -> str:
        """How many are asked about, and what follows if they are too few."""
        if self.asked == 0:
            return "none asked about, so no score"
        if self.too_few:
            return "one asked about, too few for a score"
        every = "both" if self.count == LEAST_RATED else f"all {self.count}"
        return f"{every if self.asked == self.count else f'{self.asked} of {self.count}'} asked about"


def tally(behaviours: Sequence[Behaviour], practice: str) -> Tally:
    """How many statements of a practice are asked about; those that were removed do not count."""
    there = [each for each in behaviours if each.practice == practice and not each.deleted]
    return Tally(sum(each.asked for each in there), len(there))

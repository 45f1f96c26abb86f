"""How often somebody means to check in, and what follows from it: the question, when it is due, what is a gap."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from journal_app.domain.months import months_on

# A month has 30.4 days; three quarters of a rhythm late is a check-in missed, not one put off.
_DAYS = {"weekly": 7.0, "fortnightly": 14.0, "monthly": 365.25 / 12, "quarterly": 365.25 / 4}
_MISSED = 1.75


class Rhythm(Enum):
    """From weekly to quarterly. The values are what the journal holds."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"

    @property
    def weeks(self) -> int:
        """How many weeks the question looks back over.

        A quarter is asked about by its last four weeks: nobody remembers how often they did something in May.
        """
        return {Rhythm.WEEKLY: 1, Rhythm.FORTNIGHTLY: 2}.get(self, 4)

    @property
    def longest_step(self) -> int:
        """The most days between two check-ins of which none was missed between; more is a gap."""
        return int(_DAYS[self.value] * _MISSED)

    def next_due(self, last: date) -> date:
        """The day on which the next check-in is due after one on ``last``; the last day there is, beyond that."""
        try:
            if self in (Rhythm.WEEKLY, Rhythm.FORTNIGHTLY):
                return last + timedelta(days=int(_DAYS[self.value]))
            return months_on(last, 1 if self is Rhythm.MONTHLY else 3)
        except (OverflowError, ValueError):
            return date.max

"""What a person asks the trends page to show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from journal_app.domain.trends.views import Span

USUAL_MONTHS = 12


class Kind(Enum):
    """The five views."""

    OVERVIEW = "overview"
    PRACTICE = "practice"
    COMPARE = "compare"
    WRITING = "writing"
    BACK = "back"

    @property
    def ranged(self) -> bool:
        """Whether it shows a range of time: the other two have days of their own."""
        return self in (Kind.OVERVIEW, Kind.PRACTICE, Kind.WRITING)

    @property
    def file_name(self) -> str:
        """What a file of it is called."""
        return {"overview": "trends", "back": "looking-back"}.get(self.value, self.value)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A view and its time.

    ``days`` stand in place of ``months``; no ``periods`` means those that are usual; ``practice`` may be empty for a
    comparison only; ``look_back`` is a uid, or "" for the newest.
    """

    kind: Kind = Kind.OVERVIEW
    months: int | None = USUAL_MONTHS
    days: Span | None = None
    practice: str = ""
    periods: tuple[Span, Span] | None = None
    look_back: str = ""

"""A report of a period: what its writer wants on the one page, and what then stands there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from journal_app.domain.trends.tables import Table
from journal_app.domain.trends.views import Overview, PracticeView, Span

MOST_CHARACTERS = 20_000
"""More of a reflection is never laid out: a page holds some 6,000."""

CHART, CAUTION, TABLE, NOTES = "chart", "caution", "table", "notes"
"""Parts of the page, as they stand on it; a reflection is its number, counted from 0."""

Part = str | int

_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_RULE = re.compile(r"\s*([-*_])(\s*\1){2,}\s*$")


class Extent(Enum):
    """How much of a chosen reflection is shown."""

    DAY = "title and day"
    FIRST = "first paragraph"
    WHOLE = "all of it"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the writer wants on the page. ``practice`` is the key of one, or "" for all six.

    ``reflections`` are uids; nothing is in that was not chosen.
    """

    span: Span
    practice: str = ""
    table: bool = False
    notes: bool = False
    reflections: Mapping[str, Extent] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReportedReflection:
    """A chosen reflection: its day, its title, and as much of its Markdown as is shown. ``cut`` if more was wanted than
    any page holds."""

    on: date
    title: str
    text: str
    extent: Extent
    cut: bool = False


@dataclass(frozen=True, slots=True)
class ReportedNote:
    """A note to a rating: its day, the statement, the rating in words, the note."""

    on: date
    statement: str
    rating: str
    note: str


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """What stands on the page. ``subject`` is the practice's title, or "" for all six; ``made`` the day of its making.

    ``days`` are those of the check-ins, oldest first, and so are notes and reflections.
    """

    span: Span
    made: date
    subject: str
    days: tuple[date, ...]
    view: Overview | PracticeView
    words: str
    caution: str
    table: Table | None = None
    notes: tuple[ReportedNote, ...] = ()
    reflections: tuple[ReportedReflection, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to report: neither a check-in nor a reflection."""
        return not (self.days or self.reflections)


def shown_text(body: str, extent: Extent) -> tuple[str, bool]:
    """As much of a reflection as is shown, and whether it is more than any page holds, and was cut."""
    if extent is Extent.DAY:
        return "", False
    text = body.strip("\n") if extent is Extent.WHOLE else first_paragraph(body)
    return text[:MOST_CHARACTERS], len(text) > MOST_CHARACTERS


def first_paragraph(body: str) -> str:
    """The first paragraph with words in it, as typed; headings and rules are passed over unless there is no more."""
    kept: list[str] = []
    heading = ""
    for line in body.splitlines():
        if _HEADING.match(line) or _RULE.match(line):
            heading = heading or line
        elif line.strip():
            kept.append(line)
            continue
        if any(ch.isalnum() for each in kept for ch in each):
            break
        kept.clear()
    return "\n".join(kept) or heading

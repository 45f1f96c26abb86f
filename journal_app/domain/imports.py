"""What reading another journal's file yields."""

from __future__ import annotations

from dataclasses import dataclass

from journal_app.domain.entry import NewEntry


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """Something that could not be brought across, in words a person can act on. Never holds journal text.

    ``kind`` is a stable word: "missing-media", "bad-record", "bad-tag", "replaced-characters".
    ``where`` names the record (its id or position) and ``detail`` the file or field.
    """

    kind: str
    where: str
    detail: str


@dataclass(frozen=True, slots=True)
class ParsedJournal:
    """The entries found in a file, oldest first, and what could not be brought across."""

    format_name: str
    entries: tuple[NewEntry, ...]
    problems: tuple[ImportProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: how many entries were added, how many were already here, and what went wrong."""

    format_name: str
    found: int
    added: int
    already_here: int
    problems: tuple[ImportProblem, ...]

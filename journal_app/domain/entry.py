"""Entries: what a person wrote, when, and what it bears on."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime

from journal_app.domain.errors import BadTag
from journal_app.domain.moment import Moment

MAX_BODY_BYTES = 32 * 1024 * 1024
"""The most one entry may hold (UTF-8). A 5 MB entry is odd but allowed; SQLite's own limit is far higher."""

MAX_TAG_LENGTH = 60


@dataclass(frozen=True, slots=True)
class PromptAnswered:
    """The prompt an entry answers: its key, and its words as they stood when it was asked."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to be added. ``source`` and ``source_uid`` name the journal it came from, if it was imported;
    ``raw`` is the JSON text of every field of the source that has no home here."""

    written: Moment
    title: str = ""
    body: str = ""
    starred: bool = False
    practices: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    prompt: PromptAnswered | None = None
    all_day: bool = False
    modified: datetime | None = None
    source: str | None = None
    source_uid: str | None = None
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as kept. ``revision`` rises by one with each change; ``deleted`` is when it went to the bin."""

    uid: str
    written: Moment
    title: str
    body: str
    starred: bool
    practices: tuple[str, ...]
    tags: tuple[str, ...]
    prompt: PromptAnswered | None
    all_day: bool
    created: datetime
    modified: datetime
    revision: int
    deleted: datetime | None = None
    source: str | None = None
    source_uid: str | None = None
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class EntrySummary:
    """What a list shows of an entry. ``first_line`` is the start of the body, as plain text."""

    uid: str
    written: Moment
    title: str
    first_line: str
    starred: bool
    practices: tuple[str, ...]
    all_day: bool
    deleted: datetime | None = None


def title_of(summary: EntrySummary) -> str:
    """What an entry is called: its title, or how it begins."""
    return summary.title or summary.first_line or "Untitled"


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries a list shows. Empty means all. Practices and tags are each "any of"; the rest is "and".

    ``words`` is free text typed by a person; ``since`` and ``until`` are inclusive local dates.
    """

    words: str = ""
    practices: frozenset[str] = field(default_factory=frozenset)
    tags: frozenset[str] = field(default_factory=frozenset)
    starred: bool = False
    since: date | None = None
    until: date | None = None
    deleted: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows the list."""
        return self == EntryFilter(deleted=self.deleted)


_SPACES = re.compile(r"\s+")
# Control characters, lone surrogates and line separators. Joiners stay: emoji and Persian words need them.
_UNUSABLE = {"Cc", "Cs", "Zl", "Zp"}


def normal_tag(text: str) -> str:
    """A tag as kept: no leading ``#``, single spaces, at most MAX_TAG_LENGTH characters, case as typed.

    Raises BadTag for what is empty, too long or holds a comma (tags are typed with commas between).
    """
    tag = _SPACES.sub(" ", text.strip().lstrip("#")).strip()
    if not tag or len(tag) > MAX_TAG_LENGTH or "," in tag or any(unicodedata.category(ch) in _UNUSABLE for ch in tag):
        raise BadTag(text=text[:MAX_TAG_LENGTH])
    return tag


def word_count(text: str) -> int:
    """The number of words, as a person counts them: runs of anything with a letter or digit in it."""
    return sum(1 for run in text.split() if any(ch.isalnum() for ch in run))


_BLOCK_MARKERS = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?)+")
_INLINE_MARKERS = re.compile(r"[*`]{1,3}(?=\S)|(?<=\S)[*`]{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def first_line(body: str, limit: int = 160) -> str:
    """The first line with words in it, without Markdown's markers, at most ``limit`` characters."""
    for line in body[:4096].splitlines():
        plain = _INLINE_MARKERS.sub("", _BLOCK_MARKERS.sub("", _LINK.sub(r"\1", line))).strip()
        if any(ch.isalnum() for ch in plain):
            return plain if len(plain) <= limit else f"{plain[: limit - 1].rsplit(' ', 1)[0]}…"
    return ""

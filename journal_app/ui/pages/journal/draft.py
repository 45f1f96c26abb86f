"""The entry on the desk, as it stands there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from journal_app.domain.entry import Entry, EntrySummary, PromptAnswered, first_line
from journal_app.domain.moment import Moment


@dataclass
class Draft:
    """``uid`` is None until the first words are saved; ``written`` is when it was begun, ``kept`` when last changed."""

    written: Moment
    kept: datetime | None = None
    uid: str | None = None
    revision: int = 0
    title: str = ""
    body: str = ""
    starred: bool = False
    practices: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    prompt: PromptAnswered | None = None
    all_day: bool = False
    deleted: bool = False

    @classmethod
    def of(cls, entry: Entry) -> Draft:
        """The draft of an entry that is already kept."""
        return cls(
            written=entry.written,
            kept=entry.modified,
            uid=entry.uid,
            revision=entry.revision,
            title=entry.title,
            body=entry.body,
            starred=entry.starred,
            practices=entry.practices,
            tags=entry.tags,
            prompt=entry.prompt,
            all_day=entry.all_day,
            deleted=entry.deleted is not None,
        )

    @property
    def is_blank(self) -> bool:
        """Whether it has no words yet."""
        return not (self.title.strip() or self.body.strip())

    def summary(self) -> EntrySummary:
        """What the list shows of it."""
        return EntrySummary(
            uid=self.uid or "",
            written=self.written,
            title=" ".join(self.title.split()),
            first_line=first_line(self.body),
            starred=self.starred,
            practices=self.practices,
            all_day=self.all_day,
        )

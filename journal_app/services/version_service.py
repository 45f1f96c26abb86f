"""Earlier versions of an entry: what there is, how it differs from the present text, and bringing one back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from journal_app.domain.change import Change, Kind
from journal_app.domain.difference import Piece, WordChanges, difference, folded, spoken, word_changes
from journal_app.domain.moment import Clock, Moment
from journal_app.domain.versions import Reason, Text, Version
from journal_app.services.entry_service import Saved
from journal_app.storage.entry_store import EntryStore
from journal_app.storage.version_store import VersionStore

# Counting the words of a longer text, for each of its versions, would take seconds.
_COUNTED = 1_000_000


@dataclass(frozen=True, slots=True)
class VersionSummary:
    """What a list shows of a version. ``number`` names it; ``kept`` is when it was last saved, on the person's clock.

    ``is_present`` says that the entry has this very text again; ``changes`` is None for a text too long to count.
    """

    number: int
    kept: Moment
    reason: Reason
    title: str
    is_present: bool
    changes: WordChanges | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A version, and how the present text differs from it: long stretches that stayed are folded; ``spoken`` says it
    in words."""

    number: int
    text: Text
    title: tuple[Piece, ...]
    body: tuple[Piece, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What bringing a version back did. ``instead_of`` is the number of the version that has the text it replaced."""

    saved: Saved
    instead_of: int | None


class VersionService:
    """The versions of the open journal's entries."""

    def __init__(self, store: VersionStore, entries: EntryStore, clock: Clock) -> None:
        self._store, self._entries, self._clock = store, entries, clock

    def count(self, uid: str) -> int:
        """How many earlier versions of an entry there are."""
        return self._store.count(uid)

    def all(self, uid: str, stopped: Callable[[], bool] = lambda: False) -> tuple[VersionSummary, ...]:
        """Every version, the newest first; those read so far once ``stopped``. Raises NoSuchEntry."""
        entry = self._entries.get(uid)
        present, found = Text(entry.title, entry.body), []
        for version in self._store.each(uid):
            if stopped():
                break
            found.append(self._summary(version, present))
        return tuple(found)

    def get(self, uid: str, number: int) -> Text:
        """The text of one version. Raises NoSuchVersion."""
        return self._store.get(uid, number).text

    def compare(self, uid: str, number: int) -> Comparison:
        """One version beside the present text. Raises NoSuchVersion or NoSuchEntry."""
        text, entry = self.get(uid, number), self._entries.get(uid)
        title, body = difference(text.title, entry.title), difference(text.body, entry.body)
        return Comparison(number, text, title, folded(body), spoken((*title, *body)))

    def restore(self, uid: str, number: int, revision: int) -> Restored:
        """Give an entry the text of one of its versions; what it says now becomes a version first.

        Raises EntryChangedElsewhere if the entry is no longer at ``revision``, NoSuchVersion or NoSuchEntry.
        """
        now = self._clock.now()
        revision, kept = self._entries.restore_version(uid, number, revision, now.utc)
        return Restored(Saved(uid, revision, now, 0, Change.of(Kind.ENTRIES, uids=(uid,))), kept)

    def _summary(self, version: Version, present: Text) -> VersionSummary:
        text, mark = version.text, version.mark
        short = len(text.body) + len(present.body) <= _COUNTED
        return VersionSummary(
            number=mark.number,
            kept=Moment.of(mark.kept.astimezone(self._clock.zone())),
            reason=mark.reason,
            title=text.title,
            is_present=text == present,
            changes=word_changes(text.body, present.body) if short else None,
        )

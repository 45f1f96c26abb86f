"""Writing, changing, finding and binning entries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from journal_app.domain.change import Change, Kind
from journal_app.domain.entry import (
    MAX_BODY_BYTES,
    Entry,
    EntryFilter,
    EntrySummary,
    NewEntry,
    PromptAnswered,
    normal_tag,
)
from journal_app.domain.errors import BadSearch, NothingToSave, TextTooLong, UnknownPractice
from journal_app.domain.moment import Clock, Moment
from journal_app.domain.text import storable
from journal_app.storage.entry_list import EntryList
from journal_app.storage.entry_store import EntryStore
from journal_app.storage.search_index import match_expression

BIN_DAYS = 30
"""How long a deleted entry can be restored."""

BIN_CERTAIN_DAYS = 7
"""How long it must have been seen that this time is over before the entry goes. A clock that is wrong, by a day or by
years, is put right sooner than that; and what was binned under one that was behind has not gone before it is missed."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving an entry did: its revision, when, and how many characters no file can hold were replaced."""

    uid: str
    revision: int
    at: Moment
    replaced: int
    change: Change


class EntryService:
    """The entries of the open journal."""

    def __init__(self, store: EntryStore, lists: EntryList, practices: Sequence[str], clock: Clock) -> None:
        self._store = store
        self._lists = lists
        self._practices = tuple(practices)
        self._clock = clock

    def write(
        self,
        title: str,
        body: str,
        *,
        practices: Iterable[str] = (),
        tags: Iterable[str] = (),
        written: Moment | None = None,
        prompt: PromptAnswered | None = None,
        starred: bool = False,
    ) -> Saved:
        """Add an entry. Raises NothingToSave, TextTooLong, UnknownPractice or BadTag; then nothing is added."""
        title, body, replaced = _kept_text(title, body)
        if not (title.strip() or body.strip()):
            raise NothingToSave
        now = self._clock.now()
        entry = NewEntry(
            written=written or now,
            title=title,
            body=body,
            starred=starred,
            practices=self._known(practices),
            tags=tuple(normal_tag(tag) for tag in tags),
            prompt=prompt,
        )
        uid = self._store.add(entry, now.utc)
        return Saved(uid, 1, now, replaced, Change.of(Kind.ENTRIES, Kind.TAGS, uids=(uid,)))

    def save_text(self, uid: str, title: str, body: str, revision: int) -> Saved:
        """Keep an entry's text. Raises EntryChangedElsewhere, NoSuchEntry or TextTooLong."""
        title, body, replaced = _kept_text(title, body)
        now = self._clock.now()
        revision = self._store.save_text(uid, title, body, revision, now.utc)
        return Saved(uid, revision, now, replaced, Change.of(Kind.ENTRIES, uids=(uid,)))

    def set_star(self, uid: str, starred: bool) -> Saved:  # noqa: FBT001  the name says it
        """Star an entry or take the star away."""
        now = self._clock.now()
        revision = self._store.set_fields(uid, now.utc, starred=starred)
        return Saved(uid, revision, now, 0, Change.of(Kind.ENTRIES, uids=(uid,)))

    def set_written(self, uid: str, written: Moment) -> Saved:
        """Say when an entry was really written."""
        now = self._clock.now()
        revision = self._store.set_fields(uid, now.utc, written=written)
        return Saved(uid, revision, now, 0, Change.of(Kind.ENTRIES, uids=(uid,)))

    def set_practices(self, uid: str, practices: Iterable[str]) -> Saved:
        """Say which practices an entry bears on. Raises UnknownPractice."""
        now = self._clock.now()
        revision = self._store.set_practices(uid, self._known(practices), now.utc)
        return Saved(uid, revision, now, 0, Change.of(Kind.ENTRIES, uids=(uid,)))

    def set_tags(self, uid: str, tags: Iterable[str]) -> Saved:
        """Set an entry's free tags. Raises BadTag."""
        now = self._clock.now()
        revision = self._store.set_tags(uid, [normal_tag(tag) for tag in tags], now.utc)
        return Saved(uid, revision, now, 0, Change.of(Kind.ENTRIES, Kind.TAGS, uids=(uid,)))

    def delete(self, uid: str) -> Change:
        """Put an entry in the bin, where it stays for BIN_DAYS."""
        self._store.bin(uid, self._clock.now().utc)
        return Change.of(Kind.ENTRIES, Kind.TAGS, uids=(uid,))

    def restore(self, uid: str) -> Change:
        """Take an entry out of the bin."""
        self._store.restore(uid, self._clock.now().utc)
        return Change.of(Kind.ENTRIES, Kind.TAGS, uids=(uid,))

    def delete_for_good(self, uid: str) -> Change:
        """Remove an entry that is in the bin."""
        self._store.purge(uid)
        return Change.of(Kind.ENTRIES, Kind.TAGS, uids=(uid,))

    def empty_old_bin(self) -> int:
        """Remove for good what has been in the bin for more than BIN_DAYS; returns how many entries.

        It goes once that was seen BIN_CERTAIN_DAYS ago, by a clock that has not gone back since.
        """
        now, stay = self._clock.now().utc, timedelta(days=BIN_DAYS)
        since, overdue = self._store.overdue_since(), self._store.is_in_bin_since_before(now - stay)
        if overdue and since is not None and timedelta() <= now - since < timedelta(days=BIN_CERTAIN_DAYS):
            return 0
        gone = self._store.empty_bin(since - stay) if overdue and since is not None and since <= now else 0
        overdue = overdue and self._store.is_in_bin_since_before(now - stay)
        if overdue or since is not None:
            self._store.note_overdue(now if overdue else None)
        return gone

    def days_left(self, summary: EntrySummary) -> int:
        """How many days an entry in the bin can still be restored."""
        if summary.deleted is None:
            return BIN_DAYS
        return max(0, BIN_DAYS - (self._clock.now().utc - summary.deleted).days)

    def get(self, uid: str) -> Entry:
        """One entry. Raises NoSuchEntry."""
        return self._store.get(uid)

    def find(self, start: str) -> Entry:
        """The one entry whose uid starts so. Raises NoSuchEntry."""
        return self._store.get(self._store.uid_starting_with(start))

    def page(self, wanted: EntryFilter, offset: int = 0, limit: int = 50) -> tuple[EntrySummary, ...]:
        """Summaries, newest first."""
        return self._lists.page(wanted, offset, limit)

    def summaries(self, uids: Collection[str]) -> tuple[EntrySummary, ...]:
        """Those of these entries that are there and not in the bin, newest first."""
        return self._lists.of(uids)

    def search(self, words: str, limit: int = 50) -> tuple[EntrySummary, ...]:
        """The newest entries with all these words. Raises BadSearch if there is no word in them."""
        if match_expression(words) is None:
            raise BadSearch
        return self._lists.page(EntryFilter(words=words), 0, limit)

    def count(self, wanted: EntryFilter | None = None) -> int:
        """How many entries there are."""
        return self._lists.count(wanted or EntryFilter())

    def months(self, wanted: EntryFilter) -> tuple[tuple[date, int], ...]:
        """Each month with entries, newest first: (its first day, how many)."""
        return self._lists.months(wanted)

    def position(self, wanted: EntryFilter, uid: str) -> int | None:
        """Where an entry stands in a list."""
        return self._lists.position(wanted, uid)

    def days(self, first: date, last: date) -> Mapping[date, tuple[int, frozenset[str]]]:
        """Days with entries: how many, and their practices."""
        return self._lists.days(first, last)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Tags in use, most used first."""
        return self._lists.tags()

    def _known(self, practices: Iterable[str]) -> tuple[str, ...]:
        chosen = set(practices)
        for key in chosen:
            if key not in self._practices:
                raise UnknownPractice(key=key[:60], known=", ".join(self._practices))
        return tuple(key for key in self._practices if key in chosen)


def _kept_text(title: str, body: str) -> tuple[str, str, int]:
    title, in_title = storable(title)
    body, in_body = storable(body)
    if len(body) > MAX_BODY_BYTES // 4 and len(body.encode()) > MAX_BODY_BYTES:
        raise TextTooLong(megabytes=MAX_BODY_BYTES // (1024 * 1024))
    return " ".join(title.split()), body, in_title + in_body

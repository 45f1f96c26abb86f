"""Lists, months, days and tags agree with a plain model of the same journal, whatever is done to it."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from journal_app.domain.entry import EntryFilter, NewEntry
from journal_app.domain.moment import Moment
from journal_app.domain.text import folded
from journal_app.storage.creation import create_vault
from tests.support.journals import AT, PRACTICES, Stores, moment

WORDS = ("weir", "weirs", "heron", "bridge", "kingfisher")
TAGS = ("Team", "team", "Équipe", "budget")

moments = st.builds(
    lambda minutes, offset: Moment(datetime(2026, 2, 20, tzinfo=UTC) + timedelta(minutes=minutes), offset),
    st.integers(0, 60 * 24 * 60).map(lambda minute: minute // 360 * 360),
    st.sampled_from((0, 60, -480, 780)),
)
texts = st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join)
tag_lists = st.lists(st.sampled_from(TAGS), max_size=3).map(tuple)
practice_sets = st.frozensets(st.sampled_from(PRACTICES), max_size=3)
days = st.one_of(st.none(), st.dates(date(2026, 2, 15), date(2026, 4, 20)))
filters = st.builds(
    EntryFilter,
    words=st.one_of(st.just(""), st.sampled_from((*WORDS, "wei", "heron weir", '"bridge"', "nowhere"))),
    practices=st.one_of(st.just(frozenset[str]()), practice_sets),
    tags=st.one_of(st.just(frozenset[str]()), st.frozensets(st.sampled_from(TAGS), max_size=2)),
    starred=st.booleans(),
    since=days,
    until=days,
    deleted=st.booleans(),
)


@dataclass
class Kept:
    """One entry as the model knows it. ``number`` counts up as entries are added."""

    number: int
    uid: str
    written: Moment
    title: str
    body: str
    starred: bool
    practices: frozenset[str]
    tags: tuple[str, ...]
    deleted: datetime | None = None
    revision: int = field(default=1)

    @property
    def order(self) -> tuple[object, ...]:
        return (self.written.local_date, self.written.utc, self.number)


def matches(entry: Kept, wanted: EntryFilter) -> bool:
    words = f"{entry.title} {entry.body}".split()
    asked = wanted.words.replace('"', "").split()
    last_is_whole = wanted.words.endswith('"')
    found = all(
        any(word.startswith(one) if one is asked[-1] and not last_is_whole else word == one for word in words)
        for one in asked
    )
    return (
        found
        and (entry.deleted is not None) == wanted.deleted
        and (not wanted.practices or bool(entry.practices & wanted.practices))
        and (not wanted.tags or bool({folded(tag) for tag in entry.tags} & {folded(tag) for tag in wanted.tags}))
        and (entry.starred or not wanted.starred)
        and (wanted.since is None or entry.written.local_date >= wanted.since)
        and (wanted.until is None or entry.written.local_date <= wanted.until)
    )


class JournalMachine(RuleBasedStateMachine):
    """Does random things to a journal and to the model, and asks both the same questions."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.stores = Stores.of(create_vault(Path(self._folder.name) / "journal", None, AT))
        self.kept: dict[str, Kept] = {}
        self.now = AT
        self.added = 0

    def teardown(self) -> None:
        with self.stores.vault.writing() as db:
            db.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
            assert db.execute(
                "SELECT count(*) FROM tags WHERE id NOT IN (SELECT tag_id FROM entry_tags)"
            ).fetchone() == (0,)
        self.stores.vault.close()
        self._folder.cleanup()

    def _tick(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def _any(self, draw: st.DataObject) -> Kept:
        return self.kept[draw.draw(st.sampled_from(sorted(self.kept)), "which")]

    @initialize(moments=st.lists(moments, min_size=3, max_size=6), tags=tag_lists, practices=practice_sets)
    def begin(self, moments: list[Moment], tags: tuple[str, ...], practices: frozenset[str]) -> None:
        for number, written in enumerate(moments):
            self.add(written, WORDS[number % 5], WORDS[(number + 1) % 5], number % 2 == 0, practices, tags)

    @rule(written=moments, title=texts, body=texts, starred=st.booleans(), practices=practice_sets, tags=tag_lists)
    def add(
        self,
        written: Moment,
        title: str,
        body: str,
        starred: bool,
        practices: frozenset[str],
        tags: tuple[str, ...],
    ) -> None:
        new = NewEntry(written, title, body, starred=starred, practices=tuple(practices), tags=tags)
        uid = self.stores.entries.add(new, self._tick())
        self.added += 1
        self.kept[uid] = Kept(self.added, uid, written, title, body, starred, practices, tags)

    @precondition(lambda self: self.kept)
    @rule(draw=st.data(), title=texts, body=texts)
    def edit(self, draw: st.DataObject, title: str, body: str) -> None:
        entry = self._any(draw)
        revision = self.stores.entries.get(entry.uid).revision
        self.stores.entries.save_text(entry.uid, title, body, revision, self._tick())
        entry.title, entry.body = title, body

    @precondition(lambda self: self.kept)
    @rule(draw=st.data(), tags=tag_lists, practices=practice_sets, starred=st.booleans(), written=moments)
    def mark(
        self, draw: st.DataObject, tags: tuple[str, ...], practices: frozenset[str], starred: bool, written: Moment
    ) -> None:
        entry = self._any(draw)
        self.stores.entries.set_tags(entry.uid, tags, self._tick())
        self.stores.entries.set_practices(entry.uid, sorted(practices), self._tick())
        self.stores.entries.set_fields(entry.uid, self._tick(), starred=starred, written=written)
        entry.tags, entry.practices, entry.starred, entry.written = tags, practices, starred, written

    @precondition(lambda self: self.kept)
    @rule(draw=st.data())
    def bin_or_restore(self, draw: st.DataObject) -> None:
        entry = self._any(draw)
        now = self._tick()
        if entry.deleted is None:
            self.stores.entries.bin(entry.uid, now)
            entry.deleted = now
        else:
            self.stores.entries.restore(entry.uid, now)
            entry.deleted = None

    @precondition(lambda self: any(entry.deleted for entry in self.kept.values()))
    @rule(draw=st.data())
    def purge(self, draw: st.DataObject) -> None:
        binned = sorted(uid for uid, entry in self.kept.items() if entry.deleted)
        uid = draw.draw(st.sampled_from(binned), "which")
        self.stores.entries.purge(uid)
        del self.kept[uid]

    @rule(wanted=filters, offset=st.integers(0, 4), limit=st.integers(1, 4))
    def ask(self, wanted: EntryFilter, offset: int, limit: int) -> None:
        found = [entry for entry in self.kept.values() if matches(entry, wanted)]
        if wanted.deleted:
            found.sort(key=lambda entry: (entry.deleted, entry.number), reverse=True)
        else:
            found.sort(key=lambda entry: entry.order, reverse=True)
        page = self.stores.lists.page(wanted, offset, limit)
        assert [each.uid for each in page] == [entry.uid for entry in found[offset : offset + limit]]
        for each in page:
            entry = self.kept[each.uid]
            assert (each.written, each.title, each.starred) == (entry.written, entry.title, entry.starred)
            assert frozenset(each.practices) == entry.practices
            assert (each.first_line, each.deleted) == (entry.body, entry.deleted)
        assert self.stores.lists.count(wanted) == len(found)
        months = Counter(entry.written.local_date.replace(day=1) for entry in found)
        assert self.stores.lists.months(wanted) == tuple(sorted(months.items(), reverse=True))
        for uid in self.kept:
            place = next((number for number, entry in enumerate(found) if entry.uid == uid), None)
            assert self.stores.lists.position(wanted, uid) == place

    @rule(first=st.dates(date(2026, 2, 15), date(2026, 4, 20)), length=st.integers(0, 40))
    def look_at_the_calendar(self, first: date, length: int) -> None:
        last = first + timedelta(days=length)
        counts: Counter[date] = Counter()
        practices: defaultdict[date, frozenset[str]] = defaultdict(frozenset)
        for entry in self.kept.values():
            day = entry.written.local_date
            if entry.deleted is None and first <= day <= last:
                counts[day] += 1
                practices[day] |= entry.practices
        assert self.stores.lists.days(first, last) == {day: (counts[day], practices[day]) for day in counts}

    @invariant()
    def tags_practices_and_the_first_day_agree(self) -> None:
        live = [entry for entry in self.kept.values() if entry.deleted is None]
        uses = Counter(tag for entry in live for tag in {folded(tag) for tag in entry.tags})
        assert {folded(name): count for name, count in self.stores.lists.tags()} == uses
        last: dict[str, date] = {}
        for entry in live:
            for practice in entry.practices:
                last[practice] = max(entry.written.local_date, last.get(practice, date.min))
        assert self.stores.lists.last_tagged() == last
        assert self.stores.lists.first_day() == min((entry.written.local_date for entry in live), default=None)


JournalMachine.TestCase.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
TestLists = JournalMachine.TestCase


def test_a_list_never_reads_a_body(stores: Stores) -> None:
    stores.entries.add(NewEntry(moment("2026-03-01T12:00+00:00"), "Title", "body", tags=("a",)), AT)
    read: set[tuple[str, str]] = set()
    sqlite_read, allow = 20, 0

    def watch(action: int, table: str | None, column: str | None, *_: object) -> int:
        if action == sqlite_read:
            read.add((str(table), str(column)))
        return allow

    with stores.vault.reading() as connection:
        connection.set_authorizer(watch)
        for wanted in (EntryFilter(), EntryFilter(tags=frozenset({"a"}), starred=True), EntryFilter(deleted=True)):
            stores.lists.page(wanted, 0, 50)
            stores.lists.count(wanted)
            stores.lists.months(wanted)
        stores.lists.days(date(2026, 1, 1), date(2026, 12, 31))
        stores.lists.tags()
        stores.lists.last_tagged()
        stores.lists.first_day()
        connection.set_authorizer(None)
    assert ("entries", "title") in read
    assert not read & {("entries", "body"), ("entries", "raw")}


def test_a_search_result_is_listed_without_reading_a_body(stores: Stores) -> None:
    """The full-text index finds the rows; the list then asks for their summaries only."""
    stores.entries.add(NewEntry(moment("2026-03-01T12:00+00:00"), "Title", "kingfisher"), AT)
    asked: list[str] = []
    with stores.vault.reading() as connection:
        connection.set_trace_callback(asked.append)
        assert len(stores.lists.page(EntryFilter(words="kingfisher"), 0, 50)) == 1
        connection.set_trace_callback(None)
    assert any("entries_fts" in statement for statement in asked)
    assert not [statement for statement in asked if "body" in statement.split("FROM", maxsplit=1)[0]]


def test_a_page_reads_only_the_rows_it_shows(stores: Stores) -> None:
    """The first page of a long list comes from the index in order: no sorting of everything."""
    for wanted in (EntryFilter(), EntryFilter(since=date(2026, 1, 1))):
        asked: list[str] = []
        with stores.vault.reading() as connection:
            connection.set_trace_callback(asked.append)
            stores.lists.page(wanted, 0, 50)
            connection.set_trace_callback(None)
            (statement,) = [each for each in asked if "LIMIT" in each]
            plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}"))
        assert "entries_in_order" in plan
        assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("limit", [1, 1_000_000])
def test_a_page_of_any_size_has_every_entrys_practices(stores: Stores, limit: int) -> None:
    for _ in range(3):
        stores.entries.add(NewEntry(moment("2026-03-01T12:00+00:00"), "", "x", practices=("power",)), AT)
    assert {each.practices for each in stores.lists.page(EntryFilter(), 0, limit)} == {("power",)}

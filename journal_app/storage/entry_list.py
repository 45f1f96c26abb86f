"""Reading many entries: pages of a list, its months, the days of a calendar, the tags in use."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from journal_app.domain.entry import EntryFilter, EntrySummary
from journal_app.domain.text import folded
from journal_app.storage.rows import SUMMARY_COLUMNS, day_of, summary_of
from journal_app.storage.search_index import match_expression
from journal_app.storage.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection

_ORDER = "ORDER BY e.local_date DESC, e.written_utc DESC, e.id DESC"
_BIN_ORDER = "ORDER BY e.deleted_utc DESC, e.id DESC"


@dataclass(frozen=True, slots=True)
class _Where:
    sql: str
    values: tuple[Any, ...]


class EntryList:
    """Lists of entries, newest first. Reads only what is asked for, and never a body."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def months(self, wanted: EntryFilter) -> tuple[tuple[date, int], ...]:
        """Each month that has entries, newest first, with how many: (first day of month, count)."""
        where = _where(wanted)
        if where is None:
            return ()
        with self._vault.reading() as connection:
            rows = connection.execute(
                f"SELECT substr(e.local_date, 1, 7) AS month, count(*) FROM entries e WHERE {where.sql} "
                "GROUP BY month ORDER BY month DESC",
                where.values,
            ).fetchall()
        return tuple((day_of(f"{month}-01"), int(count)) for month, count in rows)

    def count(self, wanted: EntryFilter) -> int:
        """How many entries there are."""
        where = _where(wanted)
        if where is None:
            return 0
        with self._vault.reading() as connection:
            row = connection.execute(f"SELECT count(*) FROM entries e WHERE {where.sql}", where.values).fetchone()
        return int(row[0])

    def page(self, wanted: EntryFilter, offset: int, limit: int) -> tuple[EntrySummary, ...]:
        """Up to ``limit`` summaries from ``offset`` on."""
        where = _where(wanted)
        if where is None:
            return ()
        order = _BIN_ORDER if wanted.deleted else _ORDER
        with self._vault.reading() as connection:
            rows = connection.execute(
                f"SELECT {SUMMARY_COLUMNS} FROM entries e WHERE {where.sql} {order} LIMIT ? OFFSET ?",
                (*where.values, limit, offset),
            ).fetchall()
            practices = practices_of(connection, [int(row[0]) for row in rows])
        return tuple(summary_of(row, practices.get(int(row[0]), ())) for row in rows)

    def of(self, uids: Collection[str]) -> tuple[EntrySummary, ...]:
        """The summaries of these entries, newest first; those in the bin and those that are no more are left out."""
        with self._vault.reading() as connection:
            rows = connection.execute(
                f"SELECT {SUMMARY_COLUMNS} FROM entries e WHERE e.deleted_utc IS NULL "
                f"AND e.uid IN (SELECT value FROM json_each(?)) {_ORDER}",
                (json.dumps(sorted(uids)),),
            ).fetchall()
            practices = practices_of(connection, [int(row[0]) for row in rows])
        return tuple(summary_of(row, practices.get(int(row[0]), ())) for row in rows)

    def position(self, wanted: EntryFilter, uid: str) -> int | None:
        """Where an entry stands in the list, from 0; None if it is not in it."""
        where = _where(wanted)
        if where is None:
            return None
        order = "e.deleted_utc, e.id" if wanted.deleted else "e.local_date, e.written_utc, e.id"
        with self._vault.reading() as connection:
            found = connection.execute(
                f"SELECT {order} FROM entries e WHERE e.uid = ? AND {where.sql}",
                (uid, *where.values),
            ).fetchone()
            if found is None:
                return None
            before = connection.execute(
                f"SELECT count(*) FROM entries e WHERE {where.sql} AND ({order}) > ({_marks(found)})",
                (*where.values, *found),
            ).fetchone()
        return int(before[0])

    def days(self, first: date, last: date) -> Mapping[date, tuple[int, frozenset[str]]]:
        """The days between two dates that have entries: how many, and which practices they bear on."""
        with self._vault.reading() as connection:
            rows = connection.execute(
                "SELECT e.local_date, count(DISTINCT e.id), group_concat(DISTINCT p.practice) FROM entries e "
                "LEFT JOIN entry_practices p ON p.entry_id = e.id "
                "WHERE e.deleted_utc IS NULL AND e.local_date BETWEEN ? AND ? GROUP BY e.local_date",
                (first.isoformat(), last.isoformat()),
            ).fetchall()
        return {day_of(day): (int(count), frozenset((keys or "").split(",")) - {""}) for day, count, keys in rows}

    def tags(self) -> tuple[tuple[str, int], ...]:
        """The tags in use, with how many entries bear each, most used first."""
        # What is in the bin is found by its own small index, so that no entry's row has to be read.
        with self._vault.reading() as connection:
            rows = connection.execute(
                "SELECT t.name, count(*) AS uses FROM tags t JOIN entry_tags et ON et.tag_id = t.id "
                "WHERE et.entry_id NOT IN (SELECT id FROM entries WHERE deleted_utc IS NOT NULL) "
                "GROUP BY t.id ORDER BY uses DESC, t.folded"
            ).fetchall()
        return tuple((str(name), int(uses)) for name, uses in rows)

    def last_tagged(self) -> Mapping[str, date]:
        """For each practice ever reflected on, the day of the newest entry that bears on it."""
        # Walking back from the newest entry meets each practice in use after a few rows; max() would read them all.
        with self._vault.reading() as connection:
            rows = connection.execute(
                "SELECT p.practice, (SELECT e.local_date FROM entries e WHERE e.deleted_utc IS NULL AND EXISTS "
                "(SELECT 1 FROM entry_practices ep WHERE ep.entry_id = e.id AND ep.practice = p.practice) "
                "ORDER BY e.local_date DESC LIMIT 1) FROM (SELECT DISTINCT practice FROM entry_practices) p"
            ).fetchall()
        return {str(practice): day_of(day) for practice, day in rows if day}

    def first_day(self) -> date | None:
        """The day of the oldest entry."""
        with self._vault.reading() as connection:
            row = connection.execute("SELECT min(local_date) FROM entries WHERE deleted_utc IS NULL").fetchone()
        return day_of(row[0]) if row[0] else None


def _where(wanted: EntryFilter) -> _Where | None:
    """The SQL for a filter; None if its words cannot match anything.

    The plus before ``e.id`` keeps SQLite from fetching every match by its id, to sort them all afterwards: it walks the
    entries in their order instead and stops when the page is full (1 ms for 50 where it took 50).
    """
    parts = ["e.deleted_utc IS NOT NULL" if wanted.deleted else "e.deleted_utc IS NULL"]
    values: list[Any] = []
    if wanted.words.strip():
        expression = match_expression(wanted.words)
        if expression is None:
            return None
        parts.append("+e.id IN (SELECT rowid FROM entries_fts WHERE entries_fts MATCH ?)")
        values.append(expression)
    if wanted.practices:
        parts.append(f"+e.id IN (SELECT entry_id FROM entry_practices WHERE practice IN ({_marks(wanted.practices)}))")
        values.extend(sorted(wanted.practices))
    if wanted.tags:
        keys = sorted(folded(tag) for tag in wanted.tags)
        parts.append(
            f"+e.id IN (SELECT entry_id FROM entry_tags WHERE tag_id IN (SELECT id FROM tags WHERE folded IN "
            f"({_marks(keys)})))"
        )
        values.extend(keys)
    if wanted.starred:
        parts.append("e.starred = 1")
    if wanted.since:
        parts.append("e.local_date >= ?")
        values.append(wanted.since.isoformat())
    if wanted.until:
        parts.append("e.local_date <= ?")
        values.append(wanted.until.isoformat())
    return _Where(" AND ".join(parts), tuple(values))


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def practices_of(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The practices that entries bear on, by the entries' row ids."""
    found: dict[int, list[str]] = {}
    query = f"SELECT entry_id, practice FROM entry_practices WHERE entry_id IN ({', '.join('?' * len(ids))})"
    for entry_id, practice in connection.execute(query, ids):
        found.setdefault(int(entry_id), []).append(str(practice))
    return {entry_id: tuple(practices) for entry_id, practices in found.items()}

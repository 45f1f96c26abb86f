"""Entries in the database: adding, changing, binning and reading them one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from journal_app.domain.entry import Entry, NewEntry
from journal_app.domain.errors import NoSuchEntry
from journal_app.domain.moment import Moment
from journal_app.domain.text import folded
from journal_app.domain.versions import Text
from journal_app.storage.entry_text import TextKeeper
from journal_app.storage.rows import ENTRY_COLUMNS, entry_of, moment_columns, new_entry_columns, utc_of, utc_text
from journal_app.storage.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sqlite_utils import Database


_OVERDUE = "bin_overdue_utc"


class EntryStore:
    """The entries of one journal. Every writing method is one transaction."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._texts = TextKeeper(vault)

    def add(self, entry: NewEntry, now: datetime) -> str:
        """Add an entry and return its uid."""
        with self._vault.writing() as db:
            return _insert(db, entry, now)

    def add_missing(self, entries: Iterable[NewEntry], now: datetime) -> tuple[str, ...]:
        """Add those entries whose ``source`` and ``source_uid`` are not here yet, the bin included."""
        added = []
        with self._vault.writing() as db:
            for entry in entries:
                known = db.conn.execute(
                    "SELECT 1 FROM entries WHERE source = ? AND source_uid = ?", (entry.source, entry.source_uid)
                ).fetchone()
                if not known:
                    added.append(_insert(db, entry, now))
        return tuple(added)

    def save_text(self, uid: str, title: str, body: str, revision: int, now: datetime) -> int:
        """Keep the text of an entry and return its new revision; what it was becomes a version where it is worth one.

        Raises EntryChangedElsewhere if the entry is no longer at ``revision``, NoSuchEntry if it is gone.
        """
        return self._texts.save(uid, Text(title, body), revision, now)

    def restore_version(self, uid: str, number: int, revision: int, now: datetime) -> tuple[int, int | None]:
        """Give an entry the text of one of its versions.

        Returns its new revision, and the number of the version that its present text became: None if nothing changed.
        Raises EntryChangedElsewhere, NoSuchEntry or NoSuchVersion.
        """
        return self._texts.restore(uid, number, revision, now)

    def set_fields(self, uid: str, now: datetime, *, starred: bool | None = None, written: Moment | None = None) -> int:
        """Change the star or the time of writing; returns the new revision. Raises NoSuchEntry."""
        with self._vault.writing() as db:
            row_id, revision = _locate(db.conn, uid)
            changes: dict[str, Any] = moment_columns(written) if written else {}
            if starred is not None:
                changes["starred"] = int(starred)
            _touch(db, row_id, revision, now, changes)
        return revision + 1

    def set_practices(self, uid: str, practices: Sequence[str], now: datetime) -> int:
        """Set which practices an entry bears on; returns the new revision. Raises NoSuchEntry."""
        with self._vault.writing() as db:
            row_id, revision = _locate(db.conn, uid)
            db.table("entry_practices").delete_where("entry_id = ?", [row_id])
            _insert_practices(db, row_id, practices)
            _touch(db, row_id, revision, now, {})
        return revision + 1

    def set_tags(self, uid: str, tags: Sequence[str], now: datetime) -> int:
        """Set the tags of an entry; returns the new revision. Tags nobody uses any more are dropped."""
        with self._vault.writing() as db:
            row_id, revision = _locate(db.conn, uid)
            db.table("entry_tags").delete_where("entry_id = ?", [row_id])
            _insert_tags(db, row_id, tags)
            _drop_unused_tags(db)
            _touch(db, row_id, revision, now, {})
        return revision + 1

    def bin(self, uid: str, now: datetime) -> None:
        """Put an entry in the bin; one that is there already stays as long as it was to stay. Raises NoSuchEntry."""
        self._set_deleted(uid, utc_text(now), now)

    def restore(self, uid: str, now: datetime) -> None:
        """Take an entry out of the bin. Raises NoSuchEntry."""
        self._set_deleted(uid, None, now)

    def _set_deleted(self, uid: str, deleted: str | None, now: datetime) -> None:
        with self._vault.writing() as db:
            row_id, revision = _locate(db.conn, uid)
            (since,) = db.conn.execute("SELECT deleted_utc FROM entries WHERE id = ?", (row_id,)).fetchone()
            if (since is None) != (deleted is None):
                _touch(db, row_id, revision, now, {"deleted_utc": deleted})

    def purge(self, uid: str) -> None:
        """Remove an entry that is in the bin for good. Raises NoSuchEntry if it is not there."""
        with self._vault.writing() as db:
            gone = db.conn.execute("DELETE FROM entries WHERE uid = ? AND deleted_utc IS NOT NULL", (uid,))
            if not gone.rowcount:
                raise NoSuchEntry(uid=uid[:40])
            _drop_unused_tags(db)

    def overdue_since(self) -> datetime | None:
        """Since when it is known that something in the bin has been there long enough."""
        with self._vault.reading() as connection:
            row = connection.execute("SELECT value FROM settings WHERE name = ?", (_OVERDUE,)).fetchone()
        return utc_of(row[0]) if row else None

    def note_overdue(self, at: datetime | None) -> None:
        """Remember since when; None forgets it."""
        with self._vault.writing(counts=False) as db:
            if at is None:
                db.table("settings").delete_where("name = ?", [_OVERDUE])
            else:
                db.table("settings").upsert({"name": _OVERDUE, "value": utc_text(at)}, pk="name")

    def is_in_bin_since_before(self, instant: datetime) -> bool:
        """Whether something was put in the bin before an instant."""
        with self._vault.reading() as connection:
            row = connection.execute("SELECT min(deleted_utc) FROM entries WHERE deleted_utc IS NOT NULL").fetchone()
        return row[0] is not None and row[0] < utc_text(instant)

    def empty_bin(self, binned_before: datetime) -> int:
        """Remove for good what was put in the bin before an instant; returns how many entries went."""
        with self._vault.reading() as connection:
            overdue = connection.execute(
                "SELECT count(*) FROM entries WHERE deleted_utc IS NOT NULL AND deleted_utc < ?",
                (utc_text(binned_before),),
            ).fetchone()[0]
        if overdue:
            with self._vault.writing() as db:
                db.table("entries").delete_where(
                    "deleted_utc IS NOT NULL AND deleted_utc < ?", [utc_text(binned_before)]
                )
                _drop_unused_tags(db)
        return int(overdue)

    def get(self, uid: str) -> Entry:
        """One entry, from the bin too. Raises NoSuchEntry."""
        with self._vault.reading() as connection:
            row = connection.execute(f"SELECT {ENTRY_COLUMNS} FROM entries WHERE uid = ?", (uid,)).fetchone()
            if row is None:
                raise NoSuchEntry(uid=uid[:40])
            practices = connection.execute(
                "SELECT practice FROM entry_practices WHERE entry_id = ? ORDER BY practice", (row[0],)
            )
            tags = connection.execute(
                "SELECT t.name FROM entry_tags et JOIN tags t ON t.id = et.tag_id WHERE et.entry_id = ? "
                "ORDER BY et.position",
                (row[0],),
            )
            return entry_of(row, tuple(p for (p,) in practices), tuple(t for (t,) in tags))

    def uid_starting_with(self, start: str) -> str:
        """The uid of the one entry whose uid starts so. Raises NoSuchEntry if there is none, or several."""
        if not (start and start.isascii()):
            raise NoSuchEntry(uid=start[:40])
        with self._vault.reading() as connection:
            rows = connection.execute(
                "SELECT uid FROM entries WHERE substr(uid, 1, ?) = ? LIMIT 2", (len(start), start)
            ).fetchall()
        if len(rows) != 1:
            raise NoSuchEntry(uid=start[:40])
        return str(rows[0][0])


def _insert(db: Database, entry: NewEntry, now: datetime) -> str:
    from uuid import uuid4

    uid = uuid4().hex
    row_id = db.table("entries").insert(new_entry_columns(entry, uid, now), pk="id").last_pk
    _insert_practices(db, int(str(row_id)), entry.practices)
    _insert_tags(db, int(str(row_id)), entry.tags)
    return uid


def _insert_practices(db: Database, row_id: int, practices: Sequence[str]) -> None:
    for practice in dict.fromkeys(practices):
        db.conn.execute("INSERT INTO entry_practices (entry_id, practice) VALUES (?, ?)", (row_id, practice))


def _insert_tags(db: Database, row_id: int, tags: Sequence[str]) -> None:
    by_folded: dict[str, str] = {}
    for tag in tags:
        by_folded.setdefault(folded(tag), tag)
    for position, (key, tag) in enumerate(by_folded.items()):
        db.conn.execute("INSERT INTO tags (name, folded) VALUES (?, ?) ON CONFLICT (folded) DO NOTHING", (tag, key))
        db.conn.execute(
            "INSERT INTO entry_tags (entry_id, tag_id, position) SELECT ?, id, ? FROM tags WHERE folded = ?",
            (row_id, position, key),
        )


def _drop_unused_tags(db: Database) -> None:
    db.table("tags").delete_where("id NOT IN (SELECT tag_id FROM entry_tags)")


def _locate(connection: Connection, uid: str) -> tuple[int, int]:
    row = connection.execute("SELECT id, revision FROM entries WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        raise NoSuchEntry(uid=uid[:40])
    return int(row[0]), int(row[1])


def _touch(db: Database, row_id: int, revision: int, now: datetime, changes: dict[str, Any]) -> None:
    db.table("entries").update(row_id, {**changes, "modified_utc": utc_text(now), "revision": revision + 1})

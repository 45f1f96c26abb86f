"""Versions in the database, inside a transaction that is under way."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from journal_app.domain.versions import Mark, Reason, Text, Version, superseded
from journal_app.storage.rows import utc_of, utc_text

if TYPE_CHECKING:
    from sqlite3 import Connection


def keep_version(connection: Connection, row_id: int, text: Text, kept: datetime, reason: Reason) -> int:
    """Keep a text of an entry as a version; returns its number. ``kept`` is when it was last saved."""
    cursor = connection.execute(
        "INSERT INTO versions (entry_id, kept_utc, reason, title, body) VALUES (?, ?, ?, ?, ?)",
        (row_id, utc_text(kept), reason.value, text.title, text.body),
    )
    return int(cursor.lastrowid or 0)


def thin_versions(connection: Connection, row_id: int, now: datetime) -> None:
    """Let go of those versions of an entry that newer ones stand for; see ``superseded``."""
    gone = superseded(marks_of(connection, row_id), now)
    connection.executemany("DELETE FROM versions WHERE id = ?", [(number,) for number in sorted(gone)])


def marks_of(connection: Connection, row_id: int) -> tuple[Mark, ...]:
    """The marks of an entry's versions, the newest first; no text is read."""
    rows = connection.execute(
        "SELECT id, kept_utc, reason FROM versions WHERE entry_id = ? ORDER BY kept_utc DESC, id DESC", (row_id,)
    )
    return tuple(mark_of(row) for row in rows)


def newest_text(connection: Connection, row_id: int) -> Text | None:
    """The text of the version that was kept last; None if there is none."""
    row = connection.execute(
        "SELECT title, body FROM versions WHERE entry_id = ? ORDER BY id DESC LIMIT 1", (row_id,)
    ).fetchone()
    return Text(*row) if row else None


def number_of(connection: Connection, row_id: int, text: Text) -> int | None:
    """The number of a version with exactly this text, the newest of them; None if there is none."""
    row = connection.execute(
        "SELECT id FROM versions WHERE entry_id = ? AND title = ? AND body = ? ORDER BY id DESC LIMIT 1",
        (row_id, text.title, text.body),
    ).fetchone()
    return int(row[0]) if row else None


def mark_of(row: tuple[Any, ...]) -> Mark:
    """The mark in a row that begins with id, kept_utc and reason."""
    return Mark(int(row[0]), utc_of(row[1]), Reason(row[2]))


def version_of(row: tuple[Any, ...]) -> Version:
    """The version in a row of id, kept_utc, reason, title and body."""
    return Version(mark_of(row), Text(row[3], row[4]))

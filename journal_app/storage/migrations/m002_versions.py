"""Versions of what was written, when a text was last changed, and a count of changes for the backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    # ``kept_utc`` is when this text was last saved, before another took its place.
    """
    CREATE TABLE versions (
        id INTEGER PRIMARY KEY,
        entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
        kept_utc TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason IN ('sitting', 'cut', 'restored', 'conflict')),
        title TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX versions_by_entry ON versions (entry_id, kept_utc)",
    # When title or text were last changed; a star or a tag leaves it as it is. NULL: not since the entry was added.
    "ALTER TABLE entries ADD COLUMN text_utc TEXT",
    # Counts the transactions that changed something worth a backup.
    "INSERT INTO settings (name, value) VALUES ('changes', '1')",
)


def m002_versions(db: Database) -> None:
    """Create the table of versions, its index, the time of the text, and the count of changes."""
    for statement in _STATEMENTS:
        db.conn.execute(statement)

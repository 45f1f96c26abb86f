"""Check-ins with notes, evidence, a rhythm and earlier versions; looking back; behaviours of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    # ``as_of`` is set for a look back: the day thought back to. ``on_date`` is then the day it was made.
    "ALTER TABLE check_ins ADD COLUMN as_of TEXT",
    # How often the person meant to rate when this one was saved: it says how long a silence is a gap.
    """
    ALTER TABLE check_ins ADD COLUMN rhythm TEXT NOT NULL DEFAULT 'monthly'
        CHECK (rhythm IN ('weekly', 'fortnightly', 'monthly', 'quarterly'))
    """,
    # NULL: never changed since it was saved, or not in the bin.
    "ALTER TABLE check_ins ADD COLUMN edited_utc TEXT",
    "ALTER TABLE check_ins ADD COLUMN deleted_utc TEXT",
    # The keys of the statements that were asked and not answered, as JSON; NULL: not known, as of before version 3.
    "ALTER TABLE check_ins ADD COLUMN left_out TEXT",
    "ALTER TABLE ratings ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE rating_evidence (
        check_in_id INTEGER NOT NULL REFERENCES check_ins (id) ON DELETE CASCADE,
        behaviour TEXT NOT NULL,
        entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
        PRIMARY KEY (check_in_id, behaviour, entry_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX rating_evidence_by_entry ON rating_evidence (entry_id)",
    # What a check-in was before it was changed: its day, and its answers as JSON.
    """
    CREATE TABLE check_in_versions (
        id INTEGER PRIMARY KEY,
        check_in_id INTEGER NOT NULL REFERENCES check_ins (id) ON DELETE CASCADE,
        kept_utc TEXT NOT NULL,
        on_date TEXT NOT NULL,
        answers TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX check_in_versions_by_check_in ON check_in_versions (check_in_id, kept_utc)",
    # One's own behaviours, and what was chosen about those that ship. ``wording`` NULL: the words that ship.
    """
    CREATE TABLE behaviours (
        key TEXT PRIMARY KEY,
        practice TEXT NOT NULL,
        position INTEGER NOT NULL,
        asked INTEGER NOT NULL DEFAULT 1,
        wording INTEGER,
        deleted_utc TEXT
    ) STRICT, WITHOUT ROWID
    """,
    # Every sentence that was ever rated here, so that a rating keeps its words whatever later versions ship.
    """
    CREATE TABLE behaviour_wordings (
        behaviour TEXT NOT NULL,
        wording INTEGER NOT NULL,
        text TEXT NOT NULL,
        since_utc TEXT NOT NULL,
        PRIMARY KEY (behaviour, wording)
    ) STRICT, WITHOUT ROWID
    """,
)


def m003_check_ins(db: Database) -> None:
    """Add the columns and tables of version 3."""
    for statement in _STATEMENTS:
        db.conn.execute(statement)

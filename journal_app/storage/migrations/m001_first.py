"""The first schema: entries with practices, tags and a full-text index; check-ins; prompts shown; settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# ``body`` and ``raw`` stand last: SQLite keeps a long row's tail in overflow pages, which a list then never reads.
_STATEMENTS = (
    """
    CREATE TABLE entries (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        written_utc TEXT NOT NULL,
        offset_minutes INTEGER NOT NULL,
        zone TEXT,
        zone_assumed INTEGER NOT NULL DEFAULT 0,
        all_day INTEGER NOT NULL DEFAULT 0,
        local_date TEXT NOT NULL,
        starred INTEGER NOT NULL DEFAULT 0,
        created_utc TEXT NOT NULL,
        modified_utc TEXT NOT NULL,
        deleted_utc TEXT,
        revision INTEGER NOT NULL DEFAULT 1,
        prompt_key TEXT,
        prompt_text TEXT,
        source TEXT,
        source_uid TEXT,
        title TEXT NOT NULL DEFAULT '',
        first_line TEXT NOT NULL DEFAULT '',
        body TEXT NOT NULL DEFAULT '',
        raw TEXT
    ) STRICT
    """,
    "CREATE INDEX entries_in_order ON entries (local_date DESC, written_utc DESC, id DESC) WHERE deleted_utc IS NULL",
    "CREATE INDEX entries_in_bin ON entries (deleted_utc) WHERE deleted_utc IS NOT NULL",
    "CREATE UNIQUE INDEX entries_from_elsewhere ON entries (source, source_uid) WHERE source_uid IS NOT NULL",
    "CREATE INDEX entries_by_prompt ON entries (prompt_key) WHERE prompt_key IS NOT NULL",
    """
    CREATE TABLE entry_practices (
        entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
        practice TEXT NOT NULL,
        PRIMARY KEY (entry_id, practice)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX entry_practices_by_practice ON entry_practices (practice, entry_id)",
    """
    CREATE TABLE tags (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        folded TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    """
    CREATE TABLE entry_tags (
        entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
        tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        PRIMARY KEY (entry_id, tag_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX entry_tags_by_tag ON entry_tags (tag_id, entry_id)",
    """
    CREATE VIRTUAL TABLE entries_fts USING fts5 (
        title, body, content='entries', content_rowid='id',
        tokenize='unicode61 remove_diacritics 2', prefix='2 3'
    )
    """,
    """
    CREATE TRIGGER entries_fts_insert AFTER INSERT ON entries BEGIN
        INSERT INTO entries_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
    END
    """,
    """
    CREATE TRIGGER entries_fts_delete AFTER DELETE ON entries BEGIN
        INSERT INTO entries_fts (entries_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
    END
    """,
    """
    CREATE TRIGGER entries_fts_update AFTER UPDATE OF title, body ON entries BEGIN
        INSERT INTO entries_fts (entries_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
        INSERT INTO entries_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
    END
    """,
    """
    CREATE TABLE check_ins (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        on_date TEXT NOT NULL,
        recorded_utc TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX check_ins_by_date ON check_ins (on_date, recorded_utc)",
    """
    CREATE TABLE ratings (
        check_in_id INTEGER NOT NULL REFERENCES check_ins (id) ON DELETE CASCADE,
        behaviour TEXT NOT NULL,
        wording INTEGER NOT NULL DEFAULT 1,
        value INTEGER CHECK (value BETWEEN 1 AND 5),
        PRIMARY KEY (check_in_id, behaviour)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE prompt_events (
        id INTEGER PRIMARY KEY,
        prompt_key TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('shown', 'passed', 'not_today', 'answered')),
        on_date TEXT NOT NULL,
        at_utc TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX prompt_events_by_date ON prompt_events (on_date)",
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "INSERT INTO settings (name, value) VALUES ('journal_uid', lower(hex(randomblob(16))))",
)


def m001_first(db: Database) -> None:
    """Create every table, index and trigger of version 1."""
    for statement in _STATEMENTS:
        db.conn.execute(statement)

"""The steps that bring a journal of any released schema up to the newest.

A journal's version is its ``user_version``: the number of migrations it has had. Each is a plain function with literal
SQL, so that it keeps meaning what it meant when it was released.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from journal_app.storage.migrations.m001_first import m001_first
from journal_app.storage.migrations.m002_versions import m002_versions
from journal_app.storage.migrations.m003_check_ins import m003_check_ins

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sqlite_utils import Database

Migration = Callable[["Database"], None]

MIGRATIONS: Sequence[Migration] = (m001_first, m002_versions, m003_check_ins)

# "Thru" in ASCII: tells a Throughline journal from any other SQLCipher database.
APPLICATION_ID = 0x54687275

_FTS_TRIGGERS = {"entries_fts_insert", "entries_fts_delete", "entries_fts_update"}


def version_of(connection: Connection) -> int:
    """How many migrations this journal has had."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def apply_pending(db: Database, migrations: Sequence[Migration]) -> None:
    """Apply what is missing, each migration in a transaction of its own together with its version number.

    Raises RuntimeError if a migration lost the search index's triggers, as sqlite-utils' ``transform`` does, or left
    a row that points at nothing.
    """
    # A table that is remade is dropped for a moment, and dropping it would take along what points at it.
    db.conn.execute("PRAGMA foreign_keys = OFF")
    try:
        for number in range(version_of(db.conn), len(migrations)):
            with db.atomic():
                migrations[number](db)
                db.conn.execute(f"PRAGMA user_version = {number + 1}")
                db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                _prove(db.conn, number + 1)
    finally:
        db.conn.execute("PRAGMA foreign_keys = ON")


def _prove(connection: Connection, number: int) -> None:
    triggers = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    if not triggers >= _FTS_TRIGGERS:
        raise RuntimeError(f"migration {number} lost the search index's triggers")
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise RuntimeError(f"migration {number} left rows that point at nothing")

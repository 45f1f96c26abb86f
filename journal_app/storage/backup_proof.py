"""Opening a copy of a journal and looking whether everything is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app.domain.backup import Contents
from journal_app.domain.backup_errors import BackupDamaged
from journal_app.domain.work import Cancelled, never
from journal_app.storage.driver import DatabaseError, connect, is_plain
from journal_app.storage.migrations import version_of
from journal_app.storage.safe_files import translated_os_errors

if TYPE_CHECKING:
    from sqlite3 import Connection

_LOOK_UP_AFTER = 20_000
# An entry to read and compare: another one after each change, so that in time all of them are tried.
_ONE = """
    SELECT uid, title, body FROM entries
    WHERE id >= (SELECT 1 + :changes % max(id) FROM entries) ORDER BY id LIMIT 1
"""
# To count the characters of a text all of it has to be read.
_READ_ALL = "SELECT sum(length(title) + length(body) + coalesce(length(raw), 0)) FROM entries NOT INDEXED"


@dataclass(frozen=True, slots=True)
class Sight:
    """What a copy must have in common with its original; ``one`` is a whole entry, if there is any."""

    contents: Contents
    changes: int
    one: tuple[str, str, str] | None

    def __repr__(self) -> str:
        """Never the entry: a failing comparison would print it."""
        return f"Sight({self.contents}, changes={self.changes})"


def sight(connection: Connection) -> Sight:
    """Look at an open journal, of this schema or an older one."""
    # A journal of the first schema does not count its changes.
    row = connection.execute("SELECT value FROM settings WHERE name = 'changes'").fetchone()
    changes = int(row[0]) if row else 0
    one = connection.execute(_ONE, {"changes": changes}).fetchone()
    return Sight(contents(connection), changes, tuple(one) if one else None)


def sight_of(database: Path, key: bytes) -> Sight:
    """Look at a closed copy. Raises BackupDamaged."""
    try:
        copy = connect(database, key, mode="ro", read_only=True, immutable=True)
        try:
            return sight(copy)
        finally:
            copy.close()
    except DatabaseError as error:
        raise BackupDamaged(folder=str(database.parent)) from error


def contents(connection: Connection, size: int = 0) -> Contents:
    """What is in an open journal, of this schema or an older one; ``size`` is passed on."""

    def number(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0])

    days = connection.execute(
        "SELECT (SELECT min(local_date) FROM entries WHERE deleted_utc IS NULL),"
        " (SELECT max(local_date) FROM entries WHERE deleted_utc IS NULL)"
    ).fetchone()
    return Contents(
        entries=number("SELECT count(*) FROM entries WHERE deleted_utc IS NULL"),
        in_bin=number("SELECT count(*) FROM entries WHERE deleted_utc IS NOT NULL"),
        check_ins=number("SELECT count(*) FROM check_ins"),
        first_day=days[0],
        last_day=days[1],
        schema=version_of(connection),
        size=size,
    )


def prove(database: Path, key: bytes, original: Sight, cancelled: Callable[[], bool], *, pages: bool = True) -> None:
    """Open a copy and compare it with its original.

    Unless told not to by ``pages``, every entry is decrypted, authenticated and read, and the other tables are checked;
    counts are those of the original, and one entry is the same to the letter. Raises BackupDamaged, DiskTrouble or
    Cancelled.
    """
    with translated_os_errors(database.parent):
        plain = is_plain(database)
    if plain:
        raise RuntimeError("a backup was written in clear")
    try:
        # Nobody else knows of this file yet; it also lies on disks on which files cannot be locked.
        copy = connect(database, key, mode="ro", read_only=True, immutable=True)
    except DatabaseError as error:
        raise BackupDamaged(folder=str(database.parent)) from error
    try:
        if cancelled():
            raise Cancelled
        if (pages and not is_sound(copy, cancelled)) or sight(copy) != original:
            raise BackupDamaged(folder=str(database.parent))
    except DatabaseError as error:
        raise BackupDamaged(folder=str(database.parent)) from error
    finally:
        copy.close()


def compare(database: Path, key: bytes, original: Sight) -> None:
    """Open a copy that is known to be the same to the byte, and read one entry. Raises BackupDamaged."""
    prove(database, key, original, never, pages=False)


def is_sound(connection: Connection, cancelled: Callable[[], bool], *, thorough: bool = False) -> bool:
    """Whether every page and row that somebody wrote is as it should be. Raises Cancelled or the DatabaseError met.

    Every entry is read from beginning to end, which takes half as long as SQLite's check of that table; the others are
    checked by SQLite. A ``thorough`` check has it check all of them, and compare them with their indexes.
    """
    connection.set_progress_handler(lambda: int(cancelled()), _LOOK_UP_AFTER)
    try:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
            ).fetchall()
        ]
        if thorough:
            return all(_passes(connection, "integrity_check", table) for table in tables)
        connection.execute(_READ_ALL).fetchone()
        return all(_passes(connection, "quick_check", table) for table in tables if table != "entries")
    except DatabaseError as error:
        if cancelled():
            raise Cancelled from error
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _passes(connection: Connection, check: str, table: str) -> bool:
    return bool(connection.execute(f'PRAGMA {check}("{table}")').fetchone()[0] == "ok")

"""Bringing a backup back: in the journal's place, or as a journal of its own beside it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app.domain import backup_errors, errors
from journal_app.domain.backup import Opened
from journal_app.domain.work import Cancelled, Progress
from journal_app.storage import replacing
from journal_app.storage.backup_making import flush
from journal_app.storage.backup_opening import check_schema
from journal_app.storage.backup_proof import is_sound
from journal_app.storage.backups import BACKUPS_NAME, DATABASE_NAME, KEYS_NAME
from journal_app.storage.coming_back import SECOND_FOLDER, come_back
from journal_app.storage.driver import DatabaseError, connect, is_plain, translated
from journal_app.storage.opening import UNFINISHED_NAME, is_journal
from journal_app.storage.protect import rekey_copy
from journal_app.storage.safe_files import (
    flush_folder,
    make_private_folder,
    touch_private,
    translated_os_errors,
    translated_read_errors,
    write_private,
)
from journal_app.storage.vault import connect_where_nothing_may_be_written
from journal_app.storage.writer_lock import WriterLock

if TYPE_CHECKING:
    from sqlite3 import Connection

LABEL = "before-restore"
"""The reason of the backup that the present journal becomes."""

_AT_ONCE = 1 << 20
_LOG = f"{DATABASE_NAME}-wal"


def restore(
    journal: Path, backup: Opened, at: datetime, cancelled: Callable[[], bool], progress: Progress
) -> Path | None:
    """Put a backup in the place of the journal in ``journal``; returns the backup that the present one has become.

    None where there was no journal any more. No connection to it may be open. Raises InUseElsewhere, BackupDamaged,
    NewerJournal, NotAJournal, DiskFull, JournalReadOnly, DiskTrouble or Cancelled; the journal is then as it was.
    """
    make_private_folder(journal)
    lock = WriterLock(journal)
    if not lock.acquire():
        raise errors.InUseElsewhere
    try:
        prepared = replacing.begin(journal)
        try:
            with _prepared(backup, prepared, cancelled, progress) as connection:
                _put_settings(connection, _carried(journal, backup.becomes or backup.key))
                come_back(connection, journal, at)
        except BaseException:
            shutil.rmtree(prepared, ignore_errors=True)
            raise
        kept = replacing.commit(journal, LABEL, at)
    finally:
        lock.release()
    with contextlib.suppress(OSError):
        # Where there was nothing to keep.
        kept.rmdir()
    return kept if kept.exists() else None


def restore_as(folder: Path, backup: Opened, at: datetime, cancelled: Callable[[], bool], progress: Progress) -> None:
    """Make a new journal from a backup, whole or not at all.

    It gets a uid of its own and no second folder: its backups and those of the journal it comes from stay apart.
    Raises JournalExists, NotAJournal, InUseElsewhere and, but for the first, what ``restore`` raises.
    """
    if is_journal(folder):
        raise errors.JournalExists(folder=str(folder))
    if folder.exists() and not folder.is_dir():
        raise errors.NotAJournal(folder=str(folder))
    make_private_folder(folder)
    lock = WriterLock(folder)
    if not lock.acquire():
        raise errors.InUseElsewhere
    unfinished = folder / UNFINISHED_NAME
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        make_private_folder(folder / BACKUPS_NAME)
        make_private_folder(unfinished)
        with _prepared(backup, unfinished, cancelled, progress) as connection:
            come_back(connection, folder, at, of_its_own=True)
        _put_in_place(folder, unfinished)
    except BaseException:
        if not (folder / DATABASE_NAME).exists():
            with contextlib.suppress(OSError):
                (folder / KEYS_NAME).unlink(missing_ok=True)
        raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        lock.release()


def _put_in_place(folder: Path, unfinished: Path) -> None:
    """As where a journal is created: while the unfinished folder stands, a key file alone is no journal."""
    with translated_os_errors(folder):
        (unfinished / KEYS_NAME).replace(folder / KEYS_NAME)
        flush_folder(folder)
        (unfinished / DATABASE_NAME).replace(folder / DATABASE_NAME)
        flush_folder(folder)


@contextlib.contextmanager
def _prepared(backup: Opened, folder: Path, cancelled: Callable[[], bool], progress: Progress) -> Iterator[Connection]:
    """A connection to a proven journal.db, for the last changes to it; afterwards it is ready, with its keys.json."""
    database = folder / DATABASE_NAME
    for name in (DATABASE_NAME, _LOG):
        if (backup.folder / name).exists():
            _copy(backup.folder / name, folder / name, cancelled, progress)
    write_private(folder / KEYS_NAME, backup.keys)
    with translated_os_errors(folder):
        plain = is_plain(database)
    if plain:
        raise errors.NotAJournal(folder=str(backup.folder))
    key = backup.key
    if backup.becomes is not None:
        # Before it gets another key, so that what is damaged in it is told as such.
        with _proven(database, key, backup.folder, cancelled):
            key = backup.becomes
        rekey_copy(database, backup.key, key)
    with _proven(database, key, backup.folder, cancelled) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        yield connection
        # Closing would fold the log into the database too, but would not tell if it could not.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    flush(database)


@contextlib.contextmanager
def _proven(database: Path, key: bytes, backup: Path, cancelled: Callable[[], bool]) -> Iterator[Connection]:
    """A connection to the copy of a backup, all of which can be read. Raises BackupDamaged, NewerJournal..."""
    try:
        connection = connect(database, key)
    except DatabaseError as error:
        raise backup_errors.BackupDamaged(folder=str(backup)) from error
    with translated(database.parent):
        try:
            check_schema(connection, backup)
            if not _is_sound(connection, cancelled):
                raise backup_errors.BackupDamaged(folder=str(backup))
            yield connection
        finally:
            connection.close()


def _is_sound(connection: Connection, cancelled: Callable[[], bool]) -> bool:
    """Whether all that was written is there; what can be made from it is made anew if it is damaged."""
    if not _holds(connection, cancelled, thorough=False):
        return False
    if _holds(connection, cancelled, thorough=True):
        return True
    try:
        connection.execute("REINDEX")
        connection.execute("INSERT INTO entries_fts (entries_fts) VALUES ('rebuild')")
    except DatabaseError:
        return False
    return _holds(connection, cancelled, thorough=True)


def _holds(connection: Connection, cancelled: Callable[[], bool], *, thorough: bool) -> bool:
    try:
        return is_sound(connection, cancelled, thorough=thorough)
    except DatabaseError:
        return False


def _put_settings(connection: Connection, settings: dict[str, str | None]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for name, value in settings.items():
        connection.execute("DELETE FROM settings WHERE name = ?", (name,))
        if value is not None:
            connection.execute("INSERT INTO settings (name, value) VALUES (?, ?)", (name, value))
    connection.execute("COMMIT")


def _carried(journal: Path, key: bytes) -> dict[str, str | None]:
    """What the present journal knows about this machine rather than about the person, if it can still be read."""
    try:
        connection = connect_where_nothing_may_be_written(journal, key)
    except DatabaseError:
        return {}
    try:
        row = connection.execute("SELECT value FROM settings WHERE name = ?", (SECOND_FOLDER,)).fetchone()
    except DatabaseError:
        return {}
    finally:
        connection.close()
    return {SECOND_FOLDER: str(row[0]) if row else None}


def _copy(source: Path, target: Path, cancelled: Callable[[], bool], progress: Progress) -> None:
    touch_private(target)
    with translated_read_errors(source), source.open("rb") as file:
        size, done = max(1, source.stat().st_size), 0
        with translated_os_errors(target.parent), target.open("r+b") as copy:
            while block := file.read(_AT_ONCE):
                if cancelled():
                    raise Cancelled
                copy.write(block)
                done += len(block)
                progress(done / size)

"""Opening a journal: what was cut short is completed, what is old is brought up to date, the rest is left alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app.domain import errors
from journal_app.storage import key_file, replacing, rewrap
from journal_app.storage.backups import BACKUPS_NAME, DATABASE_NAME, KEYS_NAME, MERGING_NAME, make_backup
from journal_app.storage.driver import DatabaseError, connect, is_plain, sqlite_utils_database, translated
from journal_app.storage.migrations import APPLICATION_ID, MIGRATIONS, Migration, apply_pending, version_of
from journal_app.storage.protect import finish, tidy
from journal_app.storage.replacing import REPLACING_NAME
from journal_app.storage.safe_files import translated_read_errors
from journal_app.storage.vault import Vault, connect_where_nothing_may_be_written, has_log
from journal_app.storage.writer_lock import LOCK_NAME, WriterLock

if TYPE_CHECKING:
    from sqlite3 import Connection

UNFINISHED_NAME = ".creating"
"""Where a journal is made, until it is whole."""

_SMALLEST_DATABASE = 4096


def settle(folder: Path) -> None:
    """Complete what was cut short while the journal was being replaced by another; to be called before all else.

    Raises InUseElsewhere while somebody is about it, CannotReadFile, JournalReadOnly, DiskFull or DiskTrouble.
    """
    with translated_read_errors(folder):
        if not (folder / REPLACING_NAME).exists():
            return
    lock = WriterLock(folder)
    if os.access(folder, os.W_OK) and lock.acquire():
        try:
            replacing.settle(folder)
        finally:
            lock.release()
    elif replacing.is_decided(folder):
        # Half of the files may be those of the old journal.
        if os.access(folder, os.W_OK):
            raise errors.InUseElsewhere
        raise errors.JournalReadOnly(folder=str(folder))


def is_journal(folder: Path) -> bool:
    """Whether there is a journal, or what is left of one, in this folder. Raises CannotReadFile."""
    with translated_read_errors(folder):
        keys_alone = (folder / KEYS_NAME).exists() and not (folder / UNFINISHED_NAME).exists()
        return keys_alone or (folder / DATABASE_NAME).exists()


def open_vault(
    folder: Path, opener: key_file.Opener, at: datetime, migrations: Sequence[Migration] = MIGRATIONS
) -> Vault:
    """Open a journal, for writing if nobody else is, and bring it up to the newest schema.

    Raises NoJournal, NotAJournal, what ``settle`` and ``read_data_key`` raise, KeysDoNotFit, NewerJournal,
    JournalDamaged, OlderJournalReadOnly, CannotReadFile, DiskFull or DiskTrouble. The files are left as they were.
    """
    settle(folder)
    _check_files(folder)
    key = _finished_key(folder, key_file.read_data_key(folder / KEYS_NAME, opener))
    lock = WriterLock(folder)
    try:
        _check_unfinished_log(folder, key, len(migrations))
        vault = Vault(folder, key, lock, _read_only_reason(folder, lock))
        vault.connection()
    except BaseException as error:
        lock.release()
        if isinstance(error, errors.JournalDamaged):
            from journal_app.storage.key_fit import check_fit

            # A key file that belongs to another journal looks like damage.
            check_fit(folder / DATABASE_NAME, key)
        raise
    try:
        if not vault.read_only:
            tidy(folder, key)
            rewrap.remove_leftovers(folder)
            # Left by a creation that was cut short at its very end, and by a merge.
            for name in (UNFINISHED_NAME, MERGING_NAME):
                shutil.rmtree(folder / name, ignore_errors=True)
        _bring_up_to_date(vault, key, at, migrations)
    except BaseException:
        vault.close()
        raise
    return vault


def _finished_key(folder: Path, key: bytes) -> bytes:
    """Complete a change of key that a crash cut short; where that cannot be done now, the key that fits for now."""
    superseded = key_file.superseded_key(folder / KEYS_NAME)
    if superseded is None:
        return key
    lock = WriterLock(folder)
    if os.access(folder, os.W_OK) and lock.acquire():
        try:
            finish(folder, key)
        finally:
            lock.release()
        return key
    return key if _fits(folder, key) else superseded


def _fits(folder: Path, key: bytes) -> bool:
    try:
        connect_where_nothing_may_be_written(folder, key).close()
    except DatabaseError:
        return False
    return True


def _check_files(folder: Path) -> None:
    if not is_journal(folder):
        raise errors.NoJournal(folder=str(folder)) if _empty(folder) else errors.NotAJournal(folder=str(folder))
    database = folder / DATABASE_NAME
    with translated_read_errors(database):
        if not database.exists():
            raise errors.JournalDamaged(folder=str(folder))
        if database.is_dir() or is_plain(database):
            raise errors.NotAJournal(folder=str(folder))
        # SQLite would take a file of a few bytes for a database in which there is nothing yet.
        if database.stat().st_size < _SMALLEST_DATABASE:
            raise errors.JournalDamaged(folder=str(folder))


def _check_unfinished_log(folder: Path, key: bytes, newest: int) -> None:
    """Look into a journal that was not closed properly without writing.

    Closing a connection that may write folds the log into the database, and a newer journal is to stay untouched.
    """
    if not has_log(folder):
        return
    with translated(folder):
        connection = connect(folder / DATABASE_NAME, key, mode="ro", read_only=True)
        try:
            _check_version(connection, folder, newest)
        finally:
            connection.close()


def _check_version(connection: Connection, folder: Path, newest: int) -> int:
    if int(connection.execute("PRAGMA application_id").fetchone()[0]) != APPLICATION_ID:
        raise errors.NotAJournal(folder=str(folder))
    version = version_of(connection)
    if version > newest:
        raise errors.NewerJournal(folder=str(folder))
    return version


def _bring_up_to_date(vault: Vault, key: bytes, at: datetime, migrations: Sequence[Migration]) -> None:
    with vault.reading() as connection:
        version = _check_version(connection, vault.folder, len(migrations))
        if version == len(migrations):
            return
        if vault.read_only:
            raise errors.OlderJournalReadOnly(folder=str(vault.folder))
        make_backup(connection, vault.folder, key, at, f"before-v{len(migrations)}")
        apply_pending(sqlite_utils_database(connection), migrations)


def _read_only_reason(folder: Path, lock: WriterLock) -> str | None:
    if not (os.access(folder, os.W_OK) and os.access(folder / DATABASE_NAME, os.W_OK)):
        return "folder"
    try:
        return None if lock.acquire() else "in-use"
    except errors.JournalReadOnly:
        return "folder"


def _empty(folder: Path) -> bool:
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    left_over = {UNFINISHED_NAME, BACKUPS_NAME, KEYS_NAME, LOCK_NAME}
    return {child.name for child in folder.iterdir()} <= left_over

"""The vault: an open journal. It holds the data key, one connection for each thread, and the right to write."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app.domain import errors
from journal_app.storage import key_file
from journal_app.storage.backups import BACKUPS_NAME, DATABASE_NAME, KEYS_NAME, make_backup
from journal_app.storage.driver import (
    DatabaseError,
    connect,
    import_sqlite_utils,
    is_plain,
    sqlite_utils_database,
    translated,
    translation,
)
from journal_app.storage.migrations import APPLICATION_ID, MIGRATIONS, Migration, apply_pending, version_of
from journal_app.storage.protect import finish, protect, tidy
from journal_app.storage.safe_files import (
    flush_folder,
    make_private_folder,
    touch_private,
    translated_os_errors,
    translated_read_errors,
)
from journal_app.storage.writer_lock import LOCK_NAME, WriterLock

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sqlite_utils import Database

_UNFINISHED = ".creating"
_SMALLEST_DATABASE = 4096


class Vault:
    """An open journal. Made by ``create_vault`` or ``open_vault``; ``close`` forgets the key.

    ``read_only`` says that this process may not write, ``read_only_because`` why: "in-use" (somebody else is writing)
    or "folder" (the folder may not be written).
    """

    def __init__(self, folder: Path, key: bytes, lock: WriterLock, read_only_because: str | None) -> None:
        self.folder = folder
        self.read_only_because = read_only_because
        self._key: bytes | None = key
        self._lock = lock
        self._protected: bool | None = None
        # Held while the journal gets another key: whoever wants to read or write meanwhile waits for it.
        self._key_guard = threading.Lock()
        self._mine = threading.local()
        self._connections: list[Connection] = []
        self._guard = threading.Lock()

    @property
    def read_only(self) -> bool:
        """Whether this process may only read."""
        return self.read_only_because is not None

    @property
    def protected(self) -> bool:
        """Whether a passphrase is needed to open this journal."""
        if self._protected is None:
            self._protected = key_file.has_passphrase(self.folder / KEYS_NAME)
        return self._protected

    def connection(self) -> Connection:
        """This thread's connection. Raises JournalDamaged, DiskTrouble or InUseElsewhere."""
        connection: Connection | None = getattr(self._mine, "connection", None)
        if connection is None:
            with self._key_guard:
                if self._key is None:
                    raise RuntimeError("the journal is closed")
                connection = _connect(self.folder, self._key, self.read_only_because)
                self._mine.connection = connection
                with self._guard:
                    self._connections.append(connection)
        return connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """This thread's connection, with the driver's errors translated."""
        with translated(self.folder):
            yield self.connection()

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """One transaction: all of it is kept, or nothing. Raises InUseElsewhere, JournalReadOnly, DiskFull..."""
        if self.read_only_because == "in-use":
            raise errors.InUseElsewhere
        if self.read_only:
            raise errors.JournalReadOnly(folder=str(self.folder))
        with translated(self.folder):
            connection = self.connection()
            database: Database | None = getattr(self._mine, "database", None)
            if database is None:
                database = self._mine.database = sqlite_utils_database(connection)
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield database
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def prepare_writing(self) -> None:
        """Load what the first transaction would load; nothing where nothing may be written."""
        if not self.read_only:
            import_sqlite_utils()

    def protect(self, passphrase: str) -> None:
        """Give a journal without a passphrase one, with a new data key. No thread may be at work.

        Raises EmptyPassphrase, DiskFull, DiskTrouble, JournalReadOnly or InUseElsewhere; it is then as it was.
        """
        if self.read_only_because == "in-use":
            raise errors.InUseElsewhere
        if self.read_only:
            raise errors.JournalReadOnly(folder=str(self.folder))
        with self._key_guard:
            self._close_connections()
            self._key = protect(self.folder, passphrase)
            self._protected = True

    def close(self) -> None:
        """Close every thread's connection, forget the key, let others write. Call when no thread is at work."""
        self._close_connections()
        self._key = None
        self._lock.release()

    def _close_connections(self) -> None:
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._mine = threading.local()


def is_journal(folder: Path) -> bool:
    """Whether there is a journal, or what is left of one, in this folder. Raises CannotReadFile."""
    with translated_read_errors(folder):
        keys_alone = (folder / KEYS_NAME).exists() and not (folder / _UNFINISHED).exists()
        return keys_alone or (folder / DATABASE_NAME).exists()


def create_vault(folder: Path, passphrase: str | None, at: datetime, cost: key_file.Argon2Cost | None = None) -> Vault:
    """Make a new journal, whole or not at all, and open it.

    Raises JournalExists, NotAJournal, EmptyPassphrase, InUseElsewhere, CannotReadFile, DiskFull, JournalReadOnly or
    DiskTrouble.
    """
    if is_journal(folder):
        raise errors.JournalExists(folder=str(folder))
    if folder.exists() and not folder.is_dir():
        raise errors.NotAJournal(folder=str(folder))
    make_private_folder(folder)
    # Two creations at once would leave the keys of one beside the database of the other.
    lock = WriterLock(folder)
    if not lock.acquire():
        raise errors.InUseElsewhere
    try:
        if is_journal(folder):
            raise errors.JournalExists(folder=str(folder))
        _make_files(folder, passphrase, cost)
    finally:
        lock.release()
    return open_vault(folder, passphrase, at)


def _make_files(folder: Path, passphrase: str | None, cost: key_file.Argon2Cost | None) -> None:
    unfinished = folder / _UNFINISHED
    key = key_file.new_data_key()
    # A folder left by a creation that was cut short holds nothing anybody wrote: it is made anew.
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        make_private_folder(folder / BACKUPS_NAME)
        make_private_folder(unfinished)
        touch_private(unfinished / DATABASE_NAME)
        with translated(folder):
            _build(unfinished / DATABASE_NAME, key)
        key_file.write_key_file(folder / KEYS_NAME, key, passphrase, cost)
        with translated_os_errors(folder):
            (unfinished / DATABASE_NAME).replace(folder / DATABASE_NAME)
            flush_folder(folder)
    except BaseException:
        if not (folder / DATABASE_NAME).exists() and unfinished.exists():
            (folder / KEYS_NAME).unlink(missing_ok=True)
            shutil.rmtree(unfinished, ignore_errors=True)
        raise
    shutil.rmtree(unfinished, ignore_errors=True)


def open_vault(
    folder: Path, passphrase: str | None, at: datetime, migrations: Sequence[Migration] = MIGRATIONS
) -> Vault:
    """Open a journal, for writing if nobody else is, and bring it up to the newest schema.

    Raises NoJournal, NotAJournal, KeyFileMissing, KeyFileDamaged, PassphraseNeeded, WrongPassphrase, NewerJournal,
    JournalDamaged, OlderJournalReadOnly, CannotReadFile, DiskFull or DiskTrouble. The files are left as they were.
    """
    _check_files(folder)
    key = _finished_key(folder, key_file.read_data_key(folder / KEYS_NAME, passphrase))
    _check_unfinished_log(folder, key, len(migrations))
    lock = WriterLock(folder)
    vault = Vault(folder, key, lock, _read_only_reason(folder, lock))
    try:
        if not vault.read_only:
            tidy(folder, key)
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
        _connect_where_nothing_may_be_written(folder, key).close()
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
    if not _has_log(folder):
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


def _has_log(folder: Path) -> bool:
    log = folder / f"{DATABASE_NAME}-wal"
    return log.exists() and log.stat().st_size > 0


def _bring_up_to_date(vault: Vault, key: bytes, at: datetime, migrations: Sequence[Migration]) -> None:
    with vault.reading() as connection:
        version = _check_version(connection, vault.folder, len(migrations))
        if version == len(migrations):
            return
        if vault.read_only:
            raise errors.OlderJournalReadOnly(folder=str(vault.folder))
        make_backup(connection, vault.folder, key, at, f"before-v{len(migrations)}")
        apply_pending(sqlite_utils_database(connection), migrations)


def _build(path: Path, key: bytes) -> None:
    connection = connect(path, key)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        apply_pending(sqlite_utils_database(connection), MIGRATIONS)
    finally:
        connection.close()
    if is_plain(path):
        raise RuntimeError("the journal was written in clear")


def _read_only_reason(folder: Path, lock: WriterLock) -> str | None:
    if not (os.access(folder, os.W_OK) and os.access(folder / DATABASE_NAME, os.W_OK)):
        return "folder"
    try:
        return None if lock.acquire() else "in-use"
    except errors.JournalReadOnly:
        return "folder"


def _connect(folder: Path, key: bytes, read_only_because: str | None) -> Connection:
    path = folder / DATABASE_NAME
    try:
        if read_only_because == "folder":
            return _connect_where_nothing_may_be_written(folder, key)
        return connect(path, key, read_only=read_only_because is not None)
    except DatabaseError as error:
        raise translation(error, folder) from error


def _connect_where_nothing_may_be_written(folder: Path, key: bytes) -> Connection:
    path = folder / DATABASE_NAME
    try:
        return connect(path, key, mode="ro", read_only=True)
    except DatabaseError:
        # SQLite wants to make a -shm file beside a WAL database. Reading the file as immutable needs none, but would
        # pass over what stands only in a -wal file: rather an error than an old page shown as the newest.
        if _has_log(folder):
            raise
        return connect(path, key, mode="ro", read_only=True, immutable=True)


def _empty(folder: Path) -> bool:
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    left_over = {_UNFINISHED, BACKUPS_NAME, KEYS_NAME, LOCK_NAME}
    return {child.name for child in folder.iterdir()} <= left_over

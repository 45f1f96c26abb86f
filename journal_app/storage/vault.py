"""The vault: an open journal. It holds the data key, one connection for each thread, and the right to write."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app.domain import errors
from journal_app.storage import key_file
from journal_app.storage.backups import DATABASE_NAME, KEYS_NAME
from journal_app.storage.driver import (
    DatabaseError,
    connect,
    import_sqlite_utils,
    sqlite_utils_database,
    translated,
    translation,
)
from journal_app.storage.protect import protect
from journal_app.storage.writer_lock import WriterLock

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sqlite_utils import Database


class Vault:
    """An open journal. Made by ``creation.create_vault`` or ``opening.open_vault``; ``close`` forgets the key.

    ``read_only`` says that this process may not write, ``read_only_because`` why: "in-use" (somebody else is writing)
    or "folder" (the folder may not be written).
    """

    def __init__(self, folder: Path, key: bytes, lock: WriterLock, read_only_because: str | None) -> None:
        self.folder = folder
        self.read_only_because = read_only_because
        self._key: bytearray | None = bytearray(key)
        self._lock = lock
        self._protected: bool | None = None
        # Held while the journal gets another key: whoever wants to read or write meanwhile waits for it.
        self._key_guard = threading.Lock()
        # Held while a copy is made, which uses a connection and a key of its own.
        self._copy_guard = threading.Lock()
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
    def copying(self) -> Iterator[tuple[Connection, bytes]]:
        """A connection for this use alone, for reading, and the key. The journal gets no other key meanwhile.

        Raises JournalDamaged, DiskTrouble or InUseElsewhere.
        """
        with self._copy_guard:
            if self._key is None:
                raise RuntimeError("the journal is closed")
            connection = _connect(self.folder, self._key, self.read_only_because or "copying")
            try:
                yield connection, bytes(self._key)
            finally:
                connection.close()

    @contextmanager
    def writing(self, *, counts: bool = True) -> Iterator[Database]:
        """One transaction: all of it is kept, or nothing. Raises InUseElsewhere, JournalReadOnly, DiskFull...

        ``counts`` says that what changes is worth a backup, see ``changes``.
        """
        self._check_writable()
        with translated(self.folder):
            connection = self.connection()
            database: Database | None = getattr(self._mine, "database", None)
            if database is None:
                database = self._mine.database = sqlite_utils_database(connection)
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield database
                if counts:
                    connection.execute("UPDATE settings SET value = value + 1 WHERE name = 'changes'")
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def changes(self) -> int:
        """How many transactions have changed something worth a backup, in the whole life of this journal."""
        with self.reading() as connection:
            return int(connection.execute("SELECT value FROM settings WHERE name = 'changes'").fetchone()[0])

    def connect_to(self, database: Path, *, reading: bool = False) -> Connection:
        """A connection to another file under this journal's key. Raises the driver's DatabaseError if it does not fit.

        ``reading`` takes the file for one that nobody changes.
        """
        if self._key is None:
            raise RuntimeError("the journal is closed")
        mode = "ro" if reading else "rw"
        return connect(database, self._key, mode=mode, read_only=reading, immutable=reading)

    def prepare_writing(self) -> None:
        """Load what the first transaction would load; nothing where nothing may be written."""
        if not self.read_only:
            import_sqlite_utils()

    def protect(self, passphrase: str) -> None:
        """Give a journal without a passphrase one, with a new data key. No thread may be at work.

        Raises EmptyPassphrase, DiskFull, DiskTrouble, JournalReadOnly or InUseElsewhere; it is then as it was.
        """
        self._check_writable()
        with self._copy_guard, self._key_guard:
            self._close_connections()
            self._key = bytearray(protect(self.folder, passphrase))
            self._protected = True

    @contextmanager
    def data_key(self) -> Iterator[bytes]:
        """The data key, for changing what opens it. Raises InUseElsewhere or JournalReadOnly where that cannot be."""
        self._check_writable()
        with self._key_guard:
            if self._key is None:
                raise RuntimeError("the journal is closed")
            yield bytes(self._key)

    def _check_writable(self) -> None:
        if self.read_only_because == "in-use":
            raise errors.InUseElsewhere
        if self.read_only:
            raise errors.JournalReadOnly(folder=str(self.folder))

    def close(self) -> None:
        """Close every thread's connection, forget the key, let others write. Call when no thread is at work."""
        self._close_connections()
        if self._key is not None:
            # What Python has copied on the way cannot be overwritten: bytes, and the text of a PRAGMA.
            self._key[:] = bytes(len(self._key))
        self._key = None
        self._lock.release()

    def _close_connections(self) -> None:
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._mine = threading.local()


def _connect(folder: Path, key: bytes | bytearray, read_only_because: str | None) -> Connection:
    path = folder / DATABASE_NAME
    try:
        if read_only_because == "folder":
            return connect_where_nothing_may_be_written(folder, key)
        return connect(path, key, read_only=read_only_because is not None)
    except DatabaseError as error:
        raise translation(error, folder) from error


def connect_where_nothing_may_be_written(folder: Path, key: bytes | bytearray) -> Connection:
    """A connection for reading that leaves no file behind. Raises the driver's DatabaseError."""
    path = folder / DATABASE_NAME
    try:
        return connect(path, key, mode="ro", read_only=True)
    except DatabaseError:
        # SQLite wants to make a -shm file beside a WAL database. Reading the file as immutable needs none, but would
        # pass over what stands only in a -wal file: rather an error than an old page shown as the newest.
        if has_log(folder):
            raise
        return connect(path, key, mode="ro", read_only=True, immutable=True)


def has_log(folder: Path) -> bool:
    """Whether the journal was not closed properly: its last words stand in a log beside the database."""
    log = folder / f"{DATABASE_NAME}-wal"
    return log.exists() and log.stat().st_size > 0

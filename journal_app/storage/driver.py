"""The SQLCipher driver, and sqlite-utils taught to use it.

sqlite-utils looks for ``pysqlite3`` before the standard library's sqlite3 and catches that module's errors;
sqlcipher3's are no subclass of sqlite3's. So sqlcipher3 takes that name before sqlite-utils is first imported.
"""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import sqlcipher3
from sqlcipher3 import dbapi2

from journal_app.domain import errors

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sqlite_utils import Database

DatabaseError = cast("type[Exception]", dbapi2.DatabaseError)
DriverError = cast("type[Exception]", dbapi2.Error)

_PLAIN_HEADER = b"SQLite format 3\0"
_IMPORT_LOCK = threading.Lock()
# Migrations and imports hold the write lock for well under this; a reader in another process hardly ever waits.
_BUSY_MILLISECONDS = 4000
_LEAST_ROOM = 64 * 1024


def connect(
    path: Path, key: bytes | bytearray, *, mode: str = "rw", read_only: bool = False, immutable: bool = False
) -> Connection:
    """Open an encrypted database in autocommit mode and prove that the key fits.

    ``key`` is the 32-byte data key; ``mode`` SQLite's "rw" or "ro". ``immutable`` reads a file nobody can change.
    Raises the driver's DatabaseError if the key does not fit or the file is no database.
    """
    uri = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if immutable else ''}"
    connection = cast("Connection", dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False))
    try:
        # SQLCipher would tell stderr about every page that does not fit the key; the error it raises is enough.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        if not connection.execute("PRAGMA cipher_version").fetchone():
            raise RuntimeError("the database driver cannot encrypt")
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def is_plain(path: Path) -> bool:
    """Whether a file is an unencrypted SQLite database."""
    with path.open("rb") as file:
        return file.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER


def sqlite_utils_database(connection: Connection) -> Database:
    """Wrap a connection in sqlite-utils; the first call imports it (some 170 ms)."""
    import_sqlite_utils()
    from sqlite_utils import Database, utils

    if utils.sqlite3 is not sqlcipher3:  # type: ignore[attr-defined]  # it is there, whichever module it is
        raise RuntimeError("sqlite-utils was imported before it could be taught to use SQLCipher")

    return Database(connection, recursive_triggers=False, execute_plugins=False)


def import_sqlite_utils() -> None:
    """Import sqlite-utils as it has to be; does nothing if that has been done."""
    if "sqlite_utils" in sys.modules:
        return
    with _IMPORT_LOCK:
        sys.modules.setdefault("pysqlite3", sqlcipher3)
        sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
        # It pulls numpy in, if it is there, to learn its column types: half of its import time, and no use to us.
        absent = "numpy" not in sys.modules
        modules = cast("dict[str, Any]", sys.modules)
        if absent:
            modules["numpy"] = None
        try:
            import sqlite_utils  # noqa: F401  for its loading alone
        finally:
            if absent:
                del modules["numpy"]


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turn the driver's errors that a person can act on into domain errors; let bugs through as they are."""
    try:
        yield
    except DriverError as error:
        raise translation(error, folder) from error
    except MemoryError as error:
        # SQLite's word also for pages that it could not read while it looked over the schema or an index again.
        raise errors.DiskOrMemoryTrouble(folder=str(folder)) from error


def translation(error: Exception, folder: Path) -> Exception:
    """The domain error for a driver error, or the error itself where it is a bug."""
    name = str(getattr(error, "sqlite_errorname", ""))
    where = str(folder)
    if name.startswith("SQLITE_FULL"):
        return errors.DiskFull()
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")):
        return errors.JournalReadOnly(folder=where)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return errors.InUseElsewhere()
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return errors.JournalDamaged(folder=where)
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return errors.DiskFull() if _no_room(folder) else errors.DiskTrouble(folder=where)
    return error


def _no_room(folder: Path) -> bool:
    """Whether the disk is too full for the file of 32 KB that readers and writers share.

    SQLite reports that it could not be made as trouble with the disk.
    """
    try:
        return shutil.disk_usage(folder).free < _LEAST_ROOM
    except OSError:
        return False

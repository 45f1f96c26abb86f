"""What opens a backup, and what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from journal_app.domain import errors
from journal_app.domain.backup import Contents, Opened
from journal_app.storage import key_file
from journal_app.storage.backup_proof import contents
from journal_app.storage.backups import DATABASE_NAME, KEYS_NAME
from journal_app.storage.driver import DatabaseError
from journal_app.storage.migrations import APPLICATION_ID, MIGRATIONS, version_of
from journal_app.storage.safe_files import translated_read_errors
from journal_app.storage.vault import connect_where_nothing_may_be_written

if TYPE_CHECKING:
    from sqlite3 import Connection


def open_backup(folder: Path, passphrase: str | None, journal: Path) -> Opened:
    """Find what opens a backup: the key file of the journal in ``journal``, if it fits, or else the backup's own.

    The journal's comes first, so that a backup from before a change of passphrase opens with the present one, and keeps
    it when it is brought back. Raises NoSuchBackup, BackupDamaged, PassphraseNeeded, WrongPassphrase, KeyFileMissing,
    KeyFileDamaged, NewerJournal or CannotReadFile.
    """
    if not (folder / DATABASE_NAME).is_file():
        raise errors.NoSuchBackup(name=str(folder))
    for keys in (journal / KEYS_NAME, folder / KEYS_NAME):
        try:
            key = key_file.read_data_key(keys, passphrase)
        except errors.UserFacingError:
            if keys.parent == folder:
                raise
            continue
        if fits(folder, key):
            return opened(folder, key, keys)
    raise errors.BackupDamaged(folder=str(folder))


def opened(folder: Path, key: bytes, keys: Path) -> Opened:
    """A backup that opens with this key, to be brought back with this key file. Raises CannotReadFile."""
    with translated_read_errors(keys):
        return Opened(folder, key, keys.read_bytes())


def fits(folder: Path, key: bytes) -> bool:
    """Whether a backup opens with this key."""
    try:
        connect_where_nothing_may_be_written(folder, key).close()
    except DatabaseError:
        return False
    return True


def look_into(folder: Path, key: bytes) -> Contents:
    """What is in a backup. Raises BackupDamaged or NewerJournal."""
    try:
        size = (folder / DATABASE_NAME).stat().st_size
        connection = connect_where_nothing_may_be_written(folder, key)
        try:
            check_schema(connection, folder)
            return contents(connection, size)
        finally:
            connection.close()
    except (DatabaseError, OSError) as error:
        raise errors.BackupDamaged(folder=str(folder)) from error


def check_schema(connection: Connection, folder: Path) -> None:
    """Raises NotAJournal or NewerJournal."""
    if int(connection.execute("PRAGMA application_id").fetchone()[0]) != APPLICATION_ID:
        raise errors.NotAJournal(folder=str(folder))
    if version_of(connection) > len(MIGRATIONS):
        raise errors.NewerJournal(folder=str(folder))

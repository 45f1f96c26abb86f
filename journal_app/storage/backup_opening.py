"""What opens a backup, and what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from journal_app.domain import backup_errors, errors
from journal_app.domain.backup import Contents, Lock, Opened
from journal_app.storage import key_file
from journal_app.storage.backup_proof import contents
from journal_app.storage.backups import DATABASE_NAME, KEYS_NAME
from journal_app.storage.driver import DatabaseError
from journal_app.storage.migrations import APPLICATION_ID, MIGRATIONS, version_of
from journal_app.storage.safe_files import translated_read_errors
from journal_app.storage.vault import connect_where_nothing_may_be_written

if TYPE_CHECKING:
    from sqlite3 import Connection


def open_backup(folder: Path, passphrase: str | None, journal: Path, present: bytes | None = None) -> Opened:
    """Find what opens a backup: the key file of the journal in ``journal``, if it fits, or else the backup's own.

    The journal's comes first, so that a backup from before a change of passphrase opens with the present one, and keeps
    it when it is brought back. So does one from before the journal had a passphrase: it is to be brought back under the
    journal's present key, for which that has to be known. ``present`` is that key, where the journal is open. Raises
    NoSuchBackup, BackupDamaged, PassphraseNeeded, WrongPassphrase, KeyFileMissing, KeyFileDamaged, NewerJournal or
    CannotReadFile.
    """
    if not (folder / DATABASE_NAME).is_file():
        raise backup_errors.NoSuchBackup(name=str(folder))
    keys, trouble = journal / KEYS_NAME, None
    try:
        present = present or key_file.read_data_key(keys, passphrase)
    except errors.UserFacingError as error:
        trouble = error
    if present and fits(folder, present):
        return Opened(folder, present, _content(keys))
    key = key_file.read_data_key(folder / KEYS_NAME, passphrase)
    if not fits(folder, key):
        raise backup_errors.BackupDamaged(folder=str(folder))
    if key_file.fingerprint(key) not in _former_keys(journal):
        return Opened(folder, key, _content(folder / KEYS_NAME), lock=_lock(folder, journal))
    if present is None:
        raise trouble or errors.PassphraseNeeded
    return Opened(folder, key, _content(keys), becomes=present)


def needs_passphrase(folder: Path, journal: Path) -> bool:
    """Whether a passphrase is needed to bring this backup back: its own, or the one the journal has got since.

    Raises KeyFileMissing, KeyFileDamaged, NewerJournal or CannotReadFile.
    """
    keys = folder / KEYS_NAME
    return key_file.has_passphrase(keys) or key_file.key_id(keys) in _former_keys(journal)


def _former_keys(journal: Path) -> tuple[str, ...]:
    """The fingerprints of the keys that the journal had before its present one, as far as its key file tells."""
    try:
        return key_file.former_key_ids(journal / KEYS_NAME)
    except errors.UserFacingError:
        return ()


def _lock(folder: Path, journal: Path) -> Lock:
    """What opens the journal once it has the key file of this backup."""
    if key_file.has_passphrase(folder / KEYS_NAME):
        return Lock.OTHER
    try:
        return Lock.NONE if key_file.has_passphrase(journal / KEYS_NAME) else Lock.SAME
    except errors.UserFacingError:
        return Lock.NONE


def _content(keys: Path) -> bytes:
    with translated_read_errors(keys):
        return keys.read_bytes()


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
        raise backup_errors.BackupDamaged(folder=str(folder)) from error


def check_schema(connection: Connection, folder: Path) -> None:
    """Raises NotAJournal or NewerJournal."""
    if int(connection.execute("PRAGMA application_id").fetchone()[0]) != APPLICATION_ID:
        raise errors.NotAJournal(folder=str(folder))
    if version_of(connection) > len(MIGRATIONS):
        raise errors.NewerJournal(folder=str(folder))

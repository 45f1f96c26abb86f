"""Giving a passphrase to a journal that had none: a new data key, and everything encrypted anew.

The old key has lain on the disk in the open, so wrapping it would protect nothing. At every step the journal can be
opened: first a copy under the new key is made and proven; then keys.json names both keys; then the copy takes the
journal's place; then keys.json forgets the old key. ``finish`` completes what a crash cut short.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from journal_app.domain.errors import JournalDamaged
from journal_app.storage import key_file
from journal_app.storage.backups import BACKUPS_NAME, DATABASE_NAME, KEYS_NAME
from journal_app.storage.driver import DatabaseError, connect, translated
from journal_app.storage.safe_files import flush_folder, touch_private, translated_os_errors

_REKEYED = "journal.db.rekeyed"


def protect(folder: Path, passphrase: str, cost: key_file.Argon2Cost | None = None) -> bytes:
    """Encrypt the journal in ``folder`` anew under a passphrase and return the new data key.

    No connection to it may be open. Raises EmptyPassphrase, DiskFull, DiskTrouble or JournalReadOnly; the journal then
    opens as it did before.
    """
    keys = folder / KEYS_NAME
    old = key_file.read_data_key(keys, None)
    new = key_file.new_data_key()
    try:
        _make_copy(folder, old, new)
        key_file.write_key_file(keys, new, passphrase, cost, superseded=old)
    except BaseException:
        (folder / _REKEYED).unlink(missing_ok=True)
        raise
    finish(folder, new)
    return new


def finish(folder: Path, new: bytes) -> None:
    """Complete a change of key: does nothing if none is under way. ``new`` is the data key the passphrase opens."""
    keys = folder / KEYS_NAME
    old = key_file.superseded_key(keys)
    if old is None:
        return
    if not opens(folder / DATABASE_NAME, new):
        if not (folder / _REKEYED).exists() or not opens(folder / _REKEYED, new):
            _make_copy(folder, old, new)
        with translated_os_errors(folder):
            (folder / _REKEYED).replace(folder / DATABASE_NAME)
            flush_folder(folder)
    for backup in sorted((folder / BACKUPS_NAME).glob("*/")):
        _protect_backup(backup, old, new, keys)
    key_file.forget_superseded(keys)


def _make_copy(folder: Path, old: bytes, new: bytes) -> None:
    """A proven copy of the journal under the new key, beside it."""
    copy = folder / _REKEYED
    with translated_os_errors(folder):
        copy.unlink(missing_ok=True)
    with translated(folder):
        source = connect(folder / DATABASE_NAME, old)
        try:
            # Nothing may stay in the -wal file: it would be replayed into the file that takes this one's place.
            source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            touch_private(copy)
            source.execute("VACUUM INTO ?", (str(copy),))
        finally:
            source.close()
        target = connect(copy, old)
        try:
            target.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
        finally:
            target.close()
        proof = connect(copy, new)
        try:
            proof.execute("PRAGMA journal_mode = WAL")
            verdict = proof.execute("PRAGMA integrity_check").fetchone()[0]
        finally:
            proof.close()
    if verdict != "ok":
        copy.unlink(missing_ok=True)
        raise JournalDamaged(folder=str(folder))


def _protect_backup(backup: Path, old: bytes, new: bytes, keys: Path) -> None:
    """Encrypt a backup made under the old key anew; one made under another key is left alone."""
    if opens(backup / DATABASE_NAME, old):
        _make_copy(backup, old, new)
        with translated_os_errors(backup):
            (backup / _REKEYED).replace(backup / DATABASE_NAME)
    if opens(backup / DATABASE_NAME, new):
        with translated_os_errors(backup):
            shutil.copyfile(keys, backup / KEYS_NAME)
            key_file.forget_superseded(backup / KEYS_NAME)


def opens(database: Path, key: bytes) -> bool:
    """Whether a database is there and this key opens it."""
    if not database.exists():
        return False
    try:
        connect(database, key).close()
    except DatabaseError:
        return False
    return True

"""Making a journal, whole or not at all."""

from __future__ import annotations

import contextlib
import shutil
from datetime import datetime
from pathlib import Path

from journal_app.domain import errors
from journal_app.storage import key_file
from journal_app.storage.backups import BACKUPS_NAME, DATABASE_NAME, KEYS_NAME
from journal_app.storage.driver import connect, is_plain, sqlite_utils_database, translated
from journal_app.storage.migrations import MIGRATIONS, apply_pending
from journal_app.storage.opening import UNFINISHED_NAME, is_journal, open_vault
from journal_app.storage.safe_files import (
    flush_folder,
    make_private_folder,
    take_folder,
    touch_private,
    translated_os_errors,
)
from journal_app.storage.vault import Vault
from journal_app.storage.writer_lock import WriterLock


def create_vault(folder: Path, passphrase: str | None, at: datetime, cost: key_file.Argon2Cost | None = None) -> Vault:
    """Make a new journal, whole or not at all, and open it.

    Raises JournalExists, NotAJournal, EmptyPassphrase, InUseElsewhere, CannotReadFile, DiskFull, JournalReadOnly or
    DiskTrouble.
    """
    if is_journal(folder):
        raise errors.JournalExists(folder=str(folder))
    if folder.exists() and not folder.is_dir():
        raise errors.NotAJournal(folder=str(folder))
    take_folder(folder)
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
    unfinished = folder / UNFINISHED_NAME
    key = key_file.new_data_key()
    # A folder left by a creation that was cut short holds nothing anybody wrote: it is made anew.
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        make_private_folder(folder / BACKUPS_NAME)
        make_private_folder(unfinished)
        touch_private(unfinished / DATABASE_NAME)
        with translated_os_errors(folder), translated(folder):
            _build(unfinished / DATABASE_NAME, key)
        key_file.write_key_file(folder / KEYS_NAME, key, passphrase, cost)
        with translated_os_errors(folder):
            (unfinished / DATABASE_NAME).replace(folder / DATABASE_NAME)
            flush_folder(folder)
    except BaseException:
        if not (folder / DATABASE_NAME).exists() and unfinished.exists():
            with contextlib.suppress(OSError):
                (folder / KEYS_NAME).unlink(missing_ok=True)
            shutil.rmtree(unfinished, ignore_errors=True)
        raise
    shutil.rmtree(unfinished, ignore_errors=True)


def _build(path: Path, key: bytes) -> None:
    connection = connect(path, key)
    try:
        # Before it writes ahead: what closing could not fold into the file would be left behind when it is moved.
        apply_pending(sqlite_utils_database(connection), MIGRATIONS)
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
    if is_plain(path):
        raise RuntimeError("the journal was written in clear")


def build_database(path: Path, key: bytes) -> None:
    """Fill an empty file with a journal of the newest schema that holds nothing yet. Raises the driver's errors."""
    _build(path, key)

"""Making a backup: a snapshot of an open journal, page by page, while others go on writing."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app.domain import backup_errors, errors
from journal_app.domain.work import Cancelled, Progress
from journal_app.storage import key_file
from journal_app.storage.backup_proof import Sight, is_sound, prove, sight
from journal_app.storage.backups import DATABASE_NAME, KEYS_NAME, unused
from journal_app.storage.driver import DriverError, connect, translated
from journal_app.storage.safe_files import (
    flush_folder,
    make_private_folder,
    touch_private,
    translated_os_errors,
    translated_read_errors,
    write_private,
)

if TYPE_CHECKING:
    from sqlite3 import Connection

# Two megabytes, some ten milliseconds: so soon is it heard that it should stop.
_PAGES_AT_ONCE = 500
# Of the time it all takes; the rest is the proof.
_COPYING = 0.6


def make(
    source: Connection,
    key: bytes,
    keys: Path,
    folder: Path,
    at: datetime,
    cancelled: Callable[[], bool],
    progress: Progress,
) -> tuple[Path, Sight]:
    """Copy the journal behind ``source``, and its key file ``keys``, into a new folder below ``folder``, and prove it.

    Nobody else uses ``source``. Returns the new folder and what is in it. Raises BackupNoRoom, BackupNotAllowed,
    BackupDiskTrouble, BackupDamaged, JournalDamaged, CannotReadFile or Cancelled; nothing half-made stays behind then.
    """
    with translated_read_errors(keys):
        content = keys.read_bytes()
    with told_of_backups(folder), unfinished_folder(folder, at) as unfinished:
        copy = unfinished / DATABASE_NAME
        original = _snapshot(source, key, keys.parent, copy, cancelled, lambda share: progress(share * _COPYING))
        write_private(unfinished / KEYS_NAME, content)
        with _blame_where_it_is_due(source, keys.parent, cancelled):
            prove(copy, key, original, cancelled)
        made = finish(unfinished, at)
    _follow_keys(made, keys, key)
    progress(1.0)
    return made, original


def _follow_keys(made: Path, keys: Path, key: bytes) -> None:
    """Give a backup the key file of the journal as that is by now: another process may have changed the passphrase.

    Whoever does looks for backups after the new key file is in place, and here that is read after the backup is: one of
    the two sees the other. What cannot be done now is done when key files are next brought up to date.
    """
    with contextlib.suppress(errors.UserFacingError, OSError):
        content = keys.read_bytes()
        # A journal that was replaced meanwhile has another key.
        if content != (made / KEYS_NAME).read_bytes() and key_file.key_id(keys) == key_file.fingerprint(key):
            write_private(made / KEYS_NAME, content)


def _snapshot(
    source: Connection, key: bytes, journal: Path, copy: Path, cancelled: Callable[[], bool], progress: Progress
) -> Sight:
    """Copy the journal as it stands now. Writers go on: what they write meanwhile is not in it."""

    def look_up(_status: int, remaining: int, total: int) -> None:
        if cancelled():
            raise Cancelled
        progress(1 - remaining / max(1, total))

    touch_private(copy)
    with translated(journal):
        target = connect(copy, key)
        try:
            # What is half-made is thrown away, so it needs no way back; it is flushed once, when it is whole.
            target.execute("PRAGMA synchronous = OFF")
            target.execute("PRAGMA journal_mode = OFF")
            # The read transaction holds the snapshot. Without it each write would start the copy anew.
            source.execute("BEGIN")
            try:
                original = sight(source)
                with _named_errors(journal):
                    source.backup(target, pages=_PAGES_AT_ONCE, progress=look_up, sleep=0)
            finally:
                source.execute("ROLLBACK")
            # One file, that can be read on a disk on which nothing may be written.
            target.execute("PRAGMA journal_mode = DELETE")
        finally:
            target.close()
    flush(copy)
    return original


@contextmanager
def _blame_where_it_is_due(source: Connection, journal: Path, cancelled: Callable[[], bool]) -> Iterator[None]:
    """Say that the journal is damaged if that is why its copy is: a page that does not decrypt is copied as it is."""
    try:
        yield
    except backup_errors.BackupDamaged as error:
        with translated(journal):
            if not is_sound(source, cancelled):
                raise errors.JournalDamaged(folder=str(journal)) from error
        raise


@contextmanager
def _named_errors(journal: Path) -> Iterator[None]:
    """The driver gives its errors a name, but not those of copying page by page: there is only SQLite's text."""
    where = str(journal)
    try:
        yield
    except DriverError as error:
        text = str(error)
        if text == "database or disk is full":
            raise errors.DiskFull from error
        if text in ("database disk image is malformed", "file is not a database"):
            raise errors.JournalDamaged(folder=where) from error
        # "Read-only" says that the copy could not be opened for writing, just after it was made.
        if text in ("disk I/O error", "unable to open database file", "attempt to write a readonly database"):
            raise errors.DiskTrouble(folder=where) from error
        raise


@contextmanager
def unfinished_folder(folder: Path, at: datetime) -> Iterator[Path]:
    """A private folder with a dotted name, in which a backup is made; ``finish`` gives it its name. Gone on failure."""
    unfinished = folder / f".{unused(folder / stamp(at)).name}.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        with translated_os_errors(folder):
            unfinished.mkdir(mode=0o700)
        yield unfinished
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def finish(unfinished: Path, at: datetime, name: str | None = None) -> Path:
    """Give a whole backup its name, and flush all of it to the disk."""
    folder = unfinished.parent
    target = unused(folder / (name or stamp(at)))
    with translated_os_errors(folder):
        # What was proven is the database alone; a log that could not be removed before would be taken for a part of it.
        for left in unfinished.glob(f"{DATABASE_NAME}-*"):
            left.unlink()
        flush_folder(unfinished)
        unfinished.replace(target)
        flush_folder(folder)
    return target


def clear_unfinished(folder: Path) -> None:
    """Take away what is left of backups and removals that were cut short; what cannot go now goes the next time."""
    for pattern in (".*.new/", ".*.old/"):
        for left in folder.glob(pattern):
            shutil.rmtree(left, ignore_errors=True)


def make_backups_folder(folder: Path) -> None:
    """The folder in which a journal's backups are. Raises BackupNotAllowed, BackupNoRoom or BackupDiskTrouble."""
    with told_of_backups(folder):
        make_private_folder(folder)


def stamp(at: datetime) -> str:
    """The name of a backup made at this instant."""
    return f"{at:%Y%m%dT%H%M%SZ}"


def flush(path: Path) -> None:
    """Have a file on the disk, and not only on its way there."""
    with translated_os_errors(path.parent):
        descriptor = os.open(path, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def told_of_backups(folder: Path) -> Iterator[None]:
    """Say of a disk that is full or in trouble that a backup could not be made, not that something was not saved."""
    where = str(folder)
    try:
        yield
    except errors.DiskFull as error:
        raise backup_errors.BackupNoRoom(folder=where) from error
    except errors.JournalReadOnly as error:
        raise backup_errors.BackupNotAllowed(folder=where) from error
    except errors.DiskTrouble as error:
        raise backup_errors.BackupDiskTrouble(folder=where) from error

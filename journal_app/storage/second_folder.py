"""Backups in a second folder: on a memory stick, a server, in a folder that is kept in step with other machines.

They lie in ``<chosen>/Throughline backups/<beginning of the journal's uid>/``. That folder is made when the person
chooses and never again: where a stick was pulled out, what is left of its mount point is not to fill the own disk.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from journal_app.domain import backup_errors, errors
from journal_app.domain.work import Cancelled, Progress
from journal_app.storage import key_file
from journal_app.storage.backup_list import backups_in
from journal_app.storage.backup_making import clear_unfinished, finish, flush, told_of_backups, unfinished_folder
from journal_app.storage.backup_proof import Sight, compare
from journal_app.storage.backups import DATABASE_NAME, KEYS_NAME
from journal_app.storage.digest import blake2b
from journal_app.storage.safe_files import touch_private, translated_os_errors, write_private

FOLDER_NAME = "Throughline backups"

_AT_ONCE = 1 << 20


def choose(chosen: Path, journal: Path, uid: str) -> None:
    """Make the folder for backups in the one that was chosen.

    Raises SecondFolderMissing, SecondFolderInside (it is in the journal's own folder), BackupNotAllowed, BackupNoRoom
    or BackupDiskTrouble.
    """
    if not chosen.is_dir():
        raise backup_errors.SecondFolderMissing(folder=str(chosen))
    if journal.resolve() in (chosen.resolve(), *chosen.resolve().parents):
        raise backup_errors.SecondFolderInside(folder=str(chosen))
    with told_of_backups(chosen), translated_os_errors(chosen):
        place(chosen, uid).parent.mkdir(mode=0o700, exist_ok=True)
        place(chosen, uid).mkdir(mode=0o700, exist_ok=True)
        _try_writing(place(chosen, uid))


def place(chosen: Path, uid: str) -> Path:
    """Where the backups of a journal are, in the folder that was chosen."""
    return chosen / FOLDER_NAME / uid[:8]


def bring(
    backup: Path,
    chosen: Path,
    uid: str,
    key: bytes,
    original: Sight,
    at: datetime,
    cancelled: Callable[[], bool],
    progress: Progress,
) -> Path:
    """Copy a proven backup to the second folder, read it back and open it there; returns the copy.

    Raises SecondFolderMissing, BackupNoRoom, BackupNotAllowed, BackupDiskTrouble, BackupDamaged or Cancelled; what is
    half-made is then gone, or goes the next time.
    """
    folder = place(chosen, uid)
    with _missing_if_gone(chosen, folder), told_of_backups(folder):
        clear_unfinished(folder)
        with unfinished_folder(folder, at) as unfinished:
            copy = unfinished / DATABASE_NAME
            written = _copy(backup / DATABASE_NAME, copy, cancelled, progress)
            write_private(unfinished / KEYS_NAME, (backup / KEYS_NAME).read_bytes())
            if _digest(copy, cancelled) != written:
                raise backup_errors.BackupDamaged(folder=str(unfinished))
            compare(copy, key, original)
            return finish(unfinished, at, backup.name)


def in_the_open(chosen: Path, uid: str) -> tuple[str, ...]:
    """The names of the copies there that open without a passphrase."""
    found = []
    for backup in backups_in(place(chosen, uid)):
        try:
            if backup.complete and not key_file.has_passphrase(backup.folder / KEYS_NAME):
                found.append(backup.name)
        except errors.UserFacingError:
            continue
    return tuple(found)


@contextmanager
def _missing_if_gone(chosen: Path, folder: Path) -> Iterator[None]:
    """A stick that is pulled out half-way brings all kinds of errors; what there is to say is that it is not there."""
    missing = backup_errors.SecondFolderMissing(folder=str(chosen))
    if not folder.is_dir():
        raise missing
    try:
        yield
    except (errors.UserFacingError, OSError) as error:
        if not folder.is_dir():
            raise missing from error
        if isinstance(error, OSError):
            raise backup_errors.BackupDiskTrouble(folder=str(folder)) from error
        raise


def _try_writing(folder: Path) -> None:
    probe = folder / ".trying"
    probe.unlink(missing_ok=True)
    touch_private(probe)
    probe.unlink()


def _copy(source: Path, target: Path, cancelled: Callable[[], bool], progress: Progress) -> bytes:
    """Copy a file, flush it, and return the digest of what was read."""
    digest, done = blake2b(), 0
    touch_private(target)
    with translated_os_errors(target.parent), source.open("rb") as file, target.open("r+b") as copy:
        size = max(1, os.fstat(file.fileno()).st_size)
        while block := file.read(_AT_ONCE):
            if cancelled():
                raise Cancelled
            digest.update(block)
            copy.write(block)
            done += len(block)
            progress(done / size)
    flush(target)
    return bytes(digest.digest())


def _digest(path: Path, cancelled: Callable[[], bool]) -> bytes:
    """Read a file back, from the disk and not from memory where the system allows to ask for that."""
    digest = blake2b()
    with translated_os_errors(path.parent), path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while block := file.read(_AT_ONCE):
            if cancelled():
                raise Cancelled
            digest.update(block)
    return bytes(digest.digest())

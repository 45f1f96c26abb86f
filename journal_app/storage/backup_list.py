"""The backups in a folder: which there are, and taking away those that are not to be kept."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from journal_app.domain.backup import Backup
from journal_app.domain.rotation import Dated, to_keep
from journal_app.storage.backups import DATABASE_NAME, KEYS_NAME
from journal_app.storage.safe_files import flush_folder, translated_read_errors

# "Throughline backups", the journal's, and the backup itself.
_DEEPEST = 3
# A time, perhaps a reason, and a number where several were made in one second.
_NAME = re.compile(r"(\d{8}T\d{6}Z)(?:-([a-z][a-z0-9-]*?))?(?:-\d+)?")


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """All backups in a folder, the newest first; none where there is no such folder. Raises CannotReadFile."""
    with translated_read_errors(folder):
        if not folder.is_dir():
            return ()
        found = [backup_at(each) for each in folder.iterdir() if each.is_dir() and not each.name.startswith(".")]
    return _newest_first(found)


def backups_under(folder: Path) -> tuple[Backup, ...]:
    """The folder itself if it is a backup, else those in it and in the folders that a second folder has above them.

    Newest first; what is half-made is left out. Raises CannotReadFile.
    """
    with translated_read_errors(folder):
        found = [backup_at(folder)]
        if not found[0].complete:
            patterns = ["*/" * depth + DATABASE_NAME for depth in range(1, _DEEPEST + 1)]
            below = (each.parent for pattern in patterns for each in folder.glob(pattern))
            found = [backup_at(each) for each in below if not each.name.startswith(".")]
    return _newest_first(each for each in found if each.complete)


def _newest_first(found: Iterable[Backup]) -> tuple[Backup, ...]:
    oldest = datetime.min.replace(tzinfo=UTC)
    return tuple(sorted(found, key=lambda each: (each.at or oldest, each.name), reverse=True))


def backup_at(folder: Path) -> Backup:
    """What can be said about one backup without opening it."""
    at, reason = _read_name(folder.name)
    size = 0
    for name in (DATABASE_NAME, f"{DATABASE_NAME}-wal", KEYS_NAME):
        with contextlib.suppress(OSError):
            size += (folder / name).stat().st_size
    complete = all((folder / name).is_file() for name in (DATABASE_NAME, KEYS_NAME))
    return Backup(folder, at, reason, size, complete)


def rotate(folder: Path, now: datetime, zone: tzinfo) -> tuple[str, ...]:
    """Take away the backups that are not to be kept; returns their names. What cannot go now goes the next time.

    A folder whose name tells no time is somebody's own, and stays. So does one that is not complete: it may be all
    that is left of something, and is not to count as a backup of its day.
    """
    dated = [Dated(each.name, each.at, each.reason) for each in backups_in(folder) if each.at and each.complete]
    kept = to_keep(dated, now, zone)
    gone = []
    for each in dated:
        if each.name not in kept:
            with contextlib.suppress(OSError):
                remove(folder / each.name)
                gone.append(each.name)
    return tuple(gone)


def remove(backup: Path) -> None:
    """Take a backup away; under another name first, so that half of one is never taken for a backup."""
    going = backup.with_name(f".{backup.name}.old")
    shutil.rmtree(going, ignore_errors=True)
    backup.replace(going)
    flush_folder(backup.parent)
    shutil.rmtree(going)


def _read_name(name: str) -> tuple[datetime | None, str]:
    found = _NAME.fullmatch(name)
    if found is None:
        return None, ""
    try:
        at = datetime.fromisoformat(found.group(1))  # strptime would load the locale
    except ValueError:
        return None, ""
    return at, found.group(2) or ""

"""Looking at a damaged journal, and putting what can be read of it in its place."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app.domain import errors
from journal_app.domain.backup import DAMAGED
from journal_app.domain.rescue import Readable, RescueReport, SoundCopy
from journal_app.storage import copies, replacing
from journal_app.storage.backups import DAMAGED_KEYS, DATABASE_NAME, KEYS_NAME
from journal_app.storage.coming_back import come_back
from journal_app.storage.driver import connect, translated
from journal_app.storage.safe_files import make_private_folder, write_private
from journal_app.storage.salvage.keys import FittingKey, fitting_key, fitting_keys
from journal_app.storage.salvage.rebuild import Rebuilt, hurt_in, rebuild
from journal_app.storage.salvage.scan import Scan, scan
from journal_app.storage.writer_lock import WriterLock

if TYPE_CHECKING:
    from sqlite3 import Connection

_LABEL = DAMAGED


def look(folder: Path, passphrase: str | None, cancelled: Callable[[], bool] = lambda: False) -> Readable | None:
    """What can be read of the journal in ``folder``; None if nothing can. Nothing is written.

    Raises CannotReadFile.
    """
    found = _scanned(folder, passphrase, cancelled)
    if found is None or not (found[0].found.entries or found[0].found.check_ins):
        return None
    rows = found[0].found
    return Readable(len(rows.entries), len(rows.check_ins), len(hurt_in(rows)))


def rescue(folder: Path, passphrase: str | None, at: datetime, into: Path | None = None) -> RescueReport:
    """Make a new journal of what can be read, in the damaged one's place, or in the folder ``into``.

    The damaged files become a backup, unchanged; with ``into`` they stay where they are, and the new journal is one of
    its own. Raises JournalDamaged if
    nothing can be read, InUseElsewhere, JournalExists, CannotReadFile, JournalReadOnly, DiskFull or DiskTrouble.
    """
    if into is not None:
        return _rescue_into(folder, passphrase, at, into)
    with writing_alone(folder):
        made, report = _prepare(folder, passphrase, at, replacing.begin(folder))
        kept_in = replacing.commit(folder, _LABEL, at)
    return report(made, kept_in)


def bring_back(folder: Path, copy: SoundCopy, passphrase: str | None, at: datetime) -> Path:
    """Put a sound copy in the journal's place; returns the backup that the present files have become.

    Raises InUseElsewhere, JournalReadOnly, DiskFull or DiskTrouble; the journal is then as it was.
    """
    with writing_alone(folder):
        copies.copy_out(copy.folder, replacing.begin(folder), passphrase, folder, at)
        return replacing.commit(folder, _LABEL, at)


def keys_elsewhere(folder: Path, passphrase: str | None) -> Path | None:
    """The backup whose key file opens the database, where the journal's own does not."""
    fitting = fitting_key(folder, passphrase)
    if fitting is None or not fitting.proven or fitting.key != fitting.present:
        return None
    return fitting.folder if fitting.folder != folder else None


def bring_back_keys(folder: Path, source: Path, at: datetime) -> None:
    """Put the key file of a backup in the place of the journal's; that is kept beside it under another name.

    Raises InUseElsewhere, JournalReadOnly, DiskFull or DiskTrouble.
    """
    with writing_alone(folder):
        present = folder / KEYS_NAME
        if present.exists():
            write_private(folder / f"{DAMAGED_KEYS}{at:%Y%m%dT%H%M%SZ}", present.read_bytes())
        write_private(present, (source / KEYS_NAME).read_bytes())


@contextlib.contextmanager
def writing_alone(folder: Path) -> Iterator[None]:
    """Hold the writer's lock. Raises InUseElsewhere, JournalReadOnly or DiskFull."""
    lock = WriterLock(folder)
    if not lock.acquire():
        raise errors.InUseElsewhere
    try:
        yield
    finally:
        lock.release()


def _rescue_into(folder: Path, passphrase: str | None, at: datetime, into: Path) -> RescueReport:
    if any((into / name).exists() for name in (DATABASE_NAME, KEYS_NAME)):
        raise errors.JournalExists(folder=str(into))
    make_private_folder(into)
    with writing_alone(into):
        made, report = _prepare(folder, passphrase, at, into, of_its_own=True)
    return report(made, folder)


def _prepare(
    folder: Path, passphrase: str | None, at: datetime, target: Path, *, of_its_own: bool = False
) -> tuple[Rebuilt, Callable[[Rebuilt, Path], RescueReport]]:
    found = _scanned(folder, passphrase, lambda: False)
    if found is None or not (found[0].found.entries or found[0].found.check_ins):
        raise errors.JournalDamaged(folder=str(folder))
    scanned, fitting = found
    # Not the key that fitted, if that was given up: it has lain in the open.
    key, keys_in = fitting.present, fitting.folder
    copy = _newest_copy(folder, passphrase, at, key)
    try:
        made = rebuild(scanned.found, target / DATABASE_NAME, key, copy)
    finally:
        if copy is not None:
            copy.close()
    with translated(target):
        connection = connect(target / DATABASE_NAME, key)
        try:
            come_back(connection, folder, at, of_its_own=of_its_own)
        finally:
            connection.close()
    write_private(target / KEYS_NAME, (keys_in / KEYS_NAME).read_bytes())
    return made, lambda rebuilt, kept_in: _report(scanned, rebuilt, kept_in)


def _scanned(folder: Path, passphrase: str | None, cancelled: Callable[[], bool]) -> tuple[Scan, FittingKey] | None:
    """With the key that fits; if none can be shown to, with that of which most comes."""
    database = folder / DATABASE_NAME
    fitting = fitting_keys(folder, passphrase) if database.is_file() else []
    scans = [(scan(database, each.key, cancelled), each) for each in fitting]
    return max(scans, key=lambda each: len(each[0].found.entries) + len(each[0].found.check_ins), default=None)


def _newest_copy(folder: Path, passphrase: str | None, at: datetime, key: bytes) -> Connection | None:
    newest = copies.newest_sound(folder, passphrase, at, key)
    found = copies.opened(newest.folder, passphrase, key) if newest else None
    return found[0] if found else None


def _report(scanned: Scan, made: Rebuilt, kept_in: Path) -> RescueReport:
    return RescueReport(
        entries=made.entries,
        versions=made.versions,
        check_ins=made.check_ins,
        hurt=tuple(made.hurt.values()),
        lost_check_ins=made.lost_check_ins,
        pages=scanned.pages,
        damaged_pages=scanned.damaged,
        proven=scanned.verified,
        kept_in=kept_in,
    )

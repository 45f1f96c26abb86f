"""Putting another journal in the place of the present one, which is kept among the backups.

What is to come is made in ``.replacing/`` and proven there by the caller. ``commit`` writes down the decision, and only
then moves files: the present ones into ``.replacing/present/``, the new ones into their places, and what was gathered
into ``backups/<time>-<label>/``. Each step can be done again. A crash before the decision leaves the journal as it was
and ``settle`` throws the preparations away; after it, ``settle`` completes them.
"""

from __future__ import annotations

import json
import os
import shutil
from datetime import datetime
from pathlib import Path

from journal_app.domain.errors import DiskTrouble
from journal_app.storage.backups import BACKUPS_NAME, DATABASE_NAME, KEYS_NAME, unused
from journal_app.storage.safe_files import flush_folder, make_private_folder, translated_os_errors, write_private

REPLACING_NAME = ".replacing"
"""The folder, inside the journal's, in which what is to come is made."""

_DECISION = "decided"
_PRESENT = "present"
# What SQLite keeps beside a database belongs to that database alone: beside another one it would be taken for its own.
_LOGS = (f"{DATABASE_NAME}-wal", f"{DATABASE_NAME}-journal")
_SHARED_MEMORY = f"{DATABASE_NAME}-shm"


def begin(folder: Path) -> Path:
    """An empty private folder for the journal.db and keys.json that are to come.

    The caller holds the writer's lock. Raises JournalReadOnly, DiskFull or DiskTrouble.
    """
    settle(folder)
    make_private_folder(folder / REPLACING_NAME)
    return folder / REPLACING_NAME


def commit(folder: Path, label: str, at: datetime) -> Path:
    """Put what was prepared in the journal's place; returns the backup that the present journal has become.

    No connection to the journal may be open, and the caller holds the writer's lock. Raises JournalReadOnly, DiskFull
    or DiskTrouble: the journal is then as it was, or as it is to be once ``settle`` could do the rest.
    """
    prepared = folder / REPLACING_NAME
    with translated_os_errors(folder):
        if any((prepared / log).exists() and (prepared / log).stat().st_size for log in _LOGS):
            # Its last words stand there, and could not be folded into it: closing a database does not tell.
            raise DiskTrouble(folder=str(folder))
        for name in (DATABASE_NAME, KEYS_NAME):
            _flush(prepared / name)
        flush_folder(prepared)
    target = unused(folder / BACKUPS_NAME / f"{at:%Y%m%dT%H%M%SZ}-{label}")
    write_private(prepared / _DECISION, json.dumps({"present": target.name}).encode())
    _carry_out(folder)
    return target


def settle(folder: Path) -> None:
    """Complete a replacement that was decided on, or throw away one that was not; does nothing if there is none.

    The caller holds the writer's lock. Raises JournalReadOnly, DiskFull or DiskTrouble.
    """
    prepared = folder / REPLACING_NAME
    if not prepared.exists():
        return
    if (prepared / _DECISION).exists():
        _carry_out(folder)
    else:
        with translated_os_errors(folder):
            shutil.rmtree(prepared)


def is_decided(folder: Path) -> bool:
    """Whether a replacement was cut short after it was decided on: the journal is not to be opened as it is."""
    return (folder / REPLACING_NAME / _DECISION).exists()


def _carry_out(folder: Path) -> None:
    prepared = folder / REPLACING_NAME
    present = prepared / _PRESENT
    with translated_os_errors(folder):
        name = json.loads((prepared / _DECISION).read_bytes())["present"]
        if not (folder / BACKUPS_NAME / name).exists():
            make_private_folder(present)
        _switch(folder, DATABASE_NAME, logs=_LOGS)
        _switch(folder, KEYS_NAME)
        if present.exists():
            make_private_folder(folder / BACKUPS_NAME)
            present.replace(folder / BACKUPS_NAME / name)
            flush_folder(folder / BACKUPS_NAME)
        # The decision goes last: while it stands, all of this is done again.
        for left in prepared.iterdir():
            if left.name != _DECISION:
                left.unlink()
        (prepared / _DECISION).unlink()
        prepared.rmdir()
        flush_folder(folder)


def _switch(folder: Path, name: str, logs: tuple[str, ...] = ()) -> None:
    """One file: the present one is put by, the new one takes its place. Nothing, if that has been done."""
    prepared = folder / REPLACING_NAME
    if not (prepared / name).exists():
        return
    for each in (*logs, name):
        if (folder / each).exists():
            (folder / each).replace(prepared / _PRESENT / each)
    if logs:
        (folder / _SHARED_MEMORY).unlink(missing_ok=True)
    flush_folder(prepared / _PRESENT)
    (prepared / name).replace(folder / name)
    flush_folder(folder)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

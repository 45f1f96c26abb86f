"""Encrypted copies of a journal, each with the key file that opens it."""

from __future__ import annotations

import shutil
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app.domain.errors import JournalDamaged
from journal_app.storage.driver import connect, is_plain, translated
from journal_app.storage.safe_files import flush_folder, make_private_folder, translated_os_errors, write_private

if TYPE_CHECKING:
    from sqlite3 import Connection

DATABASE_NAME = "journal.db"
KEYS_NAME = "keys.json"
DAMAGED_KEYS = f"{KEYS_NAME}.damaged-"
"""How the name of a key file begins that was put by because it did not open the journal."""
BACKUPS_NAME = "backups"
MERGING_NAME = ".merging"
"""Where a copy that is being merged is brought up to date; of no use once that has ended."""


def make_backup(connection: Connection, folder: Path, key: bytes, at: datetime, reason: str) -> Path:
    """Copy the journal in ``folder`` into ``backups/<time>-<reason>/`` and prove that the copy opens.

    Returns the new folder. Raises DiskFull, DiskTrouble or JournalDamaged; then no half-made copy stays behind.
    """
    target = unused(folder / BACKUPS_NAME / f"{at:%Y%m%dT%H%M%SZ}-{reason}")
    unfinished = target.with_name(f".{target.name}.new")
    for left in target.parent.glob(".*.new/"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        make_private_folder(target.parent)
        make_private_folder(unfinished)
        with translated(folder):
            connection.execute("VACUUM INTO ?", (str(unfinished / DATABASE_NAME),))
        with translated_os_errors(folder):
            (unfinished / DATABASE_NAME).chmod(0o600)
            write_private(unfinished / KEYS_NAME, (folder / KEYS_NAME).read_bytes())
            _prove(unfinished / DATABASE_NAME, key)
        with translated_os_errors(folder):
            unfinished.replace(target)
            flush_folder(target.parent)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return target


def unused(target: Path) -> Path:
    """This folder, or where two backups were made in one second, the next name that is free."""
    names = (target if number == 1 else target.with_name(f"{target.name}-{number}") for number in count(1))
    return next(name for name in names if not name.exists())


def _prove(database: Path, key: bytes) -> None:
    if is_plain(database):
        raise RuntimeError("a backup was written in clear")
    with translated(database.parent):
        copy = connect(database, key, read_only=True)
        try:
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
        finally:
            copy.close()
    if verdict != "ok":
        raise JournalDamaged(folder=str(database.parent))

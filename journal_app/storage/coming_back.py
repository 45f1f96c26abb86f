"""What a journal that comes back, from a backup or from damaged files, must not take over from the past."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app.storage.backup_state import read_state
from journal_app.storage.backups import BACKUPS_NAME
from journal_app.storage.rows import utc_text

if TYPE_CHECKING:
    from sqlite3 import Connection

SECOND_FOLDER = "second_folder"
"""The setting that names the second folder for backups."""


def come_back(connection: Connection, folder: Path, at: datetime, *, of_its_own: bool = False) -> None:
    """Make the database behind ``connection`` one that begins to live again now, as the journal in ``folder``.

    What is in its bin has a whole stay before it: brought back after that time, it would go at the first opening. And
    it counts more changes than the last backup there holds, which would pass for one of this journal otherwise.
    ``of_its_own`` makes it another journal, with a uid of its own and no second folder, so that its backups and those
    of the journal it comes from stay apart. No transaction may be open.
    """
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE entries SET deleted_utc = ? WHERE deleted_utc IS NOT NULL", (utc_text(at),))
    connection.execute(
        "UPDATE settings SET value = max(CAST(value AS INTEGER), ?) + 1 WHERE name = 'changes'",
        (read_state(folder / BACKUPS_NAME).changes,),
    )
    if of_its_own:
        connection.execute("UPDATE settings SET value = lower(hex(randomblob(16))) WHERE name = 'journal_uid'")
        connection.execute("DELETE FROM settings WHERE name = ?", (SECOND_FOLDER,))
    connection.execute("COMMIT")

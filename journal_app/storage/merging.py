"""Merging another copy of the same journal: entries by uid, and both texts where both sides were changed.

The copy is read through a temporary one, encrypted like it, which is brought up to the newest schema. All that is new
comes in one transaction; the copy itself then becomes a backup. Merging twice changes nothing more.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app.domain import errors
from journal_app.domain.conflict_copy import is_conflict_copy
from journal_app.domain.merge import MergeReport
from journal_app.storage.backups import BACKUPS_NAME, DATABASE_NAME, KEYS_NAME, MERGING_NAME, unused
from journal_app.storage.driver import DatabaseError, is_plain, sqlite_utils_database, translated
from journal_app.storage.merging_rows import Merger
from journal_app.storage.migrations import APPLICATION_ID, MIGRATIONS, apply_pending, version_of
from journal_app.storage.safe_files import (
    flush_folder,
    make_private_folder,
    touch_private,
    translated_os_errors,
    translated_read_errors,
    write_private,
)
from journal_app.storage.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection


def look_into(vault: Vault, copy: Path) -> MergeReport:
    """What merging a copy would bring.

    Raises CopyIsThisJournal, CopyOfAnotherJournal, CopyWithAnotherKey, CopyDamaged, NewerJournal, CannotReadFile,
    DiskFull or DiskTrouble.
    """
    with _readable(vault, copy) as there, vault.reading() as here:
        return Merger(here, there).report()


def merge(vault: Vault, copy: Path, at: datetime) -> MergeReport:
    """Merge a copy into the open journal. Raises what ``look_into`` raises, InUseElsewhere or JournalReadOnly.

    The journal is then as it was. A copy becomes a backup if, beside the journal, it has the name of a conflict copy;
    any other file stays where it is.
    """
    with _readable(vault, copy) as there, vault.writing() as db:
        merger = Merger(db.conn, there)
        report = merger.report()
        merger.carry_out(at)
    beside = is_conflict_copy(copy.name) and copy.parent.resolve() == vault.folder.resolve()
    kept_in = _put_by(vault.folder, copy, at) if beside else None
    return replace(report, kept_in=kept_in)


@contextlib.contextmanager
def _readable(vault: Vault, copy: Path) -> Iterator[Connection]:
    """A connection to a proven copy of the copy, of the newest schema, which is gone afterwards."""
    temporary = vault.folder / MERGING_NAME
    shutil.rmtree(temporary, ignore_errors=True)
    make_private_folder(temporary)
    try:
        database = temporary / DATABASE_NAME
        _copy_out(vault, copy, database)
        with translated(vault.folder):
            connection = vault.connect_to(database)
            try:
                apply_pending(sqlite_utils_database(connection), MIGRATIONS)
                yield connection
            finally:
                connection.close()
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _copy_out(vault: Vault, copy: Path, database: Path) -> None:
    with translated_read_errors(copy):
        plain, own = is_plain(copy), copy.samefile(vault.folder / DATABASE_NAME)
    if own:
        raise errors.CopyIsThisJournal(name=copy.name)
    if plain:
        raise errors.CopyOfAnotherJournal(name=copy.name)
    try:
        source = vault.connect_to(copy, reading=True)
    except DatabaseError as error:
        raise errors.CopyWithAnotherKey(name=copy.name) from error
    try:
        _check(vault, source, copy)
        touch_private(database)
        # It is another file that is written; the copy itself was opened for reading only.
        source.execute("PRAGMA query_only = OFF")
        with translated(vault.folder):
            source.execute("VACUUM INTO ?", (str(database),))
    except (DatabaseError, errors.JournalDamaged) as error:
        raise errors.CopyDamaged(name=copy.name) from error
    finally:
        source.close()


def _check(vault: Vault, source: Connection, copy: Path) -> None:
    if int(source.execute("PRAGMA application_id").fetchone()[0]) != APPLICATION_ID:
        raise errors.CopyOfAnotherJournal(name=copy.name)
    if version_of(source) > len(MIGRATIONS):
        raise errors.NewerJournal(folder=str(copy.parent))
    with vault.reading() as here:
        if _journal_uid(here) != _journal_uid(source):
            raise errors.CopyOfAnotherJournal(name=copy.name)
    if source.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        raise errors.CopyDamaged(name=copy.name)


def _journal_uid(connection: Connection) -> str:
    return str(connection.execute("SELECT value FROM settings WHERE name = 'journal_uid'").fetchone())


def _put_by(folder: Path, copy: Path, at: datetime) -> Path:
    """Make the copy a backup, with the key file that opens it."""
    target = unused(folder / BACKUPS_NAME / f"{at:%Y%m%dT%H%M%SZ}-merged")
    unfinished = target.with_name(f".{target.name}.new")
    make_private_folder(target.parent)
    make_private_folder(unfinished)
    write_private(unfinished / KEYS_NAME, (folder / KEYS_NAME).read_bytes())
    with translated_os_errors(folder):
        unfinished.replace(target)
        copy.replace(target / DATABASE_NAME)
        (target / DATABASE_NAME).chmod(0o600)
        flush_folder(target)
        flush_folder(target.parent)
        flush_folder(folder)
    return target

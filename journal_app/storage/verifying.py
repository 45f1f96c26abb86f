"""Checking a journal and its backups thoroughly, as nobody would at every start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from journal_app.domain.backup import DAMAGED, Backup, Finding
from journal_app.domain.errors import JournalDamaged, PassphraseNeeded, UserFacingError
from journal_app.storage import key_file
from journal_app.storage.backup_opening import fits, look_into
from journal_app.storage.backup_proof import is_sound
from journal_app.storage.backups import KEYS_NAME
from journal_app.storage.driver import DatabaseError, translation
from journal_app.storage.vault import Vault, connect_where_nothing_may_be_written

if TYPE_CHECKING:
    from sqlite3 import Connection

JOURNAL = "journal"


def verify_journal(vault: Vault, cancelled: Callable[[], bool]) -> Iterator[Finding]:
    """The open journal: its pages and tables, what points from one to another, the search index, the key file.

    Raises Cancelled, DiskFull or DiskTrouble.
    """
    try:
        with vault.copying() as (connection, _):
            yield Finding(JOURNAL, "database", _holds(vault, lambda: is_sound(connection, cancelled, thorough=True)))
            yield Finding(JOURNAL, "links", _holds(vault, lambda: _has_no_loose_ends(connection)))
            yield Finding(JOURNAL, "search", _holds(vault, lambda: _index_fits(vault, connection)))
    except JournalDamaged:
        yield Finding(JOURNAL, "database", right=False)
    yield Finding(JOURNAL, "key", _has_usable_keys(vault))


def verify_backup(backup: Backup, key: bytes, cancelled: Callable[[], bool]) -> Finding:
    """One backup, with the journal's key or else its own; of one with another passphrase nothing can be told.

    What was put by because it is damaged is not examined: that it is would be no news. Raises Cancelled.
    """
    if backup.reason == DAMAGED:
        return Finding(backup.name, DAMAGED, None)
    right: bool | None = False
    if backup.complete:
        try:
            if not fits(backup.folder, key):
                key = key_file.read_data_key(backup.folder / KEYS_NAME, None)
            right = fits(backup.folder, key) and _is_sound(backup, key, cancelled)
        except PassphraseNeeded:
            right = None
        except (UserFacingError, DatabaseError):
            right = False
    return Finding(backup.name, "contents", right)


def _is_sound(backup: Backup, key: bytes, cancelled: Callable[[], bool]) -> bool:
    look_into(backup.folder, key)
    connection = connect_where_nothing_may_be_written(backup.folder, key)
    try:
        return is_sound(connection, cancelled, thorough=True)
    finally:
        connection.close()


def _holds(vault: Vault, check: Callable[[], bool]) -> bool:
    """Whether it is so; damage met on the way says that it is not, while a full disk or the like says nothing."""
    try:
        return check()
    except DatabaseError as error:
        if isinstance(translation(error, vault.folder), JournalDamaged):
            return False
        raise translation(error, vault.folder) from error
    except JournalDamaged:
        return False


def _has_no_loose_ends(connection: Connection) -> bool:
    return connection.execute("PRAGMA foreign_key_check").fetchone() is None


def _index_fits(vault: Vault, connection: Connection) -> bool:
    """Whether the words in the search index are those of the entries; a reader can only count them."""
    indexed = connection.execute("SELECT count(*) FROM entries_fts_docsize").fetchone()
    if indexed != connection.execute("SELECT count(*) FROM entries").fetchone():
        return False
    if vault.read_only:
        return bool(connection.execute("PRAGMA integrity_check(entries_fts)").fetchone()[0] == "ok")
    with vault.writing(counts=False) as db:
        # FTS5 takes its commands as rows; this one changes nothing. A rank of 1 has it read the entries as well.
        db.conn.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")
    return True


def _has_usable_keys(vault: Vault) -> bool:
    try:
        key_file.has_passphrase(vault.folder / KEYS_NAME)
    except UserFacingError:
        return False
    return True

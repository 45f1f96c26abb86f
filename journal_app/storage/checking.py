"""Whether an open journal is sound: every page as it was written, and all of it hanging together."""

from __future__ import annotations

from journal_app.domain.errors import JournalDamaged
from journal_app.storage.backups import DATABASE_NAME
from journal_app.storage.driver import DatabaseError
from journal_app.storage.vault import Vault

LARGEST_CHECKED_WHOLE = 64 * 1024 * 1024
"""Up to here the structure is checked as well as the pages.

On two cores 211 MB (50,000 entries) take 0.8 s for the pages and 2.6 s for the structure, and meanwhile nothing else is
done in the worker; at this size it is 0.25 s and 0.8 s.
"""


_WRONG = (
    "PRAGMA foreign_key_check",
    # SQLite's own check tells a broken search index, but not one that lacks entries.
    "SELECT 1 WHERE (SELECT count(*) FROM entries) <> (SELECT count(*) FROM entries_fts_docsize)",
)


def pages_are_sound(vault: Vault) -> bool:
    """Whether the code of every page fits, by SQLCipher's own check. Raises DiskTrouble or InUseElsewhere."""
    # The file is read past SQLite's locks, and a page that is being written may be read half: what is damaged stays so.
    return any(_says_nothing(vault, "PRAGMA cipher_integrity_check") for _ in range(3))


def structure_is_sound(vault: Vault) -> bool:
    """Whether SQLite finds its structures whole, no row points at nothing and the search index knows every entry.

    True for a journal too large to ask.

    Raises DiskTrouble or InUseElsewhere.
    """
    if (vault.folder / DATABASE_NAME).stat().st_size > LARGEST_CHECKED_WHOLE:
        return True
    with vault.reading() as connection:
        try:
            sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        except DatabaseError as error:
            if not _is_damage(error):
                raise
            return False
    return sound and all(_says_nothing(vault, question) for question in _WRONG)


def mend_search(vault: Vault) -> bool:
    """Make the search index anew, where that can be done; whether it was.

    Nothing anybody wrote stands in it alone.
    """
    if vault.read_only:
        return False
    try:
        with vault.writing(counts=False) as db:
            db.conn.execute("INSERT INTO entries_fts (entries_fts) VALUES ('rebuild')")
    except JournalDamaged:
        return False
    return True


def _says_nothing(vault: Vault, question: str) -> bool:
    with vault.reading() as connection:
        try:
            return connection.execute(question).fetchone() is None
        except DatabaseError as error:
            if not _is_damage(error):
                raise
            return False


def _is_damage(error: Exception) -> bool:
    return str(getattr(error, "sqlite_errorname", "")).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))

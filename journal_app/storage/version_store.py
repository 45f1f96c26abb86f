"""Reading the earlier versions of entries. They are kept as a text is saved: see ``EntryStore.save_text``."""

from __future__ import annotations

from collections.abc import Iterator

from journal_app.domain.errors import NoSuchEntry, NoSuchVersion
from journal_app.domain.versions import Mark, Version
from journal_app.storage.vault import Vault
from journal_app.storage.version_rows import marks_of, version_of


class VersionStore:
    """The versions of one journal's entries."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def count(self, uid: str) -> int:
        """How many versions of an entry there are; 0 also where there is no such entry."""
        with self._vault.reading() as connection:
            row = connection.execute(
                "SELECT count(*) FROM versions WHERE entry_id = (SELECT id FROM entries WHERE uid = ?)", (uid,)
            ).fetchone()
        return int(row[0])

    def marks(self, uid: str) -> tuple[Mark, ...]:
        """The marks of an entry's versions, the newest first. Raises NoSuchEntry."""
        with self._vault.reading() as connection:
            row = connection.execute("SELECT id FROM entries WHERE uid = ?", (uid,)).fetchone()
            if row is None:
                raise NoSuchEntry(uid=uid[:40])
            return marks_of(connection, int(row[0]))

    def get(self, uid: str, number: int) -> Version:
        """One version. Raises NoSuchVersion."""
        with self._vault.reading() as connection:
            row = connection.execute(
                "SELECT id, kept_utc, reason, title, body FROM versions "
                "WHERE id = ? AND entry_id = (SELECT id FROM entries WHERE uid = ?)",
                (number, uid),
            ).fetchone()
        if row is None:
            raise NoSuchVersion
        return version_of(row)

    def each(self, uid: str) -> Iterator[Version]:
        """Every version of an entry, the newest first, one in memory at a time. Raises NoSuchEntry."""
        for mark in self.marks(uid):
            yield self.get(uid, mark.number)

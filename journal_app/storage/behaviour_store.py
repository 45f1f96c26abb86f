"""Behaviours in the database: one's own, what was chosen about those that ship, and every statement ever rated."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from journal_app.domain.behaviours import FIRST_OWN_POSITION, Choice, Held
from journal_app.domain.content import Wording
from journal_app.storage.rows import utc_text
from journal_app.storage.statements import keep_statements
from journal_app.storage.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection


class BehaviourStore:
    """What one journal holds about behaviours."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def held(self) -> Held:
        """Everything, in one go."""
        with self._vault.reading() as connection:
            choices = connection.execute(
                "SELECT key, practice, position, asked, wording, deleted_utc FROM behaviours"
            ).fetchall()
            wordings: dict[str, list[Wording]] = {}
            for key, number, text in connection.execute(
                "SELECT behaviour, wording, text FROM behaviour_wordings ORDER BY since_utc, wording"
            ):
                wordings.setdefault(str(key), []).append(Wording(int(number), str(text)))
            rated = frozenset(connection.execute("SELECT DISTINCT behaviour, wording FROM ratings"))
        return Held(
            {
                str(key): Choice(practice, position, bool(asked), wording, deleted is not None)
                for key, practice, position, asked, wording, deleted in choices
            },
            wordings,
            rated,
        )

    def add(self, key: str, practice: str, text: str, now: datetime) -> None:
        """Add one of one's own, behind all others."""
        with self._vault.writing() as db:
            db.conn.execute(
                "INSERT INTO behaviours (key, practice, position, wording) "
                "SELECT ?, ?, coalesce(max(position) + 1, ?), 1 FROM behaviours WHERE position >= ?",
                (key, practice, FIRST_OWN_POSITION, FIRST_OWN_POSITION),
            )
            keep_statements(db.conn, {key: Wording(1, text)}, now)

    def reword(
        self, key: str, practice: str, wording: Wording | None, kept: Wording | None, drop: int | None, now: datetime
    ) -> None:
        """Give a behaviour another statement; None is the one that ships.

        ``kept`` is the present one, if it was rated; ``drop`` is its number if it never was.
        """
        with self._vault.writing() as db:
            if drop is not None:
                db.conn.execute("DELETE FROM behaviour_wordings WHERE behaviour = ? AND wording = ?", (key, drop))
            keep_statements(db.conn, {key: kept} if kept else {}, now)
            keep_statements(db.conn, {key: wording} if wording else {}, now)
            _make_choices(db.conn, {key: practice})
            number = wording.number if wording else None
            db.conn.execute("UPDATE behaviours SET wording = ? WHERE key = ?", (number, key))

    def ask(self, practices: Mapping[str, str], *, asked: bool) -> None:
        """Have check-ins ask about these behaviours (with their practices), or no longer."""
        with self._vault.writing() as db:
            _make_choices(db.conn, practices)
            db.conn.executemany("UPDATE behaviours SET asked = ? WHERE key = ?", [(int(asked), k) for k in practices])

    def set_deleted(self, keys: Collection[str], at: datetime | None) -> None:
        """Take some of one's own away, or bring them back (None)."""
        deleted = utc_text(at) if at else None
        with self._vault.writing() as db:
            db.conn.executemany("UPDATE behaviours SET deleted_utc = ? WHERE key = ?", [(deleted, key) for key in keys])


def _make_choices(connection: Connection, practices: Mapping[str, str]) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO behaviours (key, practice, position) VALUES (?, ?, 0)", list(practices.items())
    )

"""The statements that were ever rated, in the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from journal_app.domain.content import Wording
from journal_app.storage.rows import utc_text

if TYPE_CHECKING:
    from sqlite3 import Connection


def keep_statements(connection: Connection, statements: Mapping[str, Wording], now: datetime) -> None:
    """Keep these statements by their numbers, unless they are known. The caller holds the transaction."""
    connection.executemany(
        "INSERT OR IGNORE INTO behaviour_wordings (behaviour, wording, text, since_utc) VALUES (?, ?, ?, ?)",
        [(key, wording.number, wording.text, utc_text(now)) for key, wording in statements.items()],
    )


_FREE = """
    SELECT coalesce(max(wording), 0) + 1 FROM (
        SELECT wording FROM behaviour_wordings WHERE behaviour = ?1
        UNION SELECT wording FROM ratings WHERE behaviour = ?1
    )
"""


def numbered(connection: Connection, statements: Mapping[str, str]) -> dict[str, Wording]:
    """These statements, by behaviour, with the numbers they have here, or free ones. The caller holds a transaction."""
    found = {}
    for key, text in statements.items():
        row = connection.execute(
            "SELECT wording FROM behaviour_wordings WHERE behaviour = ? AND text = ?", (key, text)
        ).fetchone()
        found[key] = Wording(int((row or connection.execute(_FREE, (key,)).fetchone())[0]), text)
    return found

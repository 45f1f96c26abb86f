"""The statements that were ever rated, in the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from journal_app.storage.rows import utc_text

if TYPE_CHECKING:
    from sqlite3 import Connection

    from journal_app.domain.content import Wording


def keep_statements(connection: Connection, statements: Mapping[str, Wording], now: datetime) -> None:
    """Keep these statements by their numbers, unless they are known. The caller holds the transaction."""
    connection.executemany(
        "INSERT OR IGNORE INTO behaviour_wordings (behaviour, wording, text, since_utc) VALUES (?, ?, ?, ?)",
        [(key, wording.number, wording.text, utc_text(now)) for key, wording in statements.items()],
    )

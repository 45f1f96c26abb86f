"""Small values that belong to one journal and stay encrypted with it."""

from __future__ import annotations

from journal_app.storage.vault import Vault


class SettingsStore:
    """Names and text values."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def get(self, name: str) -> str | None:
        """The value, or None."""
        with self._vault.reading() as connection:
            row = connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def put(self, name: str, value: str | None) -> None:
        """Set a value; None removes it."""
        with self._vault.writing() as db:
            if value is None:
                db.table("settings").delete_where("name = ?", [name])
            else:
                db.table("settings").upsert({"name": name, "value": value}, pk="name")

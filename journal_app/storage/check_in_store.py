"""Check-ins and their ratings in the database, and the one that is half done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime

from journal_app.domain.check_in import CheckIn
from journal_app.storage.rows import day_of, utc_of, utc_text
from journal_app.storage.settings_store import SettingsStore
from journal_app.storage.vault import Vault

_DRAFT = "check_in_draft"


class CheckInStore:
    """The check-ins of one journal."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._settings = SettingsStore(vault)

    def add(self, on: date, ratings: Mapping[str, int | None], wordings: Mapping[str, int], now: datetime) -> str:
        """Add a check-in with all its ratings, drop the half-done one, and return the uid."""
        from uuid import uuid4

        uid = uuid4().hex
        with self._vault.writing() as db:
            row = {"uid": uid, "on_date": on.isoformat(), "recorded_utc": utc_text(now)}
            check_in_id = int(str(db.table("check_ins").insert(row, pk="id").last_pk))
            db.conn.executemany(
                "INSERT INTO ratings (check_in_id, behaviour, wording, value) VALUES (?, ?, ?, ?)",
                [(check_in_id, key, wordings.get(key, 1), value) for key, value in ratings.items()],
            )
            db.table("settings").delete_where("name = ?", [_DRAFT])
        return uid

    def remove(self, uid: str) -> None:
        """Take a check-in back."""
        with self._vault.writing() as db:
            db.table("check_ins").delete_where("uid = ?", [uid])

    def all(self) -> tuple[CheckIn, ...]:
        """Every check-in, oldest first."""
        with self._vault.reading() as connection:
            heads = connection.execute(
                "SELECT id, uid, on_date, recorded_utc FROM check_ins ORDER BY on_date, recorded_utc, id"
            ).fetchall()
            ratings: dict[int, dict[str, int | None]] = {int(head[0]): {} for head in heads}
            for check_in_id, behaviour, value in connection.execute(
                "SELECT check_in_id, behaviour, value FROM ratings"
            ):
                ratings[int(check_in_id)][str(behaviour)] = value
        return tuple(CheckIn(str(uid), day_of(on), ratings[int(key)], utc_of(at)) for key, uid, on, at in heads)

    def last_day(self) -> date | None:
        """The day of the newest check-in."""
        with self._vault.reading() as connection:
            row = connection.execute("SELECT max(on_date) FROM check_ins").fetchone()
        return day_of(row[0]) if row[0] else None

    def keep_draft(self, ratings: Mapping[str, int | None]) -> None:
        """Keep a half-done check-in; an empty one is dropped."""
        self._settings.put(_DRAFT, json.dumps(dict(ratings)) if ratings else None)

    def draft(self) -> dict[str, int | None]:
        """The half-done check-in, or an empty dict."""
        text = self._settings.get(_DRAFT)
        return dict(json.loads(text)) if text else {}

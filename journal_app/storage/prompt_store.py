"""Which prompts were shown, passed over, put off and answered, and when."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from journal_app.domain.prompting import PromptEvent
from journal_app.storage.rows import day_of, utc_text
from journal_app.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Iterable


class PromptStore:
    """The history of prompts in one journal."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def record(self, events: Iterable[PromptEvent], now: datetime) -> None:
        """Keep what happened to prompts."""
        events = tuple(events)
        rows = [
            {"prompt_key": e.prompt, "kind": e.kind, "on_date": e.on.isoformat(), "at_utc": utc_text(now)}
            for e in events
        ]
        # Each start shows a prompt: that alone is not worth a backup.
        with self._vault.writing(counts=any(e.kind != "shown" for e in events)) as db:
            db.table("prompt_events").insert_all(rows, pk="id")

    def take_back(self, prompt: str, kind: str, on: date) -> None:
        """Forget what happened to a prompt on a day, as an undo does."""
        with self._vault.writing() as db:
            db.table("prompt_events").delete_where(
                "prompt_key = ? AND kind = ? AND on_date = ?", [prompt, kind, on.isoformat()]
            )

    def history(self) -> tuple[PromptEvent, ...]:
        """Everything that happened to prompts, oldest first."""
        with self._vault.reading() as connection:
            rows = connection.execute("SELECT prompt_key, kind, on_date FROM prompt_events ORDER BY on_date, id")
            return tuple(PromptEvent(str(key), str(kind), day_of(day)) for key, kind, day in rows)

"""Check-ins that are not saved yet, and what was chosen about checking in: small values among the settings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from journal_app.domain.check_in import HalfDone
from journal_app.domain.rhythm import Rhythm
from journal_app.storage.answer_texts import half_done_json, half_done_of
from journal_app.storage.check_in_rows import entries_known
from journal_app.storage.rows import day_of
from journal_app.storage.settings_store import SettingsStore
from journal_app.storage.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection

SLOTS = {"now": "check_in_draft", "then": "then_draft", "edit": "edit_draft"}
"""Under which setting each kind of half-done check-in is kept."""

_RHYTHM = "check_in_rhythm"
_PUT_OFF = "look_back_put_off"


class HalfDoneStore:
    """One half-done check-in in each slot, the rhythm, and until when looking back was put off."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._settings = SettingsStore(vault)

    def keep(self, half_done: HalfDone | None, slot: str) -> None:
        """Keep a half-done check-in; None, or one without answers, is dropped."""
        self._settings.put(SLOTS[slot], _text_of(half_done))

    def get(self, slot: str) -> HalfDone | None:
        """The half-done one. Reflections that are gone for good are left out; those in the bin may come back."""
        text = self._settings.get(SLOTS[slot])
        if not text:
            return None
        found = half_done_of(text)
        uids = found.answers.attached
        if uids:
            with self._vault.reading() as connection:
                known = entries_known(connection, uids, bin_too=True)
            found = HalfDone(found.answers.with_only(known), found.on, found.as_of, found.editing)
        return found

    def rhythm(self) -> Rhythm:
        """How often the person means to check in."""
        text = self._settings.get(_RHYTHM)
        return Rhythm(text) if text else Rhythm.MONTHLY

    def set_rhythm(self, rhythm: Rhythm) -> None:
        """Choose how often."""
        self._settings.put(_RHYTHM, rhythm.value)

    def look_back_put_off(self) -> date | None:
        """The day on which looking back was last put off."""
        text = self._settings.get(_PUT_OFF)
        return day_of(text) if text else None

    def put_off_look_back(self, on: date) -> None:
        """Remember that looking back was put off on this day."""
        self._settings.put(_PUT_OFF, on.isoformat())


def put_half_done(connection: Connection, half_done: HalfDone, slot: str) -> None:
    """Keep a half-done check-in that has answers. The caller holds a transaction."""
    connection.execute(
        "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (SLOTS[slot], _text_of(half_done))
    )


def drop_half_done(connection: Connection, slot: str, *, editing: str = "") -> None:
    """Drop what is half done; of another check-in than the one ``editing``, nothing. The caller holds a transaction."""
    name = SLOTS[slot]
    row = connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    if row and half_done_of(row[0]).editing == editing:
        connection.execute("DELETE FROM settings WHERE name = ?", (name,))


def _text_of(half_done: HalfDone | None) -> str | None:
    return half_done_json(half_done) if half_done and half_done.answers else None

"""What a start asks about check-ins: their days, how often they are meant to be, whether looking back was put off."""

from __future__ import annotations

from datetime import date

from journal_app.domain.rhythm import Rhythm
from journal_app.storage.rows import day_of
from journal_app.storage.settings_store import SettingsStore
from journal_app.storage.vault import Vault

PRESENT = "deleted_utc IS NULL AND as_of IS NULL"
"""Holds for an ordinary check-in: not in the bin, and no look back."""

RHYTHM = "check_in_rhythm"
"""The setting that says how often check-ins are meant to be."""

_PUT_OFF = "look_back_put_off"


class CheckInDays:
    """Small questions about the check-ins of one journal; none of them reads a rating."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._settings = SettingsStore(vault)

    def count(self) -> int:
        """How many check-ins there are."""
        return int(str(self._one(f"SELECT count(*) FROM check_ins WHERE {PRESENT}")))

    def first_day(self) -> date | None:
        """The day of the oldest check-in."""
        return _day(self._one(f"SELECT min(on_date) FROM check_ins WHERE {PRESENT}"))

    def last_day(self, until: date = date.max) -> date | None:
        """The day of the newest check-in that is not about a later day than this."""
        question = f"SELECT max(on_date) FROM check_ins WHERE {PRESENT} AND on_date <= ?"
        return _day(self._one(question, until.isoformat()))

    def last_look_back(self) -> date | None:
        """The day on which somebody last looked back."""
        question = "SELECT max(on_date) FROM check_ins WHERE deleted_utc IS NULL AND as_of IS NOT NULL"
        return _day(self._one(question))

    def rhythm(self) -> Rhythm:
        """How often the person means to check in."""
        text = self._settings.get(RHYTHM)
        return Rhythm(text) if text else Rhythm.MONTHLY

    def set_rhythm(self, rhythm: Rhythm) -> None:
        """Choose how often."""
        self._settings.put(RHYTHM, rhythm.value)

    def look_back_put_off(self) -> date | None:
        """The day on which looking back was last put off."""
        text = self._settings.get(_PUT_OFF)
        return day_of(text) if text else None

    def put_off_look_back(self, on: date) -> None:
        """Remember that looking back was put off on this day."""
        self._settings.put(_PUT_OFF, on.isoformat())

    def _one(self, question: str, *values: str) -> str | int | None:
        with self._vault.reading() as connection:
            found: str | int | None = connection.execute(question, values).fetchone()[0]
        return found


def _day(text: str | int | None) -> date | None:
    return day_of(str(text)) if text else None

"""Bringing in what of another copy stands among its settings: check-ins that are not saved yet. Choices stay ours."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from journal_app.domain.half_done import slot_of
from journal_app.domain.rhythm import Rhythm
from journal_app.storage.answer_texts import half_done_of
from journal_app.storage.half_done_store import OLD_NAMES, PREFIX

if TYPE_CHECKING:
    from sqlite3 import Connection

_RHYTHM = "check_in_rhythm"


class SettingsMerger:
    """``begun`` is for what check-ins are half done there and not here; ``left`` how many others there are that differ
    from ours."""

    def __init__(self, here: Connection, there: Connection) -> None:
        self._here, self._there = here, there

    @property
    def begun(self) -> tuple[str, ...]:
        """To be brought."""
        return self._compared[0]

    @property
    def left(self) -> int:
        """To be left in the copy: another was begun here for the same purpose."""
        return self._compared[1]

    @property
    def is_other_rhythm(self) -> bool:
        """Whether check-ins are meant to be more often, or less, there."""
        return _rhythm(self._there) not in (None, _rhythm(self._here) or Rhythm.MONTHLY.value)

    def carry_out(self) -> None:
        """Bring them. The caller holds a transaction."""
        there = _texts(self._there)
        self._here.executemany(
            "INSERT INTO settings (name, value) VALUES (?, ?)", [(PREFIX + slot, there[slot]) for slot in self.begun]
        )

    @cached_property
    def _compared(self) -> tuple[tuple[str, ...], int]:
        ours, theirs = _texts(self._here), _texts(self._there)
        both = [slot for slot in theirs if slot in ours]
        left = sum(half_done_of(ours[slot]) != half_done_of(theirs[slot]) for slot in both)
        return tuple(slot for slot in theirs if slot not in ours), left


def _texts(connection: Connection) -> dict[str, str]:
    """What is half done, by what it is for, under its present names and those of earlier versions."""
    rows = dict(connection.execute("SELECT name, value FROM settings ORDER BY name").fetchall())
    old = {slot_of(half_done_of(rows[name])): rows[name] for name in OLD_NAMES if name in rows}
    return old | {name.removeprefix(PREFIX): text for name, text in rows.items() if name.startswith(PREFIX)}


def _rhythm(connection: Connection) -> str | None:
    row = connection.execute("SELECT value FROM settings WHERE name = ?", (_RHYTHM,)).fetchone()
    return row and str(row[0])

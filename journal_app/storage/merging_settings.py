"""Bringing in what of another copy stands among its settings: check-ins that are not saved yet. Choices stay ours."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from journal_app.domain.check_in import HalfDone
from journal_app.domain.rhythm import Rhythm
from journal_app.storage.answer_texts import half_done_of

if TYPE_CHECKING:
    from sqlite3 import Connection

_HALF_DONE = ("half_done ", "check_in_draft", "then_draft", "edit_draft")
"""How the names of settings begin that hold a half-done check-in, in this version or an earlier one."""

_RHYTHM = "check_in_rhythm"


class SettingsMerger:
    """``begun`` are the settings there with a half-done check-in for which there is none here; ``left`` how many others
    there are that differ from ours."""

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
            "INSERT INTO settings (name, value) VALUES (?, ?)", [(name, there[name]) for name in self.begun]
        )

    @cached_property
    def _compared(self) -> tuple[tuple[str, ...], int]:
        ours, begun, left = _texts(self._here), [], 0
        here = {_purpose(found): found for found in map(half_done_of, ours.values())}
        for name, text in _texts(self._there).items():
            theirs = half_done_of(text)
            if _purpose(theirs) not in here and name not in ours:
                begun.append(name)
            elif theirs != here.get(_purpose(theirs)):
                left += 1
        return tuple(begun), left


def _purpose(half_done: HalfDone) -> tuple[str, str]:
    """What tells two that are about different things: the check-in being changed, or the day thought back to."""
    return half_done.editing, half_done.as_of.isoformat() if half_done.as_of else ""


def _texts(connection: Connection) -> dict[str, str]:
    return {
        name: text
        for name, text in connection.execute("SELECT name, value FROM settings ORDER BY name")
        if name.startswith(_HALF_DONE)
    }


def _rhythm(connection: Connection) -> str | None:
    row = connection.execute("SELECT value FROM settings WHERE name = ?", (_RHYTHM,)).fetchone()
    return row and str(row[0])

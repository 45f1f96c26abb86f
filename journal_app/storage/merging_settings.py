"""Bringing in what of another copy stands among its settings: check-ins that are not saved yet. Choices stay ours."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from journal_app.domain.check_in import Answers, HalfDone
from journal_app.domain.half_done import slot_of
from journal_app.domain.rhythm import Rhythm
from journal_app.storage.answer_texts import half_done_of
from journal_app.storage.check_in_days import RHYTHM
from journal_app.storage.half_done_store import OLD_NAMES, PREFIX
from journal_app.storage.merging_check_ins import CheckInMerger
from journal_app.storage.merging_sides import Said

if TYPE_CHECKING:
    from sqlite3 import Connection


class SettingsMerger:
    """``begun`` is for what check-ins are half done there and not here; ``left`` how many others there are that differ
    from ours. What has been saved here since is neither."""

    def __init__(self, here: Connection, there: Connection, check_ins: CheckInMerger) -> None:
        self._here, self._there, self._check_ins = here, there, check_ins

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
        ours = {slot: half_done_of(text) for slot, text in _texts(self._here).items()}
        theirs = {slot: half_done_of(text) for slot, text in _texts(self._there).items()}
        unsaved = {slot: each for slot, each in theirs.items() if not self._is_saved(each)}
        left = sum(ours[slot] != each for slot, each in unsaved.items() if slot in ours)
        return tuple(slot for slot in unsaved if slot not in ours), left

    def _is_saved(self, half_done: HalfDone) -> bool:
        """Whether it was finished here since the copy was made: a check-in here says it, and none there ever did."""
        return any(_says(said, half_done) for said in self._check_ins.said_here_alone)


def _texts(connection: Connection) -> dict[str, str]:
    """What is half done, by what it is for, under its present names and those of earlier versions."""
    rows = dict(connection.execute("SELECT name, value FROM settings ORDER BY name").fetchall())
    old = {slot_of(half_done_of(rows[name])): rows[name] for name in OLD_NAMES if name in rows}
    return old | {name.removeprefix(PREFIX): text for name, text in rows.items() if name.startswith(PREFIX)}


def _says(said: Said, half_done: HalfDone) -> bool:
    """Whether a check-in is for the same purpose and says all of this. What is not sure counts as a no."""
    texts = half_done.statements
    if any(said.statements.get(key) != texts[key] for key in half_done.answers.ratings if key in texts):
        return False
    mine, all_of_it = _facts(half_done.answers), _facts(said.answers)
    on = half_done.on.isoformat() if half_done.on else None
    if half_done.editing:
        # An answer that is lacking was taken away, so that a part of the answers is not the same.
        return (said.uid, said.on) == (half_done.editing, on or said.on) and mine == all_of_it
    as_of = half_done.as_of.isoformat() if half_done.as_of else None
    return said.as_of == as_of and (as_of is not None or said.on == on) and mine <= all_of_it


def _facts(answers: Answers) -> frozenset[tuple[str, str, object]]:
    """Each thing that is said, of which behaviour, in which way; notes as they are saved."""
    return frozenset(
        (
            *(("rating", key, value) for key, value in answers.ratings.items()),
            *(("note", key, note.strip()) for key, note in answers.notes.items() if note.strip()),
            *(("evidence", key, uid) for key, uids in answers.evidence.items() for uid in uids),
        )
    )


def _rhythm(connection: Connection) -> str | None:
    row = connection.execute("SELECT value FROM settings WHERE name = ?", (RHYTHM,)).fetchone()
    return row and str(row[0])

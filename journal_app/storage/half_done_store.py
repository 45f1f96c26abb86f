"""Check-ins that are not saved yet: small values among the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from journal_app.domain.check_in import Answers, HalfDone
from journal_app.domain.half_done import slot_of
from journal_app.storage.answer_texts import half_done_json, half_done_of
from journal_app.storage.check_in_rows import entries_known
from journal_app.storage.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection

PREFIX = "half_done "
"""How the names of settings begin that hold a half-done check-in; then comes what it is for."""

OLD_NAMES = ("check_in_draft", "then_draft", "edit_draft")
"""The settings that earlier versions kept one of each kind in."""

_OLD_ROWS = ("SELECT name FROM settings WHERE name IN (?, ?, ?)", OLD_NAMES)


class HalfDoneStore:
    """The half-done check-ins, one for each purpose."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def keep(self, half_done: Mapping[str, HalfDone | None]) -> None:
        """Keep half-done check-ins, each for its purpose, all or none; None, or one without answers, is dropped."""
        with self._vault.writing() as db:
            put_half_done(db.conn, half_done)

    def get(self, slot: str) -> HalfDone | None:
        """The half-done one for a purpose."""
        return self.all().get(slot)

    def all(self) -> dict[str, HalfDone]:
        """Every half-done one. Reflections that are gone for good are left out; those in the bin may come back."""
        with self._vault.reading() as connection:
            found = _read(connection)
            uids = {uid for each in found.values() for uid in each.answers.attached}
            known = entries_known(connection, uids, bin_too=True)
        return {
            slot: replace(each, answers=each.answers.with_only(known)) if each.answers.attached - known else each
            for slot, each in found.items()
        }

    def still_there(self, answers: Answers) -> Answers:
        """The answers without reflections that are gone for good."""
        with self._vault.reading() as connection:
            return answers.with_only(entries_known(connection, answers.attached, bin_too=True))


def put_half_done(connection: Connection, half_done: Mapping[str, HalfDone | None]) -> None:
    """Keep half-done check-ins, each for its purpose, and drop those that are None. The caller holds a transaction."""
    old = [name for (name,) in connection.execute(*_OLD_ROWS)]
    there = _read(connection) if old else {}
    connection.executemany("DELETE FROM settings WHERE name = ?", [(name,) for name in old])
    for slot, each in {**there, **half_done}.items():
        if each is not None and each.answers:
            connection.execute(
                "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (PREFIX + slot, half_done_json(each))
            )
        else:
            connection.execute("DELETE FROM settings WHERE name = ?", (PREFIX + slot,))


def is_begun(connection: Connection, slot: str) -> bool:
    """Whether there is a half-done check-in for a purpose."""
    return slot in _read(connection)


def _read(connection: Connection) -> dict[str, HalfDone]:
    rows = connection.execute(
        "SELECT name, value FROM settings WHERE substr(name, 1, ?) = ?", (len(PREFIX), PREFIX)
    ).fetchall()
    found = {name[len(PREFIX) :]: half_done_of(text) for name, text in rows}
    for (name,) in connection.execute(*_OLD_ROWS).fetchall():
        (text,) = connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        old = half_done_of(text)
        found.setdefault(slot_of(old), old)
    return found

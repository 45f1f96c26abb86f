"""Bringing in the behaviours of another copy: one's own by key, statements by their text."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite3 import Connection

_Row = tuple[Any, ...]


class BehaviourMerger:
    """Numbers of statements are counted within one journal: ``number`` says which one a number there has here."""

    def __init__(self, here: Connection, there: Connection) -> None:
        self._here, self._there = here, there
        self._numbers: dict[tuple[str, int], int] = {}

    @cached_property
    def news(self) -> tuple[str, ...]:
        """The behaviours that are not here, or were worded anew there since."""
        here, there = _present(self._here), _present(self._there)
        return tuple(key for key, row in there.items() if key not in here or _is_later(row, here[key]))

    def carry_out(self) -> None:
        """Bring in statements and behaviours. The caller holds a transaction."""
        news = self.news
        for row in self._there.execute(
            "SELECT behaviour, wording, text, since_utc FROM behaviour_wordings ORDER BY behaviour, wording"
        ).fetchall():
            self._keep_statement(*row)
        for key in news:
            self._take(key)

    def number(self, key: str, there: int) -> int:
        """The number here of a statement there; one from before statements were kept has the same on both sides."""
        return self._numbers.get((key, there), there)

    def _keep_statement(self, key: str, number: int, text: str, since: str) -> None:
        known = {
            str(each): int(at)
            for at, each in self._here.execute(
                "SELECT wording, text FROM behaviour_wordings WHERE behaviour = ?", (key,)
            )
        }
        if text not in known:
            free = number if number not in known.values() else max(known.values()) + 1
            self._here.execute("INSERT INTO behaviour_wordings VALUES (?, ?, ?, ?)", (key, free, text, since))
            known[text] = free
        self._numbers[key, number] = known[text]

    def _take(self, key: str) -> None:
        practice, position, asked, wording, deleted = self._there.execute(
            "SELECT practice, position, asked, wording, deleted_utc FROM behaviours WHERE key = ?", (key,)
        ).fetchone()
        number = None if wording is None else self.number(key, wording)
        self._here.execute(
            "INSERT INTO behaviours (key, practice, position, asked, wording, deleted_utc) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (key) DO UPDATE SET wording = excluded.wording",
            (key, practice, position, asked, number, deleted),
        )


def _present(connection: Connection) -> dict[str, _Row]:
    """By key, since when the present statement is used, and its text."""
    return {
        str(key): (since, text)
        for key, since, text in connection.execute(
            "SELECT b.key, w.since_utc, w.text FROM behaviours b "
            "LEFT JOIN behaviour_wordings w ON w.behaviour = b.key AND w.wording = b.wording ORDER BY b.position, b.key"
        )
    }


def _is_later(theirs: _Row, ours: _Row) -> bool:
    return bool(theirs[1] != ours[1] and (theirs[0] or "") > (ours[0] or ""))

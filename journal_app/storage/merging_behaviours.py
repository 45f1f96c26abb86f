"""Bringing in the behaviours of another copy: one's own by key, statements by their text."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from journal_app.domain.behaviours import FIRST_OWN_POSITION

if TYPE_CHECKING:
    from sqlite3 import Connection

_Row = tuple[Any, ...]


class BehaviourMerger:
    """Numbers of statements are counted within one journal: ``number`` says which one a number there has here.

    When something was chosen is not known. So what check-ins ask about stays as it was chosen here, and so does one's
    own behaviour that was removed there; only one that was never chosen here takes that it is not asked there.
    """

    def __init__(self, here: Connection, there: Connection) -> None:
        self._here, self._there = here, there
        self._numbers: dict[tuple[str, int], int] = {}

    @cached_property
    def news(self) -> tuple[str, ...]:
        """The behaviours that are not here, were worded anew there since, or are asked about here by no choice."""
        return (*self._newer, *(key for key in self._unasked if key not in self._newer))

    @cached_property
    def kept_choices(self) -> int:
        """How many are asked about on one side alone, by choice on both."""
        here, there = self._choices
        return sum(
            _is_chosen(*row) and _is_chosen(*here[key]) and bool(row[0]) != bool(here[key][0])
            for key, row in there.items()
            if key in here
        )

    @cached_property
    def kept_behaviours(self) -> int:
        """How many of one's own were removed there, and not here."""
        here, there = self._choices
        return sum(row[3] is not None and here[key][3] is None for key, row in there.items() if key in here)

    def carry_out(self) -> None:
        """Bring in statements and behaviours. The caller holds a transaction."""
        newer, unasked = self._newer, self._unasked
        for row in self._there.execute(
            "SELECT behaviour, wording, text, since_utc FROM behaviour_wordings ORDER BY behaviour, wording"
        ).fetchall():
            self._keep_statement(*row)
        for key in newer:
            self._take(key)
        self._here.executemany("UPDATE behaviours SET asked = 0 WHERE key = ?", [(key,) for key in unasked])

    def number(self, key: str, there: int) -> int:
        """The number here of a statement there; one from before statements were kept has the same on both sides."""
        return self._numbers.get((key, there), there)

    @cached_property
    def _newer(self) -> tuple[str, ...]:
        here, there = _present(self._here), _present(self._there)
        return tuple(key for key, row in there.items() if key not in here or _is_later(row, here[key]))

    @cached_property
    def _unasked(self) -> tuple[str, ...]:
        here, there = self._choices
        return tuple(key for key, row in there.items() if not row[0] and key in here and not _is_chosen(*here[key]))

    @cached_property
    def _choices(self) -> tuple[dict[str, _Row], dict[str, _Row]]:
        return _chosen(self._here), _chosen(self._there)

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


def _chosen(connection: Connection) -> dict[str, _Row]:
    """By key, whether it is asked, its position, its wording, and since when it is removed."""
    return {
        str(key): tuple(row)
        for key, *row in connection.execute("SELECT key, asked, position, wording, deleted_utc FROM behaviours")
    }


def _is_chosen(asked: int, position: int, wording: int | None, _deleted: str | None) -> bool:
    """Whether somebody chose what it says of being asked: rows of one's own, or of one worded anew, begin with 1."""
    return not asked or (position < FIRST_OWN_POSITION and wording is None)

"""How check-ins stand in rows."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from journal_app.domain.check_in import CheckIn
from journal_app.domain.rhythm import Rhythm
from journal_app.storage.rows import day_of, utc_of

if TYPE_CHECKING:
    from sqlite3 import Connection

RHYTHMS = {rhythm.value: rhythm for rhythm in Rhythm}
"""By how they stand in rows."""

_HEAD = "id, uid, on_date, recorded_utc, rhythm, as_of, edited_utc, deleted_utc, left_out"
_Row = tuple[Any, ...]


def read_check_ins(
    connection: Connection, where: str, values: tuple[Any, ...] = (), behaviours: Collection[str] | None = None
) -> tuple[CheckIn, ...]:
    """The check-ins for which some SQL holds, oldest first, in three questions however many they are.

    ``behaviours`` are those whose ratings are wanted; None for all.
    """
    wanted, keys = f"check_in_id IN (SELECT id FROM check_ins WHERE {where})", values
    if behaviours is not None:
        wanted += " AND behaviour IN (SELECT value FROM json_each(?))"
        keys = (*values, json.dumps(sorted(behaviours)))
    with snapshot(connection):
        heads = connection.execute(
            f"SELECT {_HEAD} FROM check_ins WHERE {where} ORDER BY on_date, recorded_utc, id",
            values,
        ).fetchall()
        rated = connection.execute(
            f"SELECT check_in_id, behaviour, wording, value, note FROM ratings WHERE {wanted}",
            keys,
        ).fetchall()
        attached = connection.execute(
            "SELECT r.check_in_id, r.behaviour, e.uid FROM rating_evidence r JOIN entries e ON e.id = r.entry_id "
            f"WHERE e.deleted_utc IS NULL AND {wanted} ORDER BY r.check_in_id, r.behaviour, r.entry_id",
            keys,
        ).fetchall()
    return _assembled(heads, rated, attached)


def _assembled(heads: list[_Row], rated: list[_Row], attached: list[_Row]) -> tuple[CheckIn, ...]:
    ratings: dict[int, dict[str, int | None]] = {head[0]: {} for head in heads}
    wordings: dict[int, dict[str, int]] = {head[0]: {} for head in heads}
    notes: dict[int, dict[str, str]] = {}
    evidence: dict[int, dict[str, tuple[str, ...]]] = {}
    values: dict[str, int | None] = {}
    numbers: dict[str, int] = {}
    before = None
    for id_, behaviour, wording, value, note in rated:
        if id_ != before:  # one after the other, mostly
            before, values, numbers = id_, ratings[id_], wordings[id_]
        values[behaviour] = value
        numbers[behaviour] = wording
        if note:
            notes.setdefault(id_, {})[behaviour] = note
    for id_, behaviour, uid in attached:
        by_behaviour = evidence.setdefault(id_, {})
        by_behaviour[behaviour] = (*by_behaviour.get(behaviour, ()), uid)
    return tuple(
        CheckIn(
            uid=uid,
            on=day_of(on),
            ratings=ratings[id_],
            recorded=utc_of(recorded),
            wordings=wordings[id_],
            notes=notes.get(id_, {}),
            evidence=evidence.get(id_, {}),
            rhythm=RHYTHMS[rhythm],
            as_of=day_of(as_of) if as_of else None,
            edited=utc_of(edited) if edited else None,
            deleted=utc_of(deleted) if deleted else None,
            left_out=left_out_of(left_out),
        )
        for id_, uid, on, recorded, rhythm, as_of, edited, deleted, left_out in heads
    )


def left_out_of(text: str | None) -> tuple[str, ...] | None:
    """The behaviours that were asked about and left out; None where that is not known."""
    return None if text is None else tuple(json.loads(text)) if text != "[]" else ()


def left_out_text(keys: Collection[str] | None) -> str | None:
    """How they stand in a row."""
    return None if keys is None else json.dumps(sorted(keys))


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """One state of the journal for several questions, while another thread may be writing."""
    mine = not connection.in_transaction
    if mine:
        connection.execute("BEGIN")
    try:
        yield
    finally:
        if mine and connection.in_transaction:  # SQLite has ended it if the file is damaged
            connection.execute("ROLLBACK")


def all_evidence(connection: Connection, check_in_id: int) -> dict[str, tuple[str, ...]]:
    """The reflections attached to a check-in's ratings, those in the bin too."""
    found: dict[str, tuple[str, ...]] = {}
    for behaviour, uid in connection.execute(
        "SELECT r.behaviour, e.uid FROM rating_evidence r JOIN entries e ON e.id = r.entry_id "
        "WHERE r.check_in_id = ? ORDER BY r.behaviour, r.entry_id",
        (check_in_id,),
    ):
        found[behaviour] = (*found.get(behaviour, ()), uid)
    return found


def entries_known(connection: Connection, uids: Collection[str], *, bin_too: bool) -> frozenset[str]:
    """Which of these uids are entries of this journal."""
    rows = connection.execute(
        "SELECT uid FROM entries WHERE uid IN (SELECT value FROM json_each(?)) AND (? OR deleted_utc IS NULL)",
        (json.dumps(sorted(uids)), bin_too),
    )
    return frozenset(uid for (uid,) in rows) if uids else frozenset()

"""How check-ins stand in rows, and how answers are written as JSON."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from journal_app.domain.check_in import Answers, CheckIn, HalfDone
from journal_app.domain.rhythm import Rhythm
from journal_app.storage.rows import day_of, utc_of

if TYPE_CHECKING:
    from sqlite3 import Connection

_RHYTHMS = {rhythm.value: rhythm for rhythm in Rhythm}


def read_check_ins(
    connection: Connection, where: str, values: tuple[Any, ...] = (), behaviours: Collection[str] | None = None
) -> tuple[CheckIn, ...]:
    """The check-ins for which some SQL holds, oldest first, in three questions however many they are.

    ``behaviours`` are those whose ratings are wanted; None for all.
    """
    chosen = f"(SELECT id FROM check_ins WHERE {where})"  # noqa: S608  literal SQL of ours
    wanted, keys = "", values
    if behaviours is not None:
        wanted, keys = " AND behaviour IN (SELECT value FROM json_each(?))", (*values, json.dumps(sorted(behaviours)))
    with snapshot(connection):
        heads = connection.execute(
            "SELECT id, uid, on_date, recorded_utc, rhythm, as_of, edited_utc, deleted_utc FROM check_ins "  # noqa: S608
            f"WHERE {where} ORDER BY on_date, recorded_utc, id",
            values,
        ).fetchall()
        rated = connection.execute(
            f"SELECT check_in_id, behaviour, wording, value, note FROM ratings WHERE check_in_id IN {chosen}"  # noqa: S608
            f"{wanted}",
            keys,
        ).fetchall()
        attached = connection.execute(
            "SELECT r.check_in_id, r.behaviour, e.uid FROM rating_evidence r JOIN entries e ON e.id = r.entry_id "  # noqa: S608
            f"WHERE e.deleted_utc IS NULL AND r.check_in_id IN {chosen}{wanted} "
            "ORDER BY r.check_in_id, r.behaviour, r.entry_id",
            keys,
        ).fetchall()
    ratings: dict[int, dict[str, int | None]] = {head[0]: {} for head in heads}
    wordings: dict[int, dict[str, int]] = {head[0]: {} for head in heads}
    notes: dict[int, dict[str, str]] = {}
    evidence: dict[int, dict[str, tuple[str, ...]]] = {}
    for id_, behaviour, wording, value, note in rated:
        ratings[id_][behaviour] = value
        wordings[id_][behaviour] = wording
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
            rhythm=_RHYTHMS[rhythm],
            as_of=day_of(as_of) if as_of else None,
            edited=utc_of(edited) if edited else None,
            deleted=utc_of(deleted) if deleted else None,
        )
        for id_, uid, on, recorded, rhythm, as_of, edited, deleted in heads
    )


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


def entries_known(connection: Connection, uids: set[str], *, bin_too: bool) -> frozenset[str]:
    """Which of these uids are entries of this journal."""
    rows = connection.execute(
        "SELECT uid FROM entries WHERE uid IN (SELECT value FROM json_each(?)) AND (? OR deleted_utc IS NULL)",
        (json.dumps(sorted(uids)), bin_too),
    )
    return frozenset(uid for (uid,) in rows) if uids else frozenset()


def with_evidence_of(answers: Answers, uids: frozenset[str]) -> Answers:
    """The answers with only these reflections attached."""
    kept = {key: tuple(uid for uid in attached if uid in uids) for key, attached in answers.evidence.items()}
    return Answers(answers.ratings, answers.notes, {key: attached for key, attached in kept.items() if attached})


def evidence_uids(answers: Answers) -> set[str]:
    """Every reflection that is attached to any of the answers."""
    return {uid for attached in answers.evidence.values() for uid in attached}


def answers_json(answers: Answers, statements: Mapping[str, str] | None = None) -> str:
    """Answers as they are kept in a text, with the statements they were given to."""
    return json.dumps(_document(answers) | ({"statements": dict(statements)} if statements is not None else {}))


def answers_of(text: str) -> Answers:
    """The answers in such a text."""
    return _answers(json.loads(text))


def half_done_json(half_done: HalfDone) -> str:
    """A half-done check-in as it is kept."""
    return json.dumps(
        {
            "answers": _document(half_done.answers),
            "on": half_done.on.isoformat() if half_done.on else None,
            "as_of": half_done.as_of.isoformat() if half_done.as_of else None,
            "editing": half_done.editing,
        }
    )


def half_done_of(text: str) -> HalfDone:
    """The half-done check-in in such a text. Earlier versions kept the ratings alone, by behaviour."""
    document = json.loads(text)
    if not isinstance(document.get("answers"), dict):
        return HalfDone(Answers(document))
    return HalfDone(
        _answers(document["answers"]), _day(document["on"]), _day(document["as_of"]), str(document["editing"])
    )


def _document(answers: Answers) -> dict[str, Any]:
    return {
        "ratings": dict(answers.ratings),
        "notes": dict(answers.notes),
        "evidence": {key: list(uids) for key, uids in answers.evidence.items()},
    }


def _answers(document: Mapping[str, Any]) -> Answers:
    return Answers(
        document["ratings"], document["notes"], {key: tuple(uids) for key, uids in document["evidence"].items()}
    )


def _day(text: str | None) -> date | None:
    return day_of(text) if text else None

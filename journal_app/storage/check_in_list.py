"""Reading many check-ins with what a view of the trends needs of them, and the reflections that belong to it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from journal_app.domain.check_in import CheckIn
from journal_app.domain.entry import EntrySummary
from journal_app.domain.rhythm import Rhythm
from journal_app.domain.trends.views import Span
from journal_app.domain.trends.writing import Written
from journal_app.storage.entry_list import practices_of
from journal_app.storage.rows import SUMMARY_COLUMNS, day_of, summary_of, utc_of
from journal_app.storage.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection

_HEADS = "c.id, c.uid, c.on_date, c.recorded_utc, c.rhythm, c.as_of, c.edited_utc, c.deleted_utc"
_ORDER = "ORDER BY c.on_date, c.recorded_utc, c.id"


class CheckInList:
    """Lists of check-ins of one journal, oldest first."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def ordinary(self, behaviours: Collection[str]) -> tuple[CheckIn, ...]:
        """Every check-in that is no look back and not in the bin, with its ratings of these behaviours alone."""
        return self._read("c.as_of IS NULL", behaviours)

    def looks_back(self, behaviours: Collection[str]) -> tuple[CheckIn, ...]:
        """Every look back that is not in the bin, with its ratings of these behaviours alone."""
        return self._read("c.as_of IS NOT NULL", behaviours)

    def _read(self, which: str, behaviours: Collection[str]) -> tuple[CheckIn, ...]:
        where = f"c.deleted_utc IS NULL AND {which}"
        keys = json.dumps(sorted(behaviours))
        with self._vault.reading() as connection:
            heads = connection.execute(f"SELECT {_HEADS} FROM check_ins c WHERE {where} {_ORDER}").fetchall()  # noqa: S608
            ratings = connection.execute(
                "SELECT r.check_in_id, r.behaviour, r.wording, r.value, r.note FROM ratings r "  # noqa: S608
                f"JOIN check_ins c ON c.id = r.check_in_id WHERE {where} "
                "AND r.behaviour IN (SELECT value FROM json_each(?))",
                (keys,),
            ).fetchall()
            evidence = _evidence(connection, where, keys)
        rated: defaultdict[int, list[tuple[str, int, int | None, str]]] = defaultdict(list)
        for check_in_id, *rest in ratings:
            rated[check_in_id].append((rest[0], rest[1], rest[2], rest[3]))
        return tuple(_check_in(head, rated[head[0]], evidence.get(head[0], {})) for head in heads)

    def attached(self, check_in: str, behaviours: Collection[str]) -> tuple[EntrySummary, ...]:
        """The reflections attached to a check-in's ratings of these behaviours, newest first, none from the bin."""
        return self._summaries(
            "e.id IN (SELECT v.entry_id FROM rating_evidence v JOIN check_ins c ON c.id = v.check_in_id "
            "WHERE c.uid = ? AND v.behaviour IN (SELECT value FROM json_each(?)))",
            (check_in, json.dumps(sorted(behaviours))),
        )

    def tagged(self, practice: str, span: Span) -> tuple[EntrySummary, ...]:
        """The reflections of a span that are tagged with a practice, newest first."""
        return self._summaries(
            "e.local_date BETWEEN ? AND ? AND e.id IN (SELECT entry_id FROM entry_practices WHERE practice = ?)",
            (span.since.isoformat() if span.since else "", span.until.isoformat(), practice),
        )

    def written(self, span: Span) -> Written:
        """How many reflections there are in each month of a span, by practice and in all."""
        days = (span.since.isoformat() if span.since else "", span.until.isoformat())
        within = "e.deleted_utc IS NULL AND e.local_date BETWEEN ? AND ?"
        with self._vault.reading() as connection:
            each = connection.execute(
                f"SELECT substr(e.local_date, 1, 7) AS month, count(*) FROM entries e WHERE {within} GROUP BY month",  # noqa: S608
                days,
            ).fetchall()
            tagged = connection.execute(
                "SELECT p.practice, substr(e.local_date, 1, 7) AS month, count(*) FROM entries e "  # noqa: S608
                f"CROSS JOIN entry_practices p ON p.entry_id = e.id WHERE {within} GROUP BY p.practice, month",
                days,
            ).fetchall()
            untagged = connection.execute(
                f"SELECT count(*) FROM entries e WHERE {within} "  # noqa: S608
                "AND NOT EXISTS (SELECT 1 FROM entry_practices p WHERE p.entry_id = e.id)",
                days,
            ).fetchone()
        by_practice: defaultdict[str, dict[date, int]] = defaultdict(dict)
        for practice, month, count in tagged:
            by_practice[practice][day_of(f"{month}-01")] = count
        return Written({day_of(f"{month}-01"): count for month, count in each}, by_practice, int(untagged[0]))

    def _summaries(self, where: str, values: Sequence[str]) -> tuple[EntrySummary, ...]:
        with self._vault.reading() as connection:
            rows = connection.execute(
                f"SELECT {SUMMARY_COLUMNS} FROM entries e WHERE e.deleted_utc IS NULL AND {where} "  # noqa: S608
                "ORDER BY e.local_date DESC, e.written_utc DESC, e.id DESC",
                tuple(values),
            ).fetchall()
            practices = practices_of(connection, [int(row[0]) for row in rows])
        return tuple(summary_of(row, practices.get(int(row[0]), ())) for row in rows)


def _evidence(connection: Connection, where: str, keys: str) -> dict[int, dict[str, tuple[str, ...]]]:
    rows = connection.execute(
        "SELECT v.check_in_id, v.behaviour, e.uid FROM rating_evidence v "  # noqa: S608
        f"JOIN check_ins c ON c.id = v.check_in_id JOIN entries e ON e.id = v.entry_id WHERE {where} "
        "AND e.deleted_utc IS NULL AND v.behaviour IN (SELECT value FROM json_each(?)) "
        "ORDER BY v.check_in_id, v.behaviour, e.local_date DESC, e.written_utc DESC, e.id DESC",
        (keys,),
    )
    found: defaultdict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for check_in_id, behaviour, uid in rows:
        found[check_in_id][behaviour] = (*found[check_in_id].get(behaviour, ()), uid)
    return found


def _check_in(
    head: tuple[Any, ...], rated: Sequence[tuple[str, int, int | None, str]], evidence: dict[str, tuple[str, ...]]
) -> CheckIn:
    _, uid, on, recorded, rhythm, as_of, edited, deleted = head
    return CheckIn(
        uid=uid,
        on=day_of(on),
        ratings={key: value for key, _, value, _ in rated},
        recorded=utc_of(recorded),
        wordings={key: wording for key, wording, _, _ in rated},
        notes={key: note for key, _, _, note in rated if note},
        evidence=evidence,
        rhythm=Rhythm(rhythm),
        as_of=day_of(as_of) if as_of else None,
        edited=utc_of(edited) if edited else None,
        deleted=utc_of(deleted) if deleted else None,
    )

"""Ratings in sums: what the overview needs of years of check-ins, added up by the database."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from journal_app.domain.trends.totals import Head, PracticeTotals, Spell, Sums
from journal_app.domain.trends.views import LEAST_RATED, PracticePoint, Span
from journal_app.storage.check_in_days import PRESENT
from journal_app.storage.check_in_rows import RHYTHMS, left_out_of, snapshot
from journal_app.storage.rows import day_of
from journal_app.storage.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection

_PLACED = f"""
placed(id, place) AS MATERIALIZED (
    SELECT c.id, row_number() OVER (ORDER BY c.on_date, c.recorded_utc, c.id) - 1
    FROM check_ins c WHERE {PRESENT} AND c.on_date <= ?
)"""
_KNOWN = "known(behaviour, practice) AS MATERIALIZED (SELECT key, value FROM json_each(?))"

# Practice, place, sum, rated, lowest, highest, which behaviours were answered, and which of them without a rating.
_Row = tuple[str, int, int, int, int, int, str, str | None]


class RatingTotals:
    """The ratings of one journal's ordinary check-ins, in sums."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def heads(self) -> tuple[Head, ...]:
        """Every ordinary check-in by its place."""
        with self._vault.reading() as connection:
            return _heads(connection)

    def sums(self, practice_of: Mapping[str, str], span: Span) -> Sums:
        """The sums of a span, in one state of the journal. ``practice_of`` says which behaviours there are.

        ``heads`` are all check-ins; the spells are those of all up to the span's last day, for what came before it
        says what is new in it.
        """
        since = span.since.isoformat() if span.since else ""
        wanted = (span.until.isoformat(), json.dumps(dict(practice_of)), since)
        with self._vault.reading() as connection, snapshot(connection):
            heads = _heads(connection)
            totals = _totals(_rows(connection, wanted), _evidence(connection, wanted), heads, practice_of)
            return Sums(heads, totals, _spells(connection, span.until))


def _heads(connection: Connection) -> tuple[Head, ...]:
    rows = connection.execute(
        f"SELECT c.uid, c.on_date, c.rhythm, c.left_out FROM check_ins c WHERE {PRESENT} "
        "ORDER BY c.on_date, c.recorded_utc, c.id"
    ).fetchall()
    return tuple(Head(uid, day_of(on), RHYTHMS[rhythm], left_out_of(left_out)) for uid, on, rhythm, left_out in rows)


def _rows(connection: Connection, wanted: tuple[str, str, str]) -> Sequence[_Row]:
    """The sums, by practice and place."""
    return connection.execute(
        f"WITH {_PLACED}, {_KNOWN} "
        "SELECT k.practice, p.place, sum(r.value), count(r.value), min(r.value), max(r.value), "
        "group_concat(r.behaviour, '\n'), group_concat(CASE WHEN r.value IS NULL THEN r.behaviour END, '\n') "
        "FROM placed p CROSS JOIN ratings r ON r.check_in_id = p.id JOIN known k ON k.behaviour = r.behaviour "
        "JOIN check_ins c ON c.id = p.id AND c.on_date >= ? "
        "GROUP BY k.practice, p.place",
        wanted,
    ).fetchall()


def _spells(connection: Connection, until: date) -> tuple[Spell, ...]:
    """By which statements behaviours were answered, and from where to where, in the check-ins up to a day."""
    rows = connection.execute(
        f"WITH {_PLACED} SELECT r.behaviour, r.wording, min(p.place), max(p.place) "
        "FROM ratings r JOIN placed p ON p.id = r.check_in_id GROUP BY r.behaviour, r.wording",
        (until.isoformat(),),
    ).fetchall()
    spells = [Spell(*row) for row in rows]
    mixed = _mixed(spells)
    again = _spell_by_spell(connection, mixed, until) if mixed else []
    return (*(spell for spell in spells if spell.behaviour not in mixed), *again)


def _evidence(connection: Connection, wanted: tuple[str, str, str]) -> dict[tuple[str, int], int]:
    """By practice and place: the reflections attached to its ratings, each once, those in the bin left out."""
    rows = connection.execute(
        f"WITH {_PLACED}, {_KNOWN} "
        "SELECT k.practice, p.place, count(DISTINCT v.entry_id) FROM rating_evidence v "
        "JOIN placed p ON p.id = v.check_in_id JOIN known k ON k.behaviour = v.behaviour "
        "JOIN check_ins c ON c.id = p.id AND c.on_date >= ? "
        "WHERE v.entry_id NOT IN (SELECT id FROM entries WHERE deleted_utc IS NOT NULL) "
        "GROUP BY k.practice, p.place",
        wanted,
    )
    return {(practice, place): count for practice, place, count in rows}


def _totals(
    rows: Sequence[_Row],
    evidence: Mapping[tuple[str, int], int],
    heads: Sequence[Head],
    practice_of: Mapping[str, str],
) -> dict[str, PracticeTotals]:
    found: defaultdict[str, _Found] = defaultdict(_Found)
    left_out = _left_out(heads, practice_of)
    sets: dict[str, frozenset[str]] = {}
    for practice, place, total, rated, low, high, answered, passed in rows:
        mine = found[practice]
        keys = mine.answered[place] = sets.get(answered) or _new_set(answered, sets)
        if passed:
            mine.no_opportunity[place] = sets.get(passed) or _new_set(passed, sets)
        if rated >= LEAST_RATED:
            head, about, asked = heads[place], (practice, place), len(keys)
            mine.points[place] = PracticePoint(
                head.uid,
                head.on,
                total,
                rated,
                low,
                high,
                asked - rated,
                evidence.get(about, 0),
                asked + left_out[about] if about in left_out else asked,
            )
        elif rated:
            mine.partly.append(place)
    return {
        key: PracticeTotals(mine.points, mine.partly, mine.answered, mine.no_opportunity) for key, mine in found.items()
    }


@dataclass
class _Found:
    points: dict[int, PracticePoint] = field(default_factory=dict)
    partly: list[int] = field(default_factory=list)
    answered: dict[int, frozenset[str]] = field(default_factory=dict)
    no_opportunity: dict[int, frozenset[str]] = field(default_factory=dict)


def _new_set(joined: str, known: dict[str, frozenset[str]]) -> frozenset[str]:
    """Behaviours that stand in one text. Mostly these are the same few over and over, so each set is made once."""
    keys = known[joined] = frozenset(joined.split("\n"))
    return keys


def _left_out(heads: Sequence[Head], practice_of: Mapping[str, str]) -> Counter[tuple[str, int]]:
    """By practice and place: how many behaviours were asked about in vain."""
    return Counter(
        (practice, place)
        for place, head in enumerate(heads)
        for key in head.left_out or ()
        if (practice := practice_of.get(key))
    )


def _mixed(spells: Sequence[Spell]) -> set[str]:
    """Behaviours whose statements may have come back after another one: their spells overlap."""
    seen: dict[str, int] = {}
    mixed = set()
    for spell in sorted(spells, key=lambda s: (s.behaviour, s.first)):
        if spell.first < seen.get(spell.behaviour, -1):
            mixed.add(spell.behaviour)
        seen[spell.behaviour] = max(spell.last, seen.get(spell.behaviour, -1))
    return mixed


def _spell_by_spell(connection: Connection, behaviours: Collection[str], until: date) -> list[Spell]:
    rows = connection.execute(
        f"WITH {_PLACED} SELECT r.behaviour, r.wording, p.place FROM ratings r "
        "JOIN placed p ON p.id = r.check_in_id WHERE r.behaviour IN (SELECT value FROM json_each(?)) "
        "ORDER BY r.behaviour, p.place",
        (until.isoformat(), json.dumps(sorted(behaviours))),
    )
    found: list[Spell] = []
    for behaviour, wording, place in rows:
        last = found[-1] if found else None
        if last is not None and (last.behaviour, last.wording) == (behaviour, wording):
            found[-1] = Spell(behaviour, wording, last.first, place)
        else:
            found.append(Spell(behaviour, wording, place, place))
    return found

"""Check-ins written as one line each, the sums of them added up in plain Python, and journals that hold them.

A line is ``2026-03-03 power 2 3 N, conflict 4 - 2@2``: behaviours by their places, N for "no opportunity", - for asked
and left out, @2 for the second statement; what does not stand there was not asked. Behaviours are called power-1,
power-2 and so on.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from journal_app.content.library import ContentLibrary
from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour, Wording
from journal_app.domain.rhythm import Rhythm
from journal_app.domain.trend_words.known import Known
from journal_app.domain.trends.overview import build_overview, last_day_known
from journal_app.domain.trends.passed import with_passed
from journal_app.domain.trends.totals import Head, PracticeTotals, Spell, Sums
from journal_app.domain.trends.views import Overview, PracticePoint, Span
from journal_app.paths import resources_folder
from journal_app.services.trend_service import TrendService
from journal_app.storage.check_in_list import CheckInList
from journal_app.storage.rating_totals import RatingTotals
from journal_app.storage.vault import Vault
from tests.support.clock import FakeClock

CONTENT = ContentLibrary(resources_folder() / "content")
PRACTICES = tuple(item.key for item in CONTENT.practices())
BEHAVIOURS = tuple(
    Behaviour(f"{practice}-{n}", practice, f"I do {practice} thing {'ABC'[n - 1]}", 1, "own")
    for practice in PRACTICES
    for n in (1, 2, 3)
)
_SAVED = datetime(2026, 12, 1, tzinfo=UTC)


def check_in(line: str, number: int = 0, rhythm: Rhythm = Rhythm.MONTHLY, as_of: date | None = None) -> CheckIn:
    """The check-in of one line; ``number`` says which was saved first."""
    day, _, rest = line.strip().partition(" ")
    ratings: dict[str, int | None] = {}
    wordings: dict[str, int] = {}
    left_out: list[str] = []
    for part in filter(None, rest.split(",")):
        practice, *values = part.split()
        for place, value in enumerate(values, start=1):
            mark, _, wording = value.partition("@")
            if mark == "-":
                left_out.append(f"{practice}-{place}")
            else:
                ratings[f"{practice}-{place}"] = None if mark == "N" else int(mark)
                wordings[f"{practice}-{place}"] = int(wording or 1)
    uid = f"{'back' if as_of else 'check-in'}-{number}"
    recorded = _SAVED + timedelta(minutes=number)
    on, asked = date.fromisoformat(day), tuple(sorted(left_out))
    return CheckIn(uid, on, ratings, recorded, wordings, rhythm=rhythm, as_of=as_of, left_out=asked)


def check_ins(*lines: str, rhythm: Rhythm = Rhythm.MONTHLY) -> list[CheckIn]:
    """Check-ins in the order in which they were saved, sorted as the journal sorts them."""
    return in_order([check_in(line, number, rhythm) for number, line in enumerate(lines)])


def in_order(found: Sequence[CheckIn]) -> list[CheckIn]:
    """By day, and on one day as they were saved."""
    return sorted(found, key=lambda c: (c.on, c.recorded))


def not_known(found: Sequence[CheckIn]) -> list[CheckIn]:
    """The same check-ins as an earlier version kept them: nothing says what else was asked."""
    return [replace(each, left_out=None) for each in found]


def reworded(key: str, *texts: str) -> Behaviour:
    """A behaviour with several statements, the last of which is asked now."""
    earlier = tuple(Wording(number, text) for number, text in enumerate(texts[:-1], start=1))
    return Behaviour(key, key.partition("-")[0], texts[-1], len(texts), "own", earlier=earlier)


def with_changes(*changed: Behaviour) -> tuple[Behaviour, ...]:
    """The usual behaviours, some of them in place of others, and new ones at the end."""
    new = {behaviour.key: behaviour for behaviour in changed}
    return (*(new.pop(b.key, b) for b in BEHAVIOURS), *new.values())


def no_longer_asked(key: str) -> Behaviour:
    """One of the usual behaviours that check-ins do not ask about any more."""
    return replace(next(b for b in BEHAVIOURS if b.key == key), asked=False)


def overview(
    found: Sequence[CheckIn],
    behaviours: Sequence[Behaviour] = BEHAVIOURS,
    since: date | None = None,
    until: date = date(2026, 12, 31),
    today: date | None = None,
) -> Overview:
    """The overview of some check-ins, with sums by plain Python."""
    span, today = Span(since, until), today or until
    known = [c for c in found if c.on <= last_day_known(today)]
    heads = [Head(c.uid, c.on, c.rhythm, c.left_out) for c in found]
    sums = Sums(heads, totals_of(known, behaviours), spells_of(known))
    return with_passed(build_overview(PRACTICES, behaviours, sums, span, today), sums)


def known(found: Sequence[CheckIn], today: date) -> Known:
    """What sentences know besides their view, read on a day."""
    return Known(today, [Head(c.uid, c.on, c.rhythm) for c in found])


def totals_of(found: Sequence[CheckIn], behaviours: Sequence[Behaviour]) -> dict[str, PracticeTotals]:
    """The totals of some check-ins by practice."""
    points: defaultdict[str, dict[int, PracticePoint]] = defaultdict(dict)
    partly: defaultdict[str, list[int]] = defaultdict(list)
    answered: defaultdict[str, dict[int, frozenset[str]]] = defaultdict(dict)
    passed: defaultdict[str, dict[int, frozenset[str]]] = defaultdict(dict)
    for place, each in enumerate(found):
        for practice in {b.practice for b in behaviours}:
            keys = [b.key for b in behaviours if b.practice == practice and b.key in each.ratings]
            values = [value for key in keys if (value := each.ratings[key]) is not None]
            left_out = [b.key for b in behaviours if b.practice == practice and b.key in (each.left_out or ())]
            if keys:
                answered[practice][place] = frozenset(keys)
            if len(values) < len(keys):
                passed[practice][place] = frozenset(key for key in keys if each.ratings[key] is None)
            if len(values) >= 2:
                evidence = {uid for key in keys for uid in each.evidence.get(key, ())}
                points[practice][place] = PracticePoint(
                    *(each.uid, each.on, sum(values), len(values), min(values), max(values)),
                    *(len(keys) - len(values), len(evidence), len(keys) + len(left_out)),
                )
            elif values:
                partly[practice].append(place)
    return {key: PracticeTotals(points[key], partly[key], answered[key], passed[key]) for key in answered}


def spells_of(found: Sequence[CheckIn]) -> list[Spell]:
    """By which statement each behaviour was answered from where to where."""
    answers = sorted((key, place, c.wordings.get(key, 1)) for place, c in enumerate(found) for key in c.ratings)
    spells = []
    for (key, wording), run in groupby(answers, key=lambda each: (each[0], each[2])):
        places = [place for _, place, _ in run]
        spells.append(Spell(key, wording, places[0], places[-1]))
    return spells


def fill(
    vault: Vault, found: Sequence[CheckIn], written: Mapping[str, tuple[str, Sequence[str]]] | None = None
) -> None:
    """Put check-ins into a journal, and reflections: a day and practices by uid. Evidence refers to those."""
    with vault.writing() as db:
        for uid, (day, practices) in (written or {}).items():
            row = {"uid": uid, "written_utc": f"{day}T09:00:00.000000Z", "offset_minutes": 0, "local_date": day}
            stamps = {"created_utc": row["written_utc"], "modified_utc": row["written_utc"]}
            entry_id = db.table("entries").insert({**row, **stamps}).last_pk
            db.conn.executemany(
                "INSERT INTO entry_practices (entry_id, practice) VALUES (?, ?)", [(entry_id, key) for key in practices]
            )
        for each in sorted(found, key=lambda c: c.recorded):
            row = {"uid": each.uid, "on_date": each.on.isoformat(), "recorded_utc": f"{each.recorded:%FT%T}.000000Z"}
            more = {"rhythm": each.rhythm.value, "as_of": each.as_of.isoformat() if each.as_of else None}
            more["left_out"] = None if each.left_out is None else json.dumps(each.left_out)
            check_in_id = db.table("check_ins").insert({**row, **more}).last_pk
            db.conn.executemany(
                "INSERT INTO ratings (check_in_id, behaviour, wording, value) VALUES (?, ?, ?, ?)",
                [(check_in_id, key, each.wordings.get(key, 1), value) for key, value in each.ratings.items()],
            )
            db.conn.executemany(
                "INSERT INTO rating_evidence SELECT ?, ?, id FROM entries WHERE uid = ?",
                [(check_in_id, key, uid) for key, uids in each.evidence.items() for uid in uids],
            )


def service_on(vault: Vault, behaviours: Sequence[Behaviour] = BEHAVIOURS, today: str = "2026-12-31") -> TrendService:
    """The trends of a journal, seen on a day."""
    clock = FakeClock(f"{today}T12:00")
    return TrendService(RatingTotals(vault), CheckInList(vault), lambda: tuple(behaviours), CONTENT, clock)

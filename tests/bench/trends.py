"""The overview of ten years of weekly check-ins, against the SQL that yields its sums on the same connection."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from journal_app.content.library import ContentLibrary
from journal_app.paths import resources_folder
from journal_app.services.behaviour_service import BehaviourService
from journal_app.services.trend_service import TrendService
from journal_app.storage.behaviour_store import BehaviourStore
from journal_app.storage.check_in_list import CheckInList
from journal_app.storage.creation import create_vault
from journal_app.storage.rating_totals import RatingTotals
from journal_app.storage.vault import Vault
from tests.bench.figures import Most, Row, milliseconds, ratios
from tests.bench.storage import in_turn, statements_of
from tests.support.clock import FakeClock

_CHECK_INS, _DAYS_APART, _ENTRIES = 520, 7, 300
_LIMIT, _MOST_MILLISECONDS = 1.5, 20.0
_LAST = date(2026, 3, 1)


def rows(folder: Path) -> list[Row]:
    """Measure the overview on a journal of its own in this folder."""
    content = ContentLibrary(resources_folder() / "content")
    vault = create_vault(folder, None, datetime.now(UTC))
    try:
        _fill(vault, [behaviour.key for behaviour in content.behaviours()])
        clock = FakeClock()
        behaviours = BehaviourService(BehaviourStore(vault), content, clock)
        service = TrendService(RatingTotals(vault), CheckInList(vault), behaviours.all, content, clock)
        span = service.span(None)
        assert len(service.overview(span).check_ins) == _CHECK_INS
        statements = statements_of(lambda: service.overview(span), vault)
        connection = vault.connection()

        def raw() -> None:
            for statement in statements:
                connection.execute(statement).fetchall()

        ours, floors = in_turn(lambda: service.overview(span), raw)
    finally:
        vault.close()
    absolute = f"{milliseconds(ours)}; its SQL {milliseconds(floors)}"
    most = Most.of(ours, _MOST_MILLISECONDS)
    return [Row(f"Overview of {_CHECK_INS} check-ins / its SQL", ratios(ours, floors), absolute, _LIMIT, most)]


def _fill(vault: Vault, keys: list[str]) -> None:
    """Check-ins with all their ratings, every third with reflections attached to two of them."""
    random = Random(_CHECK_INS)
    at = "2026-01-01T09:00:00.000000Z"
    with vault.writing() as db:
        db.conn.executemany(
            "INSERT INTO entries (uid, written_utc, offset_minutes, local_date, created_utc, modified_utc, body) "
            "VALUES (?, ?, 0, '2026-01-01', ?, ?, ?)",
            [(f"entry-{number}", at, at, at, "x" * 1500) for number in range(_ENTRIES)],
        )
        for number in range(_CHECK_INS):
            day = (_LAST - timedelta(days=_DAYS_APART * number)).isoformat()
            row = {"id": number + 1, "uid": f"{number:032x}", "on_date": day, "recorded_utc": f"{day}T09:00:00.000000Z"}
            db.table("check_ins").insert({**row, "rhythm": "weekly", "left_out": "[]"})
            db.conn.executemany(
                "INSERT INTO ratings (check_in_id, behaviour, wording, value) VALUES (?, ?, 1, ?)",
                [(number + 1, key, random.choice((1, 2, 3, 4, 5, None))) for key in keys],
            )
            if number % 3 == 0:
                db.conn.executemany(
                    "INSERT INTO rating_evidence (check_in_id, behaviour, entry_id) VALUES (?, ?, ?)",
                    [(number + 1, key, random.randint(1, _ENTRIES)) for key in random.sample(keys, 2)],
                )

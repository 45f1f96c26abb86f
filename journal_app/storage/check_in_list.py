"""Reading many check-ins with what a view of the trends needs of them, and the reflections that belong to it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from journal_app.domain.check_in import CheckIn
from journal_app.domain.entry import EntrySummary
from journal_app.domain.trends.views import Span
from journal_app.domain.trends.writing import Written
from journal_app.storage.check_in_rows import read_check_ins
from journal_app.storage.entry_list import practices_of
from journal_app.storage.rows import SUMMARY_COLUMNS, day_of, summary_of
from journal_app.storage.vault import Vault


class CheckInList:
    """Lists of check-ins of one journal, oldest first."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def ordinary(self, behaviours: Collection[str]) -> tuple[CheckIn, ...]:
        """Every check-in that is no look back and not in the bin, with its ratings of these behaviours alone."""
        return self._read("as_of IS NULL", behaviours)

    def looks_back(self, behaviours: Collection[str]) -> tuple[CheckIn, ...]:
        """Every look back that is not in the bin, with its ratings of these behaviours alone."""
        return self._read("as_of IS NOT NULL", behaviours)

    def _read(self, which: str, behaviours: Collection[str]) -> tuple[CheckIn, ...]:
        with self._vault.reading() as connection:
            return read_check_ins(connection, f"deleted_utc IS NULL AND {which}", behaviours=behaviours)

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
                f"SELECT substr(e.local_date, 1, 7) AS month, count(*) FROM entries e WHERE {within} GROUP BY month",
                days,
            ).fetchall()
            tagged = connection.execute(
                "SELECT p.practice, substr(e.local_date, 1, 7) AS month, count(*) FROM entries e "
                f"CROSS JOIN entry_practices p ON p.entry_id = e.id WHERE {within} GROUP BY p.practice, month",
                days,
            ).fetchall()
            untagged = connection.execute(
                f"SELECT count(*) FROM entries e WHERE {within} "
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
                f"SELECT {SUMMARY_COLUMNS} FROM entries e WHERE e.deleted_utc IS NULL AND {where} "
                "ORDER BY e.local_date DESC, e.written_utc DESC, e.id DESC",
                tuple(values),
            ).fetchall()
            practices = practices_of(connection, [int(row[0]) for row in rows])
        return tuple(summary_of(row, practices.get(int(row[0]), ())) for row in rows)

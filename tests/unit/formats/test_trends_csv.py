"""The trends' table as a file."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour, LensItem
from journal_app.domain.trends.overview import Trends, build_trends
from journal_app.formats.exporters.trends_csv import trends_csv

GOLDEN = Path(__file__).parents[2] / "golden" / "trends.csv"
PRACTICES = (
    LensItem("safe", "practices", 1, "", "Safe, inclusive, trusting", "", "kf", "circle"),
    LensItem("power", "practices", 4, "", "Managing power", "", "kf", "diamond"),
)
NAMES = {item.key: item.short for item in PRACTICES}
BEHAVIOURS = tuple(Behaviour(f"{item.key}-{n}", item.key, "I do", 1, "own") for item in PRACTICES for n in range(4))


def shown(*check_ins: tuple[date, dict[str, int]]) -> Trends:
    recorded = datetime(2026, 12, 1, tzinfo=UTC)
    return build_trends(
        [CheckIn(f"{on}", on, dict(ratings), recorded) for on, ratings in check_ins],
        BEHAVIOURS,
        PRACTICES,
        None,
        date(2026, 12, 1),
    )


def year() -> Trends:
    return shown(
        (date(2025, 12, 31), {"safe-0": 2, "safe-1": 2, "safe-2": 2, "safe-3": 3, "power-0": 1, "power-1": 1}),
        (date(2026, 1, 1), {"safe-0": 4, "safe-1": 5, "safe-2": 5}),
        (date(2026, 3, 3), {"power-0": 5, "power-1": 5, "power-2": 5}),
        (date(2026, 3, 30), {"power-0": 2, "power-1": 3}),
    )


def test_the_table_is_the_golden_file_to_the_byte() -> None:
    assert trends_csv(year(), NAMES).encode() == GOLDEN.read_bytes()


def test_every_row_ends_with_crlf_and_has_a_cell_for_each_column() -> None:
    text = trends_csv(year(), NAMES)
    assert text.count("\r\n") == text.count("\n") == 5
    assert {len(row) for row in csv.reader(io.StringIO(text, newline=""))} == {4}


def test_a_name_with_commas_stays_one_cell() -> None:
    header, *_ = csv.reader(io.StringIO(trends_csv(year(), NAMES), newline=""))
    assert header == ["month", "check_ins", "Safe, inclusive, trusting", "Managing power"]


def test_what_was_not_rated_is_an_empty_cell_and_not_a_zero() -> None:
    rows = list(csv.reader(io.StringIO(trends_csv(year(), NAMES), newline="")))
    assert rows[3] == ["2026-02", "0", "", ""]


def test_without_check_ins_there_is_only_the_header() -> None:
    assert trends_csv(shown(), NAMES) == 'month,check_ins,"Safe, inclusive, trusting",Managing power\r\n'


def test_a_practice_without_a_name_is_refused() -> None:
    with pytest.raises(KeyError):
        trends_csv(year(), {})

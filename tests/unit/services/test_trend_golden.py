"""Every view of a real journal against tables that were worked out by hand (tests/golden/trends)."""

from __future__ import annotations

import csv
import io
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from journal_app.domain.trends.periods import parse_period
from journal_app.domain.trends.views import Overview, PracticeView, Span, View
from journal_app.services.trend_service import TrendService
from tests.support.journals import Stores
from tests.support.trend_data import check_in, check_ins, fill, reworded, service_on, with_changes
from tests.support.trend_files import holds_what_is_shown

GOLDEN = Path(__file__).parents[2] / "golden" / "trends"


def view_of(service: TrendService, data: dict[str, Any]) -> View:
    if data["view"] == "compare":
        return service.compare(parse_period(data["first"]), parse_period(data["second"]))
    if data["view"] == "looking_back":
        found = service.looking_back()
        assert found is not None
        return found
    span = Span(date.fromisoformat(data["since"]), date.fromisoformat(data["until"]))
    if data["view"] == "practice":
        return service.practice(data["practice"], span)
    return service.writing(span) if data["view"] == "writing" else service.overview(span)


def pieces_of(view: View) -> dict[str, list[list[str]]]:
    if isinstance(view, Overview):
        found = {s.practice: [[p.on.isoformat() for p in piece] for piece in s.segments] for s in view.series}
        return {practice: pieces for practice, pieces in found.items() if pieces}
    assert isinstance(view, PracticeView)
    return {series.text: [[p.on.isoformat() for p in piece] for piece in series.segments] for series in view.series}


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.iterdir()))
def test_a_view_is_what_was_worked_out_by_hand(stores: Stores, name: str) -> None:
    data = tomllib.loads((GOLDEN / f"{name}.toml").read_text("utf-8"))
    found = check_ins(*data["check_ins"])
    if "look_back" in data:
        found.append(check_in(data["look_back"], 99, as_of=date.fromisoformat(data["as_of"])))
    fill(stores.vault, found, {uid: (day, tags) for uid, (day, tags) in data.get("written", {}).items()})
    behaviours = with_changes(*(reworded(key, f"Once {key}", f"Now {key}") for key in data.get("reworded", [])))
    service = service_on(stores.vault, behaviours, data["today"])
    view, expected = view_of(service, data), data["expected"]
    table = service.table(view)
    assert list(table.columns) == expected["columns"]
    assert [list(row) for row in table.rows] == expected["rows"]
    assert service.words(view) == expected["words"]
    assert service.caution(view) == expected["caution"]
    if "pieces" in expected:
        assert pieces_of(view) == expected["pieces"]
    written = list(csv.reader(io.StringIO(service.csv(view), newline="")))
    assert holds_what_is_shown(written, expected["columns"], expected["rows"])

"""The tables of the trends as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from journal_app.domain.trends.numbers import one_decimal
from journal_app.domain.trends.tables import NONE, Table
from journal_app.domain.trends.views import Overview, PracticePoint, PracticeView, View, Writing

# A spreadsheet takes what begins like this for a formula, and a statement may begin with anything.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def view_csv(view: View, shown: Table, names: Mapping[str, str], no_opportunity: str) -> str:
    """A view as CSV, for a spreadsheet to reckon with: what is ``shown``, and what stands behind each number of it.

    ``names`` are the practices' short names by key. Days and months are written as 2026-03-31 and 2026-03.
    """
    match view:
        case Overview():
            return table_csv(_overview(view, shown, names))
        case PracticeView():
            return table_csv(_practice(view, no_opportunity))
        case Writing():
            return table_csv(_writing(view, shown))
    return table_csv(shown)


def table_csv(table: Table) -> str:
    """A table as CSV (RFC 4180: commas, CRLF after every row, quotes where needed), its columns as the first row.

    Numbers are the very strings that are shown, so that nobody gets another one by rounding a second time; where there
    is none the cell is empty, and one that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(_guarded, table.columns))
    for row in table.rows:
        writer.writerow("" if cell == NONE else _guarded(cell) for cell in row)
    return text.getvalue()


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def _overview(view: Overview, shown: Table, names: Mapping[str, str]) -> Table:
    """Of each practice its score, then what it is made of; at the end which practices' statements changed."""
    columns = ["Check-in"]
    for series in view.series:
        name = names[series.practice]
        columns += [name, *(f"{name}: {part}" for part in ("lowest", "highest", "rated", "reflections"))]
    last = len(view.series) + 1
    found = [{point.check_in: point for point in series.points} for series in view.series]
    rows = []
    for (uid, day), cells in zip(reversed(view.check_ins), shown.rows, strict=True):
        row = [day.isoformat()]
        for score, points in zip(cells[1:last], found, strict=True):
            point = points.get(uid)
            row += [score, *(_parts(point) if point else [NONE] * 4)]
        rows.append((*row, *cells[last:]))
    return Table((*columns, *shown.columns[last:]), tuple(rows), shown.row_keys)


def _parts(point: PracticePoint) -> list[str]:
    return [str(part) for part in (point.low, point.high, point.rated, point.evidence)]


def _practice(view: PracticeView, no_opportunity: str) -> Table:
    """Of each statement its rating, and how many reflections are attached to it."""
    columns = ["Check-in"]
    for series in view.series:
        columns += [series.text, f"{series.text}: reflections"]
    found = [{point.check_in: point for point in series.points} for series in view.series]
    rows = []
    for uid, day in reversed(view.check_ins):
        row = [day.isoformat()]
        for points in found:
            point = points.get(uid)
            value = no_opportunity if point is None or point.value is None else str(point.value)
            row += [value, str(len(point.evidence))] if point else [NONE, NONE]
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows), tuple(uid for uid, _ in reversed(view.check_ins)))


def _writing(view: Writing, shown: Table) -> Table:
    """The newest score and its day stand apart."""
    months = tuple(f"{month:%Y-%m}" for month in view.months)
    columns = (shown.columns[0], *months, *shown.columns[len(months) + 1 :], "Newest score on")
    newest = [row.newest for row in view.rows]
    rows = []
    for place, row in enumerate(shown.rows):
        point = newest[place] if place < len(newest) else None
        score = (one_decimal(point.total, point.rated), point.on.isoformat()) if point else (NONE, NONE)
        rows.append((*row[:-1], *score))
    return Table(columns, tuple(rows), shown.row_keys)

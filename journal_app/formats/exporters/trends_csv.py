"""The table of the trends as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from journal_app.domain.trends.overview import Trends, one_decimal
from journal_app.domain.trends.tables import Table

# A spreadsheet takes what begins like this for a formula, and a statement may begin with anything.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def table_csv(table: Table) -> str:
    """A table as CSV (RFC 4180: commas, CRLF after every row, quotes where needed), its columns as the first row.

    Every cell holds the very string that is shown, so that nobody gets another number by rounding a second time; one
    that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (table.columns, *table.rows):
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULAS) else cell for cell in row])
    return text.getvalue()


def trends_csv(trends: Trends, names: Mapping[str, str]) -> str:
    """The months as CSV (RFC 4180: commas, CRLF after every row, quotes where needed), first row the header.

    Columns: ``month`` (YYYY-MM), ``check_ins``, and one for each practice, headed by its short name from ``names``
    (by key). Scores have one decimal and a point, the very digits that the table and the sentences show, so that
    nobody gets another number by rounding a second time. A month in which a practice was not rated has an empty cell.
    Raises KeyError for a practice without a name.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    keys = [series.practice for series in trends.series]
    writer.writerow(["month", "check_ins", *(names[key] for key in keys)])
    for row in trends.months:
        scores = (row.scores[key] for key in keys)
        cells = ("" if score is None else one_decimal(score) for score in scores)
        writer.writerow([f"{row.month.year:04}-{row.month.month:02}", row.check_ins, *cells])
    return text.getvalue()

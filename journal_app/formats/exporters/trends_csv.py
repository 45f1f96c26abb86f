"""The tables of the trends as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
import io

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

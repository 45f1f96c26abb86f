"""The tables of the trends as files."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.trends.tables import Table
from journal_app.formats.exporters.trends_csv import table_csv


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_every_row_ends_as_the_standard_says_and_commas_are_quoted() -> None:
    table = Table(
        ("Check-in", "Safe, inclusive, trusting"), (("3 March 2026", "2.3"), ("3 April 2026", "–")), ("a", "b")
    )
    assert table_csv(table) == 'Check-in,"Safe, inclusive, trusting"\r\n3 March 2026,2.3\r\n3 April 2026,–\r\n'


def test_a_table_without_rows_is_its_columns() -> None:
    assert table_csv(Table(("Check-in", "Power"), (), ())) == "Check-in,Power\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@me", "\tx", "=HYPERLINK(“x”)"])
def test_a_statement_that_a_spreadsheet_would_take_for_a_formula_is_kept_from_being_one(text: str) -> None:
    written = table_csv(Table(("Check-in", text), (), ()))
    assert read(written) == [["Check-in", f"'{text}"]]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=4))
def test_any_statement_comes_back_as_it_was_but_for_the_apostrophe(cells: list[str]) -> None:
    row = read(table_csv(Table(tuple(cells), (), ())))
    found = row[0] if row else [""]
    assert [cell.removeprefix("'") for cell in found] == [cell.removeprefix("'") for cell in cells]

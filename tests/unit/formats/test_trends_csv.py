"""The tables of the trends as files."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.trends.tables import Table, table_of
from journal_app.domain.trends.views import (
    BehaviourPoint,
    BehaviourSeries,
    Overview,
    PracticePoint,
    PracticeSeries,
    PracticeView,
    Span,
    View,
    Writing,
    WritingRow,
)
from journal_app.formats.exporters.trends_csv import table_csv, view_csv


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_every_row_ends_as_the_standard_says_and_commas_are_quoted() -> None:
    table = Table(
        ("Check-in", "Safe, inclusive, trusting"), (("3 March 2026", "2.3"), ("3 April 2026", "–")), ("a", "b")
    )
    assert table_csv(table) == 'Check-in,"Safe, inclusive, trusting"\r\n3 March 2026,2.3\r\n3 April 2026,\r\n'


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


SPAN = Span(date(2026, 1, 1), date(2026, 2, 28))
CHECK_INS = (("a", date(2026, 1, 5)), ("b", date(2026, 2, 3)))
POINT = PracticePoint("b", date(2026, 2, 3), total=7, rated=3, low=1, high=4, passed=1, evidence=2)


def written(view: View) -> str:
    names = {"power": "Managing power"}
    return view_csv(view, table_of(view, names, "N"), names, "N")


def test_of_each_practice_stands_what_its_score_is_made_of() -> None:
    view = Overview(SPAN, (PracticeSeries("power", (POINT,), ((POINT,),)),), CHECK_INS)
    assert written(view) == (
        "Check-in,Managing power,Managing power: lowest,Managing power: highest,Managing power: rated,"
        "Managing power: reflections\r\n"
        "2026-02-03,2.3,1,4,3,2\r\n"
        "2026-01-05,,,,,\r\n"
    )


def test_of_each_statement_stand_its_rating_and_how_much_is_attached() -> None:
    points = (BehaviourPoint("a", date(2026, 1, 5), None), BehaviourPoint("b", date(2026, 2, 3), 4, "", ("x", "y")))
    rated = BehaviourSeries("power-1", 1, "I ask first", asked=True, points=points, segments=())
    left_out = BehaviourSeries("power-2", 1, "I wait", asked=True, points=(), segments=())
    assert written(PracticeView(SPAN, "power", (rated, left_out), CHECK_INS)) == (
        "Check-in,I ask first,I ask first: reflections,I wait,I wait: reflections\r\n"
        "2026-02-03,4,2,,\r\n"
        "2026-01-05,N,0,,\r\n"
    )


def test_months_and_the_day_of_the_newest_score_can_be_reckoned_with() -> None:
    months = (date(2026, 1, 1), date(2026, 2, 1))
    view = Writing(SPAN, months, (WritingRow("power", (1, 0), 1, 1, POINT),), (2, 0), 1, 2)
    assert written(view) == (
        "Practice,2026-01,2026-02,Reflections,Check-ins,Newest score,Newest score on\r\n"
        "Managing power,1,0,1,1,2.3,2026-02-03\r\n"
        "All reflections,2,0,2,2,,\r\n"
        "Without a practice,,,1,,,\r\n"
    )

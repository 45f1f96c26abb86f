"""Tables in the terminal: everything in them is there, in as few columns as there is room for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.cli.terminal_table import NARROWEST, WIDEST, table_lines
from journal_app.domain.trends.tables import Table

PRACTICES = ("Safe, inclusive, trusting", "Managing power", "Surfacing conflict", "Shared decisions")


def table(columns: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    return Table(columns, rows, ("",) * len(rows))


def test_what_fits_stands_in_one_line_each() -> None:
    lines = table_lines(table(("Check-in", "Managing power"), ("5 March 2026", "2.3"), ("5 May 2026", "–")), NARROWEST)
    assert lines == ["Check-in      Managing power", "5 March 2026             2.3", "5 May 2026                 –"]


def test_headings_are_wrapped_before_anything_is_turned() -> None:
    columns = ("Check-in", *(f"{name} practice" for name in PRACTICES))
    lines = table_lines(table(columns, ("5 March 2026", "1.0", "2.0", "3.0", "4.0")), NARROWEST)
    assert len(lines[0]) <= NARROWEST
    assert lines[-1].split() == ["5", "March", "2026", "1.0", "2.0", "3.0", "4.0"]
    assert lines[0].split()[:4] == ["Check-in", "Safe,", "Managing", "power"]
    assert lines[1].split()[:2] == ["inclusive,", "practice"]


def test_a_table_of_many_months_has_a_row_for_each() -> None:
    months = tuple(f"September {year}" for year in range(2000, 2030))
    lines = table_lines(table(("Practice", *months), ("Managing power", *("3",) * 30), ("Conflict", *("4",) * 30)), 80)
    assert lines[0].split("  ")[0] == "Practice"
    assert [line.split() for line in lines[-30:]] == [["September", str(year), "3", "4"] for year in range(2000, 2030)]


def test_a_table_that_is_wide_both_ways_comes_in_parts_that_each_name_their_rows() -> None:
    columns = ("Check-in", *(f"Statement{number:02}" for number in range(30)))
    rows = tuple((f"Row{row:02}", *("3",) * 30) for row in range(40))
    lines = table_lines(table(columns, *rows), 80)
    assert max(map(len, lines)) <= 80
    parts = sum(line.startswith("Check-in ") for line in lines)
    assert sum(line.startswith("Statement07 ") for line in lines) == parts > 3
    assert sum(line.count("Row") for line in lines) == 40


def test_a_heading_that_is_a_sentence_is_numbered_and_written_out_below() -> None:
    long = "I ask the smaller partners what they want on the agenda"
    lines = table_lines(table(("Check-in", "Short", long), ("5 March 2026", "1", "2")), 80)
    assert lines == ["Check-in      Short  (2)", "5 March 2026      1    2", "", f"(2): {long}"]


def test_what_a_terminal_would_obey_is_written_out() -> None:
    lines = table_lines(table(("Check-in", "A\x1b[31m", "\u202eB" * 30), ("x", "1", "\x07")), 80)
    assert not set("".join(lines)) & {"\x1b", "\u202e", "\x07"}
    assert "\\x1b[31m" in lines[0]


WORDS = st.lists(st.sampled_from(["one", "three", "twelve", "relationships", "–"]), min_size=1, max_size=5).map(
    " ".join
)


@given(data=st.data(), width=st.integers(NARROWEST, WIDEST))
def test_no_line_is_too_long_and_no_word_is_lost(data: st.DataObject, width: int) -> None:
    across, down = data.draw(st.integers(2, 14)), data.draw(st.integers(1, 14))
    rows = [tuple(data.draw(WORDS) for _ in range(across)) for _ in range(down + 1)]
    lines = table_lines(table(*rows), width)
    assert max(map(len, lines)) <= width
    printed = " ".join(lines).split()
    for word in {word for row in rows for cell in row for word in cell.split()}:
        assert printed.count(word) >= sum(cell.split().count(word) for row in rows for cell in row)


@pytest.mark.parametrize("width", [NARROWEST, WIDEST])
def test_a_table_without_rows_is_its_headings(width: int) -> None:
    assert table_lines(table(("Practice", "Score")), width) == ["Practice  Score"]

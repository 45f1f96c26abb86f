"""The trends from a shell: every view as text, JSON, CSV and picture, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

from tests.support.program import Outcome, Program
from tests.support.trend_files import holds_what_is_shown


@pytest.fixture(scope="module")
def program_with_check_ins(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Two check-ins, all 2 and then all 4; a third that rates one practice; two reflections."""
    program = Program(tmp_path_factory.mktemp("trends"))
    program.here("new", "--no-passphrase")
    program.here("write", "--at", "2026-01-10", "--practice", "power", "Once about power.")
    program.here("write", "--at", "2026-02-10", "Once about nothing.")
    behaviours = json.loads(program.here("behaviours", "--json").out)["behaviours"]
    keys = [each["key"] for each in behaviours]
    power = [each["key"] for each in behaviours if each["practice"] == "power"]
    for on, ratings in (
        ("2026-01-05", dict.fromkeys(keys, 2)),
        ("2026-02-05", dict.fromkeys(keys, 4)),
        ("2026-03-05", {power[0]: 5, power[1]: 4, power[2]: None}),
    ):
        file = program.home / "check-in.json"
        file.write_text(json.dumps({"on": on, "ratings": ratings}), "utf-8")
        assert program.here("check-in", "--from", file).code == 0
    return program


@pytest.fixture
def run(program_with_check_ins: Program) -> Program:
    return program_with_check_ins


def ok(program: Program, *arguments: str | Path) -> Outcome:
    outcome = program.here("trends", *arguments)
    assert (outcome.code, outcome.err) == (0, ""), outcome
    return outcome


VIEWS = {
    "overview": [],
    "practice": ["--practice", "power"],
    "comparison": ["--compare", "2026-01..2026-02"],
    "writing": ["--writing"],
}


def test_the_overview_shows_words_a_caution_and_a_row_for_each_check_in(run: Program) -> None:
    document = ok(run, "--json").json
    assert (document["view"], document["check_ins"], document["since"]) == ("overview", 3, None)
    assert [point["score"] for point in document["practices"]["power"]] == [2.0, 4.0, 4.5]
    assert document["practices"]["power"][2] == {
        "check_in": document["practices"]["power"][2]["check_in"],
        "on": "2026-03-05",
        "score": 4.5,
        "low": 4,
        "high": 5,
        "rated": 2,
        "no_opportunity": 1,
        "evidence": 0,
        "piece": 1,
    }
    text = ok(run).out
    assert text.startswith(document["words"] + "\n" + document["caution"] + "\n\nCheck-in")
    assert [line.split("  ")[0] for line in text.splitlines()[-3:]] == [
        *("5 March 2026", "5 February 2026", "5 January 2026")
    ]
    assert max(map(len, text.splitlines()[3:])) <= 120


def test_every_view_has_its_words_and_its_table_in_json(run: Program) -> None:
    for name, arguments in VIEWS.items():
        document = ok(run, *arguments, "--json").json
        assert document["view"] == name
        assert document["words"]
        assert all(len(row) == len(document["table"]["columns"]) for row in document["table"]["rows"])


def test_two_periods_stand_beside_each_other(run: Program) -> None:
    document = ok(run, "--compare", "2026-01..2026-02", "--json").json
    assert (document["first"]["until"], document["second"]["since"]) == ("2026-01-31", "2026-02-01")
    power = next(row for row in document["rows"] if row["key"] == "power")
    assert (power["first"]["mean"], power["second"]["mean"], power["shared"]) == (2.0, 4.0, 3)


def test_two_periods_can_be_compared_behaviour_by_behaviour(run: Program) -> None:
    document = ok(run, "--compare", "2026-01..2026-02", "--practice", "power", "--json").json
    assert document["practice"] == "power"
    assert [row["second"]["mean"] for row in document["rows"]] == [4.0, 4.0, 4.0]


def test_what_was_written_stands_beside_what_was_rated(run: Program) -> None:
    document = ok(run, "--writing", "--to", "2026-03", "--json").json
    assert document["reflections"] == {"2026-01": 1, "2026-02": 1, "2026-03": 0}
    assert document["practices"]["power"]["reflections"] == {"2026-01": 1, "2026-02": 0, "2026-03": 0}
    assert (document["practices"]["power"]["check_ins"], document["without_practice"]) == (3, 1)


def test_the_time_can_be_told_in_months_quarters_and_days(run: Program) -> None:
    assert ok(run, "--from", "2026-02", "--json").json["check_ins"] == 2
    assert ok(run, "--to", "2026-02-05", "--json").json["check_ins"] == 2
    assert ok(run, "--from", "2026-Q1", "--to", "2026-Q1", "--json").json["check_ins"] == 3
    assert ok(run, "--months", "1200", "--json").json["check_ins"] == 3


def test_a_time_without_anything_is_not_called_an_empty_journal(run: Program) -> None:
    nothing = "There is no check-in in this period. A longer period has more to show.\n"
    assert ok(run, "--to", "2020").out == nothing
    assert ok(run, "--practice", "power", "--to", "2020").out == nothing
    assert ok(run, "--writing", "--to", "2020").out.startswith("Nothing was written or rated in this time.\n")


def test_the_csv_holds_the_numbers_of_the_table(run: Program) -> None:
    for name, arguments in VIEWS.items():
        file = run.home / f"{name}.csv"
        document = ok(run, *arguments, "--csv", file, "--json").json
        with file.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        assert holds_what_is_shown(rows, document["table"]["columns"], document["table"]["rows"])


def test_every_view_is_drawn_as_a_picture_and_as_a_drawing(run: Program) -> None:
    for name, arguments in VIEWS.items():
        png, svg = run.home / f"{name}.png", run.home / f"{name}.svg"
        ok(run, *arguments, "--png", png, "--svg", svg)
        assert png.read_bytes().startswith(b"\x89PNG\r\n")
        assert int.from_bytes(png.read_bytes()[16:20], "big") == 2096  # as the window saves it
        assert b"<svg" in svg.read_bytes()[:1000]


def test_a_file_that_was_there_is_replaced_whole_and_nothing_is_left_beside_it(run: Program) -> None:
    folder = run.home / "own"
    folder.mkdir()
    (folder / "trends.csv").write_text("old" * 10_000, "utf-8")
    ok(run, "--csv", folder / "trends.csv")
    rows = list(csv.reader(io.StringIO((folder / "trends.csv").read_text("utf-8"), newline="")))
    assert len(rows) == 4
    assert [path.name for path in folder.iterdir()] == ["trends.csv"]


@pytest.mark.parametrize(
    ("option", "beginning"), [("--csv", b"Check-in,"), ("--png", b"\x89PNG\r\n"), ("--svg", b"<?xml ")]
)
def test_a_dash_is_standard_output_and_then_nothing_else_is_printed(
    run: Program, option: str, beginning: bytes
) -> None:
    command = [*run.python_command(), "-m", "journal_app", "trends", option, "-"]
    done = subprocess.run(command, env=run.environment(), cwd=run.home, capture_output=True, check=True)
    ok(run, option, "whole")
    assert done.stdout.startswith(beginning)
    assert (done.stdout, done.stderr) == ((run.home / "whole").read_bytes(), b"")
    assert not (run.home / "-").exists()


def test_a_file_whose_name_is_a_dash_is_written_where_its_folder_is_named(run: Program) -> None:
    assert not run.here("trends", "--csv", "./-").out.startswith("Check-in,")
    assert (run.home / "-").read_text("utf-8").startswith("Check-in,")


@pytest.mark.parametrize("option", ["--csv", "--png", "--svg"])
@pytest.mark.parametrize("target", ["no/such/folder/x", "."])
def test_a_file_that_cannot_be_written_is_one_sentence(run: Program, option: str, target: str) -> None:
    assert "could not be written" in run.here("trends", option, target).sentence()
    assert not [path.name for path in run.home.iterdir() if path.name.endswith(".new")]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--practice", "nonsense"], "There is no practice called “nonsense”."),
        (["--compare", "2026"], "“2026” is not a period"),
        (["--compare", "2026-01..2026-13"], "“2026-13” is not a period"),
        (["--from", "yesterday"], "“yesterday” is not a period"),
        (["--from", "2026-03", "--to", "2026-01"], "“2026-03..2026-01” is not a period"),
        (["--looking-back"], "You have not looked back yet"),
        (["--from", "9999"], "9999-01-01 is still to come"),
    ],
)
def test_what_cannot_be_shown_is_one_sentence(run: Program, arguments: list[str], part: str) -> None:
    assert part in run.here("trends", *arguments).sentence()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--writing", "--looking-back"],
        ["--writing", "--practice", "power"],
        ["--compare", "2025..2026", "--months", "3"],
        ["--looking-back", "--from", "2026"],
        ["--months", "3", "--from", "2026"],
        ["--months", "0"],
        ["--csv", ""],
        ["--csv", "-", "--json"],
        ["--csv", "-", "--png", "-"],
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(run: Program, arguments: list[str]) -> None:
    outcome = run.here("trends", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert "Error: " in outcome.err


def test_an_empty_journal_says_so_in_every_view(program: Program) -> None:
    program.here("new", "--no-passphrase")
    assert ok(program).out == "No check-ins yet.\n"
    assert ok(program, "--json").json["table"]["rows"] == []
    for arguments in (["--practice", "power"], ["--writing"], ["--compare", "2025..2026"]):
        ok(program, *arguments)
        ok(program, *arguments, "--png", program.home / "empty.png")


def test_a_period_compared_with_itself_has_columns_that_can_be_told_apart(run: Program) -> None:
    columns = ok(run, "--compare", "2026-01..2026-01", "--json").json["table"]["columns"]
    assert columns[1:7:3] == ["January 2026 (first)", "January 2026 (second)"]
    assert len(set(columns)) == len(columns)


def test_years_of_long_ago_are_written_as_they_are_typed(run: Program) -> None:
    columns = ok(run, "--compare", "0001..0002-03", "--json").json["table"]["columns"]
    assert columns[1:7:3] == ["0001", "March 0002"]


def test_the_months_of_what_was_written_stand_below_each_other(run: Program) -> None:
    lines = ok(run, "--writing", "--months", "24").out.splitlines()
    assert sum(line.startswith("January 20") for line in lines) >= 1
    assert max(len(line) for line in lines[3:]) <= 120

"""A leader's first weeks from the shell: import the old journal, write, search, check in, see the trend."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.journals import PASSPHRASE
from tests.support.program import SHARED, Program

needs_samples = pytest.mark.skipif(not SHARED.is_dir(), reason="the sample journals are not here")

DAY_ONE = SHARED / "fixtures" / "dayone_json"
EXAMPLE = DAY_ONE / "ergebnis" / "demo" / "Example.json"


@pytest.fixture
def secret(program: Program) -> Path:
    path = program.home / "secret"
    path.write_text(PASSPHRASE, "utf-8")
    return path


@needs_samples
def test_a_day_one_journal_comes_in_whole_and_again_adds_nothing(program: Program, secret: Path) -> None:
    options = ("--passphrase-file", secret)
    program.ok(*options, "new")
    text = program.ok(*options, "import", EXAMPLE)
    assert text.out == "Day One: 54 entries found, 54 added, 0 already here.\n"
    assert re.match(r"\d+ pictures or other files", text.err)
    entries = program.ok(*options, "list", "--limit", "100", "--json").json
    assert len(entries) == 54
    assert sum(entry["starred"] for entry in entries) == 7
    assert entries[-1]["written"]["at"] == "2004-10-12T18:38:16-06:00"
    oldest = program.ok(*options, "show", entries[-1]["uid"], "--json").json
    assert {"diary", "Pizza"} <= set(oldest["tags"])
    assert oldest["source"]["uid"].startswith("2E542464")
    again = program.ok(*options, "import", EXAMPLE, "--json").json
    assert (again["found"], again["added"], again["already_here"]) == (54, 0, 54)
    assert {problem["kind"] for problem in again["problems"]} == {"missing-media"}
    assert program.ok(*options, "info", "--json").json["entries"] == 54


@needs_samples
def test_every_day_one_sample_comes_in_with_as_many_entries_as_expected(program: Program) -> None:
    expected = {
        line["path"]: line["entries"] for line in json.loads((DAY_ONE.parent / "EXPECTED.json").read_text("utf-8"))
    }
    program.ok("new", "--no-passphrase")
    total = 0
    for path, entries in expected.items():
        if path.startswith("dayone_json/") or path == "minidiary/jsonDayOne.json":
            report = program.ok("import", DAY_ONE.parent / path, "--json").json
            assert (report["found"], report["added"]) == (entries, entries), path
            total += entries
    assert total > 60
    assert program.ok("info", "--json").json["entries"] == total


def test_a_leader_writes_rates_and_sees_what_moved(program: Program, secret: Path) -> None:
    options = ("--passphrase-file", secret)
    program.ok(*options, "new")
    asked = program.ok(*options, "prompt", "--json").json
    practices = [part for key in asked["practices"] for part in ("--practice", key)]
    uid = program.ok(*options, "write", *practices, "--tag", "Ward 4", stdin="I asked before I answered.\n").out.strip()
    assert [each["uid"] for each in program.ok(*options, "search", "before i answered", "--json").json] == [uid]
    behaviours = program.ok("behaviours", "--json").json["behaviours"]
    today = date.today()  # noqa: DTZ011  the program runs on the machine's clock
    for months_ago, value in ((3, 2), (2, 3), (1, 4), (0, 5)):
        ratings = {each["key"]: value for each in behaviours if each["practice"] == "conflict"}
        ratings |= {each["key"]: 3 for each in behaviours if each["practice"] == "power"}
        file = program.home / "check-in.json"
        on = today - timedelta(days=30 * months_ago + 1)
        file.write_text(json.dumps({"on": on.isoformat(), "ratings": ratings}), "utf-8")
        program.ok(*options, "check-in", "--from", file)
    trends = program.ok(*options, "trends", "--months", "12", "--json").json
    assert [point["score"] for point in trends["practices"]["conflict"]] == [2.0, 3.0, 4.0, 5.0]
    assert {point["score"] for point in trends["practices"]["power"]} == {3.0}
    assert trends["practices"]["purpose"] == []
    assert "conflict" in trends["words"].lower()
    info = program.ok(*options, "info", "--json").json
    assert (info["entries"], info["check_ins"], info["passphrase"]) == (1, 4, True)


def test_a_behaviour_of_ones_own_is_rated_reworded_and_looked_back_on(program: Program, secret: Path) -> None:
    options = ("--passphrase-file", secret)
    program.ok(*options, "new")
    own = program.ok(*options, "behaviours", "add", "power", "I say aloud who decides").out.strip()
    today = date.today()  # noqa: DTZ011  the program runs on the machine's clock
    file = program.home / "check-in.json"

    def rate(value: int, days_ago: int) -> None:
        on = today - timedelta(days=days_ago)
        file.write_text(json.dumps({"on": on.isoformat(), "ratings": {own: value}}), "utf-8")
        program.ok(*options, "check-in", "--from", file)

    rate(2, 60)
    program.ok(*options, "behaviours", "reword", own, "I say who decides before we begin")
    rate(4, 30)
    file.write_text(json.dumps({"ratings": {own: 1}}), "utf-8")
    program.ok(*options, "then", "--as-of", (today - timedelta(days=60)).isoformat(), "--from", file)
    program.ok(*options, "behaviours", "remove", own)
    found = program.ok(*options, "check-ins", "--json").json
    assert [(each["ratings"][own], each["statements"][own], bool(each["as_of"])) for each in found] == [
        (1, "I say who decides before we begin", True),
        (4, "I say who decides before we begin", False),
        (2, "I say aloud who decides", False),
    ]
    assert program.ok(*options, "rhythm", "weekly").out.startswith("weekly: every week.")


def test_without_a_display_the_program_shows_the_sample_in_the_terminal(program: Program) -> None:
    outcome = program.run(env={"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":nothing"})
    assert outcome.code == 0
    assert outcome.err.startswith("No window can be opened here (")
    assert outcome.err.count("\n") == 1
    for part in ("Today's prompt", "Lately", "Trends", "journal-app --help"):
        assert part in outcome.out
    assert not program.journal.exists()


def test_a_journal_that_was_moved_with_its_folder_opens_elsewhere(program: Program, secret: Path) -> None:
    program.ok("--passphrase-file", secret, "new")
    program.ok("--passphrase-file", secret, "write", "carried along")
    moved = program.home / "memory stick"
    program.journal.rename(moved)
    listed = program.ok("--journal", moved, "--passphrase-file", secret, "list", "--json").json
    assert [each["first_line"] for each in listed] == ["carried along"]
    assert "There is no journal" in program.run("--passphrase-file", secret, "list").sentence()

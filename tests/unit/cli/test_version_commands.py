"""Earlier versions from a shell: list, show, restore."""

from __future__ import annotations

import pytest

from journal_app.bootstrap import build
from journal_app.paths import default_paths
from tests.support.clock import FakeClock
from tests.support.program import Program


@pytest.fixture
def uid(program: Program) -> str:
    """An entry with two earlier versions."""
    program.ok("new", "--no-passphrase")
    uid = program.ok("write", "--title", "Monday", "The meeting began late.").out.strip()
    clock = FakeClock("2036-03-03T18:30")
    services = build(default_paths(program.journal), clock).open(program.journal, None)
    for body in ("The meeting began early.", "The meeting began on time."):
        services.entries.save_text(uid, "Monday", body, services.entries.get(uid).revision)
        clock.advance(days=2)
    services.journal.close()
    return uid


def test_versions_are_listed_newest_first(program: Program, uid: str) -> None:
    lines = program.ok("versions", uid[:8]).out.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2"]
    assert "2036-03-03 18:30" in lines[0]
    assert "4 words" in lines[0]
    assert "before you wrote on" in lines[0]
    first, second = program.ok("versions", uid, "--json").json
    assert (first["version"], first["words"], first["words_added_since"], first["words_removed_since"]) == (1, 4, 2, 1)
    assert (second["version"], second["reason"], second["present"]) == (2, "sitting", False)


def test_an_entry_without_versions_says_so(program: Program) -> None:
    program.ok("new", "--no-passphrase")
    uid = program.ok("write", "Once.").out.strip()
    outcome = program.ok("versions", uid)
    assert (outcome.out, outcome.err) == ("", "No earlier versions.\n")
    assert program.ok("versions", uid, "--json").json == []


def test_one_version_is_shown(program: Program, uid: str) -> None:
    assert program.ok("versions", uid, "--show", "2").out == "Monday\n\nThe meeting began late.\n"
    shown = program.ok("versions", uid, "--show", "1", "--json").json
    assert (shown["title"], shown["body"]) == ("Monday", "The meeting began early.")


def test_a_version_is_restored_and_what_it_replaced_is_one_too(program: Program, uid: str) -> None:
    assert "Restored" in program.ok("versions", uid, "--restore", "2").err
    assert program.ok("show", uid, "--json").json["body"] == "The meeting began late."
    texts = [program.ok("versions", uid, "--show", str(place), "--json").json["body"] for place in (1, 2, 3)]
    assert sorted(texts) == ["The meeting began early.", "The meeting began late.", "The meeting began on time."]
    assert "as it is now" in program.ok("versions", uid).out


def test_what_is_not_there_is_said(program: Program, uid: str) -> None:
    for option in ("--show", "--restore"):
        assert "no such earlier version" in program.run("versions", uid, option, "3").sentence()
    assert "no entry" in program.run("versions", "ffff").sentence()
    assert program.run("versions", uid, "--show", "0").code == 2
    assert program.run("versions", uid, "--show", "1", "--restore", "1").code == 2
    assert program.ok("show", uid, "--json").json["body"] == "The meeting began on time."

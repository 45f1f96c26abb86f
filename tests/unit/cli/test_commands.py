"""Every command as a person types it: what it prints, as text and as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from journal_app import __version__
from tests.support.program import Program

COMMANDS = (
    *("new", "write", "list", "show", "versions", "search", "prompt", "behaviours", "check-in", "trends", "import"),
    *("check-ins", "then", "rhythm"),
    *("info", "passphrase", "recovery-key", "backup", "backups", "restore", "verify", "salvage", "merge"),
)

HEX = re.compile(r"[0-9a-f]{32}\n")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A program with three entries and two check-ins, to be read and not to be changed."""
    program = Program(tmp_path_factory.mktemp("library"))
    program.ok("new", "--no-passphrase")
    program.ok("write", "--at", "2026-02-01T09:15", "--title", "Oldest", "A kingfisher by the weir.")
    program.ok(
        *("write", "--at", "2026-02-02T18:40+01:00", "--practice", "power", "--practice", "conflict"),
        *("--tag", "Équipe", "--tag", "two words", "# Heading\n\nWell-being, don't and C++"),
    )
    program.ok("write", "--at", "2026-03-01", "--tag", "équipe", "Newest\nwith a kingfisher too")
    keys = [each["key"] for each in program.ok("behaviours", "--json").json["behaviours"]]
    for on, value in (("2026-01-05", 2), ("2026-02-05", 4)):
        check_in = program.home / "check-in.json"
        check_in.write_text(json.dumps({"on": on, "ratings": dict.fromkeys(keys, value)}), "utf-8")
        program.ok("check-in", "--from", check_in)
    return program


def with_journal(program: Program) -> Program:
    program.ok("new", "--no-passphrase")
    return program


def listed(program: Program) -> list[Any]:
    found: list[Any] = program.ok("list", "--json").json
    return found


def test_new_makes_a_journal_and_says_how_it_is_protected(program: Program) -> None:
    outcome = program.ok("new", "--no-passphrase")
    assert str(program.journal) in outcome.out
    assert "no passphrase" in outcome.out
    assert program.ok("info", "--json").json["passphrase"] is False


def test_new_with_a_passphrase_from_a_file_opens_with_it_alone(program: Program, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_bytes("\ufeffcorrect hörse\r\nand a second line\r\n".encode())
    program.ok("--passphrase-file", secret, "new")
    program.ok("--passphrase-file", secret, "write", "locked away")
    assert "and none was given" in program.run("list").sentence()
    secret.write_text("correct hörse", "utf-8")
    assert "locked away" in program.ok("--passphrase-file", secret, "list").out
    secret.write_text("correct hörse ", "utf-8")
    assert "does not open this journal" in program.run("--passphrase-file", secret, "list").sentence()
    assert program.ok("behaviours").out


def test_write_prints_the_uid_and_show_takes_its_beginning(program: Program) -> None:
    uid = with_journal(program).ok("write", "--title", "A  title", "A body").out
    assert HEX.fullmatch(uid)
    shown = program.ok("show", uid[:6])
    assert shown.out.startswith("A title\n")
    assert shown.out.endswith("\n\nA body\n")


def test_write_keeps_everything_that_can_be_said_about_an_entry(library: Program) -> None:
    uid = library.ok("search", "heading", "--json").json[0]["uid"]
    assert library.ok("show", uid, "--json").json == {
        "uid": uid,
        "written": {"at": "2026-02-02T18:40:00+01:00", "zone": None, "zone_assumed": False},
        "all_day": False,
        "title": "",
        "body": "# Heading\n\nWell-being, don't and C++",
        "starred": False,
        "practices": ["conflict", "power"],
        "tags": ["Équipe", "two words"],
        "prompt": None,
        "created": library.ok("show", uid, "--json").json["created"],
        "modified": library.ok("show", uid, "--json").json["modified"],
        "deleted": None,
        "source": None,
    }
    shown = library.ok("show", uid).out.splitlines()
    assert shown[:2] == ["Untitled", "Monday 2 February 2026, 18:40"]
    assert "Practices: Surfacing conflict; Managing power" in shown
    assert "Tags: Équipe, two words" in shown


def test_a_time_without_a_zone_is_local_and_a_day_alone_is_noon(library: Program) -> None:
    written = {each["title"] or each["first_line"]: each["written"] for each in listed(library)}
    assert written["Oldest"] == {"at": "2026-02-01T09:15:00+00:00", "zone": "Europe/London", "zone_assumed": False}
    assert written["Newest"]["at"] == "2026-03-01T12:00:00+00:00"


def test_without_a_time_an_entry_is_written_now_in_the_machines_zone(program: Program) -> None:
    with_journal(program).ok("write", "now", stdin=b"")
    written = listed(program)[0]["written"]
    assert written["zone"] == "Europe/London"
    program.ok("write", "there", "--tag", "x", stdin=b"", env={"TZ": "Pacific/Auckland"})
    assert {each["written"]["zone"] for each in listed(program)} == {"Europe/London", "Pacific/Auckland"}


@pytest.mark.parametrize(
    ("stdin", "body", "replaced"),
    [
        (b"from a pipe\n", "from a pipe\n", 0),
        (b"\xef\xbb\xbfwith a mark", "with a mark", 0),
        (b"a\r\nb", "a\nb", 0),
        ("ünïcödé 🧭".encode(), "ünïcödé 🧭", 0),
        (b"bad \xff byte", "bad \ufffd byte", 1),
        (b"nul \x00 here \xc3", "nul \ufffd here \ufffd", 2),
        (b"surrogate \xed\xa0\x80", "surrogate \ufffd\ufffd\ufffd", 3),
    ],
)
def test_write_takes_its_text_from_standard_input(program: Program, stdin: bytes, body: str, replaced: int) -> None:
    outcome = with_journal(program).ok("write", stdin=stdin)
    assert program.ok("show", outcome.out.strip(), "--json").json["body"] == body
    assert (f"{replaced} characters" in outcome.err) == bool(replaced)
    if not replaced:
        assert outcome.err == ""


def test_five_megabytes_go_in_and_come_out_whole(program: Program) -> None:
    text = "Ein langer Tag an der Brücke. 🌉\n" * 150_000
    assert len(text.encode()) > 5_000_000
    uid = with_journal(program).ok("write", "--title", "Long", stdin=text).out.strip()
    assert program.ok("show", uid, "--json").json["body"] == text
    assert program.ok("list").out.count("\n") == 1


def test_list_shows_the_newest_first_and_as_many_as_asked_for(library: Program) -> None:
    lines = library.ok("list").out.splitlines()
    assert [line.split("   ", 1)[-1] for line in lines if "2026-" in line] == [
        "2026-03-01 12:00  Newest",
        "2026-02-02 18:40  Heading",
        "2026-02-01 09:15  Oldest",
    ]
    assert "Surfacing conflict; Managing power" in lines[2]
    assert [each["first_line"] for each in library.ok("list", "--limit", "1", "--json").json] == ["Newest"]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["kingfisher"], 2),
        (["KINGFISHER", "weir"], 1),
        (["well-being"], 1),
        (["don't"], 1),
        (["C++"], 1),
        (['"by the weir"'], 1),
        (['"weir the by"'], 0),
        (["NEAR("], 0),
        (["king"], 2),
        (["--", "-kingfisher"], 2),
        (["kingfisher\udcff"], 2),
    ],
)
def test_search_finds_what_holds_all_the_words(library: Program, words: list[str], count: int) -> None:
    outcome = library.ok("search", "--json", *words)
    assert len(outcome.json) == count
    text = library.ok("search", *words)
    assert text.out.count("2026-") == count
    assert text.err == ("" if count else "No entries.\n")


def test_search_heeds_its_limit(library: Program) -> None:
    assert len(library.ok("search", "kingfisher", "--limit", "1", "--json").json) == 1


def test_prompt_gives_a_question_and_the_reason_and_stays_the_same_all_day(program: Program) -> None:
    with_journal(program).ok("write", "--at", "2020-01-01", "long ago, and about no practice")
    first = program.ok("prompt", "--json").json
    assert "has had no reflection" in first["reason"]
    assert set(first) == {"key", "lens", "item", "text", "follow_up", "practices", "reason"}
    program.ok("write", "an answer", *(part for key in first["practices"] for part in ("--practice", key)))
    assert program.ok("prompt", "--json").json["key"] == first["key"]
    lines = program.ok("prompt").out.splitlines()
    assert lines[1:3] == [first["text"], first["follow_up"]]
    assert lines[0].startswith("Devon principle: ")
    other = program.ok("prompt", "--lens", "practices", "--json").json
    assert other["key"].startswith("practices.")
    assert program.ok("prompt", "--json").json["key"] == first["key"]


def test_behaviours_need_no_journal(program: Program) -> None:
    document = program.ok("behaviours", "--json").json
    assert len(document["behaviours"]) == 18
    assert len({each["key"] for each in document["behaviours"]}) == 18
    assert set(document["scale"]) == {"1", "2", "3", "4", "5"}
    text = program.ok("behaviours").out
    for behaviour in document["behaviours"]:
        assert behaviour["key"] in text
        assert behaviour["text"] in text
    assert not program.journal.exists()


def test_a_check_in_says_what_it_kept(program: Program) -> None:
    file = program.home / "check-in.json"
    file.write_text('\ufeff{"on": "2026-03-01", "ratings": {"say-we": 4, "return-to-purpose": null}}', "utf-8")
    outcome = with_journal(program).ok("check-in", "--from", file)
    assert outcome.out == "Check-in of 2026-03-01 kept: 1 of 2 rated.\n"
    assert program.ok("info", "--json").json["check_ins"] == 1


def test_a_check_in_without_a_day_is_of_today(program: Program) -> None:
    file = program.home / "check-in.json"
    file.write_text('{"ratings": {"say-we": 4}}', "utf-8")
    assert re.match(
        r"Check-in of \d{4}-\d\d-\d\d kept: 1 of 1", with_journal(program).ok("check-in", "--from", file).out
    )


def test_info_tells_the_facts(library: Program) -> None:
    facts = library.ok("info", "--json").json
    size = facts.pop("bytes")
    assert facts == {
        "folder": str(library.journal),
        "passphrase": False,
        "read_only": False,
        "entries": 3,
        "in_bin": 0,
        "check_ins": 2,
        "first_day": "2026-02-01",
    }
    text = library.ok("info").out
    assert "Entries      3, the first on 2026-02-01" in text
    assert f"{size / 1_000_000:.1f} MB" in text


def test_a_journal_can_be_anywhere_and_named_by_the_environment(program: Program, tmp_path: Path) -> None:
    elsewhere = tmp_path / "memory stick" / "Zoë's journal"
    program.ok("--journal", elsewhere, "new", "--no-passphrase")
    program.ok("write", "there", env={"THROUGHLINE_JOURNAL": str(elsewhere)})
    assert len(program.ok("--journal", elsewhere, "list", "--json").json) == 1
    assert not program.journal.exists()


def test_a_folder_whose_name_is_no_text_works_as_well(program: Program) -> None:
    folder = f"{program.home}/j\udcff"
    for env in ({"LANG": "C.UTF-8"}, {"PYTHONIOENCODING": "utf-8:strict"}):
        if not Path(folder).exists():
            assert program.run("--journal", folder, "new", "--no-passphrase", env=env).code == 0
        assert program.run("--journal", folder, "info", env=env).code == 0
        assert program.run("--journal", folder, "info", "--json", env=env).json["entries"] == 0


def test_the_version_and_help_need_no_journal(program: Program) -> None:
    assert __version__ in program.ok("--version").out
    text = program.ok("--help").out
    for command in COMMANDS:
        assert re.search(rf"^  {command}\b", text, re.MULTILINE), command
        assert "Usage: journal-app" in program.ok(command, "--help").out
    assert not program.journal.exists()

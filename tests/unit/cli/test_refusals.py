"""What cannot be done: exit code 1 with one sentence on stderr, or 2 for wrong usage, and nothing kept."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.support.journals import PASSPHRASE, files_under, make_journal
from tests.support.program import SHARED, Program

SAFE = (
    "Nothing has been",
    "has not been touched",
    "left as they are",
    "left as they were",
    "unchanged",
    "is safe",
    "all still here",
)


@pytest.fixture(scope="module")
def empty_journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_journal(tmp_path_factory.mktemp("empty") / "journal")


@pytest.fixture
def ready(program: Program, empty_journal: Path) -> Program:
    """The program with an empty journal."""
    shutil.copytree(empty_journal, program.journal)
    return program


def check_empty(program: Program) -> None:
    facts = program.here("info", "--json").json
    assert (facts["entries"], facts["in_bin"], facts["check_ins"]) == (0, 0, 0)


def check_sentence(sentence: str, part: str) -> None:
    assert part in sentence
    assert any(safe in sentence for safe in SAFE), sentence
    assert "Traceback" not in sentence
    assert len(sentence) < 700


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["write", "   "], "needs some text"),
        (["write", ""], "needs some text"),
        (["write", "x", "--practice", "patience"], "no practice called “patience”"),
        (["write", "x", "--practice", "\udcff"], "no practice called “\ufffd”"),
        (["write", "x", "--tag", "a,b"], "cannot be used as a tag"),
        (["write", "x", "--tag", ""], "cannot be used as a tag"),
        (["write", "x", "--tag", "\udcff"], "cannot be used as a tag"),
        (["write", "x", "--at", "2026-02-30"], "“2026-02-30” is not a date"),
        (["write", "x", "--at", "2026-02-29T10:00"], "is not a date"),
        (["write", "x", "--at", "2026-01-01T25:00"], "is not a date"),
        (["write", "x", "--at", ""], "is not a date"),
        (["write", "x", "--at", "yesterday"], "is not a date"),
        (["write", "x", "--at", "0001-01-01T00:00+05:00"], "is not a date"),
        (["write", "x", "--at", "\udcff"], "is not a date"),
        (["write", "x", "--at", "9" * 9999], "is not a date"),
        (["show", "abc"], "no entry “abc”"),
        (["show", ""], "no entry “”"),
        (["show", "\udcff"], "no entry “\ufffd”"),
        (["search", "*"], "nothing in those words"),
        (["search", '"'], "nothing in those words"),
        (["search", "🎉"], "nothing in those words"),
        (["search", ""], "nothing in those words"),
        (["prompt", "--lens", "tarot"], "no lens called “tarot”"),
        (["prompt", "--lens", "../devon"], "no lens called"),
        (["check-in", "--from", "not-there.json"], "“not-there.json” could not be read (No such file"),
        (["check-in", "--from", "."], "could not be read (Is a directory)"),
        (["import", "not-there.json"], "could not be read (No such file"),
        (["import", "."], "could not be read (Is a directory)"),
        (["new", "--no-passphrase"], "already a journal"),
    ],
    ids=lambda value: " ".join(value)[:50].encode("ascii", "replace").decode() if isinstance(value, list) else "",
)
def test_what_makes_no_sense_is_one_sentence_and_nothing_is_kept(
    ready: Program, arguments: list[str], part: str
) -> None:
    check_sentence(ready.here(*arguments).sentence(), part)
    check_empty(ready)


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ('{"ratings": {"say-we": 9}}', "“9” is not a rating"),
        ('{"ratings": {"say-we": "4"}}', "“4” is not a rating"),
        ('{"ratings": {"say-we": true}}', "“True” is not a rating"),
        ('{"ratings": {"say-we": 3.5}}', "“3.5” is not a rating"),
        ('{"ratings": {"say-we": NaN}}', "“nan” is not a rating"),
        ('{"ratings": {"say-we": 4, "say-them": 4}}', "no behaviour called “say-them”"),
        ('{"ratings": {"\\ud800": 4}}', "no behaviour called “\ufffd”"),
        ('{"ratings": {}}', "No behaviour has been answered"),
        ('{"ratings": {"say-we": 4}, "notes": []}', "“check-in.json” does not have the form"),
        ('{"ratings": {"say-we": 4}, "notes": {"say-we": 4}}', "“check-in.json” does not have the form"),
        ('{"ratings": {"say-we": 4}, "notes": {"return-to-purpose": "x"}}', "a statement that has no answer"),
        ('{"ratings": {"say-we": 4}, "notes": {"say-them": "x"}}', "no behaviour called “say-them”"),
        ('{"ratings": {"say-we": 4}, "notes": {"say-we": "' + "x" * 501 + '"}}', "can have 500 characters"),
        ('{"ratings": {"say-we": 4}, "evidence": {"say-we": "0123"}}', "“check-in.json” does not have the form"),
        ('{"ratings": {"say-we": 4}, "evidence": {"say-we": [4]}}', "“check-in.json” does not have the form"),
        ('{"ratings": {"say-we": 4}, "evidence": {"say-we": ["0123"]}}', "no entry “0123”"),
        ('{"ratings": {"say-we": 4}, "evidence": {"say-we": ["\\ud800"]}}', "no entry “\ufffd”"),
        ('{"ratings": {"say-we": 4}, "evidence": {"say-we": [""]}}', "no entry “”"),
        ('{"on": "1900-01-01", "ratings": {"say-we": 4}}', "more than a hundred years back"),
        ('{"on": "2026-02-30", "ratings": {"say-we": 4}}', "“2026-02-30” is not a date"),
        ('{"on": "2999-01-01", "ratings": {"say-we": 4}}', "“2999-01-01” lies in the future"),
        ('{"on": "2026-01-01T10:00", "ratings": {"say-we": 4}}', "is not a date"),
        ('{"on": 7, "ratings": {"say-we": 4}}', "must be a date"),
        ('{"on": null, "ratings": [4]}', 'it needs "ratings"'),
        ('{"rating": {"say-we": 4}}', 'it needs "ratings"'),
        ('{"ratings": {"say-we": 4}, "extra": 1}', '"extra" is not known here'),
        ('{"ratings": {"say-we": 4, "say-we": 5}}', '"say-we" stands in it twice'),
        ('{"ratings": {"say-we": 4}, "ratings": {}}', '"ratings" stands in it twice'),
        ("[]", 'it needs "ratings"'),
        ("null", 'it needs "ratings"'),
        ('{"ratings": {"say-we": 4}', "it is not JSON"),
        ("", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ('{"ratings": {"say-we": ' + "9" * 10_000 + "}}", "it is not JSON"),
        (b"\xff\xfe\x00", "it is not UTF-8 text"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_check_in_file_that_makes_no_sense_is_one_sentence_and_nothing_is_kept(
    ready: Program, content: str | bytes, part: str
) -> None:
    file = ready.home / "check-in.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    check_sentence(ready.here("check-in", "--from", file).sentence(), part)
    check_empty(ready)


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"{}", b"[]", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04 not a zip", b'{"entries": [', b"\xff" * 1000],
    ids=repr,
)
def test_a_file_that_is_no_journal_is_not_imported(ready: Program, content: bytes) -> None:
    file = ready.home / "other.json"
    file.write_bytes(content)
    check_sentence(ready.here("import", file).sentence(), "other.json")
    check_empty(ready)
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["list", "--limit", "0"],
        ["list", "--limit", "-1"],
        ["list", "--limit", "many"],
        ["list", "--limit", "99999999999999999999"],
        ["search", "x", "--limit", "0"],
        ["search"],
        ["show"],
        ["show", "a", "b"],
        ["check-in"],
        ["import"],
        ["trends", "--months", "0"],
        ["trends", "--months", "999999999999"],
        ["write", "a", "b"],
        ["--passphrase", "secret", "list"],
        ["--passphrase=secret", "list"],
        ["list", "--passphrase", "secret"],
        ["new", "--passphrase", "secret"],
        ["new", "extra"],
        ["--journal"],
        ["-x"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_code_two_and_touches_nothing(ready: Program, arguments: list[str]) -> None:
    before = files_under(ready.journal)
    outcome = ready.here(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert "Error: " in outcome.err
    assert "Traceback" not in outcome.err
    assert files_under(ready.journal) == before


def test_no_option_anywhere_takes_a_passphrase() -> None:
    import click

    from journal_app.cli.main import cli

    def options(command: click.Command) -> list[str]:
        own = [name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)]
        inner = command.commands.values() if isinstance(command, click.Group) else ()
        return own + [name for each in inner for name in options(each)]

    files = {"--passphrase-file", "--new-passphrase-file"}
    assert {name for name in options(cli) if "pass" in name} == {*files, "--no-passphrase"}
    assert {name for name in options(cli) if "recovery" in name} == {"--recovery-key-file"}


READERS = [["list"], ["show", "a"], ["search", "x"], ["prompt"], ["trends"], ["info"], ["write", "x"]]
READERS += [["recovery-key", "--no-check"], ["passphrase", "--new-passphrase-file", "other"]]
READERS += [["salvage"], ["merge", "x"]]


@pytest.mark.parametrize("arguments", READERS, ids=" ".join)
def test_without_a_journal_every_command_says_so_and_makes_nothing(program: Program, arguments: list[str]) -> None:
    check_sentence(program.here(*arguments).sentence(), "There is no journal in")
    assert not program.journal.exists()


@pytest.mark.parametrize("arguments", READERS, ids=" ".join)
def test_a_locked_journal_stays_locked_where_nobody_can_be_asked(program: Program, arguments: list[str]) -> None:
    make_journal(program.journal, PASSPHRASE)
    before = files_under(program.journal)
    check_sentence(program.here(*arguments).sentence(), "none was given")
    assert files_under(program.journal) == before


def test_a_new_journal_needs_a_passphrase_or_a_clear_no(program: Program) -> None:
    outcome = program.here("new")
    assert outcome.code == 2
    assert "--passphrase-file FILE, or new --no-passphrase" in outcome.err
    assert not program.journal.exists()


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf\r\nsecond line"])
def test_an_empty_passphrase_file_makes_no_journal(program: Program, content: bytes) -> None:
    secret = program.home / "secret"
    secret.write_bytes(content)
    check_sentence(program.here("--passphrase-file", secret, "new").sentence(), "empty passphrase")
    check_sentence(program.here("--passphrase-file", secret, "list").sentence(), "There is no journal")


def test_a_passphrase_file_that_cannot_be_read_is_one_sentence(program: Program) -> None:
    make_journal(program.journal, PASSPHRASE)
    (program.home / "binary").write_bytes(b"\xff\xfe")
    for name in ("not-there", ".", "binary"):
        check_sentence(program.here("--passphrase-file", name, "list").sentence(), "could not be read")


def _plain_sqlite(folder: Path) -> None:
    import sqlite3

    (folder / "journal.db").unlink()
    other = sqlite3.connect(folder / "journal.db")
    other.execute("CREATE TABLE t (x)")
    other.close()


@pytest.mark.parametrize(
    ("spoil", "part"),
    [
        (_plain_sqlite, "are not a Throughline journal"),
        (lambda folder: (folder / "journal.db").write_bytes(b"x" * 50_000), "cannot be read"),
        (lambda folder: (folder / "journal.db").write_bytes(b""), "cannot be read"),
        (lambda folder: (folder / "journal.db").unlink(), "cannot be read"),
        (lambda folder: (folder / "keys.json").unlink(), "keys.json is missing"),
        (lambda folder: (folder / "keys.json").write_text("{"), "keys.json in"),
        (
            lambda folder: (folder / "keys.json").write_text('{"format": "throughline-keys", "version": 9}'),
            "newer version",
        ),
    ],
)
@pytest.mark.parametrize("command", [["list"], ["write", "x"], ["info"]], ids=" ".join)
def test_a_journal_that_is_none_or_damaged_is_one_sentence_and_left_as_it_is(
    ready: Program, spoil: object, part: str, command: list[str]
) -> None:
    assert callable(spoil)
    spoil(ready.journal)
    before = files_under(ready.journal)
    check_sentence(ready.here(*command).sentence(), part)
    assert files_under(ready.journal) == before


def test_a_picture_that_cannot_be_written_is_one_sentence(ready: Program) -> None:
    file = ready.home / "check-in.json"
    file.write_text(json.dumps({"ratings": {"say-we": 4, "return-to-purpose": 4}}), "utf-8")
    ready.here("check-in", "--from", file)
    check_sentence(ready.here("trends", "--png", "no/such/folder/x.png").sentence(), "“x.png” could not be written")


def test_a_file_given_as_the_journals_folder_is_one_sentence(program: Program) -> None:
    (program.home / "note.txt").write_text("mine", "utf-8")
    for command in (["list"], ["new", "--no-passphrase"]):
        assert program.here("--journal", "note.txt", *command).sentence()
    assert (program.home / "note.txt").read_text("utf-8") == "mine"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the sample journals are not here")
@pytest.mark.parametrize("name", ["invalid.json"])
def test_a_day_one_file_that_was_cut_short_adds_nothing(ready: Program, name: str) -> None:
    file = SHARED / "fixtures" / "dayone_json" / "kulapard" / name
    check_sentence(ready.here("import", file).sentence(), name)
    check_empty(ready)

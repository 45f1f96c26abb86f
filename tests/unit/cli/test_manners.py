"""How the command line behaves towards the shell it runs in."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.support.journals import PASSPHRASE, make_journal
from tests.support.program import Program
from tests.support.terminal import in_terminal

HEAVY = ("PySide6", "shiboken6", "matplotlib", "numpy", "markdown", "nh3", "PIL")

SEE_WHAT_IS_IMPORTED = """
import json, sys
from journal_app.__main__ import main
code = main(sys.argv[1:])
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture
def ready(program: Program) -> Program:
    """The program with an entry."""
    program.ok("new", "--no-passphrase")
    program.ok("write", "--title", "🧭 Kompaß", "a kingfisher")
    return program


@pytest.mark.parametrize(
    "arguments",
    [["list"], ["search", "kingfisher"], ["prompt"], ["behaviours"], ["info"], ["trends"], ["write", "x"], ["--help"]],
    ids=" ".join,
)
def test_a_command_imports_neither_qt_nor_charts_nor_numpy(ready: Program, arguments: list[str]) -> None:
    outcome = ready.python(SEE_WHAT_IS_IMPORTED, *arguments)
    assert outcome.code == 0, outcome.err
    modules = set(json.loads(outcome.err.splitlines()[-1]))
    assert "journal_app.cli.main" in modules
    assert not modules & set(HEAVY)
    assert not [name for name in modules if name.startswith("journal_app.ui")]


def test_reading_does_without_the_slow_imports_of_writing(ready: Program) -> None:
    modules = set(json.loads(ready.python(SEE_WHAT_IS_IMPORTED, "list").err.splitlines()[-1]))
    assert not modules & {"sqlite_utils", "cryptography", "argon2", "platformdirs"}


def test_every_command_works_where_qt_cannot_be_imported(ready: Program) -> None:
    code = "import sys; sys.modules['PySide6'] = None\n" + SEE_WHAT_IS_IMPORTED
    for arguments in (["list"], ["write", "without Qt"], ["trends", "--png", "trends.png"], ["prompt"], ["info"]):
        outcome = ready.python(code, *arguments)
        assert outcome.code == 0, outcome.err
    assert (ready.home / "trends.png").stat().st_size > 5000


def test_a_reader_that_has_seen_enough_is_no_failure(ready: Program) -> None:
    for number in range(30):
        ready.here("write", f"{number} " + "words " * 200)
    for arguments in (["list", "--json", "--limit", "1000"], ["list"], ["behaviours"], ["--help"]):
        process = subprocess.Popen(
            [sys.executable, "-m", "journal_app", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=ready.environment(),
            cwd=ready.home,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        error = process.stderr.read()
        process.stderr.close()
        assert (process.wait(60), error) == (0, b"")


def test_head_takes_the_first_line(ready: Program) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m journal_app list | head -n 1"],
        capture_output=True,
        env=ready.environment(),
        cwd=ready.home,
        check=False,
    )
    assert done.stdout.decode().endswith("🧭 Kompaß\n")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1"])
def test_a_terminal_that_knows_few_characters_shows_the_rest_as_question_marks(ready: Program, encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "journal_app", "list"],
        capture_output=True,
        env=ready.environment({"PYTHONIOENCODING": encoding}),
        cwd=ready.home,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Kompa" in done.stdout


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_json_is_whole_in_every_encoding(ready: Program, encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "journal_app", "list", "--json"],
        capture_output=True,
        env=ready.environment({"PYTHONIOENCODING": encoding}),
        cwd=ready.home,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)[0]["title"] == "🧭 Kompaß"


def test_a_passphrase_is_asked_for_in_a_terminal(program: Program) -> None:
    make_journal(program.journal, PASSPHRASE)
    code, screen = in_terminal(program, [("Passphrase: ", f"{PASSPHRASE}\n")], "list", "--json")
    assert code == 0, screen
    assert "Passphrase" in screen
    assert screen.rstrip().endswith("[]")
    code, screen = in_terminal(program, [("Passphrase: ", "wrong\n"), ("Passphrase: ", "\x03")], "list")
    assert code == 1
    assert "does not open this journal" in screen
    assert "Stopped." in screen


def test_a_new_passphrase_is_asked_for_twice(program: Program) -> None:
    first, again = "New passphrase: ", "The same again: "
    answers = [(first, "one two\n"), (again, "other\n"), (first, "one two\n"), (again, "one two\n")]
    code, screen = in_terminal(program, answers, "new")
    assert code == 0, screen
    assert "do not match" in screen
    secret = program.home / "secret"
    secret.write_text("one two", "utf-8")
    program.ok("--passphrase-file", secret, "list")


def test_text_is_written_in_a_terminal_until_the_end_of_input(program: Program) -> None:
    program.ok("new", "--no-passphrase")
    code, screen = in_terminal(program, [("Ctrl+D", "typed in\na terminal\n\x04")], "write")
    assert code == 0, screen
    assert "end with Ctrl+D" in screen
    uid = screen.split()[-1]
    assert program.ok("show", uid, "--json").json["body"] == "typed in\na terminal\n"


def test_stopping_at_the_question_changes_nothing(program: Program) -> None:
    code, screen = in_terminal(program, [("New passphrase: ", "\x03")], "new")
    assert code == 1
    assert "Stopped. What was saved is safe." in screen
    assert not program.journal.exists()

"""What is written in the window is nowhere on the disk in clear: while it runs, locked, and after it is closed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support.driver import PASSPHRASE, SENTINEL
from tests.support.program import Program

NEEDLES = [
    form.encode(encoding)
    for form in (SENTINEL, "Quillfeather", "quillfeather", PASSPHRASE)
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
]


def check_nothing_in_clear(home: Path, *, at_least: set[str]) -> None:
    """Look through every file under home, the temporary folder and the journal, the hidden ones too."""
    names = set()
    for path in home.rglob("*"):
        if path.is_file():
            names.add(path.name)
            content = path.read_bytes()
            assert not [needle for needle in NEEDLES if needle in content], path
        assert "quillfeather" not in path.name.lower()
    assert at_least <= names


def expect(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line == f"{words}\n", (line, process.stderr.read() if process.stderr and not line else "")


def answer(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go on\n")
    process.stdin.flush()


def test_a_sentence_typed_in_the_window_is_nowhere_on_the_disk_in_clear(program: Program) -> None:
    running = program.start_module("tests.support.driver", "secret")
    try:
        expect(running, "written")
        check_nothing_in_clear(program.home, at_least={"journal.db", "journal.db-wal", "keys.json", "writer.lock"})
        answer(running)
        expect(running, "used")
        check_nothing_in_clear(program.home, at_least={"journal.db", "journal.db-wal", "keys.json"})
        answer(running)
        expect(running, "locked")
        check_nothing_in_clear(program.home, at_least={"journal.db", "keys.json"})
        answer(running)
        out, err = running.communicate(timeout=30)
    finally:
        running.kill()
    assert running.returncode == 0, err
    assert "Quillfeather" not in out + err
    check_nothing_in_clear(program.home, at_least={"journal.db", "keys.json", "preferences.json"})
    # And it is there, for whoever knows the passphrase.
    secret = program.home / "secret"
    secret.write_text(PASSPHRASE, "utf-8")
    assert SENTINEL in program.ok("--passphrase-file", secret, "search", "Quillfeather").out


def test_the_search_itself_would_find_it(tmp_path: Path) -> None:
    """A test that finds nothing proves nothing unless it can find something."""
    hidden = tmp_path / ".cache" / "deep" / "file"
    hidden.parent.mkdir(parents=True)
    for content in (SENTINEL.encode(), b"\0\1" + SENTINEL.encode("utf-16-le")):
        hidden.write_bytes(content)
        with pytest.raises(AssertionError):
            check_nothing_in_clear(tmp_path, at_least=set())
    hidden.write_bytes(b"nothing")
    check_nothing_in_clear(tmp_path, at_least={"file"})

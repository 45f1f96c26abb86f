"""Starting the program again: the window that is open comes to the front, and there is no second one."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.program import Program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="written for sockets")

IN_FRONT = "Throughline is open already: its window is in front now.\n"


UNPROTECTED = "banner: This journal has no passphrase: anyone who can open this computer’s files can read it."
IN_USE = "banner: This journal is open in another window or command. Here you can read; write in the other one."
WRITES, READS = (f"sentinel: False, write: {can}" for can in (True, False))

# A window that holds its claim and has a socket, but never answers; and writes to the journal.
HANGS = """
import socket, sys
from pathlib import Path
from journal_app.services.window_claim import WindowClaim
from journal_app.storage.writer_lock import WriterLock
claim = WindowClaim(Path(sys.argv[1]), Path(sys.argv[2]))
assert claim.take() and WriterLock(Path(sys.argv[1])).acquire()
door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
door.bind(str(claim.address))
door.listen(1)
print("holds", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def runtime(program: Program) -> Iterator[Path]:
    """The folder of the session; with a short name, as a socket needs."""
    with tempfile.TemporaryDirectory(prefix="run") as folder:
        program.also["XDG_RUNTIME_DIR"] = folder
        yield Path(folder)


@contextmanager
def window(program: Program, scenario: str, *words: str) -> Iterator[subprocess.Popen[str]]:
    """The program in a scenario, up to where it has said these words."""
    running = program.start_module("tests.support.driver", scenario)
    try:
        for line in words:
            heard(running, line)
        yield running
    finally:
        running.kill()
        running.wait(10)
        for stream in (running.stdin, running.stdout, running.stderr):
            if stream is not None:
                stream.close()


def heard(running: subprocess.Popen[str], words: str) -> None:
    assert running.stdout is not None
    line = running.stdout.readline()
    assert line == f"{words}\n", (line, running.stderr.read() if running.stderr and not line else "")


def tell(running: subprocess.Popen[str]) -> None:
    assert running.stdin is not None
    running.stdin.write("go on\n")
    running.stdin.flush()


def test_a_second_start_brings_the_first_window_to_the_front_and_ends(program: Program, runtime: Path) -> None:
    with window(program, "waiting", "minimised") as first:
        second = program.run(env={"XDG_ACTIVATION_TOKEN": "token-4711"})
        assert (second.code, second.out, second.err) == (0, "", IN_FRONT)
        heard(first, "in front")
        heard(first, "locked")
        # While it is locked too, and by another name of the folder; it stays locked.
        other = program.home / "another name"
        other.symlink_to(program.journal)
        assert program.run("--journal", other).err == IN_FRONT
        tell(first)
        heard(first, "locked: True, token: token-4711")
        assert first.wait(10) == 0
    assert [path.suffix for path in (runtime / "throughline").iterdir()] == [".lock"]


def test_another_journal_has_a_window_of_its_own(program: Program, runtime: Path) -> None:
    program.ok("new", "--no-passphrase")
    other = {"THROUGHLINE_HOME": str(program.home / "other")}
    program.ok("new", "--no-passphrase", env=other)
    with window(program, "staying", "open"):
        program.also |= other
        with window(program, "reading", UNPROTECTED, WRITES) as second:
            assert second.wait(10) == 0


@pytest.mark.faults
def test_what_a_killed_window_left_behind_is_no_obstacle(program: Program, runtime: Path) -> None:
    program.ok("new", "--no-passphrase")
    with window(program, "staying", "open") as first:
        first.send_signal(signal.SIGKILL)
        first.wait(10)
    assert {path.suffix for path in (runtime / "throughline").iterdir()} == {".lock", ".socket"}
    # Its successor opens, and is called as if nothing had happened.
    with window(program, "staying", "open"):
        assert program.run().err == IN_FRONT


def test_one_that_does_not_answer_is_left_alone_and_the_second_reads(program: Program, runtime: Path) -> None:
    program.ok("new", "--no-passphrase")
    holder = program.start(HANGS, program.journal, program.home / "data")
    try:
        heard(holder, "holds")
        with window(program, "reading", IN_USE, UNPROTECTED, READS) as second:
            assert second.wait(15) == 0
    finally:
        holder.kill()
        holder.communicate()


def test_the_socket_is_only_for_its_owner_and_not_in_the_journal(program: Program, runtime: Path) -> None:
    program.ok("new", "--no-passphrase")
    with window(program, "staying", "open"):
        folder = runtime / "throughline"
        assert folder.stat().st_mode & 0o777 == 0o700
        assert {path.suffix: path.stat().st_mode & 0o777 for path in folder.iterdir()} == {
            ".lock": 0o600,
            ".socket": 0o600,
        }
        assert {path.suffix for path in program.journal.iterdir()} <= {
            "",
            ".db",
            ".db-wal",
            ".db-shm",
            ".json",
            ".lock",
        }
        assert [path.name for path in program.journal.glob("*.lock")] == ["writer.lock"]

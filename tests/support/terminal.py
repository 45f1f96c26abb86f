"""Somebody at a terminal: waits for what the program asks, and types."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
from pathlib import Path

from tests.support.program import Program


def in_terminal(program: Program, answers: list[tuple[str, str]], *arguments: str) -> tuple[int, str]:
    """Run a command with a terminal as its input and output; the exit code and what stood on the screen.

    Each of ``answers`` is what to wait for on the screen, after the answer before, and what to type then, as soon as
    the program waits for it. A question for a passphrase is waited for up to its last space: what is typed before that
    is thrown away.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "journal_app", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=program.environment({"TERM": "dumb"}),
        cwd=program.home,
        start_new_session=True,
        preexec_fn=_take_terminal,  # noqa: PLW1509  so that Ctrl+C reaches it
    )
    os.close(theirs)
    screen, seen = "", 0
    while read := _read(ours):
        screen += read
        if answers and answers[0][0] in screen[seen:]:
            screen += _until_it_waits(process.pid, ours)
            seen = len(screen)
            os.write(ours, answers.pop(0)[1].encode())
    os.close(ours)
    assert answers == [], screen
    return process.wait(60), screen


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    # Whoever runs the tests in the background has it ignored, and it would stay so.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _until_it_waits(pid: int, terminal: int) -> str:
    """What still comes on the screen until the program sleeps over its question.

    A person cannot type sooner than that, but a test can, and Ctrl+C is lost where it comes after the question was
    written and before the system is asked for a line: Python looks for signals only afterwards.
    """
    screen = ""
    while not _sleeps(pid) or _has_more(terminal, 0):
        if _has_more(terminal, 0.01):
            read = _read(terminal)
            if not read:
                return screen
            screen += read
    return screen


def _sleeps(pid: int) -> bool:
    """Whether the first thread of a process waits for something."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "SZ"


def _has_more(terminal: int, seconds: float) -> bool:
    return bool(select.select([terminal], [], [], seconds)[0])


def _read(terminal: int) -> str:
    """The next characters on the screen; "" once the other end is closed, or if nothing came for half a minute."""
    if not _has_more(terminal, 30):
        return ""
    try:
        return os.read(terminal, 4096).decode()
    except OSError:  # so Linux says that the other end is closed
        return ""

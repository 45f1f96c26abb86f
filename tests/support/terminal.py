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

from tests.support.program import Program


def in_terminal(program: Program, answers: list[tuple[str, str]], *arguments: str) -> tuple[int, str]:
    """Run a command with a terminal as its input and output; the exit code and what stood on the screen.

    Each of ``answers`` is what to wait for on the screen, after the answer before, and what to type then. A question
    for a passphrase is waited for up to its last space: what is typed before that is thrown away.
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
            seen = len(screen)
            os.write(ours, answers.pop(0)[1].encode())
    os.close(ours)
    assert answers == [], screen
    return process.wait(60), screen


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    # Whoever runs the tests in the background has it ignored, and it would stay so.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _read(terminal: int) -> str:
    """The next characters on the screen; "" once the other end is closed, or if nothing came for half a minute."""
    if not select.select([terminal], [], [], 30)[0]:
        return ""
    try:
        return os.read(terminal, 4096).decode()
    except OSError:  # so Linux says that the other end is closed
        return ""

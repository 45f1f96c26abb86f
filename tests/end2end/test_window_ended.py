"""The window's process ends without being asked, or being asked roughly: what was typed is there afterwards."""

from __future__ import annotations

import signal
import subprocess
import time

import pytest

from journal_app.bootstrap import Services
from journal_app.domain.entry import EntryFilter
from tests.support.clock import FakeClock
from tests.support.driver import CHUNKS, PASSPHRASE, SENTINEL
from tests.support.journals import app_in
from tests.support.program import Program

NEVER_LOSES = 1.0
"""The most that may be gone, in seconds of typing."""


def opened(program: Program) -> Services:
    app = app_in(program.home / "data", FakeClock())
    return app.open(app.paths.journal, PASSPHRASE)


def texts(program: Program) -> list[str]:
    """What the journal holds, oldest first."""
    services = opened(program)
    try:
        assert services.journal.read_only_because is None
        found = services.entries.page(EntryFilter(), 0, 100)
        return [services.entries.get(each.uid).body for each in reversed(found)]
    finally:
        services.journal.close()


@pytest.mark.faults
@pytest.mark.parametrize("seconds", [1.3, 2.5])
def test_killed_while_somebody_types_all_but_the_last_second_is_there(program: Program, seconds: float) -> None:
    running = program.start_module("tests.support.driver", "typing")
    assert running.stdout is not None
    typed: list[tuple[float, str]] = []
    try:
        for line in running.stdout:
            at, _, chunk = line.rstrip("\n").partition(" ")
            typed.append((float(at), chunk))
            if typed[-1][0] - typed[0][0] >= seconds:
                break
        assert typed, running.stderr.read() if running.stderr else ""
    finally:
        killed_at = time.monotonic()
        running.kill()
    out, err = running.communicate(timeout=30)
    assert running.returncode == -signal.SIGKILL
    assert err == ""
    typed += [(float(at), chunk) for at, _, chunk in (line.partition(" ") for line in out.splitlines())]
    kept = "".join(text.ljust(len(text) + 1) if text.endswith(tuple("0123456789")) else text for text in texts(program))
    owed = "".join(chunk for at, chunk in typed if at <= killed_at - NEVER_LOSES)
    assert owed.count("word") >= 3
    assert kept.startswith(owed)
    assert "".join(CHUNKS).startswith(kept.rstrip())


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_told_to_end_it_saves_first(program: Program, name: str) -> None:
    """As when the machine is shut down, or with Ctrl+C in the terminal that started it."""
    running = program.start_module("tests.support.driver", "half_typed")
    assert running.stdout is not None
    try:
        assert running.stdout.readline() == "typed\n"
        running.send_signal(getattr(signal, name))
        out, err = running.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        running.kill()
        raise
    assert (running.returncode, out, err) == (0, "", "")
    assert texts(program) == [SENTINEL]

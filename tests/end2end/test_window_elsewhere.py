"""The program where no window can be opened, and where nothing may be written."""

from __future__ import annotations

import subprocess
import sys

from tests.support.driver import SENTINEL
from tests.support.limits import bound_by_permissions, without_write_permission
from tests.support.program import Program

WITHOUT_PLATFORM = ("env", "-u", "QT_QPA_PLATFORM", "-u", "DISPLAY", "-u", "WAYLAND_DISPLAY")


def test_without_a_display_it_says_why_and_shows_the_sample_in_the_terminal(program: Program) -> None:
    outcome = program.run(before=WITHOUT_PLATFORM)
    assert outcome.code == 0, outcome
    assert outcome.err == (
        "No window can be opened here (there is no display): the sample journal in the terminal instead.\n"
    )
    for part in ("Today's prompt (", "Today, because ", "\nLately\n", "\nTrends\n", "journal-app --help"):
        assert part in outcome.out
    assert not program.journal.exists()


def test_a_reader_that_has_enough_is_no_fault(program: Program) -> None:
    command = " ".join([*WITHOUT_PLATFORM, sys.executable, "-m journal_app | head -2"])
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        env=program.environment(),
        cwd=program.home,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done
    assert done.stdout.startswith("\nToday's prompt")
    assert done.stderr.count("\n") == 1


def test_on_a_dead_display_too(program: Program) -> None:
    outcome = program.run(before=(*WITHOUT_PLATFORM, "DISPLAY=:4711"))
    assert outcome.code == 0, outcome
    assert outcome.err.startswith("No window can be opened here (the display :4711 does not answer)")


def test_a_folder_that_may_not_be_written_opens_for_reading(program: Program) -> None:
    program.ok("new", "--no-passphrase")
    program.ok("write", SENTINEL)
    with without_write_permission(program.journal):
        outcome = program.call(["-m", "tests.support.driver", "reading"], before=bound_by_permissions())
    assert outcome.code == 0, outcome
    assert outcome.err == ""
    assert outcome.out.splitlines() == [
        "banner: This journal’s folder may not be written. You can read everything.",
        "banner: This journal has no passphrase: anyone who can open this computer’s files can read it.",
        "sentinel: True, write: False",
    ]

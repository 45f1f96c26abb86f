"""Whatever the program makes is its owner's alone, whatever the person's umask; and it makes nothing elsewhere."""

from __future__ import annotations

import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.support.program import Program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows goes by other rules")


def modes(folder: Path) -> dict[str, str]:
    """What others might read below a folder, with its mode."""
    found = {}
    for path in folder.rglob("*"):
        kind = path.lstat().st_mode
        if stat.S_IMODE(kind) & 0o077:
            found[path.relative_to(folder).as_posix()] = oct(stat.S_IMODE(kind))
    return found


def open_to_all(
    program: Program, *command: str, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run something with umask 000."""
    return subprocess.run(
        ["sh", "-c", 'umask 000; exec "$@"', "sh", sys.executable, *command],
        env=program.environment(env),
        cwd=program.home,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def data(program: Program) -> Path:
    """Where everything goes; made by the program itself."""
    return program.home / "data"


def test_the_command_line_makes_private_files_and_folders(program: Program, data: Path) -> None:
    for command in (["new", "--no-passphrase"], ["write", "A sentence."]):
        done = open_to_all(program, "-m", "journal_app", *command)
        assert done.returncode == 0, done
    assert (data / "journal" / "journal.db").exists()
    assert modes(data) == {}
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


@pytest.fixture
def runtime() -> Iterator[Path]:
    """The session's own folder: a socket's name may have no more than 108 bytes, which a test's folder can take."""
    with tempfile.TemporaryDirectory(prefix="throughline-") as folder:
        yield Path(folder)


def test_the_window_makes_private_files_and_folders_and_leaves_nothing_elsewhere(
    program: Program, data: Path, runtime: Path
) -> None:
    """Chooses a theme, opens Qt's own file dialog and the sample, locks, unlocks, quits."""
    before = set(program.home.rglob("*"))
    done = open_to_all(program, "-m", "tests.support.driver", "private", env={"XDG_RUNTIME_DIR": str(runtime)})
    assert done.returncode == 0, done
    assert "Throughline" not in done.stderr, done
    assert {path.name for path in data.iterdir()} == {"journal", "sample", "preferences.json"}
    assert modes(data) == {}
    assert [path.name for path in runtime.iterdir()] == ["throughline"]
    assert modes(runtime) == {}
    elsewhere = {path for path in program.home.rglob("*") if data not in (path, *path.parents)} - before
    # matplotlib's list of fonts, which has a folder of its own in these tests.
    assert {path for path in elsewhere if "matplotlib" not in path.parts} == set()


def test_qt_would_write_a_history_of_folders_if_it_were_let(program: Program) -> None:
    """What the test above would find."""
    code = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
application = QApplication([])
QTimer.singleShot(50, lambda: QApplication.activeModalWidget().done(1))
QFileDialog.getOpenFileName(None, "", "/")
"""
    outcome = program.python(code)
    assert outcome.code == 0, outcome
    assert list(program.home.rglob("QtProject.conf"))

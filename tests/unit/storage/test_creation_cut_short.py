"""A creation that is cut short leaves nothing that stands in the way of the next."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from journal_app.domain import errors
from journal_app.domain.entry import EntryFilter
from journal_app.storage import creation as creation_module
from journal_app.storage.creation import create_vault
from journal_app.storage.opening import is_journal
from journal_app.storage.writer_lock import WriterLock
from tests.support.journals import AT, CHEAP, PASSPHRASE, Stores, reopen
from tests.support.program import Program

STEPS = ["make_private_folder", "touch_private", "connect", "apply_pending", "is_plain", "flush_folder"]


class Cut(BaseException):
    """Whatever stops a program between two steps."""


def cut(*_: object, **__: object) -> None:
    raise Cut


def check_a_whole_journal_can_be_had(folder: Path) -> None:
    """Either the journal was finished, or it can be made now; in both cases it opens and is empty."""
    if not is_journal(folder):
        create_vault(folder, PASSPHRASE, AT, CHEAP).close()
    vault = reopen(folder, PASSPHRASE)
    assert Stores.of(vault).lists.count(EntryFilter()) == 0
    with vault.reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    vault.close()
    assert {path.name for path in folder.iterdir()} <= {
        "journal.db",
        "keys.json",
        "backups",
        "writer.lock",
        ".creating",
    }


@pytest.mark.parametrize("step", STEPS)
def test_an_error_at_any_step_leaves_no_half_made_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    folder = tmp_path / "journal"
    with monkeypatch.context() as patched:
        patched.setattr(creation_module, step, cut)
        with pytest.raises(Cut):
            create_vault(folder, PASSPHRASE, AT, CHEAP)
    if not is_journal(folder):
        assert {path.name for path in folder.rglob("*")} <= {"backups", "writer.lock"}
    check_a_whole_journal_can_be_had(folder)


def test_an_error_while_the_keys_are_written_leaves_no_half_made_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("journal_app.storage.key_file.write_private", cut)
        with pytest.raises(Cut):
            create_vault(tmp_path / "journal", PASSPHRASE, AT, CHEAP)
    assert not is_journal(tmp_path / "journal")
    check_a_whole_journal_can_be_had(tmp_path / "journal")


def test_an_error_when_the_database_is_put_in_place_leaves_no_keys_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "journal.db":
            raise OSError(28, "No space left on device")
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        with pytest.raises(errors.DiskFull):
            create_vault(tmp_path / "journal", PASSPHRASE, AT, CHEAP)
    assert {path.name for path in (tmp_path / "journal").rglob("*")} == {"backups", "writer.lock"}
    check_a_whole_journal_can_be_had(tmp_path / "journal")


def test_an_empty_passphrase_makes_no_journal(tmp_path: Path) -> None:
    with pytest.raises(errors.EmptyPassphrase):
        create_vault(tmp_path / "journal", "", AT, CHEAP)
    assert not is_journal(tmp_path / "journal")
    check_a_whole_journal_can_be_had(tmp_path / "journal")


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from journal_app.storage import creation, key_file
name, when, folder = sys.argv[1:]
place = key_file if name == "write_private" else creation
real = getattr(place, name)
def doomed(*arguments, **named):
    if when == "after":
        real(*arguments, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(place, name, doomed)
cost = key_file.Argon2Cost(memory_kib=19 * 1024, iterations=1, lanes=1)
creation.create_vault(Path(folder), "correct horse battery staple", datetime(2026, 3, 2, tzinfo=UTC), cost)
"""


@pytest.mark.faults
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", ["touch_private", "apply_pending", "write_private", "flush_folder", "open_vault"])
def test_a_creation_that_was_killed_can_be_done_again(program: Program, step: str, when: str) -> None:
    folder = program.journal
    killed = program.start(KILLED, step, when, folder)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    check_a_whole_journal_can_be_had(folder)


def test_a_creation_waits_for_no_other_and_leaves_it_alone(tmp_path: Path) -> None:
    (tmp_path / "journal").mkdir()
    other = WriterLock(tmp_path / "journal")
    assert other.acquire()
    with pytest.raises(errors.InUseElsewhere):
        create_vault(tmp_path / "journal", None, AT)
    assert [path.name for path in (tmp_path / "journal").iterdir()] == ["writer.lock"]
    other.release()
    create_vault(tmp_path / "journal", None, AT).close()


def test_two_creations_at_once_make_one_journal(program: Program) -> None:
    started = [
        subprocess.Popen(
            [*program.python_command(), "-m", "journal_app", "new", "--no-passphrase"],
            env=program.environment(),
            cwd=program.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    codes = sorted(each.wait(60) for each in started)
    for each in started:
        each.communicate()
    assert codes[0] == 0
    assert set(codes) <= {0, 1}
    program.ok("write", "still works")
    assert len(program.ok("list", "--json").json) == 1

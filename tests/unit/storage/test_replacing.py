"""Another journal takes the place of the present one: wholly or not at all, and the present one is kept."""

from __future__ import annotations

import itertools
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from journal_app.bootstrap import build
from journal_app.domain import errors
from journal_app.domain.entry import EntryFilter, NewEntry
from journal_app.paths import Paths, resources_folder
from journal_app.storage import replacing
from journal_app.storage.opening import is_journal
from journal_app.storage.replacing import REPLACING_NAME, begin, commit, settle
from journal_app.storage.writer_lock import WriterLock
from tests.support.journals import AT, PASSPHRASE, Stores, make_journal, moment, reopen
from tests.support.limits import bound_by_permissions, without_write_permission
from tests.support.program import Program

NOON = moment("2026-03-01T12:00+00:00")
KEPT = "20260302T090000Z-before-restore"


def journal_with(folder: Path, title: str, passphrase: str | None = None) -> Path:
    make_journal(folder, passphrase)
    vault = reopen(folder, passphrase)
    Stores.of(vault).entries.add(NewEntry(NOON, title, "a kingfisher " * 500), AT)
    vault.close()
    return folder


def titles(folder: Path, passphrase: str | None = None) -> list[str]:
    vault = reopen(folder, passphrase)
    try:
        return [each.title for each in Stores.of(vault).lists.page(EntryFilter(), 0, 10)]
    finally:
        vault.close()


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A journal that holds "old", and beside it one that holds "new" and opens with PASSPHRASE."""
    journal_with(tmp_path / "coming", "new", PASSPHRASE)
    return journal_with(tmp_path / "journal", "old")


def prepare(journal: Path) -> None:
    prepared = begin(journal)
    for name in ("journal.db", "keys.json"):
        shutil.copyfile(journal.with_name("coming") / name, prepared / name)


def check_replaced(journal: Path) -> None:
    assert titles(journal, PASSPHRASE) == ["new"]
    assert [each.name for each in (journal / "backups").iterdir()] == [KEPT]
    check_the_old_one_is_kept(journal)
    assert {each.name for each in journal.iterdir()} == {"journal.db", "keys.json", "backups", "writer.lock"}


def check_the_old_one_is_kept(journal: Path) -> None:
    again = journal.with_name("again")
    shutil.rmtree(again, ignore_errors=True)
    shutil.copytree(journal / "backups" / KEPT, again)
    assert titles(again) == ["old"]


def check_as_it_was(journal: Path) -> None:
    assert titles(journal) == ["old"]
    assert list((journal / "backups").iterdir()) == []
    assert {each.name for each in journal.iterdir()} == {"journal.db", "keys.json", "backups", "writer.lock"}


def test_the_new_one_opens_and_the_present_one_is_among_the_backups(journal: Path) -> None:
    prepare(journal)
    assert commit(journal, "before-restore", AT) == journal / "backups" / KEPT
    check_replaced(journal)


def test_without_a_decision_the_next_opening_throws_the_preparations_away(journal: Path) -> None:
    prepare(journal)
    check_as_it_was(journal)


def test_words_that_stood_only_in_the_log_go_along_and_not_to_the_new_one(journal: Path) -> None:
    vault = reopen(journal)
    Stores.of(vault).entries.add(NewEntry(NOON, "last words"), AT)
    crashed = Path(shutil.copytree(journal, journal.with_name("crashed")))
    vault.close()
    assert (crashed / "journal.db-wal").stat().st_size
    prepare(crashed)
    commit(crashed, "before-restore", AT)
    assert titles(crashed, PASSPHRASE) == ["new"]
    shutil.copytree(crashed / "backups" / KEPT, crashed.with_name("again"))
    assert sorted(titles(crashed.with_name("again"))) == ["last words", "old"]


def test_what_is_missing_of_the_present_journal_is_no_obstacle(journal: Path) -> None:
    (journal / "keys.json").unlink()
    prepare(journal)
    commit(journal, "before-restore", AT)
    assert titles(journal, PASSPHRASE) == ["new"]
    assert [each.name for each in (journal / "backups" / KEPT).iterdir()] == ["journal.db"]


def test_two_in_one_second_are_both_kept(journal: Path) -> None:
    for _ in range(2):
        prepare(journal)
        commit(journal, "before-restore", AT)
    assert sorted(each.name for each in (journal / "backups").iterdir()) == [KEPT, f"{KEPT}-2"]


def test_while_somebody_is_about_it_nobody_else_opens_the_journal(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(journal)
    monkeypatch.setattr(replacing, "_carry_out", lambda _folder: None)
    commit(journal, "before-restore", AT)
    lock = WriterLock(journal)
    assert lock.acquire()
    with pytest.raises(errors.InUseElsewhere):
        reopen(journal)
    lock.release()
    monkeypatch.undo()
    check_replaced(journal)


def test_a_folder_that_may_not_be_written_is_said_so(
    journal: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(journal)
    with monkeypatch.context() as patched:
        patched.setattr(replacing, "_carry_out", lambda _folder: None)
        commit(journal, "before-restore", AT)
    with without_write_permission(journal):
        said = program.run("--journal", journal, "list", before=bound_by_permissions()).sentence()
    assert "may be read but not written to" in said
    check_replaced(journal)


def test_the_program_settles_it_before_it_looks_for_a_key_file(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(journal)
    with monkeypatch.context() as patched:
        patched.setattr(replacing, "_carry_out", lambda _folder: None)
        commit(journal, "before-restore", AT)
    (journal / "keys.json").rename(journal / REPLACING_NAME / "present-keys")  # the moment between the two moves
    (journal / REPLACING_NAME / "present-keys").unlink()
    app = build(Paths(journal, journal / "sample", journal / "preferences.json", resources_folder()))
    assert app.has_journal(journal)
    assert app.needs_passphrase(journal)


class Crash(BaseException):
    """The process ends here."""


def steps(monkeypatch: pytest.MonkeyPatch, at: int, *, after: bool) -> Callable[[], int]:
    """Crash at the n-th renaming, removal or flush; returns how many there were."""
    seen = itertools.count()
    done = [0]

    def doomed(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            number = next(seen)
            done[0] = number + 1
            if number == at and not after:
                raise Crash
            result = real(*arguments, **named)
            if number == at:
                raise Crash
            return result

        return step

    for name in ("replace", "unlink", "rmdir", "mkdir"):
        monkeypatch.setattr(Path, name, doomed(getattr(Path, name)))
    for name in ("flush_folder", "write_private", "_flush"):
        monkeypatch.setattr(replacing, name, doomed(getattr(replacing, name)))
    return lambda: done[0]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_crash_at_any_step_leaves_the_one_or_the_other(
    journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    outcomes = set()
    for number in itertools.count():
        copy = Path(shutil.copytree(journal, tmp_path / "try" / "journal"))
        shutil.copytree(journal.with_name("coming"), copy.with_name("coming"))
        prepare(copy)
        with monkeypatch.context() as patched:
            how_many = steps(patched, number, after=after)
            try:
                commit(copy, "before-restore", AT)
            except Crash:
                pass
            else:
                assert how_many() == number
                break
        decided = replacing.is_decided(copy)
        assert is_journal(copy) or decided
        if decided or not (copy / REPLACING_NAME).exists():
            check_replaced(copy)
            outcomes.add("new")
        elif (copy / "backups" / KEPT).exists():
            # The decision had been carried out, and was only being cleared away.
            check_replaced(copy)
            outcomes.add("new")
        else:
            check_as_it_was(copy)
            outcomes.add("old")
        shutil.rmtree(tmp_path / "try")
    assert outcomes == {"old", "new"}
    assert number > 12


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from journal_app.storage import replacing
left = int(sys.argv[1])
real = Path.replace
def doomed(self, target):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    return real(self, target)
Path.replace = doomed
replacing.commit(Path(sys.argv[2]), "before-restore", datetime(2026, 3, 2, 9, tzinfo=UTC))
"""


@pytest.mark.faults
@pytest.mark.parametrize("left", range(1, 6))
def test_a_process_killed_between_two_moves_is_completed_by_the_next(
    journal: Path, program: Program, left: int
) -> None:
    prepare(journal)
    killed = program.start(KILLED, str(left), journal)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    check_replaced(journal)


def test_nothing_to_settle_is_nothing_done(journal: Path) -> None:
    before = sorted(each.name for each in journal.iterdir())
    settle(journal)
    assert sorted(each.name for each in journal.iterdir()) == before


def test_what_stands_only_in_a_log_is_never_left_behind(journal: Path) -> None:
    """Closing a database that could not fold its log into itself does not tell."""
    prepare(journal)
    prepared = journal / REPLACING_NAME
    (prepared / "journal.db-wal").write_bytes(b"last words")
    with pytest.raises(errors.DiskTrouble):
        commit(journal, "label", AT)
    check_as_it_was(journal)

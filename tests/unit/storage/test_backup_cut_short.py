"""The process is killed while it makes a backup or brings one back: the next start finds one thing or the other."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from journal_app.bootstrap import App, Services
from journal_app.domain.entry import EntryFilter
from tests.support.clock import FakeClock
from tests.support.journals import app_in

STICK = "stick"


def titles(services: Services) -> set[str]:
    return {each.title for each in services.entries.page(EntryFilter())}


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Do it in a process that is killed before the n-th rename, removal, new folder or flush; False: it got through."""
    child = os.fork()
    if child == 0:
        left = itertools.count()

        def doomed(real: Callable[..., Any]) -> Callable[..., Any]:
            def or_die(*arguments: Any, **named: Any) -> Any:
                if next(left) == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*arguments, **named)

            return or_die

        for name in ("replace", "unlink", "rmdir", "mkdir"):
            setattr(Path, name, doomed(getattr(Path, name)))
        os.fsync, os.rmdir = doomed(os.fsync), doomed(os.rmdir)
        try:
            act()
            os._exit(0)
        except BaseException:
            os._exit(1)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


@pytest.fixture
def app(tmp_path: Path, clock: FakeClock) -> App:
    """A journal with "Old", backed up here and on a stick, and then with "New" as well."""
    app = app_in(tmp_path / "home", clock)
    (tmp_path / "home" / STICK).mkdir(parents=True)
    services = app.create(app.paths.journal, None)
    services.backups.choose_second_folder(tmp_path / "home" / STICK)
    services.entries.write("Old", "words " * 2000)
    # Two on one day: the rotation has something to take away the day after.
    for _ in range(2):
        services.backups.back_up()
    services.entries.write("New", "words")
    services.journal.close()
    clock.advance(days=1)
    return app


def each_step(app: App, act: Callable[[App], object], check: Callable[[App], None], clock: FakeClock) -> int:
    """Kill it at every step in turn, each time on a journal of its own; returns how many steps there are."""
    home = app.paths.journal.parent
    before = Path(shutil.copytree(home, home.with_name("before")))
    for step in itertools.count():
        if not killed_at(step, lambda: act(app)):
            check(app)
            return step
        check(app)
        shutil.rmtree(home)
        shutil.copytree(before, home)
    raise AssertionError


@pytest.mark.faults
def test_a_backup_cut_short_at_any_step_costs_nothing_and_the_next_one_is_made(app: App, clock: FakeClock) -> None:
    def back_up(app: App) -> None:
        services = app.open(app.paths.journal, None)
        services.backups.back_up()
        services.journal.close()

    def check(app: App) -> None:
        services = app.open(app.paths.journal, None)
        assert titles(services) == {"Old", "New"}
        for backup in services.backups.backups():
            assert services.backups.inspect(services.backups.open_backup(backup.folder)).entries in (1, 2)
        services.backups.back_up()
        assert "20260302T090000Z" not in {each.name for each in services.backups.backups()}
        assert all(each.right for each in services.backups.verify())
        for folder in (services.backups.folder, app.paths.journal.parent / STICK):
            assert [each for each in folder.rglob(".*") if each.is_dir()] == []
        assert not services.backups.is_second_behind()
        services.journal.close()

    assert each_step(app, back_up, check, clock) > 15


@pytest.mark.faults
def test_a_restore_cut_short_at_any_step_is_completed_or_undone_at_the_next_start(app: App, clock: FakeClock) -> None:
    outcomes = set()

    def restore(app: App) -> None:
        restoring = app.restoring(app.paths.journal)
        restoring.restore(restoring.open_backup(restoring.backups()[0].folder, None))

    def check(app: App) -> None:
        assert app.has_journal(app.paths.journal)
        services = app.open(app.paths.journal, None)
        found = titles(services)
        assert found in ({"Old"}, {"Old", "New"})
        # What was written since is in the journal or beside it.
        backups = [each for each in services.backups.backups() if each.complete]
        most = max(services.backups.inspect(services.backups.open_backup(each.folder)).entries for each in backups)
        assert max(most, len(found)) == 2
        assert services.backups.second_folder() == app.paths.journal.parent / STICK
        services.entries.write("And on", "words")
        services.journal.close()
        assert not (app.paths.journal / ".replacing").exists()
        outcomes.add(len(found))

    assert each_step(app, restore, check, clock) > 10
    assert outcomes == {1, 2}


@pytest.mark.faults
def test_a_new_journal_from_a_backup_is_made_whole_or_not_at_all(app: App, clock: FakeClock) -> None:
    other = app.paths.journal.with_name("other")

    def restore_as(app: App) -> None:
        restoring = app.restoring(app.paths.journal)
        restoring.restore_as(other, restoring.open_backup(restoring.backups()[0].folder, None))

    def check(app: App) -> None:
        if not app.has_journal(other):
            restore_as(app)
        made = app.open(other, None)
        assert titles(made) == {"Old"}
        assert made.backups.second_folder() is None
        present = app.open(app.paths.journal, None)
        assert titles(present) == {"Old", "New"}
        # Their backups in one second folder would rotate each other away.
        assert made.backups._uid() != present.backups._uid()
        for each in (made, present):
            each.journal.close()

    assert each_step(app, restore_as, check, clock) > 5

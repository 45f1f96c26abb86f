"""The worker: results on the UI thread, in order, and none for somebody who has gone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journal_app.domain.errors import DiskFull, UserFacingError
from journal_app.ui.task_runner import Task, TaskRunner


@dataclass
class Worker:
    """A runner, somebody who asks it, and what it could not tell anybody else."""

    runner: TaskRunner
    owner: QObject
    failures: list[UserFacingError] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def held(self, _task: Task) -> str:
        """Work that takes until the gate is opened."""
        assert self.gate.wait(10)
        return "held"


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    failures: list[UserFacingError] = []
    made = Worker(TaskRunner(failures.append), QObject(), failures)
    yield made
    made.gate.set()
    made.runner.stop()
    QApplication.processEvents()


def quiet(worker: Worker, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not worker.runner.busy)


def test_work_is_done_elsewhere_and_its_result_comes_to_the_ui_thread(worker: Worker, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []
    here = threading.get_ident()
    worker.runner.run(
        worker.owner, lambda _task: threading.get_ident(), lambda there: seen.append((there, threading.get_ident()))
    )
    assert seen == []
    quiet(worker, qtbot)
    ((there, back),) = seen
    assert there != here == back


def test_one_after_another_in_the_order_asked(worker: Worker, qtbot: QtBot) -> None:
    begun: list[int] = []
    done: list[int] = []

    def work(number: int) -> Callable[[Task], int]:
        def act(_task: Task) -> int:
            begun.append(number)
            return number

        return act

    for number in range(20):
        worker.runner.run(worker.owner, work(number), done.append)
    quiet(worker, qtbot)
    assert begun == done == list(range(20))


def test_an_owner_that_is_gone_hears_nothing(worker: Worker, qtbot: QtBot) -> None:
    heard: list[object] = []
    worker.runner.run(worker.owner, worker.held, heard.append, heard.append)
    shiboken6.delete(worker.owner)
    worker.gate.set()
    quiet(worker, qtbot)
    assert heard == []


def test_a_cancelled_task_is_told_and_its_result_dropped(worker: Worker, qtbot: QtBot) -> None:
    heard: list[object] = []
    noticed: list[bool] = []

    def work(task: Task) -> None:
        worker.held(task)
        noticed.append(task.cancelled())

    task = worker.runner.run(worker.owner, work, heard.append)
    assert not task.cancelled()
    task.cancel()
    worker.gate.set()
    quiet(worker, qtbot)
    assert noticed == [True]
    assert heard == []


def test_what_a_person_can_act_on_goes_to_who_asked_or_to_the_messenger(worker: Worker, qtbot: QtBot) -> None:
    error, other = DiskFull(), DiskFull()
    heard: list[UserFacingError] = []

    def fail(with_: UserFacingError) -> Callable[[Task], None]:
        def work(_task: Task) -> None:
            raise with_

        return work

    worker.runner.run(worker.owner, fail(error), failed=heard.append)
    worker.runner.run(worker.owner, fail(other))
    quiet(worker, qtbot)
    assert heard == [error]
    assert worker.failures == [other]


def test_a_bug_is_raised_on_the_ui_thread_and_the_worker_goes_on(worker: Worker, qtbot: QtBot) -> None:
    heard: list[object] = []

    def bug(_task: Task) -> None:
        raise ZeroDivisionError("a fault of our own")

    with qtbot.captureExceptions() as raised:
        worker.runner.run(worker.owner, bug, heard.append, heard.append)
        worker.runner.run(worker.owner, lambda _task: "next", heard.append)
        quiet(worker, qtbot)
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]
    assert heard == ["next"]
    assert worker.failures == []


def test_drain_waits_and_results_come_afterwards(worker: Worker, qtbot: QtBot) -> None:
    heard: list[object] = []
    threading.Timer(0.05, worker.gate.set).start()
    worker.runner.run(worker.owner, worker.held, heard.append)
    worker.runner.drain()
    assert worker.gate.is_set()
    assert heard == []
    quiet(worker, qtbot)
    assert heard == ["held"]


def returning(name: str) -> Callable[[Task], str]:
    return lambda _task: name


def test_drain_drops_what_somebody_who_leaves_had_asked_for(worker: Worker, qtbot: QtBot) -> None:
    heard: list[str] = []
    leaving, child = QObject(), QObject()
    child.setParent(leaving)
    for owner, name in ((leaving, "leaving"), (child, "child"), (worker.owner, "staying")):
        worker.runner.run(owner, returning(name), heard.append)
    worker.runner.drain(leaving=leaving)
    quiet(worker, qtbot)
    assert heard == ["staying"]


def test_busy_until_the_last_result_is_delivered(worker: Worker, qtbot: QtBot) -> None:
    runner = worker.runner
    busy = [runner.busy]
    runner.run(worker.owner, worker.held)
    busy.append(runner.busy)
    worker.gate.set()
    runner.drain()
    busy.append(runner.busy)
    assert busy == [False, True, True]
    quiet(worker, qtbot)


def test_a_stopped_runner_finishes_what_is_under_way_and_takes_no_more(worker: Worker, qtbot: QtBot) -> None:
    heard: list[object] = []
    threading.Timer(0.05, worker.gate.set).start()
    worker.runner.run(worker.owner, worker.held, heard.append)
    worker.runner.stop()
    late = worker.runner.run(worker.owner, lambda _task: "too late", heard.append)
    quiet(worker, qtbot)
    assert late.cancelled()
    assert heard == ["held"]
    worker.runner.stop()


def test_somebody_who_leaves_gets_no_more_work_done(worker: Worker, qtbot: QtBot) -> None:
    """A timer of a page may still come while it waits to be deleted: what it would read is closed by then."""
    seen: list[str] = []
    leaving, child = QObject(), QObject()
    child.setParent(leaving)
    worker.runner.drain(leaving=leaving)
    for owner, name in ((leaving, "leaving"), (child, "child"), (worker.owner, "staying")):
        worker.runner.run(owner, lambda _task, name=name: seen.append(name))  # type: ignore[misc]
    quiet(worker, qtbot)
    assert seen == ["staying"]

"""Work off the UI thread: one worker, results brought back by a queued signal."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from journal_app.domain.errors import UserFacingError


class Task:
    """One piece of work under way. ``cancel`` asks it to stop; the work looks at ``cancelled`` now and then."""

    def __init__(self) -> None:
        self._cancel = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop, and drop its result."""
        self._cancel.set()

    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._cancel.is_set()


class TaskRunner(QObject):
    """Runs one piece of work after another in one thread.

    ``run`` returns at once; ``done`` and ``failed`` are called on the UI thread, and not at all once ``owner`` has been
    destroyed or the task cancelled. An error that no person can act on is raised on the UI thread, as a bug should be.
    """

    _finished = Signal(object)

    def __init__(self, failed: Callable[[UserFacingError], None]) -> None:
        super().__init__()
        self._failed = failed
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker")
        self._pending: set[Future[Any]] = set()
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether work is waiting or under way."""
        return any(not future.done() for future in self._pending)

    def run(
        self,
        owner: QObject,
        work: Callable[[Task], Any],
        done: Callable[[Any], None] = lambda _result: None,
        failed: Callable[[UserFacingError], None] | None = None,
    ) -> Task:
        """Do ``work`` in the worker, then ``done`` with its result, or ``failed`` with the error."""
        task = Task()

        def deliver(future: Future[Any]) -> None:
            self._pending.discard(future)
            if task.cancelled() or not isValid(owner):
                return
            error = future.exception()
            if error is None:
                done(future.result())
            elif isinstance(error, UserFacingError):
                (failed or self._failed)(error)
            else:
                raise error

        future = self._pool.submit(work, task)
        self._pending.add(future)
        future.add_done_callback(lambda finished: self._announce(lambda: deliver(finished)))
        return task

    def drain(self) -> None:
        """Wait until all work that was asked for is done. Results are still delivered afterwards."""
        wait(list(self._pending))

    def stop(self) -> None:
        """Finish what is under way and take no more."""
        self.drain()
        self._pool.shutdown(wait=True)

    def _announce(self, deliver: Callable[[], None]) -> None:
        if isValid(self):
            self._finished.emit(deliver)

    def _deliver(self, deliver: Callable[[], None]) -> None:
        deliver()

"""Work off the UI thread: one worker, results brought back by a queued signal."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from journal_app.domain.errors import UserFacingError


class Task:
    """One piece of work under way. ``cancel`` asks it to stop; the work looks at ``cancelled`` now and then."""

    def __init__(self, owner: QObject) -> None:
        self._cancel = threading.Event()
        self._owner = owner

    def delivers(self) -> bool:
        """Whether somebody still waits for the result."""
        return not self._cancel.is_set() and isValid(self._owner)

    def belongs_to(self, widget: QObject) -> bool:
        """Whether it was asked for by this object or by something in it."""
        owner: QObject | None = self._owner if isValid(self._owner) else None
        while owner is not None and owner is not widget:
            owner = owner.parent()
        return owner is not None

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
    Once stopped it takes no more work.
    """

    _finished = Signal(object)

    def __init__(self, failed: Callable[[UserFacingError], None]) -> None:
        super().__init__()
        self._failed = failed
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker")
        self._pending: dict[Future[Any], Task] = {}
        self._stopped = False
        self._leaving: weakref.WeakSet[QObject] = weakref.WeakSet()
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether work is waiting or under way, or a result on its way back."""
        return bool(self._pending)

    def run(
        self,
        owner: QObject,
        work: Callable[[Task], Any],
        done: Callable[[Any], None] = lambda _result: None,
        failed: Callable[[UserFacingError], None] | None = None,
    ) -> Task:
        """Do ``work`` in the worker, then ``done`` with its result, or ``failed`` with the error."""
        task = Task(owner)
        if self._stopped or any(task.belongs_to(gone) for gone in self._leaving):
            task.cancel()
            return task

        def deliver(future: Future[Any]) -> None:
            self._pending.pop(future, None)
            if not task.delivers():
                return
            error = future.exception()
            if error is None:
                done(future.result())
            elif isinstance(error, UserFacingError):
                (failed or self._failed)(error)
            else:
                raise error

        future = self._pool.submit(work, task)
        self._pending[future] = task
        future.add_done_callback(lambda finished: self._announce(lambda: deliver(finished)))
        return task

    def drain(self, leaving: QObject | None = None) -> None:
        """Wait until all work that was asked for is done. Results are still delivered afterwards.

        Not so those that ``leaving``, or something in it, asked for: it is about to go, and gets no more work done.
        """
        if leaving is not None:
            self._leaving.add(leaving)
        wait(list(self._pending))
        for task in self._pending.values():
            if leaving is not None and task.belongs_to(leaving):
                task.cancel()

    def rest(self, seconds: float) -> bool:
        """Wait until all work that was asked for is done, but no longer than this; whether it is done."""
        return not wait(list(self._pending), timeout=seconds).not_done

    def stop(self) -> None:
        """Finish what is under way and take no more."""
        self._stopped = True
        self.drain()
        self._pool.shutdown(wait=True)

    def _announce(self, deliver: Callable[[], None]) -> None:
        if isValid(self):
            self._finished.emit(deliver)

    def _deliver(self, deliver: Callable[[], None]) -> None:
        deliver()

"""Backups that make themselves: soon after a journal was opened, hourly, and when it is left.

One can go on writing meanwhile: they have a worker of their own, so that nobody waits for a long one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from journal_app.domain.backup_errors import BackupUnderWay
from journal_app.domain.errors import UserFacingError
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.workspace import Workspace

if TYPE_CHECKING:
    from journal_app.domain.backup import BackupMade
    from journal_app.services.backup_service import BackupService

FIRST_MS = 120_000
"""How long after a journal was opened the first look is taken."""

KEYS_MS = 200
"""How long after the first page stands the backups' key files are looked at."""

AGAIN_MS = 60_000
"""How often it is looked whether a backup is due."""

AFTER_TROUBLE_S = 3600.0
"""How long to wait after one that failed."""

LEAVING_S = 3.0
"""The longest that leaving a journal waits for its last backup. What is cut short is made after the next opening."""

_SPEAK_AFTER_S = 0.4


class BackingUp(QObject):
    """Watches over one open journal at a time."""

    def __init__(self, messenger: Messenger, window: QWidget, hush: Callable[[], None]) -> None:
        """``hush`` takes away what was last told."""
        super().__init__(window)
        self._messenger, self._window, self._hush = messenger, window, hush
        self._tasks = TaskRunner(messenger.fail)
        self._workspace: Workspace | None = None
        self._service: BackupService | None = None
        self._under_way: list[Task] = []
        self._first = True
        self._rests_until = 0.0
        self._told: set[str] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._knows_keys = False
        self._keys_timer = QTimer(self)
        self._keys_timer.setSingleShot(True)
        self._keys_timer.timeout.connect(self.follow_keys)

    @property
    def busy(self) -> bool:
        """Whether a backup is being made."""
        return self._tasks.busy

    def watch(self, workspace: Workspace) -> None:
        """Back up this journal from now on, if it is the person's own and may be written."""
        self._workspace, self._service = workspace, None
        self._first, self._rests_until = True, 0.0
        self._told.clear()
        self._knows_keys = False
        workspace.back_up_asked.connect(self.now)
        workspace.shown.connect(self._follow_keys_soon)
        self._timer.start(FIRST_MS)

    def look(self) -> None:
        """Make a backup if one is due."""
        self._timer.setInterval(AGAIN_MS)
        service = self._automatic()
        if service is None or self.busy or time.monotonic() < self._rests_until:
            return
        first, self._first = self._first, False
        try:
            if service.has_news() if first else service.is_due():
                self._run(lambda task: service.back_up(task.cancelled))
            elif service.is_second_behind():
                # Whether or not it is there by now: it is asked once an hour.
                self._rests_until = time.monotonic() + AFTER_TROUBLE_S
                self._run(lambda task: service.catch_up(task.cancelled))
        except UserFacingError as error:
            self._fail(error)

    def now(self) -> None:
        """Make a backup because somebody asked for it, and say so."""
        workspace = self._workspace
        if workspace is None:
            return
        if self.busy:
            self._messenger.tell("A backup is being made already.")
            return
        service = self._service = self._service or workspace.services.backups
        self._run(lambda task: service.back_up(task.cancelled), self._tell, self._messenger.fail)

    def _follow_keys_soon(self) -> None:
        """Each time a journal is entered: what was out of reach when its keys changed may be there by now."""
        if not self._knows_keys:
            self._knows_keys = True
            self._keys_timer.start(KEYS_MS)

    def follow_keys(self) -> None:
        """Have the backups, here and in the second folder, open with what opens the journal now.

        Those that were out of reach when the passphrase was changed are seen to after the next opening.
        """
        workspace = self._workspace
        if workspace is None or workspace.services.is_sample:
            return
        services = workspace.services

        def follow(_task: Task) -> None:
            services.keys.bring_backups_up_to_date()
            services.backups.follow_keys()

        self._under_way.append(self._tasks.run(workspace, follow, failed=_unsaid))

    def leave(self, *, last: bool = True) -> None:
        """Make the ``last`` backup, if something changed, and let go of the journal. Waits no longer than LEAVING_S."""
        self._timer.stop()
        self._keys_timer.stop()
        service = self._automatic() if last else None
        began, spoke, own = time.monotonic(), False, None
        if service is not None and self._is_worth_it(service):
            own = self._tasks.run(self, lambda task: service.back_up(task.cancelled, within=LEAVING_S), failed=_unsaid)
        while not (done := self._tasks.rest(0.05)):
            waited = time.monotonic() - began
            if waited > _SPEAK_AFTER_S and not spoke:
                spoke = True
                self._messenger.tell("Making a backup before the journal is closed…")
                self._window.repaint()
            if waited > LEAVING_S:
                break
        # The page that what was under way reports to is going. The last one reports to nobody but of a bug.
        for task in self._under_way if done or own is None else (*self._under_way, own):
            task.cancel()
        self._tasks.drain()
        self._under_way.clear()
        self._workspace = self._service = None
        if spoke:
            self._hush()

    def stop(self) -> None:
        """Take no more work."""
        self._timer.stop()
        self._tasks.stop()

    def _automatic(self) -> BackupService | None:
        """The backups of the journal, if they are to be made by themselves."""
        if self._service is None and self._workspace is not None:
            self._service = self._workspace.services.backups
        return self._service if self._service is not None and self._service.automatic else None

    def _is_worth_it(self, service: BackupService) -> bool:
        """Not if the last one took so long that this one would be cut short."""
        try:
            return service.has_news() and service.state().seconds < LEAVING_S
        except UserFacingError:
            return False

    def _run(
        self,
        work: Callable[[Task], Any],
        done: Callable[[Any], None] = lambda _result: None,
        failed: Callable[[UserFacingError], None] | None = None,
    ) -> None:
        workspace = self._workspace

        def rest() -> None:
            self._under_way.clear()
            if workspace is not None:
                workspace.set_backing_up(busy=False)

        def well(result: Any) -> None:
            rest()
            done(result)

        def not_well(error: UserFacingError) -> None:
            rest()
            (failed or self._fail)(error)

        if workspace is not None:
            workspace.set_backing_up(busy=True)
            self._under_way.append(self._tasks.run(workspace, work, well, not_well))

    def _fail(self, error: UserFacingError) -> None:
        """What goes wrong by itself is told once, not every hour."""
        self._rests_until = time.monotonic() + AFTER_TROUBLE_S
        if not isinstance(error, BackupUnderWay) and error.message_id not in self._told:
            self._told.add(error.message_id)
            self._messenger.fail(error)

    def _tell(self, made: BackupMade) -> None:
        where = "" if not made.state.second.trouble else " The second folder could not be used."
        self._messenger.tell(f"Backed up and test-restored.{where}")


def _unsaid(_error: UserFacingError) -> None:
    """Nobody is to be told: it is tried again after the next opening."""

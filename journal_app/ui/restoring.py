"""Putting a backup in the place of the journal that was open until now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from journal_app.bootstrap import App
from journal_app.domain.errors import UserFacingError
from journal_app.ui.messenger import Messenger
from journal_app.ui.opening import Door
from journal_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from journal_app.domain.backup import Opened


class Restoring(QObject):
    """The journal has been closed by then; whatever comes of it, the door is knocked at afterwards."""

    def __init__(self, app: App, door: Door, tasks: TaskRunner, messenger: Messenger) -> None:
        super().__init__(door)
        self._app, self._door, self._tasks, self._messenger = app, door, tasks, messenger

    def bring_back(self, opened: Opened) -> None:
        """Restore, and open the journal again."""
        restoring = self._app.restoring(self._app.paths.journal)
        self._door.show_lock()
        self._door.unlock.heading.setText("Bringing the backup back…")
        self._door.unlock.words.setText("Your journal as it was is kept among the backups.")
        self._door.unlock.set_busy(busy=True)
        self._tasks.run(self, lambda task: restoring.restore(opened, task.cancelled), self._done, self._failed)

    def _done(self, _kept: object) -> None:
        self._door.knock()
        self._messenger.tell("The backup is in its place. Your journal as it was is kept among the backups.")

    def _failed(self, error: UserFacingError) -> None:
        self._door.knock()
        self._messenger.fail(error)

"""The one journal that cannot be locked yet: its last words cannot be saved, and nobody is there to be asked."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from journal_app.bootstrap import Services
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.workspace import Workspace

_TRY_AGAIN_MS = 5000


class Veil(QObject):
    """Keeps a workspace out of sight, with its words, and tries every few seconds to save them.

    The journal stays open behind it, key and all: without them the words could not be kept. ``saved`` once they are in
    the journal; whoever hears it closes the workspace. Until then only a secret that opens the journal lifts it.
    """

    saved = Signal(object)

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.workspace: Workspace | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TRY_AGAIN_MS)
        self._timer.timeout.connect(self._try_again)

    @property
    def services(self) -> Services | None:
        """The journal behind it, if one is kept."""
        return self.workspace.services if self.workspace is not None else None

    def draw(self, workspace: Workspace) -> None:
        """Keep this workspace."""
        self.workspace = workspace
        self._timer.start()

    def lift(self) -> Workspace | None:
        """Give the workspace back, if one is kept."""
        found, self.workspace = self.workspace, None
        self._timer.stop()
        return found

    def _try_again(self) -> None:
        # While the worker opens the journal for somebody who came back, it has to stay as it is.
        if self.workspace is not None and not self._tasks.busy and self.workspace.flush():
            self.saved.emit(self.lift())

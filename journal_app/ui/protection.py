"""Giving the open journal a passphrase: ask, save, encrypt anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from journal_app.bootstrap import Services
from journal_app.domain.errors import UserFacingError
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.workspace import Workspace

if TYPE_CHECKING:
    from journal_app.ui.dialogs.set_passphrase import SetPassphraseDialog


class Protection(QObject):
    """``done`` once the open journal has its passphrase."""

    done = Signal()

    def __init__(self, tasks: TaskRunner, messenger: Messenger, window: QWidget) -> None:
        super().__init__(window)
        self._tasks, self._messenger, self._window = tasks, messenger, window

    def ask(self, workspace: Workspace) -> SetPassphraseDialog:
        """Ask for a passphrase and set it."""
        from journal_app.ui.dialogs.set_passphrase import SetPassphraseDialog

        dialog = SetPassphraseDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda passphrase: self._set(workspace, dialog, passphrase))
        dialog.open()
        return dialog

    def _set(self, workspace: Workspace, dialog: SetPassphraseDialog, passphrase: str) -> None:
        if not workspace.flush():
            # Why is said by what could not be saved.
            dialog.give_up()
            return

        def done(_none: object) -> None:
            dialog.accept()
            self.done.emit()
            self._messenger.tell("Your journal now opens only with your passphrase.")

        def failed(error: UserFacingError) -> None:
            dialog.say(self._messenger.text(error))

        services: Services = workspace.services
        self._tasks.run(dialog, lambda _task: services.journal.set_passphrase(passphrase), done, failed)

"""What locks the open journal: setting its passphrase, changing it, and making a recovery key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from journal_app.bootstrap import Services
from journal_app.domain.change import Change
from journal_app.domain.errors import UserFacingError
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.workspace import Workspace

if TYPE_CHECKING:
    from journal_app.ui.dialogs.set_passphrase import ChangePassphraseDialog, SetPassphraseDialog


class Protection(QObject):
    """``done`` carries the Change once the open journal's keys are other than they were."""

    done = Signal(object)

    def __init__(self, tasks: TaskRunner, messenger: Messenger, window: QWidget) -> None:
        super().__init__(window)
        self._tasks, self._messenger, self._window = tasks, messenger, window

    def ask(self, workspace: Workspace) -> SetPassphraseDialog:
        """Ask for a passphrase and set it."""
        from journal_app.ui.dialogs.set_passphrase import SetPassphraseDialog

        dialog = SetPassphraseDialog(self._window, self._tasks)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda passphrase: self._set(workspace, dialog, passphrase))
        dialog.open()
        return dialog

    def change(self, workspace: Workspace) -> ChangePassphraseDialog:
        """Ask for the present passphrase and another, and change it."""
        from journal_app.ui.dialogs.set_passphrase import ChangePassphraseDialog

        # It goes with the journal when that is locked.
        dialog = ChangePassphraseDialog(workspace, self._tasks)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda passphrase: self._change(workspace.services, dialog, passphrase))
        dialog.open()
        return dialog

    def make_recovery_key(self, workspace: Workspace, *, offered: bool = False) -> None:
        """Show a new recovery key and keep it once it was typed back; ``offered`` and not asked for, it can wait."""
        from journal_app.ui.dialogs.making_recovery_key import RecoveryKeyMaking

        making = RecoveryKeyMaking(workspace.services.keys, self._tasks, self._messenger, workspace)
        making.kept.connect(self.done)
        making.begin(offered=offered)

    def _set(self, workspace: Workspace, dialog: SetPassphraseDialog, passphrase: str) -> None:
        if not workspace.flush():
            # Why is said by what could not be saved.
            dialog.give_up()
            return

        def done(change: Change) -> None:
            dialog.accept()
            self.done.emit(change)
            self._messenger.tell("Your journal now opens only with your passphrase.")
            self.make_recovery_key(workspace, offered=True)

        services: Services = workspace.services
        self._tasks.run(dialog, lambda _task: services.journal.set_passphrase(passphrase), done, self._said_by(dialog))

    def _change(self, services: Services, dialog: ChangePassphraseDialog, passphrase: str) -> None:
        current = dialog.current.text()

        def done(change: Change) -> None:
            dialog.accept()
            self.done.emit(change)
            self._messenger.tell("Your journal now opens only with the new passphrase.")

        keys = services.keys
        self._tasks.run(dialog, lambda _task: keys.change_passphrase(current, passphrase), done, self._said_by(dialog))

    def _said_by(self, dialog: SetPassphraseDialog) -> Callable[[UserFacingError], None]:
        return lambda error: dialog.say(self._messenger.text(error))

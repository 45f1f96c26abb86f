"""What is done about a journal that did not open: looked into, rescued, or replaced by its newest sound backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from journal_app.bootstrap import App
from journal_app.domain.errors import JournalPartlyDamaged, UserFacingError
from journal_app.domain.rescue import Outlook, RescueReport
from journal_app.ui.dialogs.recovery import RecoveryScreen
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import Task, TaskRunner

if TYPE_CHECKING:
    from journal_app.services.recovery_service import RecoveryService


class Recovery(QObject):
    """``mended`` carries the passphrase, or None, with which the journal is to be opened now; so does ``as_it_is``, if
    nothing was done about it.

    The passphrase is kept while the screen is in view, since the backups need it, and forgotten when it is left.
    """

    mended = Signal(object)
    as_it_is = Signal(object)

    def __init__(self, app: App, tasks: TaskRunner, messenger: Messenger, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._tasks, self._messenger = app, tasks, messenger
        self._passphrase: str | None = None
        self._outlook = Outlook()
        self._report: RescueReport | None = None
        self.screen = RecoveryScreen()
        self.screen.chosen.connect(self._choose)
        self.screen.passphrase_given.connect(self._look_with)
        self.screen.again_asked.connect(self._open_as_it_is)
        self.screen.sample_asked.connect(self.forget)

    def begin(self, error: UserFacingError, passphrase: str | None) -> None:
        """Say what happened and look for what can be done about it."""
        self._passphrase = passphrase
        self.screen.begin(self._messenger.text(error), opens=isinstance(error, JournalPartlyDamaged))
        self._look()

    def forget(self) -> None:
        """Forget the passphrase."""
        self._passphrase = None
        self.screen.forget()

    def _service(self) -> RecoveryService:
        return self._app.recovery(self._app.paths.journal)

    def _look_with(self, passphrase: str) -> None:
        self._passphrase = passphrase
        self.screen.look_busy("Looking for what can be done about it…")
        self._look()

    def _look(self) -> None:
        passphrase = self._passphrase

        def done(outlook: Outlook) -> None:
            self._outlook = outlook
            self.screen.show_outlook(outlook)
            if outlook.asks_passphrase and passphrase is not None and outlook.is_hopeless:
                self.screen.refuse("That passphrase opens neither the journal nor a backup. Try another.")

        service = self._service()
        self._go(lambda task: service.look(passphrase, task.cancelled), done)

    def _choose(self, what: str) -> None:
        {
            "rescue": self._rescue,
            "copy": self._bring_back,
            "keys": self._bring_back_keys,
            "folder": self._open_folder,
            "save": self._save_report,
            "open": self._mended,
        }[what]()

    def _rescue(self) -> None:
        self.screen.look_busy("Rescuing what can be read…")
        service, passphrase = self._service(), self._passphrase

        def done(report: RescueReport) -> None:
            self._report = report
            self.screen.show_report(report)

        self._go(lambda _task: service.rescue(passphrase), done)

    def _bring_back(self) -> None:
        copy = self._outlook.copy
        if copy is None:
            return
        self.screen.look_busy("Bringing back the backup…")
        service, passphrase = self._service(), self._passphrase
        self._go(lambda _task: service.bring_back(copy, passphrase), lambda _none: self._mended())

    def _bring_back_keys(self) -> None:
        source = self._outlook.keys_in
        if source is None:
            return
        self.screen.look_busy("Bringing back the key file…")
        service = self._service()
        self._go(lambda _task: service.bring_back_keys(source), lambda _none: self._mended())

    def _go(self, work: Callable[[Task], Any], done: Callable[[Any], None]) -> None:
        def failed(error: UserFacingError) -> None:
            self.screen.show_outlook(self._outlook)
            self.screen.say(self._messenger.text(error))

        self._tasks.run(self.screen, work, done, failed)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._app.paths.journal)))

    def _save_report(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self.screen, "Save the list", str(Path.home() / "not rescued.txt"), "Text (*.txt)"
        )
        report = self._report
        if not name or report is None:
            return
        service = self._service()
        self._tasks.run(
            self.screen,
            lambda _task: service.save_report(report, Path(name)),
            lambda _none: self._messenger.tell("The list is saved."),
        )

    def _open_as_it_is(self) -> None:
        passphrase = self._passphrase
        self.forget()
        self.as_it_is.emit(passphrase)

    def _mended(self) -> None:
        passphrase = self._passphrase
        self.forget()
        self.mended.emit(passphrase)

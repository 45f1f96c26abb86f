"""From a fresh recovery key to one that is kept: the dialog, the sheet of paper, and what the worker does."""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from journal_app.domain.errors import UserFacingError
from journal_app.domain.recovery_key import RecoveryKey
from journal_app.services.key_service import KeyService
from journal_app.ui.dialogs.recovery_key import RecoveryKeyDialog
from journal_app.ui.dialogs.recovery_sheet import Sheet, as_pdf, print_on
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.widgets.file_names import with_ending


class RecoveryKeyMaking(QObject):
    """Makes one recovery key. ``kept`` carries the Change once it opens the journal.

    All that it shows is a child of ``owner`` and goes with it: when the journal is locked, no key is left on the
    screen.
    """

    kept = Signal(object)

    def __init__(self, keys: KeyService, tasks: TaskRunner, messenger: Messenger, owner: QWidget) -> None:
        super().__init__(owner)
        self._keys, self._tasks, self._messenger, self._owner = keys, tasks, messenger, owner

    def begin(self, *, offered: bool) -> None:
        """Show a new key; ``offered`` and not asked for, it can wait until later."""

        def ready(found: tuple[bool, RecoveryKey]) -> None:
            self._show(*found, offered=offered)

        self._tasks.run(self, lambda _task: (self._keys.state().has_recovery_key, self._keys.new_recovery_key()), ready)

    def _show(self, replaces: bool, key: RecoveryKey, *, offered: bool) -> None:  # noqa: FBT001  from the worker
        dialog = RecoveryKeyDialog(
            self._owner, key, replaces=replaces, can_print=_can_print(), later="Later" if offered else "Cancel"
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self.deleteLater)
        dialog.rejected.connect(partial(self._put_off, offered=offered))
        dialog.kept.connect(partial(self._keep, dialog))
        sheet = Sheet(key, str(self._keys.folder), self._keys.today)
        dialog.save_asked.connect(partial(self._save, dialog, sheet))
        dialog.print_asked.connect(partial(self._print, dialog, sheet))
        dialog.open()

    def _put_off(self, *, offered: bool) -> None:
        if offered:
            self._messenger.tell("You can make a recovery key at any time, in the settings.")

    def _keep(self, dialog: RecoveryKeyDialog) -> None:
        def done(change: object) -> None:
            self.kept.emit(change)
            dialog.accept()
            self._messenger.tell("Your recovery key now opens your journal, should you forget the passphrase.")

        def failed(error: UserFacingError) -> None:
            dialog.say(self._messenger.text(error))

        self._tasks.run(dialog, lambda _task: self._keys.keep_recovery_key(dialog.key), done, failed)

    def _save(self, dialog: RecoveryKeyDialog, sheet: Sheet) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = str(Path(documents) / sheet.file_name)
        chosen, _ = QFileDialog.getSaveFileName(dialog, "Save the recovery key", proposed, "PDF (*.pdf)")
        if not chosen:
            return
        path, content = with_ending(Path(chosen), "pdf"), as_pdf(sheet)

        def saved(_none: object) -> None:
            dialog.tell(f"Saved as {path.name}. Print it, or move it to where only you can open it.")

        def failed(error: UserFacingError) -> None:
            dialog.tell(self._messenger.text(error))

        self._tasks.run(dialog, lambda _task: self._keys.save_sheet(path, content), saved, failed)

    def _print(self, dialog: RecoveryKeyDialog, sheet: Sheet) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setDocName("Recovery key")
        if QPrintDialog(printer, dialog).exec() == QDialog.DialogCode.Accepted:
            print_on(printer, sheet)
            dialog.tell("Sent to the printer. Do not leave it lying there.")


def _can_print() -> bool:
    """Whether this Qt was made with support for printers."""
    return find_spec("PySide6.QtPrintSupport") is not None

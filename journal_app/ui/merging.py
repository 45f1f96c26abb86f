"""Merging another copy of the open journal: look into it, say what it holds, merge it if the person wants that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from journal_app.domain.change import Change
from journal_app.domain.errors import UserFacingError
from journal_app.domain.merge import MergeReport
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.workspace import Workspace

if TYPE_CHECKING:
    from journal_app.ui.dialogs.merge import MergeDialog


class Merging(QObject):
    """``done`` once a copy has been merged: there may be another."""

    done = Signal()

    def __init__(self, tasks: TaskRunner, messenger: Messenger, window: QWidget) -> None:
        super().__init__(window)
        self._tasks, self._messenger, self._window = tasks, messenger, window

    def look(self, workspace: Workspace) -> None:
        """Look into the first copy beside the open journal, and ask whether to merge it."""
        from journal_app.ui.dialogs.merge import MergeDialog

        try:
            copies = workspace.services.merging.copies()
        except UserFacingError as error:
            self._messenger.fail(error)
            return
        if not copies:
            self._messenger.tell("There is no other copy of this journal beside it any more.")
            self.done.emit()
            return
        copy = copies[0]
        dialog = MergeDialog(self._window, copy.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.agreed.connect(lambda: self._merge(workspace, dialog, copy))
        dialog.open()
        merging = workspace.services.merging
        self._tasks.run(dialog, lambda _task: merging.look(copy), dialog.show_report, self._refuse(dialog))

    def _merge(self, workspace: Workspace, dialog: MergeDialog, copy: Path) -> None:
        if not workspace.flush():
            # Why is said by what could not be saved.
            dialog.done(0)
            return
        merging = workspace.services.merging

        def done(result: tuple[MergeReport, Change]) -> None:
            report, change = result
            dialog.accept()
            workspace.broadcast(change)
            self._messenger.tell(told(report))
            self.done.emit()

        self._tasks.run(workspace, lambda _task: merging.merge(copy), done, self._refuse(dialog))

    def _refuse(self, dialog: MergeDialog) -> Callable[[UserFacingError], None]:
        return lambda error: dialog.say(self._messenger.text(error))


def told(report: MergeReport) -> str:
    """What came of it, in a line."""
    backup = "The copy is now among the backups" + (", with what you had begun there." if report.left.begun else ".")
    if report.is_nothing_new:
        return backup
    added = report.added + report.check_ins + report.behaviours + report.begun
    joined = report.joined + report.check_ins_joined
    twice = f" Of {report.twice:,} both texts are kept." if report.twice else ""
    return f"Merged: {added:,} added, {joined:,} joined.{twice} {backup}"

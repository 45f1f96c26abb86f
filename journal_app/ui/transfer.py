"""Bringing another journal's file in: choose it, import it in the worker, say what came across and what did not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from journal_app.bootstrap import Services
from journal_app.domain.change import Change
from journal_app.domain.imports import ImportReport
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import TaskRunner

_WORDS = {
    "missing-media": "pictures or other files were not beside it; the words that mention them are kept",
    "bad-record": "records could not be read and were left out",
    "bad-tag": "tags could not be kept; their reflections are here without them",
    "replaced-characters": "reflections held characters that no file can hold; these were replaced",
}


class Transfer(QObject):
    """``changed`` carries what an import added."""

    changed = Signal(object)

    def __init__(self, tasks: TaskRunner, messenger: Messenger, window: QWidget) -> None:
        super().__init__(window)
        self._tasks, self._messenger, self._window = tasks, messenger, window

    def import_file(self, services: Services) -> None:
        """Ask for a file and import it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Import from Day One", str(Path.home()), "Day One (*.json *.zip);;All files (*)"
        )
        if not name:
            return
        self._messenger.tell("Importing. You can go on writing.")
        imports = services.imports
        self._tasks.run(self, lambda task: imports.import_file(Path(name), cancelled=task.cancelled), self._done)

    def _done(self, result: tuple[ImportReport, Change]) -> None:
        report, change = result
        if change:
            self.changed.emit(change)
        words = f"{report.added} reflections added, {report.already_here} were already here."
        if report.problems:
            self._messenger.tell(words, "What is missing", lambda: self._show_problems(report))
        else:
            self._messenger.tell(words)

    def _show_problems(self, report: ImportReport) -> None:
        counts = Counter(problem.kind for problem in report.problems)
        box = QMessageBox(self._window)
        box.setWindowTitle("What did not come across")
        box.setText("\n".join(f"{count} {_WORDS.get(kind, kind)}." for kind, count in counts.items()))
        box.setDetailedText("\n".join(f"{problem.where}  {problem.detail}" for problem in report.problems))
        box.open()

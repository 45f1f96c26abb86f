"""Bringing another journal's file in: choose it, import it in the worker, say what came across and what did not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from journal_app.domain.change import Change
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.workspace import Workspace

if TYPE_CHECKING:
    from journal_app.domain.imports import ImportReport

# For each kind of problem, the words for one and for several.
_WORDS = {
    "missing-media": (
        "One picture or other file was not beside it; the words that mention it are kept.",
        "{} pictures or other files were not beside it; the words that mention them are kept.",
    ),
    "bad-record": (
        "One record could not be read and was left out.",
        "{} records could not be read and were left out.",
    ),
    "bad-tag": (
        "One tag could not be kept; its reflection is here without it.",
        "{} tags could not be kept; their reflections are here without them.",
    ),
    "replaced-characters": (
        "One reflection held characters that no file can hold; these were replaced.",
        "{} reflections held characters that no file can hold; these were replaced.",
    ),
}


class Transfer(QObject):
    """Imports into the open journal. If that is closed meanwhile, what was added is there, and nothing is said."""

    def __init__(self, tasks: TaskRunner, messenger: Messenger, window: QWidget) -> None:
        super().__init__(window)
        self._tasks, self._messenger, self._window = tasks, messenger, window

    def import_file(self, workspace: Workspace) -> None:
        """Ask for a file and import it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Import from Day One", str(Path.home()), "Day One (*.json *.zip);;All files (*)"
        )
        if not name:
            return
        self._messenger.tell("Importing. You can go on writing.")
        imports = workspace.services.imports

        def done(result: tuple[ImportReport, Change]) -> None:
            report, change = result
            if change:
                workspace.broadcast(change)
            self._tell(report)

        self._tasks.run(workspace, lambda task: imports.import_file(Path(name), cancelled=task.cancelled), done)

    def _tell(self, report: ImportReport) -> None:
        if report.problems:
            self._messenger.tell(_in_words(report), "What is missing", lambda: self._show_problems(report))
        else:
            self._messenger.tell(_in_words(report))

    def _show_problems(self, report: ImportReport) -> None:
        counts = Counter(problem.kind for problem in report.problems)
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("What did not come across")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText("\n".join(_problem_in_words(kind, count) for kind, count in counts.items()))
        box.setDetailedText("\n".join(f"{problem.where}  {problem.detail}" for problem in report.problems))
        box.open()


def _in_words(report: ImportReport) -> str:
    if not report.found:
        return "There are no reflections in that file."
    if not report.added:
        return f"Nothing to add: what is in that file is already here ({_reflections(report.already_here)})."
    already = f" {report.already_here:,} already here." if report.already_here else ""
    return f"{_reflections(report.added)} added.{already}"


def _reflections(count: int) -> str:
    return f"{count:,} reflection{'' if count == 1 else 's'}"


def _problem_in_words(kind: str, count: int) -> str:
    one, several = _WORDS.get(kind, (f"One problem: {kind}.", f"{{}} problems: {kind}."))
    return one if count == 1 else several.format(f"{count:,}")

"""How many words there are, counted in a pause of typing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from journal_app.domain.entry import word_count
from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.widgets.markdown_editor import MarkdownEditor

_AFTER_MS = 250
# Counting more than this takes longer than a frame; the worker does it.
_LARGE = 100_000


class WordCounter(QObject):
    """``counted`` carries the number of words in an editor."""

    counted = Signal(int)

    def __init__(self, editor: MarkdownEditor, tasks: TaskRunner) -> None:
        super().__init__(editor)
        self._editor, self._tasks = editor, tasks
        self._counting: Task | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self.count_now)

    def count_soon(self) -> None:
        """Count when the person pauses."""
        self._timer.start()

    def count_now(self) -> None:
        """Count what is there now."""
        self._timer.stop()
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None
        text = self._editor.text()
        if len(text) <= _LARGE:
            self.counted.emit(word_count(text))
        else:
            self._counting = self._tasks.run(self, lambda _task: word_count(text), self.counted.emit)

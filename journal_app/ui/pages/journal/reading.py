"""Turning the open entry into how it reads, and back."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from journal_app.ui.messenger import Messenger
from journal_app.ui.pages.journal.entry_pane import EntryPane
from journal_app.ui.task_runner import Task, TaskRunner

# More than this takes the worker seconds, and nobody reads it in one go.
_MOST = 200_000
_CUT = "<hr><p><em>The preview stops here. The rest of your text is there, unchanged.</em></p>"


class Reading(QObject):
    """Renders in the worker; what comes too late for the entry it was made of is dropped."""

    def __init__(self, pane: EntryPane, tasks: TaskRunner, messenger: Messenger) -> None:
        super().__init__(pane)
        self._pane, self._tasks, self._messenger = pane, tasks, messenger
        self._rendering: Task | None = None
        pane.preview.address_pressed.connect(self._copy)

    def toggle(self) -> None:
        """Switch between the text and how it reads."""
        under_way = self._rendering is not None
        self.stop()
        if under_way or self._pane.previewing:
            self._pane.show_preview(None)
        else:
            body = self._pane.editor.text()
            self._pane.reading.setChecked(True)
            self._rendering = self._tasks.run(self, lambda _task: _render(body), self._show)

    def stop(self) -> None:
        """Drop what is being rendered."""
        if self._rendering is not None:
            self._rendering.cancel()
            self._rendering = None

    def _show(self, html: str) -> None:
        self._rendering = None
        self._pane.show_preview(html)

    def _copy(self, address: str) -> None:
        """Nothing is opened from here: that would tell somebody that it was."""
        QGuiApplication.clipboard().setText(address)
        self._messenger.tell(f"Copied to the clipboard: {address}")


def _render(body: str) -> str:
    from journal_app.formats.exporters.html import to_safe_html

    if len(body) <= _MOST:
        return to_safe_html(body)
    end = body.rfind("\n", _MOST // 2, _MOST)
    return to_safe_html(body[: end if end > 0 else _MOST]) + _CUT

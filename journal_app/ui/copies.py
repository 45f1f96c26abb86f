"""A word, once, about the clipboard: what is copied there can be read by every other program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from journal_app.services.preference_service import PreferenceService
from journal_app.ui.messenger import Messenger
from journal_app.ui.workspace import Workspace

# A sentence or two on the clipboard is what copying is for.
_WORTH_A_WORD = 200
_NOTE = "Copied. Other programs can read this until something else is copied."


class CopyNote(QObject):
    """Tells it when all of a reflection has been copied, or cut, from its text or its preview: once per installation.

    The clipboard is left alone.
    """

    def __init__(
        self,
        preferences: PreferenceService,
        messenger: Messenger,
        workspace: Callable[[], Workspace | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._preferences, self._messenger, self._workspace = preferences, messenger, workspace
        QGuiApplication.clipboard().dataChanged.connect(self._look)

    def _look(self) -> None:
        workspace = self._workspace()
        if workspace is None or workspace.place != "journal" or self._preferences.current.told_about_copies:
            return
        # What other programs put there is none of our business: it comes while one of theirs is the active window.
        # (Not every system can tell whose the clipboard is.)
        if not workspace.isActiveWindow():
            return
        pane = workspace.journal.desk.pane
        copied, whole = _plain(QGuiApplication.clipboard().text()), _plain(pane.whole_text())
        # Some systems tell of a copy a moment later; what was cut is then gone from the page.
        was_cut = not whole and pane.editor.document().isUndoAvailable()
        if len(copied) >= _WORTH_A_WORD and (copied == whole or was_cut):
            self._preferences.change(told_about_copies=True)
            self._messenger.tell(_NOTE)


def _plain(text: str) -> str:
    """As the clipboard has it: other kinds of space are a matter of taste there."""
    return " ".join(text.split())

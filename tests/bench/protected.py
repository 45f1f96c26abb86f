"""A window on a journal with a passphrase: unlocked, written in, backed up. A process of its own.

It tells how long the UI thread let itself be waited for meanwhile.
"""

from __future__ import annotations

from random import Random
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from journal_app.domain.entry import EntryFilter
from journal_app.ui.main_window import MainWindow
from tests.bench.child import tell
from tests.bench.heartbeat import Heartbeat
from tests.bench.journals import text
from tests.bench.protection import back_up
from tests.support.journals import PASSPHRASE

_SETTLE = 0.5
_AUTOSAVE = 1.2
_SAVES = 5
_LETTERS = 12_000


def main() -> None:
    """Do what ``journal-app`` does, go through all of it, close, and tell."""
    from journal_app.__main__ import main as run

    # In place of the event loop, which would run until somebody closes the window.
    with patch.object(QApplication, "exec", _go_through):
        run([])


def _go_through(application: QApplication) -> int:
    window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
    beat = Heartbeat(application)
    window.activateWindow()
    beat.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    beat.rest(_SETTLE)
    _unlock(window, beat)
    _autosave(window, beat)
    _back_up(window, beat)
    window.close()
    tell(gaps=beat.longest)
    return 0


def _unlock(window: MainWindow, beat: Heartbeat) -> None:
    with beat.phase("unlocking"):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, PASSPHRASE)
        QTest.keyClick(focus, Qt.Key.Key_Return)
        beat.until(lambda: window.workspace is not None)
        _rest(window, beat)


def _autosave(window: MainWindow, beat: Heartbeat) -> None:
    """Some saves of a long reflection; the text itself is put there before."""
    assert window.workspace is not None
    entries = window.workspace.services.entries
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    beat.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    editor = QApplication.focusWidget()
    assert isinstance(editor, QPlainTextEdit)
    editor.insertPlainText(text(Random(0), _LETTERS))
    _rest(window, beat)
    beat.rest(_AUTOSAVE)
    before = entries.page(EntryFilter(), 0, 1)[0].uid
    revision = entries.get(before).revision
    with beat.phase("autosaving"):
        for _ in range(_SAVES):
            QTest.keyClicks(editor, " and")
            beat.rest(_AUTOSAVE)
    assert entries.get(before).revision >= revision + _SAVES, "what was typed is not saved"
    entries.delete(before)


def _back_up(window: MainWindow, beat: Heartbeat) -> None:
    assert window.workspace is not None
    vault = window.workspace.services._vault
    done: list[bool] = []
    with beat.phase("backing up"):
        window.tasks.run(window.workspace, lambda _task: back_up(vault), lambda _none: done.append(True))
        beat.until(lambda: done)
        _rest(window, beat)


def _rest(window: MainWindow, beat: Heartbeat) -> None:
    beat.rest(_SETTLE)
    beat.until(lambda: not window.tasks.busy)


if __name__ == "__main__":
    main()

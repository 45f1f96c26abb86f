"""What bringing a window into any state shares: waiting, the sample journal, going to a place, dialogs."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from journal_app.ui.main_window import MainWindow
from journal_app.ui.workspace import Workspace

Key = Qt.Key
State = tuple[Callable[[MainWindow], None], Callable[[MainWindow], None] | None]
"""What brings a window into a state, and what takes it back."""


def settle(window: MainWindow) -> None:
    """Let the worker finish and the window paint: a picture shows a page at rest."""
    for _ in range(4):
        window.tasks.drain()
        deadline = time.monotonic() + 0.15
        while time.monotonic() < deadline:
            QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def sample(window: MainWindow) -> Workspace:
    if window.workspace is None or not window.workspace.services.is_sample:
        window.open_sample()
        settle(window)
    if window.workspace is None:
        raise RuntimeError("the sample journal did not open")
    return window.workspace


def go(place: str) -> Callable[[MainWindow], None]:
    def prepare(window: MainWindow) -> None:
        workspace = sample(window)
        window.toast.dismiss()
        workspace.go(place)
        settle(window)

    return prepare


def type_in(window: MainWindow, words: str) -> None:
    QTest.keyClicks(window.focusWidget(), words)


def dialog_in(window: MainWindow, opening: Callable[[], object]) -> None:
    """Put the dialog that opens into the picture: the window is what is drawn."""
    opening()
    settle(window)
    for dialog in window.findChildren(QDialog):
        dialog.setParent(window)
        dialog.setWindowFlags(Qt.WindowType.Widget)
        dialog.move((window.width() - dialog.width()) // 2, max(0, (window.height() - dialog.height()) // 2))
        dialog.show()


def lay_over(window: MainWindow, dialog: QDialog) -> None:
    """Have a dialog painted as a part of the window: a picture shows only one of them."""
    dialog.setWindowFlags(Qt.WindowType.Widget)
    dialog.setParent(window)
    dialog.move((window.width() - dialog.width()) // 2, (window.height() - dialog.height()) // 2)
    dialog.show()
    settle(window)
    settle(window)


def close_dialog(window: MainWindow) -> None:
    for dialog in window.findChildren(QDialog):
        dialog.close()


def in_front(window: MainWindow, open_it: Callable[[], object]) -> None:
    """Open a dialog as a part of the window, so that it is in the picture."""
    open_it()
    for dialog in window.findChildren(QDialog):
        dialog.setWindowFlags(Qt.WindowType.Widget)
        dialog.adjustSize()
        dialog.move((window.width() - dialog.width()) // 2, 160)
        dialog.show()

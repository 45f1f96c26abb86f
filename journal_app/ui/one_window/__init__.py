"""A second start brings the first window to the front.

No network library is loaded for it: a socket in a private folder, and on Windows a named event, are enough.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from journal_app.services.window_claim import WindowClaim

# A window that has just been started listens once its first page stands.
_PATIENCE_SECONDS = 3.0
_ASK_AGAIN_SECONDS = 0.05


def claimed(claim: WindowClaim) -> bool:
    """Whether to open a window. False if this journal has one, and that one has come to the front.

    One that does not answer is left alone: the second then opens for reading, as beside any other program that writes.
    """
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not claim.take():
        answer = _call(claim)
        if answer is not None:
            return not answer
        if time.monotonic() >= deadline:
            return True
        time.sleep(_ASK_AGAIN_SECONDS)
    return True


def answer(claim: WindowClaim, window: QWidget) -> None:
    """Answer those who start the program again, for as long as the window lives."""
    if sys.platform == "win32":
        from journal_app.ui.one_window.windows import Listener
    else:
        from journal_app.ui.one_window.posix import Listener
    listener = Listener(claim, window)
    listener.called.connect(lambda token: bring_to_front(window, token))
    listener.begin()


def bring_to_front(window: QWidget, token: str) -> None:
    """Show the window in front of all others. ``token`` is the right to do so that the desktop gave the second start.

    Qt hands it to the compositor (Wayland's xdg-activation) if it finds it in the environment.
    """
    if token:
        os.environ["XDG_ACTIVATION_TOKEN"] = token
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _call(claim: WindowClaim) -> bool | None:
    """True if the first window has come to the front, False if it hangs, None if it does not listen (yet)."""
    if sys.platform == "win32":
        from journal_app.ui.one_window.windows import call
    else:
        from journal_app.ui.one_window.posix import call
    return call(claim, os.environ.get("XDG_ACTIVATION_TOKEN", ""))

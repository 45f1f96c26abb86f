"""What the desktop tells: that the session is locked, and that the machine is about to sleep."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal


class SessionWatch(QObject):
    """``locked`` when the session has been locked or the machine is about to sleep; whoever hears it acts at once.

    ``known`` when the desktop turns out to tell of ``LOCK`` or ``SLEEP``; ``hears`` has those it tells of. This one
    hears nothing; each system has one of its own.
    """

    LOCK, SLEEP = "lock", "sleep"

    locked = Signal()
    known = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.hears: frozenset[str] = frozenset()

    def begin(self) -> None:
        """Listen from now on. Where there is nothing to listen to, nothing is said and nothing fails."""

    def end(self) -> None:
        """Listen no more, and let the machine sleep as it likes."""

    def learnt(self, what: str) -> None:
        """The desktop turns out to tell of this."""
        if what not in self.hears:
            self.hears |= {what}
            self.known.emit()


def session_watch(parent: QObject, platform: str = sys.platform) -> SessionWatch:
    """The one for this system, with what it needs; load it after the first page stands."""
    if platform == "win32":
        from journal_app.ui.locking.windows import WindowsSession

        return WindowsSession(parent)
    if platform == "linux":
        from journal_app.ui.locking.linux import LinuxSession

        return LinuxSession(parent)
    return SessionWatch(parent)

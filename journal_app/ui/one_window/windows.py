"""Calling the first window by named events of this session. Written to Microsoft's documentation, not tried."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal

from journal_app.services.window_claim import WindowClaim


class Listener(QObject):
    """``called`` when the program is started a second time."""

    called = Signal(str)

    def __init__(self, claim: WindowClaim, parent: QObject) -> None:
        super().__init__(parent)
        self._name = claim.name

    def begin(self) -> None:
        """Listen."""
        if sys.platform == "win32":
            import ctypes

            from PySide6.QtCore import QWinEventNotifier

            call, answer = (ctypes.windll.kernel32.CreateEventW(None, 0, 0, name) for name in _names(self._name))

            def shown() -> None:
                self.called.emit("")
                ctypes.windll.kernel32.SetEvent(answer)

            self._notifier = QWinEventNotifier(call, self)
            self._notifier.activated.connect(shown)


def call(claim: WindowClaim, _token: str) -> bool | None:
    """Call the first window; see ``_call``."""
    if sys.platform == "win32":
        import ctypes

        kernel32, may_set, may_wait = ctypes.windll.kernel32, 0x0002, 0x00100000
        calls, answers = (kernel32.OpenEventW(may_set | may_wait, 0, name) for name in _names(claim.name))
        if not calls or not answers:
            return None
        # Only whoever has the right to come to the front can give it away, and that is this process.
        ctypes.windll.user32.AllowSetForegroundWindow(-1)
        kernel32.SetEvent(calls)
        return bool(kernel32.WaitForSingleObject(answers, 1000) == 0)
    return None


def _names(name: str) -> tuple[str, str]:
    return f"Local\\throughline-{name}-call", f"Local\\throughline-{name}-answer"

"""Calling the first window by a socket that only its owner reaches."""

from __future__ import annotations

import contextlib
import socket

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Signal

from journal_app.services.window_claim import WindowClaim

_CALL, _ANSWER = "show", b"shown\n"
_LONGEST = 512
_ANSWERS_WITHIN_SECONDS = 1.0
_SAYS_WITHIN_SECONDS = 0.05


def call(claim: WindowClaim, token: str) -> bool | None:
    """Call the first window; see ``_call``."""
    if claim.address is None:
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(_ANSWERS_WITHIN_SECONDS)
        try:
            line.connect(str(claim.address))
        except OSError:
            return None
        with contextlib.suppress(OSError):
            line.sendall(f"{_CALL} {token}\n".encode()[:_LONGEST])
            return line.recv(_LONGEST) == _ANSWER
    return False


class Listener(QObject):
    """``called`` with the token of a second start."""

    called = Signal(str)

    def __init__(self, claim: WindowClaim, parent: QObject) -> None:
        super().__init__(parent)
        self._address = claim.address
        self._door: socket.socket | None = None

    def begin(self) -> None:
        """Listen. Where no socket can be made nobody is heard, and a second window opens for reading."""
        if self._address is None:
            return
        door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            # Whoever made it is gone: this process has the lock.
            self._address.unlink(missing_ok=True)
            door.bind(str(self._address))
            self._address.chmod(0o600)
            door.listen(4)
            door.setblocking(False)
        except OSError:
            door.close()
            return
        self._door = door
        self._notifier = QSocketNotifier(door.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._answer)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.end)

    def end(self) -> None:
        """Listen no more, and leave no socket behind."""
        if self._door is not None and self._address is not None:
            self._notifier.setEnabled(False)
            with contextlib.suppress(OSError):
                self._address.unlink(missing_ok=True)
            self._door.close()
            self._door = None

    def _answer(self) -> None:
        if self._door is None:
            return
        with contextlib.suppress(OSError):
            line, _ = self._door.accept()
            with line:
                line.settimeout(_SAYS_WITHIN_SECONDS)
                word, _, token = line.recv(_LONGEST).decode("ascii", "replace").strip().partition(" ")
                if word == _CALL:
                    self.called.emit(token if token.isprintable() else "")
                    line.sendall(_ANSWER)

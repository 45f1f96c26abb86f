"""Windows: messages to a window tell of locked sessions and of sleep. Written to Microsoft's documentation, not tried.

WM_WTSSESSION_CHANGE comes to a window that asked for it by WTSRegisterSessionNotification; WM_POWERBROADCAST to every
top-level window.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from journal_app.ui.locking.session import SessionWatch

WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x0004
WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK = 0x02B1, 0x7
_NOTIFY_FOR_THIS_SESSION = 0


def means_lock(message: int, wparam: int) -> bool:
    """Whether a message says that the session has been locked or the machine is about to sleep."""
    return (message, wparam) in {(WM_POWERBROADCAST, PBT_APMSUSPEND), (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK)}


class Message(ctypes.Structure):
    """Win32's MSG, as far as it is read here; the fields have the sizes they have in 64-bit Windows and in 32-bit."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint32),
        ("wparam", ctypes.c_size_t),
        ("lparam", ctypes.c_ssize_t),
    )


class WindowsSession(SessionWatch):
    """Looks at the messages that Qt reads for the window."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.filter = _Filter(self)
        self._handle: int | None = None

    def begin(self) -> None:
        """Ask to be told."""
        self._handle = _window_of(self)
        application = QCoreApplication.instance()
        if application is not None and self._handle is not None:
            application.installNativeEventFilter(self.filter)
            self.learnt(self.SLEEP)
            if _ask_to_be_told(self._handle):
                self.learnt(self.LOCK)

    def end(self) -> None:
        """Ask no more."""
        application = QCoreApplication.instance()
        if application is not None and self._handle is not None:
            application.removeNativeEventFilter(self.filter)
            _ask_no_more(self._handle)
        self._handle = None


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, watch: WindowsSession) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        """Qt's own: every message is passed on."""
        found = Message.from_address(int(message))
        if means_lock(found.message, found.wparam):
            self._watch.locked.emit()
        return False, 0


def _window_of(found: QObject | None) -> int | None:
    while found is not None and not isinstance(found, QWidget):
        found = found.parent()
    return int(found.winId()) if isinstance(found, QWidget) else None


if sys.platform == "win32":

    def _ask_to_be_told(handle: int) -> bool:
        with contextlib.suppress(OSError, AttributeError):
            return bool(ctypes.windll.wtsapi32.WTSRegisterSessionNotification(handle, _NOTIFY_FOR_THIS_SESSION))
        return False

    def _ask_no_more(handle: int) -> None:
        with contextlib.suppress(OSError, AttributeError):
            ctypes.windll.wtsapi32.WTSUnRegisterSessionNotification(handle)

else:

    def _ask_to_be_told(handle: int) -> bool:  # noqa: ARG001  as on Windows
        return False

    def _ask_no_more(handle: int) -> None:
        """Nothing was asked."""

"""Whether anybody is there: the time since the last key, movement or touch."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

Clock = Callable[[], tuple[float, ...]]
"""Seconds on several clocks; each starts wherever it likes."""

_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.NativeGesture,
        QEvent.Type.Drop,
    }
)
_LONGEST_REST_MS = 60_000


def system_clocks() -> tuple[float, ...]:
    """One clock that nobody can set but that stands still while some machines sleep, and one that does not."""
    return time.monotonic(), time.time()


class IdleWatch(QObject):
    """``away`` once nobody has been there for ``minutes``; nothing while that is 0.

    It looks at what the windows are told, not at every event there is: the window that has the keyboard, and the object
    in it that has, which is where an input method writes. It wakes the machine once a minute at the most.

    The first sign after too long a time (the machine slept, say) is no sign of the writer: ``away`` comes before it is
    acted upon, and it goes no further.
    """

    away = Signal()

    def __init__(self, parent: QObject, clock: Clock = system_clocks) -> None:
        super().__init__(parent)
        self._clock = clock
        self._seen = clock()
        self._minutes = 0
        self._watched: dict[str, QObject] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    def begin(self, minutes: int) -> None:
        """Watch from now on, or watch no more if ``minutes`` is 0."""
        if minutes and not self._minutes:
            self._attend()
        before, self._minutes = self._minutes, minutes
        if before and not minutes:
            self._attend_no_more()
        self._seen = self._clock()
        self._timer.stop()
        self._rest()

    def idle_seconds(self) -> float:
        """How long nobody has been there, by the clock that says so most."""
        return max(now - seen for now, seen in zip(self._clock(), self._seen, strict=True))

    def look(self) -> bool:
        """See whether it has been too long; True if so, and told."""
        if not self._minutes:
            return False
        gone = self.idle_seconds() >= self._minutes * 60
        if gone:
            self._seen = self._clock()
            self.away.emit()
        self._rest()
        return gone

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own: take note of a sign, and keep back the first that comes too late."""
        if event.type() not in _SIGNS:
            return False
        if self.look():
            return True
        self._seen = self._clock()
        return False

    def _rest(self) -> None:
        if self._minutes and not self._timer.isActive():
            left = int((self._minutes * 60 - self.idle_seconds()) * 1000) + 1
            self._timer.start(max(1, min(left, _LONGEST_REST_MS)))

    def _attend(self) -> None:
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._window_changed)
            application.focusObjectChanged.connect(self._object_changed)
            self._window_changed(application.focusWindow())
            self._object_changed(application.focusObject())

    def _attend_no_more(self) -> None:
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.disconnect(self._window_changed)
            application.focusObjectChanged.disconnect(self._object_changed)
        self._window_changed(None)
        self._object_changed(None)

    def _window_changed(self, window: QObject | None) -> None:
        # None while another program has the keyboard: the pointer may still move over the last one.
        if window is not None or not self._minutes:
            self._watch("window", window)

    def _object_changed(self, found: QObject | None) -> None:
        self._watch("object", found)

    def _watch(self, role: str, found: QObject | None) -> None:
        before = self._watched.pop(role, None)
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if found is not None:
            found.installEventFilter(self)
            self._watched[role] = found

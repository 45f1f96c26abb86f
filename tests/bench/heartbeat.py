"""How long the UI thread lets itself be waited for: a timer that ought to fire every few milliseconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

BEAT_MS = 5


class Heartbeat:
    """Notes the longest time between two beats, by phase. While it beats, ``until`` sees every change soon."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self.longest: dict[str, float] = {}
        self._phase = ""
        self._last = time.monotonic()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """What happens within counts for this phase."""
        self._phase, self._last = name, time.monotonic()
        self.longest.setdefault(name, 0.0)
        yield
        self._beat()
        self._phase = ""

    def until(self, done: Callable[[], object], seconds: float = 30.0) -> None:
        """Let things happen until they have. Raises TimeoutError."""
        limit = time.monotonic() + seconds
        while not done():
            if time.monotonic() > limit:
                raise TimeoutError(f"waited in vain in the phase {self._phase!r}")
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def rest(self, seconds: float) -> None:
        """Let things happen for a while."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() >= end)

    def _beat(self) -> None:
        now = time.monotonic()
        if self._phase:
            self.longest[self._phase] = max(self.longest[self._phase], now - self._last)
        self._last = now

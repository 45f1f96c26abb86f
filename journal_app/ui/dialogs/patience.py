"""Counts wrong attempts and the seconds until the next one; forgotten when the program ends."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from journal_app.domain.attempts import delay_after


class Patience(QObject):
    """``changed`` carries the seconds that are left, each time there are fewer of them."""

    changed = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wrong = 0
        self.seconds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)

    def wrong(self) -> None:
        """One more wrong attempt, at whatever secret."""
        self._wrong += 1
        self.seconds = delay_after(self._wrong)
        if self.seconds:
            self._timer.start()
        self.changed.emit(self.seconds)

    def right(self) -> None:
        """The journal opened: the next mistake is the first."""
        self._wrong = self.seconds = 0
        self._timer.stop()
        self.changed.emit(0)

    def tick(self) -> None:
        """A second has passed."""
        self.seconds = max(0, self.seconds - 1)
        if not self.seconds:
            self._timer.stop()
        self.changed.emit(self.seconds)

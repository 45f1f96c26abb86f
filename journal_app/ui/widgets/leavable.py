"""A page that one leaves by Escape."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class LeavablePage(QWidget):
    """``left`` when somebody is done with it: by Escape, wherever no part of it takes that key, and by its button."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "page")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own: Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

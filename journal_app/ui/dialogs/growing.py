"""A dialog that grows with what is said in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog


class GrowingDialog(QDialog):
    """Its words may become longer while it is open; they are never cut."""

    def event(self, event: QEvent) -> bool:
        """Qt's own."""
        # Any other event may have been its last.
        wanted = event.type() == QEvent.Type.LayoutRequest
        done = super().event(event)
        if wanted and self.isVisible():
            self._grow()
        return done

    def _grow(self) -> None:
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

"""Where one searches as one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from journal_app.ui.widgets.simple import label


class SearchField(QLineEdit):
    """Escape empties it, and then goes back to the list (``left``); Down goes to what was found (``entered``)."""

    left = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Search")
        self.setAccessibleName("Search your reflections")
        self._hint = label("Ctrl+F", "small", parent=self)
        self.textChanged.connect(self._show_hint)

    def empty(self) -> None:
        """Empty it without a word to those who listen."""
        blocked = self.blockSignals(True)
        self.clear()
        self.blockSignals(blocked)
        self._show_hint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        """Keep the hint at the right."""
        self._hint.adjustSize()
        self._hint.move(self.width() - self._hint.width() - 12, (self.height() - self._hint.height()) // 2)

    def _show_hint(self) -> None:
        self._hint.setVisible(not self.text())

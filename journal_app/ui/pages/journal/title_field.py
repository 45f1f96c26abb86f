"""The title above the text."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_LONGEST = 300
# A title is one line of characters that can be seen; what is pasted may hold others.
_NOT_IN_A_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class TitleField(QLineEdit):
    """Return and Down go on to the text."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "title")
        self.setPlaceholderText("Untitled")
        self.setAccessibleName("Title")
        self.textEdited.connect(self._clean)

    def load(self, title: str) -> None:
        """Show a title, however long: one from elsewhere is not cut short."""
        self.setMaxLength(max(_LONGEST, len(title.encode("utf-16-le")) // 2))
        self.setText(title)
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _clean(self, text: str) -> None:
        clean = _NOT_IN_A_LINE.sub(" ", text)
        if clean != text:
            place = self.cursorPosition()
            self.setText(clean)
            self.setCursorPosition(place)

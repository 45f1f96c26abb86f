"""The line in which a rating's note is written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from journal_app.ui.widgets.markdown_units import units
from journal_app.ui.widgets.simple import announce, label

MOST = 500
"""The characters a note may have."""

HEIGHT = 40
_FULL = f"A note has room for {MOST} characters"
_NEAR = 60  # so many before the end are counted down
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class NoteField(QWidget):
    """``typed`` carries the words with every change; ``done`` says that the person has finished, and whether by key."""

    typed = Signal(str)
    done = Signal(bool)

    def __init__(self, parent: QWidget, about: str, text: str) -> None:
        super().__init__(parent)
        self._refused = False
        self.line = _Line(text)
        self._room = _Room(max(MOST, len(text)), self)
        self.line.setValidator(self._room)
        self.line.setPlaceholderText("A few words for yourself")
        self.line.setAccessibleName(f"Note on: {about}")
        self.line.setAccessibleDescription("Return or Escape goes back to the statement; what you wrote is kept")
        self._left = label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.line, 1)
        row.addWidget(self._left)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._count)
        self.line.textChanged.connect(self.typed)
        self._room.full.connect(self._full)
        self.line.left.connect(self.done)
        self._count(text)

    def _count(self, text: str) -> None:
        left = MOST - len(text)
        self._refused = self._refused and not left
        self._left.setText(_FULL if self._refused else f"{left} left" if left <= _NEAR else "")
        self._left.setVisible(left <= _NEAR)

    def _full(self) -> None:
        """Say that not all of what was typed or pasted found room; this comes before the text changes."""
        self._refused = True
        self._left.setText(_FULL)
        announce(self, _FULL)


class _Room(QValidator):
    """Lets in as many characters as a note may have. Qt's own limit would count an emoji as two, and cut notes that
    were kept."""

    full = Signal()

    def __init__(self, most: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._most = most

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Qt's own: what is too much goes where it was typed or pasted, just before the cursor."""
        over = len(text) - self._most
        if over <= 0:
            return QValidator.State.Acceptable, text, place
        self.full.emit()
        whole = text.encode("utf-16-le", "surrogatepass")
        head = whole[: 2 * place].decode("utf-16-le", "surrogatepass")  # Qt counts halves of characters
        tail = text[len(head) :]
        head = head[: max(len(head) - over, 0)]
        return QValidator.State.Acceptable, head + tail[: self._most - len(head)], len(units(head))


class _Line(QLineEdit):
    """Return, Escape and leaving it end the writing; Ctrl+Return is the page's."""

    left = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif is_return or event.key() == Qt.Key.Key_Escape:
            self.left.emit(True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt's own: a menu or another window in between ends nothing."""
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.left.emit(False)

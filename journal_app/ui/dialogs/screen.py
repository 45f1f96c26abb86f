"""A full-window conversation: one calm column in the middle."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from journal_app.ui.widgets.simple import announce

_WIDTH = 460


class Screen(QScrollArea):
    """``column`` is where the words and fields go; it stays readable in any window."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setProperty("kind", "page")
        self.setWidget(body)
        holder = QWidget()
        holder.setFixedWidth(_WIDTH)
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(0, 24, 0, 24)
        self.column.setSpacing(8)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(holder)
        across.addStretch(1)
        self._down = QVBoxLayout(body)
        self._down.addLayout(across)
        self._down.addStretch(1)

    def resizeEvent(self, event: object) -> None:
        """Qt's own."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self.place()

    def place(self) -> None:
        """Put the column somewhat above the middle. What comes up in it later pushes nothing upwards."""
        self.column.invalidate()
        height = self.column.totalHeightForWidth(_WIDTH)
        if height < 0:
            height = self.column.totalSizeHint().height()
        self._down.setContentsMargins(0, max(0, (self.viewport().height() - height) * 2 // 5), 0, 0)

    def add_link(self, link: QPushButton) -> None:
        """Add another way to go on, under the button that most people press."""
        self.column.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)


class Problem(QLabel):
    """What went wrong, beside the field it is about; a screen reader says it. Takes no room while nothing did."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("kind", "danger")
        self.hide()

    def say(self, words: str) -> None:
        """Say it; nothing takes it away."""
        self.setText(words)
        self.setVisible(bool(words))
        if words:
            announce(self, words, urgent=True)


def passphrase_field(name: str) -> QLineEdit:
    """A field whose text is hidden, from shoulders and from input methods that learn."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.setInputMethodHints(
        Qt.InputMethodHint.ImhHiddenText
        | Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
        | Qt.InputMethodHint.ImhNoAutoUppercase
    )
    return field

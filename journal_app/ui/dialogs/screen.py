"""A full-window conversation: one calm column in the middle."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

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
        down = QVBoxLayout(body)
        down.addStretch(2)
        down.addLayout(across)
        down.addStretch(3)


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

"""What the window says by itself: a line across the top, and a note that comes and goes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from journal_app.ui.messenger import Note
from journal_app.ui.widgets.simple import button, label

_STAYS_MS = 8000


class Banner(QFrame):
    """A line across the top that says something true for as long as it is true, with what can be done about it."""

    def __init__(self, text: str, actions: tuple[tuple[str, Callable[[], None]], ...] = ()) -> None:
        super().__init__()
        self.setProperty("kind", "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 12, 4)
        row.setSpacing(12)
        self.words = label(text, wrap=True)
        row.addWidget(self.words, 1)
        self.buttons = []
        for name, act in actions:
            press = button(name, "link")
            press.clicked.connect(act)
            row.addWidget(press)
            self.buttons.append(press)
        self.setMinimumHeight(40)


class Toast(QFrame):
    """A note at the foot of the window; one at a time. Errors stay until they are dismissed."""

    gone = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "toast")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        self.words = label("", wrap=True)
        row.addWidget(self.words, 1)
        self.act = button("", "")
        self.act.clicked.connect(self._do)
        row.addWidget(self.act)
        self.close_button = button("Close")
        self.close_button.clicked.connect(self.dismiss)
        row.addWidget(self.close_button)
        self._note: Note | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        parent.installEventFilter(self)
        self.hide()

    def show_note(self, note: Note) -> None:
        """Show a note, and have it read out."""
        self._note = note
        self.words.setText(note.text)
        self.act.setText(note.action)
        self.act.setVisible(bool(note.action))
        self.close_button.setVisible(note.is_error or not note.action)
        self.show()
        self._place()
        self.raise_()
        if note.is_error:
            self._timer.stop()
        else:
            self._timer.start(_STAYS_MS)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, note.text))

    def dismiss(self) -> None:
        """Take the note away."""
        self._timer.stop()
        if self.isVisible():
            self.hide()
            self.gone.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window changes size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _do(self) -> None:
        note = self._note
        self.dismiss()
        if note and note.act:
            note.act()

    def _place(self) -> None:
        over = self.parentWidget()
        if not self.isVisible() or over is None:
            return
        width = min(620, over.width() - 48)
        self.setFixedWidth(width)
        self._row.activate()
        height = max(48, self._row.totalHeightForWidth(width))
        self.setGeometry((over.width() - width) // 2, over.height() - height - 24, width, height)

"""What the window says by itself: a line across the top, and a note that comes and goes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from journal_app.ui.messenger import Note
from journal_app.ui.widgets.simple import announce, button, label

UNDO_KEYS = ("Ctrl+Z", "Alt+Z")
"""Do what a note offers: where nothing is written, and anywhere."""

_STAYS_MS = 8000
_APART, _BELOW = 24, 8
_WRITING = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


class Banner(QFrame):
    """A line across the top that says something true for as long as it is true, with what can be done about it."""

    def __init__(self, text: str, actions: tuple[tuple[str, Callable[[], None]], ...] = ()) -> None:
        super().__init__()
        self.setProperty("kind", "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 16, 4)
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
    """A note at the foot of the window; one at a time. Errors stay until they are dismissed.

    A note does not go while the mouse is over it or the keyboard in it: somebody is about to do something. It covers
    nothing: ``room`` carries how much of the foot it needs, from ``left`` on. ``offered`` says whether something can be
    done about it, which ``do`` does.
    """

    gone = Signal()
    room = Signal(int)
    offered = Signal(bool)

    def __init__(self, parent: QWidget, left: Callable[[], int] = lambda: 0) -> None:
        super().__init__(parent)
        self._left = left
        self.setProperty("kind", "toast")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        self.words = label("", wrap=True)
        row.addWidget(self.words, 1)
        self.act = button("", "")
        self.act.clicked.connect(self.do)
        row.addWidget(self.act)
        self.key = label("")
        self.key.setContentsMargins(0, 0, 8, 0)
        row.addWidget(self.key)
        self.close_button = button("Close")
        self.close_button.clicked.connect(self.dismiss)
        row.addWidget(self.close_button)
        self._note: Note | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_out)
        self._before: QWidget | None = None
        parent.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._name_key)
        self.hide()

    @property
    def offers(self) -> bool:
        """Whether there is something to be done about the note."""
        return self._note is not None and bool(self._note.action)

    def show_note(self, note: Note) -> None:
        """Show a note, and have it read out."""
        if not self._is_in_use():
            self._before = QApplication.focusWidget()
        self._note = note
        self.words.setText(note.text)
        self.act.setText(note.action)
        self.act.setVisible(bool(note.action))
        self.close_button.setVisible(note.is_error or not note.action)
        self._name_key()
        self.show()
        self.place()
        self.raise_()
        if note.is_error:
            self._timer.stop()
        else:
            self._timer.start(_STAYS_MS)
        self.offered.emit(bool(note.action))
        key = f" {note.action}: {self.key.text()}." if note.action else ""
        announce(self, note.text + key, urgent=note.is_error)

    def leave_page(self) -> None:
        """Another page is gone to: what makes sense on the one before only goes with it."""
        if self._note is not None and self._note.only_here and not self._is_in_use():
            self.dismiss()

    def place(self) -> None:
        """Stand at the foot, and say how much of it that takes: nothing, if there is no note."""
        over = self.parentWidget()
        if not self.isVisible() or over is None:
            self.room.emit(0)
            return
        left = self._left()
        width = min(620, over.width() - left - 2 * _APART)
        self.setFixedWidth(width)
        self._row.activate()
        height = max(48, self._row.totalHeightForWidth(width))
        self.setGeometry((left + over.width() - width) // 2, over.height() - height - _BELOW, width, height)
        self.room.emit(height + 2 * _BELOW)

    def do(self) -> None:
        """Do what the note offers."""
        note = self._note
        self.dismiss()
        if note and note.act:
            note.act()

    def dismiss(self) -> None:
        """Take the note away, with what it said and what it could do."""
        self._timer.stop()
        self._note = None
        self.words.clear()
        if not self.isVisible():
            return
        had_keyboard, before = self._is_in_use(), self._before
        self.hide()
        self.offered.emit(False)
        self.room.emit(0)
        # Otherwise Qt would hand it on to whatever comes next.
        if had_keyboard and before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        self.gone.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own: Escape takes it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _is_in_use(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _time_out(self) -> None:
        if self.underMouse() or self._is_in_use():
            self._timer.start(_STAYS_MS)
        else:
            self.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window changes size."""
        if event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def _name_key(self) -> None:
        """Say which key does it: where one writes, Ctrl+Z undoes what was written."""
        keys = UNDO_KEYS[1] if isinstance(QApplication.focusWidget(), _WRITING) else UNDO_KEYS[0]
        self.key.setText(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        self.key.setVisible(self.offers)
        self.act.setToolTip(f"{self.act.text()} ({self.key.text()})")

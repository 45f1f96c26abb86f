"""How strong a passphrase is, under the field it is typed into: a bar, a word, and a line of advice."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.widgets.simple import announce, label

if TYPE_CHECKING:
    from journal_app.services.strength import Strength

_WAIT_MS = 150
_STEPS = 5
_HINT = "A few unrelated words are easy to remember and hard to guess."


class StrengthMeter(QWidget):
    """Judges what is typed into a field, in the worker, once the person pauses. It hinders nobody and keeps nothing."""

    def __init__(self, field: QLineEdit, tasks: TaskRunner) -> None:
        super().__init__()
        self._field, self._tasks = field, tasks
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._judge)
        self.bar = _Bar()
        self.word = label("", "small")
        self.advice = label(_HINT, "small", wrap=True)
        # Two lines always, so that nothing below moves while somebody types.
        self.advice.setMinimumHeight(2 * self.advice.fontMetrics().lineSpacing())
        self.advice.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.bar, 1)
        self.word.setMinimumWidth(self.word.fontMetrics().horizontalAdvance("Very weak") + 4)
        row.addWidget(self.word)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, 2, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.advice)
        self.setAccessibleName("Strength of the passphrase")
        field.textChanged.connect(self._typed)

    def _typed(self, text: str) -> None:
        if self._task is not None:
            self._task.cancel()
        if text:
            self._timer.start()
        else:
            self._timer.stop()
            self._show(None)

    def _judge(self) -> None:
        self._task = self._tasks.run(self, partial(_assessed, self._field.text()), self._show)

    def _show(self, strength: Strength | None) -> None:
        self._task = None
        self.bar.fill(0 if strength is None or strength.level is None else strength.level + 1)
        self.word.setText(strength.word if strength else "")
        self.advice.setText(strength.advice if strength else _HINT)
        self.setAccessibleDescription(f"{strength.word}. {strength.advice}" if strength else _HINT)
        if strength:
            announce(self, f"{strength.word}. {strength.advice}")


def _assessed(text: str, _task: Task) -> Strength:
    from journal_app.services.strength import assess

    return assess(text)


class _Bar(QWidget):
    """Five short lines, the first few of them filled."""

    def __init__(self) -> None:
        super().__init__()
        self.filled = 0
        self.setFixedHeight(16)
        self.setMinimumWidth(80)

    def fill(self, filled: int) -> None:
        """Fill so many."""
        self.filled = filled
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap, height = 4.0, 6.0
        width = (self.width() - gap * (_STEPS - 1)) / _STEPS
        for step in range(_STEPS):
            role = QPalette.ColorRole.Accent if step < self.filled else QPalette.ColorRole.Mid
            painter.setBrush(self.palette().color(role))
            painter.drawRoundedRect(QRectF(step * (width + gap), (self.height() - height) / 2, width, height), 3, 3)

"""What the trends page shows where there is no chart: an invitation, or what went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journal_app.domain.content import LensItem
from journal_app.ui.theme import Look
from journal_app.ui.widgets.marks import paint_mark
from journal_app.ui.widgets.simple import button, label

_MARK = 16
_APART = 40
_READABLE = 540


class MarksToCome(QWidget):
    """The practices' marks in a row, hollow, as nothing has been rated. For the eye only."""

    def __init__(self, practices: Sequence[LensItem], look: Look) -> None:
        super().__init__()
        self._practices = practices
        self._look = look
        self.setFixedSize(QSize((len(practices) - 1) * _APART + _MARK, _MARK + 4))
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own."""
        painter = QPainter(self)
        for place, item in enumerate(self._practices):
            box = QRectF(place * _APART, 2, _MARK, _MARK)
            paint_mark(painter, item.shape, box, self._look.theme.mark(item.shape), filled=False)
        painter.end()


class EmptyTrends(QWidget):
    """Before the first check-in: what this page is for, and the one thing that starts it."""

    check_in_asked = Signal()

    def __init__(self, practices: Sequence[LensItem], look: Look) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 24, 0, 0)
        column.setSpacing(16)
        column.addWidget(MarksToCome(practices, look))
        lead = label("Here you will see whether how you lead is changing.", "lead", wrap=True)
        more = label(
            "In a check-in you rate how often you did what each of the six practices asks of you. It takes a few "
            "minutes. Each one becomes a mark on this page; over the months the marks show what moved, what stayed, "
            "and what you have not looked at for a while.",
            "muted",
            wrap=True,
        )
        more.setMaximumWidth(_READABLE)
        # In a row of its own, or Qt would reckon the words' height from the width of the whole page.
        row = QHBoxLayout()
        row.addWidget(more, 1)
        row.addStretch(0)
        column.addWidget(lead)
        column.addLayout(row)
        start = button("Do a first check-in", "primary")
        start.clicked.connect(self.check_in_asked)
        column.addSpacing(8)
        column.addWidget(start, 0, Qt.AlignmentFlag.AlignLeft)


class TryAgain(QWidget):
    """A quiet line where the chart would be, with a way out; what exactly went wrong, the messenger has said."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(label("Your check-ins could not be read just now.", "muted"))
        again = button("Try again", "link")
        again.clicked.connect(self.asked)
        row.addWidget(again)
        row.addStretch(1)

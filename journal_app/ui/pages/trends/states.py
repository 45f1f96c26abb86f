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
_READ_ONLY = "This journal is open for reading only, so nothing can be rated in it now."


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


class Invitation(QWidget):
    """What a view is for, and the one thing that starts it."""

    asked = Signal()

    def __init__(self, lead: str, more: str, action: str, *, above: QWidget | None = None, offered: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 24, 0, 0)
        column.setSpacing(16)
        if above is not None:
            column.addWidget(above)
        # In a row of its own, or Qt would reckon the words' height from the width of the whole page.
        words = label(more, "muted", wrap=True)
        words.setMaximumWidth(_READABLE)
        row = QHBoxLayout()
        row.addWidget(words, 1)
        row.addStretch(0)
        column.addWidget(label(lead, "lead", wrap=True))
        column.addLayout(row)
        start = button(action, "primary")
        start.clicked.connect(lambda _on=False: self.asked.emit())
        column.addSpacing(8)
        column.addWidget(start, 0, Qt.AlignmentFlag.AlignLeft)
        # Not before it stands somewhere: it would come up as a window of its own, and take the keyboard.
        if not offered:
            start.hide()
        column.addWidget(label(_READ_ONLY if not offered else "", "muted", wrap=True))


def empty_trends(practices: Sequence[LensItem], look: Look, *, read_only: bool) -> Invitation:
    """Before the first check-in."""
    return Invitation(
        "Here you will see what changes in how you rate yourself.",
        "In a check-in you rate how often you did what each of the six practices asks of you. It takes a few "
        "minutes. Each one becomes a mark on this page; over the months the marks show what moved, what stayed, "
        "and what you have not looked at for a while.",
        "Do a first check-in",
        above=MarksToCome(practices, look),
        offered=not read_only,
    )


def no_look_back(*, read_only: bool) -> Invitation:
    """Before the first look back."""
    return Invitation(
        "Looking back puts what you think of that time now beside what you thought then.",
        "As you learn, your yardstick moves, and a rating from the beginning may have been kinder than you would be "
        "today. Think back to a day, rate yourself as you were then, and this page shows start, now and then side by "
        "side; none of the three is the true one.",
        "Look back…",
        offered=not read_only,
    )


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

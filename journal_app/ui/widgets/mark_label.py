"""A practice by its mark and its short name, as a heading or in a table."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from journal_app.domain.content import LensItem
from journal_app.ui.theme import Look
from journal_app.ui.widgets.marks import paint_mark
from journal_app.ui.widgets.simple import label

_SIDE = 14


class Mark(QWidget):
    """A practice's filled mark; it is decoration beside the name, so it has no words of its own."""

    def __init__(self, look: Look, shape: str) -> None:
        super().__init__()
        self._look = look
        self._shape = shape
        self.setFixedSize(_SIDE, _SIDE)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own."""
        painter = QPainter(self)
        paint_mark(painter, self._shape, QRectF(self.rect()), self._look.theme.mark(self._shape))


class MarkLabel(QWidget):
    """The mark, then the name; the whole name of the practice is its tooltip."""

    def __init__(self, look: Look, practice: LensItem, kind: str = "strong") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Mark(look, practice.shape))
        self.name = label(practice.short, kind)
        row.addWidget(self.name, 1)
        self.setToolTip(practice.title)

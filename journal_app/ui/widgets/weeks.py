"""The rhythm of writing: a square for each week, darker where more was written. Never a streak that punishes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from journal_app.ui.theme import Look

_SQUARE, _GAP = 14, 5
_STRENGTHS = (0.0, 0.5, 0.75, 1.0)


class Weeks(QWidget):
    """Shows counts by week, oldest first."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._counts: tuple[int, ...] = ()
        self.setFixedHeight(_SQUARE + 2)
        look.changed.connect(self.update)

    def set_counts(self, counts: tuple[int, ...], in_words: str) -> None:
        """Show the weeks; ``in_words`` is what a screen reader says."""
        self._counts = counts
        self.setAccessibleName(in_words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(len(self._counts) * (_SQUARE + _GAP), _SQUARE + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own."""
        painter, theme = QPainter(self), self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = min(_SQUARE + _GAP, self.width() / max(1, len(self._counts)))
        side = min(_SQUARE, step - 3)
        for number, count in enumerate(self._counts):
            box = QRectF(number * step + 0.5, 0.5, side, side)
            strength = _STRENGTHS[min(count, len(_STRENGTHS) - 1)]
            painter.setPen(QPen(theme.colour("line"), 1) if not count else Qt.PenStyle.NoPen)
            painter.setBrush(_mixed(theme.colour("accent"), theme.colour("paper"), strength))
            painter.drawRoundedRect(box, 4, 4)


def _mixed(colour: QColor, ground: QColor, strength: float) -> QColor:
    def part(one: int, other: int) -> int:
        return round(one * strength + other * (1 - strength))

    return QColor(
        part(colour.red(), ground.red()), part(colour.green(), ground.green()), part(colour.blue(), ground.blue())
    )

"""A sentence painted in the reading font, its lines about equally long."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from journal_app.ui.theme import READING, serif

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_LEAST = 80
_FINE = 4


def statement_height(text: str, width: int) -> int:
    """How tall the text is in this width."""
    return _measured(text, max(_LEAST, width)).height()


def paint_statement(painter: QPainter, text: str, box: QRect) -> None:
    """Paint the text at the top left of a box, in the pen's colour."""
    painter.setFont(serif(READING))
    width = _balanced_width(text, max(_LEAST, box.width()))
    painter.drawText(QRect(box.x(), box.y(), width, box.height()), _WRAP | int(Qt.TextFlag.TextDontClip), text)


def _measured(text: str, width: int) -> QRect:
    return QFontMetrics(serif(READING)).boundingRect(QRect(0, 0, width, 10_000), _WRAP, text)


@lru_cache(maxsize=256)
def _balanced_width(text: str, width: int) -> int:
    """A width with as many lines, up to a fifth narrower, so that no word is left alone in the last one."""
    height, low, high = _measured(text, width).height(), width * 4 // 5, width
    while high - low > _FINE:
        middle = (low + high) // 2
        fits = _measured(text, middle)
        if fits.height() <= height and fits.width() <= middle:
            high = middle
        else:
            low = middle
    return high

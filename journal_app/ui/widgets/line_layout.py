"""Lines with air between them, which QPlainTextEdit has no setting for."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout
from PySide6.QtWidgets import QPlainTextDocumentLayout


class AiryLayout(QPlainTextDocumentLayout):
    """Lays lines out at least ``leading`` pixels apart, or as far as a line's own font needs.

    Charis SIL brings 1.6 times its size by itself; Georgia or Cambria need the help.
    """

    def __init__(self, document: QTextDocument, leading: float) -> None:
        super().__init__(document)
        self._leading = leading

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Qt's own: where a block lies; the editor asks before it paints, scrolls or finds the cursor.

        It asks about blocks past the end too, and of a text that it is about to leave.
        """
        rect = super().blockBoundingRect(block)
        if not (block.isValid() and block.isVisible()):
            return rect
        height = self._spread(block.layout())
        return QRectF(rect.x(), rect.y(), rect.width(), max(height, rect.height()))

    def _spread(self, layout: QTextLayout) -> float:
        """Move the lines of a block to where they belong; returns how high they are together."""
        y = 0.0
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            extra = max(0.0, self._leading - line.height())
            place = line.position()
            if abs(place.y() - (y + extra / 2)) > 0.01:
                line.setPosition(QPointF(place.x(), y + extra / 2))
            y += line.height() + extra
        return y

"""Lines with air between them, which QPlainTextEdit has no setting for."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout


class AiryLayout(QPlainTextDocumentLayout):
    """Lays lines out at least ``leading`` pixels apart, or as far as a line's own font needs.

    Charis SIL brings 1.6 times its size by itself; Georgia or Cambria need the help.
    """

    def __init__(self, document: QTextDocument, leading: float) -> None:
        super().__init__(document)
        self._leading = leading

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Qt's own: where a block lies; the editor asks before it paints, scrolls or finds the cursor."""
        rect = super().blockBoundingRect(block)
        layout = block.layout()
        count = layout.lineCount()
        if count == 0 or not block.isVisible():
            return rect
        y = 0.0
        for number in range(count):
            line = layout.lineAt(number)
            extra = max(0.0, self._leading - line.height())
            place = line.position()
            if abs(place.y() - (y + extra / 2)) > 0.01:
                line.setPosition(QPointF(place.x(), y + extra / 2))
            y += line.height() + extra
        return QRectF(rect.x(), rect.y(), rect.width(), max(y, rect.height()))

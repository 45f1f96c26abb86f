"""A line or two of text that can be pressed: something waiting, or an entry to go to."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QTextLayout
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from journal_app.ui.theme import NORMAL, SMALL, Look, sans, serif
from journal_app.ui.widgets.marks import paint_mark
from journal_app.ui.widgets.simple import pressed_by_return

_MARK = 12


class LinkRow(QAbstractButton):
    """A bold line, and under it a muted one of at most two lines; ``bookish`` sets that one in the reading face."""

    def __init__(
        self,
        look: Look,
        heading: str,
        text: str,
        *,
        note: str = "",
        shapes: tuple[str, ...] = (),
        bookish: bool = False,
    ) -> None:
        super().__init__()
        self._look = look
        self._body = text
        self._note = note
        self._shapes = shapes
        self._face: QFont = serif(NORMAL + 1) if bookish else sans(NORMAL)
        self.setText(heading)
        self.setAccessibleName(". ".join(part for part in (heading, note, text) if part))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own: Return presses it, as Space does."""
        if not pressed_by_return(self, event):
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Qt's own."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt's own."""
        return 12 + 22 + (self._body_height(width - 16) + 2 if self._body else 0)

    def sizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(240, self.heightForWidth(240))

    def _body_height(self, width: int) -> int:
        return len(_two_lines(self._body, self._face, width)) * _line_height(self._face)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own."""
        theme, painter = self._look.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(box, 8, 8)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        inner = self.rect().adjusted(8, 6, -8, -6)
        right = self._paint_right(painter, inner)
        painter.setPen(theme.colour("text"))
        font = sans(NORMAL, bold=True)
        painter.setFont(font)
        line = QRect(inner.left(), inner.top(), right - inner.left(), 22)
        elided = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), elided)
        self._paint_body(painter, inner)

    def _paint_right(self, painter: QPainter, inner: QRect) -> int:
        """The marks and the note at the right end of the first line; returns where they begin."""
        theme, x = self._look.theme, inner.right()
        for shape in reversed(self._shapes):
            x -= _MARK
            paint_mark(painter, shape, QRectF(x, inner.top() + 5, _MARK, _MARK), theme.mark(shape))
            x -= 4
        if self._note:
            font = sans(SMALL)
            painter.setFont(font)
            painter.setPen(theme.colour("muted"))
            width = QFontMetrics(font).horizontalAdvance(self._note)
            x -= width + (4 if self._shapes else 0)
            painter.drawText(QRect(x, inner.top(), width + 2, 22), int(Qt.AlignmentFlag.AlignVCenter), self._note)
        return x - 8

    def _paint_body(self, painter: QPainter, inner: QRect) -> None:
        if not self._body:
            return
        painter.setFont(self._face)
        painter.setPen(self._look.theme.colour("muted"))
        height, top = _line_height(self._face), inner.top() + 24
        for number, line in enumerate(_two_lines(self._body, self._face, inner.width())):
            where = QRect(inner.left(), top + number * height, inner.width(), height)
            painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter), line)


def _line_height(font: QFont) -> int:
    return max(QFontMetrics(font).lineSpacing(), 20)


def _two_lines(text: str, font: QFont, width: int) -> list[str]:
    """The text broken into at most two lines, the second cut short with an ellipsis if there is more."""
    width = max(40, width)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    first = line.textLength()
    layout.endLayout()
    rest = text[first:].strip()
    lines = [text[:first].strip()]
    if rest:
        lines.append(QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width))
    return lines

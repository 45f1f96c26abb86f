"""Chips: pills that can be switched on, with a practice's mark or a word."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from journal_app.domain.content import LensItem
from journal_app.ui.theme import SMALL, Look, sans
from journal_app.ui.widgets.focus import OneOfSeveral
from journal_app.ui.widgets.marks import paint_mark

_HEIGHT = 30
_PADDING = 9
_MARK = 12


class Chip(OneOfSeveral):
    """A pill with a word. Checked, it is outlined and tinted in the accent."""

    def __init__(self, look: Look, text: str, *, checkable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.say(text)
        self.setCheckable(checkable)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(sans(SMALL + 1))
        # A long word is cut short where there is no room for it; it never makes room for itself.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def say(self, text: str) -> None:
        """Show a word, as it is: one such as "R&D" gets no key of its own."""
        self.setText(text)
        self.setShortcut(QKeySequence())
        self.setAccessibleName(text)
        self.updateGeometry()

    def mark_width(self) -> int:
        """The room a mark before the word takes."""
        return 0

    def sizeHint(self) -> QSize:
        """Qt's own."""
        width = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(width + 2 * _PADDING + self.mark_width(), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(_HEIGHT, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses a chip as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own."""
        theme, painter = self._look.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus, on = self.hasFocus(), self.isChecked()
        width = 2.0 if focus else 1.0
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(theme.colour("accent" if on or focus else "line"), width))
        ground = "accent_soft" if on else ("hover" if self.underMouse() and self.isEnabled() else "surface")
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        self.paint_mark(painter)
        painter.setPen(theme.colour("text" if self.isEnabled() else "muted"))
        painter.setFont(self.font())
        words = self.rect().adjusted(_PADDING + self.mark_width(), 0, -_PADDING + 2, 0)
        text = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)

    def paint_mark(self, painter: QPainter) -> None:
        """What stands before the word; nothing here."""


class PracticeChip(Chip):
    """A practice: its mark, hollow or filled, and its short name."""

    def __init__(self, look: Look, item: LensItem, *, key: str = "") -> None:
        self.item = item
        super().__init__(look, item.short)
        self.setToolTip(f"{item.title}{f'  ({key})' if key else ''}")
        self.setAccessibleDescription(item.description)

    def mark_width(self) -> int:
        """Room for the mark."""
        return _MARK + 7

    def paint_mark(self, painter: QPainter) -> None:
        """The mark: filled if the entry bears on the practice."""
        box = QRectF(_PADDING - 2, (self.height() - _MARK) / 2, _MARK, _MARK)
        shape = self.item.shape
        paint_mark(painter, shape, box, self._look.theme.mark(shape), filled=self.isChecked())


class TagChip(Chip):
    """A free tag; pressing it, or Delete, takes it away."""

    def __init__(self, look: Look, tag: str) -> None:
        super().__init__(look, tag, checkable=False)
        self.setAccessibleDescription("Press to take this tag away")
        self.setToolTip(f"{tag}: press to take it away")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace take the tag away too."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
            return
        super().keyPressEvent(event)


class IconChip(Chip):
    """A pill with an icon in place of a word."""

    def __init__(self, look: Look, icon: str, name: str) -> None:
        super().__init__(look, "")
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(34, _HEIGHT)

    def paint_mark(self, painter: QPainter) -> None:
        """The icon, in the middle."""
        icon = self._look.icon(self._icon, "accent" if self.isChecked() else "text", 16)
        icon.paint(painter, (self.width() - 16) // 2, (self.height() - 16) // 2, 16, 16)


class RangeChip(Chip):
    """One of several of which exactly one is on."""

    def __init__(self, look: Look, text: str, value: object) -> None:
        super().__init__(look, text)
        self.value = value
        self.setAutoExclusive(True)

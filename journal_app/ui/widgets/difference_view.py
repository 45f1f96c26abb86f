"""How two texts differ, set as a page of a book: what came is underlined, what went is struck through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextBrowser

from journal_app.domain.difference import Piece, Side
from journal_app.ui.theme import LARGE, READING, SMALL, Look, sans, serif
from journal_app.ui.widgets.markdown_editor import LINE_HEIGHT, room_beside_lines

# More than this takes longer than a frame to set, and nobody reads it in one go.
_MOST = 40_000
_CUT = "What follows is too long to be shown here. It is there, unchanged."


class DifferenceView(QTextBrowser):
    """Shows a difference, or one text. ``left`` when Escape is pressed."""

    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._title: tuple[Piece, ...] = ()
        self._body: tuple[Piece, ...] = ()
        self.setAccessibleName("What changed")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(2)
        self.document().setUndoRedoEnabled(False)
        look.changed.connect(self._render)

    def show_difference(self, title: Sequence[Piece], body: Sequence[Piece], spoken: str) -> None:
        """Show what came and went; ``spoken`` says it to those who do not see underlines."""
        self.setAccessibleName("What changed")
        self.setAccessibleDescription(spoken or "No word differs.")
        self._title, self._body = tuple(title), tuple(body)
        self._render()

    def show_text(self, title: str, body: str) -> None:
        """Show one text as it is."""
        self.setAccessibleName("The text of this version")
        self.setAccessibleDescription("")
        self._title, self._body = (Piece(Side.SAME, title),), (Piece(Side.SAME, body),)
        self._render()

    def forget(self) -> None:
        """Show nothing any more."""
        self._title = self._body = ()
        self.setAccessibleDescription("")
        self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own: Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own: lines are as long as where the text is written."""
        self.setViewportMargins(0, 0, room_beside_lines(self.width()), 0)
        super().resizeEvent(event)

    def _render(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.setBlockFormat(_block(READING * LINE_HEIGHT))
        if any(piece.text for piece in self._title):
            cursor.setBlockFormat(_block(LARGE * 1.4, below=8))
            self._put(cursor, self._title, serif(LARGE, bold=True))
            cursor.insertBlock(_block(READING * LINE_HEIGHT))
        self._put(cursor, _shortened(self._body), serif(READING))
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def _put(self, cursor: QTextCursor, pieces: Iterable[Piece], font: QFont) -> None:
        before: Piece | None = None
        for piece in pieces:
            if piece.folded:
                self._put_fold(cursor, piece.folded)
            else:
                self._keep_apart(cursor, before, piece)
                cursor.insertText(piece.text, self._format(piece.side, font))
            before = piece

    def _keep_apart(self, cursor: QTextCursor, before: Piece | None, piece: Piece) -> None:
        """Where one went and another came in its place: paragraphs begin a line each, words do not run into another."""
        if before is None or (before.side, piece.side) != (Side.REMOVED, Side.ADDED) or cursor.atBlockStart():
            return
        if "\n" in before.text + piece.text:
            cursor.insertBlock()
        elif not (before.text[-1].isspace() or piece.text[0].isspace()):
            cursor.insertText("\u2009", QTextCharFormat())

    def _put_fold(self, cursor: QTextCursor, paragraphs: int) -> None:
        """A line of its own between the paragraphs that are shown."""
        style = QTextCharFormat()
        style.setFont(sans(SMALL))
        style.setForeground(self._look.theme.colour("muted"))
        usual = _block(READING * LINE_HEIGHT)
        if not cursor.atBlockStart():
            cursor.insertBlock(usual)
        cursor.insertText(f"⋯  {paragraphs:,} paragraphs unchanged  ⋯", style)
        cursor.insertBlock(usual)

    def _format(self, side: Side, font: QFont) -> QTextCharFormat:
        theme, style = self._look.theme, QTextCharFormat()
        style.setFont(font)
        style.setForeground(theme.colour("text"))
        if side is Side.ADDED:
            style.setFontUnderline(True)
            style.setUnderlineColor(theme.colour("accent"))
            style.setBackground(theme.colour("accent_soft"))
        elif side is Side.REMOVED:
            style.setFontStrikeOut(True)
            style.setForeground(theme.colour("danger"))
        return style


def _block(height: float, below: float = 0) -> QTextBlockFormat:
    found = QTextBlockFormat()
    found.setLineHeight(height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    found.setBottomMargin(below)
    return found


def _shortened(pieces: Iterable[Piece]) -> Iterable[Piece]:
    left = _MOST
    for piece in pieces:
        if piece.folded:
            yield piece
            continue
        if len(piece.text) > left:
            yield Piece(piece.side, piece.text[:left])
            yield Piece(Side.SAME, f"\n\n{_CUT}")
            return
        left -= len(piece.text)
        yield piece

"""The writing surface: Markdown as plain text, styled as it is typed."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPalette, QResizeEvent, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from journal_app.domain.text import storable
from journal_app.ui.theme import READING, Look, serif
from journal_app.ui.widgets import markdown_commands as commands
from journal_app.ui.widgets.document_shelf import DocumentShelf, OpenText
from journal_app.ui.widgets.line_layout import AiryLayout
from journal_app.ui.widgets.markdown_highlighter import MarkdownHighlighter

CHARACTERS_A_LINE = 70
LINE_HEIGHT = 1.6
# Above this, styling every line at once would hold the window up.
_STYLED_CHARACTERS = 200_000
# What other programs put between lines of one paragraph.
_SOFT_BREAKS = re.compile("[\u2028\u2029\v\f]")


class MarkdownEditor(QPlainTextEdit):
    """Edits one text. ``left_upwards`` says that the person moved up out of the first line; ``replaced`` how many
    characters of what was pasted no file can hold.
    """

    left_upwards = Signal()
    replaced = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shelf = DocumentShelf()
        self.setAccessibleName("What happened, in your own words")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(serif(READING))
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self._open = self._fresh("")
        self.setDocument(self._open.document)
        look.changed.connect(self._recolour)
        self._recolour()

    def load(self, text: str, name: str = "") -> None:
        """Show another text: as it was put aside under a name, if it was and is the same still; else with nothing to
        be undone. What was shown before is gone from here unless it was put aside."""
        self._show(self._shelf.take(name, text) or self._fresh(text)).drop()

    def put_aside(self, name: str) -> None:
        """Show nothing, and keep what was shown with all that can be undone in it."""
        cursor = self.textCursor()
        scrolled = self.verticalScrollBar().value()
        left = self._show(self._fresh(""))
        left.anchor, left.position, left.scrolled = cursor.anchor(), cursor.position(), scrolled
        self._shelf.put(name, left)

    def forget(self, name: str) -> None:
        """Let go of what was put aside under a name."""
        self._shelf.drop(name)

    def become(self, text: str) -> None:
        """Put another text in the place of the one shown, as one step that can be undone."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        self._stop_styling_if_long(len(text))
        cursor.insertText(text)

    def text(self) -> str:
        """The text as typed."""
        return self._open.text()

    @property
    def length(self) -> int:
        """How many characters there are, without reading them all."""
        return max(0, self.document().characterCount() - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes on with a list, with Shift it does not; Up from the first line leaves for the title."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isReadOnly():
            if plain and commands.continue_list(self):
                return
            if modifiers == Qt.KeyboardModifier.ShiftModifier:
                self.insertPlainText("\n")
                return
        if plain and event.key() == Qt.Key.Key_Up and self._in_first_line():
            self.left_upwards.emit()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Qt's own: only text is pasted, and only what can be kept."""
        if not source.hasText():
            return
        text, replaced = storable(_SOFT_BREAKS.sub("\n", source.text()))
        self._stop_styling_if_long(self.length + len(text))
        self.insertPlainText(text)
        self.ensureCursorVisible()
        if replaced:
            self.replaced.emit(replaced)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own: lines stay short enough to read."""
        super().resizeEvent(event)
        self.setViewportMargins(0, 0, room_beside_lines(self.width()), 0)

    def _in_first_line(self) -> bool:
        cursor = self.textCursor()
        if cursor.blockNumber() != 0 or cursor.hasSelection():
            return False
        line = cursor.block().layout().lineForTextPosition(cursor.positionInBlock())
        return not line.isValid() or line.lineNumber() == 0

    def _stop_styling_if_long(self, length: int) -> None:
        if length > _STYLED_CHARACTERS and self._open.highlighter is not None:
            self._open.highlighter.setDocument(None)
            self._open.highlighter = None

    def _fresh(self, text: str) -> OpenText:
        """Every text gets a document of its own: its own undo history, and styling only where it is quick."""
        document = QTextDocument(self)
        document.setDefaultFont(self.font())
        document.setDocumentMargin(2)
        document.setDocumentLayout(AiryLayout(document, READING * LINE_HEIGHT))
        # Made before there is a text, it styles it at once; made after, only when the bare text has been painted.
        highlighter = MarkdownHighlighter(document, self._look) if len(text) <= _STYLED_CHARACTERS else None
        document.setPlainText(text)
        document.setModified(False)
        return OpenText(document, highlighter)

    def _show(self, opened: OpenText) -> OpenText:
        """Show a text where somebody was in it; returns the one that was shown before."""
        before, self._open = self._open, opened
        self.setDocument(opened.document)
        cursor = self.textCursor()
        cursor.setPosition(opened.anchor)
        cursor.setPosition(opened.position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(opened.scrolled)
        return before

    def _recolour(self) -> None:
        palette = self.palette()
        for role, name in ((QPalette.ColorRole.Text, "text"), (QPalette.ColorRole.Highlight, "selection")):
            palette.setColor(role, self._look.theme.colour(name))
        palette.setColor(QPalette.ColorRole.HighlightedText, self._look.theme.colour("text"))
        self.setPalette(palette)


def room_beside_lines(width: int) -> int:
    """How much of a width is left empty at the right, so that lines stay short enough to read."""
    widest = QFontMetricsF(serif(READING)).averageCharWidth() * CHARACTERS_A_LINE
    return max(24, int(width - widest - 24))

"""The writing surface: Markdown as plain text, styled as it is typed."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPalette, QResizeEvent, QTextDocument, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from journal_app.ui.theme import READING, Look, serif
from journal_app.ui.widgets import markdown_commands as commands
from journal_app.ui.widgets.line_layout import AiryLayout
from journal_app.ui.widgets.markdown_highlighter import MarkdownHighlighter

_CHARACTERS_A_LINE = 70
_LINE_HEIGHT = 1.6
# Above this, styling every line at once would hold the window up.
_STYLED_CHARACTERS = 200_000


class MarkdownEditor(QPlainTextEdit):
    """Edits one text. ``left_upwards`` says that the person moved up out of the first line."""

    left_upwards = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._highlighter: MarkdownHighlighter | None = None
        self._own_document: QTextDocument | None = None
        self.setAccessibleName("What happened, in your own words")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(serif(READING))
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self._give_document("")
        look.changed.connect(self._recolour)
        self._recolour()

    def load(self, text: str) -> None:
        """Show another text; what was done to the last one can no longer be undone here."""
        self._give_document(text)

    def text(self) -> str:
        """The text as typed."""
        return self.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes on with a list; Up from the first line leaves for the title."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if plain and is_return and not self.isReadOnly() and commands.continue_list(self):
            return
        if plain and event.key() == Qt.Key.Key_Up and self._in_first_line():
            self.left_upwards.emit()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Qt's own: only text is pasted."""
        if source.hasText():
            self.insertPlainText(source.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own: lines stay short enough to read."""
        super().resizeEvent(event)
        widest = QFontMetricsF(self.font()).averageCharWidth() * _CHARACTERS_A_LINE
        spare = max(24, int(self.width() - widest - 24))
        self.setViewportMargins(0, 0, spare, 0)

    def _in_first_line(self) -> bool:
        cursor = self.textCursor()
        if cursor.blockNumber() != 0 or cursor.hasSelection():
            return False
        line = cursor.block().layout().lineForTextPosition(cursor.positionInBlock())
        return not line.isValid() or line.lineNumber() == 0

    def _give_document(self, text: str) -> None:
        """Every text gets a document of its own: a fresh undo history, and styling only where it is quick."""
        document = QTextDocument(self)
        document.setDefaultFont(self.font())
        document.setDocumentMargin(2)
        document.setDocumentLayout(AiryLayout(document, READING * _LINE_HEIGHT))
        document.setPlainText(text)
        old, self._own_document = self._own_document, document
        self._highlighter = None
        self.setDocument(document)
        if old is not None:
            old.deleteLater()
        if len(text) <= _STYLED_CHARACTERS:
            self._highlighter = MarkdownHighlighter(document, self._look)
        document.setModified(False)

    def _recolour(self) -> None:
        palette = self.palette()
        for role, name in ((QPalette.ColorRole.Text, "text"), (QPalette.ColorRole.Highlight, "selection")):
            palette.setColor(role, self._look.theme.colour(name))
        palette.setColor(QPalette.ColorRole.HighlightedText, self._look.theme.colour("text"))
        self.setPalette(palette)

"""Texts that were left a moment ago, each with all that can be undone in it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtGui import QTextDocument

from journal_app.ui.widgets.markdown_highlighter import MarkdownHighlighter

MOST_DOCUMENTS = 20
MOST_CHARACTERS = 2_000_000
"""What is put aside stays in memory, several times its size with its layout."""


@dataclass
class OpenText:
    """A document, and where somebody was in it."""

    document: QTextDocument
    highlighter: MarkdownHighlighter | None = None
    anchor: int = 0
    position: int = 0
    scrolled: int = 0

    def text(self) -> str:
        """The text as typed. (``toPlainText`` would make plain spaces of those that do not break.)"""
        return self.document.toRawText().replace("\u2029", "\n")

    def drop(self) -> None:
        """Forget the text and what could be undone in it."""
        if self.highlighter is not None:
            self.highlighter.setDocument(None)
        self.document.clearUndoRedoStacks()
        self.document.deleteLater()


class DocumentShelf:
    """The texts that were left last, by a name each; older ones go as newer ones come."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, OpenText] = OrderedDict()

    def put(self, name: str, left: OpenText) -> None:
        """Put a text aside."""
        self.drop(name)
        if left.highlighter is not None:
            left.highlighter.rest()
        self._kept[name] = left
        while len(self._kept) > MOST_DOCUMENTS or self._characters() > MOST_CHARACTERS:
            self._kept.popitem(last=False)[1].drop()

    def take(self, name: str, text: str) -> OpenText | None:
        """The text that was put aside under this name, if it is still the same one; it is then no longer here."""
        found = self._kept.pop(name, None)
        if found is None:
            return None
        if found.document.characterCount() - 1 > 2 * len(text) or found.text() != text:
            found.drop()
            return None
        if found.highlighter is not None:
            found.highlighter.wake()
        return found

    def drop(self, name: str) -> None:
        """Forget one text."""
        found = self._kept.pop(name, None)
        if found is not None:
            found.drop()

    def clear(self) -> None:
        """Forget them all."""
        while self._kept:
            self._kept.popitem()[1].drop()

    def _characters(self) -> int:
        return sum(left.document.characterCount() for left in self._kept.values())

"""Markdown as it is written: headings grow, emphasis shows, markers step back."""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from journal_app.ui.theme import READING, Look

_HEADING = re.compile(r"^(\s{0,3}#{1,6}\s+)(.*)$")
_QUOTE = re.compile(r"^(\s{0,3}>\s?)+")
_ITEM = re.compile(r"^(\s*)([-*+]|\d{1,9}[.)])(\s+)(\[[ xX]\](?=\s|$))?")
_FENCE = re.compile(r"^\s{0,3}(```|~~~)")
_RULE = re.compile(r"^\s{0,3}([-*_])(\s*\1){2,}\s*$")
_INLINE = re.compile(
    r"(?P<code>(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`))"
    r"|(?P<strong>(?P<two>\*\*|__)(?=\S).+?(?<=\S)(?P=two))"
    r"|(?P<emphasis>(?<![\w*_])(?P<one>[*_])(?=\S)(?!(?P=one)).+?(?<=\S)(?P=one)(?![\w*_]))"
    r"|(?P<link>!?\[[^\]\n]*\]\([^)\n]*\))"
)
# Past this a block is no longer a paragraph anybody writes; styling it would only be slow.
_LONGEST_BLOCK = 20_000

_PLAIN, _IN_FENCE = 0, 1


class MarkdownHighlighter(QSyntaxHighlighter):
    """Live styling; it changes how the text looks, never the text."""

    def __init__(self, document: QTextDocument, look: Look) -> None:
        super().__init__(document)
        self._look = look
        self._make_formats()
        look.changed.connect(self._restyle)

    def highlightBlock(self, text: str) -> None:
        """Qt's own: style one line."""
        in_fence = self.previousBlockState() == _IN_FENCE
        fence = _FENCE.match(text)
        self.setCurrentBlockState(_IN_FENCE if in_fence != bool(fence) else _PLAIN)
        if in_fence or fence:
            self.setFormat(0, len(text), self._code)
        elif len(text) <= _LONGEST_BLOCK:
            self._style_line(text)

    def _style_line(self, text: str) -> None:
        heading = _HEADING.match(text)
        if heading:
            level = heading.group(1).count("#")
            self.setFormat(0, len(text), self._headings[min(level, 3) - 1])
            self.setFormat(0, heading.end(1), self._heading_markers[min(level, 3) - 1])
            return
        if _RULE.match(text):
            self.setFormat(0, len(text), self._marker)
            return
        quote = _QUOTE.match(text)
        if quote:
            self.setFormat(0, len(text), self._quote)
            self.setFormat(0, quote.end(), self._marker)
        item = _ITEM.match(text)
        if item:
            self.setFormat(0, item.end(), self._marker)
        self._style_inline(text)

    def _style_inline(self, text: str) -> None:
        for found in _INLINE.finditer(text):
            start, end = found.span()
            if found.group("code"):
                self._wrapped(start, end, len(found.group("tick")), self._code)
            elif found.group("strong"):
                self._wrapped(start, end, 2, self._strong)
            elif found.group("emphasis"):
                self._wrapped(start, end, 1, self._emphasis)
            else:
                words = text.index("](", start)
                self.setFormat(start, end - start, self._marker)
                opening = 2 if text[start] == "!" else 1
                self.setFormat(start + opening, words - start - opening, self._link)

    def _wrapped(self, start: int, end: int, marker: int, style: QTextCharFormat) -> None:
        self.setFormat(start, end - start, style)
        for at in (start, end - marker):
            merged = QTextCharFormat(style)
            merged.setForeground(self._marker.foreground())
            self.setFormat(at, marker, merged)

    def _restyle(self) -> None:
        self._make_formats()
        self.rehighlight()

    def _make_formats(self) -> None:
        theme = self._look.theme
        self._marker = QTextCharFormat()
        self._marker.setForeground(theme.colour("muted"))
        self._quote = QTextCharFormat()
        self._quote.setForeground(theme.colour("muted"))
        self._quote.setFontItalic(True)
        self._strong = QTextCharFormat()
        self._strong.setFontWeight(QFont.Weight.Bold)
        self._emphasis = QTextCharFormat()
        self._emphasis.setFontItalic(True)
        self._link = QTextCharFormat()
        self._link.setForeground(theme.colour("accent"))
        self._code = QTextCharFormat()
        self._code.setFontFamilies(["JetBrains Mono", "Consolas", "Menlo", "DejaVu Sans Mono", "monospace"])
        self._code.setProperty(QTextCharFormat.Property.FontPixelSize, READING - 2)
        self._headings, self._heading_markers = [], []
        for size in (24, 20, 18):
            heading = QTextCharFormat()
            heading.setProperty(QTextCharFormat.Property.FontPixelSize, size)
            heading.setFontWeight(QFont.Weight.Bold)
            marker = QTextCharFormat()
            marker.setProperty(QTextCharFormat.Property.FontPixelSize, size)
            marker.setForeground(theme.colour("muted"))
            self._headings.append(heading)
            self._heading_markers.append(marker)

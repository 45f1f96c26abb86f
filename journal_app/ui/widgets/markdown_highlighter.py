"""Markdown as it is written: headings grow, emphasis shows, markers step back."""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from journal_app.ui.theme import LARGE, NORMAL, READING, TITLE, Look
from journal_app.ui.widgets.markdown_units import units

HEADING_SIZES = (TITLE, LARGE, READING)
"""Of headings with one, two, and three or more signs."""

_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+")
_QUOTE = re.compile(r"^(\s{0,3}>\s?)+")
_ITEM = re.compile(r"^(\s*)([-*+]|\d{1,9}[.)])(\s+)(\[[ xX]\](?=\s|$))?")
_FENCE = re.compile(r"^\s{0,3}(`{3,}(?=[^`]*$)|~{3,})\s*(.*)$")
_RULE = re.compile(r"^\s{0,3}([-*_])(\s*\1){2,}\s*$")
# Nobody emphasises more than a long paragraph. Without an end, a line full of stars would be searched again from each.
_INLINE = re.compile(
    r"(?P<code>(?P<tick>`+)(?!`).{1,1000}?(?<!`)(?P=tick)(?!`))"
    r"|(?P<both>\*{3}(?=[^\s*]).{1,1000}?(?<=[^\s*])\*{3}(?!\*))"
    r"|(?P<strong>(?P<two>\*\*|__)(?=\S).{1,1000}?(?<=\S)(?P=two))"
    r"|(?P<emphasis>(?<![\w*_])(?P<one>[*_])(?=\S)(?!(?P=one)).{1,1000}?(?<=\S)(?P=one)(?![\w*_]))"
    r"|(?P<link>!?\[[^\]]{0,1000}\]\([^)]{0,1000}\))"
)
# Past this a block is no longer a paragraph anybody writes; styling it would only be slow.
_LONGEST_BLOCK = 10_000

_PLAIN = 0


class MarkdownHighlighter(QSyntaxHighlighter):
    """Live styling; it changes how the text looks, never the text.

    The state of a line is above 0 inside a fence: twice the length of the fence, and one more if it is of tildes.
    """

    def __init__(self, document: QTextDocument, look: Look) -> None:
        super().__init__(document)
        self._look = look
        self._resting = self._outdated = False
        self._make_formats()
        look.changed.connect(self._restyle)

    def highlightBlock(self, text: str) -> None:
        """Qt's own: style one line."""
        before = max(_PLAIN, self.previousBlockState())
        state, is_code = _fence_state(text, before)
        self.setCurrentBlockState(state)
        text = units(text)
        if is_code:
            self.setFormat(0, len(text), self._code)
        elif len(text) <= _LONGEST_BLOCK:
            self._style_line(text)

    def _style_line(self, text: str) -> None:
        heading = _HEADING.match(text)
        if heading:
            level = min(len(heading.group(1)), len(HEADING_SIZES)) - 1
            self.setFormat(0, len(text), self._headings[level])
            self.setFormat(0, heading.end(), self._heading_markers[level])
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
            if found["code"]:
                self._wrapped(start, end, len(found["tick"]), self._code)
            elif found["both"]:
                self._wrapped(start, end, 3, self._both)
            elif found["strong"]:
                self._wrapped(start, end, 2, self._strong)
            elif found["emphasis"]:
                self._wrapped(start, end, 1, self._emphasis)
            else:
                words = text.index("](", start)
                self.setFormat(start, end - start, self._marker)
                opening = 2 if text[start] == "!" else 1
                self.setFormat(start + opening, words - start - opening, self._link)

    def _wrapped(self, start: int, end: int, marker: int, style: QTextCharFormat) -> None:
        self.setFormat(start, end - start, style)
        muted = QTextCharFormat(style)
        muted.setForeground(self._marker.foreground())
        for at in (start, end - marker):
            self.setFormat(at, marker, muted)

    def rest(self) -> None:
        """The text is out of view: another theme need not style it at once."""
        self._resting = True

    def wake(self) -> None:
        """The text is about to be seen again."""
        self._resting = False
        if self._outdated:
            self._restyle()

    def _restyle(self) -> None:
        self._outdated = self._resting
        if not self._resting:
            self._make_formats()
            self.rehighlight()

    def _make_formats(self) -> None:
        theme = self._look.theme
        self._marker, self._quote, self._link = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        self._strong, self._emphasis, self._code = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        self._marker.setForeground(theme.colour("muted"))
        self._quote.setForeground(theme.colour("muted"))
        self._quote.setFontItalic(True)
        self._link.setForeground(theme.colour("accent"))
        self._strong.setFontWeight(QFont.Weight.Bold)
        self._emphasis.setFontItalic(True)
        self._both = QTextCharFormat(self._strong)
        self._both.setFontItalic(True)
        self._code.setFontFamilies(["JetBrains Mono", "Consolas", "Menlo", "DejaVu Sans Mono", "monospace"])
        self._code.setProperty(QTextCharFormat.Property.FontPixelSize, NORMAL)
        self._headings, self._heading_markers = [], []
        for size in HEADING_SIZES:
            heading, marker = QTextCharFormat(), QTextCharFormat(self._marker)
            for style in (heading, marker):
                style.setProperty(QTextCharFormat.Property.FontPixelSize, size)
            heading.setFontWeight(QFont.Weight.Bold)
            self._headings.append(heading)
            self._heading_markers.append(marker)


def _fence_state(text: str, before: int) -> tuple[int, bool]:
    """The state after a line, and whether the line is code: inside a fence, or a fence itself."""
    found = _FENCE.match(text)
    if found is None:
        return before, before != _PLAIN
    length, tildes = len(found.group(1)), found.group(1)[0] == "~"
    if before == _PLAIN:
        return 2 * length + tildes, True
    # Only as many of the same sign, with nothing behind them, close a fence.
    closes = tildes == bool(before % 2) and length >= before // 2 and not found.group(2)
    return (_PLAIN if closes else before), True

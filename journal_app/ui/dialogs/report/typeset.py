"""The type of the page: sizes, fonts, and texts laid out to a width.

Everything is laid out in dots of 1/300 inch, whatever it is drawn on later, with unhinted fonts: a line breaks at the
same word on the screen and in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPainter,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)

from journal_app.charts.fonts import SANS
from journal_app.ui.theme import SERIF

DOTS = 300
"""Dots an inch."""

POINT = DOTS / 72
MM = DOTS / 25.4

TEXT, MUTED, LINE = "#22252A", "#5F6670", "#C9C2B6"
"""Ink on white paper, also where it is printed in grey."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: sizes in points."""

    size: float
    leading: float
    families: Sequence[str] = SERIF
    colour: str = TEXT
    weight: QFont.Weight = QFont.Weight.Normal


KICKER = Style(8.5, 12, SANS, MUTED, QFont.Weight.DemiBold)
TITLE = Style(21, 27)
DAYS = Style(8.5, 12.5, SANS, MUTED)
WORDS = Style(11.5, 16.5)
NOTE = Style(8, 11.5, SANS, MUTED)
SECTION = Style(8.5, 12, SANS, MUTED, QFont.Weight.DemiBold)
DAY = Style(8, 14.5, SANS, MUTED)
NAME = Style(10.5, 14.5, weight=QFont.Weight.Bold)
BODY = Style(9.5, 13.8)
CELL = Style(7.5, 10.5, SANS)
FOOT = Style(7.5, 10.5, SANS, MUTED)


_HEADING = re.compile(r"<(/?)h[1-6]>")


class Text(QTextDocument):
    """A text of one style, set to a width. It loads nothing, and goes nowhere when it is pressed."""

    def __init__(self, width: float, style: Style) -> None:
        super().__init__()
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.setIndentWidth(12 * POINT)
        self.setDefaultFont(font(style))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # Each paragraph runs as its own letters do.
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.setDefaultTextOption(option)
        self.setTextWidth(width)
        self._style = style

    def loadResource(self, _kind: int, _name: object) -> object:
        """Qt's own: nothing is ever loaded."""
        return None

    def say(self, words: str) -> Text:
        """Show plain words, whatever is in them."""
        self.setPlainText(words)
        self._settle()
        return self

    def balance(self) -> Text:
        """Make the lines about equally long, as many as they are: no last one with a single word."""
        height, width = self.height, self.textWidth()
        for share in range(98, 60, -2):
            self.setTextWidth(width * share / 100)
            if self.height > height:
                self.setTextWidth(width * (share + 2) / 100)
                break
        return self

    def show_html(self, html: str) -> Text:
        """Show HTML that ``to_safe_html`` made without links: Qt would write their addresses into the file, unseen."""
        size = self._style.size * POINT
        self.setDefaultStyleSheet(
            f"p {{ margin: 0 0 {round(size * 0.55)}px 0; }} ul, ol {{ margin: 0 0 {round(size * 0.55)}px 0; }}"
            f"li p {{ margin: 0; }} blockquote {{ margin-left: {round(size)}px; font-style: italic; }}"
            f"code, pre {{ font-family: monospace; font-size: {round(size * 0.88)}px; }}"
            f"td, th {{ padding-right: {round(size * 1.5)}px; text-align: left; }}"
            "ul.boxes { list-style-type: none; }"
        )
        # Whatever else is said of it, a heading would be larger than the title.
        self.setHtml(f"<body>{_HEADING.sub(_as_bold, html)}</body>")
        self._settle()
        return self

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Draw it with its upper left corner there."""
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor(self._style.colour))
        context.palette = palette
        painter.save()
        painter.translate(x, y)
        self.documentLayout().draw(painter, context)
        painter.restore()

    @property
    def height(self) -> float:
        """How tall it is."""
        return self.size().height()

    def _settle(self) -> None:
        """One line height throughout, no line that cannot break, nothing below the last."""
        cursor, block = QTextCursor(self), self.begin()
        while block.isValid():
            form = QTextBlockFormat()
            form.setLineHeight(self._style.leading * POINT, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
            form.setNonBreakableLines(False)
            if block == self.lastBlock():
                form.setBottomMargin(0)
            cursor.setPosition(block.position())
            cursor.mergeBlockFormat(form)
            block = block.next()


class Grid(Text):
    """A table: bold heads, a first column, and the rest centred."""

    def __init__(self, width: float, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        super().__init__(width, CELL)
        shape = QTextTableFormat()
        shape.setBorder(0)
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        shape.setCellPadding(1.2 * POINT)
        shape.setCellSpacing(0)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        first = 100 * 1.3 / (len(columns) + 0.3)
        rest = [(100 - first) / (len(columns) - 1)] * (len(columns) - 1)
        shape.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, share) for share in (first, *rest)]
        )
        table = QTextCursor(self).insertTable(len(rows) + 1, len(columns), shape)
        middle = QTextBlockFormat()
        middle.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        head, cell = QTextCharFormat(), QTextCharFormat()
        head.setFont(font(CELL, QFont.Weight.DemiBold))
        head.setForeground(QColor(MUTED))
        cell.setForeground(QColor(TEXT))
        for row, texts in enumerate((columns, *rows)):
            for column, words in enumerate(texts):
                cursor = table.cellAt(row, column).firstCursorPosition()
                if column:
                    cursor.mergeBlockFormat(middle)
                cursor.insertText(words, cell if row else head)


def font(style: Style, weight: QFont.Weight | None = None) -> QFont:
    """A style's font. Letters stay single: joined ones cannot be found in the file, or copied out."""
    made = QFont()
    made.setFamilies(list(style.families))
    made.setPixelSize(round(style.size * POINT))
    made.setWeight(style.weight if weight is None else weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in ("liga", "clig", "dlig", "calt"):
        made.setFeature(QFont.Tag(feature), 0)
    return made


def _as_bold(tag: re.Match[str]) -> str:
    return "</strong></p>" if tag[1] else "<p><strong>"

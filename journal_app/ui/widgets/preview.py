"""An entry as it reads: Markdown turned into clean HTML, with nothing fetched from anywhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QTextBrowser

from journal_app.ui.theme import NORMAL, READING, SERIF, Look
from journal_app.ui.widgets.markdown_editor import LINE_HEIGHT, room_beside_lines
from journal_app.ui.widgets.markdown_highlighter import HEADING_SIZES


class Preview(QTextBrowser):
    """Shows safe HTML. It loads nothing, and opens nothing: ``address_pressed`` carries the address of a link."""

    address_pressed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._html = ""
        self.setAccessibleName("Preview")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.document().setDocumentMargin(2)
        self.anchorClicked.connect(lambda url: self.address_pressed.emit(url.toString()))
        self.highlighted.connect(lambda url: self.setToolTip(url.toString()))
        look.changed.connect(self._render)

    def show_html(self, html: str) -> None:
        """Show the HTML that ``to_safe_html`` made."""
        self._html = html
        self._render()

    def forget(self) -> None:
        """Show nothing any more."""
        if self._html:
            self.show_html("")

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing is ever loaded."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own: lines are as long as where the text is written."""
        super().resizeEvent(event)
        self.setViewportMargins(0, 0, room_beside_lines(self.width()), 0)

    def _render(self) -> None:
        theme = self._look.theme.colours
        families = ", ".join(f"'{family}'" for family in SERIF)
        headings = " ".join(f"h{level} {{ font-size: {size}px; }}" for level, size in enumerate(HEADING_SIZES, start=1))
        # A height in pixels is the least a line has; one in per cent would be counted on top of the font's own.
        self.document().setDefaultStyleSheet(
            f"body {{ font-family: {families}; font-size: {READING}px; color: {theme['text']};"
            f" line-height: {round(READING * LINE_HEIGHT)}px; }}"
            f"{headings} h4, h5, h6 {{ font-size: {READING}px; }}"
            f"a {{ color: {theme['accent']}; }} blockquote {{ color: {theme['muted']}; font-style: italic; }}"
            f"code, pre {{ font-family: monospace; font-size: {NORMAL}px; background: {theme['hover']}; }}"
            "ul.boxes { list-style-type: none; }"
            f"th {{ text-align: left; }} td, th {{ padding: 4px 12px 4px 0; }}"
        )
        self.setHtml(f"<body>{self._html}</body>")

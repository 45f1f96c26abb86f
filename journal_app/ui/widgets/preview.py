"""An entry as it reads: Markdown turned into clean HTML, with nothing fetched from anywhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFrame, QTextBrowser

from journal_app.ui.theme import READING, SERIF, Look


class Preview(QTextBrowser):
    """Shows safe HTML. It loads nothing: no picture, no style, no link is opened by itself."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._html = ""
        self.setAccessibleName("Preview")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        look.changed.connect(self._render)

    def show_html(self, html: str) -> None:
        """Show the HTML that ``to_safe_html`` made."""
        self._html = html
        self._render()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing is ever loaded."""
        return None

    def _render(self) -> None:
        theme = self._look.theme.colours
        families = ", ".join(f"'{family}'" for family in SERIF)
        self.document().setDefaultStyleSheet(
            f"body {{ font-family: {families}; font-size: {READING}px; color: {theme['text']}; line-height: 150%; }}"
            "h1 { font-size: 24px; } h2 { font-size: 20px; } h3 { font-size: 18px; }"
            f"a {{ color: {theme['accent']}; }} blockquote {{ color: {theme['muted']}; font-style: italic; }}"
            f"code, pre {{ font-family: monospace; font-size: 15px; background: {theme['hover']}; }}"
            f"td, th {{ padding: 4px 12px 4px 0; }}"
        )
        self.setHtml(f"<body>{self._html}</body>")

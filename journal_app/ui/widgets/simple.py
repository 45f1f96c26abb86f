"""Small helpers for building screens: labels, buttons and rules of the one style."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from journal_app.ui.theme import Look


def label(text: str = "", kind: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A label that shows plain text only; ``kind`` names its style in style.qss."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    return made


def button(text: str, kind: str = "", *, parent: QWidget | None = None) -> QPushButton:
    """A push button: "primary", "quiet", "link" or, without a kind, an ordinary one."""
    made = QPushButton(text, parent)
    if kind:
        made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    return made


def rule(*, upright: bool = False, parent: QWidget | None = None) -> QFrame:
    """A thin line."""
    made = QFrame(parent)
    made.setProperty("kind", "upright" if upright else "rule")
    return made


class IconButton(QToolButton):
    """A 36-px button with an icon, a tooltip and an accessible name."""

    def __init__(self, look: Look, icon: str, name: str, *, checkable: bool = False) -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self.setCheckable(checkable)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(36, 36)
        self.setIconSize(QSize(20, 20))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        look.changed.connect(self._repaint)
        self.toggled.connect(self._repaint)
        self._repaint()

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self._repaint()

    def _repaint(self) -> None:
        theme = self._look.theme
        self.setIcon(self._look.icon(self._icon, "accent" if self.isChecked() else "muted"))
        self.setStyleSheet(
            "QToolButton { border: 2px solid transparent; border-radius: 8px; background: transparent; }"
            f"QToolButton:hover {{ background: {theme.colours['hover']}; }}"
            f"QToolButton:checked {{ background: {theme.colours['accent_soft']}; }}"
            f"QToolButton:focus {{ border-color: {theme.colours['accent']}; }}"
        )

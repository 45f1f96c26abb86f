"""Small helpers for building screens: labels, buttons and rules of the one style."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from journal_app.ui.theme import Look


def label(text: str = "", kind: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A label that shows plain text only; ``kind`` names its style in style.qss."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    return made


class PushButton(QPushButton):
    """A button that Return presses too, as Space does.

    A filled one shows the keyboard by a ring inside: no colour stands out against both the button and the page.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        if not pressed_by_return(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own."""
        super().paintEvent(event)
        if self.hasFocus() and self.property("kind") == "primary":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.ButtonText), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 5, 5)


def button(text: str, kind: str = "", *, parent: QWidget | None = None) -> QPushButton:
    """A push button: "primary", "quiet", "link" or, without a kind, an ordinary one."""
    made = PushButton(text, parent)
    if kind:
        made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    return made


def pressed_by_return(target: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button if the key is Return; whether it was. Qt by itself only knows Space outside of dialogs."""
    wanted = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
    if wanted:
        target.click()
    return wanted


def announce(source: QObject, words: str, *, urgent: bool = False) -> None:
    """Have a screen reader say something that came up by itself."""
    event = QAccessibleAnnouncementEvent(source, words)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def rule(*, upright: bool = False, parent: QWidget | None = None) -> QFrame:
    """A thin line."""
    made = QFrame(parent)
    made.setProperty("kind", "upright" if upright else "rule")
    return made


def indented(widget: QWidget) -> QWidget:
    """Line a widget up with the text of the rows above and below it, which have a margin of 8 px."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(8, 0, 8, 0)
    row.addWidget(widget)
    return holder


def emptied(layout: QBoxLayout) -> QBoxLayout:
    """The layout, without what was in it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    return layout


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

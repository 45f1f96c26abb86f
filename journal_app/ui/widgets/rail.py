"""The navigation rail: where one is, and where one can go."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal_app.ui.theme import NORMAL, SMALL, Look, sans
from journal_app.ui.widgets.focus import OneOfSeveral
from journal_app.ui.widgets.simple import label, pressed_by_return

_WIDTH = 184


class RailItem(OneOfSeveral):
    """One place: an icon, a word, and a small note such as "due"."""

    def __init__(self, look: Look, icon: str, text: str, shortcut: str = "", *, place: bool = True) -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self._place = place
        self.note = ""
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(shortcut)
        self.setCheckable(place)
        self.setAutoExclusive(place)
        self.setFixedHeight(40 if place else 32)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self.update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own: Return goes where Space goes."""
        if not pressed_by_return(self, event):
            super().keyPressEvent(event)

    def set_note(self, note: str) -> None:
        """Show a word at the right end; it is spoken too."""
        if note != self.note:
            self.note = note
            self.setAccessibleName(f"{self.text()}, {note}" if note else self.text())
            self.update()

    def sizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(_WIDTH - 24, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own."""
        theme, painter = self._look.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        here = self.isChecked()
        if here or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft" if here else "hover"))
            painter.drawRoundedRect(box, 8, 8)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        icon = self._look.icon(self._icon, "accent" if self._place else "muted", 18 if self._place else 16)
        side = 18 if self._place else 16
        icon.paint(painter, 12, (self.height() - side) // 2, side, side)
        painter.setFont(sans(NORMAL if self._place else SMALL, bold=here))
        painter.setPen(theme.colour("text" if here else "muted"))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self.rect().adjusted(40, 0, -8, 0), middle, self.text())
        if self.note:
            painter.setFont(sans(SMALL))
            painter.setPen(theme.colour("accent" if self._place else "muted"))
            painter.drawText(self.rect().adjusted(40, 0, -12, 0), middle | int(Qt.AlignmentFlag.AlignRight), self.note)


class Rail(QWidget):
    """The column at the left. ``chosen`` names the place; the two others are the small ones below."""

    chosen = Signal(str)
    menu_asked = Signal()
    lock_asked = Signal()

    def __init__(self, look: Look, places: tuple[tuple[str, str, str, str], ...]) -> None:
        """``places`` are (key, icon, word, shortcut)."""
        super().__init__()
        self._look = look
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 20, 12, 16)
        column.setSpacing(2)
        column.addWidget(_Name(look))
        column.addSpacing(12)
        self.items: dict[str, RailItem] = {}
        for key, icon, word, shortcut in places:
            item = RailItem(look, icon, word, shortcut)
            item.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self.items[key] = item
            column.addWidget(item)
        column.addStretch(1)
        self.state = label("", "small", wrap=True)
        self.state.setContentsMargins(12, 0, 4, 8)
        column.addWidget(self.state)
        self.lock = RailItem(look, "lock", "Lock", "Lock the journal (Ctrl+L)", place=False)
        self.lock.set_note("Ctrl+L")
        self.lock.clicked.connect(self.lock_asked)
        column.addWidget(self.lock)
        self.menu = RailItem(look, "menu", "Menu", "Everything there is to do (F10)", place=False)
        self.menu.set_note("F10")
        self.menu.clicked.connect(self.menu_asked)
        column.addWidget(self.menu)

    def choose(self, key: str) -> None:
        """Show where one is."""
        self.items[key].setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The thin line at the right."""
        painter = QPainter(self)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self._look.theme.colour("line"))


class _Name(QWidget):
    """The program's mark and name."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedHeight(28)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own."""
        painter = QPainter(self)
        self._look.icon("mark", "accent", 18).paint(painter, 8, 5, 18, 18)
        painter.setFont(sans(15, bold=True))
        painter.setPen(self._look.theme.colour("text"))
        painter.drawText(self.rect().adjusted(27, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), "Throughline")

"""One statement to rate: the words at the left, the options at the right, all of it one thing to focus."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from journal_app.domain.content import Behaviour, Scale
from journal_app.ui.theme import Look
from journal_app.ui.widgets.option_chooser import OptionChooser
from journal_app.ui.widgets.rating_options import INSET, TARGET, WORDS
from journal_app.ui.widgets.statement import paint_statement, statement_height

PADDING = 16
"""Room at either side of a row, which its soft ground fills while it has the focus."""

_EDGE, _GAP = 4, 24


class Step(Enum):
    """Where the focus should go from a row."""

    NEXT = auto()
    PREVIOUS = auto()
    FIRST = auto()
    LAST = auto()


_STEPS = {
    Qt.Key.Key_Down: Step.NEXT,
    Qt.Key.Key_Up: Step.PREVIOUS,
    Qt.Key.Key_Home: Step.FIRST,
    Qt.Key.Key_End: Step.LAST,
}
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class RatingRow(OptionChooser):
    """A behaviour and how often it happened. ``stepped`` asks for another row, ``reached`` to be brought into view."""

    stepped = Signal(object)
    reached = Signal()

    def __init__(self, look: Look, behaviour: Behaviour, scale: Scale) -> None:
        super().__init__(scale)
        self._look = look
        self.behaviour = behaviour
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(behaviour.text)
        look.changed.connect(self.update)

    def hasHeightForWidth(self) -> bool:
        """Qt's own: narrower is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt's own."""
        words = statement_height(self.behaviour.text, self._text_width(width))
        return max(TARGET + WORDS + 2 * _EDGE, words + 2 * (_EDGE + 4))

    def sizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(640, self.heightForWidth(640))

    def minimumSizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(self.strip.width + 200, TARGET + WORDS + 2 * _EDGE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A sign of the scale rates, 0 is "no opportunity" too; arrows, Home and End move; Delete clears."""
        plain = not event.modifiers() & _COMMANDS
        typed = event.text().upper().replace("0", "N")
        signs = [option.sign for option in self.strip.options]
        if plain and typed in signs:
            self.choose(signs.index(typed))
            # The focus moves on at once, and a screen reader would speak of the next statement only.
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleDescription()))
            self.answered.emit(True)
        elif plain and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.choose(-1)
            self.answered.emit(False)
        elif plain and event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask to be brought into view, unless the person has just clicked here and so sees it."""
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.reached.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own."""
        theme, painter = self._look.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.setPen(theme.colour("text" if self.isEnabled() else "muted"))
        paint_statement(painter, self.behaviour.text, self._text_box())
        shown = self._explained()
        self.strip.paint(painter, theme, self.corner(), chosen=self.chosen, under=self.under, explained=shown)

    def corner(self) -> QPoint:
        """Where the options begin: their last circle ends where the page's text does."""
        return QPoint(self.width() - PADDING + INSET - self.strip.width, _EDGE)

    def _explained(self) -> tuple[int, ...]:
        """The options whose words are shown: the one meant, or both ends of the scale where none is yet."""
        if self.under >= 0:
            return (self.under,)
        if self.is_answered:
            return (self.chosen,)
        return (0, len(self.strip.options) - 2) if self.hasFocus() else ()

    def _text_box(self) -> QRect:
        """The statement: level with the options if it is one line, in the middle of the row if it is more."""
        width = self._text_width(self.width())
        height = statement_height(self.behaviour.text, width)
        top = _EDGE + (TARGET - height) // 2 if height <= TARGET else (self.height() - height) // 2
        return QRect(PADDING, top, width, height)

    def _text_width(self, width: int) -> int:
        return width - 2 * PADDING - _GAP - self.strip.width

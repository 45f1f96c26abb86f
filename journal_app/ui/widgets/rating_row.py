"""One statement to rate: the words at the left, the options at the right, all of it one thing to focus."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen

from journal_app.domain.content import Behaviour
from journal_app.ui.theme import Look
from journal_app.ui.widgets.noted_chooser import NotedChooser
from journal_app.ui.widgets.rating_options import OptionStrip
from journal_app.ui.widgets.statement import paint_statement


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
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RatingRow(NotedChooser):
    """A behaviour and how often it happened. ``stepped`` asks for another row."""

    stepped = Signal(object)

    def __init__(self, look: Look, behaviour: Behaviour, strip: OptionStrip, *, with_evidence: bool = True) -> None:
        super().__init__(look, behaviour, strip, with_evidence=with_evidence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(behaviour.text)
        look.changed.connect(self.update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A sign of the scale rates, 0 is "no opportunity" too; arrows, Home and End move; Delete clears; Return opens
        the note, E what is attached."""
        key, typed = event.key(), event.text().upper().replace("0", "N")
        signs = [option.sign for option in self.strip.options]
        if event.modifiers() & _COMMANDS:
            super().keyPressEvent(event)
        elif typed in signs:
            self.choose(signs.index(typed))
            # The focus moves on at once, and a screen reader would speak of the next statement only.
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleDescription()))
            self.answered.emit(True)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.choose(-1)
            self.answered.emit(False)
        elif key in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(key)])
        elif key in _RETURN:
            self.write_note()
        elif typed == "E" and self.with_evidence:
            self.evidence_asked.emit()
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
        if self.hasFocus() or self.field is not None:
            painter.setPen(QPen(theme.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.setPen(theme.colour("text" if self.isEnabled() else "muted"))
        paint_statement(painter, self.behaviour.text, self.text_box())
        shown = self._explained()
        self.strip.paint(painter, theme, self.corner(), chosen=self.chosen, under=self.under, explained=shown)
        if self.field is None:
            box, tools = self.extras_box(), self.shows_tools()
            self.extras.paint(painter, self._look, box, with_tools=tools, under=self.under_tool)

    def _explained(self) -> tuple[int, ...]:
        """The options whose words are shown: the one meant, or both ends of the scale where none is yet."""
        if self.under >= 0:
            return (self.under,)
        if self.is_answered:
            return (self.chosen,)
        return (0, len(self.strip.options) - 2) if self.hasFocus() else ()

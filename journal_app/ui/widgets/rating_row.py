"""One statement to rate: the words at the left, the options at the right, all of it one thing to focus."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)

from journal_app.domain.content import Behaviour
from journal_app.ui.theme import SMALL, Look, sans
from journal_app.ui.widgets.noted_chooser import NotedChooser
from journal_app.ui.widgets.rating_options import OptionStrip
from journal_app.ui.widgets.row_extras import EVIDENCE, LINE, NOTE
from journal_app.ui.widgets.simple import announce
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
RATE_FIRST = "Rate it first: 1 to 5, or N. With Shift: the one just rated."

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RatingRow(NotedChooser):
    """A behaviour and how often it happened. ``stepped`` asks for another row, ``before_asked`` for a tool (NOTE or
    EVIDENCE) of the row just rated."""

    stepped = Signal(object)
    before_asked = Signal(int)

    def __init__(self, look: Look, behaviour: Behaviour, strip: OptionStrip, *, with_evidence: bool = True) -> None:
        super().__init__(look, behaviour, strip, with_evidence=with_evidence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(behaviour.text)
        self._is_hinting = False
        self.is_just_rated = False
        look.changed.connect(self.update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A sign of the scale rates, 0 is "no opportunity" too; arrows, Home and End move; Delete clears; Return opens
        the note, E what is attached, both with Shift those of the row just rated: the focus has moved on since."""
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
            self._use(NOTE, before=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif typed == "E" and self.with_evidence:
            self._use(EVIDENCE, before=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def use(self, tool: int, back: RatingRow | None = None) -> None:
        """Open the note, or what is attached; the keyboard comes ``back`` to there, or else stays here."""
        if tool == NOTE:
            self.write_note(back)
        else:
            self.evidence_asked.emit()

    def choose(self, number: int) -> None:
        """Choose the option with this number; -1 takes the choice away."""
        self._is_hinting = False
        super().choose(number)

    def show_just_rated(self, *, on: bool) -> None:
        """Keep what can be pressed under it in sight, since the keys with Shift go here."""
        self.is_just_rated = on
        self.update()

    def shows_tools(self) -> bool:
        """Whether what can be pressed under the statement is seen."""
        return super().shows_tools() or (self.is_just_rated and self.isEnabled())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt's own."""
        self._is_hinting = False
        super().focusOutEvent(event)
        self.update()

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
            box, words = self.extras_box(), self._in_place_of_tools()
            tools = self.shows_tools() and not words
            self.extras.paint(painter, self._look, box, with_tools=tools, under=self.under_tool)
            if words:
                painter.setFont(sans(SMALL))
                painter.setPen(theme.colour("text" if self._is_hinting else "muted"))
                line = box.adjusted(0, box.height() - LINE, 0, 0)
                painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)

    def _explained(self) -> tuple[int, ...]:
        """The options whose words are shown: the one meant, or both ends of the scale where none is yet."""
        if self.under >= 0:
            return (self.under,)
        if self.is_answered:
            return (self.chosen,)
        return (0, len(self.strip.options) - 2) if self.hasFocus() and not self._legend() else ()

    def _in_place_of_tools(self) -> str:
        """What is said under a statement that has no answer yet, while the keyboard is there."""
        if self.is_answered or self.extras.any or not self.hasFocus() or self.underMouse():
            return ""
        return RATE_FIRST if self._is_hinting else self._legend()

    def _legend(self) -> str:
        """The whole scale in words; "" where there is no room for it."""
        words = " · ".join(f"{option.sign} {option.words}" for option in self.strip.options)
        fits = QFontMetrics(sans(SMALL)).horizontalAdvance(words) <= self.extras_box().width()
        return words if fits else ""

    def _use(self, tool: int, *, before: bool) -> None:
        if before:
            self.before_asked.emit(tool)
        elif self.is_answered or self.extras.any:
            self.use(tool)
        else:
            # A note to a row without an answer would be meant for the row just rated, and could not be saved.
            self._is_hinting = True
            self.update()
            announce(self, RATE_FIRST)

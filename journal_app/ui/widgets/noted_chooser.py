"""A statement to rate that can have a note and reflections attached: where everything in it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from journal_app.domain.content import Behaviour
from journal_app.ui.theme import Look
from journal_app.ui.widgets.note_field import HEIGHT as FIELD
from journal_app.ui.widgets.note_field import NoteField
from journal_app.ui.widgets.option_chooser import OptionChooser
from journal_app.ui.widgets.rating_options import INSET, TARGET, WORDS, OptionStrip
from journal_app.ui.widgets.row_extras import EVIDENCE, NOTE, RowExtras
from journal_app.ui.widgets.statement import statement_height

PADDING = 16
"""Room at either side of a row, which its soft ground fills while it has the focus."""

_EDGE, _GAP, _ABOVE_EXTRAS = 4, 24, 1
_TIPS = {NOTE: "A note (Return)", EVIDENCE: "Reflections that bear this out (E)"}


class NotedChooser(OptionChooser):
    """``evidence_asked`` asks for reflections to attach; ``noted`` tells of every change of the note, ``reached`` asks
    to be brought into view."""

    reached = Signal()
    evidence_asked = Signal()
    noted = Signal()

    def __init__(self, look: Look, behaviour: Behaviour, strip: OptionStrip, *, with_evidence: bool) -> None:
        super().__init__(strip)
        self._look = look
        self.behaviour = behaviour
        self.with_evidence = with_evidence
        self.extras = RowExtras(with_evidence=with_evidence)
        self.evidence: tuple[str, ...] = ()
        self.field: NoteField | None = None
        self.under_tool = -1
        self._back: QWidget | None = None
        self._heights: dict[int, int] = {}
        # Were its hint the least, a wide page would be as long as a narrow one, and end in nothing.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def note(self) -> str:
        """The note, without blanks around it."""
        return self.extras.note.strip()

    def put_note(self, note: str) -> None:
        """Show a note that was written before."""
        self._close_note(False)
        self.extras.note = note
        self._extras_changed()

    def put_evidence(self, uids: tuple[str, ...], titles: tuple[str, ...]) -> None:
        """Show what is attached; the titles may come later than the uids."""
        self.evidence, self.extras.attached, self.extras.titles = uids, len(uids), titles
        self._extras_changed()

    def write_note(self, back: QWidget | None = None) -> None:
        """Open the note for writing; the keyboard comes ``back`` to there, or else to the row."""
        self._back = back
        if self.field is None:
            self.field = NoteField(self, self.behaviour.text, self.extras.note)
            self.field.typed.connect(self._typed)
            self.field.done.connect(self._close_note)
            self._extras_changed()
            self._place_field()
            self.field.show()
            self.setTabOrder(self, self.field.line)
        self.field.setFocus()
        self.reached.emit()

    def tool(self, tool: int) -> QRect:
        """Where a tool (NOTE or EVIDENCE) can be pressed."""
        return self.extras.places(self.extras_box())[tool]

    def spoken(self) -> str:
        """What a screen reader says of the row: its answer, its note, what is attached."""
        return "; ".join(part for part in (super().spoken(), self.extras.spoken) if part)

    def shows_tools(self) -> bool:
        """Whether what can be pressed under the statement is seen."""
        return self.isEnabled() and (self.hasFocus() or self.underMouse() or self.extras.any)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's own: press a tool, where there is one."""
        tool = self._tool_at(event.position().toPoint()) if event.button() == Qt.MouseButton.LeftButton else -1
        if tool == NOTE:
            self.write_note()
        elif tool == EVIDENCE:
            self.evidence_asked.emit()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's own: show what can be pressed."""
        super().mouseMoveEvent(event)
        tool = self._tool_at(event.position().toPoint())
        if tool != self.under_tool:
            self.under_tool = tool
            can_press = tool >= 0 or self.under >= 0
            self.setCursor(Qt.CursorShape.PointingHandCursor if can_press else Qt.CursorShape.ArrowCursor)
            self.setToolTip(_TIPS.get(tool, ""))
            self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Qt's own."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Qt's own."""
        super().leaveEvent(event)
        self.under_tool = -1
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own."""
        super().resizeEvent(event)
        self._place_field()

    def hasHeightForWidth(self) -> bool:
        """Qt's own: narrower is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt's own."""
        if width not in self._heights:
            self._heights[width] = max(TARGET + WORDS + 2 * _EDGE, self._extras_top(width) + self._below(width) + 2)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(640, self.heightForWidth(640))

    def minimumSizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(self.strip.width + 200, TARGET + WORDS + 2 * _EDGE)

    def corner(self) -> QPoint:
        """Where the options begin: their last circle ends where the page's text does."""
        return QPoint(self.width() - PADDING + INSET - self.strip.width, _EDGE)

    def text_box(self, width: int = 0) -> QRect:
        """The statement: level with the options if it is one line, from the top if it is more."""
        inner = self._text_width(width or self.width())
        height = statement_height(self.behaviour.text, inner)
        return QRect(PADDING, _EDGE + max(4, (TARGET - height) // 2), inner, height)

    def extras_box(self) -> QRect:
        """Where the note and the rest stand."""
        top = self._extras_top(self.width())
        return QRect(PADDING, top, self._text_width(self.width()), self.height() - 2 - top)

    def _tool_at(self, spot: QPoint) -> int:
        if self.field is not None or not self.shows_tools():
            return -1
        return self.extras.at(spot, self.extras_box())

    def _typed(self, text: str) -> None:
        self.extras.note = text
        self.speak()
        self.noted.emit()

    def _close_note(self, by_key: bool) -> None:  # noqa: FBT001  a slot
        if self.field is None:
            return
        field, self.field = self.field, None
        if by_key:
            (self._back or self).setFocus(Qt.FocusReason.OtherFocusReason)
        field.hide()
        field.deleteLater()
        self.extras.note = self.note
        self._extras_changed()

    def _extras_changed(self) -> None:
        self._heights.clear()
        self.speak()
        self.updateGeometry()
        self.update()

    def _place_field(self) -> None:
        if self.field is not None:
            self.field.setGeometry(PADDING, self._extras_top(self.width()), self._text_width(self.width()), FIELD)

    def _below(self, width: int) -> int:
        return FIELD + _EDGE if self.field is not None else self.extras.height(self._text_width(width))

    def _extras_top(self, width: int) -> int:
        return self.text_box(width).bottom() + 1 + _ABOVE_EXTRAS

    def _text_width(self, width: int) -> int:
        return width - 2 * PADDING - _GAP - self.strip.width

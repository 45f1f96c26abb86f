"""The list of what is rated, by keyboard and pointer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView

from journal_app.ui.pages.behaviours.delegate import TICK_WIDTH, BehaviourDelegate
from journal_app.ui.pages.behaviours.list_model import BehaviourModel, BehaviourRow, Row, key_of
from journal_app.ui.theme import Look
from journal_app.ui.widgets.list_painting import set_up_rows

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class BehaviourList(QListView):
    """``ticked`` carries the row whose tick was pressed; ``moved`` when another row is gone to.

    Space ticks, Insert or N adds, F2 or Return rewords, Delete removes.
    """

    ticked = Signal(object)
    moved = Signal()
    add_asked = Signal()
    reword_asked = Signal()
    remove_asked = Signal()

    def __init__(self, look: Look, model: BehaviourModel) -> None:
        super().__init__()
        self._model = model
        self._pressed = -1
        self.setModel(model)
        set_up_rows(self, look, "What you rate")
        self.setAccessibleDescription("Space asks about a statement in check-ins, or leaves it out.")
        self.setItemDelegate(BehaviourDelegate(look, self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.moved.emit())

    def current(self) -> Row | None:
        """The row that is gone to."""
        return self._model.row_at(self.currentIndex())

    def go_to(self, key: str, fallback: int = 0) -> None:
        """Go to a statement or practice; to the statement near the row ``fallback`` if it is not there."""
        place = self._model.place_of(key)
        self.setCurrentIndex(self._model.index(place if place >= 0 else self._model.statement_near(fallback), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own; other letters go to the next statement that begins with them."""
        row, key = self.current(), event.key()
        if row is None or event.modifiers() & _COMMANDS:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.ticked.emit(row)
        elif key in (Qt.Key.Key_Insert, Qt.Key.Key_N):
            self.add_asked.emit()
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.reword_asked.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember which tick the button went down on."""
        self._pressed = self._tick_at(event)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick, if it comes up where it went down."""
        pressed, self._pressed = self._pressed, -1
        super().mouseReleaseEvent(event)
        if pressed >= 0 and pressed == self._tick_at(event):
            self.ticked.emit(self._model.row_at(self._model.index(pressed, 0)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Reword a statement; on its tick it is two clicks."""
        if self._tick_at(event) >= 0:
            self.mousePressEvent(event)
        elif isinstance(self._model.row_at(self.indexAt(event.position().toPoint())), BehaviourRow):
            self.reword_asked.emit()

    def key(self) -> str:
        """What the row that is gone to is known by."""
        row = self.current()
        return key_of(row) if row is not None else ""

    def _tick_at(self, event: QMouseEvent) -> int:
        where = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        return self.indexAt(where).row() if left and where.x() < TICK_WIDTH else -1

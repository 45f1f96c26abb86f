"""Choosing the reflections that bear a rating out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from journal_app.domain.content import LensItem
from journal_app.domain.entry import EntrySummary
from journal_app.domain.errors import BadSearch, UserFacingError
from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.evidence_list import EvidenceList
from journal_app.ui.widgets.simple import announce, button, label

_SIZE = (640, 560)
_TYPING_MS = 150
_WAITING_MS = 200
_WAIT = "One moment…"
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Found = Sequence[EntrySummary]


@dataclass(frozen=True, slots=True)
class EvidenceSource:
    """Where reflections come from; asked in the worker. ``begin`` gives those attached now and those suggested,
    ``search`` those with some words. ``nothing`` says in a sentence that none are suggested."""

    begin: Callable[[], tuple[Found, Found]]
    search: Callable[[str], Found]
    nothing: str


class AttachDialog(QDialog):
    """What was tagged since the last check-in, then whatever is searched for. ``chosen`` carries what is ticked once
    the person is done; Escape leaves everything as it was."""

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        practices: Sequence[LensItem],
        statement: str,
        source: EvidenceSource,
        tasks: TaskRunner,
        failed: Callable[[UserFacingError], None],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Attach reflections")
        self._source, self._tasks, self._failed = source, tasks, failed
        self._first: tuple[EntrySummary, ...] = ()
        self._task: Task | None = None
        self._delivered = False
        self._done = button("Done", "primary")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search all reflections")
        self.search.setAccessibleName("Search all reflections")
        self.search.setClearButtonEnabled(True)
        self.list = EvidenceList(look, practices)
        self._said = label("", "muted", wrap=True)
        self._count = label("", "muted")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._find)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_WAITING_MS)
        self._build(statement)
        self._connect()
        self.list.setFocus()
        self._begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own: Down goes from the field to the list, Return too while there is something to find there."""
        at_field = self.focusWidget() is self.search
        searched = at_field and bool(self.search.text().strip()) and bool(self.list.entries.found)
        if (event.key() == Qt.Key.Key_Down and at_field) or (event.key() in _RETURN and searched):
            self.list.setFocus()
        elif event.key() in _RETURN:
            self.accept()
        else:
            super().keyPressEvent(event)

    def accept(self) -> None:
        """Qt's own: nothing, until it is known what is attached, since that would be taken away."""
        if self._delivered:
            super().accept()

    def _build(self, statement: str) -> None:
        self.resize(*_SIZE)
        done, leave = self._done, button("Cancel", "quiet")
        done.setEnabled(False)
        done.clicked.connect(self.accept)
        leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(leave)
        foot.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(label("Which reflections bear this out?", "title"))
        column.addWidget(label(statement, "lead", wrap=True))
        column.addSpacing(4)
        column.addWidget(self.search)
        column.addWidget(self._said)
        column.addWidget(self.list, 1)
        column.addWidget(label("Space attaches or takes away · Return when done · Escape leaves it as it was", "small"))
        column.addLayout(foot)
        self.setTabOrder(done, leave)

    def _connect(self) -> None:
        self.accepted.connect(lambda: self.chosen.emit(tuple(self.list.entries.ticked.values())))
        self._waiting.timeout.connect(lambda: self._say(_WAIT))
        self.list.done.connect(self.accept)
        self.list.typed.connect(self._type)
        self.list.ticked.connect(self._show_count)
        self.search.textChanged.connect(lambda _text: self._typing.start())

    def _begin(self) -> None:
        def show(found: tuple[Found, Found]) -> None:
            attached, suggested = found
            self._waiting.stop()
            self._delivered = True
            self._done.setEnabled(True)
            self.list.entries.ticked = {each.uid: each for each in attached}
            there = {each.uid for each in attached}
            self._first = (*attached, *(each for each in suggested if each.uid not in there))
            if self.search.text().strip():
                self._find()
                return
            self._show_first()
            self.list.setCurrentIndex(self.list.entries.index(0))
            if not self._first:
                self.search.setFocus()

        def failed(error: UserFacingError) -> None:
            self._failed(error)
            self.reject()  # what is attached is not known here, and stays

        self._waiting.start()
        self._tasks.run(self, lambda _task: self._source.begin(), show, failed)

    def _find(self) -> None:
        words = self.search.text().strip()
        if self._task is not None:
            self._task.cancel()
        if not self._delivered:
            return
        if not words:
            self._show_first()
            return

        def failed(error: UserFacingError) -> None:
            if isinstance(error, BadSearch):
                self._show((), "There is nothing in those words to search for.")
            else:
                self._failed(error)

        def show(found: Found) -> None:
            self._show(found, "" if found else "No reflection has these words.")

        self._task = self._tasks.run(self, lambda _task: self._source.search(words), show, failed)

    def _show_first(self) -> None:
        self._show(self._first, "" if self._first else self._source.nothing)

    def _show(self, found: Found, words: str) -> None:
        self.list.entries.show(found)
        self._say(words)
        self._show_count()

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        if words:
            announce(self, words)

    def _show_count(self) -> None:
        count = len(self.list.entries.ticked)
        self._count.setText(f"{count} attached" if count else "None attached")

    def _type(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + text)

"""What is rated: which statements a check-in asks about, one's own among them, and their words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from journal_app.content.library import ContentLibrary
from journal_app.domain.asking import tally
from journal_app.domain.change import Change, Kind
from journal_app.domain.errors import UserFacingError
from journal_app.domain.rhythm_words import minutes
from journal_app.services.behaviour_service import BehaviourService
from journal_app.services.check_in_service import CheckInService
from journal_app.ui.messenger import Messenger
from journal_app.ui.pages.behaviours.changing import Changing, Found
from journal_app.ui.pages.behaviours.list_model import BehaviourModel, BehaviourRow
from journal_app.ui.pages.behaviours.list_view import BehaviourList
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.empty_state import EmptyState
from journal_app.ui.widgets.leavable import LeavablePage
from journal_app.ui.widgets.simple import button, label, rule

_WIDEST = 760
_WORDS = (
    "A check-in asks about each statement that is ticked. Leave out what does not fit your work, and add what you are "
    "trying to do more of."
)
_KEYS = "Space ticks  ·  N adds  ·  F2 rewords  ·  Delete removes your own  ·  Esc goes back"
_ONLY_READ = "This journal can only be read just now, so nothing here can be changed."
_TROUBLE = "What you rate could not be read"


class BehavioursPage(LeavablePage):
    """``changed`` carries the Change of what was done here; ``left`` when done."""

    changed = Signal(object)

    def __init__(
        self,
        behaviours: BehaviourService,
        check_ins: CheckInService,
        content: ContentLibrary,
        look: Look,
        tasks: TaskRunner,
        messenger: Messenger,
        *,
        read_only: bool,
    ) -> None:
        super().__init__()
        self.setAccessibleName("What you rate")
        self._content, self._tasks, self._messenger, self._read_only = content, tasks, messenger, read_only
        self._model = BehaviourModel(content.practices())
        self.list = BehaviourList(look, self._model)
        self.doing = Changing(self, behaviours, check_ins, content, messenger)
        self.summary = label("", "strong", wrap=True)
        self.add, self.reword, self.remove = button("Add your own…"), button("Reword…"), button("Remove")
        self.close_button = button("Done", "quiet")
        self.trouble = EmptyState(look, _TROUBLE, "", "Try again")
        self._build()
        self._connect()
        self._show_abilities()

    def _build(self) -> None:
        self._column, self._stack = QWidget(), QStackedWidget()
        self._column.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(label("What you rate", "heading"), 1)
        head.addWidget(self.close_button)
        column.addLayout(head)
        column.addWidget(label(_ONLY_READ if self._read_only else _WORDS, "muted", wrap=True))
        column.addWidget(self.summary)
        column.addWidget(self.list, 1)
        column.addWidget(rule())
        for each in (self.add, self.reword, self.remove):
            foot.addWidget(each)
        foot.addStretch(1)
        column.addLayout(foot)
        # Only now: what is shown before it stands in the page would flash up as a window of its own.
        for each in (self.add, self.reword, self.remove):
            each.setVisible(not self._read_only)
        keys = label("Esc goes back" if self._read_only else _KEYS, "small", wrap=True)
        column.addWidget(keys)
        across = QHBoxLayout(self)
        across.setContentsMargins(48, 40, 32, 24)
        across.addWidget(self._stack, 1)
        across.addStretch(0)
        self._stack.setMaximumWidth(_WIDEST)
        self._stack.addWidget(self._column)
        self._stack.addWidget(self.trouble)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        if not self._read_only:
            self.list.ticked.connect(self._tick)
            self.list.add_asked.connect(self._add)
            self.list.reword_asked.connect(self._reword)
            self.list.remove_asked.connect(self._remove)
        self.add.clicked.connect(lambda _on=False: self._add())
        self.reword.clicked.connect(lambda _on=False: self._reword())
        self.remove.clicked.connect(lambda _on=False: self._remove())
        self.close_button.clicked.connect(lambda _on=False: self.left.emit())
        self.list.moved.connect(self._show_abilities)
        self.trouble.acted.connect(self.refresh)
        self.doing.done.connect(self._done)

    def refresh(self, change: Change | None = None) -> None:
        """Read everything anew, in the worker, unless the change concerns nothing here."""
        if change is None or change.kinds & {Kind.BEHAVIOURS, Kind.CHECK_INS}:
            self._tasks.run(self, lambda _task: self.doing.read(), self._show, self._show_trouble)

    def _show(self, found: Found) -> None:
        key, place = self.doing.wanted or self.list.key(), self.list.currentIndex().row()
        self._model.show(found.behaviours, found.rated)
        self.list.go_to(key, place)
        self.doing.wanted = ""
        self._stack.setCurrentWidget(self._column)
        self._show_summary()
        self._show_abilities()

    def _show_trouble(self, error: UserFacingError) -> None:
        self.trouble.say(_TROUBLE, self._messenger.text(error), "Try again")
        self._stack.setCurrentWidget(self.trouble)

    def _show_summary(self) -> None:
        there = [each for each in self._model.behaviours if not each.deleted]
        asked = sum(each.asked for each in there)
        if not asked:
            self.summary.setText("A check-in asks about nothing. Tick what you want to rate.")
            return
        practices = self._content.practices()
        few = [item.short for item in practices if tally(self._model.behaviours, item.key).too_few]
        too_few = f" Too few for a score: {'; '.join(few)}." if few else ""
        self.summary.setText(f"{asked} of {len(there)} statements, {minutes(asked)}.{too_few}")

    def _show_abilities(self) -> None:
        row = self.list.current()
        behaviour = row.behaviour if isinstance(row, BehaviourRow) else None
        deleted = behaviour is not None and behaviour.deleted
        self.reword.setEnabled(behaviour is not None and not deleted)
        self.remove.setEnabled(behaviour is not None and behaviour.own)
        self.remove.setText("Bring back" if deleted else "Remove")

    def _tick(self, row: object) -> None:
        keys, asked = self.doing.tick(row, self._model.behaviours)
        if keys:
            self._model.put_asked(keys, asked=asked)
            self._show_summary()

    def _add(self) -> None:
        self.doing.ask_for_new(self.list.current())

    def _reword(self) -> None:
        row = self.list.current()
        if isinstance(row, BehaviourRow) and not row.behaviour.deleted:
            self.doing.ask_for_words(row)

    def _remove(self) -> None:
        row = self.list.current()
        if isinstance(row, BehaviourRow) and row.behaviour.own:
            self.doing.remove_or_bring_back(row)

    def _done(self, change: Change) -> None:
        self.refresh()
        self.changed.emit(change)

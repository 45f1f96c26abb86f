"""The left of the journal page: what narrows the list, the list, and what stands there while it is empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from journal_app.domain.content import LensItem
from journal_app.domain.entry import EntryFilter, EntrySummary
from journal_app.domain.errors import UserFacingError
from journal_app.services.entry_service import EntryService
from journal_app.ui.messenger import Messenger
from journal_app.ui.pages.journal.filter_bar import FilterBar
from journal_app.ui.pages.journal.list_delegate import EntryDelegate
from journal_app.ui.pages.journal.list_model import PAGE, EntryListModel
from journal_app.ui.pages.journal.list_view import EntryListView
from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.empty_state import EmptyState
from journal_app.ui.widgets.focus import holds_focus
from journal_app.ui.widgets.simple import announce

_WIDTH = 300

_NOTHING_WRITTEN = ("Nothing written yet", "Your reflections will be listed here.", "Write the first")
_NO_MATCH = ("Nothing found", "No reflection fits all of that.", "Show everything")
_NOTHING_IN_BIN = ("The bin is empty", "What you delete stays here for 30 days.", "Show the journal")


@dataclass(frozen=True, slots=True)
class _Found:
    """What the worker read: the months, where the open entry stands, and the pages that are seen first."""

    wanted: EntryFilter
    months: tuple[tuple[date, int], ...]
    position: int | None
    pages: Mapping[int, tuple[EntrySummary, ...]]


class ListPane(QWidget):
    """``new_asked`` when the first reflection is to be written. What is done in the list, the list tells itself."""

    new_asked = Signal()

    def __init__(
        self,
        entries: EntryService,
        practices: tuple[LensItem, ...],
        today: Callable[[], date],
        look: Look,
        tasks: TaskRunner,
        messenger: Messenger,
        *,
        read_only: bool,
    ) -> None:
        super().__init__()
        self._entries, self._tasks, self._messenger = entries, tasks, messenger
        self.filters = FilterBar(look, practices, today)
        self.model = EntryListModel(entries, {item.key: item.short for item in practices})
        self.list = EntryListView(look, self.model, EntryDelegate(look, practices, entries))
        self.nothing = EmptyState(look, *_NOTHING_WRITTEN)
        self.nothing.action.setVisible(not read_only)
        self.other = EmptyState(look, *_NO_MATCH)
        self._loading: Task | None = None
        self._uid: str | None = None
        self._scroll_there = self._enter_when_loaded = self._failed = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setFixedWidth(_WIDTH)
        self.stack = QStackedWidget()
        for state in (self.list, self.nothing, self.other):
            self.stack.addWidget(state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.stack, 1)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.filters.changed.connect(lambda _wanted: self.reload(self._uid))
        self.filters.tags_asked.connect(self._ask_tags)
        self.filters.month_shown.connect(self._show_calendar_days)
        self.filters.search.left.connect(self.setFocus)
        self.filters.search.entered.connect(self._enter)
        self.nothing.acted.connect(self.new_asked)
        self.other.acted.connect(self._act)

    def reload(self, uid: str | None, *, scroll_there: bool = False) -> None:
        """Read in the worker what there is to list. ``uid`` is the entry that is open."""
        self._uid = uid
        self._scroll_there |= scroll_there
        wanted = self.filters.wanted
        if self._loading:
            self._loading.cancel()

        self._loading = self._tasks.run(self, lambda _task: self._read(wanted, uid), self._show, self._fail)

    def opened(self, uid: str | None) -> None:
        """Remember which entry is open; the list itself opened it, or is told to ``reload``."""
        self._uid = uid
        if uid is None:
            self.list.select(None)
        if self._loading is not None:
            self.reload(uid)  # what is being read was asked for when another one was open

    def leave_bin(self) -> None:
        """Show the journal again, if what is shown is the bin."""
        if self.filters.wanted.deleted:
            self.filters.clear()

    def _read(self, wanted: EntryFilter, uid: str | None) -> _Found:
        """In the worker: among thousands of matches even one page takes longer than a frame."""
        position = self._entries.position(wanted, uid) if uid else None
        numbers = {0, (position or 0) // PAGE}
        pages = {number: self._entries.page(wanted, number * PAGE, PAGE) for number in numbers}
        return _Found(wanted, self._entries.months(wanted), position, pages)

    def _show(self, found: _Found) -> None:
        self._loading, self._failed = None, False
        wanted = found.wanted
        same, height = wanted == self.model.wanted, self.list.verticalScrollBar().value()
        self.model.show(wanted, found.months, found.pages)
        row = self.model.row_of(found.position) if found.position is not None else None
        self._show_state(wanted)
        self.list.select(row)
        self.list.doItemsLayout()  # before this the scroll bar does not know how far it goes
        self.list.verticalScrollBar().setValue(height if same else 0)
        if row is not None and (self._scroll_there or not same):
            self.list.scrollTo(self.model.index(row, 0))
        self._scroll_there = False
        if not same and not wanted.is_empty:
            announce(self.list, f"{self.model.entry_count} found")
        if self.filters.calendar.isVisible():
            self.filters.calendar.show_month(self.filters.calendar.month)
        if self._enter_when_loaded:
            self._enter()

    def _show_state(self, wanted: EntryFilter) -> None:
        if self.model.entry_count:
            self._switch(self.list, self.list)
        elif wanted == EntryFilter():
            self._switch(self.nothing, self.nothing.action)
        else:
            self.other.say(*(_NOTHING_IN_BIN if wanted.deleted and wanted.is_empty else _NO_MATCH))
            self._switch(self.other, self.other.action)

    def _switch(self, state: QWidget, focus: QWidget) -> None:
        """Show a state; if the keyboard was in the one before, it goes along."""
        here = self.stack.currentWidget()
        had_focus = here is not None and here is not state and holds_focus(here)
        self.stack.setCurrentWidget(state)
        self.setFocusProxy(self.filters.search if focus.isHidden() else focus)
        if had_focus:
            self.setFocus()

    def _fail(self, error: UserFacingError) -> None:
        self._loading, self._failed = None, True
        self.other.say("The list could not be read", self._messenger.text(error), "Try again")
        self._switch(self.other, self.other.action)

    def _act(self) -> None:
        if self._failed:
            self.reload(self._uid)
        else:
            self.filters.clear()

    def _enter(self) -> None:
        """Go from the search to what was found, once that is known."""
        self._enter_when_loaded = self.filters.search_now() or self._loading is not None
        if not self._enter_when_loaded and self.model.entry_count:
            self.list.setFocus()
            self.list.choose_first()

    def _ask_tags(self) -> None:
        self._tasks.run(self, lambda _task: self._entries.tags(), self.filters.tag_menu)

    def _show_calendar_days(self, first: date, last: date) -> None:
        self._tasks.run(self, lambda _task: self._entries.days(first, last), self.filters.calendar.set_days)

"""The journal page: the list at the left, the desk with the open entry at the right."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from journal_app.content.library import ContentLibrary
from journal_app.domain.change import Change, Kind
from journal_app.domain.entry import EntryFilter, EntrySummary, PromptAnswered, first_line
from journal_app.domain.moment import Clock
from journal_app.services.entry_service import EntryService, Saved
from journal_app.services.prompt_service import PromptService
from journal_app.ui.messenger import Messenger
from journal_app.ui.pages.journal.autosave import Draft
from journal_app.ui.pages.journal.desk import EntryDesk
from journal_app.ui.pages.journal.filter_bar import FilterBar
from journal_app.ui.pages.journal.list_model import EntryListModel
from journal_app.ui.pages.journal.list_view import EntryDelegate, EntryListView
from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.empty_state import EmptyState
from journal_app.ui.widgets.simple import rule

_LIST_WIDTH = 300
# Below this there is no room for list, text and inspector side by side: a window of 1100 px less the rail.
_ROOM_FOR_THREE = 1100 - 184

_Months = tuple[tuple[date, int], ...]


class JournalPage(QWidget):
    """``changed`` carries each Change this page makes."""

    changed = Signal(object)

    def __init__(
        self,
        entries: EntryService,
        prompts: PromptService,
        content: ContentLibrary,
        clock: Clock,
        look: Look,
        tasks: TaskRunner,
        messenger: Messenger,
        *,
        read_only: bool,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._entries, self._tasks = entries, tasks
        practices = content.practices()
        self.filters = FilterBar(look, practices, clock.now().local_date)
        self.model = EntryListModel(entries, {item.key: item.short for item in practices})
        self.list = EntryListView(look, self.model, EntryDelegate(look, practices, entries))
        self.desk = EntryDesk(entries, prompts, content, clock, look, tasks, messenger, read_only=read_only)
        self.nothing = EmptyState(look, *_NOTHING_WRITTEN)
        self.nothing.action.setVisible(not read_only)
        self.no_match = EmptyState(look, *_NO_MATCH)
        self._loading: Task | None = None
        self._inspector_wide, self._inspector_narrow = True, False
        self._build()
        self._connect()
        self.setFocusProxy(self.list)

    def _build(self) -> None:
        self.list_stack = QStackedWidget()
        for state in (self.list, self.nothing, self.no_match):
            self.list_stack.addWidget(state)
        self.left = QWidget()
        self.left.setFixedWidth(_LIST_WIDTH)
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.list_stack, 1)
        self.left_rule = rule(upright=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left)
        row.addWidget(self.left_rule)
        row.addWidget(self.desk, 1)

    def _connect(self) -> None:
        self.filters.changed.connect(lambda _wanted: self.reload())
        self.filters.tags_asked.connect(lambda: self.filters.tag_menu(self._entries.tags()))
        self.filters.month_shown.connect(self._show_calendar_days)
        self.filters.search.left.connect(self.list.setFocus)
        self.list.opened.connect(self.desk.open_entry)
        self.list.delete_asked.connect(lambda _uid: self.desk.delete())
        self.list.write_asked.connect(self.desk.pane.editor.setFocus)
        self.nothing.acted.connect(self.new_entry)
        self.no_match.acted.connect(self.filters.clear)
        self.desk.nothing_open.acted.connect(self._leave_bin)
        self.desk.kept.connect(self._kept)
        self.desk.changed.connect(self.changed)
        self.desk.moved.connect(self._moved)
        self.desk.removed.connect(self._removed)
        self.desk.opened.connect(self._fit)
        self.desk.inspector_asked.connect(self.show_inspector)

    # The list

    def refresh(self, change: Change | None = None) -> None:
        """Show what is in the journal now."""
        if change is None or Kind.ENTRIES in change.kinds:
            self.reload()

    def reload(self, select: str | None = None) -> None:
        """Read the list's months in the worker; ``select`` is the uid to show as open."""
        wanted = self.filters.wanted
        uid = select or (self.desk.draft.uid if self.desk.draft else None)
        if self._loading:
            self._loading.cancel()

        def read(_task: Task) -> tuple[_Months, int | None]:
            return self._entries.months(wanted), self._entries.position(wanted, uid) if uid else None

        self._loading = self._tasks.run(self, read, lambda found: self._show_list(wanted, *found))

    def _show_list(self, wanted: EntryFilter, months: _Months, position: int | None) -> None:
        self.model.show(wanted, months)
        if self.model.entry_count:
            self.list_stack.setCurrentWidget(self.list)
        else:
            in_bin = wanted.deleted and wanted.is_empty
            self.no_match.say(*(_NOTHING_IN_BIN if in_bin else _NO_MATCH))
            self.list_stack.setCurrentWidget(self.nothing if wanted == EntryFilter() else self.no_match)
        row = self.model.row_of(position) if position is not None else None
        if row is not None:
            self.list.select(row)
        if self.filters.calendar.isVisible():
            self.filters.calendar.show_month(self.filters.calendar.month)

    def _show_calendar_days(self, first: date, last: date) -> None:
        self._tasks.run(self, lambda _task: self._entries.days(first, last), self.filters.calendar.set_days)

    def _kept(self, saved: Saved, is_new: bool) -> None:  # noqa: FBT001  a slot
        draft = self.desk.draft
        if is_new:
            self.reload(select=saved.uid)
        elif draft is not None and draft.uid == saved.uid:
            self.model.replace(_summary(draft))

    def _moved(self, uid: str) -> None:
        self._leave_bin()
        self.reload(select=uid)

    def _removed(self, _uid: str) -> None:
        """Open what stood beside it, so that the keyboard goes on from there."""
        row = self.list.currentIndex().row()
        beside = self.model.summary_at(row + 1) or self.model.summary_at(row - 1)
        self.reload(select=beside.uid if beside else None)
        if beside:
            self.desk.open_entry(beside.uid)
            self.list.setFocus()

    def _leave_bin(self) -> None:
        if self.filters.wanted.deleted:
            self.filters.clear()

    # What the menus and other pages ask for

    def new_entry(self, prompt: PromptAnswered | None = None) -> None:
        """Begin a new entry, perhaps answering a prompt."""
        self._leave_bin()
        if self.desk.new_entry(prompt):
            self.list.select_none()

    def open_entry(self, uid: str) -> None:
        """Show an entry, and where it stands in the list."""
        self.desk.open_entry(uid)
        self.reload(select=uid)

    def flush(self) -> bool:
        """Save what is unsaved; False if that failed."""
        return self.desk.autosave.flush()

    def search(self) -> None:
        """Go to the search field."""
        self._inspector_narrow = False
        self._fit()
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def show_inspector(self, wanted: bool) -> None:  # noqa: FBT001  a slot
        """Show or fold away the practices and tags, and go there."""
        if self._roomy:
            self._inspector_wide = wanted
        else:
            self._inspector_narrow = wanted
        self._fit()
        if wanted and self.desk.inspector.isVisible():
            next(iter(self.desk.inspector.practice_chips.values())).setFocus()

    def resizeEvent(self, event: object) -> None:
        """Qt's own: fold what has no room."""
        self._fit()

    @property
    def _roomy(self) -> bool:
        return self.width() >= _ROOM_FOR_THREE

    def _fit(self) -> None:
        """Three columns where there is room; else the inspector takes the list's place while it is wanted."""
        wanted = self._inspector_wide if self._roomy else self._inspector_narrow
        shown = wanted and self.desk.draft is not None
        self.desk.show_inspector(wanted=shown)
        self.left.setVisible(self._roomy or not shown)
        self.left_rule.setVisible(self._roomy or not shown)


_NOTHING_WRITTEN = ("Nothing written yet", "Your reflections will be listed here.", "Write the first")
_NO_MATCH = ("Nothing found", "No reflection fits all of that.", "Show everything")
_NOTHING_IN_BIN = ("The bin is empty", "What you delete stays here for 30 days.", "Show the journal")


def _summary(draft: Draft) -> EntrySummary:
    return EntrySummary(
        uid=draft.uid or "",
        written=draft.written,
        title=" ".join(draft.title.split()),
        first_line=first_line(draft.body),
        starred=draft.starred,
        practices=draft.practices,
        all_day=draft.all_day,
    )

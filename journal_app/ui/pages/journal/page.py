"""The journal page: the list at the left, the desk with the open entry at the right."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from journal_app.content.library import ContentLibrary
from journal_app.domain.change import Change, Kind
from journal_app.domain.entry import PromptAnswered
from journal_app.domain.moment import Clock
from journal_app.services.entry_service import EntryService, Saved
from journal_app.services.prompt_service import PromptService
from journal_app.services.version_service import VersionService
from journal_app.ui.messenger import Messenger
from journal_app.ui.pages.journal.desk import EntryDesk
from journal_app.ui.pages.journal.list_pane import ListPane
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.simple import rule

# Below this there is no room for list, text and inspector side by side: a window of 1100 px less the rail.
_ROOM_FOR_THREE = 1100 - 184


class JournalPage(QWidget):
    """``changed`` carries each Change this page makes."""

    changed = Signal(object)

    def __init__(
        self,
        entries: EntryService,
        prompts: PromptService,
        versions: VersionService,
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
        self.left = ListPane(
            entries,
            content.practices(),
            lambda: clock.now().local_date,
            look,
            tasks,
            messenger,
            read_only=read_only,
        )
        self.filters, self.list = self.left.filters, self.left.list
        self.desk = EntryDesk(entries, prompts, versions, content, clock, look, tasks, messenger, read_only=read_only)
        self.left_rule = rule(upright=True)
        self._inspector_wide, self._inspector_narrow = True, False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left)
        row.addWidget(self.left_rule)
        row.addWidget(self.desk, 1)
        self._connect()
        self._fit()

    def _connect(self) -> None:
        self.left.new_asked.connect(self.new_entry)
        self.list.opened.connect(self._chosen)
        self.list.delete_asked.connect(lambda _uid: self.desk.delete())
        self.list.write_asked.connect(self.desk.pane.enter_text)
        self.desk.nothing_open.acted.connect(self.new_entry)
        self.desk.kept.connect(self._kept)
        self.desk.changed.connect(self.changed)
        self.desk.moved.connect(self._moved)
        self.desk.removed.connect(self._removed)
        self.desk.opened.connect(self._opened)
        self.desk.inspector_asked.connect(self.show_inspector)

    # The list and the desk

    def refresh(self, change: Change | None = None) -> None:
        """Show what is in the journal now."""
        if change is None or Kind.ENTRIES in change.kinds:
            self.left.reload(self._open_uid)

    @property
    def _open_uid(self) -> str | None:
        return self.desk.draft.uid if self.desk.draft else None

    def _chosen(self, uid: str) -> None:
        if not self.desk.open_entry(uid):
            # The list shows as chosen what is open; not before it has done moving.
            QTimer.singleShot(0, self, lambda: self.left.reload(self._open_uid, scroll_there=True))

    def _opened(self) -> None:
        self.left.opened(self._open_uid)
        self._fit()

    def _kept(self, saved: Saved, is_new: bool) -> None:  # noqa: FBT001  a slot
        draft = self.desk.draft
        if is_new:
            self.left.reload(saved.uid, scroll_there=True)
        elif draft is not None and draft.uid == saved.uid:
            self.left.model.replace(draft.summary())

    def _moved(self, uid: str) -> None:
        self.left.leave_bin()
        self.left.reload(uid, scroll_there=True)

    def _removed(self, uid: str) -> None:
        """Open what stood beside it, so that the keyboard goes on from there."""
        beside = self.left.model.beside(uid)
        if beside is not None:
            self.desk.open_entry(beside)
        self.left.reload(beside, scroll_there=True)
        self.setFocus()

    # What the menus and other pages ask for

    def new_entry(self, prompt: PromptAnswered | None = None) -> None:
        """Begin a new entry, perhaps answering a prompt."""
        self.left.leave_bin()
        self.desk.new_entry(prompt)

    def open_entry(self, uid: str) -> None:
        """Show an entry, and where it stands in the list."""
        if self.desk.open_entry(uid):
            if self.desk.draft and not self.desk.draft.deleted:
                self.left.leave_bin()
            self.left.reload(uid, scroll_there=True)

    def flush(self) -> bool:
        """Save what is unsaved; False if that failed."""
        return self.desk.flush()

    def search(self) -> None:
        """Go to the search field."""
        self.desk.history.close()
        self._inspector_narrow = False
        self._fit()
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    # Room for two or three columns

    def show_inspector(self, wanted: bool) -> None:  # noqa: FBT001  a slot
        """Show or fold away the practices and tags, and go there."""
        if self._roomy:
            self._inspector_wide = wanted
        else:
            self._inspector_narrow = wanted
        self._fit()
        if wanted and self.desk.inspector.isVisible():
            self.desk.inspector.enter()

    def resizeEvent(self, event: object) -> None:
        """Qt's own: fold what has no room."""
        self._fit()

    @property
    def _roomy(self) -> bool:
        return self.width() >= _ROOM_FOR_THREE

    def _fit(self) -> None:
        """Three columns where there is room; else the inspector takes the list's place while it is wanted.

        Earlier versions take all of the page.
        """
        history = self.desk.history
        wanted = self._inspector_wide if self._roomy else self._inspector_narrow
        shown = wanted and self.desk.draft is not None and not history.is_open
        with_list = (self._roomy or not shown) and not history.is_open
        self.desk.show_inspector(wanted=shown)
        self.left.setVisible(with_list)
        self.left_rule.setVisible(with_list)
        beside = history.pane.list if history.is_open else self.desk.pane.editor
        self.setFocusProxy(self.left if with_list else beside)

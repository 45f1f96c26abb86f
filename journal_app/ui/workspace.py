"""The rail and the pages of one open journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from journal_app.bootstrap import Services
from journal_app.domain.change import Change, Kind
from journal_app.domain.errors import InUseElsewhere, JournalDamaged, UserFacingError
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.rail import Rail

if TYPE_CHECKING:
    from journal_app.ui.pages.check_in.page import CheckInPage
    from journal_app.ui.pages.journal.page import JournalPage
    from journal_app.ui.pages.settings.locking_section import LockingChoices
    from journal_app.ui.pages.trends.page import TrendsPage

PLACES = (
    ("today", "today", "Today", "Ctrl+1"),
    ("journal", "journal", "Journal", "Ctrl+2"),
    ("check_in", "check-in", "Check-in", "Ctrl+3"),
    ("trends", "trends", "Trends", "Ctrl+4"),
    ("settings", "settings", "Settings", "Ctrl+,"),
)

# Places that are not on the rail, and whose item stands for them there.
_WITHIN = {"behaviours": "settings"}


class _Page(Protocol):
    def refresh(self, change: Change | None = None) -> None: ...


class Workspace(QWidget):
    """Pages are made, by ``makers``, when they are first gone to. ``shown`` each time Today has been filled.

    ``abilities_changed`` when ``abilities`` may be others. ``command_asked`` carries the key of a command of the window
    that a page has a button for.
    ``damaged`` if looking over the journal showed that its file is not as it was written.
    """

    abilities_changed = Signal()
    left = Signal()
    shown = Signal()
    back_up_asked = Signal()
    backing_up = Signal(bool)
    restore_asked = Signal(object)
    command_asked = Signal(str)
    damaged = Signal()

    def __init__(
        self,
        services: Services,
        look: Look,
        tasks: TaskRunner,
        messenger: Messenger,
        locking: LockingChoices,
        makers: Mapping[str, Callable[[Workspace], QWidget]],
    ) -> None:
        super().__init__()
        self.services = services
        self.locking = locking
        self.look, self.tasks, self.messenger = look, tasks, messenger
        self.read_only = services.journal.read_only_because is not None
        self.rail = Rail(look, PLACES)
        self.rail.lock.setVisible(services.journal.protected)
        self._makers = makers
        self._pages: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self.place = self._came_from = ""
        self._before_earlier = "today"
        self.is_backing_up = False
        self.stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.stack, 1)
        self._room = QWidget()
        self._room.setProperty("kind", "page")
        self._room.hide()
        beside.addWidget(self._room)
        row.addLayout(beside, 1)
        self.rail.chosen.connect(self.go)

    def go(self, key: str) -> None:
        """Go to a place."""
        page = self.page(key)
        if self.place and self.place != key:
            self.flush()
        if key in _WITHIN and self.place != key:
            self._came_from = self.place
        was, self.place = self.place, key
        if was and was != key:
            self.left.emit()
        self.rail.choose(_WITHIN.get(key, key))
        self.stack.setCurrentWidget(page)
        page.setFocus()
        if key in self._stale:
            self._stale.discard(key)
            _as_page(page).refresh(None)
        self.abilities_changed.emit()

    def go_back(self) -> None:
        """Go to where one was before a place that is not on the rail."""
        self.go(self._came_from or "settings")

    def leave_room(self, height: int) -> None:
        """Keep the foot of the page free for what the window says there."""
        self._room.setFixedHeight(height)
        self._room.setVisible(height > 0)

    def focus_page(self) -> None:
        """Give the keyboard to the page in view."""
        page = self.stack.currentWidget()
        if page is not None:
            page.setFocus()

    def page(self, key: str) -> QWidget:
        """The page of a place, made if it is not there yet."""
        if key not in self._pages:
            page = self._makers[key](self)
            self._pages[key] = page
            self.stack.addWidget(page)
            self._stale.add(key)
        return self._pages[key]

    @property
    def journal(self) -> JournalPage:
        """The journal page."""
        return cast("JournalPage", self.page("journal"))

    def prepare(self) -> None:
        """Load in the worker what the first write needs, so that nobody waits for it then.

        Not so the pages: PySide crashes now and then if a widget's class is made in another thread while events go on.
        """
        services = self.services

        def load(_task: object) -> None:
            services.journal.prepare_writing()
            # The first backup's look at how things stand is taken on the UI thread.
            services.backups.state()

        self.tasks.run(self, load)

    def look_over(self) -> None:
        """Have the worker look whether the file is as it was written: first its pages, then how they hang together."""
        soundness = self.services.soundness

        def go_on(sound: object) -> None:
            if sound:
                self.tasks.run(self, lambda _task: soundness.structure(), done, failed)
            else:
                self.damaged.emit()

        def done(sound: object) -> None:
            if not sound:
                self.damaged.emit()

        def failed(error: UserFacingError) -> None:
            if isinstance(error, JournalDamaged):
                self.damaged.emit()
            # Somebody else is writing just now: it will be looked over another time.
            elif not isinstance(error, InUseElsewhere):
                self.messenger.fail(error)

        self.tasks.run(self, lambda _task: soundness.pages(), go_on, failed)

    def flush(self) -> bool:
        """Save what is unsaved on any page; False if that failed."""
        saved = True
        for page in self._pages.values():
            flush = getattr(page, "flush", None)
            if flush is not None and flush() is False:
                saved = False
        return saved

    def abilities(self) -> set[str]:
        """The groups of commands that make sense now; see ``Command``."""
        found = {"journal"} if self.read_only else {"journal", "writing"}
        draft = self.journal.desk.draft if self.place == "journal" else None
        if draft is not None:
            found.add("past")
        if draft is not None and not self.journal.desk.history.is_open:
            found.add("entry")
            if not self.read_only and not draft.deleted:
                found.add("editing")
        if self.place == "trends" and self.trends.has_chart:
            found.add("chart")
        return found

    @property
    def trends(self) -> TrendsPage:
        """The trends page."""
        return cast("TrendsPage", self.page("trends"))

    @property
    def check_in(self) -> CheckInPage:
        """The check-in page."""
        return cast("CheckInPage", self.page("check_in"))

    def open_check_in(self, uid: str) -> None:
        """Show one check-in, to be changed; for "" a new one."""
        self.go("check_in")
        if uid:
            self.check_in.edit(uid)

    def look_back(self, as_of: date | None = None) -> None:
        """Think back to a day; None asks which."""
        self.go("check_in")
        self.check_in.look_back(as_of)

    def earlier_check_ins(self) -> None:
        """List the earlier check-ins."""
        elsewhere = self.place != "check_in"
        if elsewhere:
            self._before_earlier = self.place
        self.go("check_in")
        self.check_in.show_earlier(from_elsewhere=elsewhere or None)

    def leave_earlier_check_ins(self) -> None:
        """Go back to where one was before them."""
        self.go(self._before_earlier)

    def set_backing_up(self, *, busy: bool) -> None:
        """Show whether a backup is being made."""
        self.is_backing_up = busy
        self.backing_up.emit(busy)

    def broadcast(self, change: Change, origin: str = "") -> None:
        """Tell every other page what changed; a page that is not in view reads it when it is gone to."""
        for key, page in self._pages.items():
            if key == origin:
                continue
            if key == self.place:
                _as_page(page).refresh(change)
            else:
                self._stale.add(key)
        if Kind.CHECK_INS in change.kinds:
            self.show_due()

    def show_due(self) -> None:
        """Show on the rail whether a check-in is due."""
        try:
            due = self.services.due.is_due()
        except UserFacingError as error:
            self.messenger.fail(error)
            return
        self.rail.items["check_in"].set_note("due" if due else "")

    def write(self, prompt: object = None) -> None:
        """Begin a new reflection, perhaps answering a prompt."""
        self.go("journal")
        self.journal.new_entry(prompt)  # type: ignore[arg-type]  # a signal carries an object

    def open_entry(self, uid: str) -> None:
        """Show one reflection."""
        self.go("journal")
        self.journal.open_entry(uid)


def _as_page(page: QWidget) -> _Page:
    return page  # type: ignore[return-value]  # every page has refresh; QWidget does not know

"""The rail and the pages of one open journal, and all wiring between them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from journal_app.bootstrap import Services
from journal_app.domain.change import Change, Kind
from journal_app.domain.errors import InUseElsewhere, JournalDamaged, UserFacingError
from journal_app.ui.messenger import Messenger
from journal_app.ui.pages.today import TodayPage
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.rail import Rail

if TYPE_CHECKING:
    from journal_app.domain.trends.views import Span
    from journal_app.services.report_service import Proposed
    from journal_app.ui.pages.behaviours import BehavioursPage
    from journal_app.ui.pages.check_in import CheckInPage
    from journal_app.ui.pages.journal import JournalPage
    from journal_app.ui.pages.settings import SettingsPage
    from journal_app.ui.pages.settings.locking_section import LockingChoices
    from journal_app.ui.pages.trends import TrendsPage
    from journal_app.ui.widgets.setting_rows import Section

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
    """Pages are made when they are first gone to. ``shown`` each time Today has been filled.

    ``command_asked`` carries the key of a command of the window that a page has a button for.
    ``damaged`` if looking over the journal showed that its file is not as it was written.
    """

    place_changed = Signal(str)
    entry_opened = Signal()
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
    ) -> None:
        super().__init__()
        self.services = services
        self._locking = locking
        self._look, self._tasks, self._messenger = look, tasks, messenger
        self.read_only = services.journal.read_only_because is not None
        self.rail = Rail(look, PLACES)
        self.rail.lock.setVisible(services.journal.protected)
        self._pages: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self.place = self._came_from = ""
        self._is_backing_up = False
        self.stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.stack, 1)
        self.rail.chosen.connect(self.go)

    def go(self, key: str) -> None:
        """Go to a place."""
        page = self.page(key)
        if self.place and self.place != key:
            self.flush()
        if key in _WITHIN and self.place != key:
            self._came_from = self.place
        self.place = key
        self.rail.choose(_WITHIN.get(key, key))
        self.stack.setCurrentWidget(page)
        page.setFocus()
        if key in self._stale:
            self._stale.discard(key)
            _as_page(page).refresh(None)
        self.place_changed.emit(key)

    def go_back(self) -> None:
        """Go to where one was before a place that is not on the rail."""
        self.go(self._came_from or "settings")

    def focus_page(self) -> None:
        """Give the keyboard to the page in view."""
        page = self.stack.currentWidget()
        if page is not None:
            page.setFocus()

    def page(self, key: str) -> QWidget:
        """The page of a place, made if it is not there yet."""
        if key not in self._pages:
            page = self._makers()[key]()
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

        self._tasks.run(self, load)

    def look_over(self) -> None:
        """Have the worker look whether the file is as it was written: first its pages, then how they hang together."""
        soundness = self.services.soundness

        def go_on(sound: object) -> None:
            if sound:
                self._tasks.run(self, lambda _task: soundness.structure(), done, failed)
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
                self._messenger.fail(error)

        self._tasks.run(self, lambda _task: soundness.pages(), go_on, failed)

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
        return found

    # All wiring between pages stands here.

    def _makers(self) -> dict[str, Callable[[], QWidget]]:
        return {
            "today": self._make_today,
            "journal": self._make_journal,
            "check_in": self._make_check_in,
            "trends": self._make_trends,
            "settings": self._make_settings,
            "behaviours": self._make_behaviours,
        }

    def _make_today(self) -> TodayPage:
        s = self.services
        page = TodayPage(
            s.today, s.prompts, s.content, self._look, self._tasks, self._messenger, read_only=self.read_only
        )
        page.write_asked.connect(self.write)
        page.entry_asked.connect(self.open_entry)
        page.check_in_asked.connect(lambda: self.go("check_in"))
        page.look_back_asked.connect(self.look_back)
        page.look_back_put_off.connect(self._put_off_look_back)
        page.shown.connect(self.shown)
        page.day_changed.connect(self.show_due)
        return page

    def _make_journal(self) -> JournalPage:
        from journal_app.ui.pages.journal import JournalPage

        s = self.services
        page = JournalPage(
            *(s.entries, s.prompts, s.versions, s.content, s.clock),
            *(self._look, self._tasks, self._messenger),
            read_only=self.read_only,
        )
        page.changed.connect(lambda change: self.broadcast(change, origin="journal"))
        page.desk.opened.connect(self.entry_opened)
        return page

    def _make_check_in(self) -> CheckInPage:
        from journal_app.ui.pages.check_in import CheckInPage
        from journal_app.ui.pages.check_in.means import Means

        s = self.services
        means = Means(
            *(s.check_ins, s.behaviours, s.entries, s.trends, s.content, s.clock),
            *(self._look, self._tasks, self._messenger),
            read_only=self.read_only,
        )
        page = CheckInPage(means)
        page.changed.connect(lambda change: self.broadcast(change, origin="check_in"))
        page.trends_asked.connect(lambda: self.go("trends"))
        page.choose_asked.connect(lambda: self.command_asked.emit("behaviours"))
        return page

    @property
    def check_in(self) -> CheckInPage:
        """The check-in page."""
        return cast("CheckInPage", self.page("check_in"))

    def open_check_in(self, uid: str = "") -> None:
        """Show one check-in, to be changed; without a uid, a new one."""
        self.go("check_in")
        if uid:
            self.check_in.edit(uid)

    def look_back(self, as_of: date | None = None) -> None:
        """Think back to a day; None asks which."""
        self.go("check_in")
        self.check_in.look_back(as_of)

    def earlier_check_ins(self) -> None:
        """List the earlier check-ins."""
        self.go("check_in")
        self.check_in.show_earlier()

    def _make_trends(self) -> TrendsPage:
        from journal_app.ui.pages.trends import TrendsPage

        s = self.services
        page = TrendsPage(
            *(s.trends, s.check_ins, s.content, s.clock, self._look, self._tasks, self._messenger),
            read_only=self.read_only,
        )
        page.check_in_asked.connect(self.open_check_in)
        page.entry_asked.connect(self.open_entry)
        page.look_back_asked.connect(self.look_back)
        page.report_asked.connect(self.report)
        return page

    def _make_settings(self) -> SettingsPage:
        from journal_app.ui.pages.settings import SettingsPage
        from journal_app.ui.pages.settings.keys_section import KeysSection
        from journal_app.ui.pages.settings.locking_section import LockingSection

        s = self.services
        page = SettingsPage()
        may_change = not self.read_only and not s.is_sample
        keys = KeysSection(s.keys, self._tasks, self._messenger, may_change=may_change)
        keys.asked.connect(self.command_asked)
        page.add(keys)
        page.add(self._make_check_ins_section())
        page.add(LockingSection(self._locking, s.journal))
        page.add(self._make_backups_section())
        return page

    def _make_check_ins_section(self) -> Section:
        from journal_app.ui.pages.settings.check_ins_section import CheckInsSection

        s = self.services
        section = CheckInsSection(s.check_ins, s.behaviours, self._messenger, read_only=self.read_only)
        section.changed.connect(lambda change: self.broadcast(change, origin="settings"))
        section.choose_asked.connect(lambda: self.command_asked.emit("behaviours"))
        return section

    def _make_behaviours(self) -> BehavioursPage:
        from journal_app.ui.pages.behaviours import BehavioursPage

        s = self.services
        page = BehavioursPage(
            *(s.behaviours, s.check_ins, s.content, self._look, self._tasks, self._messenger),
            read_only=self.read_only,
        )
        page.changed.connect(lambda change: self.broadcast(change, origin="behaviours"))
        page.left.connect(self.go_back)
        return page

    def _make_backups_section(self) -> Section:
        from journal_app.ui.pages.settings.backups_section import BackupsSection

        s = self.services
        section = BackupsSection(
            s.backups,
            s.clock,
            self._tasks,
            self._messenger,
            read_only=self.read_only,
            protected=lambda: s.journal.protected,
        )
        section.back_up_asked.connect(self.back_up_asked)
        section.restore_asked.connect(self.restore_asked)
        self.backing_up.connect(section.set_busy)
        section.set_busy(self._is_backing_up)
        return section

    def set_backing_up(self, *, busy: bool) -> None:
        """Show whether a backup is being made."""
        self._is_backing_up = busy
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
            due = self.services.check_ins.is_due()
        except UserFacingError as error:
            self._messenger.fail(error)
            return
        self.rail.items["check_in"].set_note("due" if due else "")

    def _put_off_look_back(self) -> None:
        try:
            change = self.services.check_ins.put_off_look_back()
        except UserFacingError as error:
            self._messenger.fail(error)
            return
        self.focus_page()
        self.broadcast(change)
        self._messenger.tell("Not now, then. You can look back whenever you like, from the check-in page.")

    def write(self, prompt: object = None) -> None:
        """Begin a new reflection, perhaps answering a prompt."""
        self.go("journal")
        self.journal.new_entry(prompt)  # type: ignore[arg-type]  # a signal carries an object

    def report(self, span: Span | None = None) -> None:
        """Make a report of a period: of this one, of the one the trends show, or of the last twelve months."""
        from journal_app.ui.dialogs.report import ReportDialog

        if span is None and self.place == "trends":
            cast("TrendsPage", self.page("trends")).body.header.report_asked.emit()  # it comes back with its span
            return
        self.flush()
        s = self.services

        def show(proposed: Proposed) -> None:
            # It goes with the journal when that is locked.
            ReportDialog(self, s.reports, s.content, self._look, self._tasks, self._messenger, proposed).open()

        self._tasks.run(self, lambda _task: s.reports.proposed(span), show)

    def open_entry(self, uid: str) -> None:
        """Show one reflection."""
        self.go("journal")
        self.journal.open_entry(uid)


def _as_page(page: QWidget) -> _Page:
    return page  # type: ignore[return-value]  # every page has refresh; QWidget does not know

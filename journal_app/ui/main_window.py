"""The window: the door to a journal, or the open journal; banners above, notes below."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from journal_app.bootstrap import App, Services
from journal_app.domain.change import Change
from journal_app.domain.errors import JournalPartlyDamaged, UserFacingError
from journal_app.ui.backing_up import BackingUp
from journal_app.ui.banners import Banners
from journal_app.ui.copies import CopyNote
from journal_app.ui.handlers import Handler, workspace_handlers
from journal_app.ui.idle_loading import IdleLoading
from journal_app.ui.locking import AutoLock
from journal_app.ui.menus import THEMES, Menus
from journal_app.ui.merging import Merging
from journal_app.ui.messenger import Messenger
from journal_app.ui.open_journal import OpenJournal
from journal_app.ui.opening import Door
from journal_app.ui.protection import Protection
from journal_app.ui.restoring import Restoring
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.transfer import Transfer
from journal_app.ui.widgets.notices import Toast
from journal_app.ui.window_place import restore_place, saved_place
from journal_app.ui.wiring import MAKERS
from journal_app.ui.workspace import Workspace

_PREPARE_AFTER_MS = 200
_LOAD_AFTER_MS = 250  # and what the pages need once that is done


class MainWindow(QMainWindow):
    """Holds one journal at a time. ``ready`` when the first page of an open journal has been filled."""

    ready = Signal()

    def __init__(self, app: App, look: Look) -> None:
        super().__init__()
        self._app, self._look = app, look
        self._closed = self._looked_over = False
        self.messenger = Messenger(app.messages)
        self.tasks = TaskRunner(self.messenger.fail)
        self.setWindowTitle("Throughline")
        self.setObjectName("window")
        self.stack = QStackedWidget()
        self.door = Door(app, self.tasks, self.messenger, self.stack)
        self.menus = Menus(self, tuple(item.short for item in app.content.practices()))
        self.banners = Banners(self.menus.actions)
        central = QWidget()
        central.setObjectName("window")
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banners)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(central)
        self.toast = Toast(central, lambda: self.workspace.rail.width() if self.workspace else 0)
        self.protection = Protection(self.tasks, self.messenger, self)
        self.transfer = Transfer(self.tasks, self.messenger, self)
        self.auto_lock = AutoLock(app.preferences, self)
        self.backing_up = BackingUp(self.messenger, self, self.toast.dismiss)
        self.journal = OpenJournal(self, self.stack, self.door, self.tasks, self.messenger, self.backing_up)
        self.door.kept = lambda: self.journal.veil.services
        self.restoring = Restoring(app, self.door, self.tasks, self.messenger)
        self.merging = Merging(self.tasks, self.messenger, self)
        self.copies = CopyNote(app.preferences, self.messenger, lambda: self.workspace, self)
        self.loading = IdleLoading(self)
        self._connect()
        self._allow()
        restore_place(self, app.preferences.current.window)

    @property
    def workspace(self) -> Workspace | None:
        """The open journal's pages, if one is in view."""
        return self.journal.workspace

    def _connect(self) -> None:
        self.messenger.said.connect(self.toast.show_note)
        self.toast.room.connect(self._leave_room)
        self.toast.offered.connect(lambda _on: self._allow_undo())
        self.ready.connect(self._prepare, Qt.ConnectionType.SingleShotConnection)
        self.door.entered.connect(self._enter)
        self.door.made.connect(self._offer_recovery_key)
        self.protection.done.connect(self._protected)
        self.auto_lock.due.connect(self.journal.lock_unasked)
        self.journal.shown.connect(self._come)
        self.journal.hidden.connect(self._gone)
        self.journal.changed.connect(self._allow)
        self.merging.done.connect(self._merged)
        self.menus.connect(self._handlers())
        self.menus.actions[self._look.choice].setChecked(True)

    def _handlers(self) -> dict[str, Handler]:
        practices = len(self._app.content.practices())
        return {
            **workspace_handlers(lambda: self.workspace, self.transfer, self.merging, self.protection, practices),
            "place": self._knows_place,
            "lock": self.journal.lock,
            "again": self.open_again,
            "sample": self.open_sample,
            "own": self.open_own,
            "undo": self.toast.do,
            "quit": self.close,
            **{theme: partial(self._choose_theme, theme) for theme in THEMES},
            "menu": self._open_menu,
            "keys": self._show_keys,
            "about": self._about,
        }

    # Opening and closing journals

    def start(self) -> None:
        """Show the first screen: first run, lock screen, or the journal itself if it has no passphrase."""
        self.door.knock()

    def open_sample(self) -> None:
        """Look around in the sample journal."""
        self.door.open_sample()

    def open_own(self) -> None:
        """Go back to one's own journal."""
        if self.journal.leave():
            self.door.knock()

    def open_again(self) -> None:
        """See whether the journal, open elsewhere before, may be written by now."""
        self.open_own()
        if self.workspace and self.workspace.services.journal.read_only_because == "in-use":
            self.messenger.tell("It is still open elsewhere. What is written there is safe; you can go on reading.")

    def _enter(self, services: Services) -> None:
        if self.journal.veil.workspace is not None and not self._closed:
            self.journal.come_back(services)
            return
        if self._closed or not self.journal.leave():
            services.journal.close()
            return
        workspace = Workspace(services, self._look, self.tasks, self.messenger, self.auto_lock, MAKERS)
        workspace.rail.menu_asked.connect(self._open_menu)
        workspace.rail.lock_asked.connect(self.journal.lock)
        workspace.abilities_changed.connect(self._allow)
        workspace.left.connect(self.toast.leave_page)
        workspace.shown.connect(self.ready)
        workspace.restore_asked.connect(self._restore)
        workspace.command_asked.connect(lambda key: self.menus.actions[key].trigger())
        workspace.shown.connect(self._look_over_soon)
        workspace.damaged.connect(self._offer_rescue)
        self.journal.show(workspace)

    def _show_banners(self, services: Services) -> None:
        self.banners.show_for(services, damaged=self.door.known_damage)

    def _come(self, workspace: Workspace) -> None:
        """A journal has come into view: what is told already stands beside its rail and covers nothing of its page."""
        self._show_banners(workspace.services)
        self.toast.place()

    def _gone(self) -> None:
        """The journal has gone out of sight; so does what is said about it."""
        self.toast.dismiss()
        self.banners.show_for(None)

    def _prepare(self) -> None:
        """The first page stands; what the next steps need is loaded once it has been painted."""

        def prepare() -> None:
            if self.workspace:
                self.workspace.prepare()
            if not self._closed:
                self.auto_lock.listen()
                QTimer.singleShot(_LOAD_AFTER_MS, self.loading, self.loading.start)

        QTimer.singleShot(_PREPARE_AFTER_MS, self, prepare)

    def _look_over_soon(self) -> None:
        if not self._looked_over:
            QTimer.singleShot(_PREPARE_AFTER_MS, self, self._look_over)

    def _look_over(self) -> None:
        """Once in a run; who opens a damaged journal all the same is not asked again."""
        workspace = self.workspace
        if self._looked_over or workspace is None or workspace.services.is_sample:
            return
        # Where another window writes, it has looked; here pages would be read while it is writing them.
        if workspace.services.journal.read_only_because != "in-use":
            self._looked_over = True
            workspace.look_over()

    def _offer_rescue(self) -> None:
        """Part of the open journal is damaged: close it, and show what can be done."""
        if self.journal.leave(last_backup=False):
            self.door.offer_rescue(JournalPartlyDamaged(folder=str(self._app.paths.journal)))

    def _protected(self, change: Change) -> None:
        """The open journal's keys are others now: it can be locked, and the banner has nothing more to say."""
        if self.workspace:
            self.workspace.rail.lock.setVisible(True)
            self._show_banners(self.workspace.services)
            self.workspace.focus_page()
            self.workspace.broadcast(change)
            self.backing_up.follow_keys()
        self._allow()

    def _knows_place(self) -> None:
        """The person knows what it means that other machines write to the journal's folder."""
        if self.workspace:
            try:
                self.workspace.services.place.told()
            except UserFacingError as error:
                self.messenger.fail(error)
            self._merged()

    def _merged(self) -> None:
        if self.workspace:
            self._show_banners(self.workspace.services)
            self.workspace.focus_page()
        self._allow()

    def _offer_recovery_key(self) -> None:
        if self.workspace and self.workspace.services.journal.protected:
            self.protection.make_recovery_key(self.workspace, offered=True)

    def _restore(self, opened: object) -> None:
        """Close the journal, which is kept as it is now, and put a backup in its place."""
        if self.journal.leave(last_backup=False):
            self.restoring.bring_back(opened)  # type: ignore[arg-type]  # a signal carries an object

    # The window itself

    def _allow(self) -> None:
        workspace, actions = self.workspace, self.menus.actions
        self.menus.allow({"always"} | (workspace.abilities() if workspace else set()))
        journal = workspace.services.journal if workspace else None
        is_sample = workspace is not None and workspace.services.is_sample
        own = None if is_sample else journal
        writable = bool(own and not own.read_only_because)
        for key, when in (("passphrase", False), ("change_passphrase", True), ("recovery", True)):
            actions[key].setEnabled(bool(writable and own and own.protected is when))
            actions[key].setVisible(not own or own.protected is when)
        actions["lock"].setEnabled(bool(journal and journal.protected))
        self.auto_lock.attend(lockable=bool(journal and journal.protected))
        for key, shown in (
            ("again", bool(own and own.read_only_because == "in-use")),
            ("merge", self.banners.has("merge")),
            ("place", self.banners.has("place")),
            ("own", is_sample),
            ("sample", not is_sample),
        ):
            actions[key].setVisible(shown)
            actions[key].setEnabled(shown)

        self._allow_undo()

    def _allow_undo(self) -> None:
        self.menus.actions["undo"].setEnabled(self.toast.offers)

    def _leave_room(self, height: int) -> None:
        if self.workspace:
            self.workspace.leave_room(height)

    def _open_menu(self) -> None:
        menu = self.menus.whole(self)
        where = self.mapToGlobal(QPoint(16, 16))
        if self.workspace:
            where = self.workspace.rail.menu.mapToGlobal(QPoint(8, -menu.sizeHint().height() - 4))
        menu.popup(where)
        # The first is chosen, as in any menu that was opened by a key.
        QApplication.sendEvent(menu, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier))

    def _choose_theme(self, theme: str) -> None:
        self._look.choose(theme)
        self._app.preferences.change(theme=theme)

    def _show_keys(self) -> None:
        from journal_app.ui.dialogs.keys import show_keys
        from journal_app.ui.page_keys import PAGE_KEYS

        show_keys(self, (*self.menus.rows(), *PAGE_KEYS))

    def _about(self) -> None:
        from journal_app.ui.dialogs.about import show_about

        show_about(self)

    def changeEvent(self, event: QEvent) -> None:
        """Qt's own: a window that has been put away may be one to lock."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.isMinimized():
            self.auto_lock.minimised()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's own: nothing is closed before it is saved."""
        if not self.journal.leave():
            event.ignore()
            return
        self._closed = True
        self.loading.stop()
        self.auto_lock.end()
        self._app.preferences.change(window=saved_place(self))
        self.backing_up.stop()
        self.tasks.stop()
        event.accept()

"""The window: first run, lock screen, or the open journal; banners above, notes below."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from journal_app import __version__
from journal_app.bootstrap import App, Services
from journal_app.domain.change import Change
from journal_app.domain.errors import UserFacingError
from journal_app.ui.dialogs.first_run import FirstRunScreen
from journal_app.ui.dialogs.unlock import UnlockScreen
from journal_app.ui.handlers import Handler, workspace_handlers
from journal_app.ui.menus import THEMES, Menus
from journal_app.ui.messenger import Messenger
from journal_app.ui.protection import Protection
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.transfer import Transfer
from journal_app.ui.widgets.notices import Banner, Toast
from journal_app.ui.workspace import Workspace

_DEFAULT_SIZE = (1280, 800)
_LEAST_SIZE = (900, 560)


class MainWindow(QMainWindow):
    """Holds one journal at a time. ``ready`` when the first page of an open journal has been filled."""

    ready = Signal()

    def __init__(self, app: App, look: Look) -> None:
        super().__init__()
        self._app, self._look = app, look
        self.messenger = Messenger(app.messages)
        self.tasks = TaskRunner(self.messenger.fail)
        self.workspace: Workspace | None = None
        self.setWindowTitle("Throughline")
        self.setObjectName("window")
        self.setMinimumSize(*_LEAST_SIZE)
        self.first_run, self.unlock = FirstRunScreen(), UnlockScreen()
        self.banners = QVBoxLayout()
        self.banners.setSpacing(0)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.first_run)
        self.stack.addWidget(self.unlock)
        central = QWidget()
        central.setObjectName("window")
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.banners)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(central)
        self.toast = Toast(central)
        self.menus = Menus(self, tuple(item.short for item in app.content.practices()))
        self.protection = Protection(self.tasks, self.messenger, self)
        self.transfer = Transfer(self.tasks, self.messenger, self)
        self._connect()
        self._allow()
        self._restore_place()

    def _connect(self) -> None:
        self.messenger.said.connect(self.toast.show_note)
        self.first_run.create_asked.connect(self._create)
        self.first_run.sample_asked.connect(self.open_sample)
        self.unlock.unlock_asked.connect(self._open)
        self.unlock.sample_asked.connect(self.open_sample)
        self.protection.done.connect(self._protected)
        self.transfer.changed.connect(self._broadcast)
        self.menus.connect(self._handlers())
        self.menus.actions[self._look.choice].setChecked(True)

    def _handlers(self) -> dict[str, Handler]:
        practices = len(self._app.content.practices())
        return {
            **workspace_handlers(lambda: self.workspace, self.transfer, self.protection, practices),
            "lock": self.lock,
            "sample": self.open_sample,
            "own": self.open_own,
            "quit": self.close,
            **{theme: partial(self._choose_theme, theme) for theme in THEMES},
            "keys": self._show_keys,
            "about": self._about,
        }

    def _broadcast(self, change: Change) -> None:
        if self.workspace:
            self.workspace.broadcast(change)

    # Opening and closing journals

    def start(self) -> None:
        """Show the first screen: first run, lock screen, or the journal itself if it has no passphrase."""
        folder = self._app.paths.journal
        if not self._app.has_journal(folder):
            self.stack.setCurrentWidget(self.first_run)
            self.first_run.first.setFocus()
            return
        try:
            protected = self._app.needs_passphrase(folder)
        except UserFacingError as error:
            self.stack.setCurrentWidget(self.unlock)
            self.unlock.ask(protected=False)
            self.unlock.say(self.messenger.text(error))
            return
        if protected:
            self.stack.setCurrentWidget(self.unlock)
            self.unlock.ask(protected=True)
        else:
            # Nothing slow stands between a journal without a passphrase and its first page.
            self._open_here()

    def _open_here(self) -> None:
        try:
            self._enter(self._app.open(self._app.paths.journal, None))
        except UserFacingError as error:
            self._opening_failed(error)

    def _create(self, passphrase: str | None) -> None:
        def failed(error: UserFacingError) -> None:
            self.first_run.set_busy(busy=False)
            self.first_run.say(self.messenger.text(error))

        folder = self._app.paths.journal
        self.tasks.run(self, lambda _task: self._app.create(folder, passphrase), self._enter, failed)

    def _open(self, passphrase: str | None) -> None:
        folder = self._app.paths.journal
        self.tasks.run(self, lambda _task: self._app.open(folder, passphrase), self._enter, self._opening_failed)

    def _opening_failed(self, error: UserFacingError) -> None:
        self.stack.setCurrentWidget(self.unlock)
        if not self.unlock.isVisible():
            self.unlock.ask(protected=False)
        self.unlock.say(self.messenger.text(error))

    def open_sample(self) -> None:
        """Look around in the sample journal."""
        if self._leave():
            self.tasks.run(self, lambda _task: self._app.open_sample(), self._enter, self._sample_failed)

    def _sample_failed(self, error: UserFacingError) -> None:
        self.messenger.fail(error)
        self.start()

    def open_own(self) -> None:
        """Go back to one's own journal."""
        if self._leave():
            self.start()

    def lock(self) -> None:
        """Save, close, forget the key, and show the lock screen."""
        if self.workspace and self._leave():
            self.start()

    def _enter(self, services: Services) -> None:
        self.first_run.forget()
        self.first_run.set_busy(busy=False)
        self.unlock.ask(protected=True)
        self.toast.dismiss()
        workspace = Workspace(services, self._look, self.tasks, self.messenger)
        self.workspace = workspace
        workspace.rail.menu_asked.connect(self._open_menu)
        workspace.rail.lock_asked.connect(self.lock)
        workspace.place_changed.connect(lambda _key: self._allow())
        workspace.entry_opened.connect(self._allow)
        self.stack.addWidget(workspace)
        self.stack.setCurrentWidget(workspace)
        self._show_banners(services)
        workspace.go("today")
        # Qt hands the focus on when the screen before this one goes; it belongs to the page.
        QTimer.singleShot(0, workspace.focus_page)
        workspace.show_due()
        workspace.page("today").shown.connect(self.ready)  # type: ignore[attr-defined]  # it is the Today page
        self._allow()

    def _protected(self) -> None:
        """The open journal has a passphrase now: it can be locked, and the banner has nothing more to say."""
        if self.workspace:
            self.workspace.rail.lock.setVisible(True)
            self._show_banners(self.workspace.services)
        self._allow()

    def _leave(self) -> bool:
        """Save and close the open journal. False if its last words cannot be saved and the person stays with them."""
        workspace = self.workspace
        if workspace is None:
            return True
        if not workspace.flush() and not self._leave_unsaved():
            return False
        self.tasks.drain()
        self.workspace = None
        self.stack.setCurrentWidget(self.unlock)
        self.stack.removeWidget(workspace)
        workspace.hide()
        workspace.deleteLater()
        workspace.services.journal.close()
        self._show_banners(None)
        self._allow()
        return True

    def _leave_unsaved(self) -> bool:
        box = QMessageBox(self)
        box.setWindowTitle("Not saved")
        box.setText("Your last words could not be saved. They are still on the page: copy them before you leave.")
        stay = box.addButton("Stay", QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton("Leave without them", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is leave

    def _show_banners(self, services: Services | None) -> None:
        while (item := self.banners.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if services is None:
            return
        for text, actions in self._banner_texts(services):
            self.banners.addWidget(Banner(text, actions))

    def _banner_texts(self, services: Services) -> list[tuple[str, tuple[tuple[str, Callable[[], None]], ...]]]:
        because = services.journal.read_only_because
        if services.is_sample:
            words = "This is a sample journal of an invented leader. What you write here is gone tomorrow."
            return [(words, (("My own journal", self.open_own),))]
        found: list[tuple[str, tuple[tuple[str, Callable[[], None]], ...]]] = []
        if because == "in-use":
            words = "This journal is open in another window or command. Here you can read; write in the other one."
            found.append((words, (("Try again", self.open_own),)))
        elif because:
            found.append(("This journal's folder may not be written. You can read everything.", ()))
        if not services.journal.protected:
            words = "This journal has no passphrase: anyone who can open this computer's files can read it."
            act = (("Set a passphrase…", self.menus.actions["passphrase"].trigger),)
            found.append((words, () if because else act))
        return found

    # The window itself

    def _allow(self) -> None:
        groups = {"always"}
        if self.workspace:
            groups.add("journal")
            if not self.workspace.read_only:
                groups.add("writing")
            if self.workspace.place == "journal" and self.workspace.journal.desk.draft is not None:
                groups.add("entry")
        self.menus.allow(groups)
        services = self.workspace.services if self.workspace else None
        actions = self.menus.actions
        actions["passphrase"].setEnabled(
            services is not None and not services.is_sample and not services.journal.protected and "writing" in groups
        )
        actions["lock"].setEnabled(services is not None and services.journal.protected)
        actions["own"].setVisible(services is not None and services.is_sample)
        actions["sample"].setVisible(services is None or not services.is_sample)

    def _open_menu(self) -> None:
        if self.workspace is None:
            return
        menu, button = self.menus.whole(self), self.workspace.rail.menu
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(button.mapToGlobal(QPoint(8, -menu.sizeHint().height() - 4)))

    def _choose_theme(self, theme: str) -> None:
        self._look.choose(theme)
        self._app.preferences.change(theme=theme)

    def _show_keys(self) -> None:
        from journal_app.ui.dialogs.keys import KeysDialog

        dialog = KeysDialog(self, self.menus.rows())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _about(self) -> None:
        QMessageBox.about(
            self,
            "About Throughline",
            f"Throughline {__version__}\n\nA private journal for leaders who work collaboratively. It works offline "
            "and keeps your words on this computer.\n\nPractices and principles after The King's Fund; see the guide.",
        )

    def _restore_place(self) -> None:
        self.resize(*_DEFAULT_SIZE)
        saved = self._app.preferences.current.window
        if saved:
            self.restoreGeometry(QByteArray(base64.b64decode(saved, validate=False)))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's own: nothing is closed before it is saved."""
        if not self._leave():
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().data())
        self._app.preferences.change(window=base64.b64encode(geometry).decode())
        self.tasks.stop()
        event.accept()

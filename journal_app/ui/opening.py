"""The ways into a journal: the first run, the lock screen, and the sample."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from journal_app.bootstrap import App, Services
from journal_app.domain.errors import UserFacingError
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import Task, TaskRunner

if TYPE_CHECKING:
    from journal_app.ui.dialogs.first_run import FirstRunScreen
    from journal_app.ui.dialogs.unlock import UnlockScreen


class Door(QObject):
    """Shows its screens in the window's stack. ``entered`` carries the Services of each journal that was opened."""

    entered = Signal(object)

    def __init__(self, app: App, tasks: TaskRunner, messenger: Messenger, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._app, self._tasks, self._messenger, self._stack = app, tasks, messenger, stack
        self._under_way = False
        self._screens: list[FirstRunScreen | UnlockScreen] = []

    # A journal without a passphrase opens without either screen, so each is made when it is first needed.

    @cached_property
    def first_run(self) -> FirstRunScreen:
        """The screen that makes a journal."""
        from journal_app.ui.dialogs.first_run import FirstRunScreen

        screen = FirstRunScreen()
        screen.create_asked.connect(self._create)
        self._add(screen)
        return screen

    @cached_property
    def unlock(self) -> UnlockScreen:
        """The lock screen."""
        from journal_app.ui.dialogs.unlock import UnlockScreen

        screen = UnlockScreen()
        screen.unlock_asked.connect(self._open)
        self._add(screen)
        return screen

    def _add(self, screen: FirstRunScreen | UnlockScreen) -> None:
        screen.sample_asked.connect(self.open_sample)
        self._stack.addWidget(screen)
        self._screens.append(screen)

    def knock(self) -> None:
        """Show the first screen of the person's own journal, or open it if it has no passphrase."""
        folder = self._app.paths.journal
        try:
            if not self._app.has_journal(folder):
                self._stack.setCurrentWidget(self.first_run)
                self.first_run.ask()
            elif self._app.needs_passphrase(folder):
                self.show_lock()
            else:
                # Nothing slow stands between a journal without a passphrase and its first page.
                self.entered.emit(self._app.open(folder, None))
        except UserFacingError as error:
            self._stack.setCurrentWidget(self.unlock)
            self.unlock.ask(protected=False)
            self.unlock.say(self._messenger.text(error))

    def show_lock(self) -> None:
        """Show the lock screen, which tells nothing of what is behind it."""
        self._stack.setCurrentWidget(self.unlock)
        self.unlock.ask(protected=True)

    def open_sample(self) -> None:
        """Look around in the sample journal. What is open stays so until the sample has been made."""
        self._go(lambda _task: self._app.open_sample(), self._sample_failed)

    def _create(self, passphrase: str | None) -> None:
        folder = self._app.paths.journal
        self._go(lambda _task: self._app.create(folder, passphrase), lambda error: self._say(self.first_run, error))

    def _open(self, passphrase: str | None) -> None:
        if passphrase is None:
            self.knock()
            return
        folder = self._app.paths.journal
        self._go(lambda _task: self._app.open(folder, passphrase), lambda error: self._say(self.unlock, error))

    def _say(self, screen: FirstRunScreen | UnlockScreen, error: UserFacingError) -> None:
        screen.say(self._messenger.text(error))

    def _sample_failed(self, error: UserFacingError) -> None:
        self._messenger.fail(error)
        for screen in self._screens:
            if screen is self._stack.currentWidget():
                screen.take_focus()

    def _go(self, work: Callable[[Task], Services], failed: Callable[[UserFacingError], None]) -> None:
        """Open one journal after the other, never two at once."""
        if self._under_way:
            return
        self._under_way = True

        def done(services: Services) -> None:
            self._rest()
            for screen in self._screens:
                screen.forget()
            self.entered.emit(services)

        def not_done(error: UserFacingError) -> None:
            self._rest()
            failed(error)

        self._tasks.run(self, work, done, not_done)

    def _rest(self) -> None:
        self._under_way = False
        for screen in self._screens:
            screen.set_busy(busy=False)

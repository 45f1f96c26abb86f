"""The ways into a journal: the first run, the lock screen, and the sample."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from journal_app.bootstrap import App, Services
from journal_app.domain.errors import (
    JournalDamaged,
    JournalPartlyDamaged,
    KeyFileDamaged,
    KeyFileMissing,
    UserFacingError,
    WrongPassphrase,
    WrongRecoveryKey,
)
from journal_app.ui.dialogs.patience import Patience
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import Task, TaskRunner

if TYPE_CHECKING:
    from journal_app.ui.dialogs.first_run import FirstRunScreen
    from journal_app.ui.dialogs.recover import RecoverScreen
    from journal_app.ui.dialogs.recovery import RecoveryScreen
    from journal_app.ui.dialogs.unlock import UnlockScreen
    from journal_app.ui.recovering import Recovery

    AnyScreen = FirstRunScreen | UnlockScreen | RecoverScreen | RecoveryScreen


class Door(QObject):
    """Shows its screens in the window's stack. ``entered`` carries the Services of each journal that was opened.

    ``made`` follows when that journal was made just now.
    """

    entered = Signal(object)
    made = Signal()

    def __init__(self, app: App, tasks: TaskRunner, messenger: Messenger, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._app, self._tasks, self._messenger, self._stack = app, tasks, messenger, stack
        self._under_way = False
        # Whether the journal is one that opens although part of it is damaged.
        self.known_damage = False
        # Once, when the program starts: a journal that was locked is not to open by itself again.
        self._may_open_by_itself = True
        self._screens: list[AnyScreen] = []
        self.patience = Patience(self)
        self.kept: Callable[[], Services | None] = lambda: None
        """The journal that is still open behind the lock screen, if its last words could not be saved."""

    # A journal without a passphrase opens without either screen, so each is made when it is first needed.

    @cached_property
    def first_run(self) -> FirstRunScreen:
        """The screen that makes a journal."""
        from journal_app.ui.dialogs.first_run import FirstRunScreen

        screen = FirstRunScreen(self._tasks)
        screen.create_asked.connect(self._create)
        screen.sample_asked.connect(self.open_sample)
        self._add(screen)
        return screen

    @cached_property
    def unlock(self) -> UnlockScreen:
        """The lock screen."""
        from journal_app.ui.dialogs.unlock import UnlockScreen

        screen = UnlockScreen()
        screen.unlock_asked.connect(self._open)
        screen.key_store_asked.connect(self._open_by_key_store)
        screen.forgotten.connect(self._show_forgotten)
        screen.sample_asked.connect(self.open_sample)
        self.patience.changed.connect(screen.wait)
        self._add(screen)
        return screen

    @cached_property
    def forgotten(self) -> RecoverScreen:
        """The way in without the passphrase."""
        from journal_app.ui.dialogs.recover import RecoverScreen

        screen = RecoverScreen(self._tasks)
        screen.check_asked.connect(self._check_recovery_key)
        screen.recover_asked.connect(self._recover)
        screen.back_asked.connect(self.show_lock)
        screen.wait(self.patience.seconds)
        self.patience.changed.connect(screen.wait)
        self._add(screen)
        return screen

    @cached_property
    def recovery(self) -> Recovery:
        """What is done about a journal that does not open, with its screen."""
        from journal_app.ui.recovering import Recovery

        recovery = Recovery(self._app, self._tasks, self._messenger, self)
        recovery.mended.connect(self._mended)
        recovery.as_it_is.connect(self._open_again)
        recovery.screen.sample_asked.connect(self.open_sample)
        self._add(recovery.screen)
        return recovery

    def offer_rescue(self, error: UserFacingError, passphrase: str | None = None) -> None:
        """Show what can be done about a journal that is damaged or has lost its key file."""
        self.known_damage = isinstance(error, JournalPartlyDamaged)
        self._stack.setCurrentWidget(self.recovery.screen)
        self.recovery.begin(error, passphrase)

    def _mended(self, passphrase: str | None) -> None:
        self.known_damage = False
        self._open_again(passphrase)

    def _open_again(self, passphrase: str | None) -> None:
        if passphrase is None:
            self.knock()
        else:
            self.show_lock()
            self.unlock.set_busy(busy=True)
            self._open(passphrase)

    def _add(self, screen: AnyScreen) -> None:
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
                if self._may_open_by_itself and self._app.opens_by_key_store(folder):
                    self.unlock.ask_key_store()
            else:
                # Nothing slow stands between a journal without a passphrase and its first page.
                self.entered.emit(self._app.open(folder, None))
        except (JournalDamaged, KeyFileMissing, KeyFileDamaged) as error:
            self.offer_rescue(error)
        except UserFacingError as error:
            self._stack.setCurrentWidget(self.unlock)
            self.unlock.ask(protected=False)
            self.unlock.say(self._messenger.text(error))
        self._may_open_by_itself = False

    def show_lock(self) -> None:
        """Show the lock screen, which tells nothing of what is behind it."""
        self._stack.setCurrentWidget(self.unlock)
        self.unlock.ask(protected=True, by_key_store=self._opens_by_key_store())

    def _opens_by_key_store(self) -> bool:
        try:
            return self._app.opens_by_key_store(self._app.paths.journal)
        except UserFacingError:
            # What is wrong with the key file is said when the journal is to be opened.
            return False

    def _show_forgotten(self) -> None:
        try:
            there_is_one = self._app.has_recovery_key(self._app.paths.journal)
        except UserFacingError as error:
            self.unlock.say(self._messenger.text(error))
            return
        self._stack.setCurrentWidget(self.forgotten)
        self.forgotten.ask(there_is_one=there_is_one)

    def open_sample(self) -> None:
        """Look around in the sample journal. What is open stays so until the sample has been made."""
        self._go(lambda _task: self._app.open_sample(), self._sample_failed)

    def _create(self, passphrase: str | None) -> None:
        folder = self._app.paths.journal
        done = self.made.emit if passphrase else (lambda: None)
        self._go(lambda _: self._app.create(folder, passphrase), lambda error: self._say(self.first_run, error), done)

    def _open(self, passphrase: str | None) -> None:
        if passphrase is None:
            self.knock()
            return
        folder = self._app.paths.journal

        self._go(
            lambda _task: self._app.open(folder, passphrase),
            lambda error: self._not_opened(self.unlock, error, passphrase),
            self.patience.right,
        )

    def _not_opened(self, screen: UnlockScreen | RecoverScreen, error: UserFacingError, passphrase: str | None) -> None:
        """Offer what can be done about a journal that is damaged; say anything else on the screen that asked."""
        if isinstance(error, JournalDamaged | KeyFileMissing | KeyFileDamaged):
            screen.forget()
            self.offer_rescue(error, passphrase)
        else:
            self._say(screen, error)

    def _open_by_key_store(self) -> None:
        folder = self._app.paths.journal
        self._go(
            lambda _task: self._app.open_by_key_store(folder), lambda error: self._not_opened(self.unlock, error, None)
        )

    def _check_recovery_key(self, typed: str) -> None:
        folder = self._app.paths.journal

        def found(_none: object) -> None:
            self.patience.right()
            self.forgotten.found()

        self._tasks.run(
            self.forgotten,
            lambda _task: self._app.check_recovery_key(folder, typed),
            found,
            lambda error: self._say(self.forgotten, error),
        )

    def _recover(self, typed: str, passphrase: str) -> None:
        folder = self._app.paths.journal
        changed = False

        kept = self.kept()

        def work(_task: Task) -> Services:
            nonlocal changed
            if kept is None:
                self._app.recover(folder, typed, passphrase)
            else:
                # It is this window that holds the right to write, for the sake of words that are not saved yet.
                self._app.check_recovery_key(folder, typed)
                kept.keys.change_passphrase(None, passphrase)
            changed = True
            return self._app.open(folder, passphrase)

        def failed(error: UserFacingError) -> None:
            # What can be rescued is rescued with the new passphrase, once that is in force.
            self._not_opened(self.forgotten, error, passphrase if changed else None)
            if changed:
                self._messenger.tell("The new passphrase has taken the place of the old one.")

        self._go(work, failed, lambda: self._messenger.tell("Your journal now opens with the new passphrase."))

    def _say(self, screen: AnyScreen, error: UserFacingError) -> None:
        screen.say(self._messenger.text(error))
        if isinstance(error, WrongPassphrase | WrongRecoveryKey):
            self.patience.wrong()

    def _sample_failed(self, error: UserFacingError) -> None:
        self._messenger.fail(error)
        for screen in self._screens:
            if screen is self._stack.currentWidget():
                screen.take_focus()

    def _go(
        self,
        work: Callable[[Task], Services],
        failed: Callable[[UserFacingError], None],
        afterwards: Callable[[], None] = lambda: None,
    ) -> None:
        """Open one journal after the other, never two at once."""
        if self._under_way:
            return
        self._under_way = True

        def done(services: Services) -> None:
            self._rest()
            for screen in self._screens:
                screen.forget()
            self.entered.emit(services)
            afterwards()

        def not_done(error: UserFacingError) -> None:
            self._rest()
            failed(error)

        self._tasks.run(self, work, done, not_done)

    def _rest(self) -> None:
        self._under_way = False
        for screen in self._screens:
            screen.set_busy(busy=False)

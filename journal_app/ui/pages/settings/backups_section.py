"""Backups among the settings: how they stand, a second folder, and the way to the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from journal_app.domain.errors import UserFacingError
from journal_app.domain.moment import Clock
from journal_app.ui.dialogs.backup_words import second_in_words, state_in_words
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.widgets.setting_rows import Section
from journal_app.ui.widgets.simple import button

if TYPE_CHECKING:
    from journal_app.services.backup_service import BackupService
    from journal_app.ui.dialogs.backups import BackupsDialog

_NO_SECOND = (
    "None. A backup on a memory stick, or in a folder that is kept in step with another machine, is still there when "
    "this computer is not."
)
_ALL = "See what is in each, and bring one back, from this computer or from elsewhere."
_WORDS = "Made by themselves when something has changed, encrypted as the journal is, and each one opened and checked."


class BackupsSection(Section):
    """``back_up_asked``, and ``restore_asked`` with what opens the backup that is to be brought back."""

    back_up_asked = Signal()
    restore_asked = Signal(object)

    def __init__(
        self,
        backups: BackupService,
        clock: Clock,
        tasks: TaskRunner,
        messenger: Messenger,
        *,
        read_only: bool,
        protected: Callable[[], bool],
    ) -> None:
        super().__init__("Backups", "" if backups.is_sample else _WORDS)
        self._backups, self._clock, self._tasks, self._messenger = backups, clock, tasks, messenger
        self._read_only, self._protected = read_only, protected
        self._busy = False
        self.now = button("Back up now")
        self.choose, self.forget = button("Choose…"), button("Forget", "quiet")
        self.list = button("Show…")
        if backups.is_sample:
            self.add_row("The sample journal is not backed up", "It is made afresh each day.")
            return
        self.state = self.add_row("This computer", "", self.now)
        self.second = self.add_row("Second folder", "", self.forget, self.choose)
        self.kept = self.add_row("All backups", _ALL, self.list)
        self.choose.setAccessibleName("Choose a second folder")
        self.forget.setAccessibleName("Forget the second folder")
        self.list.setAccessibleName("Show all backups")
        for each in (self.now, self.choose, self.forget):
            each.setEnabled(not read_only)
        self.now.clicked.connect(self._back_up)
        self.choose.clicked.connect(self._choose)
        self.forget.clicked.connect(self._forget)
        self.list.clicked.connect(self.show_backups)

    def refresh(self) -> None:
        """Show how things stand now."""
        if self._backups.is_sample:
            return
        now = self._clock.now().local
        try:
            state, chosen, count = self._backups.state(), self._backups.second_folder(), len(self._backups.backups())
        except UserFacingError as error:
            self.state.say(self._messenger.text(error))
            return
        self.state.say("Backing up…" if self._busy else state_in_words(state, count, now))
        self.second.say(f"{chosen}\n{second_in_words(state, now)}" if chosen else _NO_SECOND)
        self.forget.setVisible(chosen is not None)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  a signal's slot
        """Say that a backup is being made, or was made."""
        self._busy = busy
        self.refresh()
        self.now.setText("Backing up…" if busy else "Back up now")

    def _back_up(self) -> None:
        # The button stays as it is while one is made: the keyboard would go on to the next, and the next key with it.
        if not self._busy:
            self.back_up_asked.emit()

    def show_backups(self) -> BackupsDialog:
        """Open the list."""
        from journal_app.ui.dialogs.backups import BackupsDialog

        dialog = BackupsDialog(
            self.window(),
            self._backups,
            self._clock,
            self._tasks,
            self._messenger,
            may_restore=not self._read_only,
            protected=self._protected(),
        )
        dialog.restore_asked.connect(self.restore_asked)
        dialog.open()
        return dialog

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self.window(), "Back up into this folder too", str(Path.home()))
        if name:
            self._use(Path(name))

    def _use(self, folder: Path) -> None:
        """A folder on a server may take its time. The button stays as it is: a key pressed twice must not go astray."""
        self._tasks.run(self, lambda _task: self._backups.choose_second_folder(folder), self._chosen)

    def _chosen(self, _nothing: object) -> None:
        self.refresh()
        self.back_up_asked.emit()

    def _forget(self) -> None:
        chosen = self._backups.second_folder()
        try:
            self._backups.forget_second_folder()
        except UserFacingError as error:
            self._messenger.fail(error)
            return
        undo = (lambda: self._use(chosen)) if chosen else None
        self._messenger.tell("No more backups go there. Those that are there stay.", "Undo" if undo else "", undo)
        self.refresh()
        self.choose.setFocus()

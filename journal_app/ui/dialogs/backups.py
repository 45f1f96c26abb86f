"""The backups there are: what is in each, beside what is in the journal now; and bringing one back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from journal_app.domain.backup import DAMAGED, Backup, Contents, Lock, Opened
from journal_app.domain.backup_errors import BackupKeyDiffers
from journal_app.domain.errors import UserFacingError
from journal_app.domain.moment import Clock
from journal_app.ui.dialogs.backup_words import name_in_words, size_in_words
from journal_app.ui.dialogs.screen import Problem, passphrase_field
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.widgets.comparison import Comparison
from journal_app.ui.widgets.simple import announce, button, label

if TYPE_CHECKING:
    from journal_app.services.backup_service import BackupService

_KEPT = "The newest of the last 7 days, 4 weeks and 12 months are kept. Choose one to see what is in it."
_EMPTY = "There are no backups beside this journal yet."
_NOT_SOUND = "This is a damaged journal that was put by. It can be rescued (journal-app salvage), not restored."
_SURE = (
    "This backup takes the place of your journal. The journal as it is now is kept in this list, so you can go back. {}"
)
_AGAIN = "Your passphrase is asked for again."
_LOCKS = {
    Lock.NONE: "It has no passphrase: your journal then opens without one, for anybody, until you set one.",
    Lock.OTHER: "Your journal then opens with the passphrase of that time, and with no other.",
}


class BackupsDialog(QDialog):
    """``restore_asked`` carries what opens the backup that is to be brought back; the dialog has closed by then."""

    restore_asked = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        backups: BackupService,
        clock: Clock,
        tasks: TaskRunner,
        messenger: Messenger,
        *,
        may_restore: bool,
        protected: bool,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Backups")
        self._backups, self._clock, self._tasks, self._messenger = backups, clock, tasks, messenger
        self._may_restore = may_restore
        self._looking: Task | None = None
        self._opened: Opened | None = None
        self._shown: list[Backup] = []
        self.list = QListWidget()
        self.list.setProperty("kind", "choices")
        self.list.setAccessibleName("Backups")
        self.inside = Comparison("In this backup", "In the journal now")
        self.passphrase = passphrase_field("The passphrase of that time")
        self.problem = Problem()
        self._after = _AGAIN if protected else ""
        self.sure = label("", wrap=True)
        self.other = button("From another folder…", "link")
        self.restore = button("Restore…")
        self.close_button = button("Close", "quiet")
        self.go = button("Put it in the journal’s place", "primary")
        self.not_now = button("Not now", "quiet")
        self._build()
        self._connect()
        self._fill()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.other)
        row.addStretch(1)
        for each in (self.close_button, self.restore, self.not_now, self.go):
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label("Backups", "heading"))
        column.addWidget(label(_KEPT, "muted", wrap=True))
        column.addWidget(self.list, 1)
        for part in (self.passphrase, self.problem, self.inside, self.sure):
            column.addWidget(part)
        column.addLayout(row)
        self.resize(600, 580)
        self.passphrase.hide()
        self._ask(asking=False)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._choose)
        self.other.clicked.connect(self._choose_other)
        self.passphrase.returnPressed.connect(lambda: self._look(self.list.currentRow()))
        self.restore.clicked.connect(lambda _on=False: self._ask(asking=True))
        self.not_now.clicked.connect(lambda _on=False: self._ask(asking=False))
        self.go.clicked.connect(self._go)
        self.close_button.clicked.connect(self.reject)

    def _fill(self) -> None:
        for backup in self._backups.backups():
            self._add(backup)
        if self._shown:
            self.list.setCurrentRow(0)
        else:
            self.problem.say(_EMPTY)
        self.list.setFocus()

    def _add(self, backup: Backup, *, elsewhere: bool = False) -> None:
        size = size_in_words(backup.size) if backup.complete else "incomplete"
        where = f" · {backup.folder.parent}" if elsewhere else ""
        self._shown.append(backup)
        self.list.addItem(QListWidgetItem(f"{name_in_words(backup, self._clock.now().local)} · {size}{where}"))

    def _choose_other(self) -> None:
        """Look into a backup that lies on a memory stick, or came from another computer."""
        name = QFileDialog.getExistingDirectory(self, "A backup, or a folder with backups in it", str(Path.home()))
        if name:
            folder = Path(name)
            # A stick may take its time.
            self._tasks.run(self, lambda _task: self._backups.backups_under(folder), self._add_found, self._failed)

    def _add_found(self, found: tuple[Backup, ...]) -> None:
        first = self.list.count()
        for backup in found:
            self._add(backup, elsewhere=True)
        self.list.setCurrentRow(first)

    def _choose(self, row: int) -> None:
        self.passphrase.clear()
        self.passphrase.hide()
        self._look(row)

    def _look(self, row: int) -> None:
        """Look into a backup; what was asked before is of no interest any more."""
        if self._looking is not None:
            self._looking.cancel()
        self._ask(asking=False)
        self._opened = None
        self.restore.setEnabled(False)
        self.problem.say("")
        self.inside.clear()
        if row < 0:
            return
        folder, passphrase = self._shown[row].folder, self.passphrase.text() or None
        backups = self._backups

        def look(_task: Task) -> tuple[Opened, Contents, Contents]:
            opened = backups.open_backup(folder, passphrase)
            return opened, backups.inspect(opened), backups.present()

        self._looking = self._tasks.run(self, look, self._show, self._failed)

    def _show(self, found: tuple[Opened, Contents, Contents]) -> None:
        self._opened, inside, present = found
        self.passphrase.hide()
        self.passphrase.clear()
        self.inside.show_rows(list(zip(_ROWS, _words(inside), _words(present), strict=True)))
        self.restore.setEnabled(self._may_restore)
        if self._shown[self.list.currentRow()].reason == DAMAGED:
            self.restore.setEnabled(False)
            self.problem.say(_NOT_SOUND)
        announce(self, f"In this backup: {inside.entries} reflections, {inside.check_ins} check-ins.")

    def _failed(self, error: UserFacingError) -> None:
        needs = isinstance(error, BackupKeyDiffers)
        # Asked for once, the field stays until a passphrase fits or another backup is chosen.
        self.passphrase.setVisible(needs or bool(self.passphrase.text()))
        self.problem.say(self._messenger.text(error))
        if self.passphrase.isVisible():
            self.passphrase.setFocus()
            self.passphrase.selectAll()

    def _ask(self, *, asking: bool) -> None:
        """Ask once more, in place of the button that was pressed."""
        sure, usual = (self.sure, self.go, self.not_now), (self.restore, self.close_button, self.other)
        # Never both at once: the dialog would grow to make room for all of them.
        for each in usual if asking else sure:
            each.hide()
        for each in sure if asking else usual:
            each.show()
        if asking and self._opened is not None:
            self.sure.setText(_SURE.format(_LOCKS.get(self._opened.lock, self._after)).strip())
            announce(self, self.sure.text())
            self.not_now.setFocus()
        elif self.isVisible():
            self.list.setFocus()

    def _go(self) -> None:
        opened = self._opened
        if opened is not None:
            self.accept()
            self.restore_asked.emit(opened)


_ROWS = ("Reflections", "In the bin", "Check-ins", "From", "To")


def _words(contents: Contents) -> tuple[str, ...]:
    counts = (contents.entries, contents.in_bin, contents.check_ins)
    return (*(f"{count:,}" for count in counts), _day(contents.first_day), _day(contents.last_day))


def _day(day: str | None) -> str:
    if day is None:
        return "–"
    read = date.fromisoformat(day)
    return f"{read.day} {read:%B %Y}"

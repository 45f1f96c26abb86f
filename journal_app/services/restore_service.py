"""Bringing a backup back while no journal is open: the present one may be damaged, or its key file gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from journal_app.domain.backup import Backup, Contents, Opened
from journal_app.domain.backup_errors import FolderInJournal, NoSuchBackup
from journal_app.domain.errors import UserFacingError
from journal_app.domain.moment import Clock
from journal_app.domain.work import Progress, never, unheard
from journal_app.paths import lies_in
from journal_app.storage import backup_opening, key_file, restoring
from journal_app.storage.backup_list import backups_in
from journal_app.storage.backups import BACKUPS_NAME, DATABASE_NAME, KEYS_NAME


class RestoreService:
    """Restores into one journal's folder. What takes long may be called from any thread and can be told to stop."""

    def __init__(self, journal: Path, clock: Clock) -> None:
        self._journal, self._clock = journal, clock
        self._backups = journal / BACKUPS_NAME

    def backups(self) -> tuple[Backup, ...]:
        """All backups beside the journal, the newest first. Raises CannotReadFile."""
        return backups_in(self._backups)

    def find(self, named: Path) -> Path:
        """The folder of a backup: that folder itself, the journal.db in it, or its name. Raises NoSuchBackup."""
        for folder in (named, *([named.parent] if named.name == DATABASE_NAME else []), self._backups / named):
            if (folder / DATABASE_NAME).is_file():
                return folder
        raise NoSuchBackup(name=str(named))

    def needs_passphrase(self, folder: Path) -> bool:
        """Whether a passphrase is needed to bring this backup back. Raises what ``backup_opening`` raises."""
        return backup_opening.needs_passphrase(folder, self._journal)

    def open_backup(self, folder: Path, passphrase: str | None) -> Opened:
        """What opens a backup; raises what ``backup_opening.open_backup`` raises."""
        return backup_opening.open_backup(folder, passphrase, self._journal)

    def inspect(self, backup: Opened) -> Contents:
        """What is in a backup. Raises BackupDamaged or NewerJournal."""
        return backup_opening.look_into(backup.folder, backup.key)

    def present(self, passphrase: str | None) -> Contents | None:
        """What is in the present journal, if it can be told without mending anything."""
        try:
            key = key_file.read_data_key(self._journal / KEYS_NAME, passphrase)
            return backup_opening.look_into(self._journal, key)
        except UserFacingError:
            return None

    def restore(
        self, backup: Opened, cancelled: Callable[[], bool] = never, progress: Progress = unheard
    ) -> Path | None:
        """Put a backup in the journal's place; returns the backup that the present one has become, if there was one.

        Raises what ``restoring.restore`` raises; the journal is then as it was.
        """
        return restoring.restore(self._journal, backup, self._clock.now().utc, cancelled, progress)

    def restore_as(
        self, folder: Path, backup: Opened, cancelled: Callable[[], bool] = never, progress: Progress = unheard
    ) -> None:
        """Make a new journal from a backup.

        Raises FolderInJournal or what ``restoring.restore_as`` raises; nothing is made then.
        """
        if lies_in(folder, self._journal):
            raise FolderInJournal(folder=str(folder))
        restoring.restore_as(folder, backup, self._clock.now().utc, cancelled, progress)

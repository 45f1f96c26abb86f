"""A journal that does not open: what can be read of it, what the backups hold, and putting either in its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from journal_app.domain.backup_errors import FolderInJournal
from journal_app.domain.errors import NoJournal
from journal_app.domain.moment import Clock
from journal_app.domain.rescue import Outlook, RescueReport, SoundCopy, report_text
from journal_app.paths import lies_in
from journal_app.storage.copies import newest_sound, time_of
from journal_app.storage.opening import is_journal
from journal_app.storage.safe_files import write_private
from journal_app.storage.salvage import rescue
from journal_app.storage.salvage.keys import needs_passphrase


class RecoveryService:
    """For the journal in one folder, while it is not open. Everything here takes a while: it belongs in the worker."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder, self._clock = folder, clock

    def look(self, passphrase: str | None, cancelled: Callable[[], bool] = lambda: False) -> Outlook:
        """What can be done. Nothing is written. Raises CannotReadFile."""
        keys_in = rescue.keys_elsewhere(self._folder, passphrase)
        return Outlook(
            readable=rescue.look(self._folder, passphrase, cancelled),
            copy=newest_sound(self._folder, passphrase, self._clock.now().utc),
            keys_in=keys_in,
            keys_at=time_of(keys_in) if keys_in else None,
            asks_passphrase=needs_passphrase(self._folder, passphrase),
        )

    def rescue(self, passphrase: str | None, into: Path | None = None) -> RescueReport:
        """Put a new journal of what can be read in this one's place, or into another folder.

        Raises NoJournal, JournalDamaged if nothing can be read, JournalExists, FolderInJournal, InUseElsewhere,
        CannotReadFile, JournalReadOnly, DiskFull or DiskTrouble; the journal is then as it was.
        """
        if not is_journal(self._folder):
            raise NoJournal(folder=str(self._folder))
        if into is not None and lies_in(into, self._folder):
            raise FolderInJournal(folder=str(into))
        return rescue.rescue(self._folder, passphrase, self._clock.now().utc, into)

    def bring_back(self, copy: SoundCopy, passphrase: str | None) -> None:
        """Put a backup in the journal's place; the present files become a backup. Raises as ``rescue`` does."""
        rescue.bring_back(self._folder, copy, passphrase, self._clock.now().utc)

    def bring_back_keys(self, source: Path) -> None:
        """Put a backup's key file in the place of the journal's. Raises as ``rescue`` does."""
        rescue.bring_back_keys(self._folder, source, self._clock.now().utc)

    def save_report(self, report: RescueReport, path: Path) -> None:
        """Write what was rescued and what was not as a text file. Raises JournalReadOnly, DiskFull or DiskTrouble."""
        write_private(path, report_text(report).encode())

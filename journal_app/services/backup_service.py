"""Backups of the open journal: making, listing, looking into them, and checking that all is well."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from journal_app.domain import backup_errors, errors
from journal_app.domain.backup import Backup, BackupMade, BackupState, Contents, Finding, Opened, SecondState
from journal_app.domain.moment import Clock
from journal_app.domain.work import Progress, never, unheard
from journal_app.paths import lies_in
from journal_app.storage import second_folder
from journal_app.storage.backup_list import backup_at, backups_in, backups_under, rotate
from journal_app.storage.backup_making import clear_unfinished, make, make_backups_folder, told_of_backups
from journal_app.storage.backup_opening import look_into, open_backup
from journal_app.storage.backup_proof import Sight, contents, sight_of
from journal_app.storage.backup_state import read_state, write_state
from journal_app.storage.backups import BACKUPS_NAME, DATABASE_NAME, KEYS_NAME
from journal_app.storage.coming_back import SECOND_FOLDER
from journal_app.storage.rewrap import bring_backups_up_to_date
from journal_app.storage.settings_store import SettingsStore
from journal_app.storage.vault import Vault
from journal_app.storage.verifying import verify_backup, verify_journal
from journal_app.storage.writer_lock import WriterLock

_LOCK_NAME = ".lock"
_SECOND_TROUBLE = (
    backup_errors.SecondFolderMissing,
    backup_errors.BackupNoRoom,
    backup_errors.BackupNotAllowed,
    backup_errors.BackupDiskTrouble,
    backup_errors.BackupDamaged,
    errors.CannotReadFile,
)


class BackupService:
    """The backups of one open journal. What takes long may be called from any thread and can be told to stop."""

    def __init__(self, vault: Vault, settings: SettingsStore, clock: Clock, *, is_sample: bool = False) -> None:
        self._vault, self._settings, self._clock = vault, settings, clock
        # A reader may back up when asked to, but what changed is the business of whoever changed it.
        self.automatic = not is_sample and not vault.read_only
        self.is_sample = is_sample

    @property
    def folder(self) -> Path:
        """Where the backups are."""
        return self._vault.folder / BACKUPS_NAME

    def state(self) -> BackupState:
        """When the last one was made, and how the second folder stands."""
        return read_state(self.folder)

    def has_news(self) -> bool:
        """Whether something changed since the last backup."""
        return self.state().has_news(self._vault.changes())

    def is_due(self) -> bool:
        """Whether one is to be made now by itself: something changed, and the last is an hour old."""
        return self.state().is_due(self._vault.changes(), self._clock.now().utc)

    def is_second_behind(self) -> bool:
        """Whether the newest backup is not yet in the second folder."""
        state = self.state()
        return bool(state.name) and state.second.name != state.name and self.second_folder() is not None

    def back_up(
        self, cancelled: Callable[[], bool] = never, progress: Progress = unheard, *, within: float | None = None
    ) -> BackupMade:
        """Make a backup, prove it, bring it to the second folder, and take away those that are not to be kept.

        If it has to be done ``within`` so many seconds, it is left to ``catch_up`` to bring it to a slow second folder.

        What goes wrong in the second folder is in the state and is not raised. Raises BackupUnderWay, BackupNoRoom,
        BackupNotAllowed, BackupDiskTrouble, BackupDamaged, JournalDamaged or Cancelled; the earlier ones are untouched.
        """
        began = time.monotonic()
        chosen = self.second_folder()
        if within is not None and not self._fits_within(within):
            chosen = None
        with self._alone():
            clear_unfinished(self.folder)
            now = self._clock.now().utc
            share = 0.6 if chosen else 1.0
            made, original = self._make(self.folder, cancelled, lambda done: progress(done * share))
            state = replace(
                self.state(), at=now, name=made.name, changes=original.changes, seconds=time.monotonic() - began
            )
            write_state(self.folder, state)
            rotate(self.folder, now, self._clock.zone())
            if chosen:
                state = self._bring(made, original, chosen, state, cancelled, lambda done: progress(0.6 + done * 0.4))
        return BackupMade(backup_at(made), original.contents, state)

    def _fits_within(self, seconds: float) -> bool:
        """Whether there would be time for the second folder too, if it takes as long as the last time."""
        state = self.state()
        return state.seconds + state.second.seconds < seconds

    def back_up_to(self, folder: Path, cancelled: Callable[[], bool] = never, progress: Progress = unheard) -> Backup:
        """Make a backup in a folder that is there, which the rotation never touches; nothing else changes.

        Raises FolderMissing, SecondFolderInside and what ``back_up`` raises but for BackupUnderWay.
        """
        if not folder.is_dir():
            raise backup_errors.FolderMissing(folder=str(folder))
        if folder.resolve() == self._vault.folder.resolve() or lies_in(folder, self._vault.folder):
            raise backup_errors.SecondFolderInside(folder=str(folder))
        made, _ = self._make(folder, cancelled, progress)
        return backup_at(made)

    def catch_up(self, cancelled: Callable[[], bool] = never, progress: Progress = unheard) -> BackupState:
        """Bring the newest backup to the second folder, if it is not there yet. Raises BackupUnderWay or Cancelled."""
        chosen = self.second_folder()
        if chosen is None or not self.is_second_behind():
            return self.state()
        with self._alone():
            state = self.state()
            newest = self.folder / state.name
            if not newest.is_dir():
                return state
            with self._vault.copying() as (_, key):
                original = sight_of(newest / DATABASE_NAME, key)
            return self._bring(newest, original, chosen, state, cancelled, progress)

    def backups(self) -> tuple[Backup, ...]:
        """All backups, the newest first. Raises CannotReadFile."""
        return backups_in(self.folder)

    def backups_under(self, folder: Path) -> tuple[Backup, ...]:
        """The backups in a folder that somebody chose, the newest first: itself, or below it, as on a memory stick.

        Raises NoSuchBackup or CannotReadFile.
        """
        found = backups_under(folder)
        if not found:
            raise backup_errors.NoSuchBackup(name=folder.name)
        return found

    def present(self) -> Contents:
        """What is in the open journal."""
        with self._vault.reading() as connection:
            return contents(connection, (self._vault.folder / DATABASE_NAME).stat().st_size)

    def open_backup(self, folder: Path, passphrase: str | None = None) -> Opened:
        """What opens a backup: the open journal's key, or the passphrase of its own.

        Raises BackupKeyDiffers where that is needed, and what ``backup_opening.open_backup`` raises.
        """
        if not backup_at(folder).size:
            raise backup_errors.NoSuchBackup(name=folder.name)
        try:
            with self._vault.copying() as (_, key):
                return open_backup(folder, passphrase, self._vault.folder, key)
        except errors.PassphraseNeeded as error:
            raise backup_errors.BackupKeyDiffers(name=folder.name) from error

    def inspect(self, backup: Opened) -> Contents:
        """What is in a backup. Raises BackupDamaged or NewerJournal."""
        return look_into(backup.folder, backup.key)

    # The second folder

    def second_folder(self) -> Path | None:
        """The folder the person chose, whether it is there or not."""
        chosen = self._settings.get(SECOND_FOLDER)
        return Path(chosen) if chosen else None

    def choose_second_folder(self, chosen: Path) -> None:
        """Back up there too, from the next backup on.

        Raises SecondFolderMissing, SecondFolderInside, BackupNotAllowed, BackupNoRoom, BackupDiskTrouble,
        InUseElsewhere or JournalReadOnly; nothing has changed then.
        """
        second_folder.choose(chosen, self._vault.folder, self._uid())
        self._settings.put(SECOND_FOLDER, str(chosen.absolute()))
        write_state(self.folder, replace(self.state(), second=SecondState()))

    def forget_second_folder(self) -> None:
        """Back up there no more. What is there stays. Raises InUseElsewhere or JournalReadOnly."""
        self._settings.put(SECOND_FOLDER, None)
        write_state(self.folder, replace(self.state(), second=SecondState()))

    # Checking

    def verify(self, cancelled: Callable[[], bool] = never, progress: Progress = unheard) -> Iterator[Finding]:
        """Check the journal, its key file, its search index and every backup; findings come as they are made.

        Raises Cancelled.
        """
        yield from verify_journal(self._vault, cancelled)
        backups = self.backups()
        for number, backup in enumerate(backups, start=1):
            with self._vault.copying() as (_, key):
                yield verify_backup(backup, key, cancelled)
            progress(number / len(backups))

    def _make(self, folder: Path, cancelled: Callable[[], bool], progress: Progress) -> tuple[Path, Sight]:
        with self._vault.copying() as (connection, key):
            keys = self._vault.folder / KEYS_NAME
            return make(connection, key, keys, folder, self._clock.now().utc, cancelled, progress)

    def _bring(
        self,
        made: Path,
        original: Sight,
        chosen: Path,
        state: BackupState,
        cancelled: Callable[[], bool],
        progress: Progress,
    ) -> BackupState:
        now, began = self._clock.now().utc, time.monotonic()
        uid = self._uid()
        place = second_folder.place(chosen, uid)
        try:
            with self._vault.copying() as (_, key):
                copy = second_folder.bring(made, chosen, uid, key, original, now, cancelled, progress)
                rotate(place, now, self._clock.zone())
                self._follow_keys(chosen, uid, key)
            left = len(second_folder.in_the_open(chosen, uid)) if self._vault.protected else 0
            took = time.monotonic() - began
            second = SecondState(at=now, name=copy.name, tried=now, in_the_open=left, seconds=took)
        except _SECOND_TROUBLE as error:
            second = replace(state.second, tried=now, trouble=error.message_id)
        state = replace(state, second=second)
        write_state(self.folder, state)
        return state

    def follow_keys(self) -> int:
        """Have the copies in the second folder open with what opens the journal now, and with nothing else.

        Returns how many were behind; what is out of reach is seen to with the next backup. Raises what reading
        keys.json raises.
        """
        chosen = self.second_folder()
        if chosen is None or self._vault.read_only:
            return 0
        with self._vault.copying() as (_, key):
            return self._follow_keys(chosen, self._uid(), key)

    def second_folder_out_of_reach(self) -> Path | None:
        """The second folder, if there is one whose copies cannot be brought up to date now."""
        chosen = self.second_folder()
        if chosen is None:
            return None
        there = second_folder.place(chosen, self._uid())
        return None if there.is_dir() and os.access(there, os.W_OK | os.X_OK) else chosen

    def _follow_keys(self, chosen: Path, uid: str, key: bytes) -> int:
        place = second_folder.place(chosen, uid)
        return bring_backups_up_to_date(place, self._vault.folder / KEYS_NAME, key)

    def _uid(self) -> str:
        return self._settings.get("journal_uid") or "journal"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One backup at a time, in whatever process."""
        make_backups_folder(self.folder)
        lock = WriterLock(self.folder, _LOCK_NAME)
        with told_of_backups(self.folder):
            free = lock.acquire()
        if not free:
            raise backup_errors.BackupUnderWay
        try:
            yield
        finally:
            lock.release()

"""What opens the journal, and changing it: the passphrase, the recovery key, the operating system's key store."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from journal_app.domain.change import Change, Kind
from journal_app.domain.errors import CannotWriteFile, NoPassphrase, UserFacingError
from journal_app.domain.moment import Clock
from journal_app.domain.recovery_key import BYTES, RecoveryKey
from journal_app.storage import key_file, key_store, rewrap
from journal_app.storage.backups import BACKUPS_NAME, KEYS_NAME
from journal_app.storage.safe_files import write_private
from journal_app.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class KeyState:
    """How a journal is locked. ``recovery_made_on`` is None for no recovery key, or one whose day is not known."""

    protected: bool
    has_recovery_key: bool
    recovery_made_on: date | None
    by_key_store: bool


class KeyService:
    """The keys of an open journal. All of it reads or writes files, and most derives keys: for the worker."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault, self._clock = vault, clock

    @property
    def folder(self) -> Path:
        """The journal these keys are for."""
        return self._vault.folder

    @property
    def today(self) -> date:
        """The day that a key made now is dated."""
        return self._clock.now().local_date

    def state(self) -> KeyState:
        """How things stand. Raises KeyFileMissing, KeyFileDamaged, NewerJournal or CannotReadFile."""
        found = key_file.read_secrets(self._vault.folder / KEYS_NAME)
        recovery = found.get(key_file.RECOVERY)
        return KeyState(
            protected=key_file.PASSPHRASE in found,
            has_recovery_key=recovery is not None,
            recovery_made_on=_day(recovery.get("made_on")) if recovery else None,
            by_key_store=key_file.KEY_STORE in found,
        )

    def check_protected(self) -> None:
        """Raise NoPassphrase where the journal can have no other secret, or what ``state`` raises."""
        if not self.state().protected:
            raise NoPassphrase

    def change_passphrase(self, current: str | None, passphrase: str) -> Change:
        """Have another passphrase open the journal. ``current`` is the one that does now, None if that was just typed.

        Raises WrongPassphrase, EmptyPassphrase, NoPassphrase, InUseElsewhere, JournalReadOnly, DiskFull or DiskTrouble.
        """
        if current is not None:
            key_file.read_data_key(self._vault.folder / KEYS_NAME, current)
        with self._vault.data_key() as key:
            rewrap.change_passphrase(self._vault.folder, key, passphrase)
        return Change.of(Kind.KEYS)

    def new_recovery_key(self) -> RecoveryKey:
        """A recovery key that opens nothing until it is kept."""
        return RecoveryKey(secrets.token_bytes(BYTES))

    def keep_recovery_key(self, recovery: RecoveryKey) -> Change:
        """Have this recovery key open the journal, and no other. Raises as ``change_passphrase``."""
        with self._vault.data_key() as key:
            rewrap.set_recovery_key(self._vault.folder, key, recovery, self.today)
        return Change.of(Kind.KEYS)

    def use_key_store(self) -> Change:
        """Have the key store open the journal too. Raises KeyStoreUnavailable, or as ``change_passphrase``."""
        with self._vault.data_key() as key:
            rewrap.add_key_store(self._vault.folder, key)
        return Change.of(Kind.KEYS)

    def leave_key_store(self) -> Change:
        """Have the key store open the journal no more. Raises as ``change_passphrase``."""
        with self._vault.data_key() as key:
            rewrap.remove_key_store(self._vault.folder, key)
        return Change.of(Kind.KEYS)

    def key_store_name(self) -> str:
        """What this computer's key store is called. Raises KeyStoreUnavailable where there is none."""
        return key_store.store_name()

    def bring_backups_up_to_date(self, backups: Path | None = None) -> int:
        """Give backups that were out of reach before the journal's present key file; returns how many.

        Nothing where the journal may not be written: whoever writes to it does so.
        """
        if self._vault.read_only:
            return 0
        with self._vault.data_key() as key:
            folder = self._vault.folder
            return rewrap.bring_backups_up_to_date(backups or folder / BACKUPS_NAME, folder / KEYS_NAME, key)

    def save_sheet(self, path: Path, content: bytes) -> None:
        """Write the sheet with a recovery key for its owner's eyes alone. Raises CannotWriteFile."""
        try:
            write_private(path, content)
        except UserFacingError as error:
            cause = error.__cause__
            reason = cause.strerror if isinstance(cause, OSError) else None
            raise CannotWriteFile(name=path.name, reason=reason or "unknown") from error


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None

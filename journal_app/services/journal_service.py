"""The open journal itself: where it is, how it is protected, whether it may be written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from journal_app.domain.change import Change, Kind
from journal_app.storage.check_in_days import CheckInDays
from journal_app.storage.entry_list import EntryList
from journal_app.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class JournalInfo:
    """What there is to know about a journal without reading it. ``size`` is in bytes."""

    folder: Path
    protected: bool
    read_only: bool
    entries: int
    in_bin: int
    check_ins: int
    first_day: str | None
    size: int


class JournalService:
    """The vault, as the window and the command line may know it."""

    def __init__(self, vault: Vault, lists: EntryList, check_ins: CheckInDays) -> None:
        self._vault = vault
        self._lists = lists
        self._check_ins = check_ins

    @property
    def folder(self) -> Path:
        """Where the journal is."""
        return self._vault.folder

    @property
    def protected(self) -> bool:
        """Whether a passphrase is needed to open it."""
        return self._vault.protected

    @property
    def read_only_because(self) -> str | None:
        """ "in-use", "folder", or None if it may be written."""
        return self._vault.read_only_because

    def prepare_writing(self) -> None:
        """Load what the first write would load: some 170 ms, for the worker."""
        self._vault.prepare_writing()

    def info(self) -> JournalInfo:
        """Counts and size."""
        from journal_app.domain.entry import EntryFilter

        first = self._lists.first_day()
        return JournalInfo(
            folder=self._vault.folder,
            protected=self._vault.protected,
            read_only=self._vault.read_only,
            entries=self._lists.count(EntryFilter()),
            in_bin=self._lists.count(EntryFilter(deleted=True)),
            check_ins=self._check_ins.count(),
            first_day=first.isoformat() if first else None,
            size=sum(file.stat().st_size for file in self._vault.folder.glob("journal.db*")),
        )

    def set_passphrase(self, passphrase: str) -> Change:
        """Give a journal that has none a passphrase, and encrypt it anew. No other thread may be at work.

        Raises EmptyPassphrase, InUseElsewhere, JournalReadOnly, DiskFull or DiskTrouble; it is then as it was.
        """
        self._vault.protect(passphrase)
        return Change.of(Kind.KEYS)

    def close(self) -> None:
        """Close every connection and forget the key."""
        self._vault.close()

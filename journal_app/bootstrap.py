"""The one place where everything is put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app.content.library import ContentLibrary
from journal_app.content.messages import Messages
from journal_app.domain.errors import NoJournal
from journal_app.domain.moment import Clock, Moment, zone_name
from journal_app.domain.recovery_key import read_recovery_key
from journal_app.paths import Paths
from journal_app.services.due_service import DueService
from journal_app.services.entry_service import EntryService
from journal_app.services.journal_service import JournalService
from journal_app.services.preference_service import PreferenceService
from journal_app.services.prompt_service import PromptService
from journal_app.services.today_service import TodayService
from journal_app.services.window_claim import WindowClaim
from journal_app.storage.backups import KEYS_NAME
from journal_app.storage.check_in_days import CheckInDays
from journal_app.storage.creation import create_vault
from journal_app.storage.entry_list import EntryList
from journal_app.storage.entry_store import EntryStore
from journal_app.storage.key_file import KeyStore, Opener, has_passphrase, read_data_key, read_secrets
from journal_app.storage.opening import is_journal, open_vault, settle
from journal_app.storage.prompt_store import PromptStore
from journal_app.storage.settings_store import SettingsStore
from journal_app.storage.vault import Vault

if TYPE_CHECKING:
    from journal_app.services.backup_service import BackupService
    from journal_app.services.behaviour_service import BehaviourService
    from journal_app.services.check_in_service import CheckInService
    from journal_app.services.import_service import ImportService
    from journal_app.services.key_service import KeyService
    from journal_app.services.merge_service import MergeService
    from journal_app.services.place_service import PlaceService
    from journal_app.services.recovery_service import RecoveryService
    from journal_app.services.report_service import ReportService
    from journal_app.services.restore_service import RestoreService
    from journal_app.services.soundness_service import SoundnessService
    from journal_app.services.trend_service import TrendService
    from journal_app.services.version_service import VersionService


class SystemClock:
    """The machine's clock, in the machine's zone."""

    def now(self) -> Moment:
        """The present moment."""
        zone = self.zone()
        return Moment.of(datetime.now(UTC).astimezone(zone), zone_name(zone))

    def zone(self) -> tzinfo:
        """The machine's zone, by its IANA name where the system tells it."""
        from journal_app.services.local_zone import local_zone

        return local_zone()


@dataclass(frozen=True)
class Services:
    """What the window and the command line do with an open journal."""

    content: ContentLibrary
    clock: Clock
    journal: JournalService
    entries: EntryService
    prompts: PromptService
    due: DueService
    is_sample: bool
    _vault: Vault
    _texts: EntryStore

    @property
    def today(self) -> TodayService:
        """What the first page shows."""
        return TodayService(self.entries, self.prompts, self.due, lambda: len(self.behaviours.asked()), self.clock)

    @property
    def behaviours(self) -> BehaviourService:
        """What can be rated."""
        return _behaviour_service(self._vault, self.content, self.clock)

    @cached_property
    def check_ins(self) -> CheckInService:
        """Rating one's own behaviours."""
        from journal_app.services.check_in_service import CheckInService
        from journal_app.storage.check_in_store import CheckInStore
        from journal_app.storage.half_done_store import HalfDoneStore

        vault = self._vault
        return CheckInService(
            *(CheckInDays(vault), CheckInStore(vault), HalfDoneStore(vault), EntryList(vault)),
            *(self.behaviours.all, self.content, self.clock),
        )

    @property
    def trends(self) -> TrendService:
        """Scores over months."""
        from journal_app.services.trend_service import TrendService
        from journal_app.storage.check_in_list import CheckInList
        from journal_app.storage.rating_totals import RatingTotals

        totals, lists = RatingTotals(self._vault), CheckInList(self._vault)
        return TrendService(totals, lists, self.behaviours.all, self.content, self.clock)

    @property
    def reports(self) -> ReportService:
        """Reports of a period."""
        from journal_app.services.report_service import ReportService

        return ReportService(self.trends, self.check_ins, self.entries, self.content, self.clock)

    @property
    def versions(self) -> VersionService:
        """What entries said before."""
        from journal_app.services.version_service import VersionService
        from journal_app.storage.version_store import VersionStore

        return VersionService(VersionStore(self._vault), self._texts, self.clock)

    @property
    def backups(self) -> BackupService:
        """Backups of this journal."""
        from journal_app.services.backup_service import BackupService

        return BackupService(self._vault, SettingsStore(self._vault), self.clock, is_sample=self.is_sample)

    @property
    def imports(self) -> ImportService:
        """Other journals' files."""
        from journal_app.services.import_service import ImportService

        return ImportService(EntryStore(self._vault), self.clock)

    @property
    def keys(self) -> KeyService:
        """What opens the journal."""
        from journal_app.services.key_service import KeyService

        return KeyService(self._vault, self.clock)

    @property
    def merging(self) -> MergeService:
        """Other copies of this journal."""
        from journal_app.services.merge_service import MergeService

        return MergeService(self._vault, self.clock)

    @property
    def place(self) -> PlaceService:
        """Whether other machines write to the journal's folder as well."""
        from journal_app.services.place_service import PlaceService

        return PlaceService(self._vault)

    @property
    def soundness(self) -> SoundnessService:
        """Whether the journal's file is as it should be."""
        from journal_app.services.soundness_service import SoundnessService

        return SoundnessService(self._vault)


@dataclass(frozen=True)
class App:
    """What there is before a journal is open."""

    paths: Paths
    clock: Clock
    content: ContentLibrary
    messages: Messages
    preferences: PreferenceService

    def window_claim(self) -> WindowClaim:
        """The right to be the one window of the journal."""
        return WindowClaim(self.paths.journal, self.paths.preferences.parent)

    def has_journal(self, folder: Path) -> bool:
        """Whether a journal is in this folder, once what was cut short there is completed.

        Raises CannotReadFile, or what ``opening.settle`` raises.
        """
        settle(folder)
        return is_journal(folder)

    def needs_passphrase(self, folder: Path) -> bool:
        """Whether the journal there has a passphrase.

        Raises KeyFileMissing, KeyFileDamaged, NewerJournal or CannotReadFile.
        """
        return has_passphrase(folder / KEYS_NAME)

    def create(self, folder: Path, passphrase: str | None) -> Services:
        """Make a journal and open it. Raises what ``create_vault`` raises."""
        return self._services(create_vault(folder, passphrase, self.clock.now().utc))

    def open(self, folder: Path, passphrase: str | None) -> Services:
        """Open a journal. Raises what ``open_vault`` raises."""
        return self._open(folder, passphrase)

    def opens_by_key_store(self, folder: Path) -> bool:
        """Whether the operating system's key store opens the journal there. Raises as ``needs_passphrase``."""
        return "keystore" in read_secrets(folder / KEYS_NAME)

    def has_recovery_key(self, folder: Path) -> bool:
        """Whether a recovery key was made for the journal there. Raises as ``needs_passphrase``."""
        return "recovery" in read_secrets(folder / KEYS_NAME)

    def open_by_key_store(self, folder: Path) -> Services:
        """Open a journal with what the key store keeps. Raises what ``open_vault`` raises."""
        return self._open(folder, KeyStore())

    def check_recovery_key(self, folder: Path, typed: str) -> None:
        """Raise NoJournal, BadRecoveryKey, NoRecoveryKey, WrongRecoveryKey, or what reading keys.json raises."""
        if not self.has_journal(folder):
            raise NoJournal(folder=str(folder))
        read_data_key(folder / KEYS_NAME, read_recovery_key(typed))

    def recover(self, folder: Path, typed: str, passphrase: str) -> None:
        """Have a journal, and its backups, open with a new passphrase; its recovery key stands for the one before.

        The database is not opened: where that is damaged, the passphrase is needed to rescue what can be read. Raises
        what ``check_recovery_key`` and ``change_passphrase`` raise, KeysDoNotFit or InUseElsewhere.
        """
        from journal_app.storage.recovering import recover

        if not self.has_journal(folder):
            raise NoJournal(folder=str(folder))
        recover(folder, read_recovery_key(typed), passphrase)

    def _open(self, folder: Path, opener: Opener) -> Services:
        return self._services(open_vault(folder, opener, self.clock.now().utc))

    def restoring(self, folder: Path) -> RestoreService:
        """Bringing backups back, into this folder's journal or as one of their own."""
        from journal_app.services.restore_service import RestoreService

        return RestoreService(folder, self.clock)

    def recovery(self, folder: Path) -> RecoveryService:
        """What can be done about a journal that does not open."""
        from journal_app.services.recovery_service import RecoveryService

        return RecoveryService(folder, self.clock)

    def open_sample(self) -> Services:
        """Open the sample journal, made afresh once a day."""
        from journal_app.services.sample_service import open_sample

        vault = open_sample(self.paths.sample, self.paths.resources / "sample" / "journal.toml", self.clock)
        return self._services(vault, is_sample=True)

    def _services(self, vault: Vault, *, is_sample: bool = False) -> Services:
        lists, days, texts = EntryList(vault), CheckInDays(vault), EntryStore(vault)
        practices = [item.key for item in self.content.practices()]
        entries = EntryService(texts, lists, practices, self.clock)
        try:
            if not vault.read_only:
                entries.empty_old_bin()
        except BaseException:
            vault.close()
            raise
        return Services(
            content=self.content,
            clock=self.clock,
            journal=JournalService(vault, lists, days),
            entries=entries,
            prompts=PromptService(PromptStore(vault), SettingsStore(vault), lists, self.content, self.clock),
            due=DueService(days, self.clock),
            is_sample=is_sample,
            _vault=vault,
            _texts=texts,
        )


def _behaviour_service(vault: Vault, content: ContentLibrary, clock: Clock) -> BehaviourService:
    from journal_app.services.behaviour_service import BehaviourService
    from journal_app.storage.behaviour_store import BehaviourStore

    return BehaviourService(BehaviourStore(vault), content, clock)


def build(paths: Paths, clock: Clock | None = None) -> App:
    """Put the program together, without opening a journal."""
    return App(
        paths=paths,
        clock=clock or SystemClock(),
        content=ContentLibrary(paths.content),
        messages=Messages(paths.content),
        preferences=PreferenceService(paths.preferences),
    )

"""Backups with the second folder, restoring in place and as a new journal."""

from __future__ import annotations

import shutil
from pathlib import Path

from journal_app.domain.entry import EntryFilter
from journal_app.domain.work import never, unheard
from journal_app.services.backup_service import BackupService
from journal_app.storage import key_file
from journal_app.storage.backup_opening import fits, open_backup
from journal_app.storage.opening import is_journal, open_vault
from journal_app.storage.restoring import restore, restore_as
from journal_app.storage.settings_store import SettingsStore
from tests.support.clock import FakeClock
from tests.support.faults.invariants import (
    BACKUPS,
    KEYS,
    check_backups,
    check_consistent,
    check_entries,
    check_files,
    entry_of,
    fill,
)
from tests.support.faults.operations import AS_BEFORE, BEFORE, LATER, journal_in, opened
from tests.support.faults.scene import Operation, Promises, Scene
from tests.support.journals import AT, PASSPHRASE, Stores

_STATE = frozenset({"state.json", ".lock"})
_SINCE = 70


def _service(stores: Stores, at: str = "2026-03-02T09:00") -> BackupService:
    return BackupService(stores.vault, SettingsStore(stores.vault), FakeClock(at))


def _prepare(home: Path) -> None:
    """A journal with one backup, and a second folder."""
    (home / "stick").mkdir(parents=True)
    with opened(home, PASSPHRASE, new=True) as stores:
        fill(stores, BEFORE)
        service = _service(stores, "2026-03-01T09:00")
        service.choose_second_folder(home / "stick")
        service.back_up()


def _back_up(home: Path, scene: Scene) -> None:
    with opened(home, PASSPHRASE) as stores, scene.armed():
        made = _service(stores).back_up()
        scene.promise("backed up")
        if not made.state.second.trouble:
            scene.promise("second")


def _check_backed_up(home: Path, promises: Promises) -> None:
    journal = journal_in(home)
    at_least = 1 + len(promises & {"backed up"})
    check_backups(journal, PASSPHRASE, BEFORE, at_least=at_least)
    with opened(home, PASSPHRASE) as stores:
        _service(stores, "2026-03-02T11:00").back_up()
    check_backups(journal, PASSPHRASE, BEFORE, at_least=1 + at_least)
    _look(home)
    copies = [path.parent for path in (home / "stick").rglob("journal.db")]
    assert copies
    for copy in copies:
        assert not copy.name.startswith("."), f"litter in the second folder: {copy.name}"
        assert fits(copy, key_file.read_data_key(copy / KEYS, PASSPHRASE))


def _look(home: Path) -> None:
    with opened(home, PASSPHRASE) as stores:
        check_entries(stores, AS_BEFORE)
        check_consistent(stores)
    check_files(journal_in(home), more=_STATE)


def _prepare_restoring(home: Path) -> None:
    """A journal with a backup of before, an entry since, and not closed properly."""
    with opened(home, PASSPHRASE, new=True) as stores:
        fill(stores, BEFORE)
        _service(stores).back_up()
        stores.entries.add(entry_of(_SINCE), AT)
        shutil.copytree(journal_in(home), home / "cut short")
    shutil.rmtree(journal_in(home))
    (home / "cut short").rename(journal_in(home))


def _backup_of(home: Path) -> Path:
    return next(path for path in sorted((journal_in(home) / BACKUPS).glob("*T*/")))


def _restore(home: Path, scene: Scene) -> None:
    journal = journal_in(home)
    backup = open_backup(_backup_of(home), PASSPHRASE, journal)
    with scene.armed():
        restore(journal, backup, AT, never, unheard)
        scene.promise("restored")


def _check_restored(home: Path, promises: Promises) -> None:
    with opened(home, PASSPHRASE) as stores:
        count = stores.lists.count(EntryFilter())
        restored = count == len(BEFORE)
        check_entries(stores, AS_BEFORE if restored else {**AS_BEFORE, _SINCE: {1}})
        check_consistent(stores)
    assert restored or not promises
    check_backups(journal_in(home), PASSPHRASE, BEFORE, at_least=1 + restored)
    if restored:
        kept = [path for path in (journal_in(home) / BACKUPS).glob("*/") if path != _backup_of(home)]
        check_backups(journal_in(home), PASSPHRASE, BEFORE)
        assert kept, "what was there before is not among the backups"
    else:
        restore(journal_in(home), open_backup(_backup_of(home), PASSPHRASE, journal_in(home)), LATER, never, unheard)
        with opened(home, PASSPHRASE) as stores:
            check_entries(stores, AS_BEFORE)
        # What was not closed properly keeps its log among the backups; a look into it folds it.
        check_backups(journal_in(home), PASSPHRASE, BEFORE, at_least=2)
    check_files(journal_in(home), more=_STATE)


def _prepare_with_log(home: Path) -> None:
    """A journal whose only backup was not closed properly: its last entry stands in the log alone."""
    with opened(home, PASSPHRASE, new=True) as stores:
        fill(stores, BEFORE)
    with opened(home, PASSPHRASE) as stores:
        stores.entries.add(entry_of(_SINCE), AT)
        backup = journal_in(home) / BACKUPS / "20260301T090000Z-before-restore"
        backup.mkdir(0o700)
        for name in ("journal.db", "journal.db-wal", KEYS):
            shutil.copy(journal_in(home) / name, backup / name)
            (backup / name).chmod(0o600)
        stores.entries.bin(stores.lists.page(EntryFilter(), 0, 1)[0].uid, AT)


def _check_restored_with_log(home: Path, promises: Promises) -> None:
    """Only what was promised matters here: the entry in the log."""
    with opened(home, PASSPHRASE) as stores:
        titles = {each.title for each in stores.lists.page(EntryFilter(), 0, 9)}
        in_bin = stores.lists.count(EntryFilter(deleted=True))
        assert len(titles) + in_bin == len(BEFORE) + 1, f"lost from the log: {titles}"
        assert not in_bin or not promises
        check_consistent(stores)


def _restore_as(home: Path, scene: Scene) -> None:
    backup = open_backup(_backup_of(home), PASSPHRASE, journal_in(home))
    with scene.armed():
        restore_as(home / "new", backup, AT, never, unheard)
        scene.promise("restored")


def _check_restored_as(home: Path, promises: Promises) -> None:
    new = home / "new"
    if not is_journal(new):
        assert not promises
        restore_as(new, open_backup(_backup_of(home), PASSPHRASE, journal_in(home)), AT, never, unheard)
    vault = open_vault(new, PASSPHRASE, LATER)
    check_entries(Stores.of(vault), AS_BEFORE)
    check_consistent(Stores.of(vault))
    vault.close()
    check_files(new, more=_STATE)


OPERATIONS = (
    Operation("backup, two folders", _prepare, _back_up, _check_backed_up),
    Operation("restore", _prepare_restoring, _restore, _check_restored),
    Operation("restore, from a log", _prepare_with_log, _restore, _check_restored_with_log),
    Operation("restore as new", _prepare_restoring, _restore_as, _check_restored_as),
)

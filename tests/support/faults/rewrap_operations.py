"""Another passphrase, and a recovery key, for the same data key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from journal_app.domain import errors
from journal_app.domain.recovery_key import RecoveryKey
from journal_app.storage import key_file
from journal_app.storage.backups import make_backup
from journal_app.storage.opening import open_vault
from journal_app.storage.rewrap import bring_backups_up_to_date, change_passphrase, set_recovery_key
from tests.support.faults.invariants import BACKUPS, KEYS, check_backups, fill
from tests.support.faults.operations import AS_BEFORE, BEFORE, journal_in, look, opened
from tests.support.faults.scene import Operation, Promises, Scene
from tests.support.journals import AT, CHEAP, PASSPHRASE

_OTHER = "four other quiet words"
_RECOVERY = RecoveryKey(bytes(range(20)))


def _prepare(home: Path) -> None:
    with opened(home, PASSPHRASE, new=True) as stores:
        fill(stores, BEFORE)
        with stores.vault.data_key() as key:
            make_backup(stores.vault.connection(), stores.vault.folder, key, AT, "one")


def _rewrap(home: Path, scene: Scene) -> None:
    key = key_file.read_data_key(journal_in(home) / KEYS, PASSPHRASE)
    with scene.armed():
        change_passphrase(journal_in(home), key, _OTHER, CHEAP)
        scene.promise("changed")


def _opens(keys: Path, secret: key_file.Opener) -> bool:
    try:
        key_file.read_data_key(keys, secret)
    except errors.WrongPassphrase:
        return False
    return True


def _check_rewrapped(home: Path, promises: Promises) -> None:
    """One of the two opens it; the other does not, nor, from the next opening on, any backup."""
    journal = journal_in(home)
    changed = _opens(journal / KEYS, _OTHER)
    assert changed != _opens(journal / KEYS, PASSPHRASE)
    assert changed or not promises
    if not changed:
        with opened(home, PASSPHRASE):
            pass
        change_passphrase(journal, key_file.read_data_key(journal / KEYS, PASSPHRASE), _OTHER, CHEAP)
    _as_after_opening(journal, _OTHER)
    look(home, AS_BEFORE, _OTHER)
    assert not _opens(journal / KEYS, PASSPHRASE)
    check_backups(journal, _OTHER, BEFORE, at_least=1)
    for backup in (journal / BACKUPS).iterdir():
        assert not _opens(backup / KEYS, PASSPHRASE), "the old passphrase opens a backup"


def _as_after_opening(journal: Path, secret: key_file.Opener) -> None:
    """The program does this in the worker once a journal is open."""
    key = key_file.read_data_key(journal / KEYS, secret)
    bring_backups_up_to_date(journal / BACKUPS, journal / KEYS, key)


def _recover(home: Path, scene: Scene) -> None:
    key = key_file.read_data_key(journal_in(home) / KEYS, PASSPHRASE)
    with scene.armed():
        set_recovery_key(journal_in(home), key, _RECOVERY, date(2026, 3, 2), CHEAP)
        scene.promise("made")


def _check_recovery(home: Path, promises: Promises) -> None:
    journal = journal_in(home)
    _as_after_opening(journal, PASSPHRASE)
    look(home, AS_BEFORE, PASSPHRASE)
    if not promises and key_file.RECOVERY not in key_file.read_secrets(journal / KEYS):
        set_recovery_key(
            journal, key_file.read_data_key(journal / KEYS, PASSPHRASE), _RECOVERY, date(2026, 3, 2), CHEAP
        )
    open_vault(journal, _RECOVERY, AT).close()


OPERATIONS = (
    Operation("re-wrap", _prepare, _rewrap, _check_rewrapped),
    Operation("recovery key", _prepare, _recover, _check_recovery),
)

"""The keys of an open journal, through the services."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import keyring
import pytest

from journal_app.bootstrap import App
from journal_app.domain import errors
from journal_app.domain.change import Kind
from journal_app.services.key_service import KeyState
from journal_app.storage import key_file
from tests.support.clock import FakeClock
from tests.support.damage import flip
from tests.support.journals import CHEAP, PASSPHRASE, app_in, make_journal
from tests.support.key_stores import AbsentStore, MemoryStore

OTHER = "four other quiet words"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Secrets cost little to make, and this machine's key store is left alone."""
    monkeypatch.setattr(key_file, "Argon2Cost", lambda: CHEAP)
    before = keyring.get_keyring()
    keyring.set_keyring(MemoryStore())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def app(tmp_path: Path, clock: FakeClock) -> App:
    return app_in(tmp_path / "home", clock)


@pytest.fixture
def folder(app: App) -> Path:
    """A closed journal with a passphrase."""
    return make_journal(app.paths.journal, PASSPHRASE)


def opens(app: App, folder: Path, passphrase: str) -> bool:
    try:
        app.open(folder, passphrase).journal.close()
    except errors.WrongPassphrase:
        return False
    return True


def test_says_what_opens_the_journal(app: App, folder: Path) -> None:
    services = app.open(folder, PASSPHRASE)
    keys = services.keys
    assert keys.state() == KeyState(protected=True, has_recovery_key=False, recovery_made_on=None, by_key_store=False)
    assert Kind.KEYS in keys.keep_recovery_key(keys.new_recovery_key()).kinds
    assert Kind.KEYS in keys.use_key_store().kinds
    assert keys.state() == KeyState(
        protected=True, has_recovery_key=True, recovery_made_on=date(2026, 3, 2), by_key_store=True
    )
    assert Kind.KEYS in keys.leave_key_store().kinds
    assert not keys.state().by_key_store
    services.journal.close()


def test_the_passphrase_is_changed_by_who_knows_it(app: App, folder: Path) -> None:
    services = app.open(folder, PASSPHRASE)
    with pytest.raises(errors.WrongPassphrase):
        services.keys.change_passphrase("wrong", OTHER)
    assert Kind.KEYS in services.keys.change_passphrase(PASSPHRASE, OTHER).kinds
    services.journal.close()
    assert opens(app, folder, OTHER)
    assert not opens(app, folder, PASSPHRASE)


def test_a_forgotten_passphrase_gives_way_to_the_recovery_key(app: App, folder: Path) -> None:
    services = app.open(folder, PASSPHRASE)
    recovery = services.keys.new_recovery_key()
    services.keys.keep_recovery_key(recovery)
    services.journal.close()
    app.check_recovery_key(folder, recovery.text.lower())
    app.recover(folder, recovery.text.replace("-", " "), OTHER)
    assert opens(app, folder, OTHER)
    assert not opens(app, folder, PASSPHRASE)
    app.check_recovery_key(folder, recovery.text)


def test_a_recovery_key_that_does_not_fit_changes_nothing(app: App, folder: Path) -> None:
    services = app.open(folder, PASSPHRASE)
    with pytest.raises(errors.NoRecoveryKey):
        app.check_recovery_key(folder, services.keys.new_recovery_key().text)
    services.keys.keep_recovery_key(services.keys.new_recovery_key())
    other = services.keys.new_recovery_key().text
    services.journal.close()
    before = (folder / "keys.json").read_bytes()
    for typed, error in ((other, errors.WrongRecoveryKey), ("ABCD", errors.BadRecoveryKey)):
        with pytest.raises(error):
            app.recover(folder, typed, OTHER)
    assert (folder / "keys.json").read_bytes() == before


@pytest.mark.parametrize("hurt", ["first page", "gone"])
def test_a_forgotten_passphrase_gives_way_though_the_journal_is_damaged(app: App, folder: Path, hurt: str) -> None:
    services = app.open(folder, PASSPHRASE)
    recovery = services.keys.new_recovery_key()
    services.keys.keep_recovery_key(recovery)
    services.entries.write("Kept", "in the backup too")
    backup = services.backups.back_up().backup.folder
    services.journal.close()
    if hurt == "gone":
        (folder / "journal.db").unlink()
    else:
        flip(folder / "journal.db", 2000)
    app.recover(folder, recovery.text, OTHER)
    with pytest.raises(errors.JournalDamaged):
        app.open(folder, OTHER)
    with pytest.raises(errors.WrongPassphrase):
        key_file.read_data_key(folder / "keys.json", PASSPHRASE)
    copy = app.recovery(folder).look(OTHER).copy
    assert copy is not None
    assert copy.folder == backup
    app.recovery(folder).bring_back(copy, OTHER)
    assert opens(app, folder, OTHER)
    app.check_recovery_key(folder, recovery.text)


def test_a_recovery_key_changes_nothing_where_the_journal_is_anothers_or_being_written(
    app: App, folder: Path, tmp_path: Path
) -> None:
    services = app.open(folder, PASSPHRASE)
    recovery = services.keys.new_recovery_key()
    services.keys.keep_recovery_key(recovery)
    before = (folder / "keys.json").read_bytes()
    with pytest.raises(errors.InUseElsewhere):
        app.recover(folder, recovery.text, OTHER)
    services.journal.close()
    shutil.copyfile(make_journal(tmp_path / "another") / "journal.db", folder / "journal.db")
    with pytest.raises(errors.KeysDoNotFit):
        app.recover(folder, recovery.text, OTHER)
    assert (folder / "keys.json").read_bytes() == before


def test_an_empty_passphrase_is_no_way_out_and_leaves_the_journal_closed(app: App, folder: Path) -> None:
    services = app.open(folder, PASSPHRASE)
    recovery = services.keys.new_recovery_key()
    services.keys.keep_recovery_key(recovery)
    services.journal.close()
    with pytest.raises(errors.EmptyPassphrase):
        app.recover(folder, recovery.text, "")
    reopened = app.open(folder, PASSPHRASE)
    assert reopened.journal.read_only_because is None
    reopened.journal.close()


def test_the_key_store_opens_without_a_passphrase_and_its_absence_is_said_so(app: App, folder: Path) -> None:
    services = app.open(folder, PASSPHRASE)
    assert not app.opens_by_key_store(folder)
    services.keys.use_key_store()
    assert services.keys.key_store_name() == "key_stores"
    services.journal.close()
    assert app.opens_by_key_store(folder)
    app.open_by_key_store(folder).journal.close()
    keyring.set_keyring(AbsentStore())
    with pytest.raises(errors.KeyStoreUnavailable):
        app.open_by_key_store(folder)
    assert opens(app, folder, PASSPHRASE)


def test_who_may_only_read_changes_no_keys(app: App, folder: Path) -> None:
    writer, reader = app.open(folder, PASSPHRASE), app.open(folder, PASSPHRASE)
    before = (folder / "keys.json").read_bytes()
    with pytest.raises(errors.InUseElsewhere):
        reader.keys.change_passphrase(PASSPHRASE, OTHER)
    with pytest.raises(errors.InUseElsewhere):
        reader.keys.keep_recovery_key(reader.keys.new_recovery_key())
    assert reader.keys.bring_backups_up_to_date() == 0
    assert (folder / "keys.json").read_bytes() == before
    reader.journal.close()
    writer.journal.close()


def test_two_recovery_keys_are_never_the_same(app: App, folder: Path) -> None:
    services = app.open(folder, PASSPHRASE)
    assert len({services.keys.new_recovery_key().raw for _ in range(50)}) == 50
    services.journal.close()


def test_the_sheet_is_for_its_owner_alone_and_a_folder_that_is_not_there_is_said_so(
    app: App, folder: Path, tmp_path: Path
) -> None:
    services = app.open(folder, PASSPHRASE)
    services.keys.save_sheet(tmp_path / "sheet.pdf", b"%PDF")
    assert (tmp_path / "sheet.pdf").read_bytes() == b"%PDF"
    assert (tmp_path / "sheet.pdf").stat().st_mode & 0o777 == 0o600
    with pytest.raises(errors.CannotWriteFile) as refused:
        services.keys.save_sheet(tmp_path / "nowhere" / "sheet.pdf", b"%PDF")
    assert refused.value.params == {"name": "sheet.pdf", "reason": "No such file or directory"}
    services.journal.close()

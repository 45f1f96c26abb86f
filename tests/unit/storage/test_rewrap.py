"""Other secrets for the same data key: at every step the journal opens, and afterwards as was asked."""

from __future__ import annotations

import json
import shutil
import signal
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import keyring
import pytest

from journal_app.domain import errors
from journal_app.domain.recovery_key import RecoveryKey
from journal_app.storage import key_file, rewrap, safe_files
from journal_app.storage import protect as protect_module
from journal_app.storage.backups import make_backup
from journal_app.storage.key_file import KeyStore, Opener, read_data_key, read_secrets
from journal_app.storage.protect import protect
from journal_app.storage.rewrap import (
    add_key_store,
    bring_backups_up_to_date,
    change_passphrase,
    remove_key_store,
    remove_recovery_key,
    set_recovery_key,
)
from tests.support.journals import AT, CHEAP, PASSPHRASE, files_under, make_journal, reopen
from tests.support.key_stores import ForgetfulStore, LockedStore, MemoryStore
from tests.support.program import Program

OTHER = "four other quiet words"
RECOVERY = RecoveryKey(bytes(range(20)))
DAY = date(2026, 11, 22)
FILES = {"journal.db", "keys.json", "backups", "writer.lock"}


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed journal with a passphrase and two backups."""
    folder = make_journal(tmp_path_factory.mktemp("wrapped") / "journal", PASSPHRASE)
    vault = reopen(folder, PASSPHRASE)
    with vault.data_key() as key:
        for reason in ("one", "two"):
            make_backup(vault.connection(), folder, key, AT, reason)
    vault.close()
    return folder


@pytest.fixture
def journal(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "journal"))


@pytest.fixture
def store() -> Iterator[MemoryStore]:
    """A key store that works."""
    before, made = keyring.get_keyring(), MemoryStore()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def key_of(folder: Path) -> bytes:
    return read_data_key(folder / "keys.json", PASSPHRASE)


def opens_with(folder: Path, opener: Opener) -> bool:
    try:
        reopen_with(folder, opener)
    except (errors.WrongPassphrase, errors.WrongRecoveryKey, errors.NoRecoveryKey, errors.KeyStoreForgot):
        return False
    return True


def reopen_with(folder: Path, opener: Opener) -> None:
    from journal_app.storage.opening import open_vault

    open_vault(folder, opener, AT).close()


def unwraps(backup: Path, opener: Opener) -> bool:
    """Whether a backup's key file opens; nothing is written there, as opening the journal in it would."""
    try:
        read_data_key(backup / "keys.json", opener)
    except (errors.WrongPassphrase, errors.WrongRecoveryKey, errors.NoRecoveryKey):
        return False
    return True


def check_backups_follow(folder: Path) -> None:
    backups = list((folder / "backups").iterdir())
    assert len(backups) == 2
    for backup in backups:
        assert (backup / "keys.json").read_bytes() == (folder / "keys.json").read_bytes()
        assert {path.name for path in backup.iterdir()} == {"journal.db", "keys.json"}


def test_another_passphrase_opens_it_and_its_backups_and_the_old_one_opens_neither(journal: Path) -> None:
    database = (journal / "journal.db").read_bytes()
    change_passphrase(journal, key_of(journal), OTHER, CHEAP)
    assert (journal / "journal.db").read_bytes() == database
    check_backups_follow(journal)
    for folder in (journal, *(journal / "backups").iterdir()):
        assert opens_with(folder, OTHER)
        assert not opens_with(folder, PASSPHRASE)
    assert {path.name for path in journal.iterdir()} == FILES
    assert (journal / "keys.json").stat().st_mode & 0o777 == 0o600


def put_by_as_damaged(journal: Path, name: str, content: bytes) -> Path:
    put_by = journal / f"keys.json.damaged-{name}"
    put_by.write_bytes(content)
    return put_by


def test_a_key_file_put_by_as_damaged_does_not_outlive_the_passphrase_in_it(journal: Path, tmp_path: Path) -> None:
    content = (journal / "keys.json").read_bytes()
    own = put_by_as_damaged(journal, "20260302T090000Z", content)
    hurt = put_by_as_damaged(journal, "20260302T090001Z", content.replace(b'"check": "', b'"check": "0'))
    torn = put_by_as_damaged(journal, "20260302T090002Z", content[:-20])
    another = make_journal(tmp_path / "another", PASSPHRASE) / "keys.json"
    theirs = put_by_as_damaged(journal, "20260302T090003Z", another.read_bytes())
    change_passphrase(journal, key_of(journal), OTHER, CHEAP)
    assert not own.exists()
    assert not hurt.exists()
    assert not torn.exists()
    assert theirs.exists(), "it may be all that opens the other journal"


def test_a_change_that_fails_leaves_the_key_file_that_was_put_by(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = put_by_as_damaged(journal, "20260302T090000Z", (journal / "keys.json").read_bytes())
    monkeypatch.setattr(rewrap, "_put_in_place", _full)
    with pytest.raises(errors.DiskFull):
        change_passphrase(journal, key_of(journal), OTHER, CHEAP)
    assert own.exists()


def test_a_recovery_key_opens_it_beside_the_passphrase_until_another_takes_its_place(journal: Path) -> None:
    key = key_of(journal)
    set_recovery_key(journal, key, RECOVERY, DAY, CHEAP)
    assert opens_with(journal, RECOVERY)
    assert opens_with(journal, PASSPHRASE)
    another = RecoveryKey(bytes(20))
    set_recovery_key(journal, key, another, DAY, CHEAP)
    assert not opens_with(journal, RECOVERY)
    assert opens_with(journal, another)
    check_backups_follow(journal)
    remove_recovery_key(journal, key)
    assert not opens_with(journal, another)
    assert list(read_secrets(journal / "keys.json")) == ["passphrase"]


def test_changing_the_passphrase_leaves_the_recovery_key_as_it_is(journal: Path) -> None:
    key = key_of(journal)
    set_recovery_key(journal, key, RECOVERY, DAY, CHEAP)
    before = read_secrets(journal / "keys.json")["recovery"]
    change_passphrase(journal, key, OTHER, CHEAP)
    assert read_secrets(journal / "keys.json")["recovery"] == before
    assert opens_with(journal, RECOVERY)


def test_the_key_store_opens_it_until_it_is_told_to_forget(journal: Path, store: MemoryStore) -> None:
    key = key_of(journal)
    assert not opens_with(journal, KeyStore())
    add_key_store(journal, key)
    assert opens_with(journal, KeyStore())
    assert opens_with(journal, PASSPHRASE)
    assert [name for _, name in store.kept] == [key_file.fingerprint(key)]
    files = files_under(journal).values()
    assert not any(kept.encode() in content for kept in store.kept.values() for content in files)
    assert remove_key_store(journal, key)
    assert not opens_with(journal, KeyStore())
    assert store.kept == {}
    check_backups_follow(journal)


def test_a_store_that_lost_its_key_is_said_so_and_the_passphrase_still_opens(journal: Path, store: MemoryStore) -> None:
    add_key_store(journal, key_of(journal))
    store.kept.clear()
    with pytest.raises(errors.KeyStoreForgot):
        reopen_with(journal, KeyStore())
    assert opens_with(journal, PASSPHRASE)
    key = key_of(journal)
    key_file_kept = store.kept
    key_file_kept["Throughline", key_file.fingerprint(key)] = "A" * 43 + "="
    with pytest.raises(errors.KeyStoreForgot):
        reopen_with(journal, KeyStore())


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("kind", [ForgetfulStore, LockedStore])
def test_a_store_that_fails_changes_nothing(journal: Path, kind: Callable[[], MemoryStore]) -> None:
    keyring.set_keyring(kind())
    before = files_under(journal)
    with pytest.raises(errors.KeyStoreUnavailable):
        add_key_store(journal, key_of(journal))
    assert files_under(journal) == before


def test_a_store_that_cannot_be_told_to_forget_opens_nothing_any_more(journal: Path, store: MemoryStore) -> None:
    key = key_of(journal)
    add_key_store(journal, key)
    keyring.set_keyring(LockedStore())
    assert not remove_key_store(journal, key)
    keyring.set_keyring(store)
    assert not opens_with(journal, KeyStore())


def test_a_key_store_whose_secret_could_not_be_written_down_is_told_to_forget_it(
    journal: Path, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise errors.DiskFull

    key = key_of(journal)
    monkeypatch.setattr(rewrap, "_put_in_place", full)
    with pytest.raises(errors.DiskFull):
        add_key_store(journal, key)
    assert store.kept == {}
    assert opens_with(journal, PASSPHRASE)


@pytest.mark.usefixtures("store")
def test_without_a_passphrase_there_is_no_other_secret(tmp_path: Path) -> None:
    folder = make_journal(tmp_path / "open")
    key = read_data_key(folder / "keys.json", None)
    before = files_under(folder)
    changes: list[Callable[[], object]] = [
        lambda: set_recovery_key(folder, key, RECOVERY, DAY, CHEAP),
        lambda: add_key_store(folder, key),
        lambda: change_passphrase(folder, key, OTHER, CHEAP),
    ]
    for change in changes:
        with pytest.raises(errors.NoPassphrase):
            change()
    assert files_under(folder) == before


def test_an_empty_passphrase_changes_nothing(journal: Path) -> None:
    before = files_under(journal)
    with pytest.raises(errors.EmptyPassphrase):
        change_passphrase(journal, key_of(journal), "", CHEAP)
    assert files_under(journal) == before


def test_a_new_file_that_does_not_open_to_the_same_key_is_never_put_in_place(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As memory or a disk that lies may have it."""
    key, before = key_of(journal), files_under(journal)
    real = key_file.with_passphrase
    monkeypatch.setattr(key_file, "with_passphrase", lambda _key, *rest: real(bytes(32), *rest))
    with pytest.raises(errors.DiskTrouble):
        change_passphrase(journal, key, OTHER, CHEAP)
    assert files_under(journal) == before


# Backups


def test_backups_elsewhere_are_brought_up_to_date_once(journal: Path, tmp_path: Path) -> None:
    elsewhere = Path(shutil.copytree(journal / "backups", tmp_path / "stick"))
    change_passphrase(journal, key_of(journal), OTHER, CHEAP)
    assert bring_backups_up_to_date(elsewhere, journal / "keys.json") == 2
    assert bring_backups_up_to_date(elsewhere, journal / "keys.json") == 0
    for backup in elsewhere.iterdir():
        assert opens_with(backup, OTHER)
    assert bring_backups_up_to_date(tmp_path / "unplugged", journal / "keys.json") == 0


def test_backups_of_another_journal_and_unfinished_ones_are_left_alone(journal: Path, tmp_path: Path) -> None:
    foreign = make_journal(tmp_path / "foreign", PASSPHRASE)
    beside = Path(shutil.copytree(foreign, journal / "backups" / "20250101T000000Z-foreign"))
    unfinished = Path(
        shutil.copytree(journal / "backups" / "20260302T090000Z-one", journal / "backups" / ".20260101T000000Z-x.new")
    )
    before = files_under(beside), files_under(unfinished)
    change_passphrase(journal, key_of(journal), OTHER, CHEAP)
    assert (files_under(beside), files_under(unfinished)) == before


@pytest.mark.parametrize("state", ["version 0.1", "lost", "damaged"])
def test_a_backup_whose_key_file_tells_nothing_is_known_by_its_database(journal: Path, state: str) -> None:
    theirs = journal / "backups" / "20260302T090000Z-one" / "keys.json"
    if state == "lost":
        theirs.unlink()
    elif state == "damaged":
        theirs.write_text("{", "utf-8")
    else:
        document = json.loads(theirs.read_text("utf-8"))
        del document["key_id"], document["check"]
        theirs.write_text(json.dumps(document), "utf-8")
    change_passphrase(journal, key_of(journal), OTHER, CHEAP)
    check_backups_follow(journal)


def test_a_backup_that_cannot_be_written_now_is_done_the_next_time(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = safe_files.write_private

    def refused(path: Path, content: bytes) -> None:
        if path.parent.name.endswith("-one"):
            raise errors.DiskFull
        real(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(rewrap, "write_private", refused)
        change_passphrase(journal, key_of(journal), OTHER, CHEAP)
    one, two = sorted((journal / "backups").iterdir())
    assert not unwraps(one, OTHER)
    assert unwraps(two, OTHER)
    assert bring_backups_up_to_date(journal / "backups", journal / "keys.json") == 1
    check_backups_follow(journal)


def test_backups_elsewhere_from_before_the_passphrase_are_encrypted_anew(tmp_path: Path) -> None:
    """Their key lies beside them in the open."""
    journal = make_journal(tmp_path / "journal")
    old = read_data_key(journal / "keys.json", None)
    vault = reopen(journal)
    make_backup(vault.connection(), journal, old, AT, "one")
    vault.close()
    elsewhere = Path(shutil.copytree(journal / "backups", tmp_path / "stick"))
    foreign = make_journal(tmp_path / "foreign")
    shutil.copytree(foreign, elsewhere / "20250101T000000Z-foreign")
    before = files_under(elsewhere / "20250101T000000Z-foreign")
    key = protect(journal, PASSPHRASE, CHEAP)
    change_passphrase(journal, key, OTHER, CHEAP)
    assert bring_backups_up_to_date(elsewhere, journal / "keys.json") == 0, "that takes the data key"
    assert bring_backups_up_to_date(elsewhere, journal / "keys.json", key) == 1
    assert bring_backups_up_to_date(elsewhere, journal / "keys.json", key) == 0
    (backup,) = elsewhere.glob("*-one")
    assert {path.name for path in backup.iterdir()} == {"journal.db", "keys.json"}
    assert (backup / "keys.json").read_bytes() == (journal / "keys.json").read_bytes()
    assert protect_module.opens(backup / "journal.db", key)
    assert not protect_module.opens(backup / "journal.db", old)
    assert files_under(elsewhere / "20250101T000000Z-foreign") == before


@pytest.mark.faults
def test_cut_short_anywhere_a_backup_elsewhere_opens_with_its_key_file_or_is_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = make_journal(tmp_path / "journal")
    old = read_data_key(journal / "keys.json", None)
    vault = reopen(journal)
    make_backup(vault.connection(), journal, old, AT, "one")
    vault.close()
    stick = Path(shutil.copytree(journal / "backups", tmp_path / "stick"))
    key = protect(journal, PASSPHRASE, CHEAP)
    for step in range(1, 100):
        case = Path(shutil.copytree(stick, tmp_path / f"case-{step}"))
        count = 0

        def stop(step: int = step) -> None:
            nonlocal count
            count += 1
            if count >= step:
                raise Cut

        with monkeypatch.context() as patched:
            watched(patched, stop)
            try:
                bring_backups_up_to_date(case, journal / "keys.json", key)
            except Cut:
                done = False
            else:
                done = True
        (backup,) = case.iterdir()
        assert protect_module.opens(backup / "journal.db", old) or protect_module.opens(backup / "journal.db", key)
        bring_backups_up_to_date(case, journal / "keys.json", key)
        assert {path.name for path in backup.iterdir()} == {"journal.db", "keys.json"}
        assert protect_module.opens(backup / "journal.db", read_data_key(backup / "keys.json", PASSPHRASE))
        shutil.rmtree(case)
        if done:
            break
    assert 3 < step < 99


# Cut short


class Cut(BaseException):
    """Whatever ends a program between two steps; nothing in the program catches it."""


def watched(monkeypatch: pytest.MonkeyPatch, before: Callable[[], None]) -> None:
    """Call ``before`` ahead of everything that changes or proves a file."""
    for place, name in (
        (rewrap, "write_private"),
        (rewrap, "flush_folder"),
        (key_file, "write_private"),
        (key_file, "read_data_key"),
        (Path, "replace"),
        (Path, "unlink"),
    ):
        real = getattr(place, name)

        def wrapped(*arguments: Any, real: Callable[..., Any] = real, **named: Any) -> Any:
            before()
            return real(*arguments, **named)

        monkeypatch.setattr(place, name, wrapped)


CHANGES: list[Callable[[Path, bytes], object]] = [
    lambda folder, key: change_passphrase(folder, key, OTHER, CHEAP),
    lambda folder, key: set_recovery_key(folder, key, RECOVERY, DAY, CHEAP),
]


@pytest.mark.faults
@pytest.mark.parametrize(
    ("change", "how"),
    [(CHANGES[0], Cut), (CHANGES[1], Cut), (CHANGES[0], OSError)],
    ids=["passphrase-ended", "recovery-ended", "passphrase-error"],
)
def test_stopped_at_any_step_it_opens_as_before_or_as_was_asked(
    template: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path, bytes], object],
    how: type[BaseException],
) -> None:
    key = key_of(template)
    outcomes = set()
    for step in range(1, 100):
        journal = Path(shutil.copytree(template, tmp_path / f"case-{step}" / "journal"))
        count = 0

        def stop(step: int = step) -> None:
            nonlocal count
            count += 1
            # A program that has ended does not tidy up after itself.
            if count == step or (how is Cut and count > step):
                raise how()

        with monkeypatch.context() as patched:
            watched(patched, stop)
            try:
                change(journal, key)
                said = True
            except (Cut, errors.UserFacingError, OSError):
                said = False
        changed = unwraps(journal, OTHER) or unwraps(journal, RECOVERY)
        outcomes.add(changed)
        assert opens_with(journal, OTHER if unwraps(journal, OTHER) else PASSPHRASE)
        assert changed or not said
        assert {path.name for path in journal.iterdir()} == FILES, "what was left behind is gone"
        for backup in (journal / "backups").iterdir():
            assert unwraps(backup, OTHER) or unwraps(backup, PASSPHRASE)
        bring_backups_up_to_date(journal / "backups", journal / "keys.json")
        check_backups_follow(journal)
        shutil.rmtree(journal.parent)
        if count < step:
            break
    assert 8 < step < 99
    assert outcomes == {True, False}


KILLED = """
import os, signal, sys
from pathlib import Path
from journal_app.storage import key_file, rewrap, safe_files
step, folder = int(sys.argv[1]), Path(sys.argv[2])
key = key_file.read_data_key(folder / "keys.json", "correct horse battery staple")
count = 0
def counted(real):
    def wrapped(*arguments, **named):
        global count
        count += 1
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **named)
    return wrapped
for place, name in ((os, "fsync"), (Path, "replace"), (Path, "unlink")):
    setattr(place, name, counted(getattr(place, name)))
rewrap.change_passphrase(folder, key, "four other quiet words", key_file.Argon2Cost(19 * 1024, 1, 1))
"""


@pytest.mark.faults
@pytest.mark.parametrize("step", [1, 2, 3, 5, 7, 9, 12])
def test_a_process_that_is_killed_on_the_way_leaves_a_journal_that_opens(
    program: Program, template: Path, step: int
) -> None:
    shutil.copytree(template, program.journal)
    killed = program.start(KILLED, str(step), program.journal)
    assert killed.communicate(timeout=60) == ("", "")
    assert killed.returncode == -signal.SIGKILL
    assert opens_with(program.journal, PASSPHRASE) != opens_with(program.journal, OTHER)
    assert {path.name for path in program.journal.iterdir()} == FILES


def test_a_change_of_key_that_is_not_complete_does_not_undo_a_later_passphrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has a key file with the first passphrase ready, to be put in place when it is completed."""
    journal = make_journal(tmp_path / "journal")
    with monkeypatch.context() as patched:
        patched.setattr(protect_module, "_switch_rest", _full)
        key = protect(journal, PASSPHRASE, CHEAP)
    assert (journal / "keys.json.rekeyed").exists()
    change_passphrase(journal, key, OTHER, CHEAP)
    assert opens_with(journal, OTHER)
    assert not opens_with(journal, PASSPHRASE)
    assert {path.name for path in journal.iterdir()} == FILES


def _full(*_arguments: object, **_named: object) -> None:
    raise errors.DiskFull


@pytest.mark.usefixtures("store")
def test_opening_derives_one_key_and_no_more(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = key_of(journal)
    set_recovery_key(journal, key, RECOVERY, DAY, CHEAP)
    add_key_store(journal, key)
    from journal_app.storage import wrapping

    real, calls = wrapping.stretch, []

    def counted(*arguments: Any) -> bytes:
        calls.append(arguments)
        return real(*arguments)

    monkeypatch.setattr(wrapping, "stretch", counted)
    for opener, expected in ((PASSPHRASE, 1), (RECOVERY, 1), (KeyStore(), 0)):
        calls.clear()
        reopen_with(journal, opener)
        assert len(calls) == expected

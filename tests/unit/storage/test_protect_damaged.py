"""A passphrase for a journal beside which lies something damaged: it is set, and that can still be rescued."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from journal_app.domain.recovery_key import RecoveryKey
from journal_app.storage import key_file, rewrap
from journal_app.storage.backups import make_backup
from journal_app.storage.key_file import read_data_key
from journal_app.storage.protect import opens, protect
from journal_app.storage.salvage.pages import PAGE
from journal_app.storage.salvage.rescue import keys_elsewhere, rescue
from tests.support.damage import dump, key_of, make_full_journal, spoil, texts
from tests.support.journals import AT, CHEAP, PASSPHRASE, files_under, reopen
from tests.unit.storage.test_protect import Cut, steps_of, stopped_at

OTHER = "four other quiet words"
DAMAGED = "20260302T090000Z-damaged"
COPY = "journal (conflicted copy).db"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed journal without a passphrase, with a backup. Never to be changed."""
    folder = make_full_journal(tmp_path_factory.mktemp("whole") / "journal", 30)
    vault = reopen(folder)
    make_backup(vault.connection(), folder, key_of(folder), AT, "sound")
    vault.close()
    return folder


@pytest.fixture
def journal(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "journal"))


def put_by(folder: Path, damage: Callable[[Path], None]) -> Path:
    """What a rescue leaves: the damaged journal as a backup, with the key file that opens it."""
    backup = folder / "backups" / DAMAGED
    backup.mkdir(mode=0o700)
    for name in ("journal.db", "keys.json"):
        shutil.copyfile(folder / name, backup / name)
    damage(backup)
    return backup


def spoil_first(folder: Path) -> None:
    spoil(folder, 1)


def spoil_last(folder: Path) -> None:
    spoil(folder, (folder / "journal.db").stat().st_size // PAGE)


def lose_first(folder: Path) -> None:
    """With it goes the salt, without which no page can be proven."""
    with (folder / "journal.db").open("r+b") as file:
        file.write(bytes(PAGE))


EACH_DAMAGE = pytest.mark.parametrize("damage", [spoil_first, spoil_last, lose_first])


def check_not_in_the_open(folder: Path, old: bytes) -> None:
    for name, content in files_under(folder).items():
        for form in (old, old.hex().encode(), base64.b64encode(old)):
            assert form not in content, name


def rescued(backup: Path, passphrase: str, into: Path) -> set[str]:
    """The titles of what can be had from a damaged backup, in a journal that opens with the passphrase alone."""
    report = rescue(backup, passphrase, AT, into)
    vault = reopen(into, passphrase)
    try:
        found = {title for title, _ in texts(vault).values()}
    finally:
        vault.close()
    assert len(found) == report.entries
    return found


def titles(folder: Path, passphrase: str | None) -> set[str]:
    vault = reopen(folder, passphrase)
    try:
        return {title for title, _ in texts(vault).values()}
    finally:
        vault.close()


@EACH_DAMAGE
def test_a_damaged_backup_hinders_nobody_and_can_be_rescued_with_the_passphrase_alone(
    journal: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    old, wanted = key_of(journal), titles(journal, None)
    backup = put_by(journal, damage)
    pages = (backup / "journal.db").read_bytes()
    new = protect(journal, PASSPHRASE, CHEAP)
    assert titles(journal, PASSPHRASE) == wanted
    check_not_in_the_open(journal, old)
    if damage is not spoil_last:
        assert (backup / "journal.db").read_bytes() == pages
    assert {path.name for path in backup.iterdir()} == {"journal.db", "keys.json"}
    found = rescued(backup, PASSPHRASE, tmp_path / "rescued")
    assert found <= wanted
    assert len(found) >= len(wanted) - 2
    assert opens(tmp_path / "rescued" / "journal.db", new)


def test_it_follows_another_passphrase_and_a_recovery_key_opens_it_too(journal: Path, tmp_path: Path) -> None:
    backup, old = put_by(journal, spoil_first), key_of(journal)
    key = protect(journal, PASSPHRASE, CHEAP)
    recovery = RecoveryKey(bytes(range(20)))
    rewrap.set_recovery_key(journal, key, recovery, date(2026, 11, 22), CHEAP)
    rewrap.change_passphrase(journal, key, OTHER, CHEAP)
    assert (backup / "keys.json").read_bytes() == (journal / "keys.json").read_bytes()
    assert key_file.former_keys(backup / "keys.json", read_data_key(backup / "keys.json", recovery)) == (old,)
    assert rescued(backup, OTHER, tmp_path / "rescued")


def test_a_damaged_conflict_copy_can_be_rescued_beside_a_copy_of_the_key_file(journal: Path, tmp_path: Path) -> None:
    wanted = titles(journal, None)
    shutil.copyfile(journal / "journal.db", tmp_path / "journal.db")
    spoil_last(tmp_path)
    (tmp_path / "journal.db").rename(journal / COPY)
    protect(journal, PASSPHRASE, CHEAP)
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copyfile(journal / COPY, alone / "journal.db")
    shutil.copyfile(journal / "keys.json", alone / "keys.json")
    assert len(rescued(alone, PASSPHRASE, tmp_path / "rescued") & wanted) >= len(wanted) - 2


@EACH_DAMAGE
def test_one_that_is_left_over_with_its_key_in_the_open_is_seen_to_later(
    journal: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    """In the second folder, say, which was out of reach when the passphrase was set."""
    left = Path(shutil.copytree(put_by(journal, damage), tmp_path / "second" / DAMAGED))
    old = key_of(journal)
    key = protect(journal, PASSPHRASE, CHEAP)
    assert rewrap.bring_backups_up_to_date(tmp_path / "second", journal / "keys.json", key) == 1
    assert rewrap.bring_backups_up_to_date(tmp_path / "second", journal / "keys.json", key) == 0
    check_not_in_the_open(tmp_path / "second", old)
    assert rescued(left, PASSPHRASE, tmp_path / "rescued")


def test_its_key_is_never_taken_from_it_where_the_journal_does_not_keep_it(journal: Path, tmp_path: Path) -> None:
    """As where the passphrase was set by a version that did not."""
    left = Path(shutil.copytree(put_by(journal, spoil_first), tmp_path / "second" / DAMAGED))
    key = protect(journal, PASSPHRASE, CHEAP)
    document = json.loads((journal / "keys.json").read_text("utf-8"))
    del document["former"], document["check"]
    (journal / "keys.json").write_text(json.dumps(document), "utf-8")
    before = files_under(left)
    rewrap.bring_backups_up_to_date(tmp_path / "second", journal / "keys.json", key)
    assert files_under(left) == before


def test_a_key_file_that_keeps_the_old_key_is_not_offered_for_a_journal_under_it(journal: Path) -> None:
    """It would not open that journal; rescuing does."""
    earlier, wanted = (journal / "journal.db").read_bytes(), titles(journal, None)
    protect(journal, PASSPHRASE, CHEAP)
    (journal / "journal.db").write_bytes(earlier)
    (journal / "keys.json").unlink()
    assert keys_elsewhere(journal, PASSPHRASE) is None
    rescue(journal, PASSPHRASE, AT)
    assert titles(journal, PASSPHRASE) == wanted


@pytest.mark.faults
def test_cut_short_at_any_step_nothing_damaged_loses_its_key(
    journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_by(journal, spoil_first)
    another = journal / "backups" / "20260302T100000Z-damaged"
    shutil.copytree(journal / "backups" / DAMAGED, another)
    shutil.copyfile(journal / "journal.db", another / "journal.db")
    spoil_last(another)
    old, rows = key_of(journal), dump(journal)["entries"]
    for step in range(1, steps_of(journal, monkeypatch) + 1):
        case = Path(shutil.copytree(journal, tmp_path / f"case-{step}" / "journal"))
        with monkeypatch.context() as patched:
            stopped_at(step, Cut, patched)
            with pytest.raises(Cut):
                protect(case, PASSPHRASE, CHEAP)
        secret = PASSPHRASE if key_file.has_passphrase(case / "keys.json") else None
        reopen(case, secret).close()
        for backup in (case / "backups" / DAMAGED, case / "backups" / another.name):
            assert {path.name for path in backup.iterdir()} == {"journal.db", "keys.json"}
            key = read_data_key(backup / "keys.json", secret)
            assert old in (key, *key_file.former_keys(backup / "keys.json", key))
        if secret is not None:
            check_not_in_the_open(case, old)
            key = read_data_key(case / "keys.json", secret)
        assert dump(case, key if secret else old)["entries"] == rows
        shutil.rmtree(case.parent)

"""Opening a journal: what opens, what is refused, and that a refusal leaves every file as it was."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from journal_app.domain import errors
from journal_app.domain.entry import EntryFilter, NewEntry
from journal_app.storage.creation import create_vault
from journal_app.storage.driver import connect
from journal_app.storage.key_file import read_data_key
from journal_app.storage.migrations import MIGRATIONS
from journal_app.storage.opening import is_journal
from tests.support.journals import AT, CHEAP, PASSPHRASE, Stores, files_under, make_journal, moment, reopen

NOON = moment("2026-03-01T12:00+00:00")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed journal of 200 entries, to be copied and not to be touched."""
    vault = create_vault(tmp_path_factory.mktemp("filled") / "journal", None, AT)
    for number in range(200):
        Stores.of(vault).entries.add(NewEntry(NOON, f"Entry {number}", "Some words of an entry. " * 40), AT)
    vault.close()
    return vault.folder


@pytest.fixture
def journal(filled: Path, tmp_path: Path) -> Path:
    """A copy of that journal."""
    return Path(shutil.copytree(filled, tmp_path / "journal"))


@pytest.fixture
def open_umask() -> Iterator[None]:
    """New files can be read and written by everybody, unless the program sees to it."""
    before = os.umask(0)
    yield
    os.umask(before)


def read_all(folder: Path) -> list[str]:
    """Open a journal, read every entry, and close it."""
    vault = reopen(folder)
    try:
        stores = Stores.of(vault)
        return [stores.entries.get(each.uid).body for each in stores.lists.page(EntryFilter(), 0, 1000)]
    finally:
        vault.close()


def data_key(folder: Path) -> bytes:
    return read_data_key(folder / "keys.json", None)


def test_a_journal_keeps_what_is_written_and_opens_again_with_its_passphrase(tmp_path: Path) -> None:
    vault = create_vault(tmp_path / "journal", PASSPHRASE, AT, CHEAP)
    uid = Stores.of(vault).entries.add(NewEntry(NOON, "A title", "A body"), AT)
    assert vault.protected
    assert not vault.read_only
    vault.close()
    again = reopen(vault.folder, PASSPHRASE)
    assert Stores.of(again).entries.get(uid).body == "A body"
    again.close()


def test_a_journal_without_a_passphrase_is_encrypted_all_the_same(tmp_path: Path) -> None:
    vault = create_vault(tmp_path / "journal", None, AT)
    Stores.of(vault).entries.add(NewEntry(NOON, "", "sentinel-in-the-open"), AT)
    assert not vault.protected
    vault.close()
    content = (vault.folder / "journal.db").read_bytes()
    assert not content.startswith(b"SQLite format 3")
    assert b"sentinel-in-the-open" not in content
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(vault.folder / "journal.db").execute("SELECT * FROM sqlite_master").close()


@pytest.mark.parametrize(
    ("passphrase", "error"),
    [(None, errors.PassphraseNeeded), ("", errors.WrongPassphrase), ("no", errors.WrongPassphrase)],
)
def test_without_the_right_passphrase_nothing_opens_and_nothing_changes(
    tmp_path: Path, passphrase: str | None, error: type[Exception]
) -> None:
    folder = make_journal(tmp_path / "journal", PASSPHRASE)
    before = files_under(folder)
    with pytest.raises(error):
        reopen(folder, passphrase)
    assert files_under(folder) == before
    reopen(folder, PASSPHRASE).close()


def test_files_are_for_their_owner_alone_while_open_and_after(tmp_path: Path) -> None:
    vault = create_vault(tmp_path / "journal", None, AT)
    Stores.of(vault).entries.add(NewEntry(NOON, "", "text"), AT)
    assert (vault.folder / "journal.db-wal").stat().st_size > 0
    for _ in ("open", "closed"):
        modes = {path.name: path.stat().st_mode & 0o777 for path in [vault.folder, *vault.folder.rglob("*")]}
        assert modes.pop("journal") == 0o700
        assert modes.pop("backups") == 0o700
        assert set(modes.values()) == {0o600}, modes
        vault.close()


def test_a_new_journal_is_made_private_even_where_the_umask_is_open(tmp_path: Path, open_umask: None) -> None:
    folder = make_journal(tmp_path / "far" / "away" / "journal", PASSPHRASE)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o077 for path in folder.rglob("*")} == {0}


def test_an_empty_folder_holds_no_journal(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "not-there"):
        with pytest.raises(errors.NoJournal) as refused:
            reopen(folder)
        assert refused.value.params == {"folder": str(folder)}
        assert not is_journal(folder)
    assert list(tmp_path.iterdir()) == []


def _other_files(folder: Path) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear Sir", "utf-8")


def _a_file(folder: Path) -> None:
    folder.write_text("I am no folder", "utf-8")


def _plain_sqlite(folder: Path) -> None:
    make_journal(folder)
    (folder / "journal.db").unlink()
    other = sqlite3.connect(folder / "journal.db")
    other.execute("CREATE TABLE entries (body TEXT)")
    other.close()


def _database_is_a_folder(folder: Path) -> None:
    (folder / "journal.db").mkdir(parents=True)


def _another_encrypted_database(folder: Path) -> None:
    make_journal(folder)
    (folder / "journal.db").unlink()
    (folder / "journal.db").touch()
    other = connect(folder / "journal.db", data_key(folder))
    other.execute("CREATE TABLE passwords (site TEXT)")
    other.close()


@pytest.mark.parametrize(
    "make", [_other_files, _a_file, _plain_sqlite, _database_is_a_folder, _another_encrypted_database]
)
def test_what_is_no_journal_is_refused_untouched(tmp_path: Path, make: Callable[[Path], None]) -> None:
    folder = tmp_path / "journal"
    make(folder)
    before = files_under(tmp_path)
    with pytest.raises(errors.NotAJournal) as refused:
        reopen(folder)
    assert refused.value.params == {"folder": str(folder)}
    after = files_under(tmp_path)
    after.pop("journal/writer.lock", None)
    before.pop("journal/writer.lock", None)
    assert after == before


def test_a_journal_is_never_made_over_another(journal: Path) -> None:
    before = files_under(journal)
    with pytest.raises(errors.JournalExists):
        create_vault(journal, None, AT)
    assert files_under(journal) == before


def test_a_journal_is_never_made_where_only_its_keys_are_left(journal: Path) -> None:
    (journal / "journal.db").unlink()
    keys = (journal / "keys.json").read_bytes()
    with pytest.raises(errors.JournalExists):
        create_vault(journal, None, AT)
    with pytest.raises(errors.JournalDamaged):
        reopen(journal)
    assert (journal / "keys.json").read_bytes() == keys


def test_a_journal_is_never_made_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", "utf-8")
    with pytest.raises(errors.UserFacingError):
        create_vault(tmp_path / "note.txt", None, AT)
    with pytest.raises(errors.UserFacingError):
        create_vault(tmp_path / "note.txt" / "below", None, AT)
    assert (tmp_path / "note.txt").read_text("utf-8") == "mine"


def test_a_journal_whose_keys_are_gone_is_left_as_it_is(journal: Path) -> None:
    (journal / "keys.json").unlink()
    before = files_under(journal)
    with pytest.raises(errors.KeyFileMissing):
        reopen(journal)
    with pytest.raises(errors.JournalExists):
        create_vault(journal, None, AT)
    assert files_under(journal) == before


def test_the_keys_of_another_journal_do_not_open_this_one(journal: Path, tmp_path: Path) -> None:
    other = make_journal(tmp_path / "other")
    shutil.copy(other / "keys.json", journal / "keys.json")
    with pytest.raises(errors.JournalDamaged):
        reopen(journal)


@pytest.mark.parametrize("share", [0, 0.00001, 0.001, 0.01, 0.3, 0.7, 0.99])
def test_a_journal_that_was_cut_short_is_called_damaged_and_left_as_it_is(journal: Path, share: float) -> None:
    database = journal / "journal.db"
    whole = database.read_bytes()
    database.write_bytes(whole[: int(len(whole) * share)])
    before = database.read_bytes()
    with pytest.raises(errors.JournalDamaged) as refused:
        read_all(journal)
    assert refused.value.params == {"folder": str(journal)}
    assert database.read_bytes() == before
    assert not list((journal / "backups").iterdir())


def test_a_journal_that_lost_its_last_bytes_is_called_damaged_or_is_read_whole(journal: Path) -> None:
    expected = read_all(journal)
    database = journal / "journal.db"
    database.write_bytes(database.read_bytes()[:-100])
    try:
        found = read_all(journal)
    except errors.JournalDamaged:
        return
    assert found == expected


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_bit_anywhere_is_noticed_or_harmless_and_never_read_as_text(journal: Path, seed: int) -> None:
    expected = read_all(journal)
    database = journal / "journal.db"
    content = bytearray(database.read_bytes())
    place = random.Random(seed).randrange(len(content))
    content[place] ^= 1 << seed % 8
    database.write_bytes(content)
    try:
        found = read_all(journal)
    except errors.JournalDamaged:
        pass
    else:
        assert found == expected
    assert database.read_bytes() == bytes(content)


def test_a_flipped_bit_in_the_first_page_is_noticed_at_once(journal: Path) -> None:
    content = bytearray((journal / "journal.db").read_bytes())
    content[2000] ^= 1
    (journal / "journal.db").write_bytes(content)
    with pytest.raises(errors.JournalDamaged):
        reopen(journal)


def test_random_bytes_of_any_length_are_called_damaged(journal: Path) -> None:
    for length in (1, 15, 16, 512, 4096, 50_000):
        (journal / "journal.db").write_bytes(random.Random(length).randbytes(length))
        with pytest.raises(errors.JournalDamaged):
            reopen(journal)


@pytest.mark.parametrize("version", [len(MIGRATIONS) + 1, len(MIGRATIONS) + 50])
def test_a_newer_journal_is_refused_and_every_byte_stays(journal: Path, version: int) -> None:
    connection = connect(journal / "journal.db", data_key(journal))
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    before = files_under(journal)
    with pytest.raises(errors.NewerJournal):
        reopen(journal)
    assert files_under(journal) == before


def test_a_newer_journal_that_was_not_closed_properly_is_refused_and_every_byte_stays(
    journal: Path, tmp_path: Path
) -> None:
    connection = connect(journal / "journal.db", data_key(journal))
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    copy = Path(shutil.copytree(journal, tmp_path / "copy"))
    connection.close()
    (copy / "journal.db-shm").unlink()
    before = files_under(copy)
    assert before["journal.db-wal"]
    with pytest.raises(errors.NewerJournal):
        reopen(copy)
    after = files_under(copy)
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("name", ["100% mine? #1 & co", "Tagebuch für Zoë 🗒", "a'b\"c", " spaces ", "file:x"])
def test_folders_may_have_any_name(tmp_path: Path, name: str) -> None:
    vault = create_vault(tmp_path / name / "journal", None, AT)
    uid = Stores.of(vault).entries.add(NewEntry(NOON, "", "text"), AT)
    vault.close()
    vault = reopen(tmp_path / name / "journal")
    assert Stores.of(vault).entries.get(uid).body == "text"
    vault.close()
    assert {path.name for path in tmp_path.iterdir()} == {name}


def test_a_closed_vault_forgets_its_key_and_refuses_to_read(tmp_path: Path) -> None:
    vault = create_vault(tmp_path / "journal", None, AT)
    vault.close()
    with pytest.raises(RuntimeError, match="closed"):
        vault.connection()
    vault.close()


def test_a_refused_journal_can_be_opened_for_writing_once_it_is_mended(journal: Path) -> None:
    database = journal / "journal.db"
    good = database.read_bytes()
    database.write_bytes(good[:5000])
    with pytest.raises(errors.JournalDamaged):
        reopen(journal)
    database.write_bytes(good)
    vault = reopen(journal)
    assert not vault.read_only
    vault.close()


def test_each_thread_has_a_connection_of_its_own_and_closing_closes_all(tmp_path: Path) -> None:
    vault = create_vault(tmp_path / "journal", None, AT)
    Stores.of(vault).entries.add(NewEntry(NOON, "", "text"), AT)
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(vault.connection).result()
        assert other is not vault.connection()
        assert pool.submit(lambda: Stores.of(vault).lists.count(EntryFilter())).result() == 1
    vault.close()
    assert not (vault.folder / "journal.db-wal").exists()
    with pytest.raises(Exception, match="closed"):
        other.execute("SELECT 1")

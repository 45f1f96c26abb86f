"""A journal that is damaged or has lost its key file: the screen says what is safe, and brings back what it can."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QListWidget

from journal_app.bootstrap import App
from journal_app.domain.recovery_key import RecoveryKey
from journal_app.storage.backups import make_backup
from journal_app.storage.driver import connect
from journal_app.storage.opening import open_vault
from journal_app.storage.rewrap import add_key_store, set_recovery_key
from tests.support.damage import flip, key_of, leaf_with, make_full_journal, root_of, spoil, texts
from tests.support.journals import AT, CHEAP, PASSPHRASE, files_under
from tests.support.key_stores import MemoryStore
from tests.support.window import Key, OpenWindow, Person

ENTRIES = 42


@pytest.fixture
def folder(app: App) -> Path:
    """A closed journal with something of everything."""
    return make_full_journal(app.paths.journal, ENTRIES, binned=False)


@pytest.fixture
def locked(app: App, cheap_passphrases: None) -> Path:
    """The same with a passphrase."""
    return make_full_journal(app.paths.journal, ENTRIES, PASSPHRASE, binned=False)


def back_up(folder: Path, passphrase: str | None = None) -> Path:
    key = key_of(folder, passphrase)
    connection = connect(folder / "journal.db", key)
    try:
        return make_backup(connection, folder, key, AT, "daily")
    finally:
        connection.close()


def words(folder: Path, passphrase: str | None = None) -> dict[str, tuple[str, str]]:
    vault = open_vault(folder, passphrase, AT)
    try:
        return texts(vault)
    finally:
        vault.close()


def entries_here(person: Person) -> int:
    info = person.services.journal.info()
    return info.entries + info.in_bin


def test_a_journal_whose_first_page_is_hit_is_rescued_by_keyboard_alone(
    folder: Path, open_window: OpenWindow, app: App
) -> None:
    before = words(folder)
    flip(folder / "journal.db", 2000)
    damaged = files_under(folder)
    person = open_window(app)
    person.until_sees("Rescue what can be read")
    assert person.sees("Throughline has changed nothing.")
    assert person.sees("none seems to be missing")
    assert person.is_at(person.button("Rescue what can be read"))
    assert files_under(folder) == damaged
    person.press(Key.Key_Return)
    person.until_sees("Your journal is rescued")
    assert person.sees(f"{len(before)} reflections and 5 check-ins are here.")
    assert person.is_at(person.button("Open the journal"))
    person.press(Key.Key_Return)
    person.until_today()
    assert entries_here(person) == len(before)
    person.close()
    assert words(folder) == before
    kept = next((folder / "backups").glob("*-damaged"))
    assert (kept / "journal.db").read_bytes() == damaged["journal.db"]


def test_what_could_not_be_read_is_listed_and_the_list_can_be_saved(
    folder: Path, open_window: OpenWindow, app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = words(folder)
    victim = next(uid for uid, (title, _) in before.items() if title == "Day 21")
    spoil(folder, leaf_with(folder, victim))
    spoil(folder, 1)
    person = open_window(app)
    person.until_sees("cannot be read whole, or not at all")
    person.click("Rescue what can be read")
    person.until_sees("These could not be read whole:")
    shown = person.one(QListWidget, "What could not be read whole")
    lines = [shown.item(row).text() for row in range(shown.count())]
    assert "22 February 2026: could not be read" in lines
    target = tmp_path / "list.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    person.click("Save this list…")
    person.until_quiet()
    saved = target.read_text("utf-8")
    assert victim in saved
    assert all(line in saved for line in lines)
    assert "Words of" not in saved
    assert "Day 2" not in saved
    person.click("Open the journal")
    person.until_today()
    assert 0 < entries_here(person) < len(before)


def test_the_newest_sound_backup_is_brought_back(folder: Path, open_window: OpenWindow, app: App) -> None:
    before = words(folder)
    back_up(folder)
    (folder / "journal.db").write_bytes(bytes(40_000))
    person = open_window(app)
    person.until_sees("Bring back the backup of 2 March, 09:00")
    assert not person.has_button("Rescue what can be read")
    assert person.sees("reflections. What was written since then is not in it.")
    assert person.is_at(person.button("Bring back the backup of 2 March, 09:00"))
    person.press(Key.Key_Return)
    person.until_today()
    assert entries_here(person) == len(before)
    person.close()
    assert words(folder) == before


def test_a_backup_dated_ahead_of_the_clock_is_not_offered_as_the_newest(
    folder: Path, open_window: OpenWindow, app: App
) -> None:
    newest = back_up(folder)
    shutil.copytree(newest, newest.with_name("20300101T090000Z"))
    (folder / "journal.db").write_bytes(bytes(40_000))
    person = open_window(app)
    person.until_sees("Bring back the backup of 2 March, 09:00")
    person.press(Key.Key_Return)
    person.until_today()


def test_the_key_file_of_a_backup_is_brought_back(folder: Path, open_window: OpenWindow, app: App) -> None:
    before = words(folder)
    back_up(folder)
    (folder / "keys.json").unlink()
    person = open_window(app)
    person.until_sees("The file keys.json is missing")
    person.until_sees("It opens the journal as it is now")
    assert person.is_at(person.button("Bring back the key file of 2 March"))
    person.press(Key.Key_Return)
    person.until_today()
    person.close()
    assert words(folder) == before


def test_the_typed_passphrase_serves_the_rescue_and_opens_what_was_rescued(
    locked: Path, open_window: OpenWindow, app: App
) -> None:
    before = words(locked, PASSPHRASE)
    flip(locked / "journal.db", 2000)
    person = open_window(app)
    person.type(PASSPHRASE)
    person.press(Key.Key_Return)
    person.until_sees("Rescue what can be read")
    person.press(Key.Key_Return)
    person.until_sees("Your journal is rescued")
    person.press(Key.Key_Return)
    person.until_today()
    assert entries_here(person) == len(before)
    recovery = person.window.door.recovery
    assert recovery._passphrase is None


def test_a_lost_key_file_of_a_protected_journal_asks_for_the_passphrase(
    locked: Path, open_window: OpenWindow, app: App
) -> None:
    back_up(locked, PASSPHRASE)
    (locked / "keys.json").unlink()
    person = open_window(app)
    person.until_sees("Give your passphrase, and Throughline can look")
    person.until(lambda: person.is_at(person.field("Passphrase")))
    person.type("wrong horse")
    person.press(Key.Key_Return)
    person.until_sees("opens neither the journal nor a backup")
    person.type(PASSPHRASE)
    person.press(Key.Key_Return)
    person.until_sees("Bring back the key file of 2 March")
    person.until(lambda: person.is_at(person.button("Bring back the key file of 2 March")))
    person.press(Key.Key_Return)
    person.until_today()
    assert entries_here(person) > 0


def test_damage_that_nobody_has_run_into_yet_is_found_after_the_first_page(
    folder: Path, open_window: OpenWindow, app: App
) -> None:
    before = words(folder)
    spoil(folder, root_of(folder, "entries_fts_docsize"))
    person = open_window(app)
    person.until_sees("Your journal is damaged")
    assert person.window.workspace is None
    person.until_sees("Rescue what can be read")
    person.click("Rescue what can be read")
    person.until_sees("Your journal is rescued")
    person.click("Open the journal")
    person.until_today()
    person.close()
    assert words(folder) == before


def test_a_protected_journal_that_is_found_damaged_asks_for_its_passphrase_again(
    locked: Path, open_window: OpenWindow, app: App
) -> None:
    before = words(locked, PASSPHRASE)
    with_key = connect(locked / "journal.db", key_of(locked, PASSPHRASE))
    root = with_key.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries_fts_docsize'").fetchone()[0]
    with_key.close()
    spoil(locked, root)
    person = open_window(app)
    person.unlock(PASSPHRASE)
    person.until_sees("Give your passphrase, and Throughline can look")
    person.until(lambda: person.is_at(person.field("Passphrase")))
    person.type(PASSPHRASE)
    person.press(Key.Key_Return)
    person.until_sees("Rescue what can be read")
    person.click("Rescue what can be read")
    person.until_sees("Your journal is rescued")
    person.until(lambda: person.is_at(person.button("Open the journal")))
    person.press(Key.Key_Return)
    person.until_today()
    assert entries_here(person) == len(before)
    assert not any("damaged" in words for words in person.banners())


def test_who_goes_to_the_sample_leaves_no_passphrase_behind(locked: Path, open_window: OpenWindow, app: App) -> None:
    flip(locked / "journal.db", 2000)
    person = open_window(app)
    person.type(PASSPHRASE)
    person.press(Key.Key_Return)
    person.until_sees("Rescue what can be read")
    person.until_quiet()
    person.click("Look around in a sample journal")
    person.until_today()
    assert person.window.door.recovery._passphrase is None
    person.command("own")
    person.until_sees("Your journal is locked.")


def test_who_opens_it_all_the_same_is_not_asked_again(folder: Path, open_window: OpenWindow, app: App) -> None:
    spoil(folder, root_of(folder, "entries_fts_docsize"))
    person = open_window(app)
    person.until_sees("Rescue what can be read")
    person.until_quiet()
    person.click("Open it all the same")
    person.until_today()
    assert entries_here(person) > 0
    assert any("Part of this journal is damaged" in words for words in person.banners())


def test_a_search_index_that_misses_entries_is_made_anew(folder: Path, open_window: OpenWindow, app: App) -> None:
    connection = connect(folder / "journal.db", key_of(folder))
    connection.execute("INSERT INTO entries_fts (entries_fts) VALUES ('delete-all')")
    connection.close()
    person = open_window(app)
    person.until_today()

    def mended() -> bool:
        reader = connect(folder / "journal.db", key_of(folder), mode="ro")
        try:
            return bool(reader.execute("SELECT 1 FROM entries_fts WHERE entries_fts MATCH 'reflection'").fetchone())
        finally:
            reader.close()

    person.until(mended)


def test_where_nothing_helps_it_says_so_and_shows_the_folder(
    folder: Path, open_window: OpenWindow, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "journal.db").write_bytes(b"")
    (folder / "keys.json").write_text(json.dumps({"format": "x"}), "utf-8")
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    person = open_window(app)
    person.until_sees("Nothing could be read, and among the backups none is sound.")
    assert person.is_at(person.button("Try again"))
    person.click("Open the folder")
    assert [url.toLocalFile() for url in opened] == [str(folder)]


def test_while_somebody_else_writes_it_is_said_and_everything_stays(
    folder: Path, open_window: OpenWindow, app: App
) -> None:
    from journal_app.storage.writer_lock import WriterLock

    flip(folder / "journal.db", 2000)
    person = open_window(app)
    person.until_sees("Rescue what can be read")
    lock = WriterLock(folder)
    assert lock.acquire()
    try:
        person.click("Rescue what can be read")
        person.until_sees("Another window or command is writing to this journal.")
        assert person.is_at(person.button("Rescue what can be read"))
    finally:
        lock.release()


def test_with_a_forgotten_passphrase_a_damaged_journal_is_rescued_by_the_recovery_key(
    locked: Path, open_window: OpenWindow, app: App
) -> None:
    recovery = RecoveryKey(bytes(range(20)))
    set_recovery_key(locked, key_of(locked, PASSPHRASE), recovery, AT.date(), CHEAP)
    before = words(locked, PASSPHRASE)
    flip(locked / "journal.db", 2000)
    person = open_window(app)
    person.click("Forgotten your passphrase?")
    person.type(recovery.text)
    person.press(Key.Key_Return)
    person.until_sees("Now choose a new passphrase")
    person.type_twice("four other quiet words")
    person.until_sees("Rescue what can be read")
    assert person.toast() == "The new passphrase has taken the place of the old one."
    assert person.is_at(person.button("Rescue what can be read"))
    person.press(Key.Key_Return)
    person.until_sees("Your journal is rescued")
    person.press(Key.Key_Return)
    person.until_today()
    person.close()
    assert words(locked, "four other quiet words") == before


def test_a_damaged_journal_that_the_key_store_would_open_is_offered_rescue(
    locked: Path, open_window: OpenWindow, app: App
) -> None:
    before_store = keyring.get_keyring()
    keyring.set_keyring(MemoryStore())
    try:
        add_key_store(locked, key_of(locked, PASSPHRASE))
        flip(locked / "journal.db", 2000)
        person = open_window(app)
        person.until_sees("Give your passphrase, and Throughline can look")
        person.until(lambda: person.is_at(person.field("Passphrase")))
        person.type(PASSPHRASE)
        person.press(Key.Key_Return)
        person.until_sees("Rescue what can be read")
    finally:
        keyring.set_keyring(before_store)

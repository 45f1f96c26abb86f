"""The lock screen, and what it says of a journal that does not open: the files are left as they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from journal_app.bootstrap import App
from journal_app.domain.errors import CannotReadFile
from journal_app.storage.driver import connect
from journal_app.storage.key_file import read_data_key
from tests.support.journals import PASSPHRASE, files_under, make_journal
from tests.support.window import CTRL, LEFT, Again, Key, OpenWindow


@pytest.fixture
def locked(app: App, cheap_passphrases: None) -> Path:
    """A closed journal with a passphrase."""
    return make_journal(app.paths.journal, PASSPHRASE)


@pytest.fixture
def unprotected(app: App) -> Path:
    """A closed journal without a passphrase."""
    return make_journal(app.paths.journal)


def test_asks_for_the_passphrase_and_opens(locked: Path, open_window: OpenWindow, app: App) -> None:
    person = open_window(app)
    assert person.sees("Your journal is locked.")
    assert person.is_at(person.field("Passphrase"))
    assert person.field("Passphrase").echoMode() == QLineEdit.EchoMode.Password
    assert person.banners() == []
    person.unlock(PASSPHRASE)
    assert person.sees("A good day to begin.")
    assert person.banners() == []


def test_by_mouse(locked: Path, open_window: OpenWindow, app: App) -> None:
    person = open_window(app)
    person.type(PASSPHRASE)
    person.click("Unlock")
    person.until_today()


def test_a_wrong_one_is_said_so_and_can_be_typed_over_at_once(locked: Path, open_window: OpenWindow, app: App) -> None:
    before = files_under(locked)
    person = open_window(app)
    heading = person.window.door.unlock.heading
    place = heading.mapTo(person.window, heading.pos())
    person.type("wrong horse")
    person.press(Key.Key_Return)
    person.until_sees("That passphrase does not open this journal. Nothing has been changed")
    field = person.field("Passphrase")
    assert person.is_at(field)
    assert field.isEnabled()
    assert field.selectedText()
    assert person.button("Unlock").isEnabled()
    assert files_under(locked) == before
    assert heading.mapTo(person.window, heading.pos()) == place, "nothing jumps"
    person.unlock(PASSPHRASE)
    assert not person.sees("does not open")


def test_nothing_typed_asks_nothing(locked: Path, open_window: OpenWindow, app: App) -> None:
    person = open_window(app)
    person.click("Unlock")
    assert person.is_at(person.field("Passphrase"))
    assert not person.sees("does not open")
    assert not person.window.tasks.busy


def test_while_it_opens_nothing_can_be_pressed_twice(locked: Path, open_window: OpenWindow, app: App) -> None:
    person = open_window(app)
    person.type(PASSPHRASE)
    person.press(Key.Key_Return)
    button = person.button("Opening…")
    assert not button.isEnabled()
    QTest.mouseClick(button, LEFT)
    person.until_today()
    assert person.services.journal.read_only_because is None


def test_the_sample_can_be_looked_at_from_here(locked: Path, open_window: OpenWindow, app: App) -> None:
    before = files_under(locked)
    person = open_window(app)
    person.click("Look around in a sample journal")
    person.until_today()
    assert person.services.is_sample
    assert files_under(locked) == before
    person.click("My own journal")
    assert person.sees("Your journal is locked.")
    person.unlock(PASSPHRASE)
    assert not person.services.is_sample


def test_no_command_reaches_behind_the_lock(locked: Path, open_window: OpenWindow, app: App) -> None:
    person = open_window(app)
    allowed = {key for key in person.window.menus.actions if person.can(key)}
    assert allowed == {"sample", "quit", "system", "light", "dark", "menu", "keys", "about"}
    for key in (Key.Key_N, Key.Key_1, Key.Key_2, Key.Key_F, Key.Key_L):
        person.press(key, CTRL)
    assert person.sees("Your journal is locked.")
    assert person.is_at(person.field("Passphrase"))


# A journal that does not open


def damage(folder: Path) -> None:
    database = folder / "journal.db"
    database.write_bytes(b"\x00" * database.stat().st_size)


def make_newer(folder: Path) -> None:
    connection = connect(folder / "journal.db", read_data_key(folder / "keys.json", None))
    connection.execute("PRAGMA user_version = 999")
    connection.close()


def make_keys_newer(folder: Path) -> None:
    keys = folder / "keys.json"
    document = json.loads(keys.read_text("utf-8"))
    # A newer version writes a checksum of its own; with ours, it is the number that was damaged.
    keys.write_text(json.dumps({**document, "version": 99, "check": "of another kind"}), "utf-8")


def lose_keys(folder: Path) -> None:
    (folder / "keys.json").unlink()


def break_keys(folder: Path) -> None:
    (folder / "keys.json").write_text("{", "utf-8")


def cut_off(folder: Path) -> None:
    (folder / "journal.db").write_bytes(b"short")


def lose_database(folder: Path) -> None:
    (folder / "journal.db").unlink()


WRONG: list[tuple[Callable[[Path], None], str]] = [
    (damage, "cannot be read. Its files were left as they are"),
    (cut_off, "cannot be read. Its files were left as they are"),
    (lose_database, "cannot be read. Its files were left as they are"),
    (make_newer, "was written by a newer version of Throughline. It has not been touched"),
    (make_keys_newer, "was written by a newer version of Throughline. It has not been touched"),
    (lose_keys, "The file keys.json is missing"),
    (break_keys, "The file keys.json in"),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG, ids=[act.__name__ for act, _ in WRONG])
def test_what_is_wrong_stands_on_the_screen_and_the_files_stay(
    unprotected: Path, open_window: OpenWindow, app: App, wrong: Callable[[Path], None], sentence: str
) -> None:
    wrong(unprotected)
    before = files_under(unprotected)
    person = open_window(app)
    person.until_sees(sentence)
    person.until_quiet()
    assert person.sees("Your journal did not open")
    assert not person.sees("Your journal is locked.")
    assert not any(field.isVisible() for field in person.window.findChildren(QLineEdit))
    assert person.is_at(person.button("Try again"))
    person.press(Key.Key_Return)
    person.until_quiet()
    assert person.sees(sentence)
    person.close()
    assert files_under(unprotected) == before


def test_a_damaged_journal_with_a_passphrase_says_so_after_the_right_one(
    locked: Path, open_window: OpenWindow, app: App
) -> None:
    damage(locked)
    before = files_under(locked)
    person = open_window(app)
    person.type(PASSPHRASE)
    person.press(Key.Key_Return)
    person.until_sees("cannot be read. Its files were left as they are")
    assert files_under(locked) == before


def test_once_it_is_mended_try_again_opens_it(unprotected: Path, open_window: OpenWindow, app: App) -> None:
    keys = (unprotected / "keys.json").read_bytes()
    lose_keys(unprotected)
    person = open_window(app)
    person.until_sees("keys.json is missing")
    person.until_quiet()
    (unprotected / "keys.json").write_bytes(keys)
    person.click("Try again")
    person.until_today()


def test_once_the_keys_of_a_protected_journal_are_back_it_asks_for_the_passphrase(
    locked: Path, open_window: OpenWindow, app: App
) -> None:
    keys = (locked / "keys.json").read_bytes()
    lose_keys(locked)
    person = open_window(app)
    person.until_sees("keys.json is missing")
    person.until_quiet()
    (locked / "keys.json").write_bytes(keys)
    person.click("Try again")
    assert person.sees("Your journal is locked.")
    person.unlock(PASSPHRASE)


def test_a_folder_that_cannot_be_looked_into_is_said_so(
    unprotected: Path, open_window: OpenWindow, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_folder: Path) -> bool:
        raise CannotReadFile(name="journal", reason="Permission denied")

    monkeypatch.setattr("journal_app.bootstrap.is_journal", refused)
    person = open_window(app)
    person.until_sees("“journal” could not be read (Permission denied)")
    assert person.has_button("Try again")


def test_first_pages_of_a_journal_that_breaks_while_it_is_open_say_so(
    unprotected: Path, again: Again, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Today has an error state, and a way to try again."""
    from journal_app.domain.errors import JournalDamaged
    from journal_app.services.today_service import TodayService

    def broken(_self: object) -> None:
        raise JournalDamaged(folder="here")

    with monkeypatch.context() as patched:
        patched.setattr(TodayService, "read", broken)
        person = again()
        person.until_sees("Today could not be read")
        assert person.sees("The journal in “here” cannot be read.")
        assert not person.has_button("Write")
    person.click("Try again")
    person.until_sees("A good day to begin.")
    assert not person.sees("Today could not be read")
    assert person.has_button("Write")

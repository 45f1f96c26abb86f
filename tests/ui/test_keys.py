"""Passphrases and keys as a person meets them: strength, changing, recovering, waiting, the key store."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from journal_app.bootstrap import App
from journal_app.domain.errors import DiskFull, WrongPassphrase
from journal_app.domain.recovery_key import RecoveryKey
from journal_app.storage.key_file import KEY_STORE, RECOVERY, read_data_key, read_secrets
from journal_app.storage.rewrap import add_key_store, set_recovery_key
from journal_app.ui.dialogs.recovery_key import RecoveryKeyDialog
from journal_app.ui.pages.settings.keys_section import KeysSection
from tests.support.journals import AT, CHEAP, PASSPHRASE, make_journal
from tests.support.key_stores import AbsentStore, LockedStore, MemoryStore
from tests.support.window import CTRL, Again, Key, OpenWindow, Person

OTHER = "four other quiet words"
KEY = RecoveryKey(bytes(range(20)))


@pytest.fixture
def locked(app: App, cheap_passphrases: None) -> Path:
    """A closed journal with a passphrase."""
    return make_journal(app.paths.journal, PASSPHRASE)


@pytest.fixture
def with_recovery_key(locked: Path) -> Path:
    """A closed journal that KEY opens too."""
    set_recovery_key(locked, read_data_key(locked / "keys.json", PASSPHRASE), KEY, AT.date(), CHEAP)
    return locked


@pytest.fixture
def store() -> Iterator[MemoryStore]:
    """A key store that works."""
    before, made = keyring.get_keyring(), MemoryStore()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def with_key_store(locked: Path, store: MemoryStore) -> Path:
    """A closed journal that the key store opens too."""
    add_key_store(locked, read_data_key(locked / "keys.json", PASSPHRASE))
    return locked


def at_home(open_window: OpenWindow, app: App) -> Person:
    person = open_window(app)
    person.unlock(PASSPHRASE)
    return person


def opens_with(folder: Path, secret: str | RecoveryKey) -> bool:
    try:
        read_data_key(folder / "keys.json", secret)
    except WrongPassphrase:
        return False
    return True


def settings(person: Person) -> KeysSection:
    """The section of the settings, filled."""
    person.workspace.go("settings")
    person.until_quiet()
    (section,) = person.window.findChildren(KeysSection)
    return section


def recovery_dialog(person: Person) -> RecoveryKeyDialog:
    person.until_dialog()
    dialog = person.dialog()
    assert isinstance(dialog, RecoveryKeyDialog)
    return dialog


def type_back(person: Person, dialog: RecoveryKeyDialog, *, wrongly: bool = False) -> None:
    """Type what the two fields ask for."""
    for field, group in zip(dialog.fields, dialog._asked, strict=True):
        field.setFocus()
        field.selectAll()
        person.type("ZZZZ" if wrongly else dialog.key.groups[group - 1].lower())
    person.press(Key.Key_Return)


# Strength


def test_the_strength_is_told_in_words_while_typing_and_hinders_nobody(person: Person) -> None:
    assert person.sees("A few unrelated words are easy to remember and hard to guess.")
    person.type("margaret")
    person.until_sees("Very weak")
    assert person.sees("Names are easy to guess, above all those of people close to you.")
    meter = person.window.door.first_run.passphrase.meter
    assert meter.bar.filled == 1
    assert meter.accessibleDescription().startswith("Very weak.")
    person.type(" kettle seven moss river")
    person.until_sees("Strong")
    assert meter.bar.filled == 5
    person.field("Passphrase").clear()
    person.until_sees("A few unrelated words")
    assert not person.sees("Strong")
    assert meter.bar.filled == 0


def test_a_weak_passphrase_is_taken_all_the_same(person: Person) -> None:
    person.type("a")
    person.until_sees("Very weak")
    person.press(Key.Key_Return)
    person.type("a")
    person.press(Key.Key_Return)
    person.until_today()
    assert person.services.journal.protected


def test_what_was_typed_before_is_not_judged_as_what_stands_there_now(person: Person) -> None:
    """A verdict that comes late belongs to other words."""
    meter = person.window.door.first_run.passphrase.meter
    person.type("margaret")
    meter._judge()
    person.field("Passphrase").clear()
    person.until_quiet()
    assert meter.word.text() == ""


# Recovery key


def test_a_new_journal_is_offered_a_recovery_key_that_counts_once_it_is_typed_back(person: Person, app: App) -> None:
    person.type_twice("three quiet words")
    dialog = recovery_dialog(person)
    assert person.sees("If you forget your passphrase, this key opens your journal")
    keys = app.paths.journal / "keys.json"
    person.click("I have kept it")
    assert person.is_at(dialog.fields[0])
    assert not any(dialog.key.groups[0] in text for text in person.texts()), "the key is out of sight"
    type_back(person, dialog, wrongly=True)
    assert person.sees("Neither of these is what the key says.")
    assert RECOVERY not in read_secrets(keys)
    key = dialog.key
    type_back(person, dialog)
    person.until_no_dialog()
    assert person.toast() == "Your recovery key now opens your journal, should you forget the passphrase."
    assert read_data_key(keys, key) == read_data_key(keys, "three quiet words")
    assert settings(person).recovery.words.text().startswith("Made on 22 November 2026.")


def test_put_off_it_opens_nothing_and_settings_say_that_there_is_none(person: Person, app: App) -> None:
    person.type_twice("three quiet words")
    recovery_dialog(person)
    person.press(Key.Key_Escape)
    person.until_no_dialog()
    assert person.toast() == "You can make a recovery key at any time, in the settings."
    assert list(read_secrets(app.paths.journal / "keys.json")) == ["passphrase"]
    assert settings(person).recovery.words.text().startswith("None yet.")
    person.click("Make one…")
    recovery_dialog(person)
    assert person.has_button("Cancel")


def test_half_of_it_typed_back_is_not_enough_and_it_can_be_shown_again(
    with_recovery_key: Path, open_window: OpenWindow, app: App
) -> None:
    person = at_home(open_window, app)
    person.command("recovery")
    dialog = recovery_dialog(person)
    assert person.sees("It takes the place of the one you have")
    person.click("I have kept it")
    person.type(dialog.key.groups[dialog._asked[0] - 1])
    person.press(Key.Key_Return)
    person.type("AAAA")
    person.press(Key.Key_Return)
    assert person.sees(f"The {dialog.fields[1].accessibleName().lower()} is not what the key says.")
    assert person.is_at(dialog.fields[1])
    person.click("Show it again")
    assert dialog.letters.isVisible()
    person.click("I have kept it")
    assert dialog.fields[1].text() == ""
    key = dialog.key
    type_back(person, dialog)
    person.until_no_dialog()
    assert opens_with(with_recovery_key, key)
    with pytest.raises(Exception, match="wrong-recovery-key"):
        read_data_key(with_recovery_key / "keys.json", KEY)


def test_a_copy_is_taken_back_when_the_dialog_closes(locked: Path, open_window: OpenWindow, app: App) -> None:
    person = at_home(open_window, app)
    person.command("recovery")
    dialog = recovery_dialog(person)
    person.click("Copy")
    assert QApplication.clipboard().text() == dialog.key.text
    assert person.sees("Other programs can read it there")
    person.click("Cancel")
    assert QApplication.clipboard().text() == ""


def test_locking_leaves_no_key_on_the_screen_or_the_clipboard(locked: Path, open_window: OpenWindow, app: App) -> None:
    person = at_home(open_window, app)
    person.command("recovery")
    dialog = recovery_dialog(person)
    letters = dialog.letters.text()
    person.click("Copy")
    person.window.journal.lock()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert QApplication.activeModalWidget() is None
    assert person.sees("Your journal is locked.")
    assert QApplication.clipboard().text() == ""
    assert not any(getattr(widget, "text", str)() == letters for widget in QApplication.allWidgets())


def test_the_sheet_says_what_it_is_which_journal_and_how_to_use_it(
    locked: Path, open_window: OpenWindow, app: App, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chosen = tmp_path / "kept"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    person = at_home(open_window, app)
    person.command("recovery")
    dialog = recovery_dialog(person)
    person.click("Save as PDF…")
    person.until_sees("Saved as kept.pdf.")
    sheet = tmp_path / "kept.pdf"
    assert sheet.stat().st_mode & 0o777 == 0o600
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    text = subprocess.run(["pdftotext", "-layout", sheet, "-"], capture_output=True, check=True, text=True).stdout
    words = " ".join(text.split())
    assert "Throughline recovery key" in words
    assert "-".join(dialog.key.groups[:4]) in words
    assert "-".join(dialog.key.groups[4:]) in words
    assert "".join(str(locked).split()) in "".join(text.split())
    assert "22 November 2026" in words
    assert "Forgotten your passphrase?" in words
    assert text.count("\f") == 1, "it is one page"


def test_a_sheet_that_cannot_be_written_is_said_so(
    locked: Path, open_window: OpenWindow, app: App, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "nowhere" / "kept.pdf"), ""))
    person = at_home(open_window, app)
    person.command("recovery")
    recovery_dialog(person)
    person.click("Save as PDF…")
    person.until_sees("“kept.pdf” could not be written (No such file or directory).")


def test_a_key_that_cannot_be_kept_is_said_so_and_can_be_tried_again(
    locked: Path, open_window: OpenWindow, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise DiskFull

    person = at_home(open_window, app)
    person.command("recovery")
    dialog = recovery_dialog(person)
    key = dialog.key
    person.click("I have kept it")
    with monkeypatch.context() as patched:
        patched.setattr("journal_app.storage.rewrap._put_in_place", full)
        type_back(person, dialog)
        person.until_sees("There is no room left on the disk")
    type_back(person, dialog)
    person.until_no_dialog()
    assert opens_with(locked, key)


# Changing the passphrase


def test_the_passphrase_is_changed_in_the_settings(
    locked: Path, open_window: OpenWindow, app: App, again: Again
) -> None:
    person = at_home(open_window, app)
    settings(person)
    person.click("Change…")
    person.until_dialog()
    assert person.is_at(person.field("Present passphrase"))
    person.type("wrong")
    person.press(Key.Key_Return)
    person.type_twice(OTHER)
    person.until_sees("That passphrase does not open this journal.")
    assert person.is_at(person.field("Present passphrase"))
    assert person.field("New passphrase").text() == OTHER
    person.type(PASSPHRASE)
    assert not person.sees("That passphrase does not open this journal.")
    person.press(Key.Key_Return)
    person.until_no_dialog()
    assert person.toast() == "Your journal now opens only with the new passphrase."
    assert not opens_with(locked, PASSPHRASE)
    person.press(Key.Key_L, CTRL)
    person.unlock(OTHER)
    person.close()
    assert not any(field.text() for field in person.window.findChildren(QLineEdit) if field.echoMode().value)
    reopened = again()
    reopened.unlock(OTHER)


def test_changing_asks_for_what_is_missing(locked: Path, open_window: OpenWindow, app: App) -> None:
    person = at_home(open_window, app)
    before = (locked / "keys.json").read_bytes()
    person.command("change_passphrase")
    person.until_dialog()
    person.click("Change the passphrase")
    assert person.sees("Type the passphrase that opens your journal now.")
    person.type(PASSPHRASE)
    person.press(Key.Key_Return)
    person.type_twice("one", "other")
    assert person.sees("The two are not the same. Type the second one again.")
    person.press(Key.Key_Escape)
    person.until_no_dialog()
    assert (locked / "keys.json").read_bytes() == before


# Forgotten


def test_the_recovery_key_opens_a_journal_whose_passphrase_was_forgotten(
    with_recovery_key: Path, open_window: OpenWindow, app: App
) -> None:
    person = open_window(app)
    person.click("Forgotten your passphrase?")
    assert person.is_at(person.field("Recovery key"))
    person.type("ABCD-EFGH")
    person.press(Key.Key_Return)
    person.until_sees("A recovery key has 32 letters and digits")
    assert person.field("Recovery key").text() == "ABCD-EFGH"
    person.field("Recovery key").selectAll()
    person.type(RecoveryKey(bytes(20)).text)
    person.press(Key.Key_Return)
    person.until_sees("That recovery key does not open this journal.")
    person.field("Recovery key").selectAll()
    person.type(KEY.text.lower().replace("-", " "))
    person.press(Key.Key_Return)
    person.until_sees("Now choose a new passphrase")
    assert person.is_at(person.field("New passphrase"))
    assert opens_with(with_recovery_key, PASSPHRASE), "nothing has changed yet"
    person.type_twice(OTHER)
    person.until_today()
    assert person.toast() == "Your journal now opens with the new passphrase."
    assert not opens_with(with_recovery_key, PASSPHRASE)
    assert opens_with(with_recovery_key, KEY)
    assert not person.window.door.forgotten.field.text()
    person.press(Key.Key_L, CTRL)
    person.unlock(OTHER)


def test_one_goes_back_to_the_passphrase(with_recovery_key: Path, open_window: OpenWindow, app: App) -> None:
    person = open_window(app)
    person.click("Forgotten your passphrase?")
    person.type("AB")
    person.click("Back to the passphrase")
    assert person.is_at(person.field("Passphrase"))
    person.unlock(PASSPHRASE)


def test_without_a_recovery_key_it_is_said_that_there_is_none(locked: Path, open_window: OpenWindow, app: App) -> None:
    person = open_window(app)
    person.click("Forgotten your passphrase?")
    assert person.sees("No recovery key was made for this journal, so only its passphrase opens it.")
    assert person.is_at(person.button("Back to the passphrase"))
    assert not any(field.isVisible() for field in person.window.findChildren(QLineEdit))


# Waiting


def test_after_the_third_wrong_one_it_counts_down_and_keeps_what_is_typed(
    with_recovery_key: Path, open_window: OpenWindow, app: App
) -> None:
    person = open_window(app)
    patience = person.window.door.patience
    # Time stands still, until the test has it pass.
    patience._timer.setInterval(10**8)
    for attempt in range(5):
        person.type(f"wrong {attempt}")
        person.press(Key.Key_Return)
        person.until_quiet()
        if attempt == 3:
            assert person.has_button("Try again in 1 s")
            assert patience._timer.isActive()
            patience._timer.timeout.emit()
            assert not patience._timer.isActive()
    assert not person.button("Try again in 2 s").isEnabled()
    field = person.field("Passphrase")
    assert field.isEnabled()
    person.type(PASSPHRASE)
    person.press(Key.Key_Return)
    assert not person.window.tasks.busy, "Return asks nothing either"
    person.click("Forgotten your passphrase?")
    assert not person.button("Try again in 2 s").isEnabled()
    person.type(KEY.text)
    person.press(Key.Key_Return)
    assert not person.window.tasks.busy
    patience.tick()
    assert person.has_button("Try again in 1 s")
    patience.tick()
    assert person.button("Go on").isEnabled()
    person.field("Recovery key").clear()
    person.type(RecoveryKey(bytes(20)).text)
    person.press(Key.Key_Return)
    person.until_sees("Try again in 4 s")
    person.click("Back to the passphrase")
    for _ in range(4):
        patience.tick()
    person.unlock(PASSPHRASE)
    person.press(Key.Key_L, CTRL)
    person.type("wrong")
    person.press(Key.Key_Return)
    person.until_sees("does not open")
    assert person.button("Unlock").isEnabled(), "it is the first one again"


# The key store


def test_switched_on_it_opens_the_journal_at_the_start_and_never_after_a_lock(
    locked: Path, open_window: OpenWindow, app: App, store: MemoryStore, again: Again
) -> None:
    person = at_home(open_window, app)
    section = settings(person)
    assert section.store.words.text().startswith("Off. With key_stores your journal could open without typing")
    person.click("Switch on")
    person.until(lambda: section.store_button.text() == "Switch off")
    assert section.store.words.text().startswith("On. Your journal opens by itself")
    person.press(Key.Key_L, CTRL)
    person.until_quiet()
    assert person.sees("Your journal is locked.")
    person.click("Unlock with this computer’s key store")
    person.until_today()
    person.close()
    reopened = again()
    reopened.until_today()
    settings(reopened)
    reopened.click("Switch off")
    reopened.until_sees("Switch on")
    assert store.kept == {}
    assert KEY_STORE not in read_secrets(locked / "keys.json")
    reopened.close()
    last = again()
    assert last.sees("Your journal is locked.")
    assert not last.has_button("Unlock with this computer’s key store")
    last.unlock(PASSPHRASE)


def test_a_store_that_is_gone_is_said_so_and_the_passphrase_opens(
    with_key_store: Path, open_window: OpenWindow, app: App
) -> None:
    keyring.set_keyring(AbsentStore())
    person = open_window(app)
    person.until_sees("This computer’s key store cannot be used (there is none that can be reached).")
    assert person.is_at(person.field("Passphrase"))
    person.unlock(PASSPHRASE)
    section = settings(person)
    assert "It cannot be used now: there is none that can be reached." in section.store.words.text()
    person.click("Switch off")
    person.until(lambda: section.store.words.text().startswith("Off. It cannot be used here"))
    assert not section.store_button.isVisible()


def test_a_store_that_forgot_is_said_so_and_does_not_count_as_a_wrong_attempt(
    with_key_store: Path, open_window: OpenWindow, app: App, store: MemoryStore
) -> None:
    store.kept.clear()
    person = open_window(app)
    for _ in range(5):
        person.until_sees("no longer holds what opens this journal")
        person.click("Unlock with this computer’s key store")
        person.until_quiet()
    assert person.button("Unlock").isEnabled()
    person.unlock(PASSPHRASE)


def test_a_store_that_fails_when_it_is_switched_on_is_said_so(
    locked: Path, open_window: OpenWindow, app: App, store: MemoryStore
) -> None:
    before = (locked / "keys.json").read_bytes()
    person = at_home(open_window, app)
    section = settings(person)
    keyring.set_keyring(LockedStore())
    person.click("Switch on")
    person.until_sees("it is locked, or was not allowed to open")
    assert section.store_button.isEnabled()
    assert (locked / "keys.json").read_bytes() == before


# Settings


def test_without_a_passphrase_settings_offer_one_and_nothing_else(person: Person) -> None:
    person.start_without_passphrase()
    section = settings(person)
    assert section.passphrase.words.text().startswith("None: anyone who can open")
    assert not section.recovery_button.isVisible()
    assert not section.store_button.isVisible()
    section.passphrase_button.click()
    person.until_dialog()
    person.type_twice("three quiet words")
    person.until(lambda: person.banners() == [])
    person.put_off_recovery_key()
    person.until(lambda: section.passphrase_button.text() == "Change…")
    assert section.recovery_button.isVisible()


def test_in_the_sample_there_is_nothing_to_change(person: Person) -> None:
    person.click("Look around in a sample journal")
    person.until_today()
    section = settings(person)
    buttons = (section.passphrase_button, section.recovery_button, section.store_button)
    assert not any(button.isVisible() for button in buttons)


def test_every_button_of_the_section_has_a_name_of_its_own(
    locked: Path, open_window: OpenWindow, app: App, store: MemoryStore
) -> None:
    person = at_home(open_window, app)
    section = settings(person)
    names = [b.accessibleName() for b in (section.passphrase_button, section.recovery_button, section.store_button)]
    assert names == ["Change the passphrase", "Make a recovery key", "Switch the key store on"]
    section.passphrase_button.setFocus()
    for button in (section.recovery_button, section.store_button):
        QTest.keyClick(person.focus, Qt.Key.Key_Tab)
        assert person.is_at(button)

"""The first run: a passphrase or none, or the sample, by keys and clicks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from journal_app.bootstrap import App, build
from journal_app.domain.errors import DiskFull, PassphraseNeeded, WrongPassphrase
from journal_app.paths import Paths, default_paths, resources_folder
from journal_app.storage.opening import is_journal, open_vault
from tests.support.clock import FakeClock
from tests.support.journals import AT, files_under, make_journal
from tests.support.window import LEFT, SHIFT, Again, Key, OpenWindow, Person

NO_PASSPHRASE = "This journal has no passphrase: anyone who can open this computer’s files can read it."
SAMPLE = "This is a sample journal of an invented leader. What you write here is gone tomorrow."


def test_says_what_this_is_and_begins_with_the_passphrase(person: Person, app: App) -> None:
    assert person.sees("A quiet place to think")
    assert person.sees("Your reflections stay on this computer, encrypted.")
    assert person.sees("Nobody can bring back a forgotten passphrase")
    assert person.is_at(person.field("Passphrase"))
    assert person.field("Passphrase").echoMode() == QLineEdit.EchoMode.Password
    assert person.banners() == []
    assert not app.paths.journal.exists()


def test_a_passphrase_typed_twice_makes_a_journal_that_only_it_opens(person: Person, app: App) -> None:
    person.start_with_passphrase("three quiet words")
    assert person.sees("A good day to begin.")
    assert person.banners() == []
    folder = app.paths.journal
    assert {"journal.db", "keys.json", "backups"} <= {path.name for path in folder.iterdir()}
    person.close()
    with pytest.raises(PassphraseNeeded):
        open_vault(folder, None, AT)
    with pytest.raises(WrongPassphrase):
        open_vault(folder, "three quiet word", AT)
    open_vault(folder, "three quiet words", AT).close()
    assert not any(b"three quiet words" in content for content in files_under(folder.parent).values())


def test_two_that_differ_are_said_so_and_the_second_is_typed_again(person: Person, app: App) -> None:
    person.type_twice("three quiet words", "three quite words")
    assert person.sees("The two are not the same. Type the second one again.")
    assert person.is_at(person.field("The same again"))
    assert person.field("The same again").text() == ""
    assert person.field("Passphrase").text() == "three quiet words"
    assert not is_journal(app.paths.journal)
    person.type("three quiet words")
    person.press(Key.Key_Return)
    person.until_today()
    assert person.services.journal.protected


def test_none_typed_is_said_so(person: Person, app: App) -> None:
    person.click("Create my journal")
    assert person.sees("Type a passphrase first, or go on without one.")
    assert person.is_at(person.field("Passphrase"))
    assert not app.paths.journal.exists()


def test_without_a_passphrase_the_window_says_so_until_one_is_set(person: Person, app: App, again: Again) -> None:
    person.start_without_passphrase()
    assert person.banners() == [NO_PASSPHRASE]
    assert person.has_button("Set a passphrase…")
    person.close()
    open_vault(app.paths.journal, None, AT).close()
    reopened = again()
    reopened.until_today()
    assert reopened.banners() == [NO_PASSPHRASE]


def test_by_keyboard_alone(person: Person) -> None:
    person.type("words")
    person.press(Key.Key_Tab)
    assert person.is_at(person.field("The same again"))
    person.type("words")
    person.press(Key.Key_Tab)
    assert person.is_at(person.button("Create my journal"))
    for name in ("Go on without a passphrase", "Look around in a sample journal"):
        person.press(Key.Key_Tab)
        assert person.is_at(person.button(name))
    for _ in range(2):
        person.press(Key.Key_Backtab, SHIFT)
    person.press(Key.Key_Return)
    person.until_today()
    assert person.services.journal.protected


def test_while_the_journal_is_made_nothing_can_be_pressed_twice(person: Person) -> None:
    person.type_twice("three quiet words")
    assert person.has_button("Making your journal…")
    assert not person.button("Look around in a sample journal").isEnabled()
    assert not person.field("Passphrase").isEnabled()
    person.press(Key.Key_Return)
    person.until_today()
    assert not person.services.is_sample
    assert person.services.journal.read_only_because is None


def test_what_goes_wrong_is_said_beside_the_fields_and_leaves_nothing_behind(
    person: Person, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr("journal_app.storage.creation._build", full)
        person.type_twice("three quiet words")
        person.until_sees("There is no room left on the disk")
    assert person.is_at(person.field("Passphrase"))
    assert not is_journal(app.paths.journal)
    person.press(Key.Key_Return)
    person.press(Key.Key_Return)
    person.until_today()


def test_passphrases_do_not_stay_in_the_fields(person: Person) -> None:
    person.start_with_passphrase("three quiet words")
    fields = [*person.window.door.first_run.findChildren(QLineEdit), *person.window.door.unlock.findChildren(QLineEdit)]
    assert [field.text() for field in fields] == ["", "", ""]


# The sample


def test_look_around_shows_nine_months_and_says_whose(person: Person, app: App) -> None:
    person.click("Look around in a sample journal")
    person.until_today()
    assert person.banners() == [SAMPLE]
    assert person.services.journal.info().entries > 40
    assert person.sees("You last wrote three days ago.")
    assert not is_journal(app.paths.journal)
    assert not person.has_button("Set a passphrase…")
    assert not person.can("passphrase")
    assert not person.can("sample")


def test_a_double_click_opens_one_sample(person: Person) -> None:
    button = person.button("Look around in a sample journal")
    QTest.mouseClick(button, LEFT)
    QTest.mouseClick(button, LEFT)
    person.window.open_sample()
    person.until_today()
    person.until_quiet()
    assert person.services.journal.read_only_because is None
    assert person.banners() == [SAMPLE]


def test_back_from_the_sample_is_the_first_run_or_ones_own_journal(person: Person) -> None:
    person.click("Look around in a sample journal")
    person.until_today()
    person.click("My own journal")
    assert person.sees("A quiet place to think")
    assert person.is_at(person.field("Passphrase"))
    assert person.banners() == []
    person.start_without_passphrase()
    person.command("sample")
    person.until(lambda: person.banners() == [SAMPLE])
    person.command("own")
    person.until_today()
    assert person.banners() == [NO_PASSPHRASE]
    assert person.sees("A good day to begin.")


def test_sample_and_own_journal_are_never_mixed(person: Person, app: App, again: Again) -> None:
    person.start_without_passphrase()
    person.write("mine alone")
    person.saved()
    own = app.paths.journal
    person.command("sample")
    person.until(lambda: person.banners() == [SAMPLE])
    before = files_under(own)
    person.write("in the sample")
    person.saved()
    assert {path.name for path in app.paths.sample.iterdir()} >= {"journal.db", "keys.json"}
    assert files_under(own) == before
    person.close()
    reopened = again()
    reopened.until_today()
    assert reopened.services.journal.info().entries == 1
    assert reopened.sees("mine alone")
    assert not reopened.sees("in the sample")


def test_words_in_the_sample_stay_for_the_day_and_are_gone_the_next(
    person: Person, again: Again, clock: FakeClock
) -> None:
    person.click("Look around in a sample journal")
    person.until_today()
    count = person.services.journal.info().entries
    person.write("only trying")
    person.saved()
    person.close()
    clock.advance(hours=3)
    same_day = again()
    same_day.click("Look around in a sample journal")
    same_day.until_today()
    assert same_day.sees("only trying")
    same_day.close()
    clock.set("2026-11-23T08:00")
    next_day = again()
    next_day.click("Look around in a sample journal")
    next_day.until_today()
    assert not next_day.sees("only trying")
    assert next_day.services.journal.info().entries == count
    assert next_day.sees("You last wrote three days ago.")


def test_a_sample_that_cannot_be_made_is_told_and_the_screen_stays(
    person: Person, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr("journal_app.storage.creation._build", full)
    person.click("Look around in a sample journal")
    person.until(lambda: "no room left on the disk" in person.toast())
    assert person.sees("A quiet place to think")
    assert person.is_at(person.field("Passphrase"))
    assert person.button("Look around in a sample journal").isEnabled()


def test_a_journal_of_ones_own_in_the_sample_folder_is_not_touched(
    open_window: OpenWindow, app_home: Path, clock: FakeClock
) -> None:
    sample = make_journal(app_home / "sample", "three quiet words")
    before = files_under(sample)
    person = open_window(build(default_paths(), clock))
    person.click("Look around in a sample journal")
    person.until(lambda: "already a journal" in person.toast())
    assert files_under(sample) == before


def test_a_journal_that_is_gone_from_its_folder_is_begun_anew(person: Person, app: App, again: Again) -> None:
    person.start_without_passphrase()
    person.close()
    shutil.rmtree(app.paths.journal)
    assert again().sees("A quiet place to think")


def test_keys_json_without_the_journal_is_not_taken_for_a_first_run(person: Person, app: App, again: Again) -> None:
    person.start_without_passphrase()
    person.close()
    (app.paths.journal / "journal.db").unlink()
    before = (app.paths.journal / "keys.json").read_bytes()
    reopened = again()
    assert reopened.sees("cannot be read")
    assert (app.paths.journal / "keys.json").read_bytes() == before
    assert json.loads(before)["secrets"]


def test_a_folder_in_the_way_of_the_journal_is_said_so(
    open_window: OpenWindow, tmp_path: Path, clock: FakeClock, cheap_passphrases: None
) -> None:
    (tmp_path / "journal").write_text("not a folder", "utf-8")
    paths = Paths(tmp_path / "journal", tmp_path / "sample", tmp_path / "preferences.json", resources_folder())
    person = open_window(build(paths, clock))
    person.click("Go on without a passphrase")
    person.until_sees("are not a Throughline journal")
    assert (tmp_path / "journal").read_text("utf-8") == "not a folder"

"""Backups as a person meets them: by themselves, by a key, and brought back."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QListWidget, QWidget

from journal_app.bootstrap import App
from journal_app.domain import backup_errors, errors
from journal_app.domain.entry import EntryFilter
from journal_app.services.backup_service import BackupService
from journal_app.storage import key_file
from journal_app.ui import backing_up
from journal_app.ui.dialogs.backups import BackupsDialog
from journal_app.ui.pages.settings.backups_section import BackupsSection
from tests.support.clock import FakeClock
from tests.support.window import CTRL, Again, Key, Person

PASSPHRASE = "four words of mine"


def section(person: Person) -> BackupsSection:
    (found,) = person.window.findChildren(BackupsSection)
    return found


def settings(person: Person) -> BackupsSection:
    person.press(Key.Key_Comma, CTRL)
    return section(person)


def until_backed_up(person: Person) -> None:
    person.until(lambda: not person.window.backing_up.busy)
    QApplication.processEvents()


def write(person: Person, text: str) -> None:
    person.write(text)
    person.saved()


def backups_of(app: App) -> list[str]:
    return [each.name for each in app.restoring(app.paths.journal).backups()]


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A memory stick, which is what is chosen wherever a folder is asked for."""
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    return stick


def until_copied(person: Person, stick: Path) -> None:
    """Until the first copy is in the second folder."""
    person.until(lambda: bool(list(stick.rglob("*Z/journal.db"))))
    until_backed_up(person)


def choose_second_folder(person: Person, stick: Path) -> None:
    settings(person)
    person.click_on(section(person).choose)
    until_copied(person, stick)


def look(person: Person) -> None:
    """What the timer does."""
    person.window.backing_up.look()
    until_backed_up(person)


# By themselves


def test_a_journal_that_was_not_written_in_is_not_backed_up(person: Person, app: App) -> None:
    person.start_without_passphrase()
    look(person)
    person.close()
    assert backups_of(app) == []


def test_it_backs_up_soon_after_opening_then_hourly_and_only_what_changed(
    person: Person, app: App, clock: FakeClock
) -> None:
    person.start_without_passphrase()
    write(person, "first")
    look(person)
    assert len(backups_of(app)) == 1
    write(person, " and more")
    look(person)
    assert len(backups_of(app)) == 1
    clock.advance(hours=1)
    look(person)
    assert len(backups_of(app)) == 2
    clock.advance(hours=5)
    look(person)
    assert len(backups_of(app)) == 2


def test_the_timer_takes_its_first_look_soon_and_then_again_and_again(person: Person) -> None:
    person.start_without_passphrase()
    timer = person.window.backing_up._timer
    assert timer.isActive()
    assert timer.interval() == backing_up.FIRST_MS
    look(person)
    assert timer.interval() == backing_up.AGAIN_MS


def test_closing_the_window_backs_up_what_changed(person: Person, app: App, again: Again) -> None:
    person.start_without_passphrase()
    write(person, "the last words")
    person.close()
    (made,) = backups_of(app)
    restoring = app.restoring(app.paths.journal)
    assert restoring.inspect(restoring.open_backup(restoring.find(Path(made)), None)).entries == 1
    second = again()
    second.until_today()
    second.close()
    assert backups_of(app) == [made]


def test_locking_backs_up_what_changed(person: Person, app: App) -> None:
    person.start_with_passphrase(PASSPHRASE)
    write(person, "before lunch")
    person.press(Key.Key_L, CTRL)
    assert len(backups_of(app)) == 1
    assert person.window.workspace is None


def test_locking_while_a_backup_runs_waits_a_little_and_cuts_it_short_safely(
    person: Person, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.start_with_passphrase(PASSPHRASE)
    write(person, "before lunch")
    began = threading.Event()

    def endless(self: BackupService, cancelled: Callable[[], bool], **_named: object) -> None:
        began.set()
        while not cancelled():
            began.wait(0.01)
            threading.Event().wait(0.01)

    monkeypatch.setattr(BackupService, "back_up", endless)
    monkeypatch.setattr(backing_up, "LEAVING_S", 0.6)
    said: list[str] = []
    person.window.messenger.said.connect(lambda note: said.append(note.text))
    person.window.backing_up.look()
    assert began.wait(5)
    person.press(Key.Key_L, CTRL)
    assert person.window.workspace is None
    assert said == ["Making a backup before the journal is closed…"]
    assert person.toast() == ""
    monkeypatch.undo()
    person.unlock(PASSPHRASE)
    look(person)
    assert len(backups_of(app)) == 1


def test_a_journal_whose_backup_would_be_cut_short_is_closed_without_beginning_one(
    person: Person, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.start_without_passphrase()
    write(person, "first")
    look(person)
    write(person, " and more")
    monkeypatch.setattr(backing_up, "LEAVING_S", 0.0)
    person.close()
    assert len(backups_of(app)) == 1


def test_one_goes_on_writing_and_saving_while_a_long_backup_runs(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.start_without_passphrase()
    write(person, "first")
    go_on = threading.Event()
    real = BackupService.back_up

    def slow(self: BackupService, cancelled: Callable[[], bool]) -> object:
        assert go_on.wait(20)
        return real(self, cancelled)

    monkeypatch.setattr(BackupService, "back_up", slow)
    person.window.backing_up.look()
    assert person.window.backing_up.busy
    write(person, " and meanwhile")
    person.press(Key.Key_4, CTRL)
    person.until_quiet()
    person.press(Key.Key_Comma, CTRL)
    assert person.sees("Backing up…")
    assert person.window.backing_up.busy
    go_on.set()
    until_backed_up(person)
    assert person.sees("Backed up and test-restored today 10:00 · 1 copy")


def test_what_goes_wrong_by_itself_is_told_once_and_tried_again_an_hour_later(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.start_without_passphrase()
    write(person, "first")
    tries: list[int] = []

    def full(self: BackupService, *_arguments: object, **_named: object) -> None:
        tries.append(1)
        raise backup_errors.BackupNoRoom(folder="/backups")

    monkeypatch.setattr(BackupService, "back_up", full)
    look(person)
    assert "There is no room for a backup" in person.toast()
    person.window.toast.dismiss()
    look(person)
    assert len(tries) == 1
    person.window.backing_up._rests_until = 0.0
    look(person)
    assert len(tries) == 2
    assert person.toast() == ""
    # Closing is not held up by it either.
    assert person.close()


def test_the_sample_journal_is_not_backed_up(person: Person, app: App) -> None:
    person.click("Look around in a sample journal")
    person.until_today()
    write(person, "just trying")
    look(person)
    settings(person)
    assert person.sees("The sample journal is not backed up")
    assert not person.has_button("Back up now")
    person.close()
    assert not list(app.paths.sample.glob("backups/*/"))


# By a key


def test_back_up_now_by_keyboard_says_how_it_went(person: Person, app: App) -> None:
    person.start_without_passphrase()
    write(person, "first")
    shown = settings(person)
    assert person.sees("None yet.")
    shown.now.setFocus()
    person.press(Key.Key_Return)
    until_backed_up(person)
    assert person.toast() == "Backed up and test-restored."
    assert person.sees("Backed up and test-restored today 10:00 · 1 copy")
    assert shown.now.isEnabled()
    assert len(backups_of(app)) == 1


def test_a_key_pressed_twice_makes_one_backup_and_touches_nothing_else(person: Person, app: App, stick: Path) -> None:
    person.start_without_passphrase()
    write(person, "first")
    settings(person)
    section(person).choose.setFocus()
    person.press(Key.Key_Space)
    until_copied(person, stick)
    assert person.is_at(section(person).choose)
    section(person).now.setFocus()
    person.press(Key.Key_Space)
    person.press(Key.Key_Space)
    assert person.is_at(section(person).now)
    until_backed_up(person)
    assert len(backups_of(app)) == 2
    assert person.services.backups.second_folder() == stick


def test_forgetting_the_second_folder_can_be_undone(person: Person, stick: Path) -> None:
    person.start_without_passphrase()
    write(person, "first")
    choose_second_folder(person, stick)
    person.click_on(section(person).forget)
    assert person.services.backups.second_folder() is None
    person.click("Undo")
    person.until(lambda: person.services.backups.second_folder() == stick)
    until_backed_up(person)


def test_a_second_folder_is_chosen_used_missed_and_forgotten(
    person: Person, app: App, tmp_path: Path, clock: FakeClock, stick: Path
) -> None:
    person.start_without_passphrase()
    write(person, "first")
    choose_second_folder(person, stick)
    assert person.sees("Backed up there and read back today 10:00")
    assert len(list(stick.rglob("journal.db"))) == 1
    stick.rename(tmp_path / "pulled out")
    clock.advance(days=1)
    person.click("Back up now")
    until_backed_up(person)
    assert "The second folder could not be used" in person.toast()
    assert person.sees("It was not there at 10:00 today; the last backup in it is from yesterday 10:00.")
    person.click_on(section(person).forget)
    assert person.sees("None. A backup on a memory stick")
    assert person.is_at(section(person).choose)


def test_copies_in_the_second_folder_follow_a_new_passphrase_at_once(person: Person, stick: Path) -> None:
    person.start_with_passphrase(PASSPHRASE)
    write(person, "first")
    choose_second_folder(person, stick)
    (keys,) = stick.rglob("keys.json")
    person.command("change_passphrase")
    person.until_dialog()
    person.type(PASSPHRASE)
    person.press(Key.Key_Return)
    person.type_twice("five other words of mine")
    person.until_no_dialog()
    until_backed_up(person)
    assert key_file.read_data_key(keys, "five other words of mine")
    with pytest.raises(errors.WrongPassphrase):
        key_file.read_data_key(keys, PASSPHRASE)


def test_each_time_the_journal_is_unlocked_copies_that_were_out_of_reach_follow(
    person: Person, tmp_path: Path, cheap_passphrases: None
) -> None:
    stick, away = tmp_path / "stick", tmp_path / "away"
    stick.mkdir()
    person.start_with_passphrase(PASSPHRASE)
    write(person, "first")
    person.services.backups.choose_second_folder(stick)
    look(person)
    (keys,) = stick.rglob("keys.json")
    stick.rename(away)
    person.services.keys.change_passphrase(PASSPHRASE, "five other words of mine")
    person.press(Key.Key_L, CTRL)
    away.rename(stick)
    # What follows now follows without a new backup.
    person.unlock("five other words of mine")
    assert not person.services.backups.has_news()
    person.until(lambda: _opens(keys, "five other words of mine"))
    assert not _opens(keys, PASSPHRASE)


def _opens(keys: Path, passphrase: str) -> bool:
    try:
        key_file.read_data_key(keys, passphrase)
    except errors.WrongPassphrase:
        return False
    return True


def test_a_second_folder_inside_the_journal_is_refused(
    person: Person, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.start_without_passphrase()
    settings(person)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(app.paths.journal))
    person.click_on(section(person).choose)
    person.until(lambda: "lost together with it" in person.toast())
    assert section(person).choose.isEnabled()


# Brought back


def open_list(person: Person) -> BackupsDialog:
    settings(person)
    person.click_on(section(person).list)
    person.until_dialog()
    dialog = person.dialog()
    assert isinstance(dialog, BackupsDialog)
    person.until(dialog.restore.isEnabled)
    return dialog


def bring_back(person: Person) -> None:
    """By keyboard alone, from the open list."""
    dialog = person.dialog()
    assert isinstance(dialog, BackupsDialog)
    assert person.is_at(dialog.list)
    person.until(lambda: tab(person) is dialog.restore)
    person.press(Key.Key_Return)
    assert person.is_at(dialog.not_now)
    assert person.sees("is kept in this list, so you can go back")
    person.press(Key.Key_Tab)
    assert person.is_at(dialog.go)
    person.press(Key.Key_Return)
    person.until_no_dialog()


def tab(person: Person) -> QWidget:
    person.press(Key.Key_Tab)
    return person.focus


def lines(person: Person) -> set[str]:
    """The first lines of what is in the journal."""
    return {each.first_line for each in person.services.entries.page(EntryFilter())}


def test_restoring_shows_both_brings_the_old_text_back_and_can_be_undone(person: Person, app: App) -> None:
    person.start_without_passphrase()
    write(person, "the old words")
    look(person)
    write(person, "the new reflection")
    open_list(person)
    person.until(lambda: "Reflections" in person.texts())
    texts = person.texts()
    assert {"In this backup", "In the journal now", "Reflections", "1", "2"} <= set(texts)
    bring_back(person)
    person.until(lambda: person.toast().startswith("The backup is in its place."))
    person.until_today()
    services = person.services
    assert lines(person) == {"the old words"}
    assert any(name.endswith("-before-restore") for name in backups_of(app))
    # And back again.
    found = open_list(person)
    row = next(row for row in range(found.list.count()) if "before a restore" in found.list.item(row).text())
    found.list.setCurrentRow(row)
    person.until(found.restore.isEnabled)
    bring_back(person)
    person.until(lambda: person.window.workspace is not None and person.services is not services)
    person.until_today()
    assert lines(person) == {"the old words", "the new reflection"}


def test_after_restoring_a_journal_with_a_passphrase_its_lock_screen_stands_there(person: Person, app: App) -> None:
    person.start_with_passphrase(PASSPHRASE)
    write(person, "the old words")
    look(person)
    write(person, "the new reflection")
    open_list(person)
    bring_back(person)
    person.until(lambda: person.toast().startswith("The backup is in its place."))
    assert person.window.workspace is None
    person.unlock(PASSPHRASE)
    assert lines(person) == {"the old words"}


def test_thinking_better_of_it_changes_nothing(person: Person, app: App) -> None:
    person.start_without_passphrase()
    write(person, "the old words")
    look(person)
    before = backups_of(app)
    dialog = open_list(person)
    dialog.restore.click()
    person.click("Not now")
    assert person.is_at(dialog.list)
    person.press(Key.Key_Escape)
    person.until_no_dialog()
    assert backups_of(app) == before
    assert person.window.workspace is not None


def test_a_backup_that_cannot_be_used_says_so_and_cannot_be_restored(person: Person, app: App) -> None:
    person.start_without_passphrase()
    write(person, "the old words")
    look(person)
    (app.paths.journal / "backups" / backups_of(app)[0] / "journal.db").write_bytes(bytes(9000))
    settings(person)
    person.click_on(section(person).list)
    person.until_dialog()
    person.until_sees("cannot be used")
    dialog = person.dialog()
    assert isinstance(dialog, BackupsDialog)
    assert not dialog.restore.isEnabled()
    dialog.reject()
    person.until_no_dialog()


def test_a_restore_that_fails_leaves_the_journal_open_as_it_was(
    person: Person, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.start_without_passphrase()
    write(person, "the old words")
    look(person)
    write(person, "the new reflection")
    open_list(person)

    def full(*_: object) -> None:
        raise errors.DiskFull

    monkeypatch.setattr("journal_app.storage.restoring.write_private", full)
    bring_back(person)
    person.until(lambda: "no room left" in person.toast())
    person.until_today()
    assert lines(person) == {"the old words", "the new reflection"}


def test_a_backup_from_a_stick_with_a_passphrase_of_its_own_is_brought_back_on_a_new_computer(
    person: Person, app: App, tmp_path: Path, cheap_passphrases: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = app.create(tmp_path / "elsewhere", PASSPHRASE)
    elsewhere.entries.write("Theirs", "from the other computer")
    (tmp_path / "stick").mkdir()
    brought = elsewhere.backups.back_up_to(tmp_path / "stick")
    elsewhere.journal.close()
    person.start_without_passphrase()
    settings(person)
    person.click_on(section(person).list)
    person.until_dialog()
    dialog = person.dialog()
    assert isinstance(dialog, BackupsDialog)
    assert person.sees("There are no backups beside this journal yet.")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(brought.folder))
    person.click("From another folder…")
    person.until_sees("give the passphrase that the journal had")
    assert person.is_at(dialog.passphrase)
    person.type("not this one")
    person.press(Key.Key_Return)
    person.until_sees("That passphrase does not open this journal")
    assert not dialog.restore.isEnabled()
    person.type(PASSPHRASE)
    person.press(Key.Key_Return)
    person.until(dialog.restore.isEnabled)
    assert not dialog.passphrase.isVisible()
    dialog.list.setFocus()
    bring_back(person)
    person.until(lambda: person.toast().startswith("The backup is in its place."))
    person.unlock(PASSPHRASE)
    assert {each.title for each in person.services.entries.page(EntryFilter())} == {"Theirs"}


def choose_from(person: Person, folder: Path, monkeypatch: pytest.MonkeyPatch) -> BackupsDialog:
    """Choose a backup that lies elsewhere."""
    dialog = open_list(person)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    person.click("From another folder…")
    person.until(dialog.restore.isEnabled)
    dialog.list.setFocus()
    return dialog


def test_a_backup_from_before_the_passphrase_comes_back_under_it(
    person: Person, app: App, tmp_path: Path, cheap_passphrases: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.start_without_passphrase()
    write(person, "the old words")
    look(person)
    (made,) = backups_of(app)
    shutil.copytree(app.paths.journal / "backups" / made, tmp_path / made)
    person.command("passphrase")
    person.until_dialog()
    person.type_twice(PASSPHRASE)
    person.until(lambda: person.banners() == [])
    person.put_off_recovery_key()
    write(person, "the new reflection")
    choose_from(person, tmp_path / made, monkeypatch)
    bring_back(person)
    person.until(lambda: person.toast().startswith("The backup is in its place."))
    person.unlock(PASSPHRASE)
    assert lines(person) == {"the old words"}


def test_before_a_backup_takes_the_passphrase_away_it_is_said(
    person: Person, app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.create(tmp_path / "another", None).journal.close()
    person.start_with_passphrase(PASSPHRASE)
    write(person, "the old words")
    look(person)
    dialog = choose_from(person, tmp_path / "another", monkeypatch)
    person.until(lambda: tab(person) is dialog.restore)
    person.press(Key.Key_Return)
    assert person.is_at(dialog.not_now)
    assert person.sees("your journal then opens without one, for anybody, until you set one")
    assert not person.sees("Your passphrase is asked for again")
    person.press(Key.Key_Return)
    dialog.list.setCurrentRow(0)
    person.until(dialog.restore.isEnabled)
    person.until(lambda: tab(person) is dialog.restore)
    person.press(Key.Key_Return)
    assert person.sees("Your passphrase is asked for again")


def test_of_a_stick_one_chooses_what_one_sees_and_finds_all_the_backups_on_it(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    person.start_without_passphrase()
    person.services.backups.choose_second_folder(stick)
    for words in ("first", "second"):
        write(person, words)
        person.services.backups.back_up()
    dialog = choose_from(person, stick, monkeypatch)
    person.until(lambda: dialog.list.count() == 4)
    assert all(str(stick) in dialog.list.item(row).text() for row in (2, 3))
    assert dialog.list.currentRow() == 2


def test_a_folder_without_a_journal_is_a_sentence(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nothing").mkdir()
    person.start_without_passphrase()
    settings(person)
    person.click_on(section(person).list)
    person.until_dialog()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "nothing"))
    person.click("From another folder…")
    person.until_sees("There is no backup")
    assert person.one(QListWidget).count() == 0
    person.press(Key.Key_Escape)
    person.until_no_dialog()


def test_a_window_that_may_only_read_neither_backs_up_nor_restores(person: Person, app: App, again: Again) -> None:
    person.start_without_passphrase()
    write(person, "first")
    look(person)
    write(person, "second")
    reader = again()
    reader.until_today()
    look(reader)
    settings(reader)
    (shown,) = reader.window.findChildren(BackupsSection)
    assert not shown.now.isEnabled()
    assert not shown.choose.isEnabled()
    reader.click_on(shown.list)
    reader.until_dialog()
    reader.until_sees("In this backup")
    reader.until_quiet()
    dialog = reader.dialog()
    assert isinstance(dialog, BackupsDialog)
    assert not dialog.restore.isEnabled()
    dialog.reject()
    reader.until_no_dialog()
    reader.close()
    assert len(backups_of(app)) == 1


def test_a_stick_that_is_plugged_in_again_is_caught_up_with_though_nothing_changed(
    person: Person, tmp_path: Path, again: Again
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    person.start_without_passphrase()
    person.services.backups.choose_second_folder(stick)
    away = stick.rename(tmp_path / "in the drawer")
    write(person, "first")
    person.close()
    second = again()
    second.until_today()
    away.rename(stick)
    look(second)
    assert len(list(stick.rglob("journal.db"))) == 1
    settings(second)
    assert second.sees("Backed up there and read back today 10:00")

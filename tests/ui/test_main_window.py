"""The window as a whole: locking, passphrases, second windows, closing, and where it was left."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app.bootstrap import App, build
from journal_app.domain.entry import EntryFilter
from journal_app.domain.errors import DiskFull, PassphraseNeeded
from journal_app.paths import default_paths
from journal_app.storage.entry_store import EntryStore
from journal_app.storage.key_file import read_data_key
from journal_app.storage.opening import open_vault
from journal_app.storage.protect import opens
from journal_app.ui.window_place import restore_place
from journal_app.ui.workspace import PLACES
from tests.support.clock import FakeClock
from tests.support.journals import AT, PASSPHRASE, files_under
from tests.support.window import CTRL, Again, Key, OpenWindow, Person, texts_in

SENTINEL = "The finance director stopped talking when I came in."
NO_PASSPHRASE = "This journal has no passphrase: anyone who can open this computer’s files can read it."
IN_USE = "This journal is open in another window or command. Here you can read; write in the other one."


def bodies(person: Person) -> list[str]:
    """The text of every entry, newest first."""
    entries = person.services.entries
    return [entries.get(summary.uid).body for summary in entries.page(EntryFilter(), 0, 100)]


def everything_readable() -> str:
    """Every text in any widget there is, visible or not."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    found = []
    for widget in QApplication.allWidgets():
        for name in ("text", "toPlainText", "displayText", "windowTitle", "accessibleName", "toolTip"):
            read = getattr(widget, name, None)
            if callable(read):
                found.append(str(read()))
    return "\n".join(found)


# Locking


def test_ctrl_l_keeps_the_sentence_being_typed_and_hides_all_text(person: Person) -> None:
    person.start_with_passphrase(PASSPHRASE)
    person.write(SENTINEL)
    person.press(Key.Key_L, CTRL)
    assert person.sees("Your journal is locked.")
    assert person.is_at(person.field("Passphrase"))
    assert not any("finance" in text for text in texts_in(person.window))
    QApplication.processEvents()
    assert "finance" not in everything_readable()
    assert person.window.windowTitle() == "Throughline"
    assert person.banners() == []
    assert person.toast() == ""
    person.unlock(PASSPHRASE)
    assert person.sees("You have written today.")
    assert bodies(person) == [SENTINEL]


def test_lock_by_the_rail(person: Person) -> None:
    person.start_with_passphrase(PASSPHRASE)
    assert person.sees("Ctrl+L") or person.workspace.rail.lock.note == "Ctrl+L"
    person.click_on(person.workspace.rail.lock)
    assert person.sees("Your journal is locked.")


def test_what_could_be_undone_cannot_be_behind_the_lock(person: Person) -> None:
    """A note that quotes or changes the journal goes with it."""
    person.start_with_passphrase(PASSPHRASE)
    person.write(SENTINEL)
    person.saved()
    person.command("delete")
    assert person.has_button("Undo")
    person.press(Key.Key_L, CTRL)
    assert not person.has_button("Undo")


def test_what_the_worker_still_brings_is_not_shown_to_a_locked_screen(person: Person) -> None:
    person.start_with_passphrase(PASSPHRASE)
    for _ in range(5):
        person.today.refresh()
    person.press(Key.Key_L, CTRL)
    assert person.sees("Your journal is locked.")
    person.until_quiet()
    QApplication.processEvents()
    assert not person.window.tasks.busy
    assert person.toast() == ""


def test_a_journal_without_a_passphrase_has_no_lock(person: Person) -> None:
    person.start_without_passphrase()
    assert not person.workspace.rail.lock.isVisible()
    person.press(Key.Key_L, CTRL)
    assert person.sees("A good day to begin.")


# Setting a passphrase


def test_setting_a_passphrase_protects_every_word_there_is(person: Person, app: App, again: Again) -> None:
    person.start_without_passphrase()
    old = read_data_key(app.paths.journal / "keys.json", None)
    for number in range(3):
        person.write(f"reflection {number}")
        person.saved()
    person.write("not saved y")
    person.type("et")
    person.click("Set a passphrase…")
    person.until_dialog()
    assert person.is_at(person.field("Passphrase"))
    person.type_twice(PASSPHRASE)
    person.until(lambda: person.toast() == "Your journal now opens only with your passphrase.")
    person.put_off_recovery_key()
    assert person.banners() == []
    assert person.workspace.rail.lock.isVisible()
    assert person.can("lock")
    assert not person.can("passphrase")
    kept = {f"reflection {number}" for number in range(3)} | {"not saved yet"}
    assert set(bodies(person)) == kept
    person.write("under the new key")
    person.saved()
    person.press(Key.Key_L, CTRL)
    check_old_key_is_worthless(app.paths.journal, old)
    person.unlock(PASSPHRASE)
    assert set(bodies(person)) == {*kept, "under the new key"}
    person.close()
    reopened = again()
    assert reopened.sees("Your journal is locked.")
    reopened.unlock(PASSPHRASE)
    assert set(bodies(reopened)) == {*kept, "under the new key"}


def check_old_key_is_worthless(folder: Path, old: bytes) -> None:
    with pytest.raises(PassphraseNeeded):
        open_vault(folder, None, AT)
    for name, content in files_under(folder).items():
        assert not content or not opens(folder / name, old), name
        assert base64.b64encode(old) not in content, name


def test_the_page_in_view_stays_with_the_words_being_written(person: Person) -> None:
    person.start_without_passphrase()
    person.write("half a sent")
    person.click("Set a passphrase…")
    person.until_dialog()
    person.type_twice(PASSPHRASE)
    person.until(lambda: person.banners() == [])
    person.put_off_recovery_key()
    assert person.sees("half a sent")
    person.workspace.journal.desk.pane.editor.setFocus()
    person.type("ence")
    person.saved()
    assert bodies(person) == ["half a sentence"]


def test_a_second_one_that_differs_changes_nothing(person: Person, app: App) -> None:
    person.start_without_passphrase()
    before = (app.paths.journal / "keys.json").read_bytes()
    person.click("Set a passphrase…")
    person.until_dialog()
    person.click("Set the passphrase")
    assert person.sees("Type a passphrase first.")
    person.type_twice("one", "other")
    assert person.sees("The two are not the same. Type the second one again.")
    assert person.is_at(person.field("The same again"))
    person.press(Key.Key_Escape)
    person.until(lambda: QApplication.activeModalWidget() is None)
    assert person.banners() == [NO_PASSPHRASE]
    assert (app.paths.journal / "keys.json").read_bytes() == before


def test_what_has_begun_cannot_be_called_back(person: Person) -> None:
    person.start_without_passphrase()
    person.click("Set a passphrase…")
    person.until_dialog()
    person.type_twice(PASSPHRASE)
    assert person.has_button("Encrypting anew…")
    person.press(Key.Key_Escape)
    person.dialog().close()
    assert person.dialog().isVisible()
    person.until(lambda: person.banners() == [])
    assert person.services.journal.protected


def test_a_passphrase_that_cannot_be_set_is_said_so_and_all_stays_as_it_was(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    person.start_without_passphrase()
    person.write("here before")
    with monkeypatch.context() as patched:
        patched.setattr("journal_app.storage.protect._make_copy", full)
        person.click("Set a passphrase…")
        person.until_dialog()
        person.type_twice(PASSPHRASE)
        person.until_sees("There is no room left on the disk")
    assert person.is_at(person.field("Passphrase"))
    person.press(Key.Key_Escape)
    person.until_no_dialog()
    assert person.banners() == [NO_PASSPHRASE]
    assert bodies(person) == ["here before"]
    person.write("and after")
    person.saved()
    assert bodies(person) == ["and after", "here before"]


def test_while_another_window_reads_no_passphrase_can_be_set(person: Person, again: Again) -> None:
    person.start_without_passphrase()
    person.write("in both windows")
    person.saved()
    reader = again()
    reader.until_today()
    person.window.activateWindow()
    person.command("passphrase")
    person.until_dialog()
    person.type_twice(PASSPHRASE)
    person.until_sees("close the other one and try again")
    reader.close()
    person.press(Key.Key_Return)
    person.press(Key.Key_Return)
    person.until(lambda: person.banners() == [])
    assert bodies(person) == ["in both windows"]


# A second window, and a folder that may not be written


def test_a_second_window_reads_and_says_why_it_does_not_write(person: Person, again: Again) -> None:
    person.start_with_passphrase(PASSPHRASE)
    person.write(SENTINEL)
    person.saved()
    second = again()
    second.unlock(PASSPHRASE)
    assert second.banners() == [IN_USE]
    assert second.sees("You have written today.")
    assert not second.has_button("Write")
    for key in ("new", "import", "passphrase", "star", "bold", "delete"):
        assert not second.can(key), key
    second.press(Key.Key_2, CTRL)
    second.until_quiet()
    second.workspace.open_entry(second.services.entries.page(EntryFilter(), 0, 1)[0].uid)
    second.until_sees(SENTINEL)
    second.workspace.journal.desk.pane.editor.setFocus()
    second.type("overwritten")
    second.press(Key.Key_N, CTRL)
    assert second.sees(SENTINEL)
    assert not second.sees("overwritten")
    assert second.can("preview")
    assert not second.can("bold")


def test_try_again_writes_once_the_first_window_is_closed(person: Person, again: Again) -> None:
    person.start_without_passphrase()
    second = again()
    second.until_today()
    assert second.banners() == [IN_USE, NO_PASSPHRASE]
    assert not second.has_button("Set a passphrase…")
    second.click("Try again")
    second.until_today()
    assert second.banners() == [IN_USE, NO_PASSPHRASE]
    assert second.toast().startswith("It is still open elsewhere.")
    person.close()
    second.window.activateWindow()
    second.until(second.window.isActiveWindow)
    second.press(Key.Key_F5)
    second.until(lambda: second.banners() == [NO_PASSPHRASE])
    second.until_today()
    second.write("my turn")
    second.saved()
    assert bodies(second) == ["my turn"]


def test_a_folder_that_may_not_be_written_can_be_read(
    person: Person, again: Again, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.start_without_passphrase()
    person.write(SENTINEL)
    person.saved()
    person.close()
    monkeypatch.setattr("journal_app.storage.opening._read_only_reason", lambda *_: "folder")
    reader = again()
    reader.until_today()
    assert reader.banners()[0] == "This journal’s folder may not be written. You can read everything."
    assert not reader.has_button("Try again")
    assert not reader.has_button("Set a passphrase…")
    assert reader.sees("You have written today.")
    assert not reader.has_button("Write")
    assert not reader.can("new")
    assert not reader.can("again")


# Closing


def test_closing_saves_the_sentence_being_typed(person: Person, again: Again) -> None:
    person.start_without_passphrase()
    person.write(SENTINEL)
    assert person.close()
    reopened = again()
    reopened.until_today()
    assert bodies(reopened) == [SENTINEL]


def test_ctrl_q_closes(person: Person) -> None:
    person.start_without_passphrase()
    person.write(SENTINEL)
    person.press(Key.Key_Q, CTRL)
    person.until(lambda: not person.window.isVisible())


def answer(name: str, seen: list[str]) -> None:
    """Press a button of the question that is about to come."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(10, press)
            return
        seen.append(box.text())
        next(button for button in box.findChildren(QPushButton) if button.text() == name).click()

    QTimer.singleShot(0, press)


class Disk:
    """Has room for nothing while it is full."""

    def __init__(self) -> None:
        self.full = True


@pytest.fixture
def disk(person: Person, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """A full disk, until the window is closed in the end."""
    found = Disk()

    def guarded(real: Callable[..., Any]) -> Callable[..., Any]:
        def save(*arguments: Any, **named: Any) -> Any:
            if found.full:
                raise DiskFull
            return real(*arguments, **named)

        return save

    for name in ("add", "save_text"):
        monkeypatch.setattr(EntryStore, name, guarded(getattr(EntryStore, name)))
    yield found
    found.full = False


def test_closing_with_words_that_cannot_be_saved_asks_and_staying_keeps_them(
    person: Person, disk: Disk, again: Again
) -> None:
    person.start_without_passphrase()
    person.write(SENTINEL)
    seen: list[str] = []
    answer("Stay", seen)
    assert not person.close()
    assert "could not be saved" in seen[0]
    assert person.window.isVisible()
    assert person.sees(SENTINEL)
    assert person.sees("Not saved yet")
    assert "no room left on the disk" in person.toast()
    disk.full = False
    person.until_no_dialog()
    person.workspace.journal.desk.pane.editor.setFocus()
    person.type(" More.")
    assert person.close()
    reopened = again()
    reopened.until_today()
    assert bodies(reopened) == [f"{SENTINEL} More."]


def test_leaving_without_them_is_only_done_when_asked_for(person: Person, disk: Disk) -> None:
    person.start_without_passphrase()
    person.write(SENTINEL)
    seen: list[str] = []
    answer("Leave without them", seen)
    assert person.close()
    assert len(seen) == 1


def test_locking_and_looking_around_ask_too(person: Person, disk: Disk, app: App) -> None:
    disk.full = False
    app.open_sample().journal.close()
    disk.full = True
    person.start_with_passphrase(PASSPHRASE)
    person.write(SENTINEL)
    seen: list[str] = []
    answer("Stay", seen)
    person.press(Key.Key_L, CTRL)
    assert person.sees(SENTINEL)
    person.until_no_dialog()
    answer("Stay", seen)
    person.command("sample")
    person.until(lambda: len(seen) == 2)
    person.until_quiet()
    assert person.sees(SENTINEL)
    assert not person.services.is_sample


def test_closing_while_a_journal_is_being_made_is_harmless(person: Person, app: App, again: Again) -> None:
    person.type_twice(PASSPHRASE)
    assert person.close()
    QApplication.processEvents()
    assert person.window.workspace is None
    reopened = again()
    reopened.unlock(PASSPHRASE)
    assert reopened.services.journal.read_only_because is None


# Where it was left, and how it looks


def test_it_opens_where_and_as_large_as_it_was_left(person: Person, again: Again) -> None:
    person.window.setGeometry(QRect(0, 30, 900, 610))
    QApplication.processEvents()
    person.close()
    left = again().window.geometry()
    # The screen of the tests is narrower than the window may be.
    assert (left.y(), left.height()) == (30, 610)


@pytest.mark.parametrize(
    "window",
    ["", "nonsense", "=", "é", "AAAA", base64.b64encode(b"\x01\xd9\xd0\xcb" + b"\xff" * 62).decode(), 7, None, ["x"]],
)
def test_a_place_that_makes_no_sense_is_harmless(
    app_home: Path, open_window: OpenWindow, clock: FakeClock, window: object
) -> None:
    (app_home / "preferences.json").write_text(json.dumps({"window": window, "theme": 3}), "utf-8")
    person = open_window(build(default_paths(), clock))
    assert person.window.width() >= 900
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.intersects(person.window.frameGeometry())
    assert person.sees("A quiet place to think")


def test_a_window_left_on_a_screen_that_is_gone_comes_back_into_view(
    person: Person, app_home: Path, again: Again
) -> None:
    person.window.setGeometry(QRect(9000, 9000, 1000, 640))
    QApplication.processEvents()
    person.close()
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.intersects(again().window.geometry())


def test_a_theme_is_applied_at_once_and_kept(person: Person, app_home: Path, again: Again) -> None:
    def paper(one: Person) -> str:
        return one.window.grab().toImage().pixelColor(3, one.window.height() - 3).name()

    person.command("dark")
    assert paper(person) == "#17191c"
    assert person.window.menus.actions["dark"].isChecked()
    person.command("light")
    assert paper(person) == "#faf8f5"
    person.command("dark")
    person.close()
    reopened = again()
    assert paper(reopened) == "#17191c"
    assert reopened.window.menus.actions["dark"].isChecked()
    assert not reopened.window.menus.actions["light"].isChecked()
    reopened.command("system")
    reopened.close()
    assert json.loads((app_home / "preferences.json").read_text("utf-8"))["theme"] == "system"


def test_preferences_tell_nothing_of_the_journal(person: Person, app_home: Path) -> None:
    person.start_without_passphrase()
    person.write(SENTINEL)
    person.close()
    kept = json.loads((app_home / "preferences.json").read_text("utf-8"))
    assert set(kept) == {"theme", "window", "lock_after_minutes", "lock_on_minimise", "told_about_copies"}
    assert SENTINEL not in json.dumps(kept)


def test_the_title_never_tells_what_is_open(person: Person) -> None:
    titles = {person.window.windowTitle()}
    person.window.windowTitleChanged.connect(titles.add)
    person.start_without_passphrase()
    person.write(SENTINEL)
    person.saved()
    for key in (Key.Key_1, Key.Key_3, Key.Key_4):
        person.press(key, CTRL)
    assert titles == {"Throughline"}


def test_the_first_window_is_no_larger_than_the_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    restore_place(window, "")
    screen = window.screen().availableSize()
    assert screen.width() < 1280
    assert window.size() == QSize(1280, 800).boundedTo(screen).expandedTo(window.minimumSize())


class Windows(QObject):
    """Notes every window that comes up."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.accessibleName()} {getattr(watched, 'text', str)()}")
        return False


def test_no_page_flashes_a_window_up_when_it_is_first_gone_to(person: Person) -> None:
    person.start_without_passphrase()
    windows = Windows()
    QApplication.instance().installEventFilter(windows)  # type: ignore[union-attr]  # there is one
    for key, *_ in PLACES:
        person.workspace.go(key)
        person.until_quiet()
    QApplication.instance().removeEventFilter(windows)  # type: ignore[union-attr]
    assert windows.shown == []
    assert person.window.isActiveWindow()

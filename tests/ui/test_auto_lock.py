"""Locking without being asked: when nobody is there, and when the window is put away. Whatever is open then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QGuiApplication, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox, QPlainTextEdit, QToolTip

from journal_app.bootstrap import App
from journal_app.domain.entry import EntryFilter
from journal_app.domain.errors import DiskFull, WrongPassphrase
from journal_app.services.preference_service import PreferenceService
from journal_app.storage import rewrap
from journal_app.storage.backups import make_backup
from journal_app.storage.driver import connect
from journal_app.storage.entry_store import EntryStore
from journal_app.storage.key_file import read_data_key
from journal_app.ui.dialogs import unsaved
from journal_app.ui.locking import auto_lock
from journal_app.ui.pages.journal import autosave
from tests.support.journals import AT, PASSPHRASE
from tests.support.program import Program
from tests.support.window import CTRL, Again, Key, OpenWindow, Person, texts_in

SENTINEL = "The finance director stopped talking when I came in."
MINUTE = 60.0

FIRST_PAGE = """
import sys
from PySide6.QtWidgets import QApplication
from journal_app.bootstrap import build
from journal_app.paths import default_paths
from journal_app.ui.app import make_window
WATCHED = ("PySide6.QtDBus", "PySide6.QtNetwork", "jeepney", "keyring")
application = QApplication([])
app = build(default_paths())
app.create(app.paths.journal, None).journal.close()
window, _ = make_window(app)
def tell():
    print([name for name in WATCHED if name in sys.modules])
window.ready.connect(tell)
window.show()
while window.auto_lock.session is None:
    application.processEvents()
tell()
window.close()
"""


class Clocks:
    """Two clocks that go on only when told to."""

    def __init__(self) -> None:
        self.steady, self.wall = 1_000.0, 1_700_000_000.0

    def __call__(self) -> tuple[float, ...]:
        return self.steady, self.wall

    def go_on(self, seconds: float) -> None:
        self.steady += seconds
        self.wall += seconds

    def sleep(self, seconds: float) -> None:
        """As a machine that sleeps: one of them stands still."""
        self.wall += seconds


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    found = Clocks()
    real = auto_lock.AutoLock.__init__

    def with_clocks(self: Any, preferences: PreferenceService, parent: Any) -> None:
        real(self, preferences, parent, found)

    monkeypatch.setattr(auto_lock.AutoLock, "__init__", with_clocks)
    return found


@pytest.fixture
def writer(clocks: Clocks, person: Person) -> Person:
    """Somebody in a journal with a passphrase, which locks after ten minutes."""
    person.start_with_passphrase(PASSPHRASE)
    return person


def bodies(person: Person) -> list[str]:
    entries = person.services.entries
    return [entries.get(summary.uid).body for summary in entries.page(EntryFilter(), 0, 100)]


def look(person: Person) -> None:
    """What the timer does when it is time."""
    person.window.auto_lock.idle.look()


def is_locked(person: Person) -> bool:
    return person.window.workspace is None and person.sees("Your journal is locked.")


def nothing_shows(person: Person) -> bool:
    """Whether no window there is shows a word of the journal, and nothing lies over the lock screen."""
    tops = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
    words = [text for top in tops for text in texts_in(top)]
    titles = {top.windowTitle() for top in tops}
    return tops == [person.window] and titles == {"Throughline"} and not any("finance" in text for text in words)


# Nobody is there


def test_after_ten_minutes_without_anybody_it_locks_and_the_half_typed_sentence_is_kept(
    writer: Person, clocks: Clocks
) -> None:
    writer.write(SENTINEL)
    clocks.go_on(10 * MINUTE - 1)
    look(writer)
    assert not is_locked(writer)
    clocks.go_on(1)
    look(writer)
    assert is_locked(writer)
    assert nothing_shows(writer)
    assert writer.is_at(writer.field("Passphrase"))
    writer.unlock(PASSPHRASE)
    assert bodies(writer) == [SENTINEL]


def test_the_timer_looks_by_itself(writer: Person, clocks: Clocks) -> None:
    writer.window.auto_lock.choose_minutes(1)
    clocks.go_on(MINUTE - 0.05)
    # Told again how long to wait, it goes by what is left.
    writer.window.auto_lock.idle._timer.stop()
    look(writer)
    clocks.go_on(0.05)
    writer.until(lambda: is_locked(writer))


def test_the_machine_is_woken_once_a_minute_at_the_most(writer: Person, clocks: Clocks) -> None:
    timer = writer.window.auto_lock.idle._timer
    assert timer.isActive()
    assert timer.interval() == 60_000
    clocks.go_on(9 * MINUTE + 30)
    timer.stop()
    look(writer)
    assert 30_000 <= timer.interval() <= 30_002


def _types(person: Person) -> None:
    person.press(Key.Key_Right)


def _composes(person: Person) -> None:
    QApplication.sendEvent(person.focus, QInputMethodEvent("n", []))
    QApplication.sendEvent(person.focus, QInputMethodEvent())


def _moves(person: Person) -> None:
    handle = person.window.windowHandle()
    assert handle is not None
    QTest.mouseMove(handle, QPoint(300, 300))
    QTest.mouseMove(handle, QPoint(310, 310))


def _scrolls(person: Person) -> None:
    handle = person.window.windowHandle()
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    at = QPointF(300, 300)
    event = QWheelEvent(at, at, QPoint(), QPoint(0, 120), none, Qt.KeyboardModifier.NoModifier, phase, False)
    assert handle is not None
    QApplication.sendEvent(handle, event)


@pytest.mark.parametrize("sign", [_types, _composes, _moves, _scrolls])
def test_whoever_types_moves_or_scrolls_is_there(
    sign: Callable[[Person], None], writer: Person, clocks: Clocks
) -> None:
    writer.write("Thinking")
    clocks.go_on(9 * MINUTE)
    sign(writer)
    clocks.go_on(9 * MINUTE)
    look(writer)
    assert not is_locked(writer)
    clocks.go_on(MINUTE)
    look(writer)
    assert is_locked(writer)


def test_what_a_page_does_by_itself_is_no_sign_of_anybody(writer: Person, clocks: Clocks) -> None:
    clocks.go_on(9 * MINUTE)
    writer.today.refresh()
    writer.until_quiet()
    at = QPointF(5, 5)
    QApplication.sendEvent(writer.focus, QEnterEvent(at, at, at))
    QApplication.sendEvent(writer.focus, QEvent(QEvent.Type.UpdateRequest))
    clocks.go_on(MINUTE)
    look(writer)
    assert is_locked(writer)


def test_in_a_dialog_too_somebody_is_there(writer: Person, clocks: Clocks) -> None:
    writer.command("keys")
    writer.until_dialog()
    clocks.go_on(9 * MINUTE)
    writer.press(Key.Key_Down)
    clocks.go_on(9 * MINUTE)
    look(writer)
    assert not is_locked(writer)


def test_a_machine_that_slept_too_long_locks_before_the_first_key_does_anything(writer: Person, clocks: Clocks) -> None:
    writer.write(SENTINEL)
    clocks.sleep(3600)
    writer.press(Key.Key_X)
    assert is_locked(writer)
    assert writer.field("Passphrase").text() == ""
    writer.unlock(PASSPHRASE)
    assert bodies(writer) == [SENTINEL]


def test_a_clock_that_is_set_back_does_not_keep_it_open(writer: Person, clocks: Clocks) -> None:
    clocks.wall -= 7200
    clocks.go_on(10 * MINUTE)
    look(writer)
    assert is_locked(writer)


def test_once_it_is_open_again_the_time_begins_anew(writer: Person, clocks: Clocks) -> None:
    clocks.go_on(10 * MINUTE)
    look(writer)
    clocks.go_on(3600)
    look(writer)
    writer.unlock(PASSPHRASE)
    clocks.go_on(9 * MINUTE)
    look(writer)
    assert not is_locked(writer)
    clocks.go_on(MINUTE)
    look(writer)
    assert is_locked(writer)


def test_what_cannot_be_locked_is_left_open(clocks: Clocks, person: Person) -> None:
    person.start_without_passphrase()
    person.window.auto_lock.choose_on_minimise(True)
    clocks.go_on(3600)
    look(person)
    person.press(Key.Key_Right)
    person.window.showMinimized()
    QApplication.processEvents()
    assert person.window.workspace is not None


# The window is put away


def test_minimised_it_locks_only_if_that_was_chosen(writer: Person) -> None:
    writer.write(SENTINEL)
    writer.window.showMinimized()
    QApplication.processEvents()
    assert writer.window.workspace is not None
    writer.window.showNormal()
    writer.window.auto_lock.choose_on_minimise(True)
    writer.window.showMinimized()
    writer.until(lambda: writer.window.workspace is None)
    writer.window.showNormal()
    writer.window.activateWindow()
    writer.until(writer.window.isActiveWindow)
    assert is_locked(writer)
    assert nothing_shows(writer)
    writer.field("Passphrase").setFocus()
    writer.unlock(PASSPHRASE)
    assert bodies(writer) == [SENTINEL]


# Whatever is open


def test_dialogs_menus_and_tooltips_go(writer: Person, clocks: Clocks) -> None:
    writer.write(SENTINEL)
    writer.saved()
    writer.command("date")
    writer.until_dialog()
    box = QMessageBox(writer.window)
    box.setText(SENTINEL)
    box.open()
    menu = QMenu(writer.window)
    menu.addMenu("inner").addAction(SENTINEL)
    menu.popup(QPoint(10, 10))
    QToolTip.showText(QPoint(20, 20), SENTINEL)
    assert not nothing_shows(writer)
    clocks.go_on(3600)
    look(writer)
    assert is_locked(writer)
    # Tooltips fade.
    writer.until(lambda: nothing_shows(writer))


def test_a_file_dialog_that_is_waited_for_goes_and_nothing_is_imported(writer: Person, clocks: Clocks) -> None:
    def nobody_comes_back() -> None:
        if not isinstance(QApplication.activeModalWidget(), QFileDialog):
            QTimer.singleShot(10, nobody_comes_back)
            return
        clocks.go_on(3600)
        look(writer)

    QTimer.singleShot(0, nobody_comes_back)
    # Comes back only once the dialog has gone.
    writer.command("import")
    assert is_locked(writer)
    assert nothing_shows(writer)
    assert writer.toast() == ""


def test_a_dialog_that_cannot_be_called_back_goes_too(writer: Person, clocks: Clocks) -> None:
    class Stubborn(QMessageBox):
        def reject(self) -> None:
            """What has begun goes on."""

    box = Stubborn(writer.window)
    box.setText(SENTINEL)
    box.open()
    clocks.go_on(3600)
    look(writer)
    assert is_locked(writer)
    assert nothing_shows(writer)


def test_what_was_said_and_could_be_undone_is_forgotten(writer: Person, clocks: Clocks) -> None:
    writer.write(SENTINEL)
    writer.saved()
    writer.command("delete")
    assert writer.toast()
    clocks.go_on(3600)
    look(writer)
    assert writer.toast() == ""
    assert writer.window.toast.words.text() == ""
    writer.window.toast.act.click()
    assert is_locked(writer)


def test_what_was_copied_on_purpose_is_left_alone(writer: Person, clocks: Clocks, qapp: QApplication) -> None:
    writer.write(SENTINEL)
    writer.press(Key.Key_A, CTRL)
    writer.press(Key.Key_C, CTRL)
    clocks.go_on(3600)
    look(writer)
    assert qapp.clipboard().text() == SENTINEL


def test_a_word_being_composed_is_kept(writer: Person, clocks: Clocks, monkeypatch: pytest.MonkeyPatch) -> None:
    """An input method is asked for it, and answers as they do, before anything is saved."""
    writer.write("I think ")
    editor = writer.focus
    QApplication.sendEvent(editor, QInputMethodEvent("nihon", []))

    class Method:
        @staticmethod
        def commit() -> None:
            event = QInputMethodEvent("", [])
            event.setCommitString("日本")
            QApplication.sendEvent(editor, event)

    clocks.go_on(3600)
    with monkeypatch.context() as patched:
        patched.setattr(QGuiApplication, "inputMethod", lambda: Method)
        look(writer)
    assert is_locked(writer)
    writer.unlock(PASSPHRASE)
    assert bodies(writer) == ["I think 日本"]


def test_while_a_backup_is_made_it_locks_at_once_and_the_backup_is_whole(writer: Person, clocks: Clocks) -> None:
    writer.write(SENTINEL)
    writer.saved()
    journal = writer.services.journal
    vault, folder = writer.services._vault, journal.folder
    key = read_data_key(folder / "keys.json", PASSPHRASE)
    made: list[Any] = []

    def back_up(_task: object) -> None:
        made.append(make_backup(vault.connection(), folder, key, AT, "locking"))

    writer.window.tasks.run(writer.window, back_up)
    clocks.go_on(3600)
    look(writer)
    assert is_locked(writer)
    assert len(made) == 1
    copy = connect(made[0] / "journal.db", key, read_only=True)
    try:
        assert copy.execute("SELECT body FROM entries").fetchall() == [(SENTINEL,)]
    finally:
        copy.close()
    writer.unlock(PASSPHRASE)
    assert bodies(writer) == [SENTINEL]


# The last words cannot be saved, and nobody is there to be asked


class Disk:
    def __init__(self) -> None:
        self.full = False


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
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


@pytest.fixture
def hidden(writer: Person, clocks: Clocks, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> Person:
    """The writer went away while the last words could not be saved."""
    monkeypatch.setattr(autosave, "_RETRY_AFTER_MS", 50)
    writer.window.journal.veil._timer.setInterval(20)
    disk.full = True
    writer.write(SENTINEL)
    clocks.go_on(3600)
    look(writer)
    return writer


def test_words_that_cannot_be_saved_are_out_of_sight_and_not_lost(hidden: Person) -> None:
    assert is_locked(hidden)
    assert nothing_shows(hidden)
    assert hidden.window.journal.veil.workspace is not None
    # No command reaches them either.
    for key in (Key.Key_N, Key.Key_2, Key.Key_F):
        hidden.press(key, CTRL)
        assert is_locked(hidden)
        assert nothing_shows(hidden)


def test_as_soon_as_they_can_be_saved_they_are_and_the_journal_is_closed(hidden: Person, disk: Disk) -> None:
    hidden.type("half a passph")
    disk.full = False
    hidden.until(lambda: hidden.window.journal.veil.workspace is None)
    assert is_locked(hidden)
    # Whoever was typing the passphrase goes on.
    assert hidden.field("Passphrase").text() == "half a passph"
    hidden.field("Passphrase").clear()
    hidden.unlock(PASSPHRASE)
    assert bodies(hidden) == [SENTINEL]
    assert hidden.services.journal.read_only_because is None


def test_who_comes_back_finds_the_page_as_high_as_before_the_note_that_went(
    writer: Person, clocks: Clocks, disk: Disk
) -> None:
    workspace, whole = writer.workspace, writer.workspace.stack.height()
    writer.window.messenger.tell("Put away.", "Undo", lambda: None)
    writer.until(lambda: writer.workspace.stack.height() < whole)
    disk.full = True
    writer.write(SENTINEL)
    clocks.go_on(3600)
    look(writer)
    assert is_locked(writer)
    disk.full = False
    writer.unlock(PASSPHRASE)
    assert writer.workspace is workspace
    assert writer.toast() == ""
    assert workspace.stack.height() == whole


def test_the_passphrase_brings_them_back_and_nothing_else_does(hidden: Person, disk: Disk) -> None:
    hidden.type("not the passphrase")
    hidden.press(Key.Key_Return)
    hidden.until(lambda: hidden.field("Passphrase").isEnabled())
    assert is_locked(hidden)
    assert nothing_shows(hidden)
    hidden.type(PASSPHRASE)
    hidden.press(Key.Key_Return)
    hidden.until(lambda: hidden.window.workspace is not None)
    assert hidden.sees(SENTINEL)
    assert hidden.services.journal.read_only_because is None
    disk.full = False
    hidden.workspace.journal.desk.pane.editor.setFocus()
    hidden.type(" More.")
    hidden.saved()
    assert bodies(hidden) == [f"{SENTINEL} More."]


def test_a_forgotten_passphrase_is_no_reason_to_lose_them(hidden: Person, disk: Disk, app: App) -> None:
    kept = hidden.window.journal.veil.workspace
    assert kept is not None
    recovery = kept.services.keys.new_recovery_key()
    kept.services.keys.keep_recovery_key(recovery)
    hidden.click("Forgotten your passphrase?")
    hidden.type(recovery.text)
    hidden.press(Key.Key_Return)
    hidden.until_sees("Now choose a new passphrase")
    assert nothing_shows(hidden)
    hidden.type_twice("four other quiet words")
    hidden.until(lambda: hidden.window.workspace is not None)
    assert hidden.workspace is kept
    assert hidden.sees(SENTINEL)
    disk.full = False
    kept.journal.desk.pane.editor.setFocus()
    hidden.type(" More.")
    hidden.saved()
    hidden.press(Key.Key_L, CTRL)
    hidden.unlock("four other quiet words")
    assert bodies(hidden) == [f"{SENTINEL} More."]
    with pytest.raises(WrongPassphrase):
        read_data_key(app.paths.journal / "keys.json", PASSPHRASE)


def test_a_passphrase_that_cannot_be_changed_leaves_them_out_of_sight(
    hidden: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise DiskFull

    kept = hidden.window.journal.veil.workspace
    assert kept is not None
    recovery = kept.services.keys.new_recovery_key()
    kept.services.keys.keep_recovery_key(recovery)
    monkeypatch.setattr(rewrap, "_put_in_place", full)
    hidden.click("Forgotten your passphrase?")
    hidden.type(recovery.text)
    hidden.press(Key.Key_Return)
    hidden.until_sees("Now choose a new passphrase")
    hidden.type_twice("four other quiet words")
    hidden.until(lambda: hidden.field("New passphrase").isEnabled())
    assert hidden.sees("There is no room left on the disk")
    assert hidden.window.workspace is None
    assert hidden.window.journal.veil.workspace is kept
    assert nothing_shows(hidden)


def test_looking_around_in_the_sample_does_not_lose_them(hidden: Person, disk: Disk, app: App) -> None:
    disk.full = False
    hidden.window.journal.veil._timer.stop()
    app.open_sample().journal.close()
    disk.full = True
    hidden.click("Look around in a sample journal")
    hidden.until_quiet()
    assert is_locked(hidden)
    assert "not saved yet" in hidden.toast()
    assert hidden.window.journal.veil.workspace is not None


def test_closing_the_window_asks_before_they_are_lost(
    hidden: Person, disk: Disk, again: Again, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(unsaved, "leaves_unsaved", lambda _window: False)
        assert not hidden.close()
    assert is_locked(hidden)
    assert nothing_shows(hidden)
    hidden.window.journal.veil._timer.stop()
    disk.full = False
    assert hidden.close()
    reopened = again()
    reopened.unlock(PASSPHRASE)
    assert bodies(reopened) == [SENTINEL]


def test_a_question_that_was_open_about_them_goes_with_the_rest(writer: Person, clocks: Clocks, disk: Disk) -> None:
    """Somebody pressed Ctrl+L, was asked whether to leave without the last words, and went away."""
    disk.full = True
    writer.write(SENTINEL)

    def nobody_answers() -> None:
        if not isinstance(QApplication.activeModalWidget(), QMessageBox):
            QTimer.singleShot(10, nobody_answers)
            return
        clocks.go_on(3600)
        look(writer)

    QTimer.singleShot(0, nobody_answers)
    writer.press(Key.Key_L, CTRL)
    assert is_locked(writer)
    assert nothing_shows(writer)
    assert writer.window.journal.veil.workspace is not None


def test_a_fault_while_saving_is_loud_and_hides_them_all_the_same(
    writer: Person, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.write(SENTINEL)

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    clocks.go_on(3600)
    with monkeypatch.context() as patched:
        patched.setattr(EntryStore, "add", broken)
        with writer.qtbot.captureExceptions() as faults:
            look(writer)
    assert [kind for kind, *_ in faults] == [ZeroDivisionError]
    assert is_locked(writer)
    assert nothing_shows(writer)
    assert writer.window.journal.veil.workspace is not None


# What the person chooses


def test_the_choice_is_kept_and_in_force_at_once(writer: Person, clocks: Clocks, again: Again) -> None:
    writer.window.auto_lock.choose_minutes(2)
    clocks.go_on(2 * MINUTE)
    look(writer)
    assert is_locked(writer)
    writer.unlock(PASSPHRASE)
    writer.window.auto_lock.choose_minutes(0)
    clocks.go_on(100_000)
    look(writer)
    writer.press(Key.Key_Right)
    assert not is_locked(writer)
    writer.close()
    assert again().window.auto_lock.minutes == 0


def test_never_by_itself_needs_no_timer_and_no_listener(writer: Person) -> None:
    writer.window.auto_lock.choose_minutes(0)
    assert not writer.window.auto_lock.idle._timer.isActive()
    assert not writer.window.auto_lock.idle._watched


def test_before_a_journal_is_open_nothing_is_watched(open_window: OpenWindow, app: App) -> None:
    person = open_window(app)
    assert not person.window.auto_lock.idle._timer.isActive()
    assert person.window.auto_lock.session is None


def test_editors_are_what_is_watched_while_somebody_writes(writer: Person) -> None:
    writer.write("x")
    assert isinstance(writer.window.auto_lock.idle._watched["object"], QPlainTextEdit)


def test_the_first_page_is_painted_before_anything_is_loaded_for_it(program: Program) -> None:
    """Neither the desktop's bus nor a network library."""
    outcome = program.python(FIRST_PAGE)
    assert outcome.code == 0, outcome.err
    assert outcome.out == "[]\n['PySide6.QtDBus']\n"

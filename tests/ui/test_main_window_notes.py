"""The note at the foot of the window: it can be acted on, it is read out, and an error stays."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from journal_app.domain.errors import DiskFull
from journal_app.ui.messenger import Messenger
from journal_app.ui.theme import Look
from journal_app.ui.widgets import notices, simple
from journal_app.ui.widgets.notices import Toast
from tests.support.window import ALT, CTRL, Key, Person


@dataclass
class Said:
    """What a screen reader was given to say."""

    words: list[tuple[str, bool]] = field(default_factory=list)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    found = Said()

    class Listening:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            urgent = event.politeness() == QAccessible.AnnouncementPoliteness.Assertive
            found.words.append((event.message(), urgent))

    monkeypatch.setattr(simple, "QAccessible", Listening)
    return found


@dataclass
class Screen:
    """A field to type in, and the foot of a window."""

    window: QWidget
    field: QLineEdit
    toast: Toast


@pytest.fixture
def screen(qtbot: QtBot, look: Look, messenger: Messenger, monkeypatch: pytest.MonkeyPatch) -> Screen:
    monkeypatch.setattr(notices, "_STAYS_MS", 200)
    QCursor.setPos(1, 1)
    window = QWidget()
    window.resize(900, 500)
    entry = QLineEdit()
    QVBoxLayout(window).addWidget(entry)
    toast = Toast(window)
    messenger.said.connect(toast.show_note)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    entry.setFocus()
    qtbot.waitUntil(entry.hasFocus)
    return Screen(window, entry, toast)


def test_a_note_comes_is_read_out_and_goes(screen: Screen, messenger: Messenger, qtbot: QtBot, said: Said) -> None:
    messenger.tell("Restored.")
    assert screen.toast.isVisible()
    assert screen.toast.words.text() == "Restored."
    assert said.words == [("Restored.", False)]
    assert screen.field.hasFocus()
    qtbot.waitUntil(lambda: not screen.toast.isVisible())


def test_an_error_is_urgent_and_stays_until_it_is_closed(
    screen: Screen, messenger: Messenger, qtbot: QtBot, said: Said
) -> None:
    messenger.fail(DiskFull())
    ((words, urgent),) = said.words
    assert urgent
    assert words.startswith("There is no room left on the disk")
    qtbot.wait(450)
    assert screen.toast.isVisible()
    QTest.mouseClick(screen.toast.close_button, Qt.MouseButton.LeftButton)
    assert not screen.toast.isVisible()


def test_what_was_done_can_be_undone_by_mouse_once(screen: Screen, messenger: Messenger) -> None:
    undone: list[str] = []
    messenger.tell("Moved to the bin.", "Undo", lambda: undone.append("it"))
    assert not screen.toast.close_button.isVisible()
    QTest.mouseClick(screen.toast.act, Qt.MouseButton.LeftButton)
    assert undone == ["it"]
    assert not screen.toast.isVisible()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Space])
def test_or_by_keyboard_and_the_keyboard_goes_back(
    screen: Screen, messenger: Messenger, key: Qt.Key, qtbot: QtBot
) -> None:
    undone: list[str] = []
    messenger.tell("Moved to the bin.", "Undo", lambda: undone.append("it"))
    QTest.keyClick(screen.field, Key.Key_Tab)
    assert screen.toast.act.hasFocus()
    qtbot.wait(450)
    assert screen.toast.isVisible(), "it stays while somebody is about to press it"
    QTest.keyClick(screen.toast.act, key)
    assert undone == ["it"]
    assert screen.field.hasFocus()


def test_escape_in_the_note_takes_it_away(screen: Screen, messenger: Messenger) -> None:
    messenger.tell("Restored.")
    QTest.keyClick(screen.field, Key.Key_Tab)
    QTest.keyClick(screen.toast.close_button, Key.Key_Escape)
    assert not screen.toast.isVisible()
    assert screen.field.hasFocus()


def test_it_stays_while_the_mouse_is_over_it(screen: Screen, messenger: Messenger, qtbot: QtBot) -> None:
    messenger.tell("Moved to the bin.", "Undo", lambda: None)
    screen.toast.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    qtbot.wait(450)
    assert screen.toast.isVisible()
    screen.toast.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    qtbot.waitUntil(lambda: not screen.toast.isVisible())


def test_the_newest_note_takes_the_place_of_the_one_before(screen: Screen, messenger: Messenger) -> None:
    undone: list[str] = []
    messenger.tell("first", "Undo", lambda: undone.append("first"))
    messenger.tell("second", "Undo", lambda: undone.append("second"))
    assert screen.toast.words.text() == "second"
    QTest.mouseClick(screen.toast.act, Qt.MouseButton.LeftButton)
    assert undone == ["second"]


def test_a_long_note_is_all_there_in_any_width(screen: Screen, messenger: Messenger) -> None:
    messenger.tell("a sentence that goes on for a while " * 8)
    for width in (900, 400, 1600):
        screen.window.resize(width, 500)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.processEvents()
        words = screen.toast.words
        assert words.height() >= words.heightForWidth(words.width())
        assert screen.window.rect().contains(screen.toast.geometry())


def test_markup_in_a_name_is_shown_as_it_is(screen: Screen, messenger: Messenger) -> None:
    messenger.tell("<b>bold</b> &amp;")
    assert screen.toast.words.textFormat() == Qt.TextFormat.PlainText


def test_deleting_and_undoing_in_the_window(person: Person) -> None:
    person.start_without_passphrase()
    person.write("to be deleted, perhaps")
    person.saved()
    person.command("delete")
    person.until(lambda: person.toast() == "Moved to the bin, where it stays for 30 days.")
    assert not person.sees("to be deleted, perhaps")
    person.click("Undo")
    person.until_sees("to be deleted, perhaps")
    assert person.services.journal.info().entries == 1


def test_what_was_done_is_undone_by_key_where_nothing_is_written(person: Person) -> None:
    person.start_without_passphrase()
    said: list[str] = []
    person.window.messenger.tell("Put away.", "Undo", lambda: said.append("undone"))
    assert person.window.toast.key.text() == "Ctrl+Z"
    person.press(Key.Key_Z, CTRL)
    assert said == ["undone"]
    assert person.toast() == ""
    person.press(Key.Key_Z, CTRL)
    assert said == ["undone"], "once"


def test_where_one_writes_that_key_undoes_what_was_written_and_another_does_it(person: Person) -> None:
    person.start_without_passphrase()
    person.write("a word")
    editor = person.focus
    assert isinstance(editor, QPlainTextEdit)
    said: list[str] = []
    person.window.messenger.tell("Put away.", "Undo", lambda: said.append("undone"))
    assert person.window.toast.key.text() == "Alt+Z"
    person.press(Key.Key_Z, CTRL)
    assert (editor.toPlainText(), said) == ("", [])
    person.press(Key.Key_Z, ALT)
    assert said == ["undone"]
    person.until_quiet()


def test_the_key_is_read_out_with_the_note(screen: Screen, messenger: Messenger, said: Said) -> None:
    messenger.tell("Moved to the bin.", "Undo", lambda: None)
    assert said.words == [("Moved to the bin. Undo: Alt+Z.", False)]


def page_of(person: Person) -> QRect:
    stack = person.workspace.stack
    return stack.rect().translated(stack.mapTo(person.window, stack.rect().topLeft()))


def note_of(person: Person) -> QRect:
    toast = person.window.toast
    return toast.rect().translated(toast.mapTo(person.window, toast.rect().topLeft()))


def test_a_note_covers_nothing_of_the_page(person: Person) -> None:
    person.start_without_passphrase()
    before = person.workspace.stack.height()
    person.window.messenger.tell("Put away.", "Undo", lambda: None)
    person.until(lambda: person.workspace.stack.height() < before)
    assert not page_of(person).intersects(note_of(person))
    assert note_of(person).left() >= person.workspace.rail.width()
    person.window.toast.dismiss()
    person.until(lambda: person.workspace.stack.height() == before)


def test_a_note_told_before_the_journal_is_in_view_covers_nothing_of_it_either(person: Person) -> None:
    person.window.messenger.tell("Put in its place.", "Undo", lambda: None)
    person.start_without_passphrase()
    assert person.toast() == "Put in its place."
    assert not page_of(person).intersects(note_of(person))
    assert note_of(person).left() >= person.workspace.rail.width()


def test_a_note_goes_with_the_page_unless_it_can_still_be_undone(person: Person) -> None:
    person.start_without_passphrase()
    person.window.messenger.tell("Saved.")
    person.press(Key.Key_4, CTRL)
    assert person.toast() == ""
    person.window.messenger.tell("Put away.", "Undo", lambda: None)
    person.press(Key.Key_1, CTRL)
    assert person.toast() == "Put away."
    person.window.messenger.tell("Dropped.", "Undo", lambda: None, only_here=True)
    person.press(Key.Key_4, CTRL)
    assert person.toast() == ""
    person.until_quiet()

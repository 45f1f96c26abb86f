"""Earlier versions on the journal page: found, read, walked through and restored by keyboard."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget
from shiboken6 import isValid

from journal_app.bootstrap import App
from journal_app.domain.entry import Entry
from journal_app.storage.writer_lock import WriterLock
from journal_app.ui.pages.journal.versions_pane import VersionsPane
from journal_app.ui.widgets.difference_view import DifferenceView
from tests.support.clock import FakeClock
from tests.support.journal_page import Seat, Seed, Writer, at_the_journal, sit_down
from tests.support.window import LEFT, Again, Key, OpenWindow, Person, texts_in

PASSPHRASE = "correct horse battery staple"
STORY = "\n\n".join(f"Paragraph {number} says what nobody else had said, and says it plainly." for number in range(12))


@pytest.fixture
def seat(open_window: OpenWindow, app: App) -> Seat:
    """Opens the journal page on the entries given."""
    return lambda *seeds, **named: sit_down(open_window, app, *seeds, **named)


@pytest.fixture
def writer(seat: Seat, clock: FakeClock) -> Writer:
    """Somebody who wrote an entry yesterday, changed it this morning at 8, and now again at 10."""
    clock.set("2026-11-21T17:40")
    someone = seat(Seed("Monday", "The meeting began late.", at="2026-11-21T17:40"))
    bodies = {"2026-11-22T08:00": "The meeting began early.", "2026-11-22T10:00": "The meeting ended on time."}
    for at, body in bodies.items():
        clock.set(at)
        entry = someone.kept()[0]
        someone.services.entries.save_text(entry.uid, "Monday", body, entry.revision)
    someone.click_row("Monday")
    return someone


def pane(writer: Writer) -> VersionsPane:
    return writer.page.desk.history.pane


def look_back(writer: Writer) -> None:
    writer.keys("Ctrl+Shift+H")
    writer.until_quiet()


def listed(writer: Writer) -> list[str]:
    """The versions as they are read out."""
    found = writer.one(QListWidget)
    return [str(found.item(row).data(11)) for row in range(found.count())]  # 11: Qt.ItemDataRole.AccessibleTextRole


def shown(writer: Writer) -> str:
    return writer.one(DifferenceView).toPlainText()


def font_of(view: DifferenceView, words: str) -> QFont:
    """How these words are set, the first of them standing for all."""
    cursor = view.document().find(words)
    assert cursor.selectedText() == words
    cursor.setPosition(cursor.selectionStart() + 1)
    return cursor.charFormat().font()


def only(writer: Writer) -> Entry:
    (entry,) = writer.kept()
    return entry


def test_the_page_says_how_many_versions_there_are_and_shows_them(writer: Writer) -> None:
    assert writer.has_button("2 earlier versions")
    writer.click("2 earlier versions")
    writer.until_quiet()
    assert listed(writer) == [
        "Today 08:00. 4 words. Since then 3 words added, 2 removed",
        "Yesterday 17:40. 4 words. Since then 3 words added, 2 removed",
    ]
    assert writer.is_at(writer.one(QListWidget))
    assert not writer.page.left.isVisible()
    assert not writer.page.desk.inspector.isVisible()


def test_an_entry_without_versions_has_no_button_for_them_and_the_page_says_why(seat: Seat) -> None:
    writer = seat(Seed("Monday", "Once."))
    writer.click_row("Monday")
    assert not writer.sees("earlier version")
    look_back(writer)
    assert writer.sees("No earlier versions yet")
    assert writer.is_at(writer.button("Back to the text"))
    writer.press(Key.Key_Return)
    assert writer.is_at(writer.editor)
    assert writer.page.left.isVisible()


def test_an_entry_that_is_not_begun_has_no_versions_either(seat: Seat) -> None:
    writer = seat()
    writer.keys("Ctrl+N")
    look_back(writer)
    assert writer.sees("No earlier versions yet")
    writer.press(Key.Key_Escape)
    assert writer.is_at(writer.editor)


def test_what_came_is_underlined_and_what_went_is_struck_through(writer: Writer) -> None:
    look_back(writer)
    assert shown(writer) == "Monday\nThe meeting began early\u2009ended on time."
    view = writer.one(DifferenceView)
    fonts = {words: font_of(view, words) for words in ("The meeting ", "began early", "ended on time")}
    assert fonts["began early"].strikeOut()
    assert not fonts["began early"].underline()
    assert fonts["ended on time"].underline()
    assert not fonts["ended on time"].strikeOut()
    assert not fonts["The meeting "].underline()
    assert "Removed: “began early”. Added: “ended on time”." in view.accessibleDescription()


def test_arrow_keys_walk_through_the_versions_and_escape_goes_back_to_the_text(writer: Writer) -> None:
    look_back(writer)
    assert writer.sees("Today 08:00")
    writer.press(Key.Key_Down)
    writer.until_quiet()
    assert "late" in shown(writer)
    writer.press(Key.Key_Up)
    writer.until_quiet()
    assert "early" in shown(writer)
    writer.press(Key.Key_Escape)
    assert writer.is_at(writer.editor)
    assert writer.editor.text() == "The meeting ended on time."
    assert writer.page.left.isVisible()


def test_the_key_that_shows_the_versions_hides_them_again(writer: Writer) -> None:
    look_back(writer)
    assert not writer.can("bold")
    assert not writer.can("delete")
    look_back(writer)
    assert writer.is_at(writer.editor)
    assert writer.can("bold")


def test_the_text_of_a_version_can_be_read_alone(writer: Writer) -> None:
    look_back(writer)
    writer.click("Only the text of this version")
    assert shown(writer) == "Monday\nThe meeting began early."
    assert not writer.sees("Struck through")
    writer.one(QListWidget).setFocus()
    writer.press(Key.Key_Down)
    writer.until_quiet()
    assert shown(writer) == "Monday\nThe meeting began late."


def test_long_stretches_that_stayed_are_folded(seat: Seat, clock: FakeClock) -> None:
    writer = seat(Seed("Story", STORY))
    entry = only(writer)
    clock.advance(days=1)
    writer.services.entries.save_text(entry.uid, "Story", STORY.replace("Paragraph 11", "The last one"), entry.revision)
    writer.click_row("Story")
    look_back(writer)
    assert "paragraphs unchanged" in shown(writer)
    assert "Paragraph 3" not in shown(writer)
    assert "Paragraph 11" in shown(writer)


def test_everything_deleted_is_still_there_after_the_program_was_started_anew(
    seat: Seat, again: Again, clock: FakeClock
) -> None:
    writer = seat()
    writer.keys("Ctrl+N")
    writer.paste(STORY)
    writer.until_saved()
    writer.keys("Ctrl+A", "Del")
    writer.until_saved()
    assert only(writer).body == ""
    assert writer.close()
    clock.advance(days=2)
    writer = at_the_journal(again())
    writer.click_row("Untitled")
    assert writer.editor.text() == ""
    look_back(writer)
    (spoken,) = listed(writer)
    assert "before much of it went" in spoken
    for _ in range(20):
        if writer.is_at(writer.button("Restore this version")):
            break
        writer.press(Key.Key_Tab)
    writer.press(Key.Key_Return)
    writer.until_quiet()
    assert writer.editor.text() == STORY
    assert only(writer).body == STORY
    assert writer.is_at(writer.editor)
    assert writer.state() == "Saved 10:00"


def test_restoring_keeps_what_was_there_and_the_note_takes_it_back(writer: Writer) -> None:
    look_back(writer)
    writer.press(Key.Key_Down)
    writer.click("Restore this version")
    writer.until_quiet()
    assert only(writer).body == "The meeting began late."
    assert writer.rows()[-1].startswith("Monday. Saturday 21 November. ")
    assert writer.rows()[-1].endswith("The meeting began late.")
    assert "Restored as it was: Yesterday 17:40." in writer.toast()
    assert writer.has_button("3 earlier versions")
    writer.click("Undo")
    writer.until_quiet()
    assert only(writer).body == writer.editor.text() == "The meeting ended on time."


def test_it_is_taken_back_from_another_entry_too(writer: Writer) -> None:
    look_back(writer)
    writer.click("Restore this version")
    writer.until_quiet()
    writer.keys("Ctrl+N")
    writer.type("Another")
    writer.click("Undo")
    writer.until_quiet()
    assert sorted(entry.body for entry in writer.kept()) == ["Another", "The meeting ended on time."]
    assert writer.editor.text() == "The meeting ended on time."


def test_a_restored_text_can_be_undone_in_the_text_and_written_on(writer: Writer) -> None:
    look_back(writer)
    writer.click("Restore this version")
    writer.until_quiet()
    writer.keys("Ctrl+Z")
    assert writer.editor.text() == "The meeting ended on time."
    writer.until_saved()
    assert only(writer).body == "The meeting ended on time."
    writer.keys("Ctrl+End")
    writer.type(" So be it.")
    writer.until_saved()
    assert only(writer).body == "The meeting ended on time. So be it."


def test_what_is_unsaved_is_saved_before_anything_is_restored(writer: Writer) -> None:
    writer.editor.setFocus()
    writer.keys("Ctrl+End")
    writer.type(" And more.")
    look_back(writer)
    assert only(writer).body == "The meeting ended on time. And more."
    writer.click("Restore this version")
    writer.until_quiet()
    versions, uid = writer.services.versions, only(writer).uid
    texts = [versions.get(uid, each.number).body for each in versions.all(uid)]
    assert "The meeting ended on time. And more." in texts


def test_what_was_changed_elsewhere_is_not_written_over(writer: Writer) -> None:
    look_back(writer)
    entry = only(writer)
    writer.services.entries.save_text(entry.uid, "Monday", "From elsewhere.", entry.revision)
    writer.click("Restore this version")
    writer.until_quiet()
    assert only(writer).body == "From elsewhere."
    assert "changed in another window" in writer.toast()


def test_the_version_that_is_the_present_text_cannot_be_restored(writer: Writer) -> None:
    entry = only(writer)
    writer.services.entries.save_text(entry.uid, "Monday", "The meeting began early.", entry.revision)
    writer.click_row("Monday")
    look_back(writer)
    assert any("The same as now" in each for each in listed(writer))
    row = next(number for number, each in enumerate(listed(writer)) if "The same as now" in each)
    writer.one(QListWidget).setCurrentRow(row)
    writer.until_quiet()
    assert not writer.button("Restore this version").isEnabled()


def test_in_the_bin_versions_can_be_read_but_not_restored(writer: Writer) -> None:
    writer.keys("Ctrl+Shift+Del")
    writer.until_quiet()
    writer.page.filters.bin.click()
    writer.until_quiet()
    writer.click_row("Monday")
    look_back(writer)
    assert len(listed(writer)) == 2
    assert not writer.has_button("Restore this version")


def test_a_journal_open_elsewhere_shows_versions_and_restores_none(
    writer: Writer, again: Again, clock: FakeClock
) -> None:
    folder = writer.services.journal.folder
    assert writer.close()
    lock = WriterLock(folder)
    assert lock.acquire()
    try:
        reader = at_the_journal(again())
        reader.click_row("Monday")
        look_back(reader)
        assert len(listed(reader)) == 2
        assert not reader.has_button("Restore this version")
        assert reader.close()
    finally:
        lock.release()


def test_searching_or_writing_leaves_the_versions(writer: Writer) -> None:
    look_back(writer)
    writer.keys("Ctrl+F")
    assert writer.page.left.isVisible()
    assert writer.is_at(writer.page.filters.search)
    look_back(writer)
    writer.keys("Ctrl+N")
    assert writer.is_at(writer.editor)
    assert writer.page.left.isVisible()


def test_versions_fit_a_small_window(writer: Writer) -> None:
    writer.window.resize(1000, 640)
    QApplication.processEvents()
    look_back(writer)
    view = writer.one(DifferenceView)
    assert view.width() >= 400
    assert view.horizontalScrollBar().maximum() == 0
    button = writer.button("Restore this version")
    assert writer.window.rect().contains(button.mapTo(writer.window, button.rect().bottomRight()))


def test_locking_with_the_versions_in_view_leaves_nothing_to_be_seen(
    open_window: OpenWindow, app: App, clock: FakeClock
) -> None:
    someone: Person = open_window(app)
    someone.start_with_passphrase(PASSPHRASE)
    someone.write("A secret of mine.")
    writer = at_the_journal(someone)
    writer.until_saved()
    clock.advance(days=1)
    writer.click_row("Untitled")
    writer.editor.setFocus()
    writer.keys("Ctrl+A")
    writer.type("Nothing.")
    writer.until_saved()
    look_back(writer)
    assert "secret" in shown(writer)
    views = writer.window.findChildren(DifferenceView)
    writer.keys("Ctrl+L")
    assert writer.window.workspace is None
    assert not any(isValid(view) and view.isVisible() for view in views)
    writer.until_quiet()
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            assert not any("secret" in text for text in texts_in(top))
    assert not writer.window.findChildren(DifferenceView)


def test_another_click_on_the_list_shows_another_version(writer: Writer) -> None:
    look_back(writer)
    versions = writer.one(QListWidget)
    QTest.mouseClick(versions.viewport(), LEFT, pos=versions.visualItemRect(versions.item(1)).center())
    writer.until_quiet()
    assert "late" in shown(writer)


def test_a_very_long_text_is_restored_in_the_worker_and_can_be_taken_back(seat: Seat, clock: FakeClock) -> None:
    long, other = STORY * 150, STORY.replace("Paragraph", "Section") * 150
    writer = seat(Seed("Long", long))
    entry = only(writer)
    clock.advance(days=1)
    writer.services.entries.save_text(entry.uid, "Long", other, entry.revision)
    writer.click_row("Long")
    look_back(writer)
    assert "too long to be shown here" in shown(writer)
    writer.click("Restore this version")
    writer.until_quiet()
    assert writer.editor.text() == only(writer).body == long
    writer.click("Undo")
    writer.until_quiet()
    assert writer.editor.text() == only(writer).body == other
    writer.keys("Ctrl+End")
    writer.type("!")
    writer.until_saved()
    assert only(writer).body == f"{other}!"


def test_restoring_goes_on_though_somebody_has_gone_elsewhere_meanwhile(seat: Seat, clock: FakeClock) -> None:
    long = STORY * 150
    writer = seat(Seed("Long", long), Seed("Short", "Two minutes.", at="2026-11-01T09:00"))
    entry = next(each for each in writer.kept() if each.title == "Long")
    clock.advance(days=1)
    writer.services.entries.save_text(entry.uid, "Long", f"Not so. {long}", entry.revision)
    writer.click_row("Long")
    look_back(writer)
    writer.button("Restore this version").click()
    writer.page.new_entry()
    writer.until_quiet()
    assert writer.editor.text() == ""
    assert next(each for each in writer.kept() if each.title == "Long").body == long
    writer.click_row("Long")
    writer.editor.setFocus()
    writer.type("And ")
    writer.until_saved()
    assert next(each for each in writer.kept() if each.title == "Long").body == f"And {long}"


def test_nobody_types_into_a_long_text_that_is_about_to_be_replaced(seat: Seat, clock: FakeClock) -> None:
    clock.set("2026-11-21T17:40")
    long = "word and word. " * 9000
    writer = seat(Seed("Monday", f"The first. {long}", at="2026-11-21T17:40"), Seed("Other", "Short.", at="2026-11-20"))
    clock.set("2026-11-22T08:00")
    uid, other = (next(each.uid for each in writer.kept() if each.title == title) for title in ("Monday", "Other"))
    writer.services.entries.save_text(uid, "Monday", f"The second. {long}", 1)
    writer.click_row("Monday")
    look_back(writer)
    go_on = threading.Event()
    writer.window.tasks.run(writer.window, lambda _task: go_on.wait(20))
    writer.click("Restore this version")
    writer.press(Key.Key_Escape)
    # Whether somebody stays, or looks at another entry and comes back.
    for away in (False, True):
        if away:
            writer.page.open_entry(other)
            writer.page.open_entry(uid)
        writer.editor.setFocus()
        writer.type("typed meanwhile ")
        assert "typed meanwhile" not in writer.editor.text()
        assert writer.editor.isReadOnly()
    go_on.set()
    writer.until(lambda: writer.editor.text().startswith("The first."))
    writer.until_quiet()
    writer.editor.setFocus()
    writer.type("And on. ")
    writer.until_saved()
    body = writer.services.entries.get(uid).body
    assert body.startswith("The first.")
    assert "And on." in body

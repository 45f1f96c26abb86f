"""What can be undone, in an entry that was left and come back to."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from journal_app.bootstrap import App
from journal_app.ui.theme import Look
from journal_app.ui.widgets import document_shelf
from journal_app.ui.widgets.markdown_editor import MarkdownEditor
from tests.support.journal_page import Seat, Seed, Writer, at_the_journal, sit_down
from tests.support.window import OpenWindow, Person

LONG = "\n\n".join(f"Paragraph {number} of a long story." for number in range(80))


@pytest.fixture
def seat(open_window: OpenWindow, app: App) -> Seat:
    """Opens the journal page on the entries given."""
    return lambda *seeds, **named: sit_down(open_window, app, *seeds, **named)


@pytest.fixture
def writer(seat: Seat) -> Writer:
    """Somebody with two entries."""
    return seat(Seed("Monday", "I kept quiet."), Seed("Sunday", LONG, at="2026-11-15T09:00"))


def type_at_the_end(writer: Writer, title: str, words: str) -> None:
    writer.click_row(title)
    writer.editor.setFocus()
    writer.keys("Ctrl+End")
    writer.type(words)


def bodies(writer: Writer) -> dict[str, str]:
    return {entry.title: entry.body for entry in writer.kept()}


def test_what_was_typed_can_be_undone_after_another_entry_was_open(writer: Writer) -> None:
    type_at_the_end(writer, "Monday", " Why?")
    type_at_the_end(writer, "Sunday", " The end.")
    writer.click_row("Monday")
    writer.editor.setFocus()
    assert writer.editor.text() == "I kept quiet. Why?"
    writer.keys("Ctrl+Z")
    assert writer.editor.text() == "I kept quiet."
    writer.until_saved()
    assert bodies(writer) == {"Monday": "I kept quiet.", "Sunday": f"{LONG} The end."}
    writer.keys("Ctrl+Y")
    writer.click_row("Sunday")
    writer.editor.setFocus()
    writer.keys("Ctrl+Z")
    writer.until_saved()
    assert bodies(writer) == {"Monday": "I kept quiet. Why?", "Sunday": LONG}


def test_a_new_entry_can_be_undone_too_once_it_was_left(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    writer.type("New words")
    writer.click_row("Monday")
    (uid,) = [entry.uid for entry in writer.kept() if entry.body == "New words"]
    writer.page.open_entry(uid)
    writer.until_quiet()
    writer.editor.setFocus()
    writer.keys("Ctrl+Z")
    assert writer.editor.text() == ""


def test_the_cursor_and_the_place_are_those_that_were_left(writer: Writer) -> None:
    writer.click_row("Sunday")
    writer.editor.setFocus()
    writer.keys("Ctrl+End", "Up", "Shift+Up")
    cursor, scrolled = writer.editor.textCursor(), writer.editor.verticalScrollBar().value()
    where = (cursor.anchor(), cursor.position())
    assert scrolled > 0
    writer.click_row("Monday")
    assert writer.editor.textCursor().position() == 0
    writer.click_row("Sunday")
    after = writer.editor.textCursor()
    assert (after.anchor(), after.position()) == where
    assert writer.editor.verticalScrollBar().value() == scrolled


def test_looking_at_an_entry_again_saves_nothing(writer: Writer) -> None:
    before = [entry.revision for entry in writer.kept()]
    for title in ("Monday", "Sunday", "Monday", "Sunday"):
        writer.click_row(title)
    writer.until_saved()
    assert [entry.revision for entry in writer.kept()] == before


def test_what_was_changed_elsewhere_is_shown_with_nothing_of_the_old_to_undo(writer: Writer) -> None:
    type_at_the_end(writer, "Monday", " Why?")
    writer.click_row("Sunday")
    monday = next(entry for entry in writer.kept() if entry.title == "Monday")
    writer.services.entries.save_text(monday.uid, "Monday", "From elsewhere.", monday.revision)
    writer.click_row("Monday")
    assert writer.editor.text() == "From elsewhere."
    assert not writer.editor.document().isUndoAvailable()


def test_what_comes_back_from_the_bin_can_still_be_undone(writer: Writer) -> None:
    type_at_the_end(writer, "Monday", " Why?")
    writer.keys("Ctrl+Shift+Del")
    writer.until_quiet()
    writer.click("Undo")
    writer.until_quiet()
    writer.editor.setFocus()
    writer.keys("Ctrl+Z")
    assert writer.editor.text() == "I kept quiet."


def test_nothing_that_could_be_undone_is_left_after_locking(open_window: OpenWindow, app: App) -> None:
    someone: Person = open_window(app)
    someone.start_with_passphrase("correct horse battery staple")
    someone.write("A first one")
    writer = at_the_journal(someone)
    writer.keys("Ctrl+N")
    writer.type("A second one")
    writer.until_saved()
    writer.keys("Ctrl+L")
    writer.until(lambda: writer.window.workspace is None)
    QApplication.processEvents()
    left = [document.toPlainText() for document in writer.window.findChildren(QTextDocument)]
    assert not [text for text in left if "one" in text]


def test_only_so_many_texts_are_kept_and_the_oldest_go_first(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, look: Look
) -> None:
    monkeypatch.setattr(document_shelf, "MOST_DOCUMENTS", 2)
    editor = MarkdownEditor(look)
    for name in "abc":
        editor.load(name)
        editor.insertPlainText("x")
        editor.put_aside(name)
    undoable = {}
    for name in "abc":
        editor.load(f"x{name}", name)
        undoable[name] = editor.document().isUndoAvailable()
    assert undoable == {"a": False, "b": True, "c": True}
    monkeypatch.setattr(document_shelf, "MOST_CHARACTERS", 10)
    editor.load("a text of many characters")
    editor.insertPlainText("x")
    editor.put_aside("long")
    editor.load("xa text of many characters", "long")
    assert not editor.document().isUndoAvailable()
    editor.deleteLater()


def test_a_text_put_aside_takes_on_the_theme_that_was_chosen_meanwhile(writer: Writer, look: Look) -> None:
    editor = MarkdownEditor(look)
    editor.load("# A heading")
    editor.put_aside("a")
    look.choose("dark")
    editor.load("# A heading", "a")
    formats = editor.document().firstBlock().layout().formats()
    marker = next(each for each in formats if each.start == 0)
    assert marker.format.foreground().color() == look.theme.colour("muted")
    look.choose("light")
    editor.deleteLater()

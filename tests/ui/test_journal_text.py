"""The text in the window: formatting keys, lists, the preview, and another date."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, QPoint, Qt, QTime, QUrl
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QTimeEdit

from journal_app.bootstrap import App
from journal_app.ui.pages.journal import autosave
from tests.support.journal_page import Seat, Seed, Writer, sit_down
from tests.support.window import LEFT, Key, OpenWindow


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "_SAVE_AFTER_MS", 20)


@pytest.fixture
def seat(open_window: OpenWindow, app: App) -> Seat:
    """Opens the journal page on the entries given."""
    return lambda *seeds, **named: sit_down(open_window, app, *seeds, **named)


@pytest.fixture
def writer(seat: Seat) -> Writer:
    """Somebody with the cursor in a new entry."""
    found = seat()
    found.keys("Ctrl+N")
    return found


# Formatting keys


def test_every_formatting_key_does_one_thing_that_ctrl_z_takes_back(writer: Writer) -> None:
    for keys, formatted in (
        ("Ctrl+B", "some **words**"),
        ("Ctrl+I", "some *words*"),
        ("Ctrl+H", "## some words"),
        ("Ctrl+Shift+L", "- some words"),
        ("Ctrl+Shift+N", "1. some words"),
        ("Ctrl+Shift+B", "- [ ] some words"),
        (writer.window.menus.actions["quote"].shortcut().toString(), "> some words"),
        ("Ctrl+Shift+K", "some words[]()"),
    ):
        writer.keys("Ctrl+N")
        writer.keys("Ctrl+A")
        writer.paste("some words")
        writer.type("")
        before = writer.editor.text()
        writer.keys(keys)
        assert writer.editor.text() == formatted, keys
        assert writer.is_at(writer.editor)
        writer.keys("Ctrl+Z")
        assert writer.editor.text() == before, keys
        writer.keys("Ctrl+Shift+Z")
        assert writer.editor.text() == formatted, keys


def test_what_is_typed_before_and_after_a_format_is_undone_by_itself(writer: Writer) -> None:
    writer.type("before ")
    writer.keys("Ctrl+B")
    assert writer.editor.text() == "before ****"
    writer.type("bold")
    assert writer.editor.text() == "before **bold**"
    writer.keys("Ctrl+Z")
    assert writer.editor.text() == "before ****"
    writer.keys("Ctrl+Z")
    assert writer.editor.text() == "before "


def test_ticking_is_saved(seat: Seat) -> None:
    writer = seat(Seed("List", "- [ ] Agenda, theirs first\n- [x] Done"))
    writer.click_row("List")
    writer.press(Key.Key_Return)
    writer.keys("Ctrl+Shift+X")
    writer.until_saved()
    assert writer.kept()[0].body == "- [x] Agenda, theirs first\n- [x] Done"


def test_a_list_goes_on_with_return_and_ends_on_an_empty_item(writer: Writer) -> None:
    writer.type("- [x] one")
    writer.press(Key.Key_Return)
    writer.type("two")
    writer.press(Key.Key_Return)
    assert writer.editor.text() == "- [x] one\n- [ ] two\n- [ ] "
    writer.press(Key.Key_Return)
    assert writer.editor.text() == "- [x] one\n- [ ] two\n"
    writer.type("9. nine")
    writer.press(Key.Key_Return)
    assert writer.editor.text().endswith("9. nine\n10. ")
    writer.keys("Shift+Return")
    assert writer.editor.text().endswith("\n10. \n")


# Preview


def test_the_preview_shows_how_it_reads_and_ctrl_e_comes_back_to_the_same_place(writer: Writer) -> None:
    writer.paste("# Head\n\nSome **bold** words.\n\n- [x] done\n- [ ] open")
    writer.keys("Up", "Up")
    place = writer.editor.textCursor().position()
    writer.keys("Ctrl+E")
    writer.until(lambda: writer.page.desk.pane.previewing)
    assert writer.preview.toPlainText() == "Head\nSome bold words.\n☑ done\n☐ open"
    assert writer.is_at(writer.preview)
    assert writer.button("Preview (Ctrl+E)").isChecked()
    assert not writer.page.desk.pane.editor.isVisible()
    writer.keys("Ctrl+B")  # there is nothing to format here
    writer.keys("Ctrl+E")
    assert writer.is_at(writer.editor)
    assert writer.editor.textCursor().position() == place
    assert not writer.button("Preview (Ctrl+E)").isChecked()
    writer.click("Preview (Ctrl+E)")
    writer.until(lambda: writer.page.desk.pane.previewing)


def test_nothing_in_the_preview_runs_loads_or_opens(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(QTextDocument, "loadResource", lambda *args: asked.append(args))
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda *args: asked.append(args))
    writer.paste(
        "<script>alert(1)</script>\n\n<img src=http://example.org/a.png>\n\n![a cat](http://example.org/b.png)\n\n"
        "![c](file:///etc/hosts)\n\n[press](javascript:alert(1))\n\n<style>p {color: red}</style>\n\n"
        "[link](https://example.org/page)"
    )
    writer.keys("Ctrl+E")
    writer.until(lambda: writer.page.desk.pane.previewing)
    shown = writer.preview.toPlainText()
    assert "<script>alert(1)</script>" in shown  # as it was typed: no word is lost
    assert "<img src=http://example.org/a.png>" in shown
    assert "a cat" in shown
    html = writer.preview.toHtml()
    assert "<img" not in html
    assert "<script" not in html
    assert "javascript:" not in html
    assert asked == []
    assert writer.preview.loadResource(QTextDocument.ResourceType.ImageResource, QUrl("file:///etc/hosts")) is None
    cursor = writer.preview.document().find("link")
    QTest.mouseClick(writer.preview.viewport(), LEFT, pos=writer.preview.cursorRect(cursor).center() - QPoint(4, 0))
    assert writer.toast() == "Copied to the clipboard: https://example.org/page"
    assert QGuiApplication.clipboard().text() == "https://example.org/page"
    assert writer.page.desk.pane.previewing


def test_a_preview_that_comes_too_late_is_dropped(seat: Seat) -> None:
    writer = seat(Seed("One", "first words"), Seed("Two", "second words", at="2026-11-01T09:00"))
    writer.click_row("One")
    writer.keys("Ctrl+E", "Down")
    writer.until_quiet()
    assert writer.title.text() == "Two"
    assert writer.editor.text() == "second words"
    assert not writer.button("Preview (Ctrl+E)").isChecked()


def test_moving_on_in_the_list_shows_the_next_text(seat: Seat) -> None:
    writer = seat(Seed("One", "first words"), Seed("Two", "second words", at="2026-11-01T09:00"))
    writer.click_row("One")
    writer.keys("Ctrl+E")
    writer.until(lambda: writer.page.desk.pane.previewing)
    assert writer.is_at(writer.page.list)
    writer.press(Key.Key_Down)
    assert writer.editor.text() == "second words"
    assert writer.is_at(writer.page.list)


def test_a_very_long_text_is_previewed_in_part_and_says_so(seat: Seat) -> None:
    writer = seat(Seed("Long", "A line of words.\n\n" * 15_000))
    writer.click_row("Long")
    writer.keys("Ctrl+E")
    writer.until(lambda: writer.page.desk.pane.previewing)
    assert writer.preview.toPlainText().endswith("The rest of your text is there, unchanged.")


# When it was written


def set_date(writer: Writer, day: QDate, time: QTime | None = None) -> None:
    writer.until_dialog()
    found = writer.one(QDateEdit)
    found.setFocus()
    writer.keys("Ctrl+A")
    found.setDate(day)
    if time is not None:
        writer.one(QTimeEdit).setTime(time)


def test_another_date_moves_the_entry_in_the_list(seat: Seat) -> None:
    writer = seat(Seed("A", "1", at="2026-11-19T17:40"), Seed("B", "2", at="2026-11-03T09:00"))
    writer.click_row("A")
    writer.keys("Ctrl+Shift+W")
    writer.until_dialog()
    writer.one(QDateEdit).setFocus()
    for _ in range(30):
        QTest.keyClick(writer.focus, Key.Key_Down)
    writer.one(QTimeEdit).setFocus()
    QTest.keyClick(writer.focus, Key.Key_Up)
    writer.press(Key.Key_Return)
    writer.until_no_dialog()
    writer.until_quiet()
    assert writer.rows() == [
        "November 2026, 1 reflection",
        "B. Tuesday 3 November. 2",
        "October 2026, 1 reflection",
        "A. Tuesday 20 October. 1",
    ]
    assert writer.chosen() == "A"
    assert writer.has_button("Tuesday 20 October, 18:40")
    assert writer.kept()[1].written.local.isoformat() == "2026-10-20T18:40:00+01:00"


def test_giving_up_and_keeping_as_it_is_change_nothing(seat: Seat) -> None:
    writer = seat(Seed("A", "1", at="2026-10-25T01:30:27+00:00"))  # the second 01:30 of that night
    writer.click_row("A")
    before = writer.kept()
    for key in (Key.Key_Escape, Key.Key_Return):
        writer.click("Sunday 25 October, 01:30")
        writer.until_dialog()
        writer.press(key)
        writer.until_no_dialog()
        assert writer.kept() == before


def test_an_entry_from_elsewhere_keeps_its_own_clock(seat: Seat) -> None:
    writer = seat(Seed("A", "1", at="2026-06-01T23:30:00+09:00"))
    writer.click_row("A")
    assert writer.has_button("Monday 1 June, 23:30")
    writer.keys("Ctrl+Shift+W")
    set_date(writer, QDate(2026, 5, 31))
    writer.click("Keep")
    writer.until_no_dialog()
    assert writer.kept()[0].written.local.isoformat() == "2026-05-31T23:30:00+09:00"


def test_the_future_cannot_be_chosen(seat: Seat) -> None:
    writer = seat(Seed("A", "1", at="2026-11-19T17:40"))
    writer.click_row("A")
    writer.keys("Ctrl+Shift+W")
    set_date(writer, QDate(2026, 12, 24))
    assert writer.one(QDateEdit).date() == QDate(2026, 11, 22)
    writer.click("Keep")
    writer.until_no_dialog()
    assert writer.kept()[0].written.local.isoformat() == "2026-11-22T10:00:00+00:00"


def test_the_date_of_an_entry_without_words_goes_with_its_first(writer: Writer) -> None:
    writer.keys("Ctrl+Shift+W")
    set_date(writer, QDate(2025, 12, 24), QTime(8, 5))
    writer.click("Keep")
    writer.until_no_dialog()
    assert writer.has_button("Wednesday 24 December 2025, 08:05")
    writer.editor.setFocus()
    writer.type("Last year.")
    writer.until_saved()
    assert writer.kept()[0].written.local.isoformat() == "2025-12-24T08:05:00+00:00"
    assert QApplication.focusWidget() is writer.editor
    assert writer.editor.focusPolicy() & Qt.FocusPolicy.StrongFocus

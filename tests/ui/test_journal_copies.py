"""Copying a whole reflection: it is left alone, and a word is said about it once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from journal_app.bootstrap import App
from tests.support.journal_page import Seat, Seed, Writer, at_the_journal, sit_down
from tests.support.window import Again, OpenWindow

STORY = "# What happened\n\n" + "\n\n".join(
    f"Paragraph {number} says *what* nobody else had said." for number in range(9)
)
NOTE = "Copied. Other programs can read this until something else is copied."


@pytest.fixture
def seat(open_window: OpenWindow, app: App) -> Seat:
    """Opens the journal page on the entries given."""
    return lambda *seeds, **named: sit_down(open_window, app, *seeds, **named)


@pytest.fixture
def writer(seat: Seat) -> Writer:
    """Somebody in the text of an entry."""
    someone = seat(Seed("Story", STORY))
    someone.click_row("Story")
    someone.editor.setFocus()
    return someone


def clipboard() -> str:
    return QApplication.clipboard().text()


def test_copying_all_of_a_text_is_told_once_per_installation(writer: Writer, again: Again) -> None:
    writer.keys("Ctrl+A", "Ctrl+C")
    assert clipboard() == STORY
    assert writer.said == [NOTE]
    assert writer.toast() == NOTE
    writer.keys("Ctrl+A", "Ctrl+C")
    assert writer.said == [NOTE]
    assert writer.app.preferences.current.told_about_copies
    assert writer.close()
    writer = at_the_journal(again())
    writer.click_row("Story")
    writer.editor.setFocus()
    writer.keys("Ctrl+A", "Ctrl+C")
    assert clipboard() == STORY
    assert writer.said == []


def test_cutting_all_of_it_is_told_too(writer: Writer) -> None:
    writer.keys("Ctrl+A", "Ctrl+X")
    assert writer.editor.text() == ""
    assert clipboard() == STORY
    assert writer.said == [NOTE]


def test_copying_all_of_the_preview_is_told_too(writer: Writer) -> None:
    writer.keys("Ctrl+E")
    writer.until_quiet()
    writer.preview.setFocus()
    writer.keys("Ctrl+A", "Ctrl+C")
    assert "Paragraph 8 says what nobody" in clipboard()
    assert writer.said == [NOTE]


def test_copying_a_part_of_it_is_not(writer: Writer) -> None:
    writer.keys("Ctrl+End", "Ctrl+Shift+Home", "Shift+Right", "Ctrl+C")
    assert clipboard() == STORY[1:]
    assert writer.said == []
    assert not writer.app.preferences.current.told_about_copies


def test_copying_a_few_words_is_not(seat: Seat) -> None:
    writer = seat(Seed("Short", "Two minutes are enough."))
    writer.click_row("Short")
    writer.editor.setFocus()
    writer.keys("Ctrl+A", "Ctrl+C")
    assert clipboard() == "Two minutes are enough."
    assert writer.said == []


def test_nothing_is_said_of_what_is_copied_while_no_reflection_is_in_view(writer: Writer) -> None:
    writer.keys("Ctrl+1")
    data = QMimeData()
    data.setText(STORY)
    QApplication.clipboard().setMimeData(data)
    assert writer.said == []

"""The writing surface by itself: what is loaded is what is there, whatever it looks like."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat, QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journal_app.domain.text import storable
from journal_app.ui.theme import Look
from journal_app.ui.widgets.markdown_editor import MarkdownEditor

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def editor(qtbot: QtBot, look: Look) -> MarkdownEditor:
    """An editor in a window of its own, with the keyboard."""
    made = MarkdownEditor(look)
    qtbot.addWidget(made)
    made.resize(700, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


# What people and other programs put into a text: Markdown's signs, letters of all kinds, spaces that are not spaces.
PIECES = st.one_of(
    st.sampled_from(
        [
            "#",
            "##",
            "- ",
            "* ",
            "1. ",
            "> ",
            "[ ] ",
            "[x] ",
            "**",
            "*",
            "_",
            "`",
            "```",
            "~~~",
            "---",
            "[a](b)",
            "![](c)",
        ]
    ),
    st.sampled_from(
        ["\n", "\n\n", " ", "\u00a0", "\u2028", "\t", "\u200d", "\u202e", "é", "e\u0301", "😀", "👩🏽‍⚕️", "שלום"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\ufeff\u2029"), max_size=8),
)
MARKDOWN = st.lists(PIECES, max_size=30).map("".join)


def formats(editor: MarkdownEditor) -> list[list[QTextLayout.FormatRange]]:
    document = editor.document()
    return [document.findBlockByNumber(n).layout().formats() for n in range(document.blockCount())]


@settings(max_examples=150)
@given(text=MARKDOWN, then=MARKDOWN)
def test_styling_never_changes_the_text(editor: MarkdownEditor, text: str, then: str) -> None:
    editor.load(text)
    assert editor.text() == text
    assert not editor.document().isUndoAvailable()
    QApplication.processEvents()
    assert editor.text() == text
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    editor.insertPlainText(then)
    assert editor.text() == text + then
    for styled, number in zip(formats(editor), range(editor.document().blockCount()), strict=True):
        length = editor.document().findBlockByNumber(number).length() - 1
        for each in styled:
            assert each.start >= 0
            assert each.start + each.length <= length
            assert each.format.objectType() == QTextCharFormat.ObjectTypes.NoObject.value


@settings(max_examples=60)
@given(text=st.text(max_size=60))
def test_whatever_is_pasted_can_be_kept_as_it_is_seen(editor: MarkdownEditor, text: str) -> None:
    editor.load("")
    data = QMimeData()
    data.setText(text)
    editor.insertFromMimeData(data)
    assert storable(editor.text()) == (editor.text(), 0)


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b", "\udc00", "a\x1bb", "a\r\nb\rc", "a\u2029b\vc"])
def test_halves_of_characters_and_the_like_never_reach_the_text(editor: MarkdownEditor, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    editor.insertFromMimeData(data)
    assert storable(editor.text()) == (editor.text(), 0)
    assert set(editor.text()) <= set("abc\n\x1b\ufffd")


def test_a_heading_is_styled_before_it_is_first_painted(editor: MarkdownEditor) -> None:
    editor.load("# Head\n\ntext")
    assert formats(editor)[0]
    assert editor.document().findBlockByNumber(0).layout().formats()[0].format.foreground().color().isValid()


def test_loading_tells_nobody_that_anything_changed_later(editor: MarkdownEditor, qtbot: QtBot) -> None:
    editor.load("# Head\n\n**text**")
    heard: list[None] = []
    editor.textChanged.connect(lambda: heard.append(None))
    QApplication.processEvents()
    assert heard == []


def test_lines_are_at_most_seventy_characters_and_stand_apart(editor: MarkdownEditor) -> None:
    editor.resize(1600, 500)
    editor.load("n" * 300)
    QApplication.processEvents()
    layout = editor.document().firstBlock().layout()
    editor.blockBoundingRect(editor.document().firstBlock())
    assert layout.lineAt(0).textLength() <= 75
    assert layout.lineAt(1).y() - layout.lineAt(0).y() >= 27


def test_a_click_in_a_line_far_down_puts_the_cursor_there(editor: MarkdownEditor) -> None:
    editor.load("\n".join(f"line {number}" for number in range(8)))
    QApplication.processEvents()
    block = editor.document().findBlockByNumber(6)
    box = editor.blockBoundingGeometry(block).translated(editor.contentOffset())
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert editor.textCursor().blockNumber() == 6


def test_shift_return_breaks_the_line_plainly_and_is_kept_as_a_line(editor: MarkdownEditor) -> None:
    QTest.keyClicks(editor, "- one")
    QTest.keyClick(editor, Key.Key_Return, SHIFT)
    QTest.keyClicks(editor, "two")
    assert editor.text() == "- one\ntwo"


def test_copying_gives_the_text_as_typed(editor: MarkdownEditor) -> None:
    editor.load("# Head\n**bold**")
    QTest.keyClick(editor, Key.Key_A, CTRL)
    QTest.keyClick(editor, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "# Head\n**bold**"


def test_another_text_begins_with_nothing_to_undo(editor: MarkdownEditor) -> None:
    QTest.keyClicks(editor, "first")
    editor.load("second")
    QTest.keyClick(editor, Key.Key_Z, CTRL)
    assert editor.text() == "second"


def test_going_from_a_long_text_to_a_short_one_and_back(editor: MarkdownEditor) -> None:
    for text in ("line\n" * 50_000, "", "short", "line\n" * 3):
        editor.load(text)
        QTest.keyClick(editor, Key.Key_End, CTRL)
        QApplication.processEvents()
        assert editor.text() == text
    assert editor.length == 15


def test_a_very_long_paste_ends_the_styling_and_keeps_the_words(editor: MarkdownEditor) -> None:
    QTest.keyClicks(editor, "# Head")
    data = QMimeData()
    data.setText("\n" + "word\n" * 50_000)
    editor.insertFromMimeData(data)
    assert editor.text() == "# Head\n" + "word\n" * 50_000
    assert formats(editor)[0] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_text_takes_the_themes_colours(editor: MarkdownEditor, look: Look, theme: str) -> None:
    editor.load("# Head\n\n[words](address)")
    look.choose(theme)
    assert editor.palette().color(editor.foregroundRole()) == look.theme.colour("text")
    head, words = formats(editor)[0][0], formats(editor)[2][1]
    assert head.format.foreground().color() == look.theme.colour("muted")
    assert words.format.foreground().color() == look.theme.colour("accent")

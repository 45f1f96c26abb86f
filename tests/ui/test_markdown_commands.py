"""Formatting: each command does what a person means by it, in one step that can be taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from journal_app.ui.theme import Look
from journal_app.ui.widgets import markdown_commands as commands
from journal_app.ui.widgets.markdown_editor import MarkdownEditor
from journal_app.ui.widgets.markdown_units import units

Act = Callable[[QPlainTextEdit], object]

BOLD: Act = lambda editor: commands.wrap(editor, "**")  # noqa: E731
ITALIC: Act = lambda editor: commands.wrap(editor, "*")  # noqa: E731
BULLETS: Act = lambda editor: commands.prefix_lines(editor, "- ")  # noqa: E731
NUMBERS: Act = lambda editor: commands.prefix_lines(editor, "1. ")  # noqa: E731
BOXES: Act = lambda editor: commands.prefix_lines(editor, "- [ ] ")  # noqa: E731
QUOTE: Act = lambda editor: commands.prefix_lines(editor, "> ")  # noqa: E731
HEADING, LINK, TICK = commands.cycle_heading, commands.insert_link, commands.toggle_box
EVERYTHING = (BOLD, ITALIC, BULLETS, NUMBERS, BOXES, QUOTE, HEADING, LINK, TICK)


@pytest.fixture
def editor(qtbot: QtBot, look: Look) -> MarkdownEditor:
    """An editor that nobody sees."""
    made = MarkdownEditor(look)
    qtbot.addWidget(made)
    return made


def load(editor: MarkdownEditor, marked: str) -> None:
    """Load a text with the selection between ⟨ and ⟩, or the cursor at |."""
    start = min(marked.index(sign) for sign in "⟨|" if sign in marked)
    end = marked.index("⟩") - 1 if "⟩" in marked else start
    text = marked.translate(dict.fromkeys(map(ord, "⟨⟩|")))
    editor.load(text)
    cursor = editor.textCursor()
    cursor.setPosition(len(units(text[:start])))
    cursor.setPosition(len(units(text[:end])), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def shown(editor: MarkdownEditor) -> str:
    """The text, with the selection or the cursor marked as for ``load``."""
    cursor = editor.textCursor()
    raw = editor.text().encode("utf-16-le")
    start, end = 2 * cursor.selectionStart(), 2 * cursor.selectionEnd()
    parts = [part.decode("utf-16-le") for part in (raw[:start], raw[start:end], raw[end:])]
    return "{}⟨{}⟩{}".format(*parts) if cursor.hasSelection() else f"{parts[0]}|{parts[2]}"


CASES = [
    # Bold and italic: around the selection, around the word, and away again
    (BOLD, "a ⟨few words⟩ b", "a **⟨few words⟩** b"),
    (BOLD, "a **⟨few words⟩** b", "a ⟨few words⟩ b"),
    (BOLD, "a ⟨**few words**⟩ b", "a ⟨few words⟩ b"),
    (BOLD, "a⟨ few words ⟩b", "a **⟨few words⟩** b"),
    (BOLD, "wo|rd", "**wo|rd**"),
    (BOLD, "**wo|rd**", "wo|rd"),
    (BOLD, "word|", "**word|**"),
    (BOLD, "I don|'t know", "I **don|'t** know"),
    (BOLD, "well-be|ing", "**well-be|ing**"),
    (BOLD, "**two wo|rds**", "two wo|rds"),
    (BOLD, "a | b", "a **|** b"),
    (BOLD, "a **|** b", "a | b"),
    (BOLD, "|", "**|**"),
    (BOLD, "⟨- one\n- two\n⟩three", "- **⟨one**\n- **two⟩**\nthree"),
    (BOLD, "⟨one\n\ntwo⟩", "**⟨one**\n\n**two⟩**"),
    (BOLD, "⟨**one**\n**two**⟩", "⟨one\ntwo⟩"),
    (BOLD, "⟨## Head⟩", "## **⟨Head⟩**"),
    (BOLD, "😀 ⟨so⟩ 👩🏽‍⚕️", "😀 **⟨so⟩** 👩🏽‍⚕️"),
    (BOLD, "𝒜𝒷|c", "**𝒜𝒷|c**"),
    (ITALIC, "a ⟨few⟩ b", "a *⟨few⟩* b"),
    (ITALIC, "a *⟨few⟩* b", "a ⟨few⟩ b"),
    (ITALIC, "**⟨few⟩**", "***⟨few⟩***"),
    (ITALIC, "***⟨few⟩***", "**⟨few⟩**"),
    (ITALIC, "⟨**few**⟩", "*⟨**few**⟩*"),
    (BOLD, "*⟨few⟩*", "***⟨few⟩***"),
    (BOLD, "***⟨few⟩***", "*⟨few⟩*"),
    (BOLD, "***f|ew***", "*f|ew*"),
    # Lines
    (HEADING, "so |what", "## so |what"),
    (HEADING, "## so |what", "### so |what"),
    (HEADING, "### so |what", "so |what"),
    (HEADING, "# so |what", "## so |what"),
    (HEADING, "- so |what", "## so |what"),
    (HEADING, "|", "## |"),
    (HEADING, "⟨one\n\ntwo⟩", "⟨## one\n\n## two⟩"),
    (BULLETS, "one|", "- one|"),
    (BULLETS, "- one|", "one|"),
    (BULLETS, "* one|", "one|"),
    (BULLETS, "|", "- |"),
    (BULLETS, "  in|dented", "  - in|dented"),
    (BULLETS, "⟨one\n\ntwo\n⟩three", "⟨- one\n\n- two\n⟩three"),
    (BULLETS, "⟨- one\ntwo⟩", "⟨- one\n- two⟩"),
    (BULLETS, "1. on|e", "- on|e"),
    (NUMBERS, "⟨one\n\ntwo\nthree⟩", "⟨1. one\n\n2. two\n3. three⟩"),
    (NUMBERS, "⟨1. one\n2. two\n3. three⟩", "⟨one\ntwo\nthree⟩"),
    (NUMBERS, "⟨- one\n7. two⟩", "⟨1. one\n2. two⟩"),
    (BOXES, "o|ne", "- [ ] o|ne"),
    (BOXES, "- o|ne", "- [ ] o|ne"),
    (BOXES, "- [x] o|ne", "o|ne"),
    (BOXES, "⟨- [x] one\ntwo⟩", "⟨- [x] one\n- [ ] two⟩"),
    (QUOTE, "sa|id", "> sa|id"),
    (QUOTE, "> sa|id", "sa|id"),
    (QUOTE, "⟨one\n\n- two⟩", "⟨> one\n> \n> - two⟩"),
    (QUOTE, "⟨> one\n> \n> - two⟩", "⟨one\n\n- two⟩"),
    # Links and ticks
    (LINK, "a ⟨word⟩ b", "a [word](|) b"),
    (LINK, "a | b", "a [|]() b"),
    (LINK, "see ⟨https://a.example/x⟩", "see [|](https://a.example/x)"),
    (LINK, "⟨😀 word⟩", "[😀 word](|)"),
    (TICK, "- [ ] o|ne", "- [x] o|ne"),
    (TICK, "1. [X] o|ne", "1. [ ] o|ne"),
    (TICK, "no bo|x [ ]", "no bo|x [ ]"),
    (TICK, "⟨- [x] one\n- [ ] two\nthree⟩", "⟨- [x] one\n- [x] two\nthree⟩"),
    (TICK, "⟨- [x] one\n- [X] two⟩", "⟨- [ ] one\n- [ ] two⟩"),
]


@pytest.mark.parametrize(("act", "before", "after"), CASES, ids=[f"{n} {case[1]!r}" for n, case in enumerate(CASES)])
def test_a_command_does_what_is_meant_and_can_be_undone_at_once(
    editor: MarkdownEditor, act: Act, before: str, after: str
) -> None:
    load(editor, before)
    plain = editor.text()
    act(editor)
    if before.startswith("⟨"):
        assert shown(editor).translate(dict.fromkeys(map(ord, "⟨⟩"))) == after.translate(dict.fromkeys(map(ord, "⟨⟩")))
    else:
        assert shown(editor) == after
    changed = editor.text()
    if changed != plain:
        editor.undo()
        assert editor.text() == plain
        assert not editor.document().isUndoAvailable()
        editor.redo()
        assert editor.text() == changed


@settings(max_examples=120)
@given(
    text=st.text(st.sampled_from("ab *_`#->[]() x1.\n😀é’'"), max_size=40),
    places=st.tuples(st.integers(0, 40), st.integers(0, 40)),
    number=st.integers(0, len(EVERYTHING) - 1),
)
def test_no_command_loses_a_letter(editor: MarkdownEditor, text: str, places: tuple[int, int], number: int) -> None:
    start, end = sorted(min(place, len(text)) for place in places)
    load(editor, f"{text[:start]}⟨{text[start:end]}⟩{text[end:]}")
    EVERYTHING[number](editor)
    letters = "".join(character for character in text if character.isalpha() and character not in "x")
    kept = "".join(character for character in editor.text() if character.isalpha() and character not in "x")
    assert kept == letters
    while editor.document().isUndoAvailable():
        editor.undo()
    assert editor.text() == text


CONTINUED = [
    ("- one|", "- one\n- |"),
    ("  * one|", "  * one\n  * |"),
    ("9. one|", "9. one\n10. |"),
    ("3) one|", "3) one\n4) |"),
    ("- [x] one|", "- [x] one\n- [ ] |"),
    ("- o|ne", "- o\n- |ne"),
    ("- one\n- |", "- one\n|"),
    ("1. one\n2. |", "1. one\n|"),
    ("- [ ] |", "|"),
    ("- one 😀|", "- one 😀\n- |"),
    ("plain|", "plain\n|"),
    ("|- one", "\n|- one"),
    ("-one|", "-one\n|"),
    ("```\n- one|", "```\n- one\n|"),
    ("- ⟨one⟩", "- \n|"),
]


@pytest.mark.parametrize(("before", "after"), CONTINUED, ids=[case[0] for case in CONTINUED])
def test_return_goes_on_with_a_list_or_ends_it(editor: MarkdownEditor, before: str, after: str) -> None:
    load(editor, before)
    plain = editor.text()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert shown(editor) == after
    editor.undo()
    assert editor.text() == plain


def test_the_next_key_is_undone_before_the_list_it_was_typed_into(editor: MarkdownEditor) -> None:
    load(editor, "- one|")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "two")
    editor.undo()
    assert editor.text() == "- one\n- "
    editor.undo()
    assert editor.text() == "- one"

"""Live styling: what grows, what steps back, and what stays as it is."""

from __future__ import annotations

import time

import pytest
from PySide6.QtGui import QFont, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from journal_app.ui.theme import Look
from journal_app.ui.widgets.markdown_highlighter import HEADING_SIZES, MarkdownHighlighter
from journal_app.ui.widgets.markdown_units import units


class Styled:
    """A text with its styles, line by line."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.document = QTextDocument()
        self.document.setDocumentLayout(QPlainTextDocumentLayout(self.document))
        self.highlighter = MarkdownHighlighter(self.document, look)

    def of(self, text: str) -> Styled:
        self.document.setPlainText(text)
        return self

    def at(self, words: str, line: int = 0) -> QTextCharFormat:
        """How words of a line look."""
        block = self.document.findBlockByNumber(line)
        place = units(block.text()).index(units(words))
        for each in block.layout().formats():
            if each.start <= place < each.start + each.length:
                return QTextCharFormat(each.format)  # the range owns its own
        return QTextCharFormat()

    def says(self, words: str, line: int = 0) -> set[str]:
        """The same in words."""
        style = self.at(words, line)
        size = style.property(QTextCharFormat.Property.FontPixelSize)
        told = {f"{size} px"} if size else set()
        told |= {"bold"} if style.fontWeight() == QFont.Weight.Bold else set()
        told |= {"italic"} if style.fontItalic() else set()
        told |= {"code"} if style.fontFamilies() else set()
        for name in ("muted", "accent"):
            told |= {name} if style.foreground().color() == self.look.theme.colour(name) else set()
        return told


@pytest.fixture
def styled(look: Look) -> Styled:
    """A text in the light theme."""
    return Styled(look)


@pytest.mark.parametrize(
    ("signs", "size"), [("#", HEADING_SIZES[0]), ("##", HEADING_SIZES[1]), ("####", HEADING_SIZES[2])]
)
def test_headings_grow_and_their_signs_step_back(styled: Styled, signs: str, size: int) -> None:
    styled.of(f"{signs} So what\nplain")
    assert styled.says("So") == {f"{size} px", "bold"}
    assert styled.says("#") == {f"{size} px", "muted"}
    assert styled.says("plain", 1) == set()


def test_what_only_looks_like_a_heading_is_none(styled: Styled) -> None:
    assert styled.of("#leadership").says("leader") == set()
    assert styled.of("####### seven").says("seven") == set()


def test_emphasis_shows_and_its_signs_step_back(styled: Styled) -> None:
    styled.of("a **strong** and *gentle* and __same__ and _so_ and ***both*** word")
    assert styled.says("strong") == {"bold"}
    assert styled.says("**strong") == {"bold", "muted"}
    assert styled.says("gentle") == {"italic"}
    assert styled.says("same") == {"bold"}
    assert styled.says("so_") == {"italic"}
    assert styled.says("both") == {"bold", "italic"}
    assert styled.says(" word") == set()


@pytest.mark.parametrize("plain", ["2 * 3 * 4", "snake_case_name", "a ** b ** c", "* not", "5*3 and 4*2", "** **"])
def test_stars_and_lines_within_words_are_only_that(styled: Styled, plain: str) -> None:
    styled.of(f"x {plain}")
    assert all(styled.says(character) <= {"muted"} for character in plain if character.isalnum())


def test_code_links_quotes_items_and_rules(styled: Styled) -> None:
    assert styled.of("some `code *here*` end").says("code") == {"14 px", "code"}
    assert styled.says("*here") == {"14 px", "code"}
    assert styled.says(" end") == set()
    assert styled.of("[words](https://a.example)").says("words") == {"accent"}
    assert styled.says("https") == {"muted"}
    assert styled.of("> said **so**").says("said") == {"muted", "italic"}
    assert styled.of("- [ ] task").says("- [ ]") == {"muted"}
    assert styled.says("task") == set()
    assert styled.of("12. item").says("12.") == {"muted"}
    assert styled.of("* * *").says("*") == {"muted"}


def test_a_fence_is_code_until_it_is_closed_by_its_like(styled: Styled) -> None:
    styled.of("```py\n# no heading\n~~~\n``\n````\nafter")
    for line, words in enumerate(("```py", "# no", "~~~", "``", "````")):
        assert "code" in styled.says(words, line), words
    assert styled.says("after", 5) == set()


def test_an_unclosed_fence_reaches_to_the_end_and_closing_it_frees_the_rest(styled: Styled) -> None:
    styled.of("~~~\n- one\n**two**")
    assert "code" in styled.says("two", 2)
    styled.of("~~~\n- one\n~~~\n**two**")
    assert styled.says("two", 3) == {"bold"}


def test_three_ticks_in_one_line_are_no_fence(styled: Styled) -> None:
    styled.of("```inline```\nplain")
    assert styled.says("plain", 1) == set()


def test_emoji_before_it_do_not_shift_the_style(styled: Styled) -> None:
    styled.of("😀👩🏽‍⚕️ 𝒜 **bold** end")
    assert styled.says("bold") == {"bold"}
    assert styled.says("**bold") == {"bold", "muted"}
    assert styled.says("d**") == {"bold"}
    assert styled.says(" end") == set()


def test_another_theme_restyles_what_is_there(styled: Styled) -> None:
    styled.of("## Head")
    styled.look.choose("dark")
    assert styled.at("#").foreground().color() == styled.look.theme.colour("muted")


@pytest.mark.parametrize("line", ["*" * 9_000, "**a " * 2_500, "_a" * 4_500, "`" * 9_000, "[" * 9_000, "> " * 4_500])
def test_no_line_however_odd_holds_the_keys_up(styled: Styled, line: str) -> None:
    started = time.process_time()
    styled.of(line)
    assert time.process_time() - started < 1.0

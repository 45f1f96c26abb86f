"""Writing on the journal page, as a person does: keys and clicks, judged by what is seen and what the journal holds."""

from __future__ import annotations

import time

import pytest
from PySide6.QtWidgets import QApplication

from journal_app.bootstrap import App
from journal_app.domain.entry import PromptAnswered
from tests.support.clock import FakeClock
from tests.support.journal_page import PRACTICE_NAMES, Seat, Seed, Writer, at_the_journal, sit_down
from tests.support.window import Again, Key, OpenWindow


@pytest.fixture
def seat(open_window: OpenWindow, app: App) -> Seat:
    """Opens the journal page on the entries given."""
    return lambda *seeds, **named: sit_down(open_window, app, *seeds, **named)


@pytest.fixture
def writer(seat: Seat) -> Writer:
    """Somebody before an empty journal."""
    return seat()


def test_an_empty_journal_says_what_it_is_for_and_starts_with_one_key(writer: Writer) -> None:
    assert writer.sees("Nothing written yet")
    assert writer.sees("A quiet page")
    assert writer.is_at(writer.button("Write the first"))
    writer.press(Key.Key_Return)
    assert writer.is_at(writer.editor)
    writer.type("Two minutes.")
    writer.until_saved()
    assert writer.rows() == ["November 2026, 1 reflection", "Untitled. Sunday 22 November. Two minutes."]
    assert writer.chosen() == "Untitled"


def test_ctrl_n_creates_nothing_until_there_are_words(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    assert writer.is_at(writer.editor)
    assert writer.state() == ""
    writer.type("  ")
    writer.press(Key.Key_Return)
    writer.keys("Ctrl+D", "Alt+1", "Ctrl+1")
    assert writer.kept() == []
    writer.keys("Ctrl+2")
    writer.type("x")  # into the list's place: nothing may come of it
    assert writer.kept() == []


def test_first_words_are_saved_within_a_second_and_the_page_says_when(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    started = time.monotonic()
    writer.type("I kept quiet.")
    writer.until(lambda: writer.state() == "Saved 10:00")
    assert time.monotonic() - started < 1.0
    (entry,) = writer.kept()
    assert (entry.title, entry.body) == ("", "I kept quiet.")
    assert entry.written.local.isoformat() == "2026-11-22T10:00:00+00:00"
    assert writer.is_at(writer.editor)


def test_the_second_counts_from_the_first_key_even_while_the_typing_goes_on(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    started = time.monotonic()
    while not writer.kept():
        writer.type("la ")
        QApplication.processEvents()
        assert time.monotonic() - started < 1.0
    writer.type("end")
    writer.until_saved()
    assert writer.kept()[0].body == writer.editor.text()


def test_the_clock_of_saving_is_the_writers(writer: Writer, clock: FakeClock) -> None:
    writer.keys("Ctrl+N")
    writer.type("One")
    writer.until_saved()
    clock.set("2026-11-22T10:47")
    writer.type(" two")
    writer.until(lambda: writer.state() == "Saved 10:47")
    assert writer.kept()[0].written.local.hour == 10
    assert writer.sees("2 words")


def test_return_leaves_the_title_for_the_text_and_up_comes_back(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    writer.press(Key.Key_Up)
    assert writer.is_at(writer.title)
    writer.type("Who was not there")
    writer.press(Key.Key_Return)
    assert writer.is_at(writer.editor)
    writer.type("First line")
    writer.press(Key.Key_Return)
    writer.press(Key.Key_Up)
    assert writer.is_at(writer.editor)
    writer.press(Key.Key_Up)
    assert writer.is_at(writer.title)
    writer.press(Key.Key_Down)
    assert writer.is_at(writer.editor)
    writer.until_saved()
    (entry,) = writer.kept()
    assert (entry.title, entry.body) == ("Who was not there", "First line\n")
    assert writer.titles() == ["Who was not there"]


def test_up_in_a_wrapped_first_line_stays_in_the_text(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    writer.type("word " * 60)
    writer.press(Key.Key_Up)
    assert writer.is_at(writer.editor)


def test_tab_leaves_the_text_and_shift_tab_comes_back(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    writer.type("abc")
    editor = writer.editor
    writer.press(Key.Key_Tab)
    assert not writer.is_at(editor)
    writer.keys("Shift+Tab")
    assert writer.is_at(editor)
    assert editor.text() == "abc"


def test_a_title_alone_is_an_entry(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    writer.press(Key.Key_Up)
    writer.type("  Only  a   title ")
    writer.until_saved()
    assert [(entry.title, entry.body) for entry in writer.kept()] == [("Only a title", "")]
    assert writer.titles() == ["Only a title"]
    assert writer.sees("0 words")


def test_two_entries_in_one_minute_stand_newest_first(writer: Writer) -> None:
    for words in ("first", "second"):
        writer.keys("Ctrl+N")
        writer.type(words)
    writer.until_saved()
    writer.keys("Ctrl+N")
    writer.until_quiet()
    assert [entry.body for entry in writer.kept()] == ["second", "first"]
    assert [row.split(". ")[-1] for row in writer.rows()[1:]] == ["second", "first"]
    assert writer.chosen() == ""


# Practices


def test_practices_by_key_and_click_before_the_first_words(writer: Writer) -> None:
    writer.keys("Ctrl+N", "Alt+2")
    writer.click("Managing power")
    assert writer.practices() == ["Healthy relationships", "Managing power"]
    assert writer.kept() == []
    writer.keys("Ctrl+N")  # begun anew before a word was written: what was chosen stays
    writer.type("Then the words.")
    writer.until_saved()
    assert writer.kept()[0].practices == ("power", "relationships")
    assert writer.rows()[1] == ("Untitled. Sunday 22 November. Healthy relationships, Managing power. Then the words.")


def test_practices_after_the_first_words_show_in_the_list_at_once(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    writer.type("Words first.")
    writer.until_saved()
    for number in range(1, 7):
        writer.keys(f"Alt+{number}")
    assert writer.practices() == list(PRACTICE_NAMES)
    writer.keys("Alt+1")
    assert writer.kept()[0].practices == ("conflict", "decisions", "power", "purpose", "relationships")
    assert ", ".join(PRACTICE_NAMES[1:]) in writer.rows()[1]
    assert writer.is_at(writer.editor)
    writer.click("Surfacing conflict")
    assert "Surfacing conflict" not in writer.rows()[1]
    assert writer.kept()[0].practices == ("decisions", "power", "purpose", "relationships")


def test_return_and_space_press_a_practice(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    writer.type("x")
    writer.chip("Shared purpose").setFocus()
    writer.press(Key.Key_Return)
    assert writer.practices() == ["Shared purpose"]
    writer.press(Key.Key_Space)
    assert writer.practices() == []


# The star


def test_the_star_by_key_and_button_is_in_the_list_and_in_the_journal(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    writer.type("Worth finding again.")
    writer.until_saved()
    writer.keys("Ctrl+D")
    assert writer.kept()[0].starred
    assert ". starred. " in writer.rows()[1]
    writer.click("Star (Ctrl+D)")
    assert not writer.kept()[0].starred
    assert "starred" not in writer.rows()[1]


def test_a_star_given_before_the_first_words_goes_with_them(writer: Writer) -> None:
    writer.keys("Ctrl+N", "Ctrl+D")
    writer.type("Later words.")
    writer.until_saved()
    assert writer.kept()[0].starred
    assert ". starred. " in writer.rows()[1]


# Prompts


def test_answering_a_prompt_shows_it_presets_a_practice_and_says_where_it_leads(writer: Writer) -> None:
    prompts = writer.services.content.lens("devon").prompts
    prompt = next(each for each in prompts if each.practices and each.follow_up)
    writer.workspace.page("today").write_asked.emit(PromptAnswered(prompt.key, prompt.text))  # type: ignore[attr-defined]
    assert writer.is_at(writer.editor)
    assert writer.sees(f"answering “{prompt.text}”")
    names = {practice.key: practice.short for practice in writer.services.content.practices()}
    assert writer.practices() == [names[prompt.practices[0]]]
    assert writer.sees("And then")
    assert writer.sees(prompt.follow_up)
    assert writer.kept() == []
    writer.type("My answer.")
    writer.until_saved()
    (entry,) = writer.kept()
    assert entry.prompt == PromptAnswered(prompt.key, prompt.text)
    assert entry.practices == prompt.practices[:1]
    writer.keys("Ctrl+N")
    assert not writer.sees("answering")
    assert not writer.sees("And then")
    assert writer.practices() == []


def test_the_write_button_of_today_leads_here(writer: Writer) -> None:
    writer.keys("Ctrl+1")
    writer.until_quiet()
    asked = writer.today.card.question.text()
    writer.click("Write")
    assert writer.is_at(writer.editor)
    assert writer.sees(f"answering “{asked}”")


# Switching, and coming back


def test_going_to_another_entry_saves_first(seat: Seat) -> None:
    writer = seat(Seed("Older", "old", at="2026-11-01T09:00"))
    writer.keys("Ctrl+N")
    writer.type("Not yet saved")
    assert len(writer.kept()) == 1
    writer.click_row("Older")
    assert writer.title.text() == "Older"
    assert sorted(entry.body for entry in writer.kept()) == ["Not yet saved", "old"]
    assert writer.titles() == ["Untitled", "Older"]
    assert writer.chosen() == "Older"


def test_leaving_the_page_saves_first(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    writer.type("On my way out")
    writer.keys("Ctrl+1")
    assert [entry.body for entry in writer.kept()] == ["On my way out"]


def test_everything_is_there_after_closing_and_opening_again(writer: Writer, again: Again) -> None:
    writer.keys("Ctrl+N", "Alt+5", "Ctrl+D")
    writer.press(Key.Key_Up)
    writer.type("Before lunch")
    writer.press(Key.Key_Return)
    writer.paste("## So what\nI **said** it.")
    writer.page.desk.inspector.tag_field.setFocus()
    writer.type("board,")
    assert writer.close()
    reopened = again()
    reopened.until_today()
    back = at_the_journal(reopened)
    assert back.rows()[1] == "Before lunch. Sunday 22 November. Surfacing conflict. starred. So what"
    back.click_row("Before lunch")
    assert back.editor.text() == "## So what\nI **said** it."
    assert back.tags() == ["board"]
    assert back.practices() == ["Surfacing conflict"]
    assert back.state() == "Saved 10:00"


def test_opening_an_entry_changes_nothing_in_it(seat: Seat) -> None:
    strange = "a no-break space, a soft\u2028break, a tab\tand \u200dall that\n\n"
    writer = seat(Seed("t" * 900, strange, at="2026-11-02T09:00"), Seed("Other", "x"))
    before = writer.kept()
    writer.click_row("t" * 900)
    assert writer.editor.text() == strange
    assert writer.title.text() == "t" * 900
    writer.click_row("Other")
    writer.keys("Ctrl+1", "Ctrl+2")
    assert writer.kept() == before


def test_changing_a_word_keeps_every_other_character(seat: Seat) -> None:
    strange = "one two\u2028three\u00a0four"
    writer = seat(Seed("t" * 900, strange))
    writer.click_row("t" * 900)
    writer.editor.setFocus()
    writer.keys("Ctrl+End")
    writer.type("!")
    writer.until_saved()
    assert [(entry.title, entry.body) for entry in writer.kept()] == [("t" * 900, f"{strange}!")]


# Other keyboards, other scripts


def test_dead_keys_and_composed_words_arrive_once(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    writer.type("caf")
    writer.compose("´", "é")
    writer.compose("にほ", "日本")
    assert writer.editor.text() == "café日本"
    writer.until_saved()
    assert writer.kept()[0].body == "café日本"


def test_what_is_still_being_composed_is_not_saved(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    writer.type("a")
    writer.compose("", "")
    from PySide6.QtGui import QInputMethodEvent

    QApplication.sendEvent(writer.editor, QInputMethodEvent("にほ", []))
    writer.until_saved()
    assert writer.kept()[0].body == "a"


def test_right_to_left_words_and_emoji_are_kept(writer: Writer) -> None:
    words = "שלום لقد استمعت 👩🏽‍⚕️🇬🇧 ok"
    writer.keys("Ctrl+N")
    writer.paste(words)
    writer.press(Key.Key_Up)
    writer.paste("مجلس 🌱")
    writer.until_saved()
    (entry,) = writer.kept()
    assert (entry.title, entry.body) == ("مجلس 🌱", words)
    assert writer.rows()[1].startswith("مجلس 🌱. ")


def test_what_no_file_can_hold_is_replaced_and_said_once(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    writer.paste("a\0b\r\nc\u2028d")
    assert writer.editor.text() == "a\ufffdb\nc\nd"
    assert writer.said == ["1 character that no file can hold became \ufffd."]
    writer.type("!")
    writer.until_saved()
    assert writer.kept()[0].body == "a\ufffdb\nc\nd!"
    assert len(writer.said) == 1
    writer.keys("Ctrl+Home", "Up")
    writer.paste("A title\nin two lines\0")
    writer.until_saved()
    assert writer.title.text() == "A title in two lines "
    assert writer.kept()[0].title == "A title in two lines"
    assert len(writer.said) == 1


def test_only_text_is_pasted(writer: Writer) -> None:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QGuiApplication

    data = QMimeData()
    data.setHtml("<b>bold</b><script>alert(1)</script>")
    data.setText("bold")
    QGuiApplication.clipboard().setMimeData(data)
    writer.keys("Ctrl+N", "Ctrl+V")
    assert writer.editor.text() == "bold"

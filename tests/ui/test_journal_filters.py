"""Narrowing the journal's list: words, days, practices, tags, the star; alone and together."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from journal_app.bootstrap import App
from journal_app.ui.pages.journal import autosave
from journal_app.ui.widgets.month_calendar import MonthCalendar
from tests.support.clock import FakeClock
from tests.support.journal_page import Seed, Writer, sit_down
from tests.support.window import LEFT, Key, OpenWindow

SEEDS = (
    Seed("Budget", "The budget and the rota.", at="2026-11-19T17:40", practices=("power",), tags=("board", "R&D")),
    Seed("Rota", "Don't cut the café rota.", at="2026-11-19T09:00", practices=("conflict",), starred=True),
    Seed("C++", "Well-being and C++ training.", at="2026-11-05T09:00", practices=("power", "purpose")),
    Seed("October", "Near the end. 100%", at="2026-10-10T09:00", tags=("board", "café"), starred=True),
    Seed("Older", "The budget again.", at="2025-11-19T09:00"),
)
ALL = ["Budget", "Rota", "C++", "October", "Older"]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "_SAVE_AFTER_MS", 20)


@pytest.fixture
def writer(open_window: OpenWindow, app: App) -> Writer:
    """Somebody before five entries."""
    return sit_down(open_window, app, *SEEDS)


def hint(writer: Writer) -> bool:
    """Whether the search field says which key leads to it."""
    labels = writer.field("Search your reflections").findChildren(QLabel)
    return any(label.isVisible() and label.text() == "Ctrl+F" for label in labels)


# Words


def test_typing_narrows_and_escape_shows_everything_again(writer: Writer) -> None:
    assert hint(writer)
    writer.search("budg")
    assert writer.titles() == ["Budget", "Older"]
    assert writer.rows()[0] == "November 2026, 1 reflection"
    assert writer.is_at(writer.field("Search your reflections"))
    assert not hint(writer)
    writer.press(Key.Key_Escape)
    writer.until(lambda: writer.titles() == ALL)
    assert writer.is_at(writer.field("Search your reflections"))
    assert hint(writer)
    writer.press(Key.Key_Escape)
    assert writer.is_at(writer.page.list)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rota budget", ["Budget"]),
        ("cafe", ["Rota"]),
        ("don't", ["Rota"]),
        ("DON’T", ["Rota"]),
        ("well-being", ["C++"]),
        ("C++", ["C++"]),
        ("NEAR(", ["October"]),
        ('"', []),
        ("NOT budget OR", []),
        ("* ) -- ;", []),
        ("café*", ["Rota"]),
        ("{title}: budget", []),
        ("100%", ["October"]),
    ],
)
def test_odd_words_are_only_words(writer: Writer, words: str, found: list[str]) -> None:
    writer.keys("Ctrl+F")
    writer.paste(words)
    writer.until(lambda: writer.page.left.model.wanted.words == words)
    writer.until_quiet()
    assert writer.titles() == found
    assert writer.sees("Nothing found") == (found == [])
    assert writer.toast() == ""


def test_down_goes_to_what_was_found_even_before_it_is(writer: Writer) -> None:
    writer.keys("Ctrl+F")
    writer.type("rota")
    writer.press(Key.Key_Down)
    writer.until(lambda: writer.chosen() == "Budget")
    assert writer.is_at(writer.page.list)
    assert writer.title.text() == "Budget"
    writer.press(Key.Key_Down)
    assert writer.title.text() == "Rota"
    writer.keys("Ctrl+F")
    assert writer.field("Search your reflections").selectedText() == "rota"
    writer.press(Key.Key_Return)
    assert writer.is_at(writer.page.list)
    assert writer.chosen() == "Rota"  # it is among what was found: the keyboard goes there


def test_nothing_found_says_so_and_one_press_shows_everything(writer: Writer) -> None:
    writer.click_row("Rota")
    writer.search("zebra")
    assert writer.sees("Nothing found")
    assert writer.sees("No reflection fits all of that.")
    assert writer.title.text() == "Rota"
    writer.press(Key.Key_Down)
    assert writer.is_at(writer.field("Search your reflections"))
    writer.click("Show everything")
    writer.until(lambda: writer.titles() == ALL)
    assert writer.field("Search your reflections").text() == ""
    assert hint(writer)
    assert writer.chosen() == "Rota"
    assert writer.is_at(writer.page.list)


def test_an_entry_found_and_changed_stays_in_the_list_until_it_is_read_anew(writer: Writer) -> None:
    writer.search("rota")
    writer.click_row("Rota")
    writer.press(Key.Key_Return)
    writer.keys("Ctrl+A")
    writer.type("Other words")
    writer.until_saved()
    assert writer.titles() == ["Budget", "Rota"]
    assert writer.chosen() == "Rota"
    writer.search("other")
    assert writer.titles() == ["Rota"]
    assert writer.chosen() == "Rota"


# Practices, tags, the star


def test_practices_are_any_of_and_can_be_taken_back(writer: Writer) -> None:
    chip = writer.page.filters.practice
    writer.click_on(chip)
    writer.pick("Managing power")
    assert writer.titles() == ["Budget", "C++"]
    assert chip.text() == chip.accessibleName() == "Managing power"
    assert chip.isChecked()
    chip.setFocus()
    writer.press(Key.Key_Return)
    writer.pick("Surfacing conflict")
    assert writer.titles() == ["Budget", "Rota", "C++"]
    assert chip.text() == "2 practices"
    writer.press(Key.Key_Space)
    writer.pick("Managing power")
    assert writer.titles() == ["Rota"]
    writer.press(Key.Key_Space)
    writer.pick("All of them")
    assert writer.titles() == ALL
    assert chip.text() == "Practices"
    assert not chip.isChecked()


def test_leaving_the_menu_changes_nothing(writer: Writer) -> None:
    writer.click_on(writer.page.filters.practice)
    writer.popped_up()
    writer.press(Key.Key_Escape)
    assert not writer.page.filters.practice.isChecked()
    assert writer.titles() == ALL


def test_tags_by_their_names_with_how_often_they_are_used(writer: Writer) -> None:
    chip = writer.page.filters.tag
    writer.click_on(chip)
    names = [action.text().replace("&&", "&") for action in writer.popped_up().actions()]
    assert names == ["board\t2", "café\t1", "R&D\t1"]
    writer.pick("R&D")
    assert writer.titles() == ["Budget"]
    assert chip.text() == "R&D"
    writer.click_on(chip)
    writer.pick("café")
    assert writer.titles() == ["Budget", "October"]
    assert chip.text() == "2 tags"


def test_a_journal_without_tags_says_so_in_the_menu(open_window: OpenWindow, app: App) -> None:
    writer = sit_down(open_window, app, Seed("x", "y"))
    writer.click_on(writer.page.filters.tag)
    (action,) = writer.popped_up().actions()
    assert (action.text(), action.isEnabled()) == ("No tags yet", False)
    writer.press(Key.Key_Escape)


def test_only_starred(writer: Writer) -> None:
    writer.click("Only starred")
    writer.until(lambda: writer.titles() == ["Rota", "October"])
    writer.page.filters.star.setFocus()
    writer.press(Key.Key_Return)
    writer.until(lambda: writer.titles() == ALL)


# Days and months


def opened_calendar(writer: Writer) -> MonthCalendar:
    writer.click("When")
    writer.until_quiet()
    calendar = writer.one(MonthCalendar)
    assert writer.is_at(calendar)
    return calendar


def test_a_day_by_keyboard(writer: Writer) -> None:
    calendar = opened_calendar(writer)
    assert calendar.accessibleName() == "Calendar, Sunday 22 November 2026, nothing written"
    writer.keys("Left", "Left", "Left")
    assert calendar.accessibleName() == "Calendar, Thursday 19 November 2026, 2 reflections"
    writer.press(Key.Key_Return)
    writer.until(lambda: writer.titles() == ["Budget", "Rota"])
    assert writer.page.filters.when.text() == "19 November 2026"
    assert writer.is_at(calendar)
    writer.press(Key.Key_Return)  # the same day again: all days
    writer.until(lambda: writer.titles() == ALL)
    assert writer.page.filters.when.text() == "When"


def test_a_month_by_keyboard_and_escape_back_to_the_chip(writer: Writer) -> None:
    opened_calendar(writer)
    writer.press(Key.Key_PageUp)
    writer.press(Key.Key_M)
    writer.until(lambda: writer.titles() == ["October"])
    assert writer.page.filters.when.text() == "October 2026"
    writer.press(Key.Key_Escape)
    assert not writer.page.filters.calendar.isVisible()
    assert writer.is_at(writer.page.filters.when)
    assert writer.titles() == ["October"]
    writer.press(Key.Key_Space)
    writer.until(lambda: writer.titles() == ALL)


def test_days_and_months_by_mouse(writer: Writer) -> None:
    calendar = opened_calendar(writer)
    QTest.mouseClick(calendar, LEFT, pos=calendar.target(calendar.month.replace(day=5)).center())
    writer.until(lambda: writer.titles() == ["C++"])
    QTest.mouseClick(calendar, LEFT, pos=QPoint(10, 10))
    QTest.mouseClick(calendar, LEFT, pos=QPoint(calendar.width() // 2, 12))
    writer.until(lambda: writer.titles() == ["October"])
    QTest.mouseClick(calendar, LEFT, pos=QPoint(calendar.width() - 10, 10))
    QTest.mouseClick(calendar, LEFT, pos=QPoint(calendar.width() // 2, 12))
    writer.until(lambda: writer.titles() == ["Budget", "Rota", "C++"])


def test_the_calendar_knows_when_midnight_has_passed(writer: Writer, clock: FakeClock) -> None:
    clock.set("2026-12-01T00:10")
    calendar = opened_calendar(writer)
    assert calendar.accessibleName() == "Calendar, Tuesday 1 December 2026, nothing written"


def test_what_is_written_shows_in_the_open_calendar(writer: Writer) -> None:
    calendar = opened_calendar(writer)
    writer.keys("Ctrl+N")
    writer.type("Today.")
    writer.until_saved()
    writer.until(lambda: calendar.accessibleName() == "Calendar, Sunday 22 November 2026, 1 reflection")


# Together


def test_all_of_it_together_and_show_everything(writer: Writer) -> None:
    writer.click("Only starred")
    writer.click_on(writer.page.filters.tag)
    writer.pick("board")
    assert writer.titles() == ["October"]
    writer.search("end")
    assert writer.titles() == ["October"]
    opened_calendar(writer)
    writer.press(Key.Key_M)
    writer.until_sees("Nothing found")
    writer.click("Show everything")
    writer.until(lambda: writer.titles() == ALL)
    filters = writer.page.filters
    assert (filters.when.text(), filters.tag.text(), filters.practice.text()) == ("When", "Tags", "Practices")
    assert not filters.star.isChecked()
    assert writer.is_at(writer.page.list)


def test_a_new_entry_is_begun_whatever_the_list_is_narrowed_to(writer: Writer) -> None:
    writer.search("rota")
    writer.keys("Ctrl+N")
    writer.type("Nothing about that")
    writer.until_saved()
    assert writer.titles() == ["Budget", "Rota"]
    assert writer.chosen() == ""
    writer.search("nothing about")
    assert writer.chosen() == "Untitled"
    assert writer.page.filters.wanted.words == "nothing about"

"""Notes on ratings, written by keyboard between one rating and the next."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from journal_app.bootstrap import App, Services
from journal_app.domain.check_in import Answers, HalfDone
from journal_app.ui.widgets.note_field import MOST
from journal_app.ui.widgets.row_extras import NOTE
from tests.support.check_in_page import CTRL, LEFT, SHIFT, Key, Open, Person


@pytest.fixture
def person(open_page: Open, services: Services) -> Person:
    """Somebody before an empty form."""
    return open_page(services)


def field(person: Person) -> QLineEdit:
    found = person.focus
    assert isinstance(found, QLineEdit)
    return found


def press_note_tool(person: Person, number: int) -> None:
    row = person.rows[number]
    QTest.mouseClick(row, LEFT, pos=row.tool(NOTE).center())


def kept(services: Services) -> Answers:
    found = services.check_ins.half_done()
    return found.answers if found else Answers()


def test_return_opens_a_note_and_return_goes_back_to_the_row(
    person: Person, services: Services, keys: list[str]
) -> None:
    person.type("4")
    person.press(Key.Key_Return, SHIFT)
    assert "Note on: In meetings I ask those who have not spoken" in field(person).accessibleName()
    person.type("Twice with the board, 5 of 8 times")
    person.press(Key.Key_Return)
    assert person.is_at(person.rows[1])
    assert person.told()[0] == "4, usually; note: Twice with the board, 5 of 8 times"
    person.ctrl_return()
    (saved,) = services.check_ins.all()
    assert (saved.ratings, saved.notes) == ({keys[0]: 4}, {keys[0]: "Twice with the board, 5 of 8 times"})


def test_escape_keeps_what_was_written_and_an_emptied_note_is_none(person: Person, services: Services) -> None:
    person.type("4")
    person.press(Key.Key_Up)
    person.press(Key.Key_Return)
    person.type("Only once")
    person.press(Key.Key_Escape)
    assert person.told()[0] == "4, usually; note: Only once"
    person.press(Key.Key_Return)
    assert field(person).text() == "Only once"
    field(person).selectAll()
    person.press(Key.Key_Delete)
    person.press(Key.Key_Return)
    assert person.told()[0] == "4, usually"
    person.ctrl_return()
    assert services.check_ins.all()[0].notes == {}


def test_undo_works_while_the_note_is_written(person: Person) -> None:
    person.type("4")
    person.press(Key.Key_Return, SHIFT)
    person.type("one")
    field(person).selectAll()
    person.type("x")
    person.press(Key.Key_Z, CTRL)
    assert field(person).text() == "one"
    person.press(Key.Key_Escape)
    assert person.told()[0] == "4, usually; note: one"


def test_ctrl_return_saves_from_within_a_note(person: Person, services: Services, keys: list[str]) -> None:
    person.type("4")
    person.press(Key.Key_Up)
    person.press(Key.Key_Return)
    person.type("as I write")
    person.ctrl_return()
    assert services.check_ins.all()[0].notes == {keys[0]: "as I write"}
    assert person.sees("Check-in saved")


def test_a_note_has_an_end_and_says_so_when_it_is_near(person: Person, services: Services) -> None:
    person.type("3")
    person.press(Key.Key_Return, SHIFT)
    QGuiApplication.clipboard().setText("x" * (MOST - 20))
    person.press(Key.Key_V, CTRL)
    assert person.sees("20 left")
    QGuiApplication.clipboard().setText("y" * 30)
    person.press(Key.Key_V, CTRL)
    assert len(field(person).text()) == MOST
    assert person.sees("A note has room for 500 characters")
    person.press(Key.Key_Return)
    person.ctrl_return()
    assert [len(note) for note in services.check_ins.all()[0].notes.values()] == [MOST]


def test_leaving_a_note_by_a_click_keeps_it(person: Person) -> None:
    person.type("4")
    person.press(Key.Key_Return, SHIFT)
    person.type("seen")
    person.click_option(2, 5)
    assert person.told()[0] == "4, usually; note: seen"
    assert person.told()[2] == "5, almost always"


def test_the_small_button_under_a_statement_opens_the_note(person: Person) -> None:
    row = person.rows[0]
    target = row.tool(NOTE)
    assert target.height() >= 40
    QTest.mouseClick(row, LEFT, pos=target.center())
    person.type("by hand")
    person.press(Key.Key_Return)
    assert person.told()[0] == "not rated yet; note: by hand"


def test_notes_and_the_day_are_half_done_too(
    person: Person, services: Services, app: App, open_page: Open, keys: list[str]
) -> None:
    person.type("4")
    press_note_tool(person, 1)
    person.type("Not yet rated")
    person.until(lambda: kept(services) == Answers({keys[0]: 4}, {keys[1]: "Not yet rated"}))
    person.click_day()
    person.press(Key.Key_Down)
    person.page.close()
    services.journal.close()
    reopened = app.open(app.paths.journal, None)
    try:
        again = open_page(reopened)
        assert again.told()[:2] == ["4, usually", "not rated yet; note: Not yet rated"]
        assert again.day_field().text() == "21 November 2026"
        again.page.close()
    finally:
        reopened.journal.close()


def test_a_note_without_an_answer_is_gone_to_and_not_lost(person: Person, services: Services) -> None:
    person.type("4")
    press_note_tool(person, 2)
    person.type("About nothing")
    person.press(Key.Key_Return)
    person.press(Key.Key_Home)
    person.ctrl_return()
    assert "has no answer yet" in person.notes[-1].text
    assert services.check_ins.all() == ()
    assert person.is_at(person.rows[2])
    person.type("n")
    person.ctrl_return()
    assert list(services.check_ins.all()[0].notes.values()) == ["About nothing"]


def test_start_again_takes_the_notes_and_undo_brings_them_back(
    open_page: Open, services: Services, keys: list[str]
) -> None:
    services.check_ins.keep_half_done(HalfDone(Answers({keys[0]: 4}, {keys[0]: "Kept"}), date(2026, 11, 20)))
    person = open_page(services)
    assert person.told()[0] == "4, usually; note: Kept"
    person.click("Start again")
    assert set(person.told()) == {"not rated yet"}
    assert person.day_field().text() == "22 November 2026"
    person.until(lambda: services.check_ins.half_done() is None)
    person.type("2")
    person.click("Undo")
    assert person.told()[0] == "2, occasionally; note: Kept"
    assert person.day_field().text() == "20 November 2026"


def test_undoing_a_save_brings_the_notes_back(person: Person, services: Services, keys: list[str]) -> None:
    person.type("4")
    person.press(Key.Key_Return, SHIFT)
    person.type("Kept")
    person.press(Key.Key_Return)
    person.ctrl_return()
    person.click("Undo")
    assert services.check_ins.all() == ()
    assert person.told()[0] == "4, usually; note: Kept"
    assert kept(services) == Answers({keys[0]: 4}, {keys[0]: "Kept"})


def test_eighteen_ratings_and_two_notes_take_few_keys(person: Person, services: Services) -> None:
    """23 keys besides the words: one for each rating, two for each note, one to save."""
    pressed = 0
    for number in range(18):
        person.type("4")
        pressed += 1
        if number in (3, 11):
            person.press(Key.Key_Return, SHIFT)
            person.type("w")
            person.press(Key.Key_Return)
            pressed += 2
    person.ctrl_return()
    assert pressed + 1 == 23
    (saved,) = services.check_ins.all()
    assert (len(saved.ratings), len(saved.notes)) == (18, 2)


def test_return_before_a_rating_asks_for_it_first(person: Person, services: Services) -> None:
    person.type("4")
    person.press(Key.Key_Return)
    assert person.is_at(person.rows[1])
    person.press(Key.Key_Up)
    person.press(Key.Key_Return)
    assert "Note on" in field(person).accessibleName()
    person.type("mine")
    person.press(Key.Key_Return)
    assert person.is_at(person.rows[0]), "a note opened on its own row leads back to it"
    person.ctrl_return()
    assert list(services.check_ins.all()[0].notes.values()) == ["mine"]

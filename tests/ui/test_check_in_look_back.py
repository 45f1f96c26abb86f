"""Looking back: the same statements asked of a time past, and set beside what was said then and what is said now."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QDateEdit, QLabel

from journal_app.bootstrap import App, Services
from journal_app.domain.change import Kind
from journal_app.domain.check_in import Answers
from journal_app.domain.half_done import look_back_slot
from journal_app.ui.pages.check_in.look_back_day import half_a_year_before
from journal_app.ui.widgets.link_row import LinkRow
from tests.support.check_in_page import SHIFT, Key, Open, Person
from tests.support.journals import half_done

MARCH, NOVEMBER = date(2026, 3, 3), date(2026, 11, 20)
EARLY_MARCH = "Thinking back to early March 2026: how often did you do this then?"


@pytest.fixture
def person(open_page: Open, services: Services, keys: list[str]) -> Person:
    """Somebody who checked in in March and lately, before an empty form."""
    services.check_ins.save(Answers(dict.fromkeys(keys[:3], 4)), MARCH)
    services.check_ins.save(Answers(dict.fromkeys(keys[:3], 3)), NOVEMBER)
    return open_page(services)


def offered(person: Person) -> list[str]:
    return [each.accessibleName() for each in person.page.findChildren(LinkRow) if each.isVisible()]


def day_to_think_back_to(person: Person) -> QDateEdit:
    return next(each for each in person.page.findChildren(QDateEdit) if each.isVisible())


def test_offers_the_first_check_in_half_a_year_ago_and_a_day_of_choice(person: Person) -> None:
    person.click("Look back…")
    person.until(
        lambda: offered(person) == ["The day of your first check-in. 3 March 2026", "Half a year ago. 22 May 2026"]
    )
    person.press(Key.Key_Return)
    assert person.sees(EARLY_MARCH)
    assert person.sees("Looking back")
    assert person.is_at(person.rows[0])
    assert set(person.told()) == {"not rated yet"}


def test_another_day_can_be_chosen(person: Person) -> None:
    for _ in range(2):  # the second time as the first
        person.click("Look back…")
        assert isinstance(person.focus, LinkRow)
        person.press(Key.Key_Escape)
    person.click("Look back…")
    person.press(Key.Key_Down)
    person.press(Key.Key_Down)
    person.type("15")
    person.click("Look back to this day")
    assert person.sees("Thinking back to mid May 2026: how often did you do this then?")


def test_the_days_are_gone_through_by_arrow_and_escape_still_leaves(person: Person) -> None:
    person.click("Look back…")
    person.press(Key.Key_Up)
    assert person.focus.accessibleName().startswith("The day of your first check-in")
    person.press(Key.Key_Down)
    assert person.focus.accessibleName().startswith("Half a year ago")
    person.press(Key.Key_Down)
    assert person.is_at(day_to_think_back_to(person))
    person.press(Key.Key_Down)
    assert person.is_at(day_to_think_back_to(person))
    for _ in range(4):  # the day, the month, the year
        if not person.is_at(person.button("Look back to this day")):
            person.press(Key.Key_Tab)
    assert person.is_at(person.button("Look back to this day"))
    person.press(Key.Key_Tab)
    assert person.is_at(person.button("Not now"))
    person.press(Key.Key_Escape)
    assert person.is_at(person.rows[0])


def test_nothing_is_promised_of_looking_back(person: Person) -> None:
    person.click("Look back…")
    (what,) = (text for text in person.texts() if "Neither of them is the true one" in text)
    assert "how you have changed" not in what


def test_escape_at_the_choice_of_days_goes_back_to_the_check_in(person: Person) -> None:
    person.type("4")
    person.click("Look back…")
    person.press(Key.Key_Escape)
    assert person.told()[0] == "4, usually"
    assert person.is_at(person.rows[1])


def test_saved_it_stands_beside_the_start_and_now_each_with_its_day(
    person: Person, services: Services, keys: list[str]
) -> None:
    person.page.look_back(MARCH)
    person.type("222n")
    person.press(Key.Key_Return, SHIFT)
    person.type("I was kind to myself")
    person.press(Key.Key_Return)
    person.ctrl_return()
    (made,) = services.check_ins.looks_back()
    assert made.ratings == {**dict.fromkeys(keys[:3], 2), keys[3]: None}
    assert (made.as_of, made.notes) == (MARCH, {keys[3]: "I was kind to myself"})
    assert len(services.check_ins.all()) == 2
    assert [change.kinds for change in person.changes] == [frozenset({Kind.CHECK_INS})]
    start, now = "At the time (3 March 2026): 4.0", "Now (20 November 2026): 3.0"
    said = f"{start}; Looking back to 3 March 2026 (on 22 November 2026): 2.0; {now}"
    person.until(lambda: any(said in each.accessibleName() for each in person.page.findChildren(QLabel)))
    assert person.sees("Looking back: saved")
    view = services.trends.looking_back(made.uid)
    assert view is not None
    assert person.sees(services.trends.words(view))
    assert person.sees(services.trends.caution(view))


def test_no_reflection_is_asked_for(person: Person) -> None:
    person.page.look_back(MARCH)
    assert person.sees("Return adds a note · with Shift, to the one just rated · Delete clears · Ctrl+Return saves")
    person.type("e")
    assert person.is_by_itself()
    assert person.is_at(person.rows[0])


def test_a_half_done_one_waits_and_the_one_of_now_does_too(
    person: Person, services: Services, app: App, open_page: Open, keys: list[str]
) -> None:
    person.type("5")
    person.page.look_back(MARCH)
    person.type("1n")
    person.click("Not now")
    assert person.told()[:2] == ["5, almost always", "not rated yet"]
    person.page.close()
    services.journal.close()
    reopened = app.open(app.paths.journal, None)
    try:
        assert half_done(reopened, look_back_slot(MARCH)) == {keys[0]: 1, keys[1]: None}
        again = open_page(reopened)
        again.click("Look back…")  # no day is asked for: one was begun
        assert again.sees(EARLY_MARCH)
        assert again.sees("You began this one earlier; it is still here.")
        assert again.told()[:3] == ["1, hardly ever", "no opportunity", "not rated yet"]
        again.click("Start again")
        again.until(lambda: half_done(reopened, look_back_slot(MARCH)) == {})
        again.click("Undo")
        assert again.told()[:2] == ["1, hardly ever", "no opportunity"]
        again.page.flush()
        assert half_done(reopened) == {keys[0]: 5}
        again.page.close()
    finally:
        reopened.journal.close()


def test_one_begun_for_another_time_waits_and_is_listed(person: Person, services: Services, keys: list[str]) -> None:
    person.page.look_back(MARCH)
    person.type("1")
    person.page.look_back(date(2026, 5, 22))
    assert set(person.told()) == {"not rated yet"}
    person.type("5")
    person.page.flush()
    assert half_done(services, look_back_slot(MARCH)) == {keys[0]: 1}
    assert half_done(services, look_back_slot(date(2026, 5, 22))) == {keys[0]: 5}
    person.click("Not now")
    person.click("Look back…")  # two are begun, so that the day is asked for
    person.until(lambda: bool(offered(person)))


def test_undo_takes_it_back_to_the_form(person: Person, services: Services) -> None:
    person.page.look_back(MARCH)
    person.type("22")
    person.ctrl_return()
    person.until_quiet()
    person.click("Undo")
    assert services.check_ins.looks_back() == ()
    assert person.sees(EARLY_MARCH)
    assert person.told()[:3] == ["2, occasionally", "2, occasionally", "not rated yet"]


def test_a_time_without_a_check_in_near_it_is_asked_too(open_page: Open, services: Services) -> None:
    person = open_page(services)
    person.click("Look back…")
    person.until(lambda: offered(person) == ["Half a year ago. 22 May 2026"])
    person.press(Key.Key_Return)
    person.type("22")
    person.ctrl_return()
    person.until(lambda: any("Now: –" in each.accessibleName() for each in person.page.findChildren(QLabel)))
    person.click("Back to the check-in")
    assert person.is_at(person.rows[0])


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 22), date(2026, 5, 22)),
        (date(2026, 8, 31), date(2026, 2, 28)),
        (date(2028, 8, 31), date(2028, 2, 29)),
        (date(2026, 3, 3), date(2025, 9, 3)),
        (date(2026, 6, 30), date(2025, 12, 30)),
    ],
)
def test_half_a_year_before(day: date, before: date) -> None:
    assert half_a_year_before(day) == before

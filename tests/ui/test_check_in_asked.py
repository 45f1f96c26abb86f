"""What a check-in asks about: the person's own choice, own behaviours, the rhythm; and what it says moved."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from journal_app.bootstrap import Services
from journal_app.domain.check_in import Answers
from journal_app.domain.rhythm import Rhythm
from tests.support.check_in_page import Key, Open, Person
from tests.support.journals import half_done

POWER = "power"


def moved(person: Person) -> list[str]:
    """The lines under the table of practices, as they are read out."""
    person.until_quiet()
    return [words for words in person.said() if ": " in words]


@pytest.mark.parametrize(
    ("rhythm", "question"),
    [
        (Rhythm.WEEKLY, "How often did you do this in the last week?"),
        (Rhythm.FORTNIGHTLY, "How often did you do this in the last two weeks?"),
        (Rhythm.MONTHLY, "How often did you do this in the last four weeks?"),
        (Rhythm.QUARTERLY, "How often did you do this in the last four weeks?"),
    ],
)
def test_the_question_follows_the_rhythm(open_page: Open, services: Services, rhythm: Rhythm, question: str) -> None:
    services.check_ins.set_rhythm(rhythm)
    assert open_page(services).sees(question)


def test_asks_only_what_was_chosen_with_own_ones_under_their_practice(
    open_page: Open, services: Services, keys: list[str], texts: list[str]
) -> None:
    services.behaviours.ask(keys[2:], asked=False)
    own, _ = services.behaviours.add(POWER, "I leave the chair to others")
    person = open_page(services)
    assert [row.accessibleName() for row in person.rows] == [*texts[:2], "I leave the chair to others"]
    assert person.sees("Managing power")
    assert not person.sees("Surfacing conflict")
    person.type("345")
    assert person.sees("All 3 answered")
    person.ctrl_return()
    assert services.check_ins.all()[0].ratings == {keys[0]: 3, keys[1]: 4, own.key: 5}


def test_tab_goes_from_row_to_row_and_then_to_the_bar_below(
    open_page: Open, services: Services, keys: list[str]
) -> None:
    services.behaviours.ask(keys[2:], asked=False)
    person = open_page(services)
    person.press(Key.Key_Tab)
    assert person.is_at(person.rows[1])
    person.press(Key.Key_Tab)
    assert person.day_field().isAncestorOf(person.focus) or person.is_at(person.day_field())


def test_a_choice_made_meanwhile_keeps_what_is_answered(open_page: Open, services: Services, keys: list[str]) -> None:
    person = open_page(services)
    person.type("43")
    own, added = services.behaviours.add("environment", "I ask twice")
    person.page.refresh(added)
    assert person.told()[:4] == ["4, usually", "3, about half the time", "not rated yet", "not rated yet"]
    assert person.rows[3].accessibleName() == own.text
    assert person.is_at(person.rows[2])
    person.page.refresh(services.behaviours.ask([keys[0]], asked=False))
    assert person.told()[0] == "3, about half the time"
    person.ctrl_return()
    assert services.check_ins.all()[0].ratings == {keys[1]: 3}


def test_an_answer_given_while_changing_one_does_not_go_to_a_sentence_that_was_reworded(
    open_page: Open, services: Services, keys: list[str]
) -> None:
    march = services.check_ins.save(Answers({keys[0]: 2}), date(2026, 3, 3)).check_in
    own, _ = services.behaviours.add("environment", "I listen first")
    person = open_page(services)
    person.page.edit(march.uid)
    for _ in range(3):
        person.press(Key.Key_Down)
    person.type("5")
    assert person.told()[3] == "5, almost always"
    services.check_ins.save(Answers({own.key: 1}), date(2026, 4, 2))
    person.page.refresh(services.behaviours.reword(own.key, "I shout last"))
    assert person.rows[3].accessibleName() == "I shout last"
    assert person.told()[3] == "not rated yet"
    assert "I listen first" in person.notes[-1].text
    person.page.refresh(None)
    assert person.told()[3] == "not rated yet"
    assert len(person.notes) == 1
    person.ctrl_return()
    assert services.check_ins.get(march.uid).ratings == {keys[0]: 2}


def test_nothing_chosen_says_so_and_leads_there(open_page: Open, services: Services, keys: list[str]) -> None:
    services.behaviours.ask(keys, asked=False)
    person = open_page(services)
    assert person.sees("You have chosen nothing to rate")
    assert person.rows == []
    with person.qtbot.waitSignal(person.page.choose_asked, timeout=500):
        person.press(Key.Key_Return)
    person.ctrl_return()
    assert person.notes == []
    person.page.refresh(services.behaviours.ask(keys[:1], asked=True))
    assert len(person.rows) == 1
    assert person.sees("Check-in")


def test_what_is_rated_can_be_gone_to_from_the_form(open_page: Open, services: Services) -> None:
    person = open_page(services)
    with person.qtbot.waitSignal(person.page.choose_asked, timeout=500):
        person.click("What you rate")


def test_what_moved_is_said_in_words_after_saving_and_only_then(
    open_page: Open, services: Services, keys: list[str], texts: list[str]
) -> None:
    before = dict(zip(keys, [3, 4, 5, None, 2], strict=False))
    services.check_ins.save(Answers(before), date(2026, 10, 14))
    person = open_page(services)
    assert moved(person) == []
    person.type("442n25")
    person.ctrl_return()
    person.until_sees("What moved")
    assert moved(person) == [
        f"{texts[0]}: usually, was about half the time",
        f"{texts[2]}: occasionally, was almost always",
        f"{texts[5]}: almost always",
    ]
    assert person.sees("Rated for the first time")


def test_it_says_when_nothing_moved(open_page: Open, services: Services, keys: list[str]) -> None:
    services.check_ins.save(Answers({keys[0]: 4}), date(2026, 10, 14))
    person = open_page(services)
    person.type("4")
    person.ctrl_return()
    person.until_sees("No rating moved by a point or more.")
    assert not person.sees("Rated for the first time")


def test_a_reworded_statement_is_rated_for_the_first_time(open_page: Open, services: Services, keys: list[str]) -> None:
    services.check_ins.save(Answers({keys[0]: 1}), date(2026, 10, 14))
    services.behaviours.reword(keys[0], "I speak last")
    person = open_page(services)
    person.type("4")
    person.ctrl_return()
    person.until(lambda: moved(person) == ["I speak last: usually"])


def test_four_hundred_of_ones_own_open_at_once_and_can_be_rated(
    open_page: Open, services: Services, keys: list[str]
) -> None:
    for number in range(400):
        services.behaviours.add(POWER, f"In meetings of kind {number} I ask those who have not spoken before I do")
    began = perf_counter()
    person = open_page(services)
    QGuiApplication.processEvents()
    took = perf_counter() - began
    assert len(person.rows) == 418
    assert took < 2  # a quarter of a second on a laptop; the rest is for machines that are busy
    person.press(Key.Key_End)
    QApplication.processEvents()
    row = person.rows[-1]
    assert row.visibleRegion().boundingRect() == row.rect()
    person.type("4")
    assert person.is_at(person.rows[0])
    person.until(lambda: list(half_done(services).values()) == [4])

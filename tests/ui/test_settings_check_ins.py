"""Settings, Check-ins: a rhythm chosen by keyboard, what follows from it, and a way back."""

from __future__ import annotations

from datetime import date

import pytest

from journal_app.domain.check_in import Answers
from journal_app.domain.rhythm import Rhythm
from journal_app.ui.pages.settings.check_ins_section import CheckInsSection
from tests.support.clock import FakeClock
from tests.support.window import CTRL, Again, Key, Person


@pytest.fixture
def at_home(person: Person) -> Person:
    """Somebody with an empty journal."""
    person.start_without_passphrase()
    return person


def section(person: Person) -> CheckInsSection:
    person.press(Key.Key_Comma, CTRL)
    person.until_quiet()
    return person.window.findChildren(CheckInsSection)[0]


def note_on_rail(person: Person) -> str:
    return person.workspace.rail.items["check_in"].note


def test_monthly_is_chosen_at_first_and_the_question_stands_below(at_home: Person) -> None:
    shown = section(at_home)
    assert shown.rhythm.currentText() == "Every month"
    assert shown.rhythm.accessibleName() == "How often"
    assert shown.follows.name.buddy() is shown.rhythm
    assert at_home.sees("“How often did you do this in the last four weeks?”")


def test_a_rhythm_is_chosen_by_keyboard_said_and_kept(at_home: Person, again: Again) -> None:
    shown = section(at_home)
    shown.rhythm.setFocus()
    at_home.press(Key.Key_Home)
    assert at_home.services.check_ins.rhythm() is Rhythm.WEEKLY
    assert at_home.toast() == "You check in every week from now on."
    assert at_home.sees("“How often did you do this in the last week?”")
    at_home.press(Key.Key_End)
    assert at_home.services.check_ins.rhythm() is Rhythm.QUARTERLY
    assert at_home.sees("A whole quarter is more than anybody remembers.")
    at_home.close()
    later = again()
    later.until_today()
    assert section(later).rhythm.currentText() == "Every three months"


def test_undo_goes_back_to_the_rhythm_before(at_home: Person) -> None:
    shown = section(at_home)
    shown.rhythm.setFocus()
    at_home.press(Key.Key_Home)
    at_home.click("Undo")
    assert at_home.services.check_ins.rhythm() is Rhythm.MONTHLY
    assert shown.rhythm.currentText() == "Every month"


def test_today_and_the_rail_follow_the_rhythm(at_home: Person, clock: FakeClock) -> None:
    behaviour = at_home.services.behaviours.all()[0].key
    at_home.services.check_ins.save(Answers({behaviour: 3}), date(2026, 11, 10))
    at_home.workspace.show_due()
    assert note_on_rail(at_home) == ""
    shown = section(at_home)
    shown.rhythm.setFocus()
    at_home.press(Key.Key_Home)
    assert note_on_rail(at_home) == "due"
    at_home.press(Key.Key_1, CTRL)
    at_home.until_sees("Last one 10 November, due since 17 November.")
    section(at_home).rhythm.setFocus()
    at_home.press(Key.Key_Down)
    at_home.press(Key.Key_1, CTRL)
    at_home.until_sees("Next check-in on Tuesday 24 November.")
    assert note_on_rail(at_home) == ""


def test_where_one_may_only_read_nothing_can_be_chosen(at_home: Person, again: Again) -> None:
    reader = again()
    reader.until_today()
    shown = section(reader)
    assert not shown.rhythm.isEnabled()
    assert shown.choose.text() == "See statements…"

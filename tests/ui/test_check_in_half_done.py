"""What is begun and not saved yet is never lost: whatever else is begun, undone, put aside, reworded or left out."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from journal_app.bootstrap import Services
from journal_app.domain.check_in import Answers, CheckIn, HalfDone
from journal_app.domain.half_done import edit_slot, look_back_slot
from journal_app.ui.pages.check_in.earlier_list import EarlierList
from tests.support.check_in_page import SHIFT, Key, Open, Person
from tests.support.clock import FakeClock
from tests.support.journals import half_done

MARCH, APRIL, JUNE = date(2026, 3, 3), date(2026, 4, 2), date(2026, 6, 1)
TODAY = date(2026, 11, 22)


@pytest.fixture
def march(services: Services, keys: list[str]) -> CheckIn:
    """The older of two check-ins."""
    found = services.check_ins.save(Answers(dict.fromkeys(keys, 2)), MARCH)
    services.check_ins.save(Answers(dict.fromkeys(keys, 3)), APRIL)
    return found.check_in


@pytest.fixture
def person(open_page: Open, services: Services, march: CheckIn) -> Person:
    """Somebody before an empty form."""
    return open_page(services)


def listed(person: Person) -> list[str]:
    """What a screen reader says of each row that is seen."""
    found = [each for each in person.page.findChildren(QListView) if isinstance(each, EarlierList) and each.isVisible()]
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(each.model().index(row, 0).data(role)) for each in found for row in range(each.model().rowCount())]


def change(person: Person, check_in: CheckIn, keys: str) -> None:
    """Begin to change a check-in that was saved."""
    person.page.edit(check_in.uid)
    person.type(keys)


def undo(person: Person) -> None:
    """Press the newest Undo, as the note at the foot does."""
    act = next(note.act for note in reversed(person.notes) if note.action == "Undo")
    assert act is not None
    act()


# The list


def test_the_list_shows_what_is_not_saved_on_top_to_be_gone_on_with(
    person: Person, services: Services, march: CheckIn, keys: list[str]
) -> None:
    person.type("4")
    person.page.look_back(MARCH)
    person.type("22")
    change(person, march, "5")
    person.page.show_earlier()
    person.until(lambda: len(listed(person)) == 5)
    assert listed(person)[:3] == [
        "Not saved yet: check-in of 22 November 2026; 1 answered",
        "Not saved yet: looking back to early March 2026; 2 answered",
        "Not saved yet: changes to the check-in of 3 March 2026; 18 answered",
    ]
    person.press(Key.Key_Home)
    person.press(Key.Key_Down)
    person.click("Go on with it")
    assert person.sees("Thinking back to early March 2026: how often did you do this then?")
    assert person.told()[:3] == ["2, occasionally", "2, occasionally", "not rated yet"]
    assert half_done(services) == {keys[0]: 4}


def test_one_can_be_dropped_there_and_undo_brings_it_back(person: Person, services: Services, keys: list[str]) -> None:
    person.page.look_back(JUNE)
    person.type("52")
    person.page.show_earlier()
    person.until(lambda: len(listed(person)) == 3)
    person.press(Key.Key_Home)
    person.press(Key.Key_Delete)
    assert services.check_ins.half_done_all() == {}
    person.until(lambda: len(listed(person)) == 2)
    person.click("Undo")
    assert half_done(services, look_back_slot(JUNE)) == {keys[0]: 5, keys[1]: 2}
    person.until(lambda: len(listed(person)) == 3)


def test_one_put_aside_for_another_day_is_gone_on_with(person: Person, services: Services, keys: list[str]) -> None:
    services.check_ins.keep_half_done(HalfDone(Answers({keys[0]: 1}), JUNE))
    services.check_ins.turn_to(TODAY)
    services.check_ins.keep_half_done(HalfDone(Answers({keys[1]: 5}), TODAY))
    person.page.refresh(None)
    person.page.show_earlier()
    person.until(lambda: len(listed(person)) == 4)
    assert listed(person)[1] == "Not saved yet: check-in of 1 June 2026; 1 answered"
    person.press(Key.Key_Home)
    person.press(Key.Key_Down)
    person.press(Key.Key_Return)
    assert person.told()[:2] == ["1, hardly ever", "not rated yet"]
    assert person.day_field().text() == "1 June 2026"
    assert half_done(services, "now 2026-11-22") == {keys[1]: 5}


# Undo


def undo_looking_back_to_march_with_another_begun(person: Person, day: date) -> None:
    """Save a look back to March, begin one to this day, and undo the first."""
    person.page.look_back(MARCH)
    person.type("22")
    person.ctrl_return()
    person.page.look_back(day)
    person.type("5")
    undo(person)


def test_undoing_a_save_leaves_what_was_begun_since(person: Person, services: Services, keys: list[str]) -> None:
    undo_looking_back_to_march_with_another_begun(person, MARCH)
    assert person.notes[-1].text == "It is among the deleted ones; what you have begun since stays."
    assert half_done(services, look_back_slot(MARCH)) == {keys[0]: 5}
    assert [each.ratings for each in services.check_ins.deleted()] == [{keys[0]: 2, keys[1]: 2}]
    assert person.told()[0] == "5, almost always"


def test_undoing_the_save_of_one_time_touches_no_other(person: Person, services: Services, keys: list[str]) -> None:
    undo_looking_back_to_march_with_another_begun(person, JUNE)
    assert half_done(services, look_back_slot(MARCH)) == {keys[0]: 2, keys[1]: 2}
    assert half_done(services, look_back_slot(JUNE)) == {keys[0]: 5}
    assert services.check_ins.looks_back() == ()


def test_undoing_start_again_from_elsewhere_keeps_what_was_answered_since(
    person: Person, services: Services, march: CheckIn, keys: list[str]
) -> None:
    services.check_ins.keep_half_done(HalfDone(Answers(dict.fromkeys(keys[:3], 4))))
    person.page.refresh(None)
    person.click("Start again")
    person.type("12")
    change(person, march, "5")
    undo(person)
    assert half_done(services) == {keys[0]: 1, keys[1]: 2, keys[2]: 4}
    assert half_done(services, edit_slot(march.uid))[keys[0]] == 5
    assert person.told()[:3] == ["1, hardly ever", "2, occasionally", "4, usually"]


def test_undoing_the_leaving_of_one_change_leaves_another(
    person: Person, services: Services, march: CheckIn, keys: list[str]
) -> None:
    april = services.check_ins.all()[1]
    change(person, march, "1")
    person.press(Key.Key_Escape)
    change(person, april, "555")
    undo(person)
    assert person.sees("You are changing the check-in of 3 March 2026. What it was before is kept.")
    assert person.told()[:2] == ["1, hardly ever", "2, occasionally"]
    assert [half_done(services, edit_slot(april.uid))[key] for key in keys[:4]] == [5, 5, 5, 3]


def test_undoing_the_leaving_keeps_what_was_changed_in_the_same_one_since(
    person: Person, services: Services, march: CheckIn, keys: list[str]
) -> None:
    change(person, march, "11")
    person.press(Key.Key_Escape)
    change(person, march, "5")
    undo(person)
    assert person.told()[:3] == ["5, almost always", "1, hardly ever", "2, occasionally"]


def test_undoing_a_change_leaves_the_next_that_is_begun(
    person: Person, services: Services, march: CheckIn, keys: list[str]
) -> None:
    change(person, march, "1")
    person.ctrl_return()
    change(person, march, "444")
    undo(person)
    assert services.check_ins.get(march.uid).ratings == march.ratings
    assert person.told()[:4] == ["4, usually", "4, usually", "4, usually", "2, occasionally"]
    person.type("5")
    person.ctrl_return()
    assert [services.check_ins.get(march.uid).ratings[key] for key in keys[:5]] == [4, 4, 4, 5, 2]


def test_undoing_a_change_shows_what_it_is_again_in_a_form_without_changes(
    person: Person, services: Services, march: CheckIn
) -> None:
    change(person, march, "1")
    person.ctrl_return()
    person.page.edit(march.uid)
    assert person.told()[0] == "1, hardly ever"
    undo(person)
    assert person.told()[0] == "2, occasionally"
    person.ctrl_return()
    assert person.notes[-1].text == "Nothing was changed."
    assert services.check_ins.half_done_all() == {}


def test_bringing_back_what_it_was_keeps_changes_that_are_begun(
    person: Person, services: Services, march: CheckIn, keys: list[str], clock: FakeClock
) -> None:
    clock.advance(minutes=1)
    services.check_ins.edit(march.uid, Answers(dict.fromkeys(keys, 3)))
    change(person, march, "1")
    person.press(Key.Key_Return)
    person.type("a long thought")
    person.page.show_earlier()
    person.until(lambda: len(listed(person)) == 3)
    begun = services.check_ins.half_done(edit_slot(march.uid))
    person.press(Key.Key_End)
    person.click("What it was before")
    person.until_quiet()
    person.click("Bring this back")
    assert services.check_ins.get(march.uid).ratings == march.ratings
    assert services.check_ins.half_done(edit_slot(march.uid)) == begun
    undo(person)
    assert services.check_ins.half_done(edit_slot(march.uid)) == begun
    person.page.edit(march.uid)
    assert person.told()[:2] == ["1, hardly ever", "3, about half the time; note: a long thought"]


def test_changes_to_a_check_in_that_is_gone_become_one_of_their_own(
    person: Person, services: Services, keys: list[str]
) -> None:
    services.check_ins.keep_half_done(HalfDone(Answers({keys[0]: 4}), MARCH, editing="gone"), edit_slot("gone"))
    person.page.show_earlier()
    person.until(lambda: len(listed(person)) == 3)
    assert listed(person)[0] == "Not saved yet: changes to a check-in that is gone; 1 answered"
    person.press(Key.Key_Home)
    person.press(Key.Key_Return)
    assert person.notes[-1].text == "The check-in it belonged to is gone; its answers are here."
    assert person.told()[0] == "4, usually"
    assert person.day_field().text() == "3 March 2026"
    person.ctrl_return()
    assert [each.on for each in services.check_ins.all()] == [MARCH, MARCH, APRIL]
    assert services.check_ins.half_done_all() == {}


# What is asked, and in which words


def test_what_is_no_longer_asked_waits_unseen_until_it_is_asked_again(
    person: Person, services: Services, keys: list[str]
) -> None:
    person.type("4")
    person.press(Key.Key_Return, SHIFT)
    person.type("dear")
    person.press(Key.Key_Return)
    services.behaviours.ask(keys[:1], asked=False)
    person.page.refresh(None)
    person.type("3")
    person.ctrl_return()
    assert services.check_ins.all()[-1].ratings == {keys[1]: 3}
    services.behaviours.ask(keys[:1], asked=True)
    person.click("Rate again")
    assert person.told()[:2] == ["4, usually; note: dear", "not rated yet"]


def test_the_list_says_that_what_waits_is_not_asked_now(person: Person, services: Services, keys: list[str]) -> None:
    services.check_ins.keep_half_done(HalfDone(Answers({keys[0]: 4, keys[1]: 5}), as_of=MARCH), look_back_slot(MARCH))
    services.behaviours.ask(keys[:2], asked=False)
    person.page.show_earlier()
    person.until(lambda: len(listed(person)) == 3)
    assert listed(person)[0] == "Not saved yet: looking back to early March 2026; 0 answered, 2 not asked now"
    person.page.look_back()
    assert person.sees("Which time do you want to think back to?")


def test_start_again_leaves_what_cannot_be_seen(person: Person, services: Services, keys: list[str]) -> None:
    services.check_ins.keep_half_done(HalfDone(Answers({keys[0]: 4, keys[1]: 5})))
    services.behaviours.ask(keys[:1], asked=False)
    person.page.refresh(None)
    assert person.told()[0] == "5, almost always"
    person.click("Start again")
    person.page.flush()
    assert half_done(services) == {keys[0]: 4}
    services.behaviours.ask(keys[:1], asked=True)
    person.page.refresh(None)
    assert person.told()[0] == "4, usually"


def test_an_answer_to_a_sentence_that_was_reworded_is_asked_anew_and_its_note_stays(
    person: Person, services: Services, keys: list[str]
) -> None:
    text = services.behaviours.asked()[0].text
    person.type("4")
    person.press(Key.Key_Return, SHIFT)
    person.type("dear")
    person.press(Key.Key_Return)
    services.behaviours.reword(keys[0], "I never interrupt anybody")
    person.page.refresh(None)
    assert person.told()[0] == "not rated yet; note: dear"
    assert person.notes[-1].text == f"“{text}” was reworded since; please rate it anew."
    person.page.flush()
    services.behaviours.reword(keys[0], text)
    person.page.refresh(None)
    assert person.told()[0] == "4, usually; note: dear"


def test_evidence_in_the_bin_waits_with_what_is_half_done(
    open_page: Open, services: Services, march: CheckIn, keys: list[str]
) -> None:
    uid = services.entries.write("Board", "Nobody answered.").uid
    services.check_ins.keep_half_done(HalfDone(Answers({keys[0]: 4}, {}, {keys[0]: (uid,)})))
    services.entries.delete(uid)
    person = open_page(services)
    person.until(lambda: person.told()[0] == "4, usually")
    person.type("3")
    person.page.flush()
    kept = services.check_ins.half_done()
    assert kept is not None
    assert kept.answers.evidence == {keys[0]: (uid,)}
    person.ctrl_return()
    services.entries.restore(uid)
    assert services.check_ins.all()[-1].evidence == {keys[0]: (uid,)}


def test_evidence_that_is_gone_for_good_is_in_nobodys_way(
    person: Person, services: Services, march: CheckIn, keys: list[str]
) -> None:
    uid = services.entries.write("Board", "Nobody answered.").uid
    services.check_ins.keep_half_done(HalfDone(Answers({keys[0]: 4}, {}, {keys[0]: (uid,)})))
    person.page.refresh(None)
    person.until_quiet()
    services.entries.delete(uid)
    services.entries.delete_for_good(uid)
    person.page.save()
    assert services.check_ins.all()[-1].answers == Answers({keys[0]: 4})


# The day


@pytest.mark.parametrize(("typed", "day"), [("", "23 November 2026"), ("4", "22 November 2026")])
def test_past_midnight_what_was_begun_keeps_its_day_and_an_empty_form_follows(
    open_page: Open, services: Services, clock: FakeClock, typed: str, day: str
) -> None:
    clock.set("2026-11-22T23:58")
    person = open_page(services)
    person.type(typed)
    clock.set("2026-11-23T00:02")
    person.page.hide()
    person.page.show()
    assert person.day_field().text() == day
    person.page.refresh(None)
    assert person.day_field().text() == day


def test_a_check_in_that_is_changed_keeps_its_day_though_today_has_passed(
    open_page: Open, services: Services, clock: FakeClock, keys: list[str]
) -> None:
    saved = services.check_ins.save(Answers({keys[0]: 4})).check_in
    person = open_page(services)
    person.page.edit(saved.uid)
    clock.set("2026-11-23T00:02")
    person.page.hide()
    person.page.show()
    person.page.save()
    assert person.notes[-1].text == "Nothing was changed."
    clock.set("2026-11-21T10:00")
    person.page.edit(saved.uid)
    assert person.day_field().text() == "22 November 2026"


# Notes


def test_a_note_is_as_long_as_it_has_characters(open_page: Open, services: Services, keys: list[str]) -> None:
    note = "😀" * 400
    saved = services.check_ins.save(Answers({keys[0]: 2}, {keys[0]: note}), MARCH).check_in
    person = open_page(services)
    person.page.edit(saved.uid)
    person.press(Key.Key_Return)
    person.press(Key.Key_End)
    person.type("x" * 101)
    person.press(Key.Key_Return)
    person.ctrl_return()
    assert services.check_ins.get(saved.uid).notes == {keys[0]: note + "x" * 100}


def test_what_does_not_fit_goes_where_it_was_typed(open_page: Open, services: Services, keys: list[str]) -> None:
    note = "😀" * 499 + "!"
    saved = services.check_ins.save(Answers({keys[0]: 2}, {keys[0]: note}), MARCH).check_in
    person = open_page(services)
    person.page.edit(saved.uid)
    person.press(Key.Key_Return)
    person.press(Key.Key_Home)
    person.type("ab")
    person.ctrl_return()
    assert services.check_ins.get(saved.uid).notes == {keys[0]: note}
    assert person.notes[-1].text == "Nothing was changed."

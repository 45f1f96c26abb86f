"""Earlier check-ins: listed without their ratings, changed, deleted, brought back, and what they were before."""

from __future__ import annotations

from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel, QListView

from journal_app.bootstrap import App, Services
from journal_app.domain.check_in import Answers, CheckIn, HalfDone
from journal_app.domain.errors import DiskFull
from journal_app.domain.half_done import edit_slot
from journal_app.storage.half_done_store import HalfDoneStore
from journal_app.ui.pages.check_in.earlier_list import EarlierList
from journal_app.ui.task_runner import TaskRunner
from tests.support.check_in_page import Key, Open, Person
from tests.support.clock import FakeClock
from tests.support.journals import half_done

MARCH, APRIL = date(2026, 3, 3), date(2026, 4, 2)


@pytest.fixture
def march(services: Services, keys: list[str]) -> CheckIn:
    """Two check-ins; this is the older one."""
    found = services.check_ins.save(Answers({keys[0]: 2, keys[1]: None, keys[2]: 3}, {keys[0]: "Once"}), MARCH)
    services.check_ins.save(Answers(dict.fromkeys(keys, 4)), APRIL)
    return found.check_in


@pytest.fixture
def person(open_page: Open, services: Services, march: CheckIn) -> Person:
    """Somebody in the list of earlier check-ins."""
    found = open_page(services)
    found.click("Earlier check-ins")
    found.until(lambda: listed(found))
    return found


def the_list(person: Person) -> EarlierList:
    return next(each for each in person.page.findChildren(EarlierList) if each.isVisible())


def listed(person: Person) -> list[str]:
    """What a screen reader says of each row that is seen."""
    found = [each for each in person.page.findChildren(QListView) if isinstance(each, EarlierList) and each.isVisible()]
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(each.model().index(row, 0).data(role)) for each in found for row in range(each.model().rowCount())]


def test_lists_them_newest_first_and_shows_no_rating(person: Person) -> None:
    assert listed(person) == ["2 April 2026; 18 answered", "3 March 2026; 3 answered, one note"]
    assert person.is_at(the_list(person))
    assert not any("usually" in text or "Once" in text for text in person.texts())


def test_return_opens_one_to_be_changed_and_what_it_was_is_kept(
    person: Person, services: Services, march: CheckIn, keys: list[str]
) -> None:
    person.press(Key.Key_Down)
    person.press(Key.Key_Return)
    assert person.sees("You are changing the check-in of 3 March 2026. What it was before is kept.")
    assert person.told()[:4] == [
        "2, occasionally; note: Once",
        "no opportunity",
        "3, about half the time",
        "not rated yet",
    ]
    assert person.day_field().text() == "3 March 2026"
    assert person.is_at(person.rows[0])
    person.type("5")
    person.ctrl_return()
    changed = services.check_ins.get(march.uid)
    assert changed.ratings == {keys[0]: 5, keys[1]: None, keys[2]: 3}
    assert [version.answers.ratings[keys[0]] for version in services.check_ins.versions(march.uid)] == [2]
    assert person.notes[-1].text == "The check-in of 3 March 2026 was changed."
    person.until(lambda: listed(person)[1:] == ["3 March 2026; 3 answered, one note; changed today 10:00"])
    person.click("Undo")
    assert services.check_ins.get(march.uid).ratings == march.ratings


def test_saving_without_a_change_makes_no_version(person: Person, services: Services, march: CheckIn) -> None:
    person.press(Key.Key_Down)
    person.press(Key.Key_Return)
    person.ctrl_return()
    assert services.check_ins.versions(march.uid) == ()
    assert person.notes[-1].text == "Nothing was changed."


def test_leaving_drops_the_changes_and_undo_goes_on_with_them(
    person: Person, services: Services, march: CheckIn, keys: list[str]
) -> None:
    person.press(Key.Key_Down)
    person.press(Key.Key_Return)
    person.type("1")
    person.until(lambda: half_done(services, edit_slot(march.uid)) == {**march.ratings, keys[0]: 1})
    person.press(Key.Key_Escape)
    assert services.check_ins.half_done(edit_slot(march.uid)) is None
    assert person.is_at(the_list(person))
    person.click("Undo")
    assert person.sees("You are changing the check-in of 3 March 2026. What it was before is kept.")
    assert person.told()[0] == "1, hardly ever; note: Once"
    assert services.check_ins.get(march.uid).ratings == march.ratings


def test_leaving_without_a_change_says_nothing(person: Person) -> None:
    person.press(Key.Key_Return)
    person.click("Leave it as it was")
    assert person.is_at(the_list(person))
    assert person.notes == []


def test_a_change_half_done_waits_in_a_reopened_journal(
    person: Person, services: Services, app: App, open_page: Open, march: CheckIn, keys: list[str]
) -> None:
    person.press(Key.Key_Down)
    person.press(Key.Key_Return)
    person.type("1")
    person.page.close()
    services.journal.close()
    reopened = app.open(app.paths.journal, None)
    try:
        again = open_page(reopened)
        assert set(again.told()) == {"not rated yet"}  # a check-in of now is none of it
        again.page.show_earlier()
        again.until(lambda: "3 March 2026; 3 answered, one note; your changes to it are not saved yet" in listed(again))
        again.page.edit(march.uid)
        assert again.told()[0] == "1, hardly ever; note: Once"
        assert again.sees("You began this one earlier; it is still here.")
        again.click("Start again")
        assert again.told()[:4] == [
            "2, occasionally; note: Once",
            "no opportunity",
            "3, about half the time",
            "not rated yet",
        ]
        again.page.close()
    finally:
        reopened.journal.close()


def test_a_half_done_one_of_now_waits_meanwhile(
    open_page: Open, services: Services, march: CheckIn, keys: list[str]
) -> None:
    person = open_page(services)
    person.type("43")
    person.page.edit(march.uid)
    person.type("1")
    person.ctrl_return()
    assert half_done(services) == {keys[0]: 4, keys[1]: 3}
    person.press(Key.Key_Escape)
    assert person.told()[:3] == ["4, usually", "3, about half the time", "not rated yet"]
    assert person.is_at(person.rows[2])


def test_another_day_can_be_given_to_it(person: Person, services: Services, march: CheckIn) -> None:
    person.press(Key.Key_Down)
    person.press(Key.Key_Return)
    person.click_day()
    person.press(Key.Key_Down)
    person.ctrl_return()
    assert services.check_ins.get(march.uid).on == date(2026, 3, 2)
    assert services.check_ins.versions(march.uid)[0].on == MARCH


def test_one_dated_ahead_stays_so_until_another_day_is_chosen(
    open_page: Open, services: Services, clock: FakeClock, march: CheckIn, keys: list[str]
) -> None:
    clock.set("2026-12-24T10:00")
    ahead = services.check_ins.save(Answers({keys[0]: 4})).check_in
    clock.set("2026-11-22T10:00")
    person = open_page(services)
    person.page.edit(ahead.uid)
    person.page.hide()
    person.page.show()
    assert person.day_field().text() == "24 December 2026"
    person.page.save()
    assert person.notes[-1].text == "Nothing was changed."
    person.page.edit(ahead.uid)
    person.day_field().setDate(QDate(2026, 11, 21))
    person.page.save()
    assert services.check_ins.get(ahead.uid).on == date(2026, 11, 21)


def test_a_reworded_statement_is_shown_in_the_words_it_was_rated_by(
    open_page: Open, services: Services, march: CheckIn, keys: list[str]
) -> None:
    before = services.behaviours.asked()[0].text
    services.behaviours.reword(keys[0], "I speak last in my own meetings")
    person = open_page(services)
    assert person.rows[0].accessibleName() == "I speak last in my own meetings"
    person.page.edit(march.uid)
    assert person.rows[0].accessibleName() == before


def test_what_is_no_longer_asked_can_still_be_changed_and_is_not_lost(
    open_page: Open, services: Services, march: CheckIn, keys: list[str]
) -> None:
    services.behaviours.ask(keys[2:], asked=False)
    person = open_page(services)
    assert len(person.rows) == 2
    person.page.edit(march.uid)
    assert [row.behaviour.key for row in person.rows] == keys[:3]
    person.press(Key.Key_Home)
    person.type("1")
    person.ctrl_return()
    assert services.check_ins.get(march.uid).ratings == {**march.ratings, keys[0]: 1}


def test_what_it_was_before_is_shown_row_by_row_and_can_be_brought_back(
    person: Person, services: Services, march: CheckIn, keys: list[str], clock: FakeClock
) -> None:
    clock.set("2026-11-22T11:00")
    services.check_ins.edit(march.uid, Answers({keys[0]: 4, keys[1]: None}, {keys[0]: "Twice"}))
    person.page.refresh(None)
    person.until(lambda: "changed today 11:00" in listed(person)[1])
    person.press(Key.Key_Down)
    person.click("What it was before")
    first = "Then: 2, occasionally; “Once”; Now: 4, usually; “Twice”"
    third = "Then: 3, about half the time; Now: not answered"
    texts = [behaviour.text for behaviour in services.behaviours.asked()]
    said = {f"{texts[0]}. {first}", f"{texts[2]}. {third}"}
    person.until(lambda: said <= {each.accessibleName() for each in person.page.findChildren(QLabel)})
    assert not person.sees("When I do not know the answer to a question I say so aloud")
    person.click("Bring this back")
    assert services.check_ins.get(march.uid).answers == march.answers
    assert len(services.check_ins.versions(march.uid)) == 2
    person.click("Undo")
    assert services.check_ins.get(march.uid).ratings == {keys[0]: 4, keys[1]: None}


def change_both(person: Person, services: Services, keys: list[str]) -> CheckIn:
    """Both are changed, and the older one is chosen; returns what the newer one was."""
    newest_last = services.check_ins.all()
    for each in newest_last:
        services.check_ins.edit(each.uid, Answers({keys[0]: 1}))
    person.page.refresh(None)
    person.until(lambda: all("changed today" in each for each in listed(person)))
    person.press(Key.Key_Down)
    return newest_last[-1]


def test_what_one_was_before_is_never_brought_back_to_another(
    person: Person, services: Services, march: CheckIn, keys: list[str], tasks: TaskRunner
) -> None:
    april = change_both(person, services, keys)
    person.click("What it was before")
    person.until_quiet()
    go = Event()
    tasks.run(person.page, lambda _task: go.wait(5), lambda _went: None)  # as while a backup is made
    person.click("Back")
    person.press(Key.Key_Home)
    person.click("What it was before")
    person.click("Bring this back")
    assert services.check_ins.get(april.uid).ratings == {keys[0]: 1}
    go.set()
    person.until(lambda: person.button("Bring this back").isEnabled())
    person.click("Bring this back")
    assert services.check_ins.get(april.uid).answers == april.answers
    assert services.check_ins.get(march.uid).ratings == {keys[0]: 1}


def test_what_one_was_before_is_not_shown_where_one_has_gone_on_to_another(
    person: Person, services: Services, keys: list[str], tasks: TaskRunner
) -> None:
    change_both(person, services, keys)
    first, second, came = Event(), Event(), Event()
    tasks.run(person.page, lambda _task: first.wait(5), lambda _went: None)
    person.click("What it was before")
    tasks.run(person.page, lambda _task: None, lambda _none: came.set())
    tasks.run(person.page, lambda _task: second.wait(5), lambda _went: None)
    person.click("Back")
    person.press(Key.Key_Home)
    person.click("What it was before")
    first.set()
    person.until(came.is_set)
    assert person.sees("2 April 2026")
    assert not person.button("Bring this back").isEnabled()
    second.set()
    person.until(lambda: person.button("Bring this back").isEnabled())


def test_coming_back_to_the_page_gives_the_keyboard_to_the_list(person: Person) -> None:
    person.page.setFocus()  # as the window does when its command for this page is chosen
    person.until(lambda: person.is_at(the_list(person)))


def test_what_was_never_changed_has_nothing_before(person: Person) -> None:
    assert not person.button("What it was before").isEnabled()


def test_delete_and_undo(person: Person, services: Services, march: CheckIn) -> None:
    person.press(Key.Key_Down)
    person.press(Key.Key_Delete)
    assert [each.on for each in services.check_ins.all()] == [APRIL]
    person.until(lambda: listed(person) == ["2 April 2026; 18 answered"])
    person.click("Undo")
    person.until(lambda: len(listed(person)) == 2)
    assert services.check_ins.all()[0] == march


def test_what_was_deleted_is_listed_and_brought_back(person: Person, services: Services) -> None:
    person.press(Key.Key_Delete)
    person.until(lambda: len(listed(person)) == 1)
    person.press(Key.Key_Delete)
    person.until(lambda: person.sees("No check-ins yet"))
    person.choose_chip("Deleted (2)")
    person.until(lambda: len(listed(person)) == 2)
    assert all("deleted today 10:00" in each for each in listed(person))
    person.press(Key.Key_Return)
    person.until(lambda: len(listed(person)) == 1)
    assert len(services.check_ins.all()) == 1
    person.click("Bring back")
    person.until(lambda: person.sees("Nothing is deleted"))
    assert len(services.check_ins.all()) == 2


def test_before_the_first_one_it_says_what_it_is_for(open_page: Open, services: Services) -> None:
    person = open_page(services)
    person.click("Earlier check-ins")
    person.until_sees("No check-ins yet")
    person.click("Begin a check-in")
    assert person.is_at(person.rows[0])


def test_answers_that_cannot_be_kept_are_not_left_for_another_check_in(
    open_page: Open, services: Services, march: CheckIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    person = open_page(services)
    person.type("43")
    with monkeypatch.context() as broken:
        broken.setattr(HalfDoneStore, "keep", full)
        person.page.edit(march.uid)
        assert "There is no room left on the disk" in person.notes[-1].text
        assert person.told()[:3] == ["4, usually", "3, about half the time", "not rated yet"]
        person.page.look_back(MARCH)
        assert person.told()[:3] == ["4, usually", "3, about half the time", "not rated yet"]
    person.page.edit(march.uid)
    assert person.told()[0] == "2, occasionally; note: Once"
    assert list(half_done(services).values()) == [4, 3]


def test_one_that_is_no_more_is_said(open_page: Open, services: Services) -> None:
    person = open_page(services)
    person.page.edit("no-such-uid")
    assert "That check-in is no longer in this journal." in person.notes[-1].text
    assert person.sees("Check-in")


def test_where_one_may_only_read_it_can_be_read(
    person: Person, app: App, open_page: Open, services: Services, march: CheckIn
) -> None:
    person.page.close()
    second = app.open(app.paths.journal, None)
    try:
        reader = open_page(second)
        reader.click("Earlier check-ins")
        reader.until(lambda: len(listed(reader)) == 2)
        reader.press(Key.Key_Delete)
        reader.press(Key.Key_Down)
        reader.click("Open")
        assert reader.told()[0] == "2, occasionally; note: Once"
        assert not reader.button("Save changes").isEnabled()
        reader.type("5")
        reader.ctrl_return()
        reader.click("Leave it as it was")
        reader.until_quiet()
        assert reader.notes == []
        reader.page.close()
    finally:
        second.journal.close()
    assert services.check_ins.get(march.uid) == march


def test_a_look_back_is_listed_by_the_time_it_thought_of(person: Person, services: Services, keys: list[str]) -> None:
    services.check_ins.look_back(Answers({keys[0]: 2}), MARCH)
    person.page.refresh(None)
    person.until(lambda: listed(person)[0] == "22 November 2026, looking back to early March 2026; 1 answered")
    person.press(Key.Key_Home)
    person.press(Key.Key_Return)
    assert person.sees("You are changing the look back of 22 November 2026. What it was before is kept.")
    assert person.sees("Thinking back to early March 2026: how often did you do this then?")


def test_two_changes_are_not_mixed_up(open_page: Open, services: Services, march: CheckIn, keys: list[str]) -> None:
    april = services.check_ins.all()[1]
    begun = HalfDone(Answers({**march.ratings, keys[0]: 1}), MARCH, editing=march.uid)
    services.check_ins.keep_half_done(begun, edit_slot(march.uid))
    person = open_page(services)
    person.page.edit(april.uid)
    assert person.told()[0] == "4, usually"
    person.type("5")
    person.page.flush()
    assert half_done(services, edit_slot(april.uid))[keys[0]] == 5
    assert half_done(services, edit_slot(march.uid))[keys[0]] == 1
    person.page.edit(march.uid)
    assert person.told()[0] == "1, hardly ever"
    person.ctrl_return()
    assert services.check_ins.get(march.uid).ratings == {**march.ratings, keys[0]: 1}
    assert services.check_ins.get(april.uid) == april
    assert half_done(services, edit_slot(april.uid))[keys[0]] == 5

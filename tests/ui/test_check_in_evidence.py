"""Attaching reflections to a rating."""

from __future__ import annotations

from datetime import date
from threading import Event
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from journal_app.bootstrap import Services
from journal_app.domain.check_in import Answers, HalfDone
from journal_app.domain.errors import DiskFull
from journal_app.domain.moment import Moment, parse_moment
from journal_app.services.check_in_service import CheckInService
from journal_app.ui.dialogs.attach_evidence import AttachDialog
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.widgets.rating_row import RatingRow
from journal_app.ui.widgets.row_extras import EVIDENCE
from tests.support.check_in_page import LEFT, SHIFT, Key, Open, Person
from tests.support.clock import ZONE

SAFE, POWER = "environment", "power"


def at(text: str) -> Moment:
    return parse_moment(text, ZoneInfo(ZONE))


@pytest.fixture
def written(services: Services) -> dict[str, str]:
    """Reflections by title: three on the first practice (one before the last check-in), one on another."""
    keys = [behaviour.key for behaviour in services.behaviours.asked()]
    services.check_ins.save(Answers({keys[0]: 3}), date(2026, 11, 1))
    write = services.entries.write
    return {
        "Old": write("Old", "Before the check-in.", practices=[SAFE], written=at("2026-10-20T09:00")).uid,
        "Board": write("Board", "I waited for the others.", practices=[SAFE], written=at("2026-11-10T09:00")).uid,
        "": write("", "Nobody spoke at first.", practices=[SAFE], written=at("2026-11-12T09:00")).uid,
        "Chair": write("Chair", "I gave the chair away.", practices=[POWER], written=at("2026-11-11T09:00")).uid,
    }


@pytest.fixture
def person(open_page: Open, services: Services, written: dict[str, str]) -> Person:
    """Somebody before an empty form."""
    return open_page(services)


def ask(person: Person) -> AttachDialog:
    if person.told()[person.rows.index(cast("RatingRow", person.focus))] == "not rated yet":
        person.type("4")
        person.press(Key.Key_Up)
    person.type("e")
    found = person.dialog()
    assert isinstance(found, AttachDialog)
    person.until_quiet()
    return found


def offered(dialog: AttachDialog) -> list[str]:
    """What a screen reader says of each row."""
    model = dialog.list.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def said(dialog: AttachDialog) -> list[str]:
    return [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]


def test_e_offers_what_was_tagged_since_the_last_check_in_and_space_attaches(
    person: Person, services: Services, written: dict[str, str], keys: list[str]
) -> None:
    dialog = ask(person)
    assert offered(dialog) == [
        "not attached. Nobody spoke at first.. 12 November 2026. Safe, inclusive, trusting",
        "not attached. Board. 10 November 2026. Safe, inclusive, trusting",
    ]
    assert person.is_at(dialog.list)
    person.press(Key.Key_Down)
    person.press(Key.Key_Space)
    assert offered(dialog)[1].startswith("attached. Board")
    assert "1 attached" in said(dialog)
    person.press(Key.Key_Return)
    person.until_alone()
    assert person.is_at(person.rows[0])
    assert person.told()[0] == "4, usually; one reflection attached"
    assert person.rows[0].extras.titles == ("Board",)
    person.type("4")
    person.until(
        lambda: (
            services.check_ins.half_done()
            == HalfDone(Answers({keys[0]: 4}, {}, {keys[0]: (written["Board"],)}), date(2026, 11, 22))
        )
    )
    person.ctrl_return()
    assert services.check_ins.all()[-1].evidence == {keys[0]: (written["Board"],)}


def test_escape_leaves_it_as_it_was(person: Person) -> None:
    ask(person)
    person.press(Key.Key_Space)
    person.press(Key.Key_Escape)
    person.until_alone()
    assert person.told()[0] == "4, usually"


def test_typing_searches_all_reflections(person: Person, written: dict[str, str]) -> None:
    dialog = ask(person)
    person.type("chair")
    assert isinstance(person.focus, QLineEdit)
    person.until(lambda: [each.split(". ")[1] for each in offered(dialog)] == ["Chair"])
    person.press(Key.Key_Return)  # there is something to choose: go to it
    assert person.is_at(dialog.list)
    person.press(Key.Key_Space)
    person.press(Key.Key_Return)
    person.until_alone()
    assert person.rows[0].evidence == (written["Chair"],)


def test_what_is_attached_stays_while_one_searches_and_can_be_taken_away(
    person: Person, written: dict[str, str]
) -> None:
    dialog = ask(person)
    person.press(Key.Key_Space)
    person.type("zebra")
    person.until(lambda: "No reflection has these words." in said(dialog))
    assert "1 attached" in said(dialog)
    person.press(Key.Key_Return)
    person.until_alone()
    assert person.rows[0].evidence == (written[""],)
    dialog = ask(person)
    person.until(lambda: offered(dialog)[:1] and offered(dialog)[0].startswith("attached. Nobody"))
    person.press(Key.Key_Space)
    person.press(Key.Key_Return)
    person.until_alone()
    assert person.told()[0] == "4, usually"


def test_words_that_cannot_be_searched_for_are_said_in_the_dialog(person: Person) -> None:
    dialog = ask(person)
    person.type("!!")
    person.until(lambda: "There is nothing in those words to search for." in said(dialog))
    assert person.notes == []


def test_where_nothing_is_tagged_it_says_since_when(person: Person) -> None:
    for _ in range(3):
        person.press(Key.Key_Down)
    dialog = ask(person)
    person.until(
        lambda: "Nothing was tagged with “Healthy relationships” since 1 November 2026; type to search." in said(dialog)
    )
    assert isinstance(person.focus, QLineEdit)
    person.press(Key.Key_Return)
    person.until_alone()
    assert person.told()[3] == "4, usually"


def test_it_says_since_when_also_for_a_day_between_check_ins(
    open_page: Open, services: Services, keys: list[str]
) -> None:
    for day in (date(2026, 1, 3), date(2026, 11, 20)):
        services.check_ins.save(Answers({keys[0]: 3}), day)
    services.check_ins.keep_half_done(HalfDone(Answers({keys[0]: 4}), date(2026, 3, 1)))
    person = open_page(services)
    person.press(Key.Key_Home)
    dialog = ask(person)
    name = "Safe, inclusive, trusting"
    person.until(lambda: f"Nothing was tagged with “{name}” since 3 January 2026; type to search." in said(dialog))


def test_changing_a_check_in_it_says_since_when_by_the_day_that_stands_there(
    open_page: Open, services: Services, keys: list[str]
) -> None:
    for day in (date(2026, 1, 3), date(2026, 2, 3)):
        services.check_ins.save(Answers({keys[0]: 3}), day)
    march = services.check_ins.save(Answers({keys[0]: 3}), date(2026, 3, 1)).check_in
    person = open_page(services)
    person.page.edit(march.uid)
    person.day_field().setDate(QDate(2026, 2, 1))
    dialog = ask(person)
    name = "Safe, inclusive, trusting"
    person.until(lambda: f"Nothing was tagged with “{name}” since 3 January 2026; type to search." in said(dialog))


def test_a_click_ticks_and_the_small_button_opens(person: Person, written: dict[str, str]) -> None:
    row = person.rows[0]
    QTest.mouseClick(row, LEFT, pos=row.tool(EVIDENCE).center())
    dialog = person.dialog()
    assert isinstance(dialog, AttachDialog)
    person.until_quiet()
    place = dialog.list.visualRect(dialog.list.model().index(1, 0)).center()
    QTest.mouseClick(dialog.list.viewport(), LEFT, pos=place)
    person.press(Key.Key_Return)
    person.until_alone()
    assert row.evidence == (written["Board"],)


def test_what_was_attached_and_is_no_more_is_left_out(
    open_page: Open, services: Services, written: dict[str, str], keys: list[str]
) -> None:
    attached = Answers({keys[0]: 4}, {}, {keys[0]: (written["Board"], written["Chair"])})
    services.check_ins.keep_half_done(HalfDone(attached))
    services.entries.delete(written["Board"])
    person = open_page(services)
    person.until(lambda: person.told()[0] == "4, usually; one reflection attached")
    assert person.rows[0].extras.titles == ("Chair",)
    person.ctrl_return()
    assert services.check_ins.all()[-1].evidence == {keys[0]: (written["Chair"],)}


def test_two_ratings_with_a_reflection_each_take_three_keys_more(person: Person, services: Services) -> None:
    """Shift+E, Space, Return."""
    for number in range(2):
        person.type("4")
        person.press(Key.Key_E, SHIFT)
        person.dialog()
        person.until_quiet()
        person.press(Key.Key_Space)
        person.press(Key.Key_Return)
        person.until_alone()
        assert person.is_at(person.rows[number + 1])
    person.ctrl_return()
    assert len(services.check_ins.all()[-1].evidence) == 2


def test_nothing_is_taken_away_before_the_list_is_there(
    person: Person, services: Services, written: dict[str, str], keys: list[str], tasks: TaskRunner
) -> None:
    services.check_ins.keep_half_done(HalfDone(Answers({keys[0]: 4}, {}, {keys[0]: (written["Board"],)})))
    person.page.refresh(None)
    person.until_quiet()
    told, go = person.told()[0], Event()
    tasks.run(person.page, lambda _task: go.wait(5), lambda _went: None)  # as while a backup is made
    person.press(Key.Key_Home)
    person.type("e")
    dialog = person.dialog()
    assert isinstance(dialog, AttachDialog)
    person.until(lambda: "One moment…" in said(dialog))
    person.press(Key.Key_Return)
    assert dialog.isVisible()
    go.set()
    person.until(lambda: len(offered(dialog)) > 0)
    assert "One moment…" not in said(dialog)
    person.press(Key.Key_Return)
    person.until_alone()
    assert person.told()[0] == told


def test_what_cannot_be_read_leaves_what_was_attached(
    person: Person, services: Services, written: dict[str, str], keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    services.check_ins.keep_half_done(HalfDone(Answers({keys[0]: 4}, {}, {keys[0]: (written["Board"],)})))
    person.page.refresh(None)
    person.until_quiet()

    def full(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as broken:
        broken.setattr(CheckInService, "suggested", full)
        person.press(Key.Key_Home)
        person.type("e")
        person.until(lambda: any(note.is_error for note in person.notes))
        person.until_alone()
    person.page.flush()
    kept = services.check_ins.half_done()
    assert kept is not None
    assert kept.answers.evidence == {keys[0]: (written["Board"],)}


def test_e_before_a_rating_asks_for_it_and_attaches_nothing(person: Person, services: Services) -> None:
    person.type("4")
    person.type("e")
    assert person.is_by_itself()
    assert person.is_at(person.rows[1])
    person.ctrl_return()
    assert person.sees("Check-in saved")
    assert services.check_ins.all()[-1].evidence == {}


def test_names_that_come_late_take_nothing_from_the_next_check_in(
    person: Person, services: Services, written: dict[str, str], keys: list[str], tasks: TaskRunner
) -> None:
    march, april = (
        services.check_ins.save(Answers({key: 4}, {}, {key: (written[title],)}), day).check_in
        for key, title, day in ((keys[0], "Board", date(2026, 3, 3)), (keys[1], "Chair", date(2026, 4, 2)))
    )
    go = Event()
    tasks.run(person.page, lambda _task: go.wait(5), lambda _went: None)  # as while a backup is made
    person.page.edit(march.uid)
    person.page.edit(april.uid)
    go.set()
    person.until_quiet()
    assert person.rows[1].extras.titles == ("Chair",)
    person.ctrl_return()
    assert person.notes[-1].text == "Nothing was changed."
    assert services.check_ins.get(april.uid) == april


def test_what_is_attached_while_names_are_read_stays(
    person: Person, services: Services, written: dict[str, str], keys: list[str], tasks: TaskRunner
) -> None:
    services.check_ins.keep_half_done(HalfDone(Answers({keys[0]: 4}, {}, {keys[0]: (written["Board"],)})))
    person.page.refresh(None)
    person.until_quiet()
    person.press(Key.Key_Home)
    dialog, go = ask(person), Event()
    tasks.run(person.page, lambda _task: go.wait(5), lambda _went: None)
    person.page.refresh(None)
    person.press(Key.Key_Down)
    person.press(Key.Key_Space)
    assert "2 attached" in said(dialog)
    person.press(Key.Key_Return)
    person.until_alone()
    go.set()
    person.until_quiet()
    assert set(person.rows[0].extras.titles) == {"Board", "Nobody spoke at first."}
    person.ctrl_return()
    assert set(services.check_ins.all()[-1].evidence[keys[0]]) == {written["Board"], written[""]}


def test_attaching_another_leaves_attached_what_went_to_the_bin_meanwhile(
    person: Person, services: Services, written: dict[str, str], keys: list[str]
) -> None:
    services.check_ins.keep_half_done(HalfDone(Answers({keys[0]: 4}, {}, {keys[0]: (written["Board"],)})))
    person.page.refresh(None)
    person.until_quiet()
    person.press(Key.Key_Home)
    services.entries.delete(written["Board"])
    ask(person)
    person.press(Key.Key_Space)
    person.press(Key.Key_Return)
    person.until_alone()
    assert person.rows[0].evidence == (written[""],)
    person.page.flush()
    kept = services.check_ins.half_done()
    assert kept is not None
    assert set(kept.answers.evidence[keys[0]]) == {written["Board"], written[""]}


def test_to_attach_one_and_take_it_away_again_changes_nothing(
    person: Person, services: Services, written: dict[str, str], keys: list[str]
) -> None:
    person.page.edit(services.check_ins.save(Answers({keys[0]: 4}), date(2026, 11, 20)).check_in.uid)
    for attached in ((written[""],), ()):
        ask(person)
        person.press(Key.Key_Space)
        person.press(Key.Key_Return)
        person.until_alone()
        assert person.rows[0].evidence == attached
    person.press(Key.Key_Escape)
    assert person.notes == []

"""The check-in page, used as a person does: by keys and clicks, judged by what is seen and what the journal holds."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journal_app.bootstrap import App, Services
from journal_app.domain.change import Kind
from journal_app.domain.check_in import Answers
from journal_app.domain.errors import DiskFull
from journal_app.storage.check_in_store import CheckInStore
from journal_app.storage.half_done_store import HalfDoneStore
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets import rating_row, simple
from journal_app.ui.widgets.rating_row import RatingRow
from tests.support.check_in_page import Key, Open, Person, sit_down
from tests.support.clock import FakeClock
from tests.support.journals import half_done

BEGUN = "You began this one earlier; it is still here."
READ_ONLY = "This journal is open for writing elsewhere; you can read, not rate."
TODAY = date(2026, 11, 22)
OCTOBER = date(2026, 10, 14)


@pytest.fixture
def open_page(qtbot: QtBot, look: Look, tasks: TaskRunner, messenger: Messenger) -> Open:
    """Opens the page on a journal, as it stands in a window of 1280x800, with the note that comes up at its foot."""
    return lambda services: sit_down(qtbot, look, tasks, messenger, services)


@pytest.fixture
def person(open_page: Open, services: Services) -> Person:
    """Somebody before an empty form."""
    return open_page(services)


@pytest.fixture
def keys(services: Services) -> list[str]:
    """The keys of the 18 behaviours, in their order."""
    return [behaviour.key for behaviour in services.content.behaviours()]


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader was given to say."""
    found: list[str] = []

    class Listening:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            found.append(event.message())

    monkeypatch.setattr(simple, "QAccessible", Listening)
    monkeypatch.setattr(rating_row, "QAccessible", Listening)
    return found


def in_view(row: RatingRow) -> bool:
    return row.visibleRegion().boundingRect() == row.rect()


def test_opens_with_the_question_the_scale_and_every_statement(person: Person, services: Services) -> None:
    assert person.sees("Check-in")
    assert person.sees("How often did you do this in the last four weeks?")
    assert person.sees("Your earlier ratings stay hidden until you save.")
    assert person.sees(
        "1 hardly ever · 2 occasionally · 3 about half the time · 4 usually · 5 almost always · N no opportunity"
    )
    assert [row.accessibleName() for row in person.rows] == [b.text for b in services.content.behaviours()]
    assert set(person.told()) == {"not rated yet"}
    assert all(person.sees(practice.short) for practice in services.content.practices())
    assert person.sees("Nothing rated yet")
    assert not person.button("Save check-in").isEnabled()
    assert person.is_at(person.rows[0])
    assert BEGUN not in person.texts()


def test_a_whole_check_in_by_keyboard_alone(person: Person, services: Services, keys: list[str]) -> None:
    person.type("123451234n5123450")
    assert person.sees("17 of 18 answered")
    assert person.sees("2 with no opportunity")
    person.type("4")
    assert person.sees("All 18 answered")
    assert person.is_at(person.button("Save check-in"))
    person.press(Key.Key_Return)
    (saved,) = services.check_ins.all()
    values = [1, 2, 3, 4, 5, 1, 2, 3, 4, None, 5, 1, 2, 3, 4, 5, None, 4]
    assert saved.ratings == dict(zip(keys, values, strict=True))
    assert saved.on == TODAY
    assert person.sees("Check-in saved")
    assert [change.kinds for change in person.changes] == [frozenset({Kind.CHECK_INS})]
    assert services.check_ins.half_done() is None


def test_each_answer_moves_on_and_is_told_in_words(person: Person) -> None:
    person.type("4N0")
    assert person.told()[:4] == ["4, usually", "no opportunity", "no opportunity", "not rated yet"]
    assert person.is_at(person.rows[3])


def test_keys_that_move(person: Person) -> None:
    rows = person.rows
    for key, row in (
        (Key.Key_Down, 1),
        (Key.Key_Down, 2),
        (Key.Key_Up, 1),
        (Key.Key_End, 17),
        (Key.Key_Down, 17),
        (Key.Key_Home, 0),
        (Key.Key_Up, 0),
        (Key.Key_Tab, 1),
    ):
        person.press(key)
        assert person.is_at(rows[row])
        assert in_view(rows[row])
    person.press(Key.Key_Backtab)
    assert person.is_at(rows[0])
    assert set(person.told()) == {"not rated yet"}


def test_the_next_row_is_in_view_too(person: Person) -> None:
    for number in range(1, 17):
        person.press(Key.Key_Down)
        assert in_view(person.rows[number])
        assert in_view(person.rows[number + 1])


def test_backspace_and_delete_clear(person: Person, services: Services) -> None:
    person.type("43")
    person.press(Key.Key_Up)
    person.press(Key.Key_Backspace)
    assert person.told()[1] == "not rated yet"
    assert person.sees("1 of 18 answered")
    person.press(Key.Key_Up)
    person.press(Key.Key_Delete)
    assert person.sees("Nothing rated yet")
    assert not person.button("Save check-in").isEnabled()
    person.qtbot.waitUntil(lambda: services.check_ins.half_done() is None)


def test_other_keys_do_nothing(person: Person) -> None:
    person.type("6789x ")
    QTest.keyClick(person.focus, Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert set(person.told()) == {"not rated yet"}
    assert person.is_at(person.rows[0])


def test_at_the_last_row_it_goes_back_to_what_was_passed_over(person: Person) -> None:
    person.type("1")
    person.press(Key.Key_Down)
    person.type("3" * 16)
    assert person.is_at(person.rows[1])
    person.type("2")
    assert person.is_at(person.button("Save check-in"))


def test_correcting_a_full_form_moves_on_as_before(person: Person) -> None:
    person.type("3" * 18)
    while not isinstance(person.focus, RatingRow):  # the day between has three parts to stop at
        person.press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert person.focus.accessibleName() == person.rows[17].accessibleName()
    person.press(Key.Key_Home)
    person.type("5")
    assert person.is_at(person.rows[1])
    assert person.told()[0] == "5, almost always"


def test_mouse_rates_and_takes_back(person: Person, services: Services, keys: list[str]) -> None:
    person.click_option(3, 5)
    person.click_option(4, None)
    assert person.told()[3:5] == ["5, almost always", "no opportunity"]
    assert person.is_at(person.rows[4])
    person.click_option(4, None)
    assert person.told()[4] == "not rated yet"
    person.click_option(3, 2)
    person.click("Save check-in")
    assert [check_in.ratings for check_in in services.check_ins.all()] == [{keys[3]: 2}]


def test_what_can_be_clicked_is_large_enough(person: Person) -> None:
    targets = [person.rows[0].target(value) for value in (1, 2, 3, 4, 5, None)]
    assert all(target.width() >= 32 and target.height() >= 32 for target in targets)
    assert not any(one.intersects(other) for one in targets for other in targets if one != other)


def test_no_opportunity_alone_can_be_saved(person: Person, services: Services, keys: list[str]) -> None:
    person.type("nn")
    assert person.sees("2 of 18 answered")
    assert person.sees("All with no opportunity")
    person.click("Save check-in")
    assert [check_in.ratings for check_in in services.check_ins.all()] == [dict.fromkeys(keys[:2])]


def test_ctrl_return_saves_with_some_left_out(person: Person, services: Services, keys: list[str]) -> None:
    person.type("4n")
    person.ctrl_return()
    assert [check_in.ratings for check_in in services.check_ins.all()] == [{keys[0]: 4, keys[1]: None}]
    assert person.sees("Sunday 22 November 2026 · 2 of 18 answered · 1 with no opportunity")


def test_answers_are_kept_within_a_moment(person: Person, services: Services, keys: list[str]) -> None:
    person.type("43n")
    person.qtbot.waitUntil(lambda: half_done(services) == {keys[0]: 4, keys[1]: 3, keys[2]: None}, timeout=1000)
    assert person.changes == []


def test_half_done_is_there_again_in_a_reopened_journal(
    person: Person, services: Services, app: App, open_page: Open, keys: list[str]
) -> None:
    person.type("43n")
    person.page.close()
    services.journal.close()
    reopened = app.open(app.paths.journal, None)
    try:
        again = open_page(reopened)
        assert again.sees(BEGUN)
        assert again.told()[:4] == ["4, usually", "3, about half the time", "no opportunity", "not rated yet"]
        assert again.is_at(again.rows[3])
        again.click("Start again")
        assert set(again.told()) == {"not rated yet"}
        assert not again.sees(BEGUN)
        assert again.is_at(again.rows[0])
        again.qtbot.waitUntil(lambda: reopened.check_ins.half_done() is None)
        again.click("Undo")
        assert again.told()[0] == "4, usually"
        again.qtbot.waitUntil(lambda: half_done(reopened) == {keys[0]: 4, keys[1]: 3, keys[2]: None})
        again.page.close()
    finally:
        reopened.journal.close()


def test_scores_stand_beside_those_of_the_check_in_before(open_page: Open, services: Services, keys: list[str]) -> None:
    services.check_ins.save(Answers(dict(zip(keys, [5] * 18, strict=True))), date(2026, 9, 1))
    services.check_ins.save(Answers(dict(zip(keys[:10], [3, 3, 2, 4, 4, 4, 1, 2, None, 5], strict=True))), OCTOBER)
    person = open_page(services)
    assert not any("October" in text for text in person.texts())
    person.type("23n" + "551" + "1nn" + "222" + "nnn")
    person.ctrl_return()
    person.qtbot.waitUntil(lambda: any("October" in text for text in person.texts()))
    assert person.spoken_scores()[-6:] == [
        "2.5, was 2.7 on 14 October, with other statements",
        "3.7, was 4.0 on 14 October",
        "one rating only, was 1.5 on 14 October",
        "2.0, one rating only on 14 October",
        "not rated, not rated on 14 October",
        "not rated, not rated on 14 October",
    ]
    assert person.sees("2.5")
    assert person.sees("was 2.7 on 14 October, with other statements")
    assert person.sees("A practice has a score once at least two of its behaviours are rated.")


def test_a_second_check_in_of_a_day_stands_beside_the_first(
    open_page: Open, services: Services, keys: list[str]
) -> None:
    services.check_ins.save(Answers({keys[0]: 3, keys[1]: 4}), TODAY)
    person = open_page(services)
    person.type("44")
    person.ctrl_return()
    person.qtbot.waitUntil(lambda: "4.0, was 3.5 earlier that day" in person.spoken_scores())


def test_what_moved_is_read_out_in_short(
    open_page: Open, services: Services, keys: list[str], announced: list[str]
) -> None:
    services.check_ins.save(Answers({keys[0]: 3, keys[1]: 4}), OCTOBER)
    person = open_page(services)
    person.type("44")
    person.ctrl_return()
    first = services.content.behaviours()[0].text
    person.until(lambda: f"What moved: {first}: usually, was about half the time." in announced)


def test_the_first_check_in_has_nothing_beside_it(person: Person) -> None:
    person.type("444")
    person.ctrl_return()
    person.qtbot.waitUntil(lambda: person.sees("There is no earlier check-in to set beside this one."))
    assert person.spoken_scores()[-6:] == ["4.0", *["not rated"] * 5]


def test_a_day_in_the_past(open_page: Open, services: Services, keys: list[str]) -> None:
    services.check_ins.save(Answers(dict.fromkeys(keys, 3)), date(2025, 11, 1))
    services.check_ins.save(Answers(dict.fromkeys(keys, 5)), TODAY)
    person = open_page(services)
    person.type("44")
    person.click_day()
    person.press(Key.Key_Up)  # there is no check-in about tomorrow
    assert person.day_field().text() == "22 November 2026"
    for _ in range(8):
        person.press(Key.Key_Down)
    assert person.day_field().text() == "14 November 2026"
    person.ctrl_return()
    assert [check_in.on for check_in in services.check_ins.all()] == [date(2025, 11, 1), date(2026, 11, 14), TODAY]
    assert any(text.startswith("Saturday 14 November 2026") for text in person.texts())
    person.qtbot.waitUntil(lambda: person.sees("was 3.0 on 1 November 2025"))


def test_undo_brings_the_ratings_back(person: Person, services: Services, keys: list[str]) -> None:
    person.type("12n")
    person.click_day()
    person.press(Key.Key_Down)
    person.ctrl_return()
    assert [note.text for note in person.notes] == ["Check-in saved."]
    person.click("Undo")
    assert services.check_ins.all() == ()
    assert half_done(services) == {keys[0]: 1, keys[1]: 2, keys[2]: None}
    assert person.told()[:4] == ["1, hardly ever", "2, occasionally", "no opportunity", "not rated yet"]
    assert person.day_field().text() == "21 November 2026"
    assert person.sees("3 of 18 answered")
    assert not person.sees("Check-in saved")
    assert len(person.changes) == 2


def test_after_saving_one_can_see_trends_or_rate_again(person: Person) -> None:
    person.type("44")
    person.ctrl_return()
    with person.qtbot.waitSignal(person.page.trends_asked, timeout=500):
        person.press(Key.Key_Return)
    person.click("Rate again")
    assert set(person.told()) == {"not rated yet"}
    assert person.is_at(person.rows[0])
    assert person.sees("Nothing rated yet")
    assert not any("was" in text.split() for text in person.texts())


def test_an_error_keeps_everything_typed(person: Person, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> str:
        raise DiskFull

    person.type("44")
    with monkeypatch.context() as broken:
        broken.setattr(CheckInStore, "add", full)
        broken.setattr(HalfDoneStore, "keep", full)
        person.click("Save check-in")
        assert "There is no room left on the disk" in person.notes[-1].text
        assert person.told()[:2] == ["4, usually", "4, usually"]
        person.qtbot.waitUntil(lambda: len(person.notes) == 2)  # the half-done one could not be kept either
    person.click("Save check-in")
    assert len(services.check_ins.all()) == 1
    assert person.sees("Check-in saved")


def test_read_only(person: Person, app: App, open_page: Open, services: Services) -> None:
    person.type("4")
    person.page.close()
    second = app.open(app.paths.journal, None)
    try:
        reader = open_page(second)
        assert reader.sees(READ_ONLY)
        assert not reader.sees(BEGUN)
        assert not any(row.isEnabled() for row in reader.rows)
        assert not reader.button("Save check-in").isEnabled()
        reader.click_option(0, 5)
        reader.type("3")
        reader.ctrl_return()
        assert reader.told()[:2] == ["4, usually", "not rated yet"]
        assert reader.notes == []
        reader.page.close()
    finally:
        second.journal.close()
    assert services.check_ins.all() == ()


def test_a_new_day_begins_with_an_empty_form(person: Person, clock: FakeClock) -> None:
    person.type("44")
    person.ctrl_return()
    person.page.hide()
    clock.set("2026-12-20T09:00")
    person.page.show()
    assert person.sees("Nothing rated yet")
    assert person.day_field().text() == "20 December 2026"


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("size", [(1096, 800), (816, 640)])
def test_paints_in_both_themes(
    person: Person, look: Look, choice: str, size: tuple[int, int], qtlog: pytest.LogCaptureFixture
) -> None:
    look.choose(choice)
    person.page.resize(*size)
    for keys in ("", "4n", "135"):
        person.type(keys)
        picture = person.page.grab().toImage()
        assert (person.page.width(), person.page.height()) == size
        assert picture.pixelColor(4, 4) == look.theme.colour("paper")
        row = person.rows[0]
        beside_the_sign = row.target(4).center() + QPoint(0, 12)
        chosen = row.grab().toImage().pixelColor(beside_the_sign) == look.theme.colour("accent")
        assert chosen == bool(keys)
    person.ctrl_return()
    assert person.page.grab().toImage().pixelColor(4, 4) == look.theme.colour("paper")
    # What the offscreen platform cannot do has nothing to do with the page.
    told = [record.message for record in qtlog.records if "plugin does not support" not in record.message]
    assert told == []


def test_each_row_says_where_one_is_and_the_keys_once(
    open_page: Open, services: Services, announced: list[str]
) -> None:
    person = open_page(services)
    person.press(Key.Key_Down)
    person.press(Key.Key_Down)
    where = [words for words in announced if " of 18." in words]
    assert where[-1] == "Safe, inclusive, trusting, 3 of 18."
    assert sum("N is no opportunity" in words for words in where) == 1
    person.press(Key.Key_Return)
    assert announced[-1].startswith("Rate it first: 1 to 5, or N.")

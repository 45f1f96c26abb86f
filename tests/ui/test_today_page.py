"""Today, used as a person does: one prompt and why, what is waiting, what was written lately, the weeks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QScrollArea, QWidget

from journal_app.bootstrap import App, Services
from journal_app.domain.change import Change, Kind
from journal_app.domain.check_in import Answers
from journal_app.domain.entry import EntryFilter
from journal_app.domain.rhythm import Rhythm
from journal_app.ui.widgets.link_row import LinkRow
from journal_app.ui.widgets.look_back_offer import LookBackOffer
from journal_app.ui.widgets.weeks import Weeks
from tests.support.clock import FakeClock
from tests.support.journals import moment
from tests.support.window import CTRL, LEFT, Again, Key, Person

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.fixture
def filled(app: App, again: Again) -> Callable[[Callable[[Services], object]], Person]:
    """Opens the window on a journal that was filled before."""

    def opened(fill: Callable[[Services], object]) -> Person:
        services = app.create(app.paths.journal, None)
        fill(services)
        services.journal.close()
        person = again()
        person.until_today()
        return person

    return opened


Filled = Callable[[Callable[[Services], object]], Person]


@pytest.fixture
def at_home(person: Person) -> Person:
    """Somebody before the first page of an empty journal."""
    person.start_without_passphrase()
    return person


def write(
    services: Services, day: date, title: str, body: str = "some words", *, practices: tuple[str, ...] = ()
) -> str:
    saved = services.entries.write(
        title, body, practices=practices, written=moment(f"{day.isoformat()}T09:00+00:00", "Europe/London")
    )
    return saved.uid


def question(person: Person) -> str:
    return person.today.card.question.text()


def rows(person: Person) -> dict[str, LinkRow]:
    return {row.text(): row for row in person.window.findChildren(LinkRow) if row.isVisible()}


# The prompt


def test_shows_one_prompt_with_its_principle_and_why_this_one(at_home: Person) -> None:
    choice = at_home.services.prompts.today()
    item = at_home.services.content.lens(choice.prompt.lens).item(choice.prompt.item)
    assert at_home.sees("Sunday 22 November")
    assert at_home.sees(choice.prompt.text)
    assert at_home.sees(f"Devon principle  ·  {item.short}")
    assert at_home.sees("Today, because this Devon principle has not come up here yet.")
    assert at_home.today.card.origin.toolTip() == item.description
    assert at_home.today.card.question.accessibleName() == f"Prompt: {choice.prompt.text}"


def test_a_neglected_practice_is_the_reason_in_plain_words(filled: Filled) -> None:
    def fill(services: Services) -> None:
        for practice in ("environment", "relationships", "purpose", "power", "decisions"):
            write(services, TODAY - timedelta(days=2), f"about {practice}", practices=(practice,))
        write(services, TODAY - timedelta(weeks=5), "about surfacing conflict", practices=("conflict",))

    person = filled(fill)
    assert person.sees("Today, because surfacing conflict has had no reflection for five weeks.")


def test_write_opens_the_journal_page_with_the_prompt_answered(at_home: Person) -> None:
    asked = question(at_home)
    at_home.click("Write")
    assert at_home.workspace.place == "journal"
    assert at_home.sees(f"answering “{asked}”")
    assert isinstance(at_home.focus, QPlainTextEdit)
    at_home.type("I let it pass.")
    at_home.saved()
    (summary,) = at_home.services.entries.page(EntryFilter(), 0, 10)
    entry = at_home.services.entries.get(summary.uid)
    assert entry.prompt is not None
    assert entry.prompt.text == asked
    assert entry.body == "I let it pass."


def test_another_asks_something_else_each_time(at_home: Person) -> None:
    seen = [question(at_home)]
    for _ in range(4):
        at_home.click("Another")
        at_home.until(lambda: question(at_home) != seen[-1])
        at_home.until_quiet()
        seen.append(question(at_home))
    assert len(set(seen)) == 5
    assert at_home.has_button("Not today")


def test_another_pressed_twice_quickly_passes_over_two(at_home: Person) -> None:
    first = question(at_home)
    button = at_home.button("Another")
    QTest.mouseClick(button, LEFT)
    QTest.mouseClick(button, LEFT)
    at_home.until(lambda: question(at_home) != first)
    at_home.until_quiet()
    kinds = [event.kind for event in at_home.services.prompts._store.history()]
    assert kinds.count("passed") == 2
    assert len({event.prompt for event in at_home.services.prompts._store.history() if event.kind == "passed"}) == 2


def test_not_today_is_taken_at_its_word_and_can_be_taken_back(at_home: Person) -> None:
    asked = question(at_home)
    at_home.click("Not today")
    at_home.until_sees("No prompt today. The page is yours.")
    assert at_home.sees("There will be another tomorrow.")
    assert not at_home.sees(asked)
    assert not at_home.has_button("Another")
    at_home.click("Show it after all")
    at_home.until_sees(asked)
    assert not at_home.has_button("Show it after all")


def test_by_keyboard_the_focus_goes_to_the_way_back(at_home: Person) -> None:
    for _ in range(3):
        at_home.press(Key.Key_Tab)
    assert at_home.is_at(at_home.button("Not today"))
    at_home.press(Key.Key_Return)
    at_home.until_sees("No prompt today.")
    assert at_home.is_at(at_home.button("Show it after all"))
    at_home.press(Key.Key_Space)
    at_home.until(lambda: at_home.has_button("Another"))
    assert at_home.is_at(at_home.button("Not today"))


def test_write_after_not_today_answers_nothing(at_home: Person) -> None:
    at_home.click("Not today")
    at_home.until_sees("No prompt today.")
    at_home.click("Write")
    assert at_home.workspace.place == "journal"
    assert not at_home.sees("answering")
    at_home.type("as it comes")
    at_home.saved()
    (summary,) = at_home.services.entries.page(EntryFilter(), 0, 10)
    assert at_home.services.entries.get(summary.uid).prompt is None


def test_not_today_lasts_until_tomorrow_even_over_a_restart(at_home: Person, again: Again, clock: FakeClock) -> None:
    at_home.click("Not today")
    at_home.until_sees("No prompt today.")
    at_home.close()
    clock.set("2026-11-22T21:00")
    same_day = again()
    same_day.until_today()
    assert same_day.sees("No prompt today.")
    same_day.close()
    clock.set("2026-11-23T08:00")
    next_day = again()
    next_day.until_today()
    assert not next_day.sees("No prompt today.")
    assert next_day.has_button("Not today")


def test_the_same_prompt_all_day_and_over_a_restart(at_home: Person, again: Again, clock: FakeClock) -> None:
    at_home.click("Another")
    at_home.until(lambda: "Another question" in at_home.today.card.reason.text() or bool(question(at_home)))
    at_home.until_quiet()
    asked = question(at_home)
    at_home.write("something else")
    at_home.saved()
    at_home.press(Key.Key_1, CTRL)
    at_home.until_quiet()
    assert question(at_home) == asked
    at_home.close()
    clock.set("2026-11-22T23:30")
    reopened = again()
    reopened.until_today()
    assert question(reopened) == asked


def test_a_window_left_open_past_midnight_shows_the_new_day(at_home: Person, clock: FakeClock) -> None:
    asked = question(at_home)
    clock.set("2026-11-23T00:01")
    at_home.today._clock.timeout.emit()
    at_home.until_sees("Monday 23 November")
    assert question(at_home) != asked
    assert not at_home.sees("Sunday 22 November")


# What is waiting


def test_a_check_in_that_is_due_leads_to_it(at_home: Person) -> None:
    row = rows(at_home)["November check-in"]
    assert row.accessibleName() == "November check-in. 18 behaviours, about three minutes"
    at_home.click_on(row)
    assert at_home.workspace.place == "check_in"
    at_home.until_sees("How often did you do this in the last four weeks?")


def test_once_it_is_done_nothing_waits(at_home: Person) -> None:
    behaviour = at_home.services.content.behaviours()[0].key
    at_home.services.check_ins.save(Answers({behaviour: 3}), TODAY)
    at_home.workspace.broadcast(Change.of(Kind.CHECK_INS))
    at_home.until_sees("Nothing. Enjoy the day.")
    assert "November check-in" not in rows(at_home)


def check_in(services: Services, day: date) -> None:
    services.check_ins.save(Answers({services.behaviours.all()[0].key: 3}), day)


def test_one_that_is_overdue_says_when_the_last_was_and_since_when(filled: Filled) -> None:
    person = filled(lambda services: check_in(services, date(2026, 10, 3)))
    assert rows(person)["November check-in"].accessibleName() == (
        "November check-in. Last one 3 October, due since 3 November."
    )


def test_before_it_is_due_nothing_is_said_until_a_week_before(filled: Filled, clock: FakeClock) -> None:
    person = filled(lambda services: check_in(services, date(2026, 11, 1)))
    assert person.sees("Nothing. Enjoy the day.")
    assert not person.sees("check-in on")
    clock.set("2026-11-24T09:00")
    person.today._clock.timeout.emit()
    person.until_sees("Next check-in on Tuesday 1 December.")
    assert "November check-in" not in rows(person)


def test_only_what_is_asked_about_is_counted(filled: Filled) -> None:
    def fill(services: Services) -> None:
        services.behaviours.ask([each.key for each in services.behaviours.all()[:9]], asked=False)

    row = rows(filled(fill))["November check-in"]
    assert row.accessibleName() == "November check-in. 9 behaviours, about two minutes"


def test_where_nothing_is_asked_about_it_says_so(filled: Filled) -> None:
    def fill(services: Services) -> None:
        services.behaviours.ask([each.key for each in services.behaviours.all()], asked=False)

    assert "choose what you rate" in rows(filled(fill))["November check-in"].accessibleName()


def test_every_week_it_is_called_a_check_in_not_that_of_a_month(filled: Filled) -> None:
    person = filled(lambda services: services.check_ins.set_rhythm(Rhythm.WEEKLY))
    assert "Check-in" in rows(person)


# Looking back


def half_a_year_ago(services: Services) -> None:
    check_in(services, date(2026, 5, 20))
    check_in(services, date(2026, 11, 20))


def test_after_half_a_year_it_offers_to_look_back(filled: Filled) -> None:
    person = filled(half_a_year_ago)
    assert person.one(LookBackOffer).accessibleName() == (
        "It is half a year since your first check-in. Thinking back, where were you really?"
    )
    person.button("Look back").setFocus()
    person.press(Key.Key_Return)
    assert person.workspace.place == "check_in"
    person.until_sees("Thinking back to mid May 2026: how often did you do this then?")


def test_not_now_is_taken_at_its_word_over_a_restart(filled: Filled, again: Again) -> None:
    person = filled(half_a_year_ago)
    person.button("Not now").setFocus()
    person.press(Key.Key_Space)
    person.until_quiet()
    assert not person.has_button("Look back")
    assert person.toast() == "Not now, then. You can look back whenever you like, from the check-in page."
    assert person.focus.isVisible()
    person.close()
    later = again()
    later.until_today()
    assert not later.has_button("Look back")


def test_where_one_may_only_read_it_offers_nothing(filled: Filled, again: Again) -> None:
    filled(half_a_year_ago)
    reader = again()
    reader.until_today()
    assert not reader.has_button("Look back")


def test_on_this_day_opens_what_was_written_then(filled: Filled) -> None:
    def fill(services: Services) -> None:
        write(services, date(2025, 11, 22), "Their building", "It changed who spoke.")
        write(services, date(2023, 11, 22), "", "Nobody asked.")
        write(services, date(2025, 11, 21), "The day before")

    person = filled(fill)
    found = rows(person)
    assert found["On this day, 2025"].accessibleName() == "On this day, 2025. Their building"
    assert found["On this day, 2023"].accessibleName() == "On this day, 2023. Nobody asked."
    person.click_on(found["On this day, 2025"])
    assert person.workspace.place == "journal"
    person.until_sees("It changed who spoke.")


# Lately, and the weeks


def test_lately_shows_the_newest_three_and_opens_them(filled: Filled) -> None:
    def fill(services: Services) -> None:
        for back in range(1, 6):
            write(services, TODAY - timedelta(days=back), f"Day {back}", f"body {back}", practices=("power", "purpose"))
        write(services, TODAY - timedelta(days=4), "", "no title here")

    person = filled(fill)
    assert person.sees("You last wrote yesterday.")
    assert [text for text in rows(person) if text.startswith("Day")] == ["Day 1", "Day 2", "Day 3"]
    assert rows(person)["Day 2"].accessibleName() == "Day 2. Fri 20 Nov. body 2"
    rows(person)["Day 2"].setFocus()
    person.press(Key.Key_Return)
    assert person.workspace.place == "journal"
    person.until_sees("body 2")
    person.press(Key.Key_1, CTRL)
    person.click_on(rows(person)["Day 3"])
    person.until_sees("body 3")


def test_what_was_just_written_is_there_when_one_comes_back(at_home: Person) -> None:
    assert at_home.sees("A good day to begin.")
    assert at_home.sees("Your first reflections will be listed here.")
    at_home.write("fresh words")
    at_home.press(Key.Key_1, CTRL)
    at_home.until_sees("You have written today.")
    at_home.until_sees("fresh words")
    assert not at_home.sees("Your first reflections")


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (0, "You have written today."),
        (1, "You last wrote yesterday."),
        (3, "You last wrote three days ago."),
        (15, "You last wrote two weeks ago."),
        (400, "You last wrote 57 weeks ago."),
    ],
)
def test_how_long_ago_it_was_is_said_in_words(filled: Filled, back: int, words: str) -> None:
    assert filled(lambda services: write(services, TODAY - timedelta(days=back), "then")).sees(words)


def test_the_weeks_are_counted_in_words_and_never_as_a_streak(filled: Filled) -> None:
    def fill(services: Services) -> None:
        for week in (0, 1, 1, 5):
            write(services, TODAY - timedelta(weeks=week), "a week")
        write(services, TODAY - timedelta(weeks=13), "too long ago")

    person = filled(fill)
    assert person.sees("Three of the last thirteen weeks")
    weeks = person.one(Weeks)
    assert weeks.accessibleName() == "Three of the last thirteen weeks"
    assert not any("streak" in text.lower() for text in person.texts())
    image, paper = weeks.grab().toImage(), QColor(person.window._look.theme.colours["paper"])
    filled_squares = [n for n in range(13) if shade(image, n * 19 + 7) != paper.rgb()]
    assert filled_squares == [7, 11, 12]


def shade(image: QImage, x: int) -> int:
    return image.pixelColor(QPoint(x, 8)).rgb()


def test_an_empty_journal_says_what_each_part_is_for(at_home: Person) -> None:
    for words in (
        "A good day to begin.",
        "Your first reflections will be listed here.",
        "Each week in which you write fills a square.",
        "18 behaviours, about three minutes",
    ):
        assert at_home.sees(words) or any(words in row.accessibleName() for row in rows(at_home).values())


def test_where_one_may_only_read_there_is_the_prompt_and_nothing_to_press(at_home: Person, again: Again) -> None:
    reader = again()
    reader.until_today()
    assert question(reader) == question(at_home)
    for name in ("Write", "Another", "Not today", "Show it after all"):
        assert not reader.has_button(name)
    reader.click_on(rows(reader)["November check-in"])
    assert reader.workspace.place == "check_in"
    reader.until_quiet()
    assert reader.toast() == ""


# How it stands on the screen


def on_page(person: Person, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(person.window, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1000, 640), (1920, 1080), (900, 500)])
def test_everything_lines_up_and_nothing_is_cut_off(filled: Filled, width: int, height: int) -> None:
    def fill(services: Services) -> None:
        for back in range(1, 4):
            write(services, TODAY - timedelta(days=back), "A title that goes on " * 8, "and words that go on " * 40)
        write(services, date(2025, 11, 22), "", "something rather long that was written a year ago " * 5)

    person = filled(fill)
    person.window.resize(width, height)
    QApplication.processEvents()
    page = person.today
    person.until(lambda: on_page(person, page).right() >= on_page(person, page.side).right())
    heading, since, card = (on_page(person, each) for each in (page.heading, page.since, page.card))
    assert heading.left() == since.left() == card.left()
    texts = {on_page(person, row).left() + 8 for row in rows(person).values()}
    assert texts == {heading.left(), on_page(person, page.side.weeks).left()}
    side, left = on_page(person, page.side), card.right()
    assert side.left() >= left
    assert page.horizontalScrollBar().maximum() == 0
    if (width, height) == (1280, 800):
        assert (heading.left(), card.width()) == (240, 624)
    for label in (page.heading, page.since, page.card.question, page.card.reason):
        assert (
            label.height() >= label.heightForWidth(label.width()) if label.hasHeightForWidth() else label.height() >= 17
        )
        assert label.fontMetrics().tightBoundingRect(label.text().split("\n", maxsplit=1)[0]).height() <= label.height()


def test_the_page_scrolls_by_keyboard(filled: Filled) -> None:
    person = filled(lambda services: [write(services, TODAY, "words", "long " * 80) for _ in range(3)])
    person.window.resize(1000, 500)
    QApplication.processEvents()
    page = person.today
    assert isinstance(page, QScrollArea)
    person.press(Key.Key_1, CTRL)
    assert page.verticalScrollBar().maximum() > 0
    person.press(Key.Key_PageDown)
    assert page.verticalScrollBar().value() > 0


def test_tab_brings_what_it_comes_to_into_view(filled: Filled) -> None:
    person = filled(lambda services: [write(services, TODAY, f"words {n}", "long " * 80) for n in range(3)])
    person.window.resize(1000, 500)
    QApplication.processEvents()
    person.press(Key.Key_1, CTRL)
    for _ in range(12):
        person.press(Key.Key_Tab)
        focus = person.focus
        if person.today.isAncestorOf(focus):
            assert focus.visibleRegion().boundingRect() == focus.rect(), focus

"""The trends page, used as a person uses it: its views and ranges, by keys and clicks, and what it says without any."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from journal_app.bootstrap import Services
from journal_app.domain.change import Change, Kind
from journal_app.domain.check_in import Answers, CheckIn
from journal_app.domain.errors import JournalDamaged
from journal_app.domain.trends.views import Span
from journal_app.services.trend_service import TrendService
from journal_app.ui.pages.trends.periods import TwoPeriods
from journal_app.ui.pages.trends.presets import around, ends, halves_of_the_year, quarters
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from tests.support.clock import FakeClock
from tests.support.trends_page import LEFT, LONG, Key, Reader, answers_on, rate

LOADING = "Drawing the chart…"
NOT_READ = "Your check-ins could not be read just now."


def words(services: Services, months: int | None) -> str:
    return services.trends.words(services.trends.overview(services.trends.span(months)))


def comparing(reader: Reader) -> TwoPeriods:
    """Go to the comparison, for the periods that are chosen there."""
    reader.press(Key.Key_C)
    reader.waits_for_view("Compare")
    periods = reader.page.body.time.periods
    assert periods is not None
    return periods


def test_the_chart_shows_the_last_twelve_months_with_the_sentence_above_and_a_caution_below(
    reader: Reader, services: Services
) -> None:
    assert reader.sees(words(services, 12))
    assert reader.chip("12 months").isChecked()
    assert reader.chip("Overview").isChecked()
    assert reader.sees("A mark is one check-in, the bar behind it its lowest and highest behaviour;")
    caution = services.trends.caution(services.trends.overview(services.trends.span(12)))
    assert caution
    assert reader.sees(caution)
    assert not reader.page.table.isVisible()
    assert not reader.sees(LOADING)


@pytest.mark.parametrize(("name", "months", "points"), [("3 months", 3, 11), ("6 months", 6, 17), ("All", None, 29)])
def test_a_range_changes_the_sentence_and_the_marks(
    reader: Reader, services: Services, name: str, months: int | None, points: int
) -> None:
    reader.click(name)
    reader.waits_for_chart(points)
    assert reader.sees(words(services, months))
    assert words(services, months) != words(services, 12)
    reader.click("12 months")
    reader.waits_for_chart(23)


def test_ranges_are_chosen_by_keys_too(reader: Reader) -> None:
    reader.chip("All").setFocus()
    reader.press(Key.Key_Space)
    reader.waits_for_chart(29)
    reader.chip("3 months").setFocus()
    reader.press(Key.Key_Return)
    reader.waits_for_chart(11)


def test_of_several_ranges_chosen_in_a_row_the_last_is_shown(reader: Reader, tasks: TaskRunner) -> None:
    go_on = threading.Event()
    tasks.run(reader.page, lambda _task: go_on.wait(20))
    for name in ("3 months", "6 months", "All", "3 months"):
        reader.click(name)
    go_on.set()
    reader.waits_for_chart(11)
    assert reader.chip("3 months").isChecked()


def test_a_range_may_go_from_one_day_to_another(reader: Reader, services: Services) -> None:
    reader.click("From one day to another")
    period = reader.page.body.time.period
    assert period is not None
    assert period.isVisible()
    assert period.since.day() == date(2025, 11, 22)
    period.until.setFocus()
    period.until.setSelectedSection(period.until.Section.MonthSection)
    reader.press(Key.Key_Down)
    period.until.put(date(2026, 7, 31))
    reader.waits_for_chart(12)
    view = services.trends.overview(Span(date(2025, 11, 22), date(2026, 7, 31)))
    assert reader.sees(services.trends.words(view))
    period.since.put(date(2026, 4, 1))
    reader.waits_for_chart(6)


def test_a_range_that_ends_before_it_begins_is_said_at_once(reader: Reader) -> None:
    reader.click("From one day to another")
    period = reader.page.body.time.period
    assert period is not None
    period.until.put(date(2025, 1, 31))
    reader.waits_for("The period ends before it begins. Choose an earlier first day, or a later last one.")
    assert not reader.page.chart.isVisible()
    period.since.put(date(2024, 1, 31))
    reader.waits_for("No check-ins in 31 January 2024 to 31 January 2025.")


def test_letters_choose_the_views(reader: Reader) -> None:
    for key, name in (
        (Key.Key_P, "By practice"),
        (Key.Key_C, "Compare"),
        (Key.Key_W, "Writing"),
        (Key.Key_O, "Overview"),
    ):
        reader.press(key)
        reader.waits_for_view(name)
        assert reader.chip(name).isChecked()
    reader.press(Key.Key_B)
    reader.waits_for("Looking back puts what you think of that time now beside what you thought then.")


def test_arrows_go_from_view_to_view(reader: Reader) -> None:
    reader.chip("Overview").setFocus()
    reader.press(Key.Key_Right)
    assert reader.chip("By practice").isChecked()
    assert reader.chip("12 months").isChecked()
    reader.waits_for_view("By practice")


def test_digits_choose_a_practice(reader: Reader, services: Services) -> None:
    reader.press(Key.Key_4)
    reader.waits_for_view("By practice")
    assert reader.chip("Managing power").isChecked()
    view = services.trends.practice("power", services.trends.span(12))
    assert reader.sees(services.trends.words(view))
    reader.press(Key.Key_2)
    second = services.trends.practice("relationships", services.trends.span(12))
    reader.waits_for(services.trends.words(second))
    assert services.trends.words(second) != services.trends.words(view)


def test_a_practice_that_cannot_be_all_is_not_offered_as_all(reader: Reader) -> None:
    reader.press(Key.Key_P)
    reader.waits_for_view("By practice")
    assert not reader.chip("All practices").isVisible()
    reader.press(Key.Key_0)
    assert reader.chip("Safe, inclusive, trusting").isChecked()


def test_where_room_is_short_the_practices_go_on_in_a_second_line(reader: Reader, services: Services) -> None:
    reader.page.resize(816, 640)
    reader.press(Key.Key_4)
    reader.waits_for_view("By practice")
    chips = [reader.chip(item.short) for item in services.content.practices()]
    reader.qtbot.waitUntil(lambda: chips[-1].y() > chips[0].y())
    assert all(chip.width() >= chip.sizeHint().width() for chip in chips)
    assert all(chip.text() for chip in chips)


def test_comparing_starts_with_the_usual_periods(reader: Reader, services: Services) -> None:
    periods = comparing(reader)
    first, second = services.trends.usual_periods(services.trends.span(None))
    assert periods.days == ((first.since, first.until), (second.since, second.until))
    assert reader.sees(services.trends.words(services.trends.compare(first, second)))
    assert not reader.chip("12 months").isVisible()


def test_other_periods_are_compared_as_they_are_chosen(reader: Reader, services: Services) -> None:
    periods = comparing(reader)
    periods.first.since.put(date(2026, 3, 1))
    periods.first.until.put(date(2026, 3, 31))
    periods.second.since.put(date(2026, 10, 1))
    periods.second.until.put(date(2026, 11, 22))
    march, autumn = Span(date(2026, 3, 1), date(2026, 3, 31)), Span(date(2026, 10, 1), date(2026, 11, 22))
    reader.waits_for(services.trends.words(services.trends.compare(march, autumn)))
    reader.press(Key.Key_O, Key.Key_C)
    reader.waits_for_view("Compare")
    assert periods.days == ((march.since, march.until), (autumn.since, autumn.until))


def test_a_period_without_check_ins_is_named(reader: Reader) -> None:
    periods = comparing(reader)
    periods.second.since.put(date(2026, 8, 1))
    periods.second.until.put(date(2026, 8, 31))
    reader.waits_for("No check-ins in the second period, August 2026. Choose other days.")
    assert not reader.page.chart.isVisible()
    periods.first.since.put(date(2026, 11, 20))
    reader.waits_for("The first period ends before it begins.")


def test_before_and_after_one_day(reader: Reader, services: Services) -> None:
    reader.press(Key.Key_C)
    reader.waits_for_view("Compare")
    QTest.keyClick(reader.opens_menu("Periods…"), Key.Key_B)
    periods = reader.page.body.time.periods
    assert periods is not None
    assert periods.day.isVisible()
    assert not periods.first.isVisible()
    periods.day.put(date(2026, 7, 1))
    before, after = around(date(2026, 7, 1), date(2025, 6, 10), date(2026, 11, 22))
    assert (before.since, before.until, after.since) == (date(2025, 6, 10), date(2026, 6, 30), date(2026, 7, 1))
    reader.waits_for(services.trends.words(services.trends.compare(before, after)))


def test_the_presets_are_the_periods_that_their_names_say() -> None:
    first, today = date(2025, 11, 30), date(2026, 5, 31)
    assert ends(first, today) == (Span(first, date(2026, 2, 27)), Span(date(2026, 3, 1), today))
    assert quarters(first, today) == (Span(date(2026, 1, 1), date(2026, 3, 31)), Span(date(2026, 4, 1), today))
    assert quarters(first, date(2026, 1, 1))[0] == Span(date(2025, 10, 1), date(2025, 12, 31))
    before, after = halves_of_the_year(first, today)
    assert before.until.toordinal() + 1 == after.since.toordinal()  # type: ignore[union-attr]


def test_a_comparison_may_be_of_one_practice(reader: Reader, services: Services) -> None:
    reader.press(Key.Key_C)
    reader.waits_for_view("Compare")
    assert reader.chip("All practices").isVisible()
    reader.press(Key.Key_4)
    first, second = services.trends.usual_periods(services.trends.span(None))
    reader.waits_for(services.trends.words(services.trends.compare(first, second, "power")))
    reader.press(Key.Key_0)
    reader.waits_for(services.trends.words(services.trends.compare(first, second)))


def test_return_on_a_practice_compares_its_behaviours(reader: Reader, services: Services) -> None:
    reader.press(Key.Key_C)
    reader.waits_for_view("Compare")
    reader.goes_into_the_chart()
    reader.press(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    first, second = services.trends.usual_periods(services.trends.span(None))
    reader.waits_for(services.trends.words(services.trends.compare(first, second, "purpose")))
    assert reader.chip("Shared purpose").isChecked()


def test_the_sentences_of_another_view_are_read_out(reader: Reader, services: Services) -> None:
    assert reader.said == []
    reader.press(Key.Key_W)
    reader.waits_for_view("Writing")
    assert reader.said == [services.trends.words(services.trends.writing(services.trends.span(12)))]


def test_looks_back_are_chosen_from(reader: Reader, services: Services, clock: FakeClock) -> None:
    for day in ("2026-11-22T10:00", "2026-12-30T10:00"):
        clock.set(day)
        services.check_ins.look_back(answers_on(services, date(2026, int(day[5:7]), 1)), date(2026, 3, 3))
    reader.press(Key.Key_B)
    reader.waits_for_view("Looking back")
    older, newer = services.trends.looks_back()
    found = services.trends.looking_back(newer.uid)
    assert found is not None
    assert reader.sees(services.trends.words(found))
    assert reader.chip("3 March 2026, as seen on 30 December 2026").isChecked()
    reader.click("3 March 2026, as seen on 22 November 2026")
    earlier = services.trends.looking_back(older.uid)
    assert earlier is not None
    reader.waits_for(services.trends.words(earlier))
    QTest.mouseClick(reader.button("Look back…"), LEFT)
    assert reader.asked == [("look_back_asked", None)]


def test_before_the_first_look_back_it_is_explained_and_offered(reader: Reader) -> None:
    reader.press(Key.Key_B)
    reader.waits_for("none of the three is the true one.")
    assert not reader.chip("Table").isEnabled()
    QTest.mouseClick(reader.button("Look back…"), LEFT)
    assert reader.asked == [("look_back_asked", None)]


def test_the_sentence_can_be_reached_and_copied_by_the_keyboard(reader: Reader, services: Services) -> None:
    sentence = next(text for text in reader.page.findChildren(QLabel) if text.text() == words(services, 12))
    reader.chip("12 months").setFocus()
    for _ in range(8):
        if QApplication.focusWidget() is sentence:
            break
        reader.press(Key.Key_Tab)
    assert QApplication.focusWidget() is sentence
    reader.press(Key.Key_Tab)
    assert QApplication.focusWidget() is reader.page.chart


def test_without_a_check_in_the_page_says_what_it_is_for_and_starts_the_first(at_trends: Callable[[], Reader]) -> None:
    reader = at_trends()
    reader.waits_for("Here you will see what changes in how you rate yourself.")
    assert not reader.page.chart.isVisible()
    assert not reader.chip("12 months").isVisible()
    assert not reader.chip("Overview").isVisible()
    reader.press(Key.Key_T)
    assert not reader.page.table.isVisible()
    QTest.mouseClick(reader.button("Do a first check-in"), LEFT)
    assert reader.asked == [("check_in_asked", "")]


def test_a_journal_open_for_reading_only_offers_no_check_in(at_trends: Callable[..., Reader]) -> None:
    reader = at_trends(read_only=True)
    reader.waits_for("This journal is open for reading only")
    assert not reader.page.body.empty.findChildren(type(reader.page.body.show_all))[0].isVisible()


def test_the_first_check_in_appears_as_single_marks(services: Services, at_trends: Callable[[], Reader]) -> None:
    reader = at_trends()
    reader.waits_for("Here you will see")
    rate(services, date(2026, 11, 20))
    reader.page.refresh(Change.of(Kind.CHECK_INS))
    reader.waits_for_chart(6)
    assert reader.sees(words(services, 12))
    assert reader.chip("12 months").isVisible()


def test_what_does_not_concern_the_page_is_not_read_again(
    reader: Reader, services: Services, tasks: TaskRunner
) -> None:
    rate(services, date(2026, 11, 20))
    reader.page.refresh(Change.of(Kind.ENTRIES, Kind.TAGS))
    assert not tasks.busy
    reader.page.refresh(None)
    reader.waits_for_chart(29)


def test_what_was_written_concerns_the_writing_view(reader: Reader, services: Services) -> None:
    reader.press(Key.Key_W)
    reader.waits_for_view("Writing")
    change = services.entries.write("A title", "Words.", practices=("power",)).change
    reader.page.refresh(change)
    view = services.trends.writing(services.trends.span(12))
    reader.waits_for(services.trends.words(view))
    assert sum(view.reflections) == 1


def test_coming_back_to_the_page_shows_what_was_rated_meanwhile(reader: Reader, services: Services) -> None:
    reader.page.hide()
    rate(services, date(2026, 11, 20))
    reader.page.refresh(Change.of(Kind.CHECK_INS))
    reader.page.show()
    reader.waits_for_chart(29)


def test_a_range_without_check_ins_says_so_and_offers_all(services: Services, at_trends: Callable[[], Reader]) -> None:
    rate(services, date(2026, 3, 3))
    rate(services, date(2026, 4, 3))
    reader = at_trends()
    reader.waits_for_chart(12)
    reader.click("3 months")
    reader.waits_for("No check-ins in the last three months. There are two from before that.")
    assert not reader.page.chart.isVisible()
    assert not reader.chip("Save as…").isEnabled()
    reader.button("Show all").setFocus()
    reader.press(Key.Key_Space)
    reader.waits_for_chart(12)
    assert reader.chip("All").isChecked()
    assert reader.chip("All").hasFocus()
    assert reader.chip("Save as…").isEnabled()


@pytest.fixture
def ahead(services: Services, clock: FakeClock) -> CheckIn:
    """A check-in of 31 January, made by a clock that was wrong, after one of 9 November."""
    rate(services, date(2026, 11, 9))
    clock.set("2027-02-01T09:00")
    found = rate(services, date(2027, 1, 31))
    clock.set("2026-11-22T10:00")
    return found


def test_a_check_in_dated_ahead_is_told_and_opened(ahead: CheckIn, at_trends: Callable[[], Reader]) -> None:
    reader = at_trends()
    reader.waits_for_chart(6)
    QTest.mouseClick(reader.button("Open the check-in of 31 January 2027"), LEFT)
    assert reader.asked == [("check_in_asked", ahead.uid)]


def test_a_comparison_up_to_today_says_what_is_dated_ahead_and_opens_it(
    ahead: CheckIn, at_trends: Callable[[], Reader]
) -> None:
    reader = at_trends()
    reader.waits_for_chart(6)
    periods = comparing(reader)
    periods.second.until.put(date(2026, 11, 22))
    periods.second.since.put(date(2026, 11, 15))
    reader.waits_for(
        "No check-ins in the second period, 15 November 2026 to 22 November 2026. Choose other days. A check-in dated "
        "ahead, 31 January 2027, is left out until then; if that is a slip, change its date."
    )
    QTest.mouseClick(reader.button("Open the check-in of 31 January 2027"), LEFT)
    assert reader.asked == [("check_in_asked", ahead.uid)]


def test_a_journal_that_cannot_be_read_is_told_and_tried_again(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise JournalDamaged(folder="/somewhere")

    with monkeypatch.context() as patch:
        patch.setattr(TrendService, "overview", broken)
        reader.click("3 months")
        reader.waits_for(NOT_READ)
    assert not reader.page.chart.isVisible()
    assert [note.is_error for note in reader.notes] == [True]
    assert "/somewhere" in reader.told()[0]
    QTest.mouseClick(reader.button("Try again"), LEFT)
    reader.waits_for_chart(11)
    assert not reader.sees(NOT_READ)


def test_a_long_wait_is_explained(reader: Reader, tasks: TaskRunner) -> None:
    go_on = threading.Event()
    tasks.run(reader.page, lambda _task: go_on.wait(20))
    reader.click("3 months")
    assert not reader.sees(LOADING)
    reader.waits_for(LOADING)
    go_on.set()
    reader.waits_for_chart(11)
    assert not reader.sees(LOADING)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(816, 640), (1096, 800), (1736, 1080)])
def test_all_of_the_page_is_seen_without_scrolling(
    reader: Reader, look: Look, size: tuple[int, int], theme: str
) -> None:
    look.choose(theme)
    page = reader.page
    page.resize(*size)
    reader.qtbot.waitUntil(lambda: page.chart.drawing is not None and page.chart.width() > size[0] * 0.85)
    reader.qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() == 0)
    assert page.chart.height() >= 295


@pytest.mark.parametrize("key", ["O", "P", "C", "W", "B"])
@pytest.mark.parametrize("width", [816, 1096, 1736])
def test_no_view_is_wider_than_the_page(reader: Reader, width: int, key: str) -> None:
    reader.press(getattr(Key, f"Key_{key}"))
    reader.page.resize(width, 800)
    reader.qtbot.waitUntil(lambda: reader.page.body.width() <= reader.page.viewport().width(), timeout=LONG)
    assert reader.page.body.minimumSizeHint().width() <= width


def test_a_practice_with_many_behaviours_is_scrolled_not_squeezed(
    services: Services, at_trends: Callable[[], Reader]
) -> None:
    for number in range(12):
        services.behaviours.add("power", f"I ask the question number {number} before I answer it myself")
    ratings = {each.key: 3 for each in services.behaviours.asked()}
    services.check_ins.save(Answers(ratings), date(2026, 11, 9))
    reader = at_trends()
    reader.waits_for_chart(6)
    reader.press(Key.Key_4)
    reader.waits_for_view("By practice")
    reader.qtbot.waitUntil(lambda: reader.page.verticalScrollBar().maximum() > 0, timeout=LONG)
    assert reader.page.chart.height() > 800
    reader.goes_into_the_chart()
    bar = reader.page.verticalScrollBar()
    for _ in range(14):
        reader.press(Key.Key_Down)
    assert bar.value() > 0
    chart = reader.page.chart
    assert chart.visibleRegion().contains(reader.at(reader.spot))


def test_a_low_page_is_scrolled_by_the_wheel_over_the_chart(reader: Reader) -> None:
    page = reader.page
    page.resize(816, 420)
    reader.qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    over_the_chart = QPointF(page.chart.mapTo(page, QPoint(60, 60)))
    QTest.wheelEvent(page.windowHandle(), over_the_chart, QPoint(0, -240))
    reader.qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)


def test_opening_the_page_does_not_import_matplotlib() -> None:
    script = "import sys, journal_app.ui.pages.trends; sys.exit('matplotlib' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)

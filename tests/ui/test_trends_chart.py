"""The trends' chart by keyboard, pointer and ear, and what stands behind its marks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from shiboken6 import isValid

from journal_app.bootstrap import Services
from journal_app.charts.drawing import Spot
from journal_app.charts.palette import LIGHT
from journal_app.domain.check_in import Answers, CheckIn
from journal_app.domain.content import Behaviour
from journal_app.domain.trends.compare import build_comparison
from journal_app.domain.trends.practice import build_practice
from journal_app.domain.trends.views import Span
from journal_app.ui.dialogs.evidence import EvidenceDialog
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.data_table import DataTable
from journal_app.ui.widgets.link_row import LinkRow
from journal_app.ui.widgets.point_card import Around, place_beside
from tests.support.trends_page import DAYS, LEFT, LONG, Key, Reader, rate


def description(reader: Reader) -> str:
    return QAccessible.queryAccessibleInterface(reader.page.chart).text(QAccessible.Text.Description)


def test_the_chart_is_named_and_described_by_the_sentence_and_its_keys(reader: Reader, services: Services) -> None:
    spoken = QAccessible.queryAccessibleInterface(reader.page.chart)
    words = services.trends.words(services.trends.overview(services.trends.span(12)))
    assert spoken.text(QAccessible.Text.Name) == "Chart: Overview"
    assert description(reader).startswith(words)
    assert "Arrow keys go from mark to mark" in description(reader)


def test_tab_comes_in_on_the_newest_mark_which_is_shown_and_described_and_not_said_twice(reader: Reader) -> None:
    reader.goes_into_the_chart()
    words = reader.spot.words
    assert words.startswith("Monday 9 November 2026, Safe, inclusive, trusting: ")
    assert reader.said == []
    assert description(reader) == words
    card = reader.page.chart.card
    assert card.isVisible()
    assert card.text() == words


def test_left_and_right_go_from_check_in_to_check_in_and_stop_at_the_ends(reader: Reader) -> None:
    reader.goes_into_the_chart()
    days = []
    for _ in range(5):
        days.append(reader.spot.words.split(",")[0])
        reader.press(Key.Key_Left)
    assert days == [
        "Monday 9 November 2026",
        "Monday 5 October 2026",
        "Monday 6 July 2026",
        "Tuesday 3 March 2026",
        "Tuesday 3 March 2026",
    ]
    assert reader.said[-1] == f"The first. {reader.spot.words}"
    reader.press(Key.Key_Right)
    assert reader.spot.words.startswith("Monday 6 July 2026")
    assert reader.said[-1] == reader.spot.words


def test_home_and_end_go_to_the_first_and_the_last(reader: Reader) -> None:
    reader.goes_into_the_chart()
    reader.press(Key.Key_Home)
    assert reader.spot.words.startswith("Tuesday 3 March 2026")
    reader.press(Key.Key_End)
    assert reader.spot.words.startswith("Monday 9 November 2026")
    reader.press(Key.Key_Right)
    assert reader.said[-1] == f"The last. {reader.spot.words}"


def test_down_and_up_keep_to_the_check_in_or_the_nearest_day(reader: Reader) -> None:
    reader.goes_into_the_chart()
    reader.press(Key.Key_Left)
    for _ in range(4):
        reader.press(Key.Key_Down)
        assert reader.spot.words.startswith("Monday 5 October 2026")
    reader.press(Key.Key_Down)  # the last practice was left out that day
    assert reader.spot.words.startswith("Monday 9 November 2026, Shared decisions")
    reader.press(Key.Key_Down)
    assert "Shared decisions" in reader.spot.words
    reader.press(Key.Key_Up)
    assert reader.spot.words.startswith("Monday 9 November 2026, Surfacing conflict")


def test_the_ring_around_the_mark_is_in_the_accent(reader: Reader, look: Look) -> None:
    reader.goes_into_the_chart()
    chart, spot = reader.page.chart, reader.spot
    reader.press(Key.Key_Escape)
    assert not chart.card.isVisible()
    box = chart.rect_of(spot)
    picture = chart.grab(box).toImage()
    accent = look.theme.colour("accent")
    edge = [picture.pixelColor(x, picture.height() // 2) for x in range(4)]
    assert any(_near(colour, accent) for colour in edge)
    reader.press(Key.Key_Left)
    assert not any(_near(chart.grab(box).toImage().pixelColor(x, box.height() // 2), accent) for x in range(4))


def _near(one: QColor, other: QColor) -> bool:
    apart = (one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue())
    return all(abs(each) < 30 for each in apart)


def test_the_card_is_never_cut_and_never_over_its_mark(reader: Reader) -> None:
    reader.goes_into_the_chart()
    chart = reader.page.chart
    for _series in range(6):
        reader.press(Key.Key_Home)
        for _ in range(4):
            assert chart.rect().contains(chart.card.geometry())
            assert not chart.card.geometry().intersects(chart.rect_of(reader.spot))
            reader.press(Key.Key_Right)
        reader.press(Key.Key_Down)


def test_a_card_that_fits_nowhere_still_hides_no_mark() -> None:
    mark, room = QRect(20, 20, 10, 10), QRect(0, 0, 60, 60)
    assert not QRect(place_beside(mark, QSize(80, 80), room), QSize(80, 80)).intersects(mark)


def test_a_card_goes_where_it_hides_no_words_and_the_fewest_marks() -> None:
    mark, room, size = QRect(200, 200, 10, 10), QRect(0, 0, 400, 400), QSize(100, 40)
    words = (QRect(150, 150, 110, 20), QRect(100, 230, 200, 20))
    beside = QRect(place_beside(mark, size, room, Around((), words)), size)
    assert not any(beside.intersects(each) for each in words)
    assert beside.left() > mark.right()
    marks = [QPoint(250, 205), QPoint(280, 205)]
    other = QRect(place_beside(mark, size, room, Around(marks, words)), size)
    assert not any(other.intersects(each) for each in words)
    assert not any(other.contains(each) for each in marks)


def test_the_card_leaves_words_and_titles_free_where_there_is_room(reader: Reader) -> None:
    reader.page.resize(1280, 800)
    reader.waits_for_chart(23)
    reader.goes_into_the_chart()
    chart = reader.page.chart
    assert chart.words
    free = 0
    for _series in range(6):
        card = chart.card.geometry()
        free += not any(card.intersects(box) for box in chart.words)
        reader.press(Key.Key_Down)
    assert free >= 4


def test_the_pointer_over_a_mark_shows_the_same_and_a_click_goes_to_it(reader: Reader) -> None:
    chart = reader.page.chart
    assert chart.drawing is not None
    spot, other = chart.drawing.spots[5], chart.drawing.spots[0]
    QTest.mouseMove(chart, reader.at(spot))
    assert chart.card.isVisible()
    assert chart.card.text() == spot.words
    assert chart.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert reader.said == []
    QTest.mouseMove(chart, QPoint(2, 2))
    assert not chart.card.isVisible()
    QTest.mouseClick(chart, LEFT, pos=reader.at(other))
    assert reader.spot == other
    assert reader.said == [other.words]


def test_escape_puts_the_card_away_and_an_arrow_brings_it_back(reader: Reader) -> None:
    reader.goes_into_the_chart()
    reader.press(Key.Key_Escape)
    assert not reader.page.chart.card.isVisible()
    reader.press(Key.Key_Left)
    assert reader.page.chart.card.isVisible()


def test_the_mark_gone_to_is_found_again_in_another_range(reader: Reader) -> None:
    reader.goes_into_the_chart()
    reader.press(Key.Key_Left)
    before = reader.spot
    reader.page.body.header.choose_all()
    reader.waits_for_chart(29)
    assert (reader.spot.series, reader.spot.check_in) == (before.series, before.check_in)


def test_return_lists_the_reflections_attached_and_opens_one(
    services: Services, at_trends: Callable[[], Reader]
) -> None:
    uid = services.entries.write("The budget meeting", "I asked before I answered.", practices=("power",)).uid
    rate(services, date(2026, 11, 9), evidence=uid)
    reader = at_trends()
    reader.waits_for_chart(6)
    reader.goes_into_the_chart()
    assert "one reflection attached" in reader.spot.words
    dialog = reader.opens_evidence()
    assert any(text.text() == "Safe, inclusive, trusting, 9 November 2026" for text in dialog.findChildren(QLabel))
    row = dialog.findChildren(LinkRow)[0]
    assert row.text() == "The budget meeting"
    assert dialog.focusWidget() is row
    QTest.keyClick(row, Key.Key_Return)
    assert reader.asked == [("entry_asked", uid)]


def test_a_rating_without_a_reflection_says_so_and_opens_its_check_in(reader: Reader, services: Services) -> None:
    reader.goes_into_the_chart()
    dialog = reader.opens_evidence()
    assert any(text.text() == "No reflection is attached to this rating." for text in dialog.findChildren(QLabel))
    opening = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Open the check-in")
    assert dialog.focusWidget() is opening
    QTest.keyClick(opening, Key.Key_Space)
    newest = services.check_ins.all()[-1]
    assert newest.on == DAYS[-1]
    assert reader.asked == [("check_in_asked", newest.uid)]


def test_what_was_noted_beside_the_ratings_stands_there_too(
    services: Services, at_trends: Callable[[], Reader]
) -> None:
    power = [each for each in services.content.behaviours() if each.practice == "power"]
    ratings = {each.key: 3 for each in power}
    services.check_ins.save(Answers(ratings, {power[1].key: "Twice with Ruth."}), date(2026, 11, 9))
    reader = at_trends()
    reader.waits_for_chart(1)
    reader.goes_into_the_chart()
    seen = [text.text() for text in reader.opens_evidence().findChildren(QLabel)]
    assert power[1].text in seen
    assert "Twice with Ruth." in seen
    assert "3.0, from 3 ratings" in seen
    assert power[0].text not in seen


def test_a_double_click_opens_what_return_does(reader: Reader) -> None:
    chart = reader.page.chart
    assert chart.drawing is not None
    QTest.mouseDClick(chart, LEFT, pos=reader.at(chart.drawing.spots[0]))
    reader.qtbot.waitUntil(lambda: bool(reader.page.findChildren(EvidenceDialog)), timeout=LONG)


def test_where_the_page_scrolls_a_double_click_opens_the_mark_it_was_on(reader: Reader) -> None:
    page, chart = reader.page, reader.page.chart
    before = chart.drawing
    page.resize(1000, 420)
    reader.qtbot.waitUntil(lambda: chart.drawing is not before, timeout=LONG)
    assert chart.drawing is not None
    seen = chart.visibleRegion().boundingRect()
    lowest = max((spot for spot in chart.drawing.spots if seen.contains(chart.rect_of(spot))), key=lambda spot: spot.y)
    opened: list[Spot] = []
    chart.opened.connect(opened.append)
    hand = chart.mapToGlobal(reader.at(lowest))
    QTest.mouseClick(chart, LEFT, pos=chart.mapFromGlobal(hand))
    assert reader.spot == lowest
    QTest.mouseDClick(chart, LEFT, pos=chart.mapFromGlobal(hand))
    assert opened == [lowest]


def test_where_the_page_scrolls_a_key_brings_its_mark_and_card_into_view(reader: Reader) -> None:
    page, chart = reader.page, reader.page.chart
    before = chart.drawing
    page.resize(1000, 420)
    reader.qtbot.waitUntil(lambda: chart.drawing is not before, timeout=LONG)
    reader.goes_into_the_chart()
    for _series in range(6):
        seen = chart.visibleRegion().boundingRect()
        assert seen.contains(chart.rect_of(reader.spot))
        assert seen.contains(chart.card.geometry())
        reader.press(Key.Key_Down)


def test_a_check_in_deleted_meanwhile_is_told(reader: Reader, services: Services) -> None:
    reader.goes_into_the_chart()
    services.check_ins.delete(reader.spot.check_in)
    reader.press(Key.Key_Return)
    reader.qtbot.waitUntil(lambda: bool(reader.notes), timeout=LONG)
    assert "That check-in is no longer in this journal." in reader.told()[0]


def test_a_month_of_the_writing_view_lists_its_reflections(reader: Reader, services: Services) -> None:
    services.entries.write("On sharing the agenda", "Words.", practices=("power",))
    reader.press(Key.Key_W)
    reader.waits_for_view("Writing")
    reader.goes_into_the_chart()
    reader.press(Key.Key_Left, Key.Key_Down, Key.Key_Down, Key.Key_Down)
    assert (reader.spot.practice, reader.spot.month) == ("power", "2026-11")
    dialog = reader.opens_evidence()
    assert any(text.text() == "Managing power, November 2026" for text in dialog.findChildren(QLabel))
    assert [row.text() for row in dialog.findChildren(LinkRow)] == ["On sharing the agenda"]


def test_another_theme_redraws_the_chart_in_its_colours(reader: Reader, look: Look) -> None:
    assert reader.page.chart.grab().toImage().pixelColor(2, 2) == QColor("#FAF8F5")
    drawing = reader.page.chart.drawing
    look.choose("dark")
    reader.qtbot.waitUntil(lambda: reader.page.chart.drawing is not drawing, timeout=LONG)
    picture = reader.page.chart.grab().toImage()
    assert picture.pixelColor(2, 2) == QColor("#17191C")
    assert reader.page.chart.drawing is not None
    spot = reader.page.chart.drawing.spots[0]
    box = reader.page.chart.rect_of(spot)
    seen = {
        picture.pixelColor(x, y).name() for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom())
    }
    assert "#4fa3e0" in seen


def test_many_sizes_in_a_row_make_one_drawing_of_the_last(reader: Reader) -> None:
    drawn = []
    reader.page.chart.drawn.connect(lambda: drawn.append(reader.page.chart.drawing))
    for width in range(1000, 1400, 10):
        reader.page.resize(width, 800)
    reader.qtbot.waitUntil(lambda: bool(drawn), timeout=LONG)
    assert len(drawn) == 1
    assert drawn[0] is not None
    assert drawn[0].figure.get_size_inches()[0] == reader.page.chart.width() / 100


def test_while_a_new_chart_is_drawn_the_old_one_stands(reader: Reader, tasks: TaskRunner) -> None:
    go_on = threading.Event()
    tasks.run(reader.page, lambda _task: go_on.wait(20))
    chart = reader.page.chart
    before, drawing = chart.grab().toImage(), chart.drawing
    reader.page.resize(1200, 800)
    reader.qtbot.waitUntil(lambda: chart.width() > before.width())
    assert chart.drawing is drawing
    assert chart.grab().toImage().copy(0, 0, 600, 300) == before.copy(0, 0, 600, 300)
    go_on.set()
    reader.qtbot.waitUntil(lambda: chart.drawing is not drawing, timeout=LONG)


def test_ten_years_of_weeks_are_walked_without_waiting(services: Services, at_trends: Callable[[], Reader]) -> None:
    for week in range(30):
        rate(services, date(2026, 11, 20) - timedelta(weeks=week))
    reader = at_trends()
    reader.waits_for_chart(30 * 6)
    reader.goes_into_the_chart()
    for _ in range(29):
        reader.press(Key.Key_Left)
    assert reader.spot.words.startswith("Friday 1 May 2026")
    assert len(set(reader.said)) == 29


def test_a_page_that_is_gone_does_not_mind_another_theme(
    services: Services, look: Look, at_trends: Callable[[], Reader]
) -> None:
    rate(services, date(2026, 11, 9))
    reader = at_trends()
    reader.waits_for_chart(6)
    reader.page.deleteLater()
    reader.qtbot.waitUntil(lambda: not isValid(reader.page))
    look.choose("dark")
    QApplication.processEvents()


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_chart_has_as_many_dots_as_the_screen_shows(
    reader: Reader, services: Services, look: Look, ratio: float
) -> None:
    from journal_app.ui.widgets.chart_rendering import Subject, chart_colours, render

    view = services.trends.overview(services.trends.span(None))
    content = services.content
    subject = Subject(view, content.practices(), services.trends.behaviours(), content.scale())
    picture = render(subject, chart_colours(look.theme), (800, 400), ratio)
    assert picture is not None
    assert (picture.image.width(), picture.image.height()) == (800 * ratio, 400 * ratio)
    assert render(subject, chart_colours(look.theme), (800, 400), ratio, stop=lambda: True) is None


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_of_hundreds_of_long_behaviours_a_picture_has_as_many_as_it_holds(services: Services, ratio: float) -> None:
    from journal_app.ui.widgets.chart_rendering import MOST_DOTS, Subject, render

    many = [
        Behaviour(f"own-{n}", "power", f"{n:03} " + "I do what I said I would " * 11, 1, "own", own=True)
        for n in range(600)
    ]
    day = date(2026, 11, 9)
    whole = Span(None, day)
    check_in = CheckIn(
        "c", day, {each.key: 1 + n % 5 for n, each in enumerate(many)}, datetime(2026, 11, 9, tzinfo=UTC)
    )
    views = (
        build_practice("power", many, [check_in], whole, day),
        build_comparison(services.content.practices(), many, [check_in], (whole, whole), day, "power"),
    )
    for view in views:
        subject = Subject(view, services.content.practices(), many, services.content.scale())
        picture = render(subject, LIGHT, (700, 30_000), ratio)
        assert picture is not None
        assert picture.image.height() <= MOST_DOTS
        assert 0.9 * MOST_DOTS < picture.least_height * ratio <= MOST_DOTS  # no more is left out than has to be
        shown = list(dict.fromkeys(spot.series for spot in picture.drawing.spots))
        assert shown == [each.key for each in many[: len(shown)]]
        assert picture.left_out == 600 - len(shown) > 100


def test_the_page_says_what_its_chart_has_no_room_for_and_the_table_holds_it(
    services: Services, at_trends: Callable[[], Reader]
) -> None:
    own = [services.behaviours.add("power", f"{n:03} " + "I do what I said I would " * 11)[0] for n in range(290)]
    services.check_ins.save(Answers({each.key: 3 for each in own}), date(2026, 11, 9))
    reader = at_trends()
    reader.press(Key.Key_4)
    reader.waits_for_view("By practice")
    reader.waits_for(" more behaviours, for which the chart has no room.")
    left_out = reader.page.chart.left_out
    assert reader.sees(f"The table has {left_out} more behaviours")
    assert reader.points() == 290 - left_out
    reader.press(Key.Key_T)
    assert not reader.sees("for which the chart has no room")
    table = reader.page.findChildren(DataTable)[0].model()
    assert table is not None
    assert table.columnCount() >= 290

"""The table in place of the chart: the very numbers of the view, for the keyboard and the screen reader."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from journal_app.bootstrap import Services
from journal_app.domain.trends.tables import Table
from journal_app.domain.trends.views import View
from journal_app.ui.dialogs.evidence import EvidenceDialog
from journal_app.ui.theme import Look, Theme
from tests.support.trend_files import holds_what_is_shown
from tests.support.trends_page import Key, Reader, rate

DOWN, ALONG = Qt.Orientation.Vertical, Qt.Orientation.Horizontal


def seen(reader: Reader) -> Table:
    """What the table shows, as it shows it."""
    model = reader.page.table.model()
    rows, columns = range(model.rowCount()), range(model.columnCount())
    heads = tuple(model.headerData(column, ALONG) for column in columns)
    cells = tuple(
        (model.headerData(row, DOWN), *(model.index(row, column).data() for column in columns)) for row in rows
    )
    return Table(heads, cells, ())


def assert_shows(reader: Reader, services: Services, view: View) -> None:
    table = services.trends.table(view)
    assert reader.page.table.isVisible()
    assert seen(reader).columns == table.columns[1:]
    assert seen(reader).rows == table.rows


def assert_no_head_is_cut(reader: Reader) -> None:
    """Every head along the top fits its column, and the lines of the longest fit the head."""
    head = reader.page.table.horizontalHeader()
    least = head.minimumSectionSize()
    reader.qtbot.waitUntil(lambda: abs(head.sectionSize(0) - max(least, head.width() // head.count())) < 6)
    for column in range(head.count()):
        room = head.sectionSize(column) - 22
        words = reader.page.table.model().headerData(column, ALONG)
        box = head.fontMetrics().boundingRect(0, 0, room, 900, int(Qt.TextFlag.TextWordWrap), words)
        assert box.width() <= room
        tall = box.height() + 12
        reader.qtbot.waitUntil(lambda: head.height() >= tall)  # noqa: B023  at once


def test_t_turns_the_chart_into_a_table_and_back(reader: Reader) -> None:
    page = reader.page
    reader.press(Key.Key_T)
    assert page.table.isVisible()
    assert not page.chart.isVisible()
    assert reader.chip("Table").isChecked()
    assert reader.sees("from 1 (hardly ever) to 5 (almost always); – has no score.")
    reader.press(Key.Key_T)
    assert page.chart.isVisible()
    assert not page.table.isVisible()
    reader.click("Table")
    assert page.table.isVisible()


def test_coming_back_from_the_table_the_keyboard_is_in_the_chart(reader: Reader) -> None:
    reader.press(Key.Key_T)
    assert reader.page.table.hasFocus()
    reader.press(Key.Key_T)
    assert reader.page.chart.hasFocus()


def test_each_view_has_the_table_of_the_service(reader: Reader, services: Services) -> None:
    trends = services.trends
    span = trends.span(12)
    reader.press(Key.Key_T)
    assert_shows(reader, services, trends.overview(span))
    views = (
        (Key.Key_4, trends.practice("power", span)),
        (Key.Key_C, trends.compare(*trends.usual_periods(trends.span(None)))),
        (Key.Key_W, trends.writing(span)),
    )
    for key, view in views:
        reader.press(key)
        reader.waits_for(trends.words(view))
        assert_shows(reader, services, view)


def test_the_check_ins_stand_newest_first_and_say_what_was_not_rated(reader: Reader) -> None:
    reader.press(Key.Key_T)
    model = reader.page.table.model()
    days = [model.headerData(row, DOWN) for row in range(model.rowCount())]
    assert days == ["9 November 2026", "5 October 2026", "6 July 2026", "3 March 2026"]
    assert model.index(1, 5).data() == "–"
    assert model.index(1, 5).data(Qt.ItemDataRole.AccessibleTextRole) == "none"
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == model.index(0, 0).data()
    assert reader.page.table.accessibleName() == "Table: Overview"


def test_the_numbers_are_those_of_the_file(reader: Reader, services: Services) -> None:
    reader.press(Key.Key_T)
    text = services.trends.csv(services.trends.overview(services.trends.span(12)))
    table = seen(reader)
    assert holds_what_is_shown(list(csv.reader(text.splitlines())), ("", *table.columns), table.rows)


def test_the_table_is_walked_by_arrow_keys_and_left_by_tab(reader: Reader) -> None:
    reader.press(Key.Key_T)
    table = reader.page.table
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Right):
        reader.press(key)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 2)
    reader.press(Key.Key_Tab)
    assert not table.hasFocus()


def test_the_table_follows_the_range_and_stays_on(reader: Reader) -> None:
    reader.press(Key.Key_T)
    reader.click("3 months")
    reader.qtbot.waitUntil(lambda: reader.page.table.model().rowCount() == 2)
    assert reader.page.table.isVisible()


def test_a_long_table_keeps_its_head_and_scrolls_under_the_arrow_keys(
    services: Services, at_trends: Callable[[], Reader]
) -> None:
    for week in range(30):
        rate(services, date(2026, 11, 20) - timedelta(weeks=week))
    reader = at_trends()
    reader.waits_for_chart(6 * 30)
    reader.press(Key.Key_T)
    page, table = reader.page, reader.page.table
    page.resize(816, 640)
    reader.qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() > 0)
    assert page.verticalScrollBar().maximum() == 0
    for _ in range(29):
        reader.press(Key.Key_Down)
    assert table.currentIndex().row() == 29
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))
    assert not table.horizontalHeader().visibleRegion().isEmpty()
    assert_no_head_is_cut(reader)


@pytest.mark.parametrize("key", ["O", "4", "C", "W"])
@pytest.mark.parametrize("width", [816, 1096, 1736])
def test_no_head_is_cut(reader: Reader, width: int, key: str) -> None:
    reader.press(getattr(Key, f"Key_{key}"), Key.Key_T)
    reader.page.resize(width, 800)
    names = {"O": "Overview", "4": "By practice", "C": "Compare", "W": "Writing"}
    reader.qtbot.waitUntil(lambda: reader.page.table.accessibleName() == f"Table: {names[key]}")
    reader.qtbot.waitUntil(reader.page.table.isVisible)
    assert_no_head_is_cut(reader)


@pytest.fixture
def changed(services: Services, at_trends: Callable[[], Reader]) -> Reader:
    """Somebody who sees a table in the smallest window, with a column for the statements that changed."""
    rate(services, date(2026, 9, 9))
    for behaviour in services.behaviours.asked()[3:12:3]:
        services.behaviours.reword(behaviour.key, f"{behaviour.text}, always")
    rate(services, date(2026, 11, 9))
    reader = at_trends()
    reader.waits_for_chart(12)
    reader.press(Key.Key_T)
    reader.page.resize(816, 600)
    reader.qtbot.waitUntil(lambda: reader.page.table.isVisible() and reader.page.table.property("stacked") is True)
    return reader


def test_in_the_smallest_window_the_overviews_heads_all_stand_within_it_and_no_word_is_broken(changed: Reader) -> None:
    table, head = changed.page.table, changed.page.table.horizontalHeader()
    changed.qtbot.waitUntil(lambda: head.length() <= head.width())
    assert table.horizontalScrollBar().maximum() == 0
    assert head.count() == 7
    assert table.model().headerData(6, ALONG) == "Statements changed"
    for column in range(head.count()):
        words = table.model().headerData(column, ALONG)
        left = head.sectionViewportPosition(column)
        for word in words.split():
            assert 4 + head.fontMetrics().horizontalAdvance(word) <= head.sectionSize(column)
        assert left + head.sectionSize(column) <= table.viewport().width()
        assert table.model().headerData(column, ALONG, Qt.ItemDataRole.ToolTipRole) == words
    tallest = head.fontMetrics().lineSpacing() * 3
    changed.qtbot.waitUntil(lambda: head.height() > tallest + 12)  # a line for the marks, and three of words


def test_names_too_long_for_their_cell_are_seen_as_marks_and_heard_and_pointed_at_whole(
    changed: Reader, look: Look
) -> None:
    table = changed.page.table
    cell = table.model().index(0, 6)
    names = "Healthy relationships; Shared purpose; Managing power"
    assert (
        cell.data() == cell.data(Qt.ItemDataRole.AccessibleTextRole) == cell.data(Qt.ItemDataRole.ToolTipRole) == names
    )
    place = table.visualRect(cell)
    picture = table.viewport().grab(place).toImage()
    seen_colours = {picture.pixelColor(x, picture.height() // 2).name() for x in range(picture.width())}
    marks = {look.theme.mark(shape).name() for shape in ("square", "triangle", "diamond")}
    assert marks <= seen_colours
    assert look.theme.mark("circle").name() not in seen_colours
    assert table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole) is None


def test_painting_asks_once_how_a_cell_looks(reader: Reader, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    class Asked:
        times = 0

        @property
        def theme(self) -> Theme:
            self.times += 1
            return look.theme

    reader.press(Key.Key_T)
    table, asked = reader.page.table, Asked()
    model = table.model()
    monkeypatch.setattr(model, "_look", asked)
    table.viewport().grab()
    assert asked.times == model.rowCount() * model.columnCount()


def test_in_a_wide_window_the_marks_stand_beside_the_names_again(changed: Reader) -> None:
    changed.page.resize(1300, 800)
    changed.qtbot.waitUntil(lambda: changed.page.table.property("stacked") is False)
    assert changed.page.table.horizontalHeader().minimumSectionSize() > 96


def test_nothing_is_laid_out_for_a_table_nobody_looks_at(reader: Reader) -> None:
    assert reader.page.table.model().rowCount() == 0
    reader.press(Key.Key_T)
    assert reader.page.table.model().rowCount() == 4


def test_return_on_a_number_opens_what_its_mark_opens(reader: Reader) -> None:
    reader.press(Key.Key_T)
    reader.page.table.setCurrentIndex(reader.page.table.model().index(2, 1))
    dialog = reader.opens_evidence()
    assert any(each.text() == "Healthy relationships, 6 July 2026" for each in dialog.findChildren(QLabel))


def test_a_number_that_is_not_there_opens_nothing(reader: Reader) -> None:
    reader.press(Key.Key_T)
    reader.page.table.setCurrentIndex(reader.page.table.model().index(1, 5))
    reader.press(Key.Key_Return)
    assert not any(dialog.isVisible() for dialog in reader.page.findChildren(EvidenceDialog))

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
    assert reader.sees("from 1 (hardly ever) to 5 (almost always); – is not rated.")
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
    assert model.index(1, 5).data(Qt.ItemDataRole.AccessibleTextRole) == "not rated"
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

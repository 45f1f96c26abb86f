"""Trends by the keyboard alone: where Tab stops, what the arrows choose, and where all keys are told."""

from __future__ import annotations

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit

from journal_app.bootstrap import Services
from journal_app.ui.page_keys import PAGE_KEYS
from journal_app.ui.pages.trends.header import VIEWS
from journal_app.ui.widgets.day_field import DayField
from tests.support.trends_page import DAYS, Key, Reader, answers_on
from tests.support.window import Person


def stops(reader: Reader, most: int = 20) -> list[str]:
    """What Tab comes to, from the first thing on the page to the chart or the table."""
    reader.chip("Table").setFocus()
    visited = []
    for _ in range(most):
        focus = QApplication.focusWidget()
        assert focus is not None
        visited.append(focus.accessibleName() or (focus.text()[:8] if isinstance(focus, QLabel) else ""))
        if focus in (reader.page.chart, reader.page.table):
            break
        reader.press(Key.Key_Tab)
    return visited


def test_tab_comes_to_the_view_and_the_range_once_each_and_then_to_the_words(reader: Reader) -> None:
    sentence = reader.page.body._sentence.text()[:8]
    assert stops(reader) == ["Table", "Save as…", "Overview", "12 months", sentence, "Chart: Overview"]


def test_the_days_of_a_range_come_before_the_words_and_each_is_one_stop(reader: Reader) -> None:
    reader.click("From one day to another")
    reader.waits_for_chart(23)
    found = stops(reader)
    assert found[2:6] == ["Overview", "From one day to another", "From, first day", "From, last day"]
    assert found[7:] == ["Chart: Overview"]


def test_the_periods_of_a_comparison_come_before_the_words(reader: Reader) -> None:
    reader.press(Key.Key_C)
    reader.waits_for_view("Compare")
    found = stops(reader)
    days = [f"{name}, {which} day" for name in ("First", "Second") for which in ("first", "last")]
    assert found[2:-2] == ["Compare", "All practices", *days, "Periods…"]
    assert found[-1] == "Chart: Compare"


def test_tab_enters_at_the_view_that_was_chosen_by_a_key_and_arrows_choose_at_once(reader: Reader) -> None:
    reader.press(Key.Key_W)
    reader.waits_for_view("Writing")
    assert "Writing" in stops(reader)
    reader.chip("Writing").setFocus()
    reader.press(Key.Key_Right)
    assert reader.chip("Looking back").hasFocus()
    assert reader.chip("Looking back").isChecked()
    reader.press(Key.Key_Left, Key.Key_Left, Key.Key_Left)
    assert reader.chip("By practice").isChecked()
    reader.waits_for_view("By practice")
    assert "Writing" not in stops(reader)


def test_arrows_choose_a_practice(reader: Reader, services: Services) -> None:
    first, second = (item.short for item in services.content.practices()[:2])
    reader.press(Key.Key_P)
    reader.waits_for_view("By practice")
    found = stops(reader)
    assert first in found
    assert second not in found
    reader.chip(first).setFocus()
    reader.press(Key.Key_Right)
    assert reader.chip(second).isChecked()


def test_left_and_right_lead_from_the_day_to_the_month_and_the_year(reader: Reader) -> None:
    reader.click("From one day to another")
    reader.waits_for_chart(23)
    since = next(each for each in reader.page.findChildren(DayField) if each.accessibleName() == "From, first day")
    since.setFocus()
    since.setDate(QDate(2026, 3, 3))
    since.setCurrentSectionIndex(0)
    reader.press(Key.Key_Left, Key.Key_Down, Key.Key_Right, Key.Key_Down, Key.Key_Right, Key.Key_Right, Key.Key_Down)
    assert since.date() == QDate(2025, 2, 2)


def test_the_longest_day_is_seen_whole(reader: Reader) -> None:
    reader.click("From one day to another")
    reader.waits_for_chart(23)
    since = reader.page.findChildren(DayField)[0]
    since.setDate(QDate(2026, 9, 30))
    line = since.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert line.text() == "30 September 2026"
    assert line.fontMetrics().horizontalAdvance(line.text()) + 4 <= line.width()


def test_the_list_of_keys_holds_those_of_the_pages(person: Person) -> None:
    person.start_without_passphrase()
    person.press(Key.Key_F1)
    person.until(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    shown = [each.text() for each in dialog.findChildren(QLabel)]
    for _where, what, key in PAGE_KEYS:
        assert what in shown
        assert key in shown
    dialog.reject()
    told = {(what, key) for _where, what, key in PAGE_KEYS}
    assert {(text, key) for _kind, text, key, _about in VIEWS} <= told


def test_the_list_of_keys_holds_those_that_go_back_to_the_statement_just_rated(person: Person) -> None:
    person.start_without_passphrase()
    person.press(Key.Key_F1)
    person.until_dialog()
    assert person.sees("Attach reflections to the statement just rated")
    assert person.sees("Write a note on the statement just rated")
    assert {"Shift+E", "Shift+Return"} <= set(person.texts())
    person.press(Key.Key_Escape)
    person.until_no_dialog()


def test_the_table_is_turned_to_and_saved_from_the_menu_only_where_there_is_a_chart(person: Person) -> None:
    person.start_without_passphrase()
    actions = person.window.menus.actions
    mine = [actions[key] for key in ("trends_table", "trends_png", "trends_svg", "trends_csv")]
    person.workspace.go("trends")
    person.until_quiet()
    assert not any(action.isEnabled() for action in mine)
    person.workspace.broadcast(person.services.check_ins.save(answers_on(person.services, DAYS[-1]), DAYS[-1]).change)
    page = person.workspace.page("trends")
    person.until(lambda: page.chart.drawing is not None)  # type: ignore[attr-defined]
    assert all(action.isEnabled() for action in mine)
    actions["trends_table"].trigger()
    assert page.table.isVisible()  # type: ignore[attr-defined]
    actions["trends_table"].trigger()
    assert page.chart.isVisible()  # type: ignore[attr-defined]
    person.workspace.go("today")
    assert not any(action.isEnabled() for action in mine)
    person.until_quiet()

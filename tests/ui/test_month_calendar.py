"""The month of the journal page: its keys, what it says, and what it shows."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journal_app.ui.theme import Look
from journal_app.ui.widgets.month_calendar import MonthCalendar

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
SHAPES = {"environment": "circle", "power": "diamond"}


class Heard:
    """What the calendar told."""

    def __init__(self, calendar: MonthCalendar) -> None:
        self.days: list[object] = []
        self.months: list[object] = []
        self.shown: list[tuple[object, object]] = []
        calendar.day_chosen.connect(self.days.append)
        calendar.month_chosen.connect(self.months.append)
        calendar.month_shown.connect(lambda first, last: self.shown.append((first, last)))


@pytest.fixture
def calendar(qtbot: QtBot, look: Look) -> MonthCalendar:
    """November 2026, on the 22nd, with the keyboard."""
    made = MonthCalendar(look, date(2026, 11, 22), SHAPES)
    qtbot.addWidget(made)
    made.resize(268, made.height())
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def press(calendar: MonthCalendar, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(calendar, key)


def said(calendar: MonthCalendar) -> str:
    return calendar.accessibleName()


def test_it_says_which_day_it_is_and_what_was_written(calendar: MonthCalendar) -> None:
    assert said(calendar) == "Calendar, Sunday 22 November 2026, nothing written"
    calendar.set_days({date(2026, 11, 22): (2, frozenset({"power"})), date(2026, 11, 21): (1, frozenset())})
    assert said(calendar) == "Calendar, Sunday 22 November 2026, 2 reflections"
    press(calendar, Key.Key_Left)
    assert said(calendar) == "Calendar, Saturday 21 November 2026, 1 reflection"
    assert "M the whole month" in calendar.accessibleDescription()


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        ((Key.Key_Left,), date(2026, 11, 21)),
        ((Key.Key_Right,), date(2026, 11, 23)),
        ((Key.Key_Up,), date(2026, 11, 15)),
        ((Key.Key_Down, Key.Key_Down), date(2026, 12, 6)),
        ((Key.Key_Home,), date(2026, 11, 1)),
        ((Key.Key_End,), date(2026, 11, 30)),
        ((Key.Key_Home, Key.Key_Left), date(2026, 10, 31)),
        ((Key.Key_PageUp,) * 9, date(2026, 2, 22)),
        ((Key.Key_PageDown,) * 2, date(2027, 1, 22)),
        ((Key.Key_End, Key.Key_PageUp, Key.Key_End, Key.Key_PageDown), date(2026, 11, 30)),
        ((Key.Key_End, *(Key.Key_PageUp,) * 9), date(2026, 2, 28)),
    ],
)
def test_keys_move_by_days_weeks_and_months(calendar: MonthCalendar, keys: tuple[Qt.Key, ...], day: date) -> None:
    heard = Heard(calendar)
    press(calendar, *keys, Key.Key_Return)
    assert heard.days == [day]
    assert calendar.month == day.replace(day=1)


def test_turning_to_another_month_asks_for_its_days(calendar: MonthCalendar) -> None:
    heard = Heard(calendar)
    press(calendar, Key.Key_PageUp)
    assert heard.shown == [(date(2026, 10, 1), date(2026, 10, 31))]
    press(calendar, Key.Key_Left)
    assert len(heard.shown) == 1


def test_m_chooses_the_month_and_space_the_day(calendar: MonthCalendar) -> None:
    heard = Heard(calendar)
    press(calendar, Key.Key_M, Key.Key_Space)
    assert heard.months == [date(2026, 11, 1)]
    assert heard.days == [date(2026, 11, 22)]


def test_escape_leaves(calendar: MonthCalendar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(calendar.left, timeout=500):
        press(calendar, Key.Key_Escape)


def test_the_calendar_ends_where_dates_do(calendar: MonthCalendar) -> None:
    calendar.set_today(date(1, 1, 3))
    press(calendar, Key.Key_PageUp, Key.Key_Up)
    assert calendar.cursor_day == date(1, 1, 3)
    calendar.set_today(date(9999, 12, 30))
    press(calendar, Key.Key_PageDown, Key.Key_Down, Key.Key_Right)
    assert calendar.cursor_day == date(9999, 12, 31)


def test_the_mouse_turns_chooses_days_and_the_whole_month(calendar: MonthCalendar) -> None:
    heard = Heard(calendar)
    QTest.mouseClick(calendar, LEFT, pos=QPoint(10, 10))
    assert said(calendar) == "Calendar, Thursday 22 October 2026, nothing written"  # the keyboard's day turns along
    QTest.mouseClick(calendar, LEFT, pos=calendar.target(date(2026, 10, 31)).center())
    assert heard.days == [date(2026, 10, 31)]
    QTest.mouseClick(calendar, LEFT, pos=QPoint(134, 14))
    assert heard.months == [date(2026, 10, 1)]
    QTest.mouseClick(calendar, LEFT, pos=QPoint(258, 10))
    assert calendar.month == date(2026, 11, 1)
    QTest.mouseClick(calendar, LEFT, pos=QPoint(258, calendar.height() - 6))  # below the last day
    QTest.mouseClick(calendar, Qt.MouseButton.RightButton, pos=calendar.target(date(2026, 11, 5)).center())
    assert len(heard.days) == 1


def test_what_can_be_pressed_looks_like_it_and_is_large_enough(calendar: MonthCalendar) -> None:
    QTest.mouseMove(calendar, calendar.target(date(2026, 11, 5)).center())
    assert calendar.cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(calendar, QPoint(134, 14))
    assert calendar.toolTip() == "Show the whole month (M)"
    QTest.mouseMove(calendar, QPoint(258, calendar.height() - 6))
    assert calendar.cursor().shape() == Qt.CursorShape.ArrowCursor
    boxes = [calendar.target(date(2026, 11, day)) for day in range(1, 31)]
    assert all(box.width() >= 36 and box.height() >= 32 for box in boxes)
    assert not any(one.intersects(other) for one in boxes for other in boxes if one != other)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_days_with_reflections_bear_the_practices_marks(calendar: MonthCalendar, look: Look, theme: str) -> None:
    look.choose(theme)
    day = date(2026, 11, 5)
    calendar.set_days({day: (1, frozenset({"environment", "power"}))})
    picture = calendar.grab(calendar.target(day)).toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(20, picture.height())}
    assert look.theme.mark("circle").name() in colours
    assert look.theme.mark("diamond").name() in colours
    bare = calendar.grab(calendar.target(date(2026, 11, 6))).toImage()
    empty = {bare.pixelColor(x, y).name() for x in range(bare.width()) for y in range(24, bare.height())}
    assert len(empty) == 1


def test_chosen_days_and_the_keyboards_day_are_seen(calendar: MonthCalendar, look: Look) -> None:
    calendar.set_chosen(date(2026, 11, 9), date(2026, 11, 10))
    for day, colour in ((9, "accent_soft"), (10, "accent_soft")):
        picture = calendar.grab(calendar.target(date(2026, 11, day))).toImage()
        assert picture.pixelColor(6, 6) == look.theme.colour(colour)
    ring = calendar.grab(calendar.target(date(2026, 11, 22))).toImage()
    assert ring.pixelColor(ring.width() // 2, 2) == look.theme.colour("accent")

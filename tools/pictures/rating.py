"""What is rated, and what Today says of check-ins."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView

from journal_app.ui.main_window import MainWindow
from journal_app.ui.widgets.today_side import TodaySide
from tools.pictures.common import State, close_dialog, go, in_front, sample

Key = Qt.Key


def _today_look_back(window: MainWindow) -> None:
    """Today when it is time to look back, whatever the sample's days are."""
    go("today")(window)
    today = sample(window).services.today.read()
    asked = replace(today, check_in_due=False, look_back=today.day - timedelta(days=183))
    window.findChildren(TodaySide)[0].show_today(replace(asked, next_check_in=today.day + timedelta(days=3)))


def _behaviours(window: MainWindow) -> None:
    services = sample(window).services
    services.behaviours.reword("say-i-do-not-know", "When I do not know something I say so at once")
    services.behaviours.ask(["name-whom-we-serve", "say-we"], asked=False)
    go("behaviours")(window)


def _new_statement(window: MainWindow) -> None:
    _behaviours(window)
    in_front(window, lambda: QTest.keyClick(_behaviour_list(window), Qt.Key.Key_N))


def _other_words(window: MainWindow) -> None:
    _behaviours(window)
    listed = _behaviour_list(window)
    listed.setCurrentIndex(listed.model().index(1, 0))
    in_front(window, lambda: QTest.keyClick(listed, Qt.Key.Key_F2))


def _behaviour_list(window: MainWindow) -> QListView:
    return next(iter(sample(window).page("behaviours").findChildren(QListView)))


STATES: dict[str, State] = {
    "today": (go("today"), None),
    "today-look-back": (_today_look_back, None),
    "settings": (go("settings"), None),
    "behaviours": (_behaviours, None),
    "behaviours-new": (_new_statement, close_dialog),
    "behaviours-reword": (_other_words, close_dialog),
}

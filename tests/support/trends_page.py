"""Somebody in front of the trends page, with a keyboard, a mouse, eyes and ears."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from journal_app.bootstrap import Services
from journal_app.charts.drawing import Spot
from journal_app.domain.check_in import Answers, CheckIn
from journal_app.ui.dialogs.evidence import EvidenceDialog
from journal_app.ui.messenger import Note
from journal_app.ui.pages.trends.page import TrendsPage
from journal_app.ui.widgets.chips import Chip

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
LONG = 20_000
DAYS = (date(2025, 6, 10), date(2026, 3, 3), date(2026, 7, 6), date(2026, 10, 5), date(2026, 11, 9))
"""Within 3, 6 and 12 months of 22 November 2026 lie two, three and four. One leaves out the last practice."""
LEFT_OUT = date(2026, 10, 5)


def answers_on(services: Services, day: date, places: int = 6, evidence: str = "") -> Answers:
    """Ratings for the first so many practices, different on each day; a reflection attached to each practice."""
    practices = [item.key for item in services.content.practices()][:places]
    keys = [each.key for each in services.content.behaviours() if each.practice in practices]
    ratings = {key: 1 + (place + day.month) % 5 for place, key in enumerate(keys)}
    return Answers(ratings, {}, dict.fromkeys(keys, (evidence,)) if evidence else {})


def rate(services: Services, day: date, places: int = 6, evidence: str = "") -> CheckIn:
    """Keep a check-in."""
    return services.check_ins.save(answers_on(services, day, places, evidence), day).check_in


@dataclass
class Reader:
    """``asked`` collects what the page asked others for, ``said`` what a screen reader was given to say."""

    qtbot: QtBot
    page: TrendsPage
    notes: list[Note] = field(default_factory=list)
    asked: list[tuple[str, object]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def chip(self, name: str) -> Chip:
        return next(chip for chip in self.page.findChildren(Chip) if chip.accessibleName() == name)

    def button(self, text: str) -> QPushButton:
        return next(b for b in self.page.findChildren(QPushButton) if b.text() == text and b.isVisible())

    def click(self, name: str) -> None:
        QTest.mouseClick(self.chip(name), LEFT)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.page, key)

    def sees(self, words: str) -> bool:
        return any(words in text.text() for text in self.page.findChildren(QLabel) if text.isVisible())

    def waits_for(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: self.sees(words), timeout=LONG)

    def waits_for_chart(self, points: int) -> None:
        self.qtbot.waitUntil(lambda: self.page.chart.isVisible() and self.points() == points, timeout=LONG)

    def waits_for_view(self, name: str) -> None:
        """Until the chart of a view is drawn."""
        chart = self.page.chart
        self.qtbot.waitUntil(
            lambda: chart.isVisible() and chart.accessibleName() == f"Chart: {name}" and chart.drawing is not None,
            timeout=LONG,
        )

    def points(self) -> int:
        """How many marks the chart has."""
        drawing = self.page.chart.drawing
        return len(drawing.spots) if drawing else 0

    def goes_into_the_chart(self) -> None:
        """By Tab, from the sentence above."""
        self.page.chart.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def spot(self) -> Spot:
        """The mark that is gone to."""
        found = self.page.chart.spot
        assert found is not None
        return found

    def at(self, spot: Spot) -> QPoint:
        """Where on the chart a mark is."""
        return self.page.chart.rect_of(spot).center()

    def told(self) -> list[str]:
        return [note.text for note in self.notes]

    def opens_evidence(self) -> EvidenceDialog:
        """Press Return on the mark, and wait for what stands behind it."""
        self.press(Key.Key_Return)
        self.qtbot.waitUntil(lambda: any(d.isVisible() for d in self.page.findChildren(EvidenceDialog)), timeout=LONG)
        return next(d for d in self.page.findChildren(EvidenceDialog) if d.isVisible())

    def opens_menu(self, name: str) -> QMenu:
        """Open a chip's menu by the keyboard."""
        QTest.keyClick(self.chip(name), Key.Key_Return)
        menus = self.page.findChildren(QMenu)
        self.qtbot.waitUntil(lambda: any(menu.isVisible() for menu in menus))
        return next(menu for menu in menus if menu.isVisible())

    def saves(self, first_letter: Qt.Key) -> None:
        """Open the menu by the keyboard and choose by its letter."""
        QTest.keyClick(self.opens_menu("Save as…"), first_letter)

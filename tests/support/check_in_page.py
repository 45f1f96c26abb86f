"""Somebody before the check-in page, with a keyboard, a mouse and eyes; each test file makes its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app.bootstrap import Services
from journal_app.domain.change import Change
from journal_app.ui.messenger import Messenger, Note
from journal_app.ui.pages.check_in.means import Means
from journal_app.ui.pages.check_in.page import CheckInPage
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chips import Chip
from journal_app.ui.widgets.notices import Toast
from journal_app.ui.widgets.rating_row import RatingRow

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass
class Person:
    """Somebody in front of the page, with a keyboard, a mouse and eyes."""

    qtbot: QtBot
    page: CheckInPage
    notes: list[Note]
    changes: list[Change]

    @property
    def rows(self) -> list[RatingRow]:
        return [row for row in self.page.findChildren(RatingRow) if not row.isHidden()]

    @property
    def focus(self) -> QWidget:
        """Where keys go."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def is_at(self, widget: QWidget) -> bool:
        """Whether keys go there. (A method, since a type checker takes a property for a thing that stays.)"""
        return self.focus is widget

    def type(self, keys: str) -> None:
        for key in keys:
            QTest.keyClicks(self.focus, key)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, modifier)

    def ctrl_return(self) -> None:
        self.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def button(self, text: str) -> QPushButton:
        return next(b for b in self.page.findChildren(QPushButton) if b.text() == text and b.isVisible())

    def click(self, text: str) -> None:
        QTest.mouseClick(self.button(text), LEFT)

    def choose_chip(self, text: str) -> None:
        chip = next(each for each in self.page.findChildren(Chip) if each.text() == text and each.isVisible())
        QTest.mouseClick(chip, LEFT)

    def click_option(self, row: int, value: int | None) -> None:
        QTest.mouseClick(self.rows[row], LEFT, pos=self.rows[row].target(value).center())

    def texts(self) -> list[str]:
        return [text.text() for text in self.page.findChildren(QLabel) if text.isVisible() and text.text()]

    def sees(self, words: str) -> bool:
        return words in self.texts()

    def told(self) -> list[str]:
        """What a screen reader would say of the rows' values."""
        return [row.accessibleDescription() for row in self.rows]

    def click_day(self) -> None:
        QTest.mouseClick(self.day_field().lineEdit(), LEFT, pos=QPoint(8, 18))

    def day_field(self) -> QDateEdit:
        return self.page.findChildren(QDateEdit)[0]

    def spoken_scores(self) -> list[str]:
        """The scores as they are read out, one for each practice."""
        return [words for words in self.said() if ": " not in words]

    def said(self) -> list[str]:
        """What a screen reader makes of words that stand in tables."""
        found = [text for text in self.page.findChildren(QLabel) if text.accessibleName() and not text.isHidden()]
        return [text.accessibleName() for text in found]

    def until(self, holds: Callable[[], object]) -> None:
        """Wait for something, as one does."""
        self.qtbot.waitUntil(lambda: bool(holds()))

    def until_sees(self, words: str) -> None:
        self.until(lambda: self.sees(words))

    def until_quiet(self) -> None:
        """Wait until the worker has nothing more to do."""
        self.until(lambda: not self.page._means.tasks.busy)

    def dialog(self) -> QDialog:
        """What lies over the page, once it is there and has the keyboard."""
        self.until(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog)
        found.activateWindow()
        self.until(lambda: found.isAncestorOf(self.focus))
        return found

    def until_alone(self) -> None:
        """Wait until nothing lies over the page."""
        self.until(lambda: QApplication.activeModalWidget() is None)
        self.page.activateWindow()
        self.until(self.page.isActiveWindow)

    def is_by_itself(self) -> bool:
        return QApplication.activeModalWidget() is None


Open = Callable[[Services], Person]


def sit_down(qtbot: QtBot, look: Look, tasks: TaskRunner, messenger: Messenger, services: Services) -> Person:
    """Open the page on a journal, as it stands in a window of 1280x800, with the note that comes up at its foot."""
    page = CheckInPage(
        Means(
            *(services.check_ins, services.behaviours, services.entries, services.trends, services.content),
            *(services.clock, look, tasks, messenger),
            read_only=services.journal.read_only_because is not None,
        )
    )
    notes: list[Note] = []
    changes: list[Change] = []
    toast = Toast(page)
    messenger.said.connect(notes.append)
    messenger.said.connect(toast.show_note)
    page.changed.connect(changes.append)
    qtbot.addWidget(page)
    page.resize(1096, 800)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.waitUntil(lambda: page.focusWidget() is not None)
    return Person(qtbot, page, notes, changes)

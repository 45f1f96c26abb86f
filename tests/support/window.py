"""Somebody in front of the whole window: presses keys and buttons, and says what is to be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from journal_app.bootstrap import App, Services
from journal_app.ui.main_window import MainWindow
from journal_app.ui.pages.today import TodayPage
from journal_app.ui.widgets.notices import Banner
from journal_app.ui.workspace import Workspace

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton

W = TypeVar("W", bound=QWidget)


def texts_in(top: QWidget) -> Iterator[str]:
    """Everything that can be read in a widget and in all that is visible inside it."""
    for widget in (top, *top.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QLineEdit):
            yield widget.displayText()
            yield widget.placeholderText()
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            yield widget.toPlainText()
        yield widget.accessibleName()
        yield widget.accessibleDescription()


@dataclass
class Person:
    """Uses one window."""

    qtbot: QtBot
    app: App
    window: MainWindow

    # What is there

    @property
    def front(self) -> QWidget:
        """Where keys and clicks go: a dialog that is open, else the window."""
        return QApplication.activeModalWidget() or self.window

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def is_at(self, widget: QWidget) -> bool:
        """Whether keys go there. (A method, since a type checker takes a property for a thing that stays.)"""
        return QApplication.focusWidget() is widget

    @property
    def workspace(self) -> Workspace:
        assert self.window.workspace is not None
        return self.window.workspace

    @property
    def services(self) -> Services:
        """The open journal, to look at what it holds."""
        return self.workspace.services

    def texts(self) -> list[str]:
        return [text for text in texts_in(self.front) if text]

    def sees(self, words: str) -> bool:
        """Whether these words stand somewhere, perhaps among others."""
        return any(words in text for text in self.texts())

    def banners(self) -> list[str]:
        return [banner.words.text() for banner in self.window.findChildren(Banner) if banner.isVisible()]

    def toast(self) -> str:
        """The note at the foot of the window; empty if there is none."""
        return self.window.toast.words.text() if self.window.toast.isVisible() else ""

    def one(self, kind: type[W], named: str = "") -> W:
        """The visible widget of this kind, by its text or accessible name."""
        found = [
            widget
            for widget in self.front.findChildren(kind)
            if widget.isVisible() and (not named or named in (getattr(widget, "text", str)(), widget.accessibleName()))
        ]
        assert len(found) == 1, (kind, named, [type(each).__name__ for each in found], self.texts())
        return found[0]

    def button(self, text: str) -> QAbstractButton:
        return self.one(QAbstractButton, text)

    def has_button(self, text: str) -> bool:
        return any(b.text() == text and b.isVisible() for b in self.front.findChildren(QAbstractButton))

    def field(self, name: str) -> QLineEdit:
        return self.one(QLineEdit, name)

    @property
    def today(self) -> TodayPage:
        page = self.workspace.page("today")
        assert isinstance(page, TodayPage)
        return page

    @property
    def menu(self) -> QMenu:
        """The menu that has popped up, the innermost one."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    # What is done

    def click(self, text: str) -> None:
        button = self.button(text)
        assert button.isEnabled(), text
        QTest.mouseClick(button, LEFT)

    def click_on(self, widget: QWidget, at: QPoint | None = None) -> None:
        QTest.mouseClick(widget, LEFT, pos=at or widget.rect().center())

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is: in a menu that has popped up, else in what has the focus."""
        focus = QApplication.focusWidget()
        inside = focus if focus is not None and self.front.isAncestorOf(focus) else self.front
        target = QApplication.activePopupWidget() or inside
        QTest.keyClick(target, key, modifier)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus, text)

    def type_twice(self, passphrase: str, again: str | None = None) -> None:
        """Type a passphrase into both fields and press Return."""
        self.type(passphrase)
        self.press(Key.Key_Return)
        self.type(passphrase if again is None else again)
        self.press(Key.Key_Return)

    def command(self, key: str) -> None:
        """Choose a command as the menu would."""
        action = self.window.menus.actions[key]
        assert action.isEnabled()
        assert action.isVisible()
        action.trigger()

    def can(self, key: str) -> bool:
        """Whether a command can be chosen now."""
        action = self.window.menus.actions[key]
        return action.isEnabled() and action.isVisible()

    def dialog(self) -> QDialog:
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog)
        return found

    def until_dialog(self) -> None:
        """Until a dialog is open and has the keyboard."""

        def has_keyboard() -> bool:
            dialog, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
            return dialog is not None and focus is not None and dialog.isAncestorOf(focus)

        self.until(has_keyboard)

    def until_no_dialog(self) -> None:
        """Until the window is in front again; a window manager makes it active by itself."""
        self.until(lambda: QApplication.activeModalWidget() is None)
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    # Waiting: for what is seen

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=10_000)

    def until_sees(self, words: str) -> None:
        self.until(lambda: self.sees(words))

    def until_today(self) -> None:
        """Until a journal is open and its first page filled."""
        self.until(lambda: self.window.workspace is not None and bool(self.today.heading.text()))
        self.until_quiet()

    def until_quiet(self) -> None:
        """Until the worker has nothing to do and what it found is shown."""
        self.until(lambda: not self.window.tasks.busy)
        # Qt shows what was added to a page a moment later.
        QApplication.processEvents()

    # Often done

    def start_without_passphrase(self) -> None:
        self.click("Go on without a passphrase")
        self.until_today()

    def start_with_passphrase(self, passphrase: str) -> None:
        """Make a journal with a passphrase, and put the recovery key off."""
        self.type_twice(passphrase)
        self.until_today()
        self.put_off_recovery_key()

    def put_off_recovery_key(self) -> None:
        """Leave the recovery key that is offered for later."""
        self.until_dialog()
        self.click("Later")
        self.until_no_dialog()
        self.window.toast.dismiss()
        self.until_quiet()

    def unlock(self, passphrase: str) -> None:
        self.type(passphrase)
        self.press(Key.Key_Return)
        self.until_today()

    def write(self, text: str) -> None:
        """Begin a reflection and type into it, without waiting for it to be saved."""
        self.press(Key.Key_N, CTRL)
        self.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
        self.type(text)

    def saved(self) -> None:
        """Wait until the page says that it is saved."""
        self.until_sees("Saved ")
        self.until(lambda: not self.workspace.journal.desk.autosave.dirty)

    def close(self) -> bool:
        """Close the window as the title bar's button does."""
        return self.window.close()


OpenWindow = Callable[[App], Person]
"""Opens the window as the program does."""

Again = Callable[[], Person]
"""Opens the program anew on the same journal, with nothing in its memory."""

"""Small things that somebody does in the window of the real program."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests.support.driver import in_editor, in_field, keys, window


def quiet() -> bool:
    """Whether nothing is under way."""
    return not window().tasks.busy


def visible(kind: type[QWidget], name: str) -> QWidget:
    """The widget with this text or accessible name."""
    front = QApplication.activeModalWidget() or window()
    return next(
        each
        for each in front.findChildren(kind)
        if each.isVisible() and name in (getattr(each, "text", str)(), each.accessibleName())
    )


def click(name: str) -> None:
    QTest.mouseClick(visible(QAbstractButton, name), Qt.MouseButton.LeftButton)


def type_into(name: str, words: str) -> None:
    visible(QLineEdit, name).setFocus()
    keys(words)


def command(key: str) -> None:
    """Choose a command as its menu would."""
    action = window().menus.actions[key]
    assert action.isEnabled(), key
    chosen.add(key)
    action.trigger()


chosen: set[str] = set()
"""The commands that were."""


def at_the_text() -> bool:
    """Put the keyboard into the text, as a click would; no window manager does it here once a dialog is closed."""
    window().activateWindow()
    editors = [each for each in window().findChildren(QPlainTextEdit) if each.isVisible() and each.isEnabled()]
    if editors:
        editors[0].setFocus()
    return in_editor()


def at_a_field() -> bool:
    """Whether the keyboard is in a field of the window; see ``at_the_text``."""
    window().activateWindow()
    return in_field()

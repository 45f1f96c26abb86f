"""Where the keyboard is, and where it goes next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


def holds_focus(widget: QWidget) -> bool:
    """Whether keys go to a widget or to something in it."""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


def in_order(*parts: QWidget) -> None:
    """Have Tab go through these parts one after the other; what was made later would come last otherwise."""
    stops = [stop for part in parts for stop in _stops(part)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


class OneOfSeveral(QAbstractButton):
    """A button that may be exclusive: of its like one is on; Tab enters at that one, arrow keys choose another.

    Qt does so only once one of them has had the focus, and then enters at that one, whichever is on by now.
    """

    def checkStateSet(self) -> None:
        """Qt's own: another was chosen by the program, perhaps without telling."""
        super().checkStateSet()
        _reach_those_on(self)

    def nextCheckState(self) -> None:
        """Qt's own: another was chosen by the person."""
        super().nextCheckState()
        _reach_those_on(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's own: by now it stands beside the others."""
        super().showEvent(event)
        _reach_those_on(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's own, which would have Tab come back here."""
        super().focusInEvent(event)
        _reach_those_on(self)


def _reach_those_on(button: QAbstractButton) -> None:
    parent = button.parentWidget()
    if parent is None or not button.autoExclusive():
        return
    group = list(_several(parent))
    none_on = not any(each.isChecked() for each in group)
    for each in group:
        policy, tab = each.focusPolicy(), Qt.FocusPolicy.TabFocus
        wanted = policy | tab if none_on or each.isChecked() else policy & ~tab
        if wanted != policy:
            each.setFocusPolicy(wanted)


def _several(parent: QWidget) -> Iterator[QAbstractButton]:
    for each in _children(parent):
        if isinstance(each, QAbstractButton) and each.isCheckable() and each.autoExclusive():
            yield each


def _children(widget: QWidget) -> list[QWidget]:
    return [each for each in widget.children() if isinstance(each, QWidget) and not each.isWindow()]


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """Where Tab may stop; a chip that is not on yet may be later."""
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        yield widget
        return
    for each in _children(widget):
        yield from _stops(each)

"""The trends page's own keys: plain letters and digits, while nothing that takes them has the focus."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from journal_app.ui.pages.trends.body import TrendsBody
from journal_app.ui.pages.trends.header import VIEWS
from journal_app.ui.pages.trends.wanted import Kind


def add_keys(page: QWidget, body: TrendsBody) -> None:
    """A letter for each view and for the table, a digit for each practice."""
    for (_kind, _text, key, _about), chip in zip(VIEWS, body.header.views, strict=True):
        _add(page, key, chip.click)
    _add(page, "T", body.header.table.click)
    for place in range(7):
        _add(page, str(place), partial(_choose, body, place))


def _choose(body: TrendsBody, place: int) -> None:
    """A practice. From the overview, its own view: that is what is asked for by a number there."""
    if body.header.view not in (Kind.PRACTICE, Kind.COMPARE) and place and body.begun:
        body.time.choose_for_its_view(place)
        next(chip for chip in body.header.views if chip.value is Kind.PRACTICE).click()
    elif body.begun:
        body.time.practices.choose(place)


def _add(page: QWidget, key: str, act: Callable[[], object]) -> None:
    QShortcut(QKeySequence(key), page).activated.connect(act)

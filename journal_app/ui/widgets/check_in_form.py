"""The whole form of a check-in: the statements with their heading, and the bar below them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal_app.content.library import ContentLibrary
from journal_app.ui.theme import Look
from journal_app.ui.widgets.check_in_bars import CheckInFoot, CheckInTop
from journal_app.ui.widgets.rating_form import RatingForm


class CheckInForm(QWidget):
    """``rated`` tells of each answer; what is asked of the page comes by the other signals."""

    rated = Signal()
    save_asked = Signal()
    start_again = Signal()

    def __init__(self, look: Look, content: ContentLibrary, today: date, *, read_only: bool) -> None:
        super().__init__()
        self._top = CheckInTop(content.scale())
        self._rows = RatingForm(look, content, self._top)
        self._foot = CheckInFoot(look, today)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._rows, 1)
        column.addWidget(self._foot)
        self._rows.changed.connect(self._rated)
        self._rows.completed.connect(self._foot.focus_save)
        self._top.start_again.connect(self.start_again)
        self._foot.save_asked.connect(self.save_asked)
        self._read_only = read_only
        if read_only:
            self._rows.lock()
            self._foot.lock()
        self.show_ratings({})

    def ratings(self) -> dict[str, int | None]:
        """The answers so far; None is "no opportunity", a statement without an answer has no key."""
        return self._rows.ratings()

    def show_ratings(self, ratings: Mapping[str, int | None], *, begun_earlier: bool = False) -> None:
        """Show these answers and no others."""
        self._rows.show_ratings(ratings)
        self._show_progress()
        if self._read_only:
            self._top.say_read_only()
        elif begun_earlier and ratings:
            self._top.say_begun()
        else:
            self._top.say_nothing()

    def day(self) -> date:
        """The day it is about."""
        return self._foot.day.day()

    def put_day(self, day: date) -> None:
        """Show another day."""
        self._foot.day.put(day)

    def today_is(self, today: date) -> None:
        """The page is shown again, perhaps on another day."""
        self._foot.day.today_is(today)

    def begin(self) -> None:
        """Go where the next answer is missing, if the form is what is shown."""
        if self.isVisible():
            self._rows.focus_first_open()

    def _rated(self) -> None:
        self._show_progress()
        self.rated.emit()

    def _show_progress(self) -> None:
        self._foot.show_progress(self._rows.ratings().values(), len(self._rows.rows))

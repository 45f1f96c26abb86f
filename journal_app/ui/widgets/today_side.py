"""The side of Today: what is waiting, and the rhythm of the weeks."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal_app.domain.prompting import number_in_words
from journal_app.domain.rhythm import Rhythm
from journal_app.domain.rhythm_words import due_words, minutes, next_words
from journal_app.services.today_service import Today
from journal_app.ui.theme import Look
from journal_app.ui.widgets.link_row import LinkRow
from journal_app.ui.widgets.simple import emptied, indented, label, rule
from journal_app.ui.widgets.weeks import Weeks


class TodaySide(QWidget):
    """``entry_asked`` carries a uid, ``look_back_asked`` the day to think back to."""

    entry_asked = Signal(str)
    check_in_asked = Signal()
    look_back_asked = Signal(object)
    look_back_put_off = Signal()

    def __init__(self, look: Look, *, read_only: bool) -> None:
        super().__init__()
        self._look, self._read_only = look, read_only
        self._waiting = QVBoxLayout()
        self._waiting.setSpacing(2)
        self.weeks = Weeks(look)
        self.weeks_words = label("", "small", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(self._waiting)
        for space, widget in ((24, label("Your weeks", "section")), (8, self.weeks), (4, self.weeks_words)):
            self._column.addSpacing(space)
            self._column.addWidget(indented(widget))
        self._column.addStretch(1)

    def fit(self, width: int, gap: int) -> None:
        """Be as wide as this, with a gap before it."""
        self._column.setContentsMargins(gap, 8, 0, 0)
        self.setFixedWidth(width + gap)

    def show_today(self, today: Today) -> None:
        """Show what is waiting and the weeks."""
        self._show_waiting(today)
        words = _weeks_words(today.weeks)
        self.weeks.set_counts(today.weeks, words)
        self.weeks_words.setText(words)

    def _show_waiting(self, today: Today) -> None:
        emptied(self._waiting).addWidget(indented(label("Waiting for you", "section")))
        self._waiting.addSpacing(4)
        rows = [*self._check_in(today), *self._look_back(today), *self._on_this_day(today)]
        for number, row in enumerate(rows):
            if number:
                self._waiting.addWidget(indented(rule()))
            self._waiting.addWidget(row)
        if not rows:
            self._waiting.addWidget(indented(label("Nothing. Enjoy the day.", "muted")))
        soon = next_words(today.next_check_in, today.day)
        if soon:
            self._waiting.addSpacing(4)
            self._waiting.addWidget(indented(label(soon, "small", wrap=True)))

    def _check_in(self, today: Today) -> Iterator[QWidget]:
        if today.check_in_due:
            often = today.rhythm in (Rhythm.WEEKLY, Rhythm.FORTNIGHTLY)
            row = LinkRow(self._look, "Check-in" if often else f"{today.day:%B} check-in", _check_in_words(today))
            row.clicked.connect(self.check_in_asked)
            yield row

    def _look_back(self, today: Today) -> Iterator[QWidget]:
        if today.look_back is not None and not self._read_only:
            from journal_app.ui.widgets.look_back_offer import LookBackOffer

            offer = LookBackOffer(today.look_back, today.day)
            offer.accepted.connect(self.look_back_asked)
            offer.put_off.connect(self.look_back_put_off)
            yield offer

    def _on_this_day(self, today: Today) -> Iterator[QWidget]:
        for summary in today.on_this_day:
            text = summary.title or summary.first_line or "Untitled"
            row = LinkRow(self._look, f"On this day, {summary.written.local.year}", text, bookish=True)
            row.clicked.connect(lambda _on=False, uid=summary.uid: self.entry_asked.emit(uid))
            yield row


def _check_in_words(today: Today) -> str:
    if not today.asked:
        return "It asks about nothing yet: choose what you rate."
    due = due_words(today.last_check_in, today.next_check_in, today.day)
    return due or f"{today.asked} behaviour{'' if today.asked == 1 else 's'}, {minutes(today.asked)}"


def _weeks_words(weeks: tuple[int, ...]) -> str:
    written = sum(1 for count in weeks if count)
    if not written:
        return "Each week in which you write fills a square."
    return f"{number_in_words(written).capitalize()} of the last {number_in_words(len(weeks))} weeks"

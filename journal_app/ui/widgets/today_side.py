"""The side of Today: what is waiting, and the rhythm of the weeks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal_app.domain.prompting import number_in_words
from journal_app.services.today_service import Today
from journal_app.ui.theme import Look
from journal_app.ui.widgets.link_row import LinkRow
from journal_app.ui.widgets.simple import emptied, indented, label, rule
from journal_app.ui.widgets.weeks import Weeks


class TodaySide(QWidget):
    """``entry_asked`` carries a uid."""

    entry_asked = Signal(str)
    check_in_asked = Signal()

    def __init__(self, look: Look, behaviours: int) -> None:
        """``behaviours`` is how many a check-in asks about."""
        super().__init__()
        self._look, self._behaviours = look, behaviours
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
        rows: list[LinkRow] = []
        if today.check_in_due:
            what = f"{self._behaviours} behaviours, about three minutes"
            rows.append(LinkRow(self._look, f"{today.day:%B} check-in", what))
            rows[-1].clicked.connect(self.check_in_asked)
        for summary in today.on_this_day:
            text = summary.title or summary.first_line or "Untitled"
            rows.append(LinkRow(self._look, f"On this day, {summary.written.local.year}", text, bookish=True))
            rows[-1].clicked.connect(lambda _on=False, uid=summary.uid: self.entry_asked.emit(uid))
        for number, row in enumerate(rows):
            if number:
                self._waiting.addWidget(indented(rule()))
            self._waiting.addWidget(row)
        if not rows:
            self._waiting.addWidget(indented(label("Nothing. Enjoy the day.", "muted")))


def _weeks_words(weeks: tuple[int, ...]) -> str:
    written = sum(1 for count in weeks if count)
    if not written:
        return "Each week in which you write fills a square."
    return f"{number_in_words(written).capitalize()} of the last {number_in_words(len(weeks))} weeks"

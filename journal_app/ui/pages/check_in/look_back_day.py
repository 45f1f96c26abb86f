"""Looking back: which time to think back to."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from journal_app.domain.months import months_on
from journal_app.domain.trend_words.phrases import long_day
from journal_app.ui.pages.check_in.means import Means
from journal_app.ui.widgets.day_field import DayField
from journal_app.ui.widgets.leavable import LeavablePage
from journal_app.ui.widgets.link_row import LinkRow
from journal_app.ui.widgets.page_column import page_column
from journal_app.ui.widgets.simple import button, emptied, indented, label

_WIDTH = 560
_WHAT = (
    "You rate the same statements once more, as you see that time now. What you rated then stays as it was. The two "
    "are then shown beside each other, and beside your last check-in. Neither of them is the true one."
)
_HALF_A_YEAR = 6
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class LookBackDay(LeavablePage):
    """``chosen`` carries the day; ``left`` when the person does not want to."""

    chosen = Signal(object)

    def __init__(self, means: Means) -> None:
        super().__init__()
        self._means = means
        self.presets: list[LinkRow] = []
        self._offered = QVBoxLayout()
        self._offered.setSpacing(4)
        self.day = DayField(means.look, means.clock.now().local_date)
        self.day.setAccessibleName("The day to think back to")
        self.start = button("Look back to this day")
        self.back = button("Not now", "quiet")
        self._build()
        self.start.clicked.connect(lambda: self.chosen.emit(self.day.day()))
        self.back.clicked.connect(self.left)

    def begin(self) -> None:
        """Offer the first check-in's day and half a year ago, and give the keyboard to the first of them."""
        today = self._means.clock.now().local_date
        self.day.today_is(today)
        self.day.put(half_a_year_before(today))
        first = self._means.check_ins.first_day()
        half = half_a_year_before(today)
        emptied(self._offered)
        offers = [("The day of your first check-in", first)] if first is not None and first < today else []
        if first != half:
            offers.append(("Half a year ago", half))
        self.presets = [self._offer(words, day) for words, day in offers]
        # What is made later comes last for Tab, after the rest of the window.
        for one, other in pairwise((*self.presets, self.day, self.start, self.back)):
            self.setTabOrder(one, other)
        self.presets[0].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own: Up and Down go from one of those offered to the next, and down to the day; never further."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self.presets:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                here = self.presets.index(watched)
                (*self.presets, self.day)[max(0, here + step)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _offer(self, words: str, day: date) -> LinkRow:
        made = LinkRow(self._means.look, words, long_day(day))
        made.clicked.connect(lambda: self.chosen.emit(day))
        made.installEventFilter(self)
        self._offered.addWidget(made)
        made.show()  # a layout would show it later, and what is not shown yet takes no focus
        return made

    def _build(self) -> None:
        column = page_column(self, _WIDTH, foot=24, outdent=8)
        column.addWidget(indented(label("Looking back", "heading")))
        column.addSpacing(8)
        column.addWidget(indented(label("Which time do you want to think back to?", "lead", wrap=True)))
        column.addSpacing(8)
        column.addWidget(indented(label(_WHAT, "muted", wrap=True)))
        column.addSpacing(16)
        column.addLayout(self._offered)
        column.addSpacing(16)
        another = label("Another day", "strong")
        another.setBuddy(self.day)
        column.addWidget(indented(another))
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(12)
        row.addWidget(self.day)
        row.addWidget(self.start)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(24)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)


def half_a_year_before(day: date) -> date:
    """The same day six months earlier, or the last of that month."""
    return months_on(day, -_HALF_A_YEAR)

"""What stands on the trends page, from the heading to the note at its foot, and which of it is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from journal_app.content.library import ContentLibrary
from journal_app.domain.trend_words.overview import in_words
from journal_app.domain.trends.overview import Trends
from journal_app.ui.pages.trends.header import TrendsHeader
from journal_app.ui.pages.trends.states import EmptyTrends, TryAgain
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chart_canvas import ChartCanvas
from journal_app.ui.widgets.simple import button, label
from journal_app.ui.widgets.trend_table import TrendTable

_NARROW = 960
_WIDEST = 1640  # beyond this the marks drift so far apart that the eye no longer joins them
_SENTENCE_WIDTH = 880
_RING = 6  # room for the focus ring around the sentence, so that its words still stand in line with the rest

_CHART_NOTE = "A mark is one check-in, the bar behind it its lowest and highest behaviour."
_TABLE_NOTE = "Each number is the mean of a month’s check-ins, from 1 ({lowest}) to 5 ({highest}); – is not rated."


class TrendsBody(QWidget):
    """Shows one of: the chart or its table, words about why there is none, an invitation, a wait, a failure."""

    def __init__(self, content: ContentLibrary, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        scale = content.scale()
        self._table_note = _TABLE_NOTE.format(lowest=scale.words(scale.lowest), highest=scale.words(scale.highest))
        self._caution = ""
        self.header = TrendsHeader(look)
        self._sentence = _readable()
        self.show_all = button("Show all")
        self._loading = label("Drawing the chart…", "muted")
        self.failed = TryAgain()
        self.empty = EmptyTrends(content.practices(), look)
        self.chart = ChartCanvas(content, look)
        self.table = TrendTable(content.practices(), look)
        self._note = label("", "small", wrap=True)
        self._row = QHBoxLayout(self)
        self._row.addLayout(self._column())
        self.header.table_toggled.connect(self._table_toggled)
        self._show()

    def set_room(self, width: int, bar: int) -> None:
        """Keep margins on a page this wide, with a scroll bar this wide standing in the right one."""
        side = (48 if width >= _NARROW else 32) - _RING
        self._row.setContentsMargins(side, 36, max(side, width - side - _WIDEST) - bar, 28)

    def show_trends(self, trends: Trends, sentence: str, caution: str) -> None:
        """Show the chart, or the table if that is switched on."""
        self._sentence.setText(sentence)
        self._caution = caution
        self.chart.show_trends(trends, sentence)
        self.table.show_trends(trends)
        self._show_chart_or_table()

    def show_none(self, trends: Trends) -> None:
        """Say that the check-ins are all earlier than the range."""
        self._sentence.setText(_none_in_range(self.header.months, trends.earlier))
        self._show(self._sentence, self.show_all)

    def show_empty(self) -> None:
        """Say what this page is for."""
        self._show(self.empty)

    def show_loading(self) -> None:
        """Say that it takes a moment."""
        self._show(self._loading)

    def show_failed(self) -> None:
        """Say that there is nothing to show, and offer to try again."""
        self._show(self.failed)

    def _table_toggled(self, on: bool) -> None:  # noqa: FBT001  Qt's signal
        leaving = self.table.hasFocus()
        self._show_chart_or_table()
        if on:
            self.table.setFocus()
        elif leaving:
            self.header.table.setFocus()

    def _show_chart_or_table(self) -> None:
        table = self.header.table.isChecked()
        note = self._table_note if table else _CHART_NOTE
        self._note.setText(f"{note} {self._caution}".strip())
        self._show(self._sentence, self.table if table else self.chart, self._note)

    def _show(self, *blocks: QWidget) -> None:
        """Show these blocks and no others, and offer what makes sense with them."""
        for block in (
            *(self._sentence, self.show_all, self._loading, self.failed, self.empty),
            *(self.chart, self.table, self._note),
        ):
            block.setVisible(block in blocks)
        self.header.offer(ranges=self.empty not in blocks, chart=self._note in blocks)

    def _column(self) -> QVBoxLayout:
        words = QHBoxLayout()
        words.addWidget(self._sentence, 1)
        words.addStretch(0)
        self.header.setContentsMargins(_RING, 0, _RING, 0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addSpacing(2)
        column.addLayout(words)
        column.addLayout(self._below(), 1)
        return column

    def _below(self) -> QVBoxLayout:
        below = QVBoxLayout()
        below.setContentsMargins(_RING, 12, _RING, 0)
        below.setSpacing(0)
        below.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignLeft)
        for block in (self._loading, self.failed, self.empty):
            below.addWidget(block)
        below.addWidget(self.chart, 1)
        below.addWidget(self.table, 1, Qt.AlignmentFlag.AlignLeft)
        below.addSpacing(14)
        below.addWidget(self._note)
        below.addStretch(0)
        return below


def _readable() -> QLabel:
    """The sentence, which the keyboard reaches, so that it can be read out and copied."""
    made = label("", "lead", wrap=True)
    made.setProperty("reach", "keyboard")
    made.setMaximumWidth(_SENTENCE_WIDTH)
    made.setIndent(0)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
    )
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def _none_in_range(months: int | None, earlier: int) -> str:
    span = f"the last {in_words(months)} months" if months else "this time"
    before = "There is one from before that." if earlier == 1 else f"There are {in_words(earlier)} from before that."
    return f"No check-ins in {span}. {before}"

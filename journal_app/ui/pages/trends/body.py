"""What stands on the trends page, from the heading to the note at its foot, and which of it is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from journal_app.content.library import ContentLibrary
from journal_app.domain.trend_words.phrases import counted, long_day
from journal_app.ui.pages.trends.header import VIEWS, TrendsHeader
from journal_app.ui.pages.trends.reading import Shown
from journal_app.ui.pages.trends.states import TryAgain, empty_trends, no_look_back
from journal_app.ui.pages.trends.time_row import TimeRow
from journal_app.ui.pages.trends.wanted import Kind
from journal_app.ui.pages.trends.words import legend, none_in_range
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chart_rendering import Subject
from journal_app.ui.widgets.chart_view import ChartView
from journal_app.ui.widgets.data_table import DataTable
from journal_app.ui.widgets.simple import announce, button, label

_NARROW, _LOW = 960, 700
_WIDEST = 1640  # beyond this the marks drift so far apart that the eye no longer joins them
_SENTENCE_WIDTH = 880
_RING = 6  # room for the focus ring around the sentence, so that its words still stand in line with the rest
_NAMES = {kind: text for kind, text, _key, _about in VIEWS}


class TrendsBody(QWidget):
    """Shows one of: the chart or its table, words about why there is none, an invitation, a wait, a failure."""

    ahead_asked = Signal(str)

    def __init__(self, content: ContentLibrary, look: Look, tasks: TaskRunner, *, read_only: bool) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._content = content
        self._shown: Shown | None = None
        self.header = TrendsHeader(look)
        self.time = TimeRow(look, content.practices(), read_only=read_only)
        self._sentence = _readable()
        self.show_all = button("Show all")
        self._loading = label("Drawing the chart…", "muted")
        self.failed = TryAgain()
        self.empty = empty_trends(content.practices(), look, read_only=read_only)
        self.no_look_back = no_look_back(read_only=read_only)
        self.chart = ChartView(look, tasks)
        self.table = DataTable(content.practices(), look)
        self._note = label("", "small", wrap=True)
        self.open_ahead = button("", "link")
        self.open_ahead.clicked.connect(self._open_ahead)
        self._row = QHBoxLayout(self)
        self._build()
        self.header.table_toggled.connect(self._table_toggled)
        self.chart.drawn.connect(self._note_all)
        self._show()

    @property
    def begun(self) -> bool:
        """Whether there is a check-in, as far as is known."""
        return self._shown is None or self._shown.begun

    def set_room(self, width: int, height: int, bar: int) -> None:
        """Keep margins on a page of this size, with a scroll bar this wide standing in the right one."""
        side = (48 if width >= _NARROW else 32) - _RING
        top, bottom = (24, 16) if height < _LOW else (36, 28)
        self._row.setContentsMargins(side, top, max(side, width - side - _WIDEST) - bar, bottom)

    def show_shown(self, shown: Shown) -> None:
        """Show what was read."""
        self._shown = shown
        self.time.show_shown(shown)
        self._say(shown.words)
        self._say_ahead()
        kind = shown.wanted.kind
        if shown.view is not None and shown.has_marks and shown.table is not None:
            content = self._content
            subject = Subject(shown.view, content.practices(), shown.behaviours, content.scale())
            self.chart.show_view(subject, f"Chart: {_NAMES[kind]}", shown.words)
            self.table.show_table(shown.table, f"Table: {_NAMES[kind]}")
            self._show_chart_or_table()
        elif not shown.begun:
            self._show(self.empty)
        elif kind is Kind.BACK:
            self._show(self.no_look_back)
        else:
            self._say(none_in_range(shown))
            self._show(self._sentence, *([self.show_all] if shown.earlier else []))

    def compare_behaviours_of(self, practice: str) -> None:
        """From the comparison of all practices to that of one of them, where this names one."""
        if self._shown is not None and self._shown.wanted.kind is Kind.COMPARE:
            self.time.practices.choose_key(practice)

    def show_problem(self, words: str) -> None:
        """Say why nothing is shown for the days that were chosen."""
        self._say(words)
        self._show(self._sentence)

    def show_loading(self) -> None:
        """Say that it takes a moment."""
        self._show(self._loading)

    def show_failed(self) -> None:
        """Say that there is nothing to show, and offer to try again."""
        self._show(self.failed)

    def _table_toggled(self, on: bool) -> None:  # noqa: FBT001  Qt's signal
        from_table = self.table.hasFocus()
        self._show_chart_or_table()
        if on:
            self.table.setFocus()
        elif from_table:
            self.chart.setFocus()

    def _show_chart_or_table(self) -> None:
        if self._shown is None or self._shown.view is None:
            return
        self._note_all()
        self._show(self._sentence, self.table if self.header.table.isChecked() else self.chart, self._note)

    def _note_all(self) -> None:
        """How the chart or the table is read, what to mind, and what the chart has no room for."""
        if self._shown is None:
            return
        table = self.header.table.isChecked()
        more = 0 if table else self.chart.left_out
        rest = f"The table has {counted(more, 'more behaviour')}, for which the chart has no room." if more else ""
        said = (legend(self._shown.wanted.kind, table=table), self._shown.caution, rest)
        self._note.setText(" ".join(filter(None, said)))

    def _show(self, *blocks: QWidget) -> None:
        """Show these blocks and no others, and offer what makes sense with them."""
        for block in (
            *(self._sentence, self.show_all, self._loading, self.failed, self.empty, self.no_look_back),
            *(self.chart, self.table, self._note),
        ):
            block.setVisible(block in blocks)
        self.open_ahead.setVisible(bool(self._shown and self._shown.ahead) and self._sentence in blocks)
        begun = self.empty not in blocks
        kind = self.header.view
        self.header.offer(views=begun, ranges=begun and kind.ranged, chart=self._note in blocks)
        self.time.offer(kind, by_dates=self.header.by_dates and kind.ranged, shown=begun)

    def _say(self, words: str) -> None:
        """Show the sentences, and have them read out where others stood before: the person asked for another view."""
        before = self._sentence.text()
        self._sentence.setText(words)
        if before and words and before != words:
            announce(self._sentence, words)

    def _say_ahead(self) -> None:
        ahead = self._shown.ahead if self._shown else ()
        if ahead:
            self.open_ahead.setText(f"Open the check-in of {long_day(ahead[0][1])}")

    def _open_ahead(self) -> None:
        if self._shown is not None and self._shown.ahead:
            self.ahead_asked.emit(self._shown.ahead[0][0])

    def _build(self) -> None:
        words, column = QHBoxLayout(), QVBoxLayout()
        words.addWidget(self._sentence, 1)
        words.addStretch(0)
        for part in (self.header, self.time):
            part.setContentsMargins(_RING, 0, _RING, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.time)
        column.addSpacing(10)
        column.addLayout(words)
        column.addLayout(self._below(), 1)
        self._row.addLayout(column)

    def _below(self) -> QVBoxLayout:
        below = QVBoxLayout()
        below.setContentsMargins(_RING, 12, _RING, 0)
        below.setSpacing(0)
        below.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignLeft)
        for block in (self._loading, self.failed, self.empty, self.no_look_back):
            below.addWidget(block)
        below.addWidget(self.chart, 1)
        below.addWidget(self.table, 1, Qt.AlignmentFlag.AlignLeft)
        below.addSpacing(14)
        below.addWidget(self._note)
        below.addWidget(self.open_ahead, 0, Qt.AlignmentFlag.AlignLeft)
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

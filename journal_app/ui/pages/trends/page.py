"""The trends page: one chart that answers "what is changing?", a sentence above it, a table for the asking."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from journal_app.content.library import ContentLibrary
from journal_app.domain.change import Change, Kind
from journal_app.domain.errors import UserFacingError
from journal_app.domain.trend_words import in_words
from journal_app.domain.trends import Trends
from journal_app.services.trend_service import TrendService
from journal_app.ui.messenger import Messenger
from journal_app.ui.pages.trends.header import TrendsHeader
from journal_app.ui.pages.trends.saving import TrendSaver
from journal_app.ui.pages.trends.states import EmptyTrends, TryAgain
from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chart_canvas import ChartCanvas, warm
from journal_app.ui.widgets.simple import button, label
from journal_app.ui.widgets.trend_table import TrendTable

_SLOW_MS = 200
_WIDEST = 1640  # beyond this the marks drift so far apart that the eye no longer joins them
_SENTENCE_WIDTH = 880
_RING = 6  # room for the focus ring around the sentence, so that its words still stand in line with the rest

_CHART_NOTE = "A mark is one check-in, the bar behind it its lowest and highest behaviour."
_TABLE_NOTE = "Each number is the mean of a month’s check-ins, from 1 ({lowest}) to 5 ({highest}); – is not rated."


class TrendsPage(QScrollArea):
    """Reads the check-ins whenever it comes into view, and again when they change while it is there."""

    check_in_asked = Signal()

    def __init__(
        self, trends: TrendService, content: ContentLibrary, look: Look, tasks: TaskRunner, messenger: Messenger
    ) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._service = trends
        self._tasks = tasks
        self._messenger = messenger
        self._saver = TrendSaver(self, trends, content, tasks, messenger)
        self._scale = content.scale()
        self._trends: Trends | None = None
        self._reading: Task | None = None
        self._header = TrendsHeader(look)
        self._sentence = _readable()
        self._show_all = button("Show all")
        self._loading = label("Drawing the chart…", "muted")
        self._failed = TryAgain()
        self._empty = EmptyTrends(content.practices(), look)
        self.chart = ChartCanvas(content, look)
        self.table = TrendTable(content.practices(), look)
        self._note = label("", "small", wrap=True)
        self._blocks = (
            self._sentence,
            self._show_all,
            self._loading,
            self._failed,
            self._empty,
            self.chart,
            self.table,
            self._note,
        )
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._arrange()
        self._connect()
        self._show()

    def refresh(self, change: Change | None) -> None:
        """Read again, if what changed is shown here. None means that anything may have changed."""
        if self.isVisible() and (change is None or Kind.CHECK_INS in change.kinds):
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's own. Coming back may be on another day, or after a check-in."""
        super().showEvent(event)
        if not event.spontaneous():
            self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own: a narrow page has narrower margins, and a scroll bar stands in them rather than on the chart."""
        super().resizeEvent(event)
        side = (48 if self.width() >= 960 else 32) - _RING
        bar = self.width() - self.viewport().width()
        right = max(side, self.width() - side - _WIDEST) - bar
        self._row.setContentsMargins(side, 36, right, 28)

    def _connect(self) -> None:
        self._header.range_chosen.connect(self._read)
        self._header.table_toggled.connect(self._table_toggled)
        self._header.save_asked.connect(self._save)
        self._show_all.clicked.connect(self._header.choose_all)
        self._failed.asked.connect(self._read)
        self._empty.check_in_asked.connect(self.check_in_asked)
        self._slow.timeout.connect(lambda: self._show(self._loading))
        QShortcut(QKeySequence(Qt.Key.Key_T), self).activated.connect(self._header.table.click)

    def _read(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        months, service = self._header.months, self._service

        def work(task: Task) -> Trends | None:
            if task.cancelled():
                return None
            trends = service.trends(months)
            if trends.check_ins:
                warm()
            return trends

        self._slow.start()
        self._reading = self._tasks.run(self, work, self._take, self._not_read)

    def _take(self, trends: Trends) -> None:
        self._slow.stop()
        self._trends = trends
        if trends.check_ins:
            words = self._service.in_words(trends)
            self._sentence.setText(words)
            self.chart.show_trends(trends, words)
            self.table.show_trends(trends)
            self._show_chart()
        elif trends.earlier:
            self._sentence.setText(_none_in_range(self._header.months, trends.earlier))
            self._show(self._sentence, self._show_all)
        else:
            self._show(self._empty)

    def _not_read(self, error: UserFacingError) -> None:
        self._slow.stop()
        self._trends = None
        self._show(self._failed)
        self._messenger.fail(error)

    def _show_chart(self) -> None:
        on = self._header.table.isChecked()
        ends = {"lowest": self._scale.words(self._scale.lowest), "highest": self._scale.words(self._scale.highest)}
        note = _TABLE_NOTE.format(**ends) if on else _CHART_NOTE
        caution = self._service.caution(self._trends) if self._trends else ""
        self._note.setText(f"{note} {caution}".strip())
        self._show(self._sentence, self.table if on else self.chart, self._note)

    def _table_toggled(self, on: bool) -> None:  # noqa: FBT001  Qt's signal
        self._show_chart()
        if on:
            self.table.setFocus()
        elif self.table.hasFocus():
            self._header.table.setFocus()

    def _save(self, kind: str) -> None:
        if self._trends is not None:
            self._saver.save(self._trends, kind)

    def _show(self, *blocks: QWidget) -> None:
        """Show these blocks and no others, and offer what makes sense with them."""
        for block in self._blocks:
            block.setVisible(block in blocks)
        self._header.offer(ranges=self._empty not in blocks, chart=self._note in blocks)

    def _arrange(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setProperty("kind", "page")
        self.setWidget(body)
        words = QHBoxLayout()
        words.addWidget(self._sentence, 1)
        words.addStretch(0)
        below = QVBoxLayout()
        below.setContentsMargins(_RING, 0, _RING, 0)
        below.setSpacing(0)
        below.addSpacing(12)
        below.addWidget(self._show_all, 0, Qt.AlignmentFlag.AlignLeft)
        for block in (self._loading, self._failed, self._empty):
            below.addWidget(block)
        below.addWidget(self.chart, 1)
        below.addWidget(self.table, 1, Qt.AlignmentFlag.AlignLeft)
        below.addSpacing(14)
        below.addWidget(self._note)
        below.addStretch(0)
        self._header.setContentsMargins(_RING, 0, _RING, 0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addSpacing(2)
        column.addLayout(words)
        column.addLayout(below, 1)
        self._row = QHBoxLayout(body)
        self._row.addLayout(column)


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

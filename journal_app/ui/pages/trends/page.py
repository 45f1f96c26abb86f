"""The trends page: charts that answer "what is changing?", sentences above them, a table for the asking."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea

from journal_app.charts.drawing import Spot
from journal_app.content.library import ContentLibrary
from journal_app.domain.change import Change
from journal_app.domain.change import Kind as Changed
from journal_app.domain.errors import UserFacingError
from journal_app.domain.moment import Clock
from journal_app.services.check_in_service import CheckInService
from journal_app.services.trend_service import TrendService
from journal_app.ui.dialogs.evidence import Evidence, EvidenceDialog
from journal_app.ui.messenger import Messenger
from journal_app.ui.pages.trends.body import TrendsBody
from journal_app.ui.pages.trends.evidence import EvidenceReader, opens, spot_of
from journal_app.ui.pages.trends.keys import add_keys
from journal_app.ui.pages.trends.reading import Shown, TrendReader
from journal_app.ui.pages.trends.saving import TrendSaver
from journal_app.ui.pages.trends.wanted import Kind
from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.theme import Look

_SLOW_MS = 200
_ROOM_FOR_A_CARD = 100
_CONCERN = frozenset({Changed.CHECK_INS, Changed.BEHAVIOURS})


class TrendsPage(QScrollArea):
    """Reads the check-ins whenever it comes into view, and again when they change while it is there.

    ``check_in_asked`` carries the uid of the check-in to open, "" for a new one; ``entry_asked`` a reflection's;
    ``look_back_asked`` None, or the day to think back to; ``report_asked`` the Span that is shown;
    ``chart_offered`` tells that ``has_chart`` may be another now.
    """

    check_in_asked = Signal(str)
    entry_asked = Signal(str)
    look_back_asked = Signal(object)
    report_asked = Signal(object)
    chart_offered = Signal()

    def __init__(
        self,
        trends: TrendService,
        check_ins: CheckInService,
        content: ContentLibrary,
        clock: Clock,
        look: Look,
        tasks: TaskRunner,
        messenger: Messenger,
        *,
        read_only: bool,
    ) -> None:
        super().__init__()
        self._trends, self._content, self._clock = trends, content, clock
        self._look, self._tasks, self._messenger = look, tasks, messenger
        self._reader = TrendReader(trends, check_ins)
        self._evidence = EvidenceReader(trends, check_ins, content)
        self._saver = TrendSaver(self, trends, content, tasks, messenger)
        self._shown: Shown | None = None
        self._reading: Task | None = None
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self.body = TrendsBody(content, look, tasks, read_only=read_only)
        self.chart, self.table = self.body.chart, self.body.table
        self._build()
        self._connect()

    def refresh(self, change: Change | None) -> None:
        """Read again, if what changed is shown here. None means that anything may have changed."""
        writing = self.body.header.view is Kind.WRITING
        concern = _CONCERN | {Changed.ENTRIES, Changed.TAGS} if writing else _CONCERN
        if self.isVisible() and (change is None or concern & change.kinds):
            self._read()

    @property
    def has_chart(self) -> bool:
        """Whether there is a chart, or its table, to be saved."""
        return self.body.header.save.isEnabled()

    def save(self, kind: str) -> None:
        """Save what is shown as "png", "svg" or "csv"."""
        if self._shown is not None:
            self._saver.save(self._shown, kind)

    def turn_over(self) -> None:
        """Show the table in place of the chart, or the chart in place of the table."""
        self.body.header.table.click()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's own. Coming back may be on another day, or after a check-in."""
        super().showEvent(event)
        if not event.spontaneous():
            self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own: a scroll bar stands in the margin, so that its coming and going moves nothing."""
        super().resizeEvent(event)
        self.body.set_room(self.width(), self.height(), self.width() - self.viewport().width())

    def _build(self) -> None:
        self.setProperty("kind", "page")
        self.setAccessibleName("Trends")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self.body)
        add_keys(self, self.body)

    def _connect(self) -> None:
        body = self.body
        body.header.view_chosen.connect(self._read)
        body.header.range_chosen.connect(self._read)
        body.time.changed.connect(self._read)
        body.header.save_asked.connect(self.save)
        body.header.chart_offered.connect(self.chart_offered)
        body.header.report_asked.connect(self._report)
        body.show_all.clicked.connect(body.header.choose_all)
        body.failed.asked.connect(self._read)
        body.empty.asked.connect(lambda: self.check_in_asked.emit(""))
        body.ahead_asked.connect(self.check_in_asked)
        for signal in (body.no_look_back.asked, body.time.look_back_asked):
            signal.connect(lambda: self.look_back_asked.emit(None))
        body.chart.opened.connect(self._open)
        body.table.opened.connect(self._open_cell)
        body.chart.gone_to.connect(self._bring_into_view)
        self._slow.timeout.connect(body.show_loading)

    def _read(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        header, time = self.body.header, self.body.time
        time.today_is(self._clock.now().local_date)
        time.offer(header.view, by_dates=header.by_dates and header.view.ranged, shown=self.body.begun)
        problem = time.problem(header.view, by_dates=header.by_dates)
        if problem:
            self._slow.stop()
            self._shown = None
            self.body.show_problem(problem)
            return
        wanted = time.wanted(header.view, header.months, by_dates=header.by_dates)
        self._slow.start()
        self._reading = self._tasks.run(
            self, lambda task: None if task.cancelled() else self._reader.read(wanted), self._take, self._not_read
        )

    def _take(self, shown: Shown) -> None:
        self._slow.stop()
        self._shown = shown
        self.body.show_shown(shown)

    def _not_read(self, error: UserFacingError) -> None:
        self._slow.stop()
        self._shown = None
        self.body.show_failed()
        self._messenger.fail(error)

    def _bring_into_view(self, mark: QRect) -> None:
        middle = self.chart.mapTo(self.body, mark.center())
        self.ensureVisible(middle.x(), middle.y(), mark.width(), mark.height() + _ROOM_FOR_A_CARD)

    def _report(self) -> None:
        view = self._shown.view if self._shown else None
        self.report_asked.emit(getattr(view, "span", None) or self._trends.span(12))

    def _open(self, spot: Spot) -> None:
        if self._shown is None:
            return
        if not opens(spot):
            self.body.compare_behaviours_of(spot.series)
            return
        behaviours = self._shown.behaviours
        self._tasks.run(self, lambda _task: self._evidence.read(spot, behaviours), self._show_evidence)

    def _open_cell(self, row: int, column: int) -> None:
        spot = spot_of(self._shown, row, column) if self._shown else None
        if spot is not None:
            self._open(spot)

    def _show_evidence(self, evidence: Evidence) -> None:
        shapes = {item.key: item.shape for item in self._content.practices()}
        dialog = EvidenceDialog(self, self._look, evidence, shapes)
        dialog.entry_asked.connect(self.entry_asked)
        dialog.check_in_asked.connect(self.check_in_asked)
        dialog.open()

"""The trends page: one chart that answers "what is changing?", a sentence above it, a table for the asking."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea

from journal_app.content.library import ContentLibrary
from journal_app.domain.change import Change, Kind
from journal_app.domain.errors import UserFacingError
from journal_app.domain.trends.overview import Trends
from journal_app.services.trend_service import TrendService
from journal_app.ui.messenger import Messenger
from journal_app.ui.pages.trends.body import TrendsBody
from journal_app.ui.pages.trends.saving import TrendSaver
from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chart_canvas import warm

_SLOW_MS = 200


class TrendsPage(QScrollArea):
    """Reads the check-ins whenever it comes into view, and again when they change while it is there."""

    check_in_asked = Signal()

    def __init__(
        self, trends: TrendService, content: ContentLibrary, look: Look, tasks: TaskRunner, messenger: Messenger
    ) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setAccessibleName("Trends")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._service = trends
        self._tasks = tasks
        self._messenger = messenger
        self._saver = TrendSaver(self, trends, content, tasks, messenger)
        self._trends: Trends | None = None
        self._reading: Task | None = None
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._body = TrendsBody(content, look)
        self.chart, self.table = self._body.chart, self._body.table
        self.setWidget(self._body)
        self._connect()

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
        """Qt's own: a scroll bar stands in the margin, so that its coming and going moves nothing."""
        super().resizeEvent(event)
        self._body.set_room(self.width(), self.width() - self.viewport().width())

    def _connect(self) -> None:
        body = self._body
        body.header.range_chosen.connect(self._read)
        body.header.save_asked.connect(self._save)
        body.show_all.clicked.connect(body.header.choose_all)
        body.failed.asked.connect(self._read)
        body.empty.check_in_asked.connect(self.check_in_asked)
        self._slow.timeout.connect(body.show_loading)
        QShortcut(QKeySequence(Qt.Key.Key_T), self).activated.connect(body.header.table.click)

    def _read(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        months, service = self._body.header.months, self._service

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
            self._body.show_trends(trends, self._service.in_words(trends), self._service.caution(trends))
        elif trends.earlier:
            self._body.show_none(trends)
        else:
            self._body.show_empty()

    def _not_read(self, error: UserFacingError) -> None:
        self._slow.stop()
        self._trends = None
        self._body.show_failed()
        self._messenger.fail(error)

    def _save(self, kind: str) -> None:
        if self._trends is not None:
            self._saver.save(self._trends, kind)

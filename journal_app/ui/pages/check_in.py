"""The check-in: rate one's own behaviours by keyboard, save, and see what was hidden till then."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from journal_app.content.library import ContentLibrary
from journal_app.domain.change import Change, Kind
from journal_app.domain.check_in import Answers, CheckIn
from journal_app.domain.errors import UserFacingError
from journal_app.domain.moment import Clock
from journal_app.services.check_in_service import CheckInService
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.check_in_form import CheckInForm
from journal_app.ui.widgets.check_in_result import CheckInResult
from journal_app.ui.widgets.half_done import HalfDone

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CheckInPage(QWidget):
    """Every statement on one page. Each answer is kept as a half-done check-in until it is saved.

    ``changed`` carries the Change of a check-in that was saved or taken back.
    """

    changed = Signal(object)
    trends_asked = Signal()

    def __init__(
        self,
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
        self.setProperty("kind", "page")
        self._check_ins = check_ins
        self._clock = clock
        self._messenger = messenger
        self._read_only = read_only
        self._shown: CheckIn | None = None
        self._shown_on = clock.now().local_date
        self._form = CheckInForm(look, content, clock.now().local_date, read_only=read_only)
        self._result = CheckInResult(check_ins, content, look, tasks)
        self._half_done = HalfDone(check_ins, messenger, self._form.ratings, self)
        self._views = QStackedWidget()
        self._views.addWidget(self._form)
        self._views.addWidget(self._result)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._views)
        self._connect()
        self.refresh(None)

    def refresh(self, change: Change | None) -> None:
        """Show what the journal holds now, unless the change concerns no check-in."""
        if change is not None and Kind.CHECK_INS not in change.kinds:
            return
        self._form.today_is(self._clock.now().local_date)
        if self._shown is not None:
            self._result.refresh()
        elif not self._half_done.unkept:
            self._load_half_done()

    def flush(self) -> bool:
        """Keep the half-done one now; False if that fails."""
        return self._half_done.flush()

    def save(self) -> None:
        """Save what is rated, and show it beside the check-in before."""
        if self._read_only or self._shown is not None:
            return
        try:
            saved = self._check_ins.save(Answers(self._form.ratings()), self._form.day())
        except UserFacingError as error:
            self._messenger.fail(error)
            return
        self._half_done.forget()
        self._shown, self._shown_on = saved.check_in, self._clock.now().local_date
        self._form.show_ratings({})
        self._views.setCurrentWidget(self._result)
        self._result.show_check_in(saved.check_in)
        self.changed.emit(saved.change)
        self._messenger.tell("Check-in saved.", "Undo", lambda: self._take_back(saved.check_in))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where the next answer is missing, so that the first key already rates."""
        super().showEvent(event)
        if event.spontaneous():
            return
        today = self._clock.now().local_date
        self._form.today_is(today)
        if self._shown is not None and self._shown_on != today:
            self._show_form({})
        if self._shown is None:
            QTimer.singleShot(0, self, self._form.begin)  # once the rows have their places

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave nothing unkept behind; what could not be kept was told, and the journal may be closed by now."""
        if self._half_done.waiting:
            self.flush()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Return saves from anywhere; Return presses the button that has the focus, as Space does."""
        focus = self.focusWidget()
        if event.key() not in _RETURN:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        elif isinstance(focus, QPushButton):
            focus.click()

    def _connect(self) -> None:
        self._form.rated.connect(self._half_done.keep_soon)
        self._form.save_asked.connect(self.save)
        self._form.start_again.connect(self._start_again)
        self._result.trends_asked.connect(self.trends_asked)
        self._result.again_asked.connect(self._rate_again)

    def _load_half_done(self) -> None:
        ratings = self._half_done.load()
        if ratings != self._form.ratings():
            self._show_form(ratings, begun_earlier=True)

    def _show_form(self, ratings: Mapping[str, int | None], *, begun_earlier: bool = False) -> None:
        self._shown = None
        self._form.show_ratings(ratings, begun_earlier=begun_earlier)
        self._views.setCurrentWidget(self._form)

    def _begin(self, ratings: Mapping[str, int | None]) -> None:
        self._show_form(ratings)
        self._half_done.keep_soon()
        self._form.begin()

    def _start_again(self) -> None:
        dropped = self._form.ratings()
        self._begin({})
        self._messenger.tell("Your ratings were cleared.", "Undo", lambda: self._bring_back(dropped))

    def _rate_again(self) -> None:
        self._form.put_day(self._clock.now().local_date)
        self._show_form({})
        self._form.begin()

    def _bring_back(self, ratings: Mapping[str, int | None]) -> None:
        if isValid(self):  # a note can outlive the page it came from
            self._begin({**ratings, **self._form.ratings()})

    def _take_back(self, check_in: CheckIn) -> None:
        if not isValid(self):
            return
        try:
            change = self._check_ins.take_back(check_in)
        except UserFacingError as error:
            self._messenger.fail(error)
            return
        self._form.put_day(check_in.on)
        self._bring_back(check_in.ratings)
        self.changed.emit(change)

"""The check-in: rate one's own behaviours by keyboard, save, and see what was hidden till then; look back; change."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from journal_app.domain.change import Change, Kind
from journal_app.domain.check_in import CheckIn
from journal_app.domain.errors import UserFacingError
from journal_app.services.check_in_service import CheckInSaved
from journal_app.ui.pages.check_in.earlier import EarlierPane
from journal_app.ui.pages.check_in.filling import Filling
from journal_app.ui.pages.check_in.look_back_day import LookBackDay
from journal_app.ui.pages.check_in.look_back_result import LookBackResult
from journal_app.ui.pages.check_in.means import Means
from journal_app.ui.pages.check_in.past import Past
from journal_app.ui.pages.check_in.versions import CheckInVersions
from journal_app.ui.widgets.asking import Asking
from journal_app.ui.widgets.check_in_result import CheckInResult
from journal_app.ui.widgets.empty_state import EmptyState

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NOTHING = (
    "You have chosen nothing to rate",
    "A check-in asks how often you did certain things. Choose those that matter to you, or add your own.",
    "Choose what you rate",
)
_CONCERNING = {Kind.CHECK_INS, Kind.BEHAVIOURS, Kind.SETTINGS}


class CheckInPage(QWidget):
    """Every statement on one page. Each answer is kept as a half-done check-in until it is saved.

    ``changed`` carries the Change of a check-in that was saved, changed, deleted or taken back.
    """

    changed = Signal(object)
    trends_asked = Signal()
    choose_asked = Signal()

    def __init__(self, means: Means) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._means = means
        self._shown_on = means.clock.now().local_date
        self._filling = Filling(means, self)
        self._form = self._filling.form
        self._result = CheckInResult(means.check_ins, means.behaviours, means.content, means.look, means.tasks)
        self._nothing = EmptyState(means.look, *_NOTHING)
        self._past = Past(means, self)
        self._views = QStackedWidget()
        for view in (self._form, self._nothing, self._result):
            self._views.addWidget(view)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._views)
        self._connect()
        self._show_now()

    def refresh(self, change: Change | None) -> None:
        """Show what the journal holds now, unless the change concerns no check-in."""
        if change is not None and not change.kinds & _CONCERNING:
            return
        self._filling.refresh()
        shown = self._views.currentWidget()
        if isinstance(shown, CheckInResult | EarlierPane):
            shown.refresh()
        elif shown in (self._form, self._nothing):
            self._show_form()

    def flush(self) -> bool:
        """Keep the half-done one now; False if that fails."""
        return self._filling.keeper.flush()

    def save(self) -> None:
        """Save what is rated, and show it beside the check-in before."""
        if self._views.currentWidget() is self._form:
            self._filling.save()

    def edit(self, uid: str) -> None:
        """Show a check-in, or a look back, to change it; tells if there is none with this uid."""
        try:
            check_in = self._means.check_ins.get(uid)
        except UserFacingError as error:
            self._means.messenger.fail(error)
            return
        self._filling.resume(Asking(check_in.rhythm, check_in.as_of, check_in))
        self._show_form()
        self._begin()

    def look_back(self, as_of: date | None = None) -> None:
        """Think back to a day. Without one, go on with what was begun, or ask which day."""
        half_done = self._filling.keeper.load("then")
        day = as_of or (half_done.as_of if half_done else None)
        if day is None:
            self._filling.keeper.flush()
            self._views.setCurrentWidget(self._day)
            self._day.begin()
            return
        self._filling.resume(Asking(self._means.check_ins.rhythm(), day))
        self._show_form()
        self._begin()

    def show_earlier(self) -> None:
        """List the earlier check-ins."""
        self._filling.keeper.flush()
        self._views.setCurrentWidget(self._earlier)
        self._earlier.begin()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where the next answer is missing, so that the first key already rates."""
        super().showEvent(event)
        if event.spontaneous():
            return
        today = self._means.clock.now().local_date
        self._form.today_is(today)
        if isinstance(self._views.currentWidget(), CheckInResult | LookBackResult) and self._shown_on != today:
            self._show_now()
        QTimer.singleShot(0, self, self._begin)  # once the rows have their places

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard on to where one goes on."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.OtherFocusReason:
            QTimer.singleShot(0, self, self._begin)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave nothing unkept behind; what could not be kept was told, and the journal may be closed by now."""
        if self._filling.keeper.waiting:
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
        self._filling.saved.connect(self._saved)
        self._filling.begun.connect(self._show_begun)
        self._form.leave_asked.connect(self._leave)
        self._form.earlier_asked.connect(self.show_earlier)
        self._form.look_back_asked.connect(self.look_back)
        self._form.choose_asked.connect(self.choose_asked)
        self._nothing.acted.connect(self.choose_asked)
        self._result.trends_asked.connect(self.trends_asked)
        self._result.again_asked.connect(self._rate_again)
        self._result.earlier_asked.connect(self.show_earlier)
        self._past.changed.connect(self._past_changed)
        self._past.reopen_asked.connect(self._reopen)

    # The views that are not needed each time are made when they are.

    @cached_property
    def _earlier(self) -> EarlierPane:
        made = EarlierPane(self._means)
        made.opened.connect(lambda check_in: self.edit(check_in.uid))
        made.versions_asked.connect(self._show_versions)
        made.deletion_asked.connect(self._past.delete)
        made.bring_back_asked.connect(self._past.bring_back)
        made.left.connect(self._rate_again)
        self._views.addWidget(made)
        return made

    @cached_property
    def _versions(self) -> CheckInVersions:
        made = CheckInVersions(self._means)
        made.bring_back_asked.connect(self._past.bring_back_version)
        made.left.connect(self.show_earlier)
        self._views.addWidget(made)
        return made

    @cached_property
    def _day(self) -> LookBackDay:
        made = LookBackDay(self._means)
        made.chosen.connect(self.look_back)
        made.left.connect(self._rate_again)
        self._views.addWidget(made)
        return made

    @cached_property
    def _look_back_result(self) -> LookBackResult:
        made = LookBackResult(self._means)
        made.trends_asked.connect(self.trends_asked)
        made.left.connect(self._rate_again)
        self._views.addWidget(made)
        return made

    def _show_now(self) -> None:
        self._filling.resume(Asking(self._means.check_ins.rhythm()))
        self._show_form()

    def _show_form(self) -> None:
        self._views.setCurrentWidget(self._form if self._filling.has_rows else self._nothing)

    def _show_begun(self) -> None:
        self._show_form()
        self._form.begin()

    def _begin(self) -> None:
        """Give the keyboard to where one goes on."""
        shown = self._views.currentWidget()
        if shown is self._form:
            self._form.begin()
        elif shown is self._nothing:
            self._nothing.action.setFocus()
        elif self.hasFocus():
            self.focusNextChild()

    def _rate_again(self) -> None:
        self._show_now()
        self._begin()

    def _saved(self, saved: CheckInSaved, asking: Asking) -> None:
        self._shown_on = self._means.clock.now().local_date
        check_in = saved.check_in
        if asking.editing is not None:
            self.show_earlier()
            self._past.tell_changed(asking.editing, saved)
        elif asking.as_of is not None:
            self._views.setCurrentWidget(self._look_back_result)
            self._look_back_result.show_look_back(check_in)
        else:
            self._views.setCurrentWidget(self._result)
            self._result.show_check_in(check_in)
        self.changed.emit(saved.change)
        if asking.editing is None:
            self._past.tell_saved(check_in)

    def _leave(self) -> None:
        """Leave a change, which is then dropped, or a look back, which waits."""
        asking = self._filling.asking
        if asking.editing is None:
            self._filling.keeper.flush()
            self._rate_again()
            return
        if self._filling.is_changed and not self._means.read_only:
            dropped = self._filling.drop()
            self._past.tell_dropped(asking, dropped)
        else:
            self._filling.drop()
        self.show_earlier()

    def _reopen(self, asking: Asking, half_done: object) -> None:
        """Go on with something that was taken back or dropped."""
        if half_done is None:
            self._filling.resume(asking)
        else:
            self._filling.open(asking, half_done)  # type: ignore[arg-type]  # a signal carries an object
            self._filling.keeper.keep_soon()
        self._show_form()
        self._form.begin()

    def _show_versions(self, check_in: CheckIn) -> None:
        self._views.setCurrentWidget(self._versions)
        self._versions.show_check_in(check_in)

    def _past_changed(self, change: Change) -> None:
        shown = self._views.currentWidget()
        if isinstance(shown, CheckInVersions):
            self.show_earlier()
        elif isinstance(shown, EarlierPane):
            shown.refresh()
        self.changed.emit(change)

"""The check-in: rate one's own behaviours by keyboard, save, and see what was hidden till then; look back; change."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from journal_app.domain.change import Change, Kind
from journal_app.domain.check_in import CheckIn
from journal_app.domain.errors import UserFacingError
from journal_app.services.check_in_saving import CheckInSaved
from journal_app.ui.pages.check_in.filling import Filling
from journal_app.ui.pages.check_in.means import Means
from journal_app.ui.pages.check_in.past import Past
from journal_app.ui.pages.check_in.views import CheckInViews
from journal_app.ui.widgets.asking import Asking

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONCERNING = {Kind.CHECK_INS, Kind.BEHAVIOURS, Kind.SETTINGS}


class CheckInPage(QWidget):
    """Every statement on one page. Each answer is kept as a half-done check-in until it is saved.

    ``changed`` carries the Change of a check-in that was saved, changed, deleted or taken back.
    """

    changed = Signal(object)
    trends_asked = Signal()
    choose_asked = Signal()
    back_asked = Signal()

    def __init__(self, means: Means) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._means = means
        self._shown_on = means.clock.now().local_date
        self._from_elsewhere = False
        self._filling = Filling(means, self)
        self._form = self._filling.form
        self._past = Past(means, self._filling.keeper.flush, self)
        self._views = CheckInViews(means, self._form)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._views)
        self._connect()
        self._ask_of_now()

    def refresh(self, change: Change | None) -> None:
        """Show what the journal holds now, unless the change concerns no check-in."""
        if change is not None and not change.kinds & _CONCERNING:
            return
        self._filling.refresh()
        if self._views.shows("result"):
            self._views.result.refresh()
        elif self._views.shows("earlier"):
            self._views.earlier.refresh()
        elif self._views.shows("form", "nothing"):
            self._show_form()

    def flush(self) -> bool:
        """Keep the half-done one now; False if that fails."""
        return self._filling.keeper.flush()

    def save(self) -> None:
        """Save what is rated, and show it beside the check-in before."""
        if self._views.shows("form"):
            self._filling.save()

    def edit(self, uid: str) -> None:
        """Show a check-in, or a look back, to change it; tells if there is none with this uid."""
        try:
            check_in = self._means.check_ins.get(uid)
        except UserFacingError as error:
            self._means.messenger.fail(error)
            return
        self._go_on(Asking(check_in.rhythm, check_in.as_of, check_in))

    def look_back(self, as_of: date | None = None) -> None:
        """Think back to a day. Without one, go on with what was begun, or ask which day."""
        if not self.flush():
            return
        begun = self._filling.keeper.looks_back()
        day = as_of or (begun[0] if len(begun) == 1 else None)
        if day is None:
            self._views.turn_to(self._views.day)
            self._views.day.begin()
        else:
            self._go_on(Asking(self._means.check_ins.rhythm(), day))

    def show_earlier(self, *, from_elsewhere: bool | None = None) -> None:
        """List the earlier check-ins; who comes to them from another page goes back there. None: as before."""
        if from_elsewhere is not None:
            self._from_elsewhere = from_elsewhere
        self._filling.keeper.flush()
        self._views.turn_to(self._views.earlier)
        self._views.earlier.begin()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where the next answer is missing, so that the first key already rates."""
        super().showEvent(event)
        if event.spontaneous():
            return
        today = self._means.clock.now().local_date
        self._form.today_is(today)
        if self._views.shows("result", "looked_back") and self._shown_on != today:
            self._ask_of_now()
        QTimer.singleShot(0, self, self._views.take_focus)  # once the rows have their places

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard on to where one goes on."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.OtherFocusReason:
            QTimer.singleShot(0, self, self._views.take_focus)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave nothing unkept behind; what could not be kept was told, and the journal may be closed by now."""
        if self._filling.keeper.waiting:
            self.flush()
        self._from_elsewhere = False
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
        filling, form, views, past = self._filling, self._form, self._views, self._past
        filling.saved.connect(self._saved)
        filling.begun.connect(self._begin_form)
        form.leave_asked.connect(self._leave)
        form.earlier_asked.connect(lambda: self.show_earlier(from_elsewhere=False))
        form.look_back_asked.connect(self.look_back)
        form.choose_asked.connect(self.choose_asked)
        views.choose_asked.connect(self.choose_asked)
        views.trends_asked.connect(self.trends_asked)
        views.now_asked.connect(self._rate_again)
        views.earlier_asked.connect(self.show_earlier)
        views.earlier_left.connect(self._leave_earlier)
        views.opened.connect(lambda check_in: self.edit(check_in.uid))
        views.versions_asked.connect(self._show_versions)
        views.deletion_asked.connect(past.delete)
        views.bring_back_asked.connect(past.bring_back)
        views.version_asked.connect(past.bring_back_version)
        views.day_chosen.connect(self.look_back)
        past.changed.connect(self._past_changed)
        filling.cleared.connect(past.put_back)
        past.reopen_asked.connect(self._go_on)
        views.go_on_asked.connect(past.go_on)
        views.drop_asked.connect(past.drop)

    def _ask_of_now(self) -> None:
        self._filling.resume(Asking(self._means.check_ins.rhythm()))
        self._show_form()

    def _show_form(self) -> None:
        self._views.turn_to(self._form if self._filling.has_rows else self._views.nothing)

    def _go_on(self, asking: Asking) -> None:
        self._filling.resume(asking)
        self._begin_form()

    def _begin_form(self) -> None:
        self._show_form()
        self._views.take_focus()

    def _leave_earlier(self) -> None:
        elsewhere = self._from_elsewhere
        self._rate_again()
        if elsewhere:
            self.back_asked.emit()

    def _rate_again(self) -> None:
        self._from_elsewhere = False
        self._ask_of_now()
        self._views.take_focus()

    def _saved(self, saved: CheckInSaved, asking: Asking) -> None:
        self._shown_on = self._means.clock.now().local_date
        if asking.editing is not None:
            self.show_earlier()
            self._past.tell_changed(asking.editing, saved)
        elif asking.as_of is not None:
            self._views.turn_to(self._views.looked_back)
            self._views.looked_back.show_look_back(saved.check_in)
        else:
            self._views.turn_to(self._views.result)
            self._views.result.show_check_in(saved.check_in)
        self.changed.emit(saved.change)
        if asking.editing is None:
            self._past.tell_saved(saved.check_in)

    def _leave(self) -> None:
        """Leave a change, which is then dropped, or a look back, which waits."""
        asking = self._filling.asking
        if asking.editing is None:
            self._rate_again()
            return
        dropped = self._filling.drop()
        if dropped is not None and not self._means.read_only:
            self._past.tell_dropped(dropped)
        self.show_earlier()

    def _show_versions(self, check_in: CheckIn) -> None:
        self._views.turn_to(self._views.versions)
        self._views.versions.show_check_in(check_in)

    def _past_changed(self, change: Change) -> None:
        if self._views.shows("versions"):
            self.show_earlier()
        elif self._views.shows("earlier"):
            self._views.earlier.refresh()
        elif self._views.shows("form"):
            self._filling.refresh()
        self.changed.emit(change)

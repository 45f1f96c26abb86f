"""The views of the check-in page, one at a time. All but the form are made, and loaded, when they are first needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from journal_app.ui.pages.check_in.means import Means
from journal_app.ui.widgets.check_in_form import CheckInForm
from journal_app.ui.widgets.focus import holds_focus

if TYPE_CHECKING:
    from journal_app.ui.pages.check_in.earlier import EarlierPane
    from journal_app.ui.pages.check_in.look_back_day import LookBackDay
    from journal_app.ui.pages.check_in.look_back_result import LookBackResult
    from journal_app.ui.pages.check_in.versions import CheckInVersions
    from journal_app.ui.widgets.check_in_result import CheckInResult
    from journal_app.ui.widgets.empty_state import EmptyState

_NOTHING = (
    "You have chosen nothing to rate",
    "A check-in asks how often you did certain things. Choose those that matter to you, or add your own.",
    "Choose what you rate",
)


class CheckInViews(QStackedWidget):
    """What the views ask for, whichever of them it is. ``now_asked`` goes back to the check-in of now, ``earlier_left``
    to where one was before the list of earlier ones; ``opened``, ``versions_asked``, ``deletion_asked`` and
    ``bring_back_asked`` carry a CheckIn, ``go_on_asked`` and ``drop_asked`` the name and the HalfDone of what is not
    saved yet, ``version_asked`` one and the CheckInVersion to bring back, ``day_chosen`` the day to think back to."""

    trends_asked = Signal()
    choose_asked = Signal()
    now_asked = Signal()
    earlier_asked = Signal()
    earlier_left = Signal()
    opened = Signal(object)
    versions_asked = Signal(object)
    deletion_asked = Signal(object)
    bring_back_asked = Signal(object)
    go_on_asked = Signal(str, object)
    drop_asked = Signal(str, object)
    version_asked = Signal(object, object)
    day_chosen = Signal(object)

    def __init__(self, means: Means, form: CheckInForm) -> None:
        super().__init__()
        self._means = means
        self.form = form
        self.addWidget(form)

    def shows(self, *names: str) -> bool:
        """Whether one of the views with these names is what is shown."""
        made = (self.__dict__.get(name) for name in names)
        return any(view is not None and view is self.currentWidget() for view in made)

    def turn_to(self, view: QWidget) -> None:
        """Show a view."""
        if self.indexOf(view) < 0:
            self.addWidget(view)
        self.setCurrentWidget(view)

    def take_focus(self) -> None:
        """Give the keyboard to where one goes on, unless it is in the view already."""
        view = self.currentWidget()
        if view is self.form:
            self.form.begin()
        elif view is not None and not holds_focus(view):
            self._first().setFocus()

    def _first(self) -> QWidget:
        if self.shows("nothing"):
            return self.nothing.action
        if self.shows("earlier"):
            return self.earlier.list if self.earlier.list.shown else self.earlier.nothing.action
        if self.shows("versions"):
            return self.versions.list
        if self.shows("day"):
            return self.day.presets[0]
        return self.result.trends if self.shows("result") else self.looked_back.trends

    @cached_property
    def nothing(self) -> EmptyState:
        """In place of the form, where nothing is asked."""
        from journal_app.ui.widgets.empty_state import EmptyState

        made = EmptyState(self._means.look, *_NOTHING)
        made.acted.connect(self.choose_asked)
        return made

    @cached_property
    def result(self) -> CheckInResult:
        """What was saved, beside the one before."""
        from journal_app.ui.widgets.check_in_result import CheckInResult

        means = self._means
        made = CheckInResult(means.check_ins, means.behaviours, means.content, means.look, means.tasks)
        made.trends_asked.connect(self.trends_asked)
        made.again_asked.connect(self.now_asked)
        made.earlier_asked.connect(self.earlier_asked)
        return made

    @cached_property
    def earlier(self) -> EarlierPane:
        """The list of earlier ones."""
        from journal_app.ui.pages.check_in.earlier import EarlierPane

        made = EarlierPane(self._means)
        made.opened.connect(self.opened)
        made.versions_asked.connect(self.versions_asked)
        made.deletion_asked.connect(self.deletion_asked)
        made.bring_back_asked.connect(self.bring_back_asked)
        made.go_on_asked.connect(self.go_on_asked)
        made.drop_asked.connect(self.drop_asked)
        made.left.connect(self.earlier_left)
        return made

    @cached_property
    def versions(self) -> CheckInVersions:
        """What one was before it was changed."""
        from journal_app.ui.pages.check_in.versions import CheckInVersions

        made = CheckInVersions(self._means)
        made.bring_back_asked.connect(self.version_asked)
        made.left.connect(self.earlier_asked)
        return made

    @cached_property
    def day(self) -> LookBackDay:
        """Which time to think back to."""
        from journal_app.ui.pages.check_in.look_back_day import LookBackDay

        made = LookBackDay(self._means)
        made.chosen.connect(self.day_chosen)
        made.left.connect(self.now_asked)
        return made

    @cached_property
    def looked_back(self) -> LookBackResult:
        """The start, then and now."""
        from journal_app.ui.pages.check_in.look_back_result import LookBackResult

        made = LookBackResult(self._means)
        made.trends_asked.connect(self.trends_asked)
        made.left.connect(self.now_asked)
        return made

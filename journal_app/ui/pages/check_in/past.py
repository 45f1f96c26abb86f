"""What is done to check-ins that were saved, and how each of it is undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from journal_app.domain.change import Change
from journal_app.domain.check_in import CheckIn, CheckInVersion, HalfDone
from journal_app.domain.errors import UserFacingError
from journal_app.domain.when_words import part_of_month
from journal_app.services.check_in_service import CheckInSaved
from journal_app.ui.pages.check_in.means import Means
from journal_app.ui.pages.check_in.words import kind_of
from journal_app.ui.widgets.asking import Asking


class Past(QObject):
    """``changed`` carries a Change; ``reopen_asked`` what to go on with: an Asking, and a HalfDone or None for what the
    journal has kept."""

    changed = Signal(object)
    reopen_asked = Signal(object, object)

    def __init__(self, means: Means, parent: QObject) -> None:
        super().__init__(parent)
        self._means = means

    def tell_saved(self, check_in: CheckIn) -> None:
        """Say that one was saved; Undo makes it the half-done one again."""
        words = "Check-in saved." if check_in.as_of is None else "Saved."
        self._means.messenger.tell(words, "Undo", lambda: self._take_back(check_in))

    def tell_changed(self, before: CheckIn, saved: CheckInSaved) -> None:
        """Say that one was changed; Undo brings back what it was."""
        if not saved.change:
            self._means.messenger.tell("Nothing was changed.")
            return
        words = f"The {kind_of(before)} was changed."
        self._means.messenger.tell(words, "Undo", lambda: self._undo_edit(before))

    def tell_dropped(self, asking: Asking, dropped: HalfDone | None) -> None:
        """Say that changes were not made; Undo goes on with them."""
        undo: Callable[[], None] = lambda: self._reopen(asking, dropped)  # noqa: E731
        self._means.messenger.tell("It was left as it was; your changes were dropped.", "Undo", undo)

    def tell_of_other(self, other: HalfDone) -> None:
        """Say that another one was begun, which goes with the first answer to this one."""
        check_ins = self._means.check_ins
        if other.editing:
            editing = check_ins.get(other.editing)
            words = f"You had begun to change the {kind_of(editing)}. That goes once you change this one."
            asking = Asking(editing.rhythm, editing.as_of, editing)
        else:
            asking = Asking(check_ins.rhythm(), other.as_of)
            begun = part_of_month(other.as_of) if other.as_of else ""
            words = f"You had begun to look back to {begun}. That goes once you answer here."
        self._means.messenger.tell(words, "Go back to it", lambda: self._reopen(asking, other))

    def delete(self, check_in: CheckIn) -> None:
        """Put it in the bin."""
        if self._do(lambda: self._means.check_ins.delete(check_in.uid)):
            words = f"The {kind_of(check_in)} was deleted."
            self._means.messenger.tell(words, "Undo", lambda: self.bring_back(check_in, quietly=True))

    def bring_back(self, check_in: CheckIn, *, quietly: bool = False) -> None:
        """Take it out of the bin."""
        if self._do(lambda: self._means.check_ins.restore(check_in.uid)) and not quietly:
            self._means.messenger.tell(f"The {kind_of(check_in)} is back.", "Undo", lambda: self.delete(check_in))

    def bring_back_version(self, check_in: CheckIn, version: CheckInVersion) -> None:
        """Make it what it was; what it is now is kept as a version."""
        if self._do(lambda: self._means.check_ins.bring_back(check_in.uid, version).change):
            words = f"The {kind_of(check_in)} is again what it was before."
            self._means.messenger.tell(words, "Undo", lambda: self._undo_edit(check_in))

    def _undo_edit(self, before: CheckIn) -> None:
        self._do(lambda: self._means.check_ins.undo_edit(before).change)

    def _take_back(self, check_in: CheckIn) -> None:
        if self._do(lambda: self._means.check_ins.take_back(check_in)):
            self._reopen(Asking(self._means.check_ins.rhythm(), check_in.as_of), None)

    def _reopen(self, asking: Asking, half_done: HalfDone | None) -> None:
        if isValid(self):
            self.reopen_asked.emit(asking, half_done)

    def _do(self, act: Callable[[], Change]) -> bool:
        """Do it and tell of the change; whether it could be done."""
        if not isValid(self):  # a note can outlive the page it came from
            return False
        try:
            change = act()
        except UserFacingError as error:
            self._means.messenger.fail(error)
            return False
        self.changed.emit(change)
        return True

"""What is done to check-ins that were saved, and how each of it is undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from journal_app.domain.change import Change, Kind
from journal_app.domain.check_in import CheckIn, CheckInVersion, HalfDone
from journal_app.domain.check_in_errors import NoSuchCheckIn
from journal_app.domain.errors import UserFacingError
from journal_app.domain.half_done import NOW, slot_of
from journal_app.domain.half_done_words import GONE, TO_THE_BIN
from journal_app.services.check_in_saving import CheckInSaved, TakenBack
from journal_app.ui.pages.check_in.means import Means
from journal_app.ui.pages.check_in.words import kind_of
from journal_app.ui.widgets.asking import Asking


class Past(QObject):
    """``changed`` carries a Change; ``reopen_asked`` an Asking, to go on with what the journal has kept for it. What is
    on the page is written by ``flush`` first, so that no Undo runs over it."""

    changed = Signal(object)
    reopen_asked = Signal(object)

    def __init__(self, means: Means, flush: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._means = means
        self._flush = flush

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

    def tell_dropped(self, dropped: HalfDone) -> None:
        """Say that changes were not made; Undo goes on with them."""
        words = "It was left as it was; your changes were dropped."
        self._means.messenger.tell(words, "Undo", lambda: self.put_back(dropped))

    def put_back(self, dropped: HalfDone) -> None:
        """Go on with what was dropped; what was answered since stays."""
        if self._do(lambda: self._put_back(dropped)):
            self.go_on(slot_of(dropped), dropped)

    def drop(self, slot: str, half_done: HalfDone) -> None:
        """Drop something half done."""
        if self._do(lambda: self._drop(slot)):
            words = "What was not saved yet was dropped."
            self._means.messenger.tell(words, "Undo", lambda: self._undo_drop(half_done))

    def go_on(self, slot: str, half_done: HalfDone) -> None:
        """Go on with something half done. Changes to a check-in that is gone become one of their own."""
        if not isValid(self) or not self._flush():  # a note can outlive the page it came from
            return
        try:
            self._reopen(slot, half_done)
        except UserFacingError as error:
            self._means.messenger.fail(error)

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
        taken: list[TakenBack] = []

        def take_back() -> Change:
            taken.append(self._means.check_ins.take_back(check_in))
            return taken[0].change

        if not self._do(take_back):
            return
        if taken[0].to_the_bin:
            self._means.messenger.tell(TO_THE_BIN)
        else:
            self.reopen_asked.emit(Asking(self._means.check_ins.rhythm(), check_in.as_of))

    def _put_back(self, dropped: HalfDone) -> Change:
        self._means.check_ins.put_back(dropped)
        return Change.of(Kind.CHECK_INS)

    def _undo_drop(self, dropped: HalfDone) -> None:
        self._do(lambda: self._put_back(dropped))

    def _drop(self, slot: str) -> Change:
        self._means.check_ins.keep_half_done(None, slot)
        return Change.of(Kind.CHECK_INS)

    def _reopen(self, slot: str, half_done: HalfDone) -> None:
        check_ins = self._means.check_ins
        rhythm = check_ins.rhythm()
        if not half_done.editing:
            if slot.startswith(f"{NOW} "):
                check_ins.turn_to(half_done.on or self._means.clock.now().local_date)
            self.reopen_asked.emit(Asking(rhythm, half_done.as_of))
            return
        try:
            editing = check_ins.get(half_done.editing)
        except NoSuchCheckIn:
            check_ins.set_free(half_done.editing)
            self.reopen_asked.emit(Asking(rhythm, half_done.as_of))
            self._means.messenger.tell(GONE)
        else:
            self.reopen_asked.emit(Asking(editing.rhythm, editing.as_of, editing))

    def _do(self, act: Callable[[], Change]) -> bool:
        """Do it and tell of the change; whether it could be done."""
        if not isValid(self) or not self._flush():  # a note can outlive the page it came from
            return False
        try:
            change = act()
        except UserFacingError as error:
            self._means.messenger.fail(error)
            return False
        self.changed.emit(change)
        return True

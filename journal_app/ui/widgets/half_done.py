"""Keeps the half-done check-in while it is being rated, a moment after the last answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer

from journal_app.domain.check_in import HalfDone
from journal_app.domain.errors import UserFacingError
from journal_app.services.check_in_service import CheckInService
from journal_app.ui.messenger import Messenger

_AFTER_MS = 300


class Keeper(QObject):
    """Writes what ``present`` says (what is half done, and its slot), once for all answers within a moment.

    A write that failed is told once and tried again with the next answer; the answers stay on the page either way.
    """

    def __init__(
        self,
        check_ins: CheckInService,
        messenger: Messenger,
        present: Callable[[], tuple[HalfDone | None, str]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._check_ins = check_ins
        self._messenger = messenger
        self._present = present
        self._failed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self._keep)

    @property
    def unkept(self) -> bool:
        """Whether the page holds answers that the journal does not."""
        return self.waiting or self._failed

    @property
    def waiting(self) -> bool:
        """Whether a write is about to happen."""
        return self._timer.isActive()

    def keep_soon(self) -> None:
        """Write within a moment; keys that follow quickly do not put it off."""
        if not self.waiting:
            self._timer.start()

    def flush(self) -> bool:
        """Write now what is not written yet; False, with the reason told, if that fails."""
        if self.unkept:
            self._timer.stop()
            self._failed = False
            self._keep()
        return not self._failed

    def forget(self) -> None:
        """Write nothing more: what was waiting has been saved otherwise."""
        self._timer.stop()
        self._failed = False

    def load(self, slot: str) -> HalfDone | None:
        """What was kept; None, with the reason told, if it cannot be read."""
        try:
            return self._check_ins.half_done(slot)
        except UserFacingError as error:
            self._messenger.fail(error)
            return None

    def looks_back(self) -> tuple[date, ...]:
        """The days that somebody has begun to look back to; none, with the reason told, if that cannot be read."""
        try:
            return self._check_ins.looks_back_begun()
        except UserFacingError as error:
            self._messenger.fail(error)
            return ()

    def _keep(self) -> None:
        try:
            self._check_ins.keep_half_done(*self._present())
        except UserFacingError as error:
            if not self._failed:
                self._failed = True
                self._messenger.fail(error)
        else:
            self._failed = False

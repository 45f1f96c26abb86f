"""When the journal locks by itself, and how the person chooses it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from journal_app.services.preference_service import PreferenceService
from journal_app.ui.locking.idle import Clock, IdleWatch, system_clocks
from journal_app.ui.locking.session import SessionWatch


class AutoLock(QObject):
    """``due`` when the journal is to lock although nobody asked; it has been done when that returns.

    Told by ``attend`` whether there is anything that can lock; there is nothing to watch for otherwise.
    """

    due = Signal()
    known = Signal()

    def __init__(self, preferences: PreferenceService, parent: QObject, clock: Clock = system_clocks) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._attending = False
        self.idle = IdleWatch(self, clock)
        self.idle.away.connect(self.due)
        self.session: SessionWatch | None = None

    def attend(self, *, lockable: bool) -> None:
        """There is a journal that can be locked, or there is none."""
        if lockable != self._attending:
            self._attending = lockable
            self._begin()

    def listen(self) -> None:
        """Listen to the desktop. What that takes is loaded here, so call it once the first page stands."""
        if self.session is None:
            from journal_app.ui.locking.session import session_watch

            self.session = session_watch(self)
            self.session.locked.connect(self._session_locked)
            self.session.known.connect(self.known)
            self.session.begin()

    def end(self) -> None:
        """Watch no more: the window is closing."""
        self.attend(lockable=False)
        if self.session is not None:
            self.session.end()

    def minimised(self) -> None:
        """The window has been put away."""
        if self._attending and self.on_minimise:
            self.due.emit()

    # What the person chooses

    @property
    def minutes(self) -> int:
        """After how many minutes without anybody; 0 for never."""
        return self._preferences.current.lock_after_minutes

    @property
    def on_minimise(self) -> bool:
        """Whether putting the window away locks."""
        return self._preferences.current.lock_on_minimise

    @property
    def hears(self) -> frozenset[str]:
        """What the desktop tells of, as far as is known."""
        return self.session.hears if self.session is not None else frozenset()

    def choose_minutes(self, minutes: int) -> None:
        """Lock after so many minutes, 0 for never."""
        self._preferences.change(lock_after_minutes=minutes)
        self._begin()

    def choose_on_minimise(self, on: bool) -> None:  # noqa: FBT001  the name says it
        """Lock whenever the window is put away, or not."""
        self._preferences.change(lock_on_minimise=on)

    def _begin(self) -> None:
        self.idle.begin(self.minutes if self._attending else 0)

    def _session_locked(self) -> None:
        if self._attending:
            self.due.emit()

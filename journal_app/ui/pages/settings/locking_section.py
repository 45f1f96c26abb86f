"""Settings: when the journal locks by itself."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, SignalInstance

from journal_app.services.journal_service import JournalService
from journal_app.ui.widgets.choice import Choice
from journal_app.ui.widgets.setting_rows import Section

MINUTES = (0, 1, 2, 5, 10, 15, 30, 60)
_WAIT = "No key, no pointer, no touch."
_UNPROTECTED = "This journal has no passphrase, so it cannot be locked."
_MINIMISED = (("Leave it open", False), ("Lock it", True))
_TELLS = {
    frozenset({"lock", "sleep"}): "This desktop tells when the session is locked and when the computer is about to "
    "sleep: the journal then locks at once.",
    frozenset({"lock"}): "This desktop tells when the session is locked: the journal then locks at once. It does not "
    "tell when the computer is about to sleep; afterwards the time above counts.",
    frozenset({"sleep"}): "This computer tells when it is about to sleep: the journal then locks at once. The desktop "
    "does not tell when the session is locked; then the time above counts.",
    frozenset(): "This desktop does not tell when the session is locked or the computer about to sleep: then the time "
    "above counts, and Ctrl+L locks at once.",
}


class LockingChoices(Protocol):
    """What there is to choose, and to know; the window's ``AutoLock``."""

    known: SignalInstance

    @property
    def minutes(self) -> int: ...
    @property
    def on_minimise(self) -> bool: ...
    @property
    def hears(self) -> frozenset[str]: ...
    def choose_minutes(self, minutes: int) -> None: ...
    def choose_on_minimise(self, on: bool) -> None: ...  # noqa: FBT001  the name says it


class LockingSection(Section):
    """After how long, when the window is put away, and what the desktop tells."""

    def __init__(self, choices: LockingChoices, journal: JournalService) -> None:
        super().__init__("Locking", "Locking saves what you wrote, closes the journal and forgets its key.")
        self._choices, self._journal = choices, journal
        self.after = Choice(_offers(choices.minutes), choices.minutes)
        self.after.setFixedWidth(180)
        self.minimised = Choice(_MINIMISED, choices.on_minimise)
        self.minimised.setFixedWidth(180)
        self.wait = self.add_row("Lock when nobody has been here for", _WAIT, self.after)
        self.add_row("When the window is minimised", "", self.minimised)
        self.tells = self.add_row("When the session locks or the computer sleeps")
        self.after.activated.connect(lambda _index: choices.choose_minutes(self.after.currentData()))
        self.minimised.activated.connect(lambda _index: choices.choose_on_minimise(self.minimised.currentData()))
        choices.known.connect(self.refresh, Qt.ConnectionType.QueuedConnection)
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen, and what the desktop tells."""
        self.after.put(self._choices.minutes)
        self.minimised.put(self._choices.on_minimise)
        protected = self._journal.protected
        self.wait.say(_WAIT if protected else _UNPROTECTED)
        self.tells.say(_TELLS[self._choices.hears])


def _offers(chosen: int) -> tuple[tuple[str, object], ...]:
    """What is offered, and what somebody wrote into the preferences by hand."""
    return tuple((_words(minutes), minutes) for minutes in sorted({*MINUTES, chosen}, key=lambda m: m or 1_000))


def _words(minutes: int) -> str:
    if minutes == 0:
        return "Not by itself"
    return "1 hour" if minutes == 60 else f"{minutes} minute{'' if minutes == 1 else 's'}"

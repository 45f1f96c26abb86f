"""Settings: what opens the journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal

from journal_app.domain.change import Change
from journal_app.domain.errors import KeyStoreUnavailable, UserFacingError
from journal_app.services.key_service import KeyService, KeyState
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.widgets.setting_rows import Section
from journal_app.ui.widgets.simple import button

_WHOEVER = "for whoever is signed in to this computer as you"


@dataclass(frozen=True, slots=True)
class _Found:
    """How things stand, and what the key store is called or why there is none."""

    state: KeyState
    store: str = ""
    reason: str = ""


class KeysSection(Section):
    """The passphrase, the recovery key, and the operating system's key store.

    ``asked`` carries the command that sets or changes a secret.
    """

    asked = Signal(str)

    def __init__(self, keys: KeyService, tasks: TaskRunner, messenger: Messenger, *, may_change: bool) -> None:
        super().__init__("Passphrase and keys")
        self._keys, self._tasks, self._messenger, self._may_change = keys, tasks, messenger, may_change
        self._found: _Found | None = None
        self.passphrase_button = button("")
        self.recovery_button = button("")
        self.store_button = button("")
        self.passphrase = self.add_row("Passphrase", "", self.passphrase_button)
        self.recovery = self.add_row("Recovery key", "", self.recovery_button)
        self.store = self.add_row("This computer’s key store", "", self.store_button)
        self.passphrase_button.clicked.connect(self._ask_passphrase)
        self.recovery_button.clicked.connect(lambda: self.asked.emit("recovery"))
        self.store_button.clicked.connect(self._switch_store)
        for each in (self.passphrase_button, self.recovery_button, self.store_button):
            each.hide()

    def refresh(self) -> None:
        """Look again, in the worker."""
        self._tasks.run(self, self._look, self._show, self._fail)

    def _look(self, _task: Task) -> _Found:
        state = self._keys.state()
        try:
            return _Found(state, store=self._keys.key_store_name())
        except KeyStoreUnavailable as error:
            return _Found(state, reason=str(error.params["reason"]))

    def _fail(self, error: UserFacingError) -> None:
        self.passphrase.say(self._messenger.text(error))

    def _show(self, found: _Found) -> None:
        self._found = found
        state = found.state
        self.passphrase.say(
            "Your journal opens with your passphrase."
            if state.protected
            else "None: anyone who can open this computer’s files can read your journal."
        )
        self.passphrase_button.setText("Change…" if state.protected else "Set a passphrase…")
        self.passphrase_button.setAccessibleName("Change the passphrase" if state.protected else "Set a passphrase")
        self.recovery.say(_about_recovery(state))
        self.recovery_button.setText("Make a new one…" if state.has_recovery_key else "Make one…")
        self.recovery_button.setAccessibleName(
            "Make a new recovery key" if state.has_recovery_key else "Make a recovery key"
        )
        self.store.say(_about_store(found))
        self.store_button.setText("Switch off" if state.by_key_store else "Switch on")
        self.store_button.setAccessibleName(
            "Switch the key store off" if state.by_key_store else "Switch the key store on"
        )
        self.passphrase_button.setVisible(self._may_change)
        self.recovery_button.setVisible(self._may_change and state.protected)
        usable = state.by_key_store or (state.protected and bool(found.store))
        self.store_button.setVisible(self._may_change and usable)
        self.store_button.setEnabled(True)

    def _ask_passphrase(self) -> None:
        protected = self._found is not None and self._found.state.protected
        self.asked.emit("change_passphrase" if protected else "passphrase")

    def _switch_store(self) -> None:
        if self._found is None:
            return
        on = self._found.state.by_key_store
        act: Callable[[], Change] = self._keys.leave_key_store if on else self._keys.use_key_store
        self.store_button.setEnabled(False)

        def done(_change: Change) -> None:
            self.refresh()

        def failed(error: UserFacingError) -> None:
            self.store_button.setEnabled(True)
            self.store.say(self._messenger.text(error), aloud=True)

        self._tasks.run(self, lambda _task: act(), done, failed)


def _about_recovery(state: KeyState) -> str:
    if not state.protected:
        return "A journal without a passphrase needs none."
    if not state.has_recovery_key:
        return "None yet. If you forget your passphrase, nothing else opens your journal."
    made = f"Made on {_day(state.recovery_made_on)}. " if state.recovery_made_on else ""
    return f"{made}It opens your journal if you forget your passphrase. A new one takes its place."


def _about_store(found: _Found) -> str:
    if not found.state.protected:
        return "A journal without a passphrase opens by itself."
    if found.state.by_key_store:
        trouble = f" It cannot be used now: {found.reason}." if found.reason else ""
        return (
            f"On. Your journal opens by itself when Throughline starts, {_WHOEVER}. Once you have locked it, it asks."
            f"{trouble}"
        )
    if found.reason:
        return f"Off. It cannot be used here: {found.reason}. Your passphrase opens your journal."
    return f"Off. With {found.store} your journal could open without typing, {_WHOEVER}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

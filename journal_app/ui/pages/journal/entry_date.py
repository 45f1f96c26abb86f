"""Saying that an entry was written at another time."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from journal_app.domain.moment import Clock, Moment
from journal_app.ui.dialogs.when_written import WhenWrittenDialog
from journal_app.ui.pages.journal.autosave import Autosave
from journal_app.ui.pages.journal.entry_pane import EntryPane
from journal_app.ui.theme import Look


class EntryDate(QObject):
    """Asks, and keeps the answer. ``moved`` carries the uid of an entry that has another place in the list now."""

    moved = Signal(str)

    def __init__(self, pane: EntryPane, autosave: Autosave, look: Look, clock: Clock) -> None:
        super().__init__(pane)
        self._pane, self._autosave, self._look, self._clock = pane, autosave, look, clock
        pane.date_pressed.connect(self.ask)

    def ask(self) -> None:
        """Ask for the day and the time, if the open entry may be changed."""
        draft = self._autosave.draft
        if draft is None or not self._pane.when.isEnabled():
            return
        dialog = WhenWrittenDialog(self._pane, self._look, draft.written, self._clock, all_day=draft.all_day)

        def keep(written: Moment) -> None:
            self._autosave.set_written(written)
            self._pane.show_written(draft)
            if draft.uid:
                self.moved.emit(draft.uid)

        dialog.chosen.connect(keep)
        dialog.open()

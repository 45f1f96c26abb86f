"""Saying whether what was written is saved."""

from __future__ import annotations

from PySide6.QtCore import QObject

from journal_app.domain.errors import UserFacingError
from journal_app.domain.moment import Clock
from journal_app.services.entry_service import Saved
from journal_app.ui.messenger import Messenger
from journal_app.ui.pages.journal.draft import Draft
from journal_app.ui.pages.journal.entry_pane import EntryPane

_NOTHING_TOLD = "failing, and not told of lately"


class SaveState(QObject):
    """Shows it under the text; what goes wrong is told besides, once."""

    def __init__(self, pane: EntryPane, clock: Clock, messenger: Messenger, *, read_only: bool) -> None:
        super().__init__(pane)
        self._pane, self._clock, self._messenger, self._read_only = pane, clock, messenger, read_only
        self._failing = self._replaced = ""
        pane.editor.replaced.connect(self.tell_replaced)

    def show_draft(self, draft: Draft) -> None:
        """Say it of an entry that was just opened."""
        self._replaced = ""
        self._pane.show_state(self._words(draft))

    def saved(self, saved: Saved) -> None:
        """Say when it was saved."""
        self._failing = ""
        self._pane.show_state(f"Saved {saved.at.local:%H:%M}")
        if saved.replaced:
            self.tell_replaced(saved.replaced)

    def failed(self, error: UserFacingError) -> None:
        """Said at once, and not again with every attempt that follows by itself."""
        self._pane.show_state("Not saved yet", bad=True)
        if self._failing != error.message_id:
            self._failing = error.message_id
            self._messenger.fail(error)

    def unchanged(self, draft: Draft | None) -> None:
        """What could not be saved was taken back."""
        if draft is not None and self._failing:
            self._failing = ""
            self._pane.show_state(self._words(draft))

    def asked_anew(self) -> None:
        """The person wants it saved now: a failure is worth telling again."""
        self._failing = _NOTHING_TOLD if self._failing else ""

    def tell_replaced(self, count: int) -> None:
        """Say that characters were replaced; of one entry, the same is not said twice."""
        words = f"{count} character{'' if count == 1 else 's'} that no file can hold became \ufffd."
        if self._replaced != words:
            self._replaced = words
            self._messenger.tell(words)

    def _words(self, draft: Draft) -> str:
        if draft.deleted:
            return "In the bin"
        if self._read_only:
            return "Reading only"
        if draft.kept is None:
            return ""
        now, kept = self._clock.now().local, draft.kept.astimezone(self._clock.zone())
        if kept.date() == now.date():
            return f"Saved {kept:%H:%M}"
        return f"Saved {kept.day} {kept:%B}{'' if kept.year == now.year else f' {kept.year}'}"

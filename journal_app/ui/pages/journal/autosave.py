"""Autosave: what is typed is in the journal within a second, and a failure is never silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from journal_app.domain.errors import UserFacingError
from journal_app.domain.moment import Moment
from journal_app.services.entry_service import EntryService
from journal_app.ui.pages.journal.draft import Draft
from journal_app.ui.pages.journal.saving import TEXT, Saving
from journal_app.ui.task_runner import TaskRunner

# Counted from the first unsaved key, not from the last: somebody who types without a pause is saved too.
_SAVE_AFTER_MS = 600
_RETRY_AFTER_MS = 5000
# Saving more than this in one go takes longer than a frame; the worker does it.
_LARGE = 100_000


class Autosave(QObject):
    """Keeps one draft. ``saved`` carries what was saved and whether the entry is new; ``failed`` the error;
    ``unchanged`` says that after all there is nothing to save.

    ``read`` gives the title and body as they are typed now; it is asked only when it is time to save.
    """

    saved = Signal(object, bool)
    failed = Signal(object)
    unchanged = Signal()

    def __init__(self, entries: EntryService, tasks: TaskRunner, read: Callable[[], tuple[str, str]]) -> None:
        super().__init__()
        self._entries, self._tasks, self._read = entries, tasks, read
        self.draft: Draft | None = None
        self._text_in_journal = ("", "")
        self._unsaved: set[str] = set()
        self._in_worker: Saving | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._save)

    @property
    def dirty(self) -> bool:
        """Whether something may not be in the journal yet."""
        return bool(self._unsaved) or self._in_worker is not None

    def open(self, draft: Draft | None) -> None:
        """Go on with another draft, whose text is in view. Call ``flush`` first."""
        self._timer.stop()
        self.draft = draft
        self._unsaved.clear()
        if draft is not None:
            # As it is shown, not as it is kept: an entry that nobody touched is never saved anew.
            self._text_in_journal = draft.title, draft.body = self._read()

    def touched(self) -> None:
        """The text may have changed; it is saved in a moment."""
        if self.draft is None:
            return
        self._unsaved.add(TEXT)
        if not self._timer.isActive():
            self._timer.start(_SAVE_AFTER_MS)

    def flush(self) -> bool:
        """Save now what is unsaved. False if that failed; the words are then still on the page."""
        self._timer.stop()
        if self._in_worker is not None:
            self._tasks.drain()
            self._land(self._in_worker)
        saving = self._begin()
        if saving is not None:
            self._finish(saving.write(self._entries))
        return not self.dirty

    def set_starred(self, starred: bool) -> None:  # noqa: FBT001  the name says it
        """Star the entry or take the star away."""
        self._set("starred", starred)

    def set_practices(self, practices: tuple[str, ...]) -> None:
        """Say which practices the entry bears on."""
        self._set("practices", practices)

    def set_tags(self, tags: tuple[str, ...]) -> None:
        """Set the entry's tags."""
        self._set("tags", tags)

    def set_written(self, written: Moment) -> None:
        """Say when the entry was really written."""
        self._set("written", written)

    def _set(self, name: str, value: object) -> None:
        """Change something about the entry: at once if it is kept, else along with its first words."""
        if self.draft is None:
            return
        setattr(self.draft, name, value)
        if self.draft.uid is not None or self._in_worker is not None:
            self._unsaved.add(name)
            self.flush()

    def _save(self) -> None:
        """The timer's: save what is unsaved, here or in the worker."""
        saving = self._begin() if self._in_worker is None else None
        if saving is None:
            return
        if len(saving.draft.body) <= _LARGE or TEXT not in saving.what:
            self._finish(saving.write(self._entries))
            return
        self._in_worker = saving
        self._tasks.run(self, lambda _task: saving.write(self._entries), self._land)

    def _begin(self) -> Saving | None:
        """What there is to save; None if that is nothing."""
        draft = self.draft
        if draft is None:
            return None
        if TEXT in self._unsaved:
            draft.title, draft.body = self._read()
            if (draft.title, draft.body) == self._text_in_journal:
                self._unsaved.discard(TEXT)
        if draft.uid is None and draft.is_blank:
            self._unsaved.clear()
        if not self._unsaved:
            self.unchanged.emit()
            return None
        saving = Saving(replace(draft), frozenset(self._unsaved))
        self._unsaved.clear()
        return saving

    def _land(self, saving: Saving) -> None:
        """The worker is done. ``flush`` may have seen to it before the worker's answer comes."""
        if self._in_worker is saving:
            self._in_worker = None
            self._finish(saving)
            if self._unsaved and not self._timer.isActive():
                self._timer.start(_SAVE_AFTER_MS)

    def _finish(self, saving: Saving) -> None:
        """Tell what was saved, and keep for later what was not."""
        self._unsaved |= saving.what - saving.kept.keys()
        saved = saving.outcome()
        if TEXT in saving.kept:
            self._text_in_journal = saving.draft.title, saving.draft.body
        if saved is not None:
            if self.draft is not None:
                self.draft.uid, self.draft.revision, self.draft.kept = saved.uid, saved.revision, saved.at.utc
            self.saved.emit(saved, saving.is_new)
        if saving.error is not None:
            self._timer.start(_RETRY_AFTER_MS)
            if not isinstance(saving.error, UserFacingError):
                raise saving.error
            self.failed.emit(saving.error)

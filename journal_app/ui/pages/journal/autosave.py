"""Autosave: what is typed is in the journal within a second, and a failure is never silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from journal_app.domain.entry import Entry, PromptAnswered
from journal_app.domain.errors import UserFacingError
from journal_app.domain.moment import Moment
from journal_app.services.entry_service import EntryService, Saved
from journal_app.ui.task_runner import TaskRunner

# Counted from the first unsaved key, not from the last: somebody who types without a pause is saved too.
_SAVE_AFTER_MS = 600
_RETRY_AFTER_MS = 5000
# Saving more than this in one go takes longer than a frame; the worker does it.
_LARGE = 100_000


@dataclass
class Draft:
    """The entry on the page.

    ``uid`` is None until its first words are saved; ``written`` is when it was begun, ``kept`` when it last changed.
    """

    written: Moment
    kept: datetime | None = None
    uid: str | None = None
    revision: int = 0
    title: str = ""
    body: str = ""
    starred: bool = False
    practices: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    prompt: PromptAnswered | None = None
    all_day: bool = False
    deleted: bool = False

    @classmethod
    def of(cls, entry: Entry) -> Draft:
        """The draft of an entry that is already kept."""
        return cls(
            written=entry.written,
            kept=entry.modified,
            uid=entry.uid,
            revision=entry.revision,
            title=entry.title,
            body=entry.body,
            starred=entry.starred,
            practices=entry.practices,
            tags=entry.tags,
            prompt=entry.prompt,
            all_day=entry.all_day,
            deleted=entry.deleted is not None,
        )


class Autosave(QObject):
    """Keeps one draft. ``saved`` carries what was saved and whether the entry is new; ``failed`` the error."""

    saved = Signal(object, bool)
    failed = Signal(object)

    def __init__(self, entries: EntryService, tasks: TaskRunner) -> None:
        super().__init__()
        self._entries = entries
        self._tasks = tasks
        self.draft: Draft | None = None
        self.dirty = False
        self._in_flight = False
        self._landed: Saved | UserFacingError | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._save)

    def open(self, draft: Draft | None) -> None:
        """Go on with another draft. Call ``flush`` first."""
        self._timer.stop()
        self.draft = draft
        self.dirty = False

    def text_changed(self, title: str, body: str) -> None:
        """Note what the text is now; it is saved in a moment."""
        if self.draft is None or (title, body) == (self.draft.title, self.draft.body):
            return
        self.draft.title, self.draft.body = title, body
        self.dirty = True
        if not self._timer.isActive():
            self._timer.start(_SAVE_AFTER_MS)

    def flush(self) -> bool:
        """Save now what is unsaved. False if that failed; the words are then still in the draft."""
        self._timer.stop()
        if self._in_flight:
            self._tasks.drain()
            self._take_landed()
        if self.dirty:
            self._save_here()
        return not self.dirty

    def set_starred(self, starred: bool) -> None:  # noqa: FBT001  the name says it
        """Star the entry or take the star away."""
        self._set(lambda uid: self._entries.set_star(uid, starred))
        if self.draft:
            self.draft.starred = starred

    def set_practices(self, practices: tuple[str, ...]) -> None:
        """Say which practices the entry bears on."""
        if self.draft:
            self.draft.practices = practices
        self._set(lambda uid: self._entries.set_practices(uid, practices))

    def set_tags(self, tags: tuple[str, ...]) -> None:
        """Set the entry's tags."""
        if self.draft:
            self.draft.tags = tags
        self._set(lambda uid: self._entries.set_tags(uid, tags))

    def set_written(self, written: Moment) -> None:
        """Say when the entry was really written."""
        if self.draft:
            self.draft.written = written
        self._set(lambda uid: self._entries.set_written(uid, written))

    def _set(self, change: object) -> None:
        """Change something about a kept entry at once; a draft without words keeps it until there are some."""
        if self.draft is None or self.draft.uid is None or not self.flush():
            return
        try:
            saved: Saved = change(self.draft.uid)  # type: ignore[operator]
        except UserFacingError as error:
            self.failed.emit(error)
            return
        self._note(saved, is_new=False)

    def _save(self) -> None:
        draft = self.draft
        if draft is None or not self.dirty or self._in_flight:
            return
        if draft.uid is None or len(draft.body) <= _LARGE:
            self._save_here()
            return
        uid, title, body, revision = draft.uid, draft.title, draft.body, draft.revision
        self.dirty = False
        self._in_flight = True

        def work(_task: object) -> None:
            try:
                self._landed = self._entries.save_text(uid, title, body, revision)
            except UserFacingError as error:
                self._landed = error

        self._tasks.run(self, work, lambda _none: self._take_landed())

    def _take_landed(self) -> None:
        """Look at what the worker did; ``flush`` may come here before the worker's answer does."""
        landed, self._landed, self._in_flight = self._landed, None, False
        if isinstance(landed, UserFacingError):
            self._not_saved(landed)
        elif landed is not None:
            self._note(landed, is_new=False)
        if self.dirty and not self._timer.isActive():
            self._timer.start(_SAVE_AFTER_MS)

    def _save_here(self) -> None:
        draft = self.draft
        if draft is None or (draft.uid is None and not (draft.title.strip() or draft.body.strip())):
            self.dirty = False
            return
        is_new = draft.uid is None
        try:
            saved = self._write(draft)
        except UserFacingError as error:
            self._not_saved(error)
            return
        self.dirty = False
        self._note(saved, is_new=is_new)

    def _write(self, draft: Draft) -> Saved:
        if draft.uid is not None:
            return self._entries.save_text(draft.uid, draft.title, draft.body, draft.revision)
        return self._entries.write(
            draft.title,
            draft.body,
            practices=draft.practices,
            tags=draft.tags,
            written=draft.written,
            prompt=draft.prompt,
            starred=draft.starred,
        )

    def _note(self, saved: Saved, *, is_new: bool) -> None:
        if self.draft is not None and self.draft.uid in (None, saved.uid):
            self.draft.uid, self.draft.revision = saved.uid, saved.revision
        self.saved.emit(saved, is_new)

    def _not_saved(self, error: UserFacingError) -> None:
        self.dirty = True
        self._timer.start(_RETRY_AFTER_MS)
        self.failed.emit(error)

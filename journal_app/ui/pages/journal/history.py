"""The way from an entry to what it said before, and back: with the present text, or with an earlier one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from journal_app.domain.errors import UserFacingError
from journal_app.domain.moment import Clock
from journal_app.services.version_service import Comparison, Restored, VersionService, VersionSummary
from journal_app.ui.messenger import Messenger
from journal_app.ui.pages.journal import version_words as words
from journal_app.ui.pages.journal.versions_pane import VersionsPane
from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.theme import Look

if TYPE_CHECKING:
    from journal_app.ui.pages.journal.desk import EntryDesk


# Saving more than this takes longer than a frame; the worker does it.
_LARGE = 100_000


class History(QObject):
    """Shows the versions of the entry on a desk in its place, and brings one back.

    ``restoring`` is the uid of an entry whose text the worker is about to replace: nothing is to be typed into it.
    """

    def __init__(
        self,
        desk: EntryDesk,
        versions: VersionService,
        look: Look,
        clock: Clock,
        tasks: TaskRunner,
        messenger: Messenger,
        *,
        read_only: bool,
    ) -> None:
        super().__init__(desk)
        self._desk, self._versions, self._look, self._clock = desk, versions, look, clock
        self._tasks, self._messenger, self._read_only = tasks, messenger, read_only
        self._pane: VersionsPane | None = None
        self.restoring: str | None = None
        self._under_way: list[Task] = []
        desk.pane.history.clicked.connect(lambda _on=False: self.open())

    @property
    def pane(self) -> VersionsPane:
        """The page of versions, made when it is first wanted."""
        if self._pane is None:
            self._pane = VersionsPane(self._look)
            self._pane.chosen.connect(self._compare)
            self._pane.restore_asked.connect(self._restore_chosen)
            self._pane.left.connect(self.close)
            self._desk.stack.addWidget(self._pane)
        return self._pane

    @property
    def is_open(self) -> bool:
        """Whether the versions are in view."""
        return self._pane is not None and self._desk.stack.currentWidget() is self._pane

    def toggle(self) -> None:
        """Show the versions, or go back to the text."""
        if self.is_open:
            self.close()
        else:
            self.open()

    def open(self) -> None:
        """Show the versions of the open entry, once it is saved."""
        draft = self._desk.draft
        if draft is None or not self._desk.flush():
            return
        self.pane.begin(draft.title, locked=self._read_only or draft.deleted)
        self._desk.stack.setCurrentWidget(self.pane)
        self._desk.opened.emit()
        uid = draft.uid
        if uid is None:
            self.pane.show_versions((), self._clock.now().local_date)
        else:
            self._run(lambda task: self._versions.all(uid, task.cancelled), self._listed)

    def close(self) -> None:
        """Go back to the text."""
        if self.is_open:
            self.put_away()
            self._desk.stack.setCurrentWidget(self._desk.pane)
            self._desk.opened.emit()
            self._desk.pane.enter_text()

    def put_away(self) -> None:
        """Forget what was shown, whatever comes into view now."""
        for task in self._under_way:
            task.cancel()
        self._under_way.clear()
        if self._pane is not None:
            self._pane.forget()

    def count(self) -> None:
        """Say beside the text how many versions there are."""
        draft = self._desk.draft
        number = 0
        if draft is not None and draft.uid is not None:
            try:
                number = self._versions.count(draft.uid)
            except UserFacingError:
                # A journal that cannot be read says so where its text is read or saved.
                number = 0
        self._desk.pane.show_versions(words.counted(number))

    def _listed(self, found: tuple[VersionSummary, ...]) -> None:
        self.pane.show_versions(found, self._clock.now().local_date)

    def _compare(self, summary: VersionSummary) -> None:
        """Somebody walks through the list: only where they stop is worth comparing."""
        draft = self._desk.draft
        if draft is None or draft.uid is None:
            return
        uid = draft.uid
        for task in self._under_way:
            task.cancel()
        self._under_way.clear()

        def compare(task: Task) -> Comparison | None:
            return None if task.cancelled() else self._versions.compare(uid, summary.number)

        self._run(compare, self.pane.show_comparison)

    def _run(self, work: Callable[[Task], Any], done: Callable[[Any], None]) -> None:
        self._under_way.append(self._tasks.run(self, work, done, self._failed))

    def _failed(self, error: UserFacingError) -> None:
        self._messenger.fail(error)
        self.close()

    def _restore_chosen(self, summary: VersionSummary) -> None:
        kept = words.when(summary.kept.local, self._clock.now().local_date)
        self._restore(summary.number, f"Restored as it was: {kept}.", large=summary.changes is None)

    def _restore(self, number: int, said: str, *, large: bool = False) -> None:
        draft = self._desk.draft
        if draft is None or draft.uid is None or not self._desk.flush():
            return
        uid, revision = draft.uid, draft.revision
        if large or len(draft.body) > _LARGE:
            # Not among what is dropped when somebody looks elsewhere: what it did must be known here.
            self._hold(uid)
            self._tasks.run(
                self,
                lambda _task: self._versions.restore(uid, number, revision),
                lambda restored: self._restored(restored, said),
                self._not_restored,
            )
            return
        try:
            restored = self._versions.restore(uid, number, revision)
        except UserFacingError as error:
            self._messenger.fail(error)
        else:
            self._restored(restored, said)

    def _hold(self, uid: str) -> None:
        """Let nobody type into a text that is about to be replaced: it would be lost."""
        self.restoring = uid
        self._desk.pane.set_locked(locked=True)
        self._desk.pane.show_state("Restoring…")

    def _let_go(self) -> None:
        uid, self.restoring = self.restoring, None
        draft = self._desk.draft
        if uid is not None and draft is not None and draft.uid == uid:
            self._desk.pane.set_locked(locked=draft.deleted)

    def _not_restored(self, error: UserFacingError) -> None:
        self._let_go()
        self._messenger.fail(error)

    def _restored(self, restored: Restored, said: str) -> None:
        self._let_go()
        uid, instead = restored.saved.uid, restored.instead_of
        self._desk.show_restored(restored.saved)
        if instead is None:
            self._messenger.tell(said)
        else:
            self._messenger.tell(said, "Undo", lambda: self._take_back(uid, instead))

    def _take_back(self, uid: str, number: int) -> None:
        """Undo a restoring, wherever the person has gone since. What was written since is kept as a version."""
        if self._desk.open_entry(uid):
            self._restore(number, "It is as it was before.")

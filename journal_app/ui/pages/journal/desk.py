"""The desk: the entry that is open, what it bears on, and whether it is saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from journal_app.content.library import ContentLibrary
from journal_app.domain.entry import PromptAnswered
from journal_app.domain.errors import UserFacingError
from journal_app.domain.moment import Clock
from journal_app.services.entry_service import EntryService, Saved
from journal_app.services.prompt_service import PromptService
from journal_app.services.version_service import VersionService
from journal_app.ui.messenger import Messenger
from journal_app.ui.pages.journal.autosave import Autosave
from journal_app.ui.pages.journal.draft import Draft
from journal_app.ui.pages.journal.entry_bin import EntryBin
from journal_app.ui.pages.journal.entry_date import EntryDate
from journal_app.ui.pages.journal.entry_pane import EntryPane
from journal_app.ui.pages.journal.history import History
from journal_app.ui.pages.journal.inspector import Inspector
from journal_app.ui.pages.journal.reading import Reading
from journal_app.ui.pages.journal.save_state import SaveState
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.empty_state import EmptyState
from journal_app.ui.widgets.focus import holds_focus
from journal_app.ui.widgets.simple import rule

_QUIET_PAGE = ("A quiet page", "Choose a reflection at the left, or write a new one: two minutes are enough.")


class EntryDesk(QWidget):
    """``kept`` says that the open entry was saved: (what was saved, whether it is new).

    ``changed`` carries each Change; ``moved`` the uid of an entry that went to another place of the list, ``removed``
    that of one that left it, or nothing for one that never was in it; ``opened`` says that another entry is in view, or
    none; ``inspector_asked`` that the practices and tags are to be shown or folded away.
    """

    changed = Signal(object)
    kept = Signal(object, bool)
    moved = Signal(str)
    removed = Signal(str)
    opened = Signal()
    inspector_asked = Signal(bool)

    def __init__(
        self,
        entries: EntryService,
        prompts: PromptService,
        versions: VersionService,
        content: ContentLibrary,
        clock: Clock,
        look: Look,
        tasks: TaskRunner,
        messenger: Messenger,
        *,
        read_only: bool,
    ) -> None:
        super().__init__()
        self._entries, self._prompts, self._content, self._clock = entries, prompts, content, clock
        self._tasks, self._messenger, self._read_only = tasks, messenger, read_only
        self.pane = EntryPane(look, lambda: clock.now().local_date, tasks)
        self.inspector = Inspector(look, content.practices())
        self.autosave = Autosave(entries, tasks, self.pane.text)
        # It goes with the page: otherwise its next try to save would come after the journal was closed.
        self.autosave.setParent(self)
        self.nothing_open = EmptyState(look, *_QUIET_PAGE, "Write (Ctrl+N)")
        self.nothing_open.action.setVisible(not read_only)
        self._state = SaveState(self.pane, clock, messenger, read_only=read_only)
        self._bin = EntryBin(self, entries, messenger, read_only=read_only)
        self._date = EntryDate(self.pane, self.autosave, look, clock)
        self._reading = Reading(self.pane, tasks, messenger)
        self.history = History(self, versions, look, clock, tasks, messenger, read_only=read_only)
        self.delete, self.restore, self.change_date = self._bin.delete, self._bin.restore, self._date.ask
        self._build()
        self._connect()
        self.show_inspector(wanted=False)

    def _build(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.nothing_open)
        self.stack.addWidget(self.pane)
        self.rule = rule(upright=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.stack, 1)
        row.addWidget(self.rule)
        row.addWidget(self.inspector)
        self.pane.order_keys()  # alone, Qt would see a circle in which nothing has to be moved

    def _connect(self) -> None:
        self.pane.edited.connect(self.autosave.touched)
        self.pane.star_toggled.connect(self.autosave.set_starred)
        self.pane.delete_pressed.connect(self.delete)
        self.pane.restore_pressed.connect(self.restore)
        self.pane.erase_pressed.connect(self._bin.delete_for_good)
        self._date.moved.connect(self.moved)
        self.pane.preview_asked.connect(lambda _on: self.toggle_preview())
        self.pane.inspector_toggled.connect(self.inspector_asked)
        self.inspector.practices_changed.connect(self.autosave.set_practices)
        self.inspector.tags_changed.connect(self.autosave.set_tags)
        self.inspector.tag_field.wanted.connect(
            lambda: self._tasks.run(self.inspector, lambda _task: self._entries.tags(), self.inspector.offer_tags)
        )
        self.inspector.refused.connect(self._messenger.fail)
        self.inspector.left.connect(self.pane.enter_text)
        self.autosave.saved.connect(self._saved)
        self.autosave.failed.connect(self._state.failed)
        self.autosave.unchanged.connect(lambda: self._state.unchanged(self.draft))

    @property
    def draft(self) -> Draft | None:
        """The entry that is open."""
        return self.autosave.draft

    # Opening and writing

    def flush(self) -> bool:
        """Save what is unsaved; False, with the reason told, if that failed."""
        self.inspector.tag_field.settle()
        self._state.asked_anew()
        return self.autosave.flush()

    def open_entry(self, uid: str) -> bool:
        """Show an entry for reading and writing. False if what is open cannot be saved, or that one cannot be read."""
        if self.draft and self.draft.uid == uid:
            self.history.close()
            return True
        if not self.flush():
            return False
        try:
            entry = self._entries.get(uid)
        except UserFacingError as error:
            self._messenger.fail(error)
            return False
        self._show(Draft.of(entry))
        return True

    def new_entry(self, prompt: PromptAnswered | None = None) -> bool:
        """Begin a new entry, perhaps answering a prompt, with the cursor in the text. False if that cannot be."""
        if self._read_only or not self.flush():
            return False
        begun = self.draft
        draft = Draft(written=self._clock.now(), prompt=prompt, practices=self._practices_of(prompt))
        if prompt is None and begun is not None and begun.uid is None and begun.prompt is None:
            # Begun twice without a word between: what was chosen for it stays.
            draft.practices, draft.tags, draft.starred = begun.practices, begun.tags, begun.starred
        self._show(draft)
        self.pane.editor.setFocus()
        return True

    def _practices_of(self, asked: PromptAnswered | None) -> tuple[str, ...]:
        """The first practice a prompt bears on is set from the start; one press takes it away."""
        prompt = self._content.prompt(asked.key) if asked else None
        return prompt.practices[:1] if prompt else ()

    def _show(self, draft: Draft) -> None:
        being_restored = draft.uid is not None and draft.uid == self.history.restoring
        locked = self._read_only or draft.deleted or being_restored
        self._leave()
        self.pane.show_draft(draft, locked=locked)
        self.autosave.open(draft)
        prompt = self._content.prompt(draft.prompt.key) if draft.prompt else None
        self.inspector.show_entry(draft.practices, draft.tags, prompt.follow_up if prompt else "", locked=locked)
        self._state.show_draft(draft)
        self.history.count()
        self.stack.setCurrentWidget(self.pane)
        self.opened.emit()

    def _leave(self) -> None:
        """The open entry, saved by now, goes out of view: what was done to it can be undone when it comes back."""
        self._reading.stop()
        self.history.put_away()
        if self.draft is not None and self.draft.uid is not None:
            self.pane.leave(self.draft.uid)

    def close_entry(self) -> None:
        """Show no entry."""
        self._leave()
        self.autosave.open(None)
        self.stack.setCurrentWidget(self.nothing_open)
        self.opened.emit()

    def _saved(self, saved: Saved, is_new: bool) -> None:  # noqa: FBT001  a slot
        self._state.saved(saved)
        self.history.count()
        change = saved.change
        if is_new and self.draft is not None and self.draft.prompt is not None:
            change |= self._prompts.answered(self.draft.prompt)
        self.kept.emit(saved, is_new)
        self.changed.emit(change)

    def show_restored(self, saved: Saved) -> None:
        """An earlier version has taken the place of an entry's text; if that entry is open, show it."""
        if self.draft is not None and self.draft.uid == saved.uid:
            try:
                entry = self._entries.get(saved.uid)
            except UserFacingError as error:
                self._messenger.fail(error)
                return
            self.pane.become(entry.body)
            self._show(Draft.of(entry))
            self.pane.editor.setFocus()
            self.kept.emit(saved, False)
        self.changed.emit(saved.change)

    def toggle_star(self) -> None:
        """Star the open entry or take the star away."""
        if self.draft and not self.draft.deleted and self.pane.star.isEnabled():
            self.pane.star.click()

    def toggle_preview(self) -> None:
        """Switch between the text and how it reads."""
        if self.draft is not None:
            self._reading.toggle()

    def show_inspector(self, *, wanted: bool) -> None:
        """Show or fold away the practices and tags; the keyboard goes back to the text from there."""
        leaving = not wanted and holds_focus(self.inspector)
        self.inspector.setVisible(wanted)
        self.rule.setVisible(wanted)
        self.pane.details.setChecked(wanted)
        if leaving:
            self.pane.enter_text()

"""The desk: the entry that is open, what it bears on, and all that can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QStackedWidget, QWidget

from journal_app.content.library import ContentLibrary
from journal_app.domain.entry import PromptAnswered
from journal_app.domain.errors import NoSuchEntry, UserFacingError
from journal_app.domain.moment import Clock
from journal_app.services.entry_service import EntryService, Saved
from journal_app.services.prompt_service import PromptService
from journal_app.ui.dialogs.when_written import ask_when_written
from journal_app.ui.messenger import Messenger
from journal_app.ui.pages.journal.autosave import Autosave, Draft
from journal_app.ui.pages.journal.entry_pane import EntryPane
from journal_app.ui.pages.journal.inspector import Inspector
from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.empty_state import EmptyState
from journal_app.ui.widgets.simple import rule


class EntryDesk(QWidget):
    """``kept`` says that the open entry was saved: (what was saved, whether it is new).

    ``changed`` carries each Change; ``moved`` the uid of an entry that went to another place of the list, ``removed``
    one that left it; ``inspector_asked`` that the practices and tags are to be shown or folded away.
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
        self.pane = EntryPane(look, clock.now().local_date)
        self.inspector = Inspector(look, content.practices())
        self.autosave = Autosave(entries, tasks)
        self.nothing_open = EmptyState(
            look,
            "A quiet page",
            "Choose a reflection at the left, or write a new one: two minutes are enough.",
            "Write (Ctrl+N)",
        )
        self.nothing_open.action.setVisible(not read_only)
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
        self._connect()
        self.show_inspector(wanted=False)

    def _connect(self) -> None:
        self.nothing_open.acted.connect(self.new_entry)
        self.pane.edited.connect(self.autosave.text_changed)
        self.pane.star_toggled.connect(self.autosave.set_starred)
        self.pane.delete_pressed.connect(self.delete)
        self.pane.restore_pressed.connect(self.restore)
        self.pane.erase_pressed.connect(self.delete_for_good)
        self.pane.date_pressed.connect(self.change_date)
        self.pane.preview_asked.connect(lambda _on: self.toggle_preview())
        self.pane.inspector_toggled.connect(self.inspector_asked)
        self.inspector.practices_changed.connect(self.autosave.set_practices)
        self.inspector.tags_changed.connect(self.autosave.set_tags)
        self.inspector.refused.connect(self._messenger.fail)
        self.inspector.left.connect(self.pane.editor.setFocus)
        self.autosave.saved.connect(self._saved)
        self.autosave.failed.connect(self._not_saved)

    @property
    def draft(self) -> Draft | None:
        """The entry that is open."""
        return self.autosave.draft

    # Opening and writing

    def open_entry(self, uid: str) -> None:
        """Show an entry for reading and writing."""
        if (self.draft and self.draft.uid == uid) or not self.autosave.flush():
            return
        try:
            self._show(Draft.of(self._entries.get(uid)))
        except NoSuchEntry as error:
            self._messenger.fail(error)
            self.removed.emit(uid)

    def new_entry(self, prompt: PromptAnswered | None = None) -> bool:
        """Begin a new entry, perhaps answering a prompt, with the cursor in the text. False if that cannot be."""
        if self._read_only or not self.autosave.flush():
            return False
        asked = prompt if isinstance(prompt, PromptAnswered) else None
        self._show(Draft(written=self._clock.now(), prompt=asked, practices=self._practices_of(asked)))
        self.pane.editor.setFocus()
        return True

    def _practices_of(self, asked: PromptAnswered | None) -> tuple[str, ...]:
        """The first practice a prompt bears on is set from the start; one press takes it away."""
        prompt = self._content.prompt(asked.key) if asked else None
        return prompt.practices[:1] if prompt else ()

    def _show(self, draft: Draft) -> None:
        self.autosave.open(draft)
        locked = self._read_only or draft.deleted
        self.pane.show_draft(draft, locked=locked)
        prompt = self._content.prompt(draft.prompt.key) if draft.prompt else None
        self.inspector.show_entry(draft.practices, draft.tags, prompt.follow_up if prompt else "", locked=locked)
        self.pane.show_state(self._state_of(draft))
        self.stack.setCurrentWidget(self.pane)
        self.opened.emit()

    def close_entry(self) -> None:
        """Show no entry."""
        self.autosave.open(None)
        self.stack.setCurrentWidget(self.nothing_open)
        self.opened.emit()

    def _state_of(self, draft: Draft) -> str:
        if draft.deleted:
            return "In the bin"
        if self._read_only:
            return "Reading only"
        if draft.kept is None:
            return ""
        now, kept = self._clock.now().local, draft.kept.astimezone(self._clock.zone())
        return f"Saved {kept:%H:%M}" if kept.date() == now.date() else f"Saved {kept.day} {kept:%B}"

    def _saved(self, saved: Saved, is_new: bool) -> None:  # noqa: FBT001  a slot
        self.pane.show_state(f"Saved {saved.at.local:%H:%M}")
        if saved.replaced:
            count = f"{saved.replaced} character{'' if saved.replaced == 1 else 's'}"
            self._messenger.tell(f"Saved. {count} that no file can hold became \ufffd.")
        change = saved.change
        if is_new and self.draft is not None and self.draft.prompt is not None:
            change |= self._prompts.answered(self.draft.prompt)
        self.kept.emit(saved, is_new)
        self.changed.emit(change)

    def _not_saved(self, error: UserFacingError) -> None:
        self.pane.show_state("Not saved yet", bad=True)
        self._messenger.fail(error)

    # What can be done with the open entry

    def toggle_star(self) -> None:
        """Star the open entry or take the star away."""
        if self.draft and not self.draft.deleted and self.pane.star.isEnabled():
            self.pane.star.click()

    def toggle_preview(self) -> None:
        """Switch between the text and how it reads."""
        if self.draft is None:
            return
        if self.pane.previewing:
            self.pane.show_preview(None)
            self.pane.editor.setFocus()
            return
        body = self.pane.editor.text()

        def render(_task: Task) -> str:
            from journal_app.formats.exporters.html import to_safe_html

            return to_safe_html(body)

        self._tasks.run(self, render, self.pane.show_preview)

    def change_date(self) -> None:
        """Say when the open entry was really written."""
        draft = self.draft
        if draft is None or not self.pane.when.isEnabled():
            return
        written = ask_when_written(self, draft.written, self._clock)
        if written is not None:
            self.autosave.set_written(written)
            self.pane.show_written(draft)
            if draft.uid:
                self.moved.emit(draft.uid)

    def delete(self) -> None:
        """Put the open entry in the bin, with a way back."""
        draft = self.draft
        if draft is None or self._read_only or draft.deleted or not self.autosave.flush():
            return
        uid = draft.uid
        self.close_entry()
        if uid is None:
            return
        try:
            change = self._entries.delete(uid)
        except UserFacingError as error:
            self._messenger.fail(error)
            self.open_entry(uid)
            return
        self.changed.emit(change)
        self.removed.emit(uid)
        self._messenger.tell("Moved to the bin, where it stays for 30 days.", "Undo", lambda: self._bring_back(uid))

    def restore(self) -> None:
        """Take the open entry out of the bin."""
        draft = self.draft
        if draft is None or draft.uid is None or self._read_only or not draft.deleted:
            return
        uid = draft.uid
        self.close_entry()
        self._bring_back(uid)
        self._messenger.tell("Restored.")

    def delete_for_good(self) -> None:
        """Remove the open entry from the bin, after asking."""
        draft = self.draft
        if draft is None or draft.uid is None or not draft.deleted or self._read_only:
            return
        question = "Delete this reflection for good? There is no way back after this."
        if QMessageBox.question(self, "Delete for good", question) == QMessageBox.StandardButton.Yes:
            uid = draft.uid
            self.close_entry()
            self.changed.emit(self._entries.delete_for_good(uid))
            self.removed.emit(uid)

    def _bring_back(self, uid: str) -> None:
        self.changed.emit(self._entries.restore(uid))
        self.moved.emit(uid)
        self.open_entry(uid)

    def show_inspector(self, *, wanted: bool) -> None:
        """Show or fold away the practices and tags."""
        self.inspector.setVisible(wanted)
        self.rule.setVisible(wanted)
        self.pane.details.setChecked(wanted)

"""The one journal that is open: it comes into view, is locked, and is left, and no word is lost on the way."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from journal_app.bootstrap import Services
from journal_app.ui.backing_up import BackingUp
from journal_app.ui.locking.curtain import close_everything_over, forget_selection, settle_input
from journal_app.ui.locking.veil import Veil
from journal_app.ui.messenger import Messenger
from journal_app.ui.opening import Door
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.workspace import Workspace


class OpenJournal(QObject):
    """Holds one workspace at a time, in the window's stack. ``hidden`` when it goes out of sight, before anything that
    may take a moment; ``shown`` when one is in view that was not; ``changed`` when there is one, or none any more.
    """

    hidden = Signal()
    shown = Signal(object)
    changed = Signal()

    def __init__(
        self,
        window: QMainWindow,
        stack: QStackedWidget,
        door: Door,
        tasks: TaskRunner,
        messenger: Messenger,
        backing_up: BackingUp,
    ) -> None:
        super().__init__(window)
        self._window, self._stack, self._door = window, stack, door
        self._tasks, self._messenger, self._backing_up = tasks, messenger, backing_up
        self.workspace: Workspace | None = None
        self.veil = Veil(tasks, self)
        self.veil.saved.connect(self._put_away)
        self._aside = QWidget()

    @property
    def lockable(self) -> Workspace | None:
        """The workspace in view, if a passphrase stands before its journal."""
        return self.workspace if self.workspace and self.workspace.services.journal.protected else None

    def show(self, workspace: Workspace) -> None:
        """Bring a journal into view; the one before has been left."""
        self._bring_into_view(workspace)
        self._backing_up.watch(workspace)
        workspace.go("today")
        # Qt hands the focus on when the screen before this one goes; it belongs to the page.
        QTimer.singleShot(0, workspace, workspace.focus_page)
        workspace.show_due()
        self.changed.emit()

    def lock(self) -> None:
        """Save, close, forget the key, and show the lock screen."""
        if self.lockable:
            close_everything_over()
            if self.leave():
                self._door.knock()

    def lock_unasked(self) -> None:
        """Lock although nobody may be there to be asked anything.

        If the last words cannot be saved they stay in memory, behind the lock screen, until they can be.
        """
        workspace = self.lockable
        if workspace is None:
            return
        settle_input()
        close_everything_over()
        saved = False
        try:
            saved = workspace.flush()
        finally:
            if saved:
                self._put_away(workspace)
            else:
                self._hide(workspace)
                self.veil.draw(workspace)
                self.changed.emit()

    def come_back(self, services: Services) -> None:
        """Somebody has opened the journal behind which there are words that could not be saved: show it as it was."""
        services.journal.close()
        if services.is_sample:
            self._door.show_lock()
            self._messenger.tell("Your last words are not saved yet. Unlock your journal first: they are still there.")
            return
        workspace = self.veil.lift()
        if workspace is not None:
            self._bring_into_view(workspace)
            workspace.focus_page()
            workspace.flush()
            # Whoever came by the recovery key has another passphrase now.
            self._backing_up.follow_keys()
        self.changed.emit()

    def leave(self, *, last_backup: bool = True) -> bool:
        """Save and close the open journal. False if its last words cannot be saved and the person stays with them."""
        workspace = self.workspace or self.veil.workspace
        if workspace is None:
            return True
        settle_input()
        if not workspace.flush() and not self._leaves_unsaved():
            return False
        self.veil.lift()
        self._put_away(workspace, last_backup=last_backup)
        return True

    def _leaves_unsaved(self) -> bool:
        from journal_app.ui.dialogs.unsaved import leaves_unsaved

        return leaves_unsaved(self._window)

    def _bring_into_view(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        self.shown.emit(workspace)

    def _put_away(self, workspace: Workspace, *, last_backup: bool = True) -> None:
        """Close a journal whose words are saved."""
        self._hide(workspace)
        self._tasks.drain(leaving=workspace)
        self._backing_up.leave(last=last_backup)
        workspace.deleteLater()
        workspace.services.journal.close()
        self.changed.emit()

    def _hide(self, workspace: Workspace) -> None:
        """Take a journal out of sight at once: what comes next may take a moment."""
        if self.workspace is not workspace:
            return
        self.workspace = None
        forget_selection()
        self.hidden.emit()
        self._door.show_lock()
        self._stack.removeWidget(workspace)
        workspace.hide()
        # Nothing that looks through the window finds it any more. Without a parent it would belong to Python, and might
        # go while Qt is still at work in it: on a key that came too late, say.
        workspace.setParent(self._aside)
        self._window.repaint()

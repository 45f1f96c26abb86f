"""The way into the bin, out of it again, and out of it for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox

from journal_app.domain.errors import UserFacingError
from journal_app.services.entry_service import EntryService
from journal_app.ui.messenger import Messenger

if TYPE_CHECKING:
    from journal_app.ui.pages.journal.desk import EntryDesk


class EntryBin(QObject):
    """Deletes and restores the entry on a desk, and tells the desk's listeners."""

    def __init__(self, desk: EntryDesk, entries: EntryService, messenger: Messenger, *, read_only: bool) -> None:
        super().__init__(desk)
        self._desk, self._entries, self._messenger, self._read_only = desk, entries, messenger, read_only

    def delete(self) -> None:
        """Put the open entry in the bin, with a way back. One without a word is simply left."""
        draft = self._desk.draft
        if draft is None or self._read_only or draft.deleted or not self._desk.flush():
            return
        uid = draft.uid
        if uid is not None:
            try:
                change = self._entries.delete(uid)
            except UserFacingError as error:
                self._messenger.fail(error)
                return
            self._desk.changed.emit(change)
            back = "Moved to the bin, where it stays for 30 days."
            self._messenger.tell(back, "Undo", lambda: self._bring_back(uid))
        self._desk.close_entry()
        self._desk.removed.emit(uid or "")

    def restore(self) -> None:
        """Take the open entry out of the bin."""
        uid = self._uid_in_bin()
        if uid is not None:
            self._bring_back(uid, "Restored.")

    def delete_for_good(self) -> None:
        """Remove the open entry from the bin, after asking."""
        uid = self._uid_in_bin()
        if uid is None:
            return
        box = QMessageBox(self._desk)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Delete for good")
        box.setText("Delete this reflection for good?")
        box.setInformativeText("There is no way back after this.")
        keep = box.addButton("Keep it", QMessageBox.ButtonRole.RejectRole)
        erase = box.addButton("Delete for good", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        erase.clicked.connect(lambda _on=False: self._erase(uid))
        box.open()

    def _uid_in_bin(self) -> str | None:
        draft = self._desk.draft
        return draft.uid if draft is not None and draft.deleted and not self._read_only else None

    def _erase(self, uid: str) -> None:
        try:
            change = self._entries.delete_for_good(uid)
        except UserFacingError as error:
            self._messenger.fail(error)
            return
        self._desk.changed.emit(change)
        self._desk.close_entry()
        self._desk.pane.editor.forget(uid)
        self._desk.removed.emit(uid)

    def _bring_back(self, uid: str, words: str = "") -> None:
        try:
            change = self._entries.restore(uid)
        except UserFacingError as error:
            self._messenger.fail(error)
            return
        self._desk.changed.emit(change)
        if self._uid_in_bin() == uid:
            self._desk.close_entry()  # what is open was read while it was in the bin
        self._desk.moved.emit(uid)
        self._desk.open_entry(uid)
        if words:
            self._messenger.tell(words)

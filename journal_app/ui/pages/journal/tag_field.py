"""Where a new tag is typed, with those in use offered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from journal_app.domain.entry import MAX_TAG_LENGTH
from journal_app.domain.text import folded
from journal_app.ui.theme import Look

_MOST_OFFERED = 7


class TagField(QLineEdit):
    """Return, a comma or leaving the field adds what was typed, Escape gives up. ``wanted`` asks for tags in use."""

    entered = Signal(str)
    given_up = Signal()
    wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._known: Sequence[str] = ()
        self.setPlaceholderText("Add a tag")
        self.setAccessibleName("Add a tag")
        self.setToolTip("Return or a comma adds it")
        # Room for a few tags pasted at once; each is looked at by itself.
        self.setMaxLength(10 * MAX_TAG_LENGTH)
        self._offered = QStringListModel(self)
        self._completer = QCompleter(self._offered, self)
        # What matches is found here, whatever its case and accents; the completer shows all that it is given.
        self._completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._completer.setCompletionPrefix("")
        self._completer.setMaxVisibleItems(_MOST_OFFERED)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._choose)
        self.textEdited.connect(self._offer)
        look.changed.connect(self._dress)
        self._dress()

    def suggest(self, tags: Sequence[str]) -> None:
        """Offer these tags, the first ones first."""
        self._known = tags

    def settle(self) -> None:
        """Add what was typed and not yet entered."""
        text = self.text()
        self.clear()
        self._popup.hide()
        for part in text.split(","):
            if part.strip():
                self.entered.emit(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and self._popup.isVisible() and self._popup.currentIndex().isValid():
            event.ignore()  # the list of tags in use takes the one that is chosen there
        elif is_return or event.text() == ",":
            self.settle()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._popup.hide()
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's own: ask for the tags in use."""
        super().focusInEvent(event)
        self.wanted.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt's own: a tag that was typed counts, unless it is only the window or a menu that comes between."""
        super().focusOutEvent(event)
        passing = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.type() == QEvent.Type.FocusOut and event.reason() not in passing:
            self.settle()

    def _offer(self, text: str) -> None:
        typed = folded(text.strip().lstrip("#"))
        found = [tag for tag in self._known if typed in folded(tag)] if typed else []
        self._offered.setStringList(found[:_MOST_OFFERED])
        if found and not (len(found) == 1 and folded(found[0]) == typed):
            self._completer.complete()
        else:
            self._popup.hide()

    def _dress(self) -> None:
        """The list under the field looks as menus do."""
        colours = self._look.theme.colours
        self._popup.setStyleSheet(
            f"QListView {{ background: {colours['surface']}; border: 1px solid {colours['line']}; }}"
            f"QListView::item {{ color: {colours['text']}; padding: 7px 8px; border-radius: 6px; }}"
            f"QListView::item:hover, QListView::item:selected {{ background: {colours['accent_soft']}; }}"
        )

    def _choose(self, tag: str) -> None:
        self.clear()
        self.entered.emit(tag)

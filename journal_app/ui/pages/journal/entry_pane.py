"""The entry that is open: title, when it was written, the text or its preview, and whether it is saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from journal_app.domain.entry import word_count
from journal_app.ui.pages.journal.autosave import Draft
from journal_app.ui.theme import Look
from journal_app.ui.widgets.markdown_editor import MarkdownEditor
from journal_app.ui.widgets.preview import Preview
from journal_app.ui.widgets.simple import IconButton, button, label

_COUNT_AFTER_MS = 250


class TitleField(QLineEdit):
    """The title. Return and Down go on to the text."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "title")
        self.setPlaceholderText("Untitled")
        self.setAccessibleName("Title")
        self.setMaxLength(300)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
            return
        super().keyPressEvent(event)


class EntryPane(QWidget):
    """Shows a draft. ``edited`` carries (title, body) as typed; the rest says which button was pressed."""

    edited = Signal(str, str)
    star_toggled = Signal(bool)
    delete_pressed = Signal()
    restore_pressed = Signal()
    erase_pressed = Signal()
    date_pressed = Signal()
    preview_asked = Signal(bool)
    inspector_toggled = Signal(bool)

    def __init__(self, look: Look, today: date) -> None:
        super().__init__()
        self._look = look
        self._today = today
        self._loading = False
        self.title = TitleField()
        self.editor = MarkdownEditor(look)
        self.preview = Preview(look)
        self.star = IconButton(look, "star", "Star (Ctrl+D)", checkable=True)
        self.reading = IconButton(look, "preview", "Preview (Ctrl+E)", checkable=True)
        self.delete = IconButton(look, "bin", "Move to the bin (Ctrl+Shift+Delete)")
        self.details = IconButton(look, "inspector", "Practices and tags (Ctrl+Shift+I)", checkable=True)
        self.restore = button("Restore", "primary")
        self.erase = button("Delete for good…", "quiet")
        self.when = button("", "link")
        self.answering = label("", "small", wrap=True)
        self.words = label("", "small")
        self.state = label("", "small")
        self.state.setAccessibleName("Save state")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.when.setToolTip("Change when this was written")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.editor)
        self.stack.addWidget(self.preview)
        tools = QHBoxLayout()
        tools.setContentsMargins(0, 0, 14, 0)
        tools.setSpacing(4)
        tools.addStretch(1)
        for widget in (self.erase, self.restore, self.star, self.reading, self.delete, self.details):
            tools.addWidget(widget)
        meta = QHBoxLayout()
        meta.setContentsMargins(0, 0, 24, 0)
        meta.setSpacing(8)
        meta.addWidget(self.when, 0, Qt.AlignmentFlag.AlignTop)
        meta.addWidget(self.answering, 1)
        self.when.setStyleSheet("font-size: 12px; min-height: 18px; padding: 0;")
        self.answering.setContentsMargins(0, 3, 0, 0)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 4, 14, 0)
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.words)
        foot.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 12, 6, 16)
        column.setSpacing(4)
        column.addLayout(tools)
        column.addWidget(self.title)
        column.addLayout(meta)
        column.addSpacing(16)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._count_timer = QTimer(self)
        self._count_timer.setSingleShot(True)
        self._count_timer.setInterval(_COUNT_AFTER_MS)
        self._count_timer.timeout.connect(self._count)
        self.title.textEdited.connect(self._emit_edited)
        self.title.left.connect(self.editor.setFocus)
        self.editor.left_upwards.connect(self.title.setFocus)
        self.editor.textChanged.connect(self._emit_edited)
        self.star.clicked.connect(self.star_toggled)
        self.star.toggled.connect(lambda on: self.star.set_icon("star-filled" if on else "star"))
        self.delete.clicked.connect(self.delete_pressed)
        self.restore.clicked.connect(self.restore_pressed)
        self.erase.clicked.connect(self.erase_pressed)
        self.when.clicked.connect(self.date_pressed)
        self.reading.clicked.connect(self.preview_asked)
        self.details.clicked.connect(self.inspector_toggled)

    def minimumSizeHint(self) -> QSize:
        """Qt's own: narrow windows leave room for the list."""
        return QSize(320, 300)

    def show_draft(self, draft: Draft, *, locked: bool) -> None:
        """Show an entry; ``locked`` shows it without letting it be changed."""
        self._loading = True
        self.title.setText(draft.title)
        self.title.setCursorPosition(0)
        self.editor.load(draft.body)
        self._loading = False
        self.title.setReadOnly(locked)
        self.editor.setReadOnly(locked)
        self.editor.setPlaceholderText("" if locked else "Write as it comes. It is saved as you go.")
        self.star.setChecked(draft.starred)
        for widget in (self.star, self.delete, self.when):
            widget.setEnabled(not locked)
        self.delete.setVisible(not draft.deleted)
        self.star.setVisible(not draft.deleted)
        self.restore.setVisible(draft.deleted)
        self.erase.setVisible(draft.deleted)
        self.show_written(draft)
        self.show_preview(None)
        self._count()

    def show_written(self, draft: Draft) -> None:
        """Show when it was written, and which prompt it answers."""
        local = draft.written.local
        year = "" if local.year == self._today.year else f" {local.year}"
        time = "" if draft.all_day else f", {local:%H:%M}"
        self.when.setText(f"{local:%A} {local.day} {local:%B}{year}{time}")
        self.answering.setText(f"answering “{draft.prompt.text}”" if draft.prompt else "")

    def format(self, act: Callable[..., object], *arguments: str) -> None:
        """Format the text as asked, if it is in view and may be changed."""
        if not self.previewing and not self.editor.isReadOnly():
            act(self.editor, *arguments)
            self.editor.setFocus()

    def show_state(self, text: str, *, bad: bool = False) -> None:
        """Say whether it is saved."""
        self.state.setText(text)
        self.state.setProperty("kind", "danger" if bad else "small")
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)

    @property
    def previewing(self) -> bool:
        """Whether the preview is shown in place of the text."""
        return self.stack.currentWidget() is self.preview

    def show_preview(self, html: str | None) -> None:
        """Show the preview; None goes back to the text."""
        self.reading.setChecked(html is not None)
        if html is None:
            self.stack.setCurrentWidget(self.editor)
            return
        self.preview.show_html(html)
        self.stack.setCurrentWidget(self.preview)
        self.preview.setFocus()

    def _emit_edited(self) -> None:
        if not self._loading:
            self._count_timer.start()
            self.edited.emit(self.title.text(), self.editor.text())

    def _count(self) -> None:
        count = word_count(self.editor.text())
        self.words.setText(f"{count:,} word{'' if count == 1 else 's'}")

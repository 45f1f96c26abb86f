"""The entry that is open: title, when it was written, the text or its preview, and whether it is saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from journal_app.ui.pages.journal.draft import Draft
from journal_app.ui.pages.journal.title_field import TitleField
from journal_app.ui.pages.journal.word_counter import WordCounter
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.markdown_editor import MarkdownEditor
from journal_app.ui.widgets.preview import Preview
from journal_app.ui.widgets.simple import IconButton, button, label


class EntryPane(QWidget):
    """Shows a draft. ``edited``: title or text changed; the rest says which button was pressed."""

    edited = Signal()
    star_toggled = Signal(bool)
    delete_pressed = Signal()
    restore_pressed = Signal()
    erase_pressed = Signal()
    date_pressed = Signal()
    preview_asked = Signal(bool)
    inspector_toggled = Signal(bool)

    def __init__(self, look: Look, today: Callable[[], date], tasks: TaskRunner) -> None:
        super().__init__()
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
        self.history = button("", "link")
        self.words, self.state = label("", "small"), label("", "small")
        self._counter = WordCounter(self.editor, tasks)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.when.setToolTip("Change when this was written (Ctrl+Shift+W)")
        self.when.setStyleSheet("font-size: 12px; min-height: 18px; padding: 0;")
        self.history.setToolTip("See what it said before, and bring it back (Ctrl+Shift+H)")
        self.history.setStyleSheet("font-size: 12px; min-height: 18px; padding: 0;")
        self.state.setAccessibleDescription("Whether what you wrote is saved")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.editor)
        self.stack.addWidget(self.preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 12, 6, 16)
        column.setSpacing(4)
        column.addLayout(self._tools())
        column.addWidget(self.title)
        column.addLayout(self._meta())
        column.addSpacing(16)
        column.addWidget(self.stack, 1)
        column.addLayout(self._foot())

    def order_keys(self) -> None:
        """Tab goes first to the words, then to what can be done with them. Only where the pane stands beside others."""
        for before, after in pairwise(
            (self.title, self.when, self.editor, self.preview, *self._buttons(), self.history)
        ):
            QWidget.setTabOrder(before, after)

    def _buttons(self) -> tuple[QWidget, ...]:
        return (self.erase, self.restore, self.star, self.reading, self.delete, self.details)

    def _tools(self) -> QHBoxLayout:
        tools = QHBoxLayout()
        tools.setContentsMargins(0, 0, 14, 0)
        tools.setSpacing(4)
        tools.addStretch(1)
        # As high in the bin, where the buttons are higher, as anywhere else: the title stays where it is.
        tools.addStrut(40)
        for widget in self._buttons():
            tools.addWidget(widget)
        return tools

    def _meta(self) -> QHBoxLayout:
        meta = QHBoxLayout()
        meta.setContentsMargins(0, 0, 24, 0)
        meta.setSpacing(8)
        meta.addWidget(self.when, 0, Qt.AlignmentFlag.AlignTop)
        self.answering.setContentsMargins(0, 3, 0, 0)
        self.answering.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        meta.addWidget(self.answering, 1)
        return meta

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 4, 14, 0)
        foot.setSpacing(12)
        foot.addWidget(self.history)
        foot.addStretch(1)
        foot.addWidget(self.words)
        foot.addWidget(self.state)
        return foot

    def _connect(self) -> None:
        self.title.textEdited.connect(lambda _text: self.edited.emit())
        self.title.left.connect(self.enter_text)
        self.editor.left_upwards.connect(self.title.setFocus)
        self.editor.textChanged.connect(self._text_changed)
        self._counter.counted.connect(lambda n: self.words.setText(f"{n:,} word{'' if n == 1 else 's'}"))
        self.star.toggled.connect(lambda on: self.star.set_icon("star-filled" if on else "star"))
        for pressed, signal in (
            (self.star, self.star_toggled),
            (self.delete, self.delete_pressed),
            (self.restore, self.restore_pressed),
            (self.erase, self.erase_pressed),
            (self.when, self.date_pressed),
            (self.reading, self.preview_asked),
            (self.details, self.inspector_toggled),
        ):
            pressed.clicked.connect(signal)

    def minimumSizeHint(self) -> QSize:
        """Qt's own: narrow windows leave room for the list."""
        return QSize(320, 300)

    def show_draft(self, draft: Draft, *, locked: bool) -> None:
        """Show an entry; ``locked`` shows it without letting it be changed."""
        self._loading = True
        self.title.load(draft.title)
        self.editor.load(draft.body, draft.uid or "")
        self._loading = False
        self.set_locked(locked=locked)
        self.editor.setPlaceholderText("" if locked else "Write as it comes. It is saved as you go.")
        self.star.setChecked(draft.starred)
        for widget in (self.star, self.delete, self.when):
            widget.setEnabled(not locked)
        for widget in (self.star, self.delete, self.restore, self.erase):
            widget.setVisible(draft.deleted == (widget in (self.restore, self.erase)))
        self.show_written(draft)
        self.show_preview(None)
        self._counter.count_now()

    def set_locked(self, *, locked: bool) -> None:
        """Let title and text be read only, or changed."""
        self.title.setReadOnly(locked)
        self.editor.setReadOnly(locked)

    def leave(self, uid: str) -> None:
        """Put an entry's text aside until it is shown again; one that can only be read has nothing to undo."""
        if not self.editor.isReadOnly():
            self._loading = True
            self.editor.put_aside(uid)
            self._loading = False

    def show_written(self, draft: Draft) -> None:
        """Show when it was written, and which prompt it answers."""
        local = draft.written.local
        year = "" if local.year == self._today().year else f" {local.year}"
        time = "" if draft.all_day else f", {local:%H:%M}"
        self.when.setText(f"{local:%A} {local.day} {local:%B}{year}{time}")
        self.answering.setText(f"answering “{draft.prompt.text}”" if draft.prompt else "")

    def show_versions(self, counted: str) -> None:
        """Say how many earlier versions there are; nothing, if there are none."""
        self.history.setText(counted)
        self.history.setVisible(bool(counted))

    def become(self, body: str) -> None:
        """Put another text in the place of this one, as a step that can be undone; it is not one to be saved."""
        self._loading = True
        self.editor.become(body)
        self._loading = False

    def text(self) -> tuple[str, str]:
        """The title and the body as typed."""
        return self.title.text(), self.editor.text()

    def whole_text(self) -> str:
        """All that can be copied of what is in view: the text, or how it reads."""
        return self.preview.toPlainText() if self.previewing else self.editor.text()

    def enter_text(self) -> None:
        """Give the keyboard to the text, or to its preview."""
        (self.preview if self.previewing else self.editor).setFocus()

    def format(self, act: Callable[..., object], *arguments: str) -> None:
        """Format the text as asked, if it is in view and may be changed."""
        if not self.previewing and not self.editor.isReadOnly():
            act(self.editor, *arguments)
            self.editor.ensureCursorVisible()
            self.editor.setFocus()

    def show_state(self, text: str, *, bad: bool = False) -> None:
        """Say whether it is saved."""
        self.state.setText(text)
        kind = "danger" if bad else "small"
        if self.state.property("kind") != kind:
            self.state.setProperty("kind", kind)
            self.state.style().unpolish(self.state)
            self.state.style().polish(self.state)

    @property
    def previewing(self) -> bool:
        """Whether the preview is shown in place of the text."""
        return self.stack.currentWidget() is self.preview

    def show_preview(self, html: str | None) -> None:
        """Show the preview; None goes back to the text. The keyboard stays with what is in view."""
        self.reading.setChecked(html is not None)
        had_focus = self.editor.hasFocus() or self.preview.hasFocus()
        if html is None:
            self.stack.setCurrentWidget(self.editor)
            self.preview.forget()
        else:
            self.preview.show_html(html)
            self.stack.setCurrentWidget(self.preview)
        if had_focus:
            self.enter_text()

    def _text_changed(self) -> None:
        if not self._loading:
            self._counter.count_soon()
            self.edited.emit()

"""Asking for the words of something to rate: a new statement, or other words for one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from journal_app.domain.behaviours import MAX_STATEMENT_LENGTH
from journal_app.domain.content import Behaviour, LensItem
from journal_app.domain.errors import UserFacingError
from journal_app.ui.dialogs.growing import GrowingDialog
from journal_app.ui.dialogs.screen import Problem
from journal_app.ui.messenger import Messenger
from journal_app.ui.theme import NORMAL, sans
from journal_app.ui.widgets.choice import Choice
from journal_app.ui.widgets.simple import button, label

_GUIDANCE = "One thing you do, that others could see, and more of it is better."
_NEW_SERIES = "A new sentence starts a new series; the old one stays in your trends."
_NEVER_RATED = "You have not rated it yet, so the new sentence simply takes the old one’s place."
_WIDTH, _MARGIN, _MOST_EARLIER = 520, 24, 3
_WARN_FROM = MAX_STATEMENT_LENGTH - 50


class _StatementDialog(GrowingDialog):
    """A field for one sentence; Return keeps it. What cannot be kept is said beside it, and nothing is lost.

    ``keep`` is given the sentence; it raises UserFacingError if that cannot be kept. ``put_away`` carries one that was
    typed, if the dialog is left without keeping it.
    """

    put_away = Signal(str)

    def __init__(
        self, parent: QWidget, messenger: Messenger, title: str, verb: str, keep: Callable[[str], None]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self._messenger, self._keep = messenger, keep
        self.at_first = ""
        self.field = QPlainTextEdit()
        self.field.setProperty("kind", "field")
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(84)
        self.field.setAccessibleName("Statement")
        self.field.setAccessibleDescription(_GUIDANCE)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._count)
        self.left = label("", "small")
        self.problem = Problem()
        self.keep, self.cancel = button(verb, "primary"), button("Cancel", "quiet")
        self.keep.clicked.connect(lambda _on=False: self._try())
        self.cancel.clicked.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(_MARGIN, 20, _MARGIN, 20)
        self.column.setSpacing(12)
        self.column.addWidget(label(title, "title"))

    def finish(self) -> None:
        """Put the field and the buttons below what is there."""
        self.column.addWidget(self.field)
        self.column.addWidget(self.left)
        self.left.hide()
        self.column.addWidget(label(_GUIDANCE, "muted", wrap=True))
        self.column.addWidget(self.problem)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.keep)
        self.column.addLayout(row)
        self.setTabOrder(self.keep, self.cancel)
        self.field.setFocus()

    def text(self) -> str:
        """The sentence, in one line."""
        return " ".join(self.field.toPlainText().split())

    def begin_with(self, text: str) -> None:
        """Go on with a sentence that was left."""
        self.field.setPlainText(text)
        self.field.moveCursor(QTextCursor.MoveOperation.End)

    def reject(self) -> None:
        """Qt's own: what was typed is handed on, so that it is not lost by a key."""
        text = self.text()
        super().reject()
        if text and text != self.at_first:
            self.put_away.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own: a statement has one line, so Return keeps it."""
        if _is_return(event):
            self._try()
            return True
        return super().eventFilter(watched, event)

    def _try(self) -> None:
        try:
            self._keep(self.text())
        except UserFacingError as error:
            self.problem.say(self._messenger.text(error))
            self.field.setFocus()
        else:
            self.accept()

    def _count(self) -> None:
        length = len(self.text())
        over = length - MAX_STATEMENT_LENGTH
        self.left.setVisible(length > _WARN_FROM)
        self.left.setText(f"{over} characters too many" if over > 0 else f"{-over} characters left")


class NewStatement(_StatementDialog):
    """``keep`` is given the practice's key and the sentence."""

    def __init__(
        self,
        parent: QWidget,
        messenger: Messenger,
        practices: tuple[LensItem, ...],
        practice: str,
        keep: Callable[[str, str], None],
    ) -> None:
        super().__init__(
            *(parent, messenger, "Something of your own to rate", "Add"),
            lambda text: keep(self.practice.currentData(), text),
        )
        self.practice = Choice(tuple((item.short, item.key) for item in practices), practice or practices[0].key)
        self.practice.setAccessibleName("Practice")
        belongs = label("It belongs to", "muted")
        belongs.setBuddy(self.practice)
        self.column.addWidget(belongs)
        self.column.addWidget(self.practice)
        self.finish()


class OtherWords(_StatementDialog):
    """``keep`` is given the sentence. Those that it was rated by before can be taken up again."""

    def __init__(
        self, parent: QWidget, messenger: Messenger, behaviour: Behaviour, rated: int, keep: Callable[[str], None]
    ) -> None:
        super().__init__(parent, messenger, "Other words for it", "Reword", keep)
        said = label(_NEW_SERIES if rated else _NEVER_RATED, wrap=True)
        self.column.addWidget(said)
        self.at_first = behaviour.text
        self.field.setPlainText(behaviour.text)
        self.field.selectAll()
        self.field.setAccessibleDescription(f"{said.text()} {_GUIDANCE}")
        self.earlier = tuple(_link(wording.text) for wording in behaviour.earlier[-_MOST_EARLIER:])
        self.finish()
        if self.earlier:
            where = self.column.count() - 1
            self.column.insertWidget(where, label("Or go on with an earlier sentence and its series:", "muted"))
            for each in self.earlier:
                where += 1
                each.clicked.connect(partial(self._take, each))
                self.column.insertWidget(where, each)

    def _take(self, earlier: QPushButton, _on: bool = False) -> None:  # noqa: FBT001, FBT002  a signal's slot
        self.field.setPlainText(earlier.accessibleName())
        self.field.setFocus()


def _link(text: str) -> QPushButton:
    """A button with a sentence, cut short where it is long; its name is the whole of it."""
    made = button("", "link")
    made.setText(QFontMetrics(sans(NORMAL)).elidedText(text, Qt.TextElideMode.ElideRight, _WIDTH - 2 * _MARGIN - 8))
    made.setAccessibleName(text)
    made.setToolTip(text)
    return made


def _is_return(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)

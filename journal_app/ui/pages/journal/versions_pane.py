"""The page of earlier versions: at the left what there is, at the right how the chosen one differs from now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from journal_app.services.version_service import Comparison, VersionSummary
from journal_app.ui.pages.journal import version_words as words
from journal_app.ui.pages.journal.version_list import VersionList
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chips import Chip
from journal_app.ui.widgets.difference_view import DifferenceView
from journal_app.ui.widgets.empty_state import EmptyState
from journal_app.ui.widgets.leavable import LeavablePage
from journal_app.ui.widgets.simple import announce, button, label, rule

_NONE_YET = (
    "No earlier versions yet",
    "Come back to this reflection and change it, and what it said before is kept here.",
    "Back to the text",
)
_LEGEND = "Underlined was added since. Struck through was taken out."
_WAIT_MS = 200


class VersionsPane(LeavablePage):
    """``chosen`` carries a VersionSummary to compare, ``restore_asked`` the one to bring back; ``left`` when done."""

    chosen = Signal(object)
    restore_asked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._comparison: Comparison | None = None
        self._today = date.min
        self.list = VersionList(look)
        self.view = DifferenceView(look)
        self.nothing = EmptyState(look, *_NONE_YET)
        self.only_text = Chip(look, "Only the text of this version")
        self.restore, self.close_button = button("Restore this version", "primary"), button("Close", "quiet")
        self._entry, self._head = label("", "muted"), label("", "strong")
        self._legend = label(_LEGEND, "small", wrap=True)
        self._waiting = label("Reading what it said before…", "muted")
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_WAIT_MS)
        self._slow.timeout.connect(self._waiting.show)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.stack = QStackedWidget()
        blank, both = QWidget(), QWidget()
        waiting = QVBoxLayout(blank)
        waiting.addWidget(self._waiting, 0, Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(rule(upright=True))
        row.addLayout(self._right(), 1)
        for page in (blank, both, self.nothing):
            self.stack.addWidget(page)
        self._blank, self._both = blank, both
        head = QHBoxLayout()
        head.setContentsMargins(16, 16, 24, 12)
        head.setSpacing(16)
        head.addWidget(label("Earlier versions", "heading"))
        head.addWidget(self._entry, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.close_button)
        self._entry.setContentsMargins(0, 0, 0, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.stack, 1)

    def _right(self) -> QVBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(2, 8, 18, 0)
        foot.setSpacing(12)
        foot.addWidget(self.only_text)
        foot.addStretch(1)
        foot.addWidget(self.restore)
        column = QVBoxLayout()
        column.setContentsMargins(40, 16, 6, 16)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self._legend)
        column.addSpacing(12)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        return column

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.itemActivated.connect(lambda _item: self.view.setFocus())
        self.only_text.toggled.connect(lambda _on: self._show())
        self.restore.clicked.connect(self._ask)
        self.view.left.connect(self.left)
        self.close_button.clicked.connect(lambda _on=False: self.left.emit())
        self.nothing.acted.connect(self.left)

    def begin(self, title: str, *, locked: bool) -> None:
        """Make ready for the versions of an entry; ``locked`` shows them only."""
        self.forget()
        self._entry.setText(title or "Untitled")
        self.restore.setVisible(not locked)
        self.only_text.setChecked(False)
        self._waiting.hide()
        self.stack.setCurrentWidget(self._blank)
        self._slow.start()
        self.close_button.setFocus()

    def show_versions(self, found: Sequence[VersionSummary], today: date) -> None:
        """List what there is, and give the keyboard to it."""
        self._slow.stop()
        self._today = today
        self.stack.setCurrentWidget(self._both if found else self.nothing)
        self.list.show_versions(found, today)
        (self.list if found else self.nothing.action).setFocus()
        if not found:
            announce(self, _NONE_YET[0])

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show how a version differs, unless another has been chosen meanwhile."""
        summary = self.list.current()
        if comparison is not None and summary is not None and summary.number == comparison.number:
            self._comparison = comparison
            self._show()

    def forget(self) -> None:
        """Show nothing any more."""
        self._slow.stop()
        self._comparison = None
        self._entry.clear()
        self.list.clear()
        self.view.forget()

    def _choose(self, summary: VersionSummary) -> None:
        self._comparison = None
        kept = words.when(summary.kept.local, self._today)
        self._head.setText(kept)
        self.restore.setEnabled(not summary.is_present)
        self.restore.setToolTip("The reflection says just this now." if summary.is_present else "")
        self.chosen.emit(summary)

    def _show(self) -> None:
        if self._comparison is None:
            return
        only = self.only_text.isChecked()
        self._legend.setVisible(not only)
        if only:
            self.view.show_text(self._comparison.text.title, self._comparison.text.body)
        else:
            found = self._comparison
            self.view.show_difference(found.title, found.body, found.spoken)

    def _ask(self) -> None:
        summary = self.list.current()
        if summary is not None:
            self.restore_asked.emit(summary)

"""What is shown once somebody has looked back: the start, then and now, each with its day."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from journal_app.domain.check_in import CheckIn
from journal_app.domain.trends.tables import Table
from journal_app.ui.pages.check_in.means import Means
from journal_app.ui.widgets.mark_label import MarkLabel
from journal_app.ui.widgets.page_column import page_column
from journal_app.ui.widgets.simple import button, emptied, label
from journal_app.ui.widgets.word_table import WordTable

_WIDTH = 860


class LookBackResult(QScrollArea):
    """ "Looking back saved", the three beside each other by practice, and why they can differ."""

    trends_asked = Signal()
    left = Signal()

    def __init__(self, means: Means) -> None:
        super().__init__()
        self._means = means
        self._shown = ""
        self._words, self._caution = label("", "lead", wrap=True), label("", "muted", wrap=True)
        self._table = QVBoxLayout()
        self.trends, self.back = button("See trends", "primary"), button("Back to the check-in")
        self.trends.clicked.connect(self.trends_asked)
        self.back.clicked.connect(self.left)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._page())

    def show_look_back(self, check_in: CheckIn) -> None:
        """Show this one beside what was said at the time, and what was said last."""
        self._shown = check_in.uid
        emptied(self._table)
        self._words.clear()
        self._caution.clear()
        self.trends.setFocus(Qt.FocusReason.OtherFocusReason)
        trends, uid = self._means.trends, check_in.uid

        def read(_task: object) -> tuple[str, str, Table] | None:
            view = trends.looking_back(uid)
            return None if view is None else (trends.words(view), trends.caution(view), trends.table(view))

        def show(found: tuple[str, str, Table] | None) -> None:
            if found is not None and uid == self._shown:
                self._fill(*found)

        self._means.tasks.run(self, read, show)

    def _fill(self, words: str, caution: str, table: Table) -> None:
        self._words.setText(words)
        self._caution.setText(caution)
        for each in (self._words, self._caution):
            each.setVisible(bool(each.text()))
        practices = {item.key: item for item in self._means.content.practices()}
        marks = [MarkLabel(self._means.look, practices[key], "") for key in table.row_keys]
        emptied(self._table)
        self._table.addWidget(WordTable(("", *table.columns[1:]), table.rows, marks=marks))

    def _page(self) -> QWidget:
        page = QWidget()
        page.setProperty("kind", "page")
        column = page_column(page, _WIDTH, foot=48)
        column.addWidget(label("Looking back: saved", "heading"))
        column.addSpacing(8)
        column.addWidget(self._words)
        column.addSpacing(24)
        column.addLayout(self._table)
        column.addSpacing(16)
        column.addWidget(self._caution)
        column.addSpacing(24)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.trends)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        return page

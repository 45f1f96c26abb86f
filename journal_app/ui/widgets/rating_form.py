"""The statements to rate on one scrolling page, by practice, and how the focus goes through them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from journal_app.content.library import ContentLibrary
from journal_app.ui.theme import Look
from journal_app.ui.widgets.mark_label import MarkLabel
from journal_app.ui.widgets.rating_row import PADDING, RatingRow, Step

MARGIN = 48
"""Where the page's text begins."""

WIDTH = 860
"""The most that text and options take together."""

_AROUND = 128  # what stays visible above and below the row with the focus: the neighbouring row and a heading


class RatingForm(QScrollArea):
    """All rows under ``top``. ``changed`` tells of each answer, ``completed`` when the last open row got one."""

    changed = Signal()
    completed = Signal()

    def __init__(self, look: Look, content: ContentLibrary, top: QWidget) -> None:
        super().__init__()
        self._complete = False
        self.rows: list[RatingRow] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._page(look, content, top))

    def ratings(self) -> dict[str, int | None]:
        """The answers so far; None is "no opportunity", a row without an answer has no key."""
        return {row.behaviour.key: row.value for row in self.rows if row.is_answered}

    def show_ratings(self, ratings: Mapping[str, int | None]) -> None:
        """Show these answers and no others."""
        for row in self.rows:
            if row.behaviour.key in ratings:
                row.put(ratings[row.behaviour.key])
            else:
                row.clear()
        self._complete = self._all_answered()

    def lock(self) -> None:
        """Let the rows only be read; the page itself takes the focus, so that it can be scrolled by key."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for row in self.rows:
            row.setEnabled(False)

    def focus_first_open(self) -> None:
        """Go to the first row without an answer, or the first of all."""
        row = next((row for row in self.rows if not row.is_answered), self.rows[0])
        where = row if row.isEnabled() else self
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def _page(self, look: Look, content: ContentLibrary, top: QWidget) -> QWidget:
        page = QWidget()
        page.setProperty("kind", "page")
        side = QHBoxLayout(page)
        side.setContentsMargins(MARGIN - PADDING, 40, MARGIN - PADDING, 48)
        column = QVBoxLayout()
        column.setSpacing(0)
        holder = QWidget()
        holder.setMaximumWidth(WIDTH + 2 * PADDING)
        holder.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        side.addWidget(holder, 1000)
        side.addStretch(1)
        column.addWidget(top)
        for practice in content.practices():
            heading = MarkLabel(look, practice)
            heading.setContentsMargins(PADDING, 28, PADDING, 8)
            column.addWidget(heading)
            for behaviour in content.behaviours():
                if behaviour.practice == practice.key:
                    column.addWidget(self._row(RatingRow(look, behaviour, content.scale())))
        column.addStretch(1)
        return page

    def _row(self, row: RatingRow) -> RatingRow:
        self.rows.append(row)
        row.answered.connect(lambda by_key: self._answered(row, by_key=by_key))
        row.stepped.connect(lambda step: self._step(row, step))
        row.reached.connect(lambda: self._bring_into_view(row))
        return row

    def _answered(self, row: RatingRow, *, by_key: bool) -> None:
        before, self._complete = self._complete, self._all_answered()
        self.changed.emit()
        if self._complete and (not before or (by_key and row is self.rows[-1])):
            self.completed.emit()
        elif by_key and row is self.rows[-1]:
            self.focus_first_open()  # what was passed over, before the person thinks it is done
        elif by_key:
            self._step(row, Step.NEXT)

    def _step(self, row: RatingRow, step: Step) -> None:
        here, last = self.rows.index(row), len(self.rows) - 1
        there = {Step.NEXT: min(here + 1, last), Step.PREVIOUS: max(here - 1, 0), Step.FIRST: 0, Step.LAST: last}[step]
        self.rows[there].setFocus(Qt.FocusReason.TabFocusReason)

    def _bring_into_view(self, row: RatingRow) -> None:
        bar = self.verticalScrollBar()
        if row is self.rows[0]:
            bar.setValue(bar.minimum())  # with the heading and the question
        elif row is self.rows[-1]:
            bar.setValue(bar.maximum())
        else:
            # ensureWidgetVisible would leave alone a row that stands at the very edge.
            top = bar.value() + row.mapTo(self.viewport(), QPoint(0, 0)).y()
            bottom = top + row.height() + _AROUND - self.viewport().height()
            bar.setValue(min(max(bar.value(), bottom), top - _AROUND))

    def _all_answered(self) -> bool:
        return all(row.is_answered for row in self.rows)

"""The statements to rate on one scrolling page, by practice, and how the focus goes through them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from journal_app.domain.check_in import Answers
from journal_app.domain.content import Behaviour, LensItem, Scale
from journal_app.ui.theme import Look
from journal_app.ui.widgets.focus import holds_focus
from journal_app.ui.widgets.mark_label import MarkLabel
from journal_app.ui.widgets.noted_chooser import PADDING
from journal_app.ui.widgets.page_column import page_column
from journal_app.ui.widgets.rating_options import OptionStrip
from journal_app.ui.widgets.rating_row import RatingRow, Step
from journal_app.ui.widgets.simple import announce, emptied

WIDTH = 860
"""The most that text and options take together."""

_KEYS = "1 to 5 rate, N is no opportunity; Return adds a note to what is rated"
_EVIDENCE_KEY = ", E attaches a reflection"
_AROUND = 128  # what stays visible above and below the row with the focus: the neighbouring row and a heading


class RatingForm(QScrollArea):
    """All rows under ``top``. ``changed`` tells of each answer, ``completed`` when the last open row got one;
    ``evidence_asked`` carries the row."""

    changed = Signal()
    completed = Signal()
    evidence_asked = Signal(object)

    def __init__(self, look: Look, practices: Sequence[LensItem], scale: Scale, top: QWidget) -> None:
        super().__init__()
        self._look, self._practices, self._strip = look, practices, OptionStrip(scale)
        self._complete = self._locked = False
        self._asked: tuple[object, ...] = ()
        self._just_rated: RatingRow | None = None
        self._keys_said = False
        self.rows: list[RatingRow] = []
        self._column = QVBoxLayout()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._page(top))

    def ask(self, behaviours: Sequence[Behaviour], *, with_evidence: bool) -> bool:
        """Ask about these; whether they are others than before. Their answers are then still to be shown."""
        asked = (*((each.key, each.text, each.practice) for each in behaviours), with_evidence)
        if asked == self._asked:
            return False
        self._asked = asked
        for row in self.rows:
            row.blockSignals(True)  # they go, and the keyboard must not wander through them as they do
        if holds_focus(self):
            self.setFocus()
        self.rows = []
        self._just_rated = None
        self._keys_said = False
        emptied(self._column)
        for practice in self._practices:
            found = [each for each in behaviours if each.practice == practice.key]
            if found:
                heading = MarkLabel(self._look, practice)
                heading.setContentsMargins(PADDING, 28, PADDING, 8)
                self._column.addWidget(heading)
            for each in found:
                row = RatingRow(self._look, each, self._strip, with_evidence=with_evidence)
                self._column.addWidget(self._joined(row))
                # A layout shows what is new to it later, and what is not shown yet takes no focus.
                row.setVisible(True)
        return True

    def chain(self, after: QWidget) -> None:
        """Let Tab go through the rows in their order, and from the last of them to ``after``."""
        for one, other in pairwise((*self.rows, after)):
            self.setTabOrder(one, other)

    def answers(self) -> Answers:
        """The answers so far; a row without a rating has none, but may have a note."""
        return Answers(
            {row.behaviour.key: row.value for row in self.rows if row.is_answered},
            {row.behaviour.key: row.note for row in self.rows if row.note},
            {row.behaviour.key: row.evidence for row in self.rows if row.evidence},
        )

    def show_answers(self, answers: Answers) -> None:
        """Show these answers and no others; ``put_evidence`` of a row gives it titles."""
        self._just_rated = None
        for row in self.rows:
            row.show_just_rated(on=False)
            key = row.behaviour.key
            if key in answers.ratings:
                row.put(answers.ratings[key])
            else:
                row.clear()
            if row.extras.any or row.field is not None or key in answers.notes or key in answers.evidence:
                row.put_note(answers.notes.get(key, ""))
                row.put_evidence(tuple(answers.evidence.get(key, ())), ())
        self._complete = self._all_answered()

    def lock(self) -> None:
        """Let the rows only be read; the page itself takes the focus, so that it can be scrolled by key."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._locked = True
        for row in self.rows:
            row.setEnabled(False)

    def begin(self, *, at_open: bool = True) -> None:
        """Go to the first row, or to the first without an answer."""
        rows = self.rows if not self._locked else []
        first = rows[0] if rows else None
        row = next((row for row in rows if not row.is_answered), first) if at_open else first
        (row or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_unrated_note(self) -> None:
        """Go to the first row that has a note or a reflection, but no answer."""
        found = [row for row in self.rows if row.extras.any and not row.is_answered]
        if found:
            found[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _page(self, top: QWidget) -> QWidget:
        page = QWidget()
        page.setProperty("kind", "page")
        whole = page_column(page, WIDTH + 2 * PADDING, foot=48, outdent=PADDING)
        self._column.setSpacing(0)
        whole.addWidget(top)
        whole.addLayout(self._column)
        whole.addStretch(1)
        return page

    def _joined(self, row: RatingRow) -> RatingRow:
        self.rows.append(row)
        row.setEnabled(not self._locked)
        row.answered.connect(lambda by_key: self._answered(row, by_key=by_key))
        row.stepped.connect(lambda step: self._step(row, step))
        row.before_asked.connect(lambda tool: self._use_before(row, tool))
        row.reached.connect(lambda: self._bring_into_view(row))
        row.reached.connect(lambda: self._say_where(row))
        row.noted.connect(self.changed)
        row.evidence_asked.connect(lambda: self.evidence_asked.emit(row))
        return row

    def _use_before(self, here: RatingRow, tool: int) -> None:
        """The note, or what is attached, of the row just rated; then one goes on ``here``."""
        if self._just_rated is not None:
            self._just_rated.use(tool, here)

    def _say_where(self, row: RatingRow) -> None:
        """Have the practice and the place spoken; the keys once."""
        if not row.hasFocus():
            return
        practice = next(item.short for item in self._practices if item.key == row.behaviour.practice)
        words = f"{practice}, {self.rows.index(row) + 1} of {len(self.rows)}."
        if not self._keys_said:
            self._keys_said = True
            words += f" {_KEYS}{_EVIDENCE_KEY if row.with_evidence else ''}"
        announce(row, words)

    def _show_just_rated(self, row: RatingRow) -> None:
        if self._just_rated is not None:
            self._just_rated.show_just_rated(on=False)
        self._just_rated = row if row.is_answered else None
        row.show_just_rated(on=row.is_answered)

    def _answered(self, row: RatingRow, *, by_key: bool) -> None:
        self._show_just_rated(row)
        before, self._complete = self._complete, self._all_answered()
        self.changed.emit()
        if self._complete and (not before or (by_key and row is self.rows[-1])):
            self.completed.emit()
        elif by_key and row is self.rows[-1]:
            self.begin()  # what was passed over, before the person thinks it is done
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

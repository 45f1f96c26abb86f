"""What is shown once a check-in is saved: each practice's score, and the one before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from journal_app.content.library import ContentLibrary
from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour, LensItem
from journal_app.domain.moved import check_ins_before, what_moved
from journal_app.services.behaviour_service import BehaviourService
from journal_app.services.check_in_service import CheckInService
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.check_in_foot import passed_words, progress_words
from journal_app.ui.widgets.check_in_scores import Score, scores
from journal_app.ui.widgets.day_field import ENGLISH, as_qdate
from journal_app.ui.widgets.mark_label import MarkLabel
from journal_app.ui.widgets.moved_list import MovedList
from journal_app.ui.widgets.page_column import MARGIN
from journal_app.ui.widgets.simple import announce, button, label, rule

_WIDTH = 760
_MOVED_WIDTH = 860
_RULE = "A practice has a score once at least two of its behaviours are rated."
_FIRST = "There is no earlier check-in to set beside this one."


class CheckInResult(QScrollArea):
    """ "Check-in saved", with a small table. It ranks nothing and praises nothing."""

    trends_asked = Signal()
    again_asked = Signal()
    earlier_asked = Signal()

    def __init__(
        self,
        check_ins: CheckInService,
        behaviours: BehaviourService,
        content: ContentLibrary,
        look: Look,
        tasks: TaskRunner,
    ) -> None:
        super().__init__()
        self._check_ins = check_ins
        self._behaviours = behaviours
        self._content = content
        self._tasks = tasks
        self._shown: CheckIn | None = None
        self._said = False
        self._about = label("", "muted")
        self._now: list[QLabel] = []
        self._before: list[QLabel] = []
        self._note = label("", "small", wrap=True)
        self.trends = button("See trends", "primary")
        self.again = button("Rate again")
        self.earlier = button("Earlier check-ins", "quiet")
        self.moved = MovedList(content.scale())
        self.trends.clicked.connect(self.trends_asked)
        self.again.clicked.connect(self.again_asked)
        self.earlier.clicked.connect(self.earlier_asked)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._page(look))

    def show_check_in(self, check_in: CheckIn) -> None:
        """Show a check-in: by itself at once, and what came before it as soon as that has been read."""
        self._shown, self._said = check_in, False
        on = ENGLISH.toString(as_qdate(check_in.on), "dddd d MMMM yyyy")
        answers = check_in.ratings.values()
        answered = progress_words(answers, max(len(self._behaviours.asked()), len(answers)))
        about = (on, answered[0].lower() + answered[1:], passed_words(answers))
        self._about.setText(" · ".join(words for words in about if words))
        self._show(scores(check_in, None, self._content.practices(), self._behaviours.all()), "")
        self.moved.show_moved(None, {}, {})
        self.trends.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def refresh(self) -> None:
        """Read again what came before."""
        shown = self._shown

        def read(_task: object) -> tuple[Sequence[CheckIn], Sequence[Behaviour]]:
            return self._check_ins.all(), self._behaviours.all()

        def show(found: tuple[Sequence[CheckIn], Sequence[Behaviour]]) -> None:
            if shown is not None and shown is self._shown:
                earlier = check_ins_before(shown, found[0])
                before = earlier[-1] if earlier else None
                self._show(scores(shown, before, self._content.practices(), found[1]), "" if before else _FIRST)
                self._show_moved(shown, earlier, found[1])

        self._tasks.run(self, read, show)

    def _show_moved(self, shown: CheckIn, earlier: Sequence[CheckIn], behaviours: Sequence[Behaviour]) -> None:
        named = {each.key: each for each in behaviours}
        values = {key: value for key, value in shown.ratings.items() if value is not None}
        found = what_moved(shown, earlier) if earlier else None
        self.moved.show_moved(found, named, values)
        if found is not None and not self._said:
            self._said = True
            announce(self, self.moved.spoken(found, named))

    def _show(self, found: Sequence[Score], note: str) -> None:
        for score, now, before in zip(found, self._now, self._before, strict=True):
            now.setText(score.now)
            now.setProperty("kind", "lead" if score.is_number else "muted")
            now.style().polish(now)  # the style goes by the property, and looks at it only when asked
            before.setText(score.before)
            now.setAccessibleName(score.words)
        some = [_RULE] if any(score.says_one for score in found) else []
        self._note.setText(" ".join([*some, note] if note else some))

    def _page(self, look: Look) -> QWidget:
        page = QWidget()
        page.setProperty("kind", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, 40, MARGIN, 48)
        column.setSpacing(0)
        column.addWidget(label("Check-in saved", "heading"))
        column.addSpacing(4)
        column.addWidget(self._about)
        column.addSpacing(24)
        column.addWidget(self._table(look, self._content.practices()))
        column.addSpacing(12)
        column.addWidget(self._note)
        column.addSpacing(16)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for each in (self.trends, self.again, self.earlier):
            buttons.addWidget(each)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addSpacing(32)
        # In a row of its own, or Qt would reckon the words' height from the width of the whole page.
        row = QHBoxLayout()
        self.moved.setMaximumWidth(_MOVED_WIDTH)
        row.addWidget(self.moved, 1000)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return page

    def _table(self, look: Look, practices: Sequence[LensItem]) -> QWidget:
        table = QWidget()
        table.setMaximumWidth(_WIDTH)
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, 208)
        grid.setColumnMinimumWidth(1, 96)
        grid.setColumnStretch(2, 1)
        for number, practice in enumerate(practices):
            now, before = label(), label("", "muted")
            self._now.append(now)
            self._before.append(before)
            grid.addWidget(MarkLabel(look, practice, ""), 2 * number, 0)
            grid.addWidget(now, 2 * number, 1)
            grid.addWidget(before, 2 * number, 2)
            grid.setRowMinimumHeight(2 * number, 44)
            grid.addWidget(rule(), 2 * number + 1, 0, 1, 3)
        return table

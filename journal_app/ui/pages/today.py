"""Today: one prompt, what is waiting, and what was written lately."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from journal_app.content.library import ContentLibrary
from journal_app.domain.change import Change
from journal_app.domain.content import Prompt
from journal_app.domain.entry import EntrySummary, PromptAnswered
from journal_app.domain.errors import UserFacingError
from journal_app.domain.prompting import days_in_words
from journal_app.services.prompt_service import PromptService
from journal_app.services.today_service import Today, TodayService
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.empty_state import EmptyState
from journal_app.ui.widgets.link_row import LinkRow
from journal_app.ui.widgets.prompt_card import PromptCard
from journal_app.ui.widgets.simple import emptied, indented, label, rule
from journal_app.ui.widgets.today_side import TodaySide

_LEFT_WIDTH = 640
_NARROW = 1000
_LOOK_AT_THE_CLOCK_MS = 30_000
_NOTE_AFTER_MS = 200


class TodayPage(QScrollArea):
    """``write_asked`` carries the prompt to answer, or None; ``entry_asked`` a uid; ``look_back_asked`` the day to
    think back to, ``look_back_put_off`` that it is not now; ``day_changed`` after midnight."""

    write_asked = Signal(object)
    entry_asked = Signal(str)
    check_in_asked = Signal()
    look_back_asked = Signal(object)
    look_back_put_off = Signal()
    shown = Signal()
    day_changed = Signal()

    def __init__(
        self,
        today: TodayService,
        prompts: PromptService,
        content: ContentLibrary,
        look: Look,
        tasks: TaskRunner,
        messenger: Messenger,
        *,
        read_only: bool,
    ) -> None:
        super().__init__()
        self._today, self._prompts, self._content = today, prompts, content
        self._look, self._tasks, self._messenger, self._read_only = look, tasks, messenger, read_only
        self._day: date | None = None
        self._prompt: Prompt | None = None
        self._shapes = {item.key: item.shape for item in content.practices()}
        self.heading = label("", "heading")
        self.since = label("", "muted")
        self.card = PromptCard(look, read_only=read_only)
        self.side = TodaySide(look, read_only=read_only)
        self.trouble = EmptyState(look, "Today could not be read", "", "Try again")
        self._clock = QTimer(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Today")
        self._page, left = QWidget(), QWidget()
        left.setMaximumWidth(_LEFT_WIDTH)
        self._lately = QVBoxLayout()
        self._lately.setSpacing(2)
        self._fill_left(left)
        self._row = QHBoxLayout(self._page)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        self._row.addWidget(left, 100_000)
        self._row.addWidget(self.side)
        self._row.addStretch(1)
        body = QWidget()
        body.setProperty("kind", "page")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        for state in (self._page, self.trouble):
            column.addWidget(state)
            state.hide()
        self.setWidget(body)
        self._fit()

    def _fill_left(self, left: QWidget) -> None:
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # Its face has room for tall accents that no day or month has.
        self.heading.setFixedHeight(42)
        for widget, space in ((self.heading, 0), (self.since, 42), (self.card, 44), (rule(), 24)):
            column.addWidget(indented(widget))
            column.addSpacing(space)
        column.addWidget(indented(label("Lately", "section")))
        column.addSpacing(6)
        column.addLayout(self._lately)
        column.addStretch(1)

    def _connect(self) -> None:
        self.card.write_pressed.connect(self._write)
        self.card.another_pressed.connect(lambda: self._do(self._prompts.pass_over))
        self.card.not_today_pressed.connect(lambda: self._do(self._prompts.put_off))
        self.card.after_all_pressed.connect(lambda: self._do(self._prompts.take_up_again))
        self.side.entry_asked.connect(self.entry_asked)
        self.side.check_in_asked.connect(self.check_in_asked)
        self.side.look_back_asked.connect(self.look_back_asked)
        self.side.look_back_put_off.connect(self.look_back_put_off)
        self.trouble.acted.connect(self.refresh)
        self._clock.timeout.connect(self._look_at_the_clock)
        self._clock.start(_LOOK_AT_THE_CLOCK_MS)

    def refresh(self, change: Change | None = None) -> None:
        """Read everything anew, in the worker."""
        self._tasks.run(self, lambda _task: self._today.read(), self._show, self._show_trouble)

    def _look_at_the_clock(self) -> None:
        """The window may stay open past midnight."""
        if self._day is not None and self._day != self._today.day():
            self.refresh()
            self.day_changed.emit()

    def _show_trouble(self, error: UserFacingError) -> None:
        self._page.hide()
        self.trouble.say("Today could not be read", self._messenger.text(error), "Try again")
        self.trouble.show()

    def _show(self, today: Today) -> None:
        day = self._day = today.day
        self.heading.setText(f"{day:%A} {day.day} {day:%B}")
        self.since.setText(_since_words(today))
        self._show_prompt(today)
        self._show_lately(today.lately)
        self.side.show_today(today)
        self.trouble.hide()
        self._page.show()
        self.shown.emit()
        # When it has long been painted: the first write of the day loads a good deal.
        QTimer.singleShot(_NOTE_AFTER_MS, self, self._note_shown)

    def _note_shown(self) -> None:
        prompt = self._prompt
        if prompt is not None and not self.card.put_off and not self._read_only:
            self._tasks.run(self, lambda _task: self._prompts.show(prompt))

    def _show_prompt(self, today: Today) -> None:
        choice = today.choice
        self._prompt = choice.prompt if choice else None
        if today.put_off or choice is None:
            self.card.show_put_off()
            return
        prompt = choice.prompt
        lens = self._content.lens(prompt.lens)
        shape = self._shapes.get(prompt.practices[0], "") if prompt.practices else ""
        self.card.show_prompt(shape, lens.item(prompt.item), lens.item_name, prompt.text, choice.reason)

    def _show_lately(self, lately: tuple[EntrySummary, ...]) -> None:
        emptied(self._lately)
        if not lately:
            self._lately.addWidget(indented(label("Your first reflections will be listed here.", "muted")))
        for summary in lately:
            local = summary.written.local
            shapes = tuple(shape for key, shape in self._shapes.items() if key in summary.practices)
            note = f"{local:%a} {local.day} {local:%b}"
            row = LinkRow(self._look, summary.title or "Untitled", summary.first_line, note=note, shapes=shapes)
            row.clicked.connect(lambda _on=False, uid=summary.uid: self.entry_asked.emit(uid))
            self._lately.addWidget(row)

    def _write(self) -> None:
        prompt = None if self.card.put_off else self._prompt
        self.write_asked.emit(PromptAnswered(prompt.key, prompt.text) if prompt else None)

    def _do(self, act: Callable[[Prompt], Change]) -> None:
        def work(_task: Task) -> Today:
            # What it is about by then: pressed twice quickly, "Another" passes over two.
            act(self._prompts.today().prompt)
            return self._today.read()

        self._tasks.run(self, work, self._show)

    def resizeEvent(self, event: object) -> None:
        """Qt's own: a narrow window has narrow margins."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < _NARROW
        self._row.setContentsMargins(*((24, 32, 20, 24) if narrow else (48, 46, 64, 32)))
        self.side.fit(*((232, 24) if narrow else (288, 56)))


def _since_words(today: Today) -> str:
    if not today.lately:
        return "A good day to begin."
    days = (today.day - today.lately[0].written.local_date).days
    if days <= 0:
        return "You have written today."
    if days == 1:
        return "You last wrote yesterday."
    return f"You last wrote {days_in_words(days)} ago."

"""Today: one prompt, what is waiting, and what was written lately."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from journal_app.content.library import ContentLibrary
from journal_app.domain.change import Change
from journal_app.domain.entry import EntrySummary, PromptAnswered
from journal_app.domain.errors import UserFacingError
from journal_app.domain.prompting import PromptChoice, days_in_words, number_in_words
from journal_app.services.prompt_service import PromptService
from journal_app.services.today_service import Today, TodayService
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.link_row import LinkRow
from journal_app.ui.widgets.prompt_card import PromptCard
from journal_app.ui.widgets.simple import label, rule
from journal_app.ui.widgets.weeks import Weeks

_LEFT_WIDTH, _SIDE_WIDTH, _NARROW_SIDE = 640, 288, 232
_NARROW = 1000


class TodayPage(QScrollArea):
    """``write_asked`` carries the prompt to answer, or None; ``entry_asked`` a uid."""

    changed = Signal(object)
    write_asked = Signal(object)
    entry_asked = Signal(str)
    check_in_asked = Signal()
    shown = Signal()

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
        self._choice: PromptChoice | None = None
        self._shapes = {item.key: item.shape for item in content.practices()}
        self.heading = label("", "heading")
        self.since = label("", "muted")
        self.card = PromptCard(look, read_only=read_only)
        self.lately_head = label("Lately", "section")
        self.weeks = Weeks(look)
        self.weeks_words = label("", "small", wrap=True)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setProperty("kind", "page")
        self.setWidget(body)
        left, self._lately = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(0)
        for spacing, widget in (
            (4, self.heading),
            (44, self.since),
            (40, self.card),
            (28, rule()),
            (6, self.lately_head),
        ):
            left.addWidget(_indented(widget))
            left.addSpacing(spacing)
        self._lately.setSpacing(2)
        left.addLayout(self._lately)
        left.addStretch(1)
        holder = QWidget()
        holder.setMaximumWidth(_LEFT_WIDTH)
        holder.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        self._side = QWidget()
        self._waiting, side = QVBoxLayout(), QVBoxLayout(self._side)
        self._waiting.setSpacing(2)
        side.setContentsMargins(0, 8, 0, 0)
        side.setSpacing(0)
        side.addLayout(self._waiting)
        side.addSpacing(24)
        side.addWidget(_indented(label("Your weeks", "section")))
        side.addSpacing(8)
        side.addWidget(_indented(self.weeks))
        side.addSpacing(4)
        side.addWidget(_indented(self.weeks_words))
        side.addStretch(1)
        self._row = QHBoxLayout(body)
        self._row.addWidget(holder, 10)
        self._row.addStretch(1)
        self._row.addWidget(self._side)
        self._fit()

    def _connect(self) -> None:
        self.card.write_pressed.connect(self._write)
        self.card.another_pressed.connect(self._another)
        self.card.not_today_pressed.connect(self._not_today)
        self.card.after_all_pressed.connect(self._after_all)

    def refresh(self, change: Change | None = None) -> None:
        """Read everything anew, in the worker."""
        self._tasks.run(self, lambda _task: self._today.read(), self._show)

    def _show(self, today: Today) -> None:
        day = today.day
        self.heading.setText(f"{day:%A} {day.day} {day:%B}")
        self.since.setText(_since_words(today))
        self._show_prompt(today)
        self._show_waiting(today)
        self._show_lately(today.lately)
        written = sum(1 for count in today.weeks if count)
        words = f"{number_in_words(written).capitalize()} of the last {number_in_words(len(today.weeks))} weeks"
        if not written:
            words = "Each week in which you write fills a square."
        self.weeks.set_counts(today.weeks, words)
        self.weeks_words.setText(words)
        self.shown.emit()

    def _show_prompt(self, today: Today) -> None:
        self._choice = today.choice
        if today.put_off or today.choice is None:
            self.card.show_put_off()
            return
        prompt = today.choice.prompt
        lens = self._content.lens(prompt.lens)
        shape = self._shapes.get(prompt.practices[0], "") if prompt.practices else ""
        self.card.show_prompt(shape, lens.item(prompt.item), lens.item_name, prompt.text, today.choice.reason)
        if not self._read_only:
            self._tasks.run(self, lambda _task: self._prompts.show(prompt))

    def _show_waiting(self, today: Today) -> None:
        _empty(self._waiting)
        if today.check_in_due:
            count = len(self._content.behaviours())
            row = LinkRow(self._look, f"{today.day:%B} check-in", f"{count} behaviours, about three minutes")
            row.clicked.connect(self.check_in_asked)
            self._add_waiting("Waiting for you", row)
        for summary in today.on_this_day:
            text = summary.title or summary.first_line or "Untitled"
            row = LinkRow(self._look, f"On this day, {summary.written.local.year}", text, bookish=True)
            row.clicked.connect(lambda _on=False, uid=summary.uid: self.entry_asked.emit(uid))
            self._add_waiting("Waiting for you", row)
        if not self._waiting.count():
            self._waiting.addWidget(_indented(label("Waiting for you", "section")))
            self._waiting.addWidget(_indented(label("Nothing. Enjoy the day.", "muted")))

    def _add_waiting(self, heading: str, row: QWidget) -> None:
        if not self._waiting.count():
            self._waiting.addWidget(_indented(label(heading, "section")))
            self._waiting.addSpacing(4)
        else:
            self._waiting.addWidget(_indented(rule()))
        self._waiting.addWidget(row)

    def _show_lately(self, lately: tuple[EntrySummary, ...]) -> None:
        _empty(self._lately)
        if not lately:
            self._lately.addWidget(_indented(label("Your first reflections will be listed here.", "muted")))
        for summary in lately:
            local = summary.written.local
            shapes = tuple(self._shapes[key] for key in self._shapes if key in summary.practices)
            title = summary.title or "Untitled"
            note = f"{local:%a} {local.day} {local:%b}"
            row = LinkRow(self._look, title, summary.first_line, note=note, shapes=shapes)
            row.clicked.connect(lambda _on=False, uid=summary.uid: self.entry_asked.emit(uid))
            self._lately.addWidget(row)

    def _write(self) -> None:
        choice = self._choice
        if choice is None or self.card.after_all.isVisible():
            self.write_asked.emit(None)
        else:
            self.write_asked.emit(PromptAnswered(choice.prompt.key, choice.prompt.text))

    def _another(self) -> None:
        self._do(lambda choice: self._prompts.pass_over(choice.prompt))

    def _not_today(self) -> None:
        self._do(lambda choice: self._prompts.put_off(choice.prompt))

    def _after_all(self) -> None:
        self._do(lambda choice: self._prompts.take_up_again(choice.prompt))

    def _do(self, act: object) -> None:
        choice = self._choice
        if choice is None:
            return

        def work(_task: Task) -> Today:
            act(choice)  # type: ignore[operator]
            return self._today.read()

        def failed(error: UserFacingError) -> None:
            self._messenger.fail(error)

        self._tasks.run(self, work, self._show, failed)

    def resizeEvent(self, event: object) -> None:
        """Qt's own: a narrow window has a narrow margin."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < _NARROW
        self._row.setContentsMargins(*((24, 32, 20, 24) if narrow else (48, 46, 64, 32)))
        self._row.setSpacing(20 if narrow else 32)
        self._side.setFixedWidth(_NARROW_SIDE if narrow else _SIDE_WIDTH)


def _since_words(today: Today) -> str:
    if not today.lately:
        return "A good day to begin."
    days = (today.day - today.lately[0].written.local_date).days
    if days <= 0:
        return "You have written today."
    if days == 1:
        return "You last wrote yesterday."
    return f"You last wrote {days_in_words(days)} ago."


def _indented(widget: QWidget) -> QWidget:
    """Line a widget up with the text of the rows above and below it, which have a margin of 8 px."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(8, 0, 8, 0)
    row.addWidget(widget)
    return holder


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()

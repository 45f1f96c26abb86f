"""What narrows the journal's list: words, a day or month, practices, tags, the star, and the bin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from journal_app.domain.content import LensItem
from journal_app.domain.entry import EntryFilter
from journal_app.ui.pages.journal.search_field import SearchField
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chips import Chip, IconChip
from journal_app.ui.widgets.flow_layout import FlowLayout
from journal_app.ui.widgets.marks import mark_icon
from journal_app.ui.widgets.month_calendar import MonthCalendar
from journal_app.ui.widgets.month_steps import month_length

_TYPING_PAUSE_MS = 150


class FilterBar(QWidget):
    """Emits ``changed`` with the new filter whenever the person narrows or widens the list.

    ``tags_asked`` is answered by ``tag_menu``, ``month_shown`` (first and last day) by the calendar's ``set_days``.
    """

    changed = Signal(object)
    tags_asked = Signal()
    month_shown = Signal(object, object)

    def __init__(self, look: Look, practices: tuple[LensItem, ...], today: Callable[[], date]) -> None:
        super().__init__()
        self._look, self._practices, self._today = look, practices, today
        self.wanted = EntryFilter()
        self.search = SearchField()
        self.when = self._menu_chip("When", "When it was written")
        self.practice = self._menu_chip("Practices", "Which practices it bears on")
        self.tag = self._menu_chip("Tags", "Which of your tags it has")
        self.star = IconChip(look, "star", "Only starred")
        self.bin = IconChip(look, "bin", "Bin")
        self.bin.setToolTip("What you deleted in the last 30 days")
        self.calendar = MonthCalendar(look, today(), {item.key: item.shape for item in practices})
        self.calendar.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING_PAUSE_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 20, 16, 8)
        column.setSpacing(10)
        column.addWidget(self.search)
        chips = FlowLayout(gap=5)
        for chip in (self.when, self.practice, self.tag, self.star, self.bin):
            chips.addWidget(chip)
        column.addLayout(chips)
        column.addWidget(self.calendar)

    def _connect(self) -> None:
        self._timer.timeout.connect(self.search_now)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.when.clicked.connect(self._toggle_calendar)
        self.practice.clicked.connect(self._practice_menu)
        self.tag.clicked.connect(self.tags_asked)
        self.star.toggled.connect(lambda on: self._narrow(starred=on))
        self.bin.toggled.connect(lambda on: self._narrow(deleted=on))
        self.calendar.day_chosen.connect(lambda day: self._choose_days(day, day))
        self.calendar.month_chosen.connect(
            lambda month: self._choose_days(month, month.replace(day=month_length(month)))
        )
        self.calendar.month_shown.connect(self.month_shown)
        self.calendar.left.connect(self._close_calendar)

    def clear(self) -> None:
        """Show everything again."""
        self._timer.stop()
        for chip in (self.star, self.bin):
            blocked = chip.blockSignals(True)
            chip.setChecked(False)
            chip.blockSignals(blocked)
            chip.update()
        self.search.empty()
        self.wanted = EntryFilter()
        self._show_state()
        self.changed.emit(self.wanted)

    def search_now(self) -> bool:
        """Look for what is typed without waiting for a pause; whether that is something new."""
        self._timer.stop()
        if self.search.text() == self.wanted.words:
            return False
        self._narrow(words=self.search.text())
        return True

    def tag_menu(self, tags: tuple[tuple[str, int], ...]) -> None:
        """Open the menu of tags; called with the tags in use after ``tags_asked``."""
        menu = QMenu(self)
        # All of them, in one column that scrolls.
        menu.setStyleSheet("QMenu { menu-scrollable: 1; }")
        for name, uses in tags:
            shown = name.replace("&", "&&")
            self._add(menu, f"{shown}\t{uses}", name in self.wanted.tags, partial(self._flip, "tags", name))
        if not tags:
            menu.addAction("No tags yet").setEnabled(False)
        self._open(menu, self.tag, "tags")

    def _practice_menu(self) -> None:
        menu = QMenu(self)
        for item in self._practices:
            chosen = item.key in self.wanted.practices
            action = self._add(menu, item.short, chosen, partial(self._flip, "practices", item.key))
            action.setIcon(mark_icon(self._look.theme, item.shape, filled=chosen))
        self._open(menu, self.practice, "practices")

    def _add(self, menu: QMenu, text: str, chosen: bool, act: Callable[[], None]) -> QAction:  # noqa: FBT001  private
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda _on=False: act())
        return action

    def _open(self, menu: QMenu, chip: Chip, name: str) -> None:
        """Open a menu under its chip; if anything in it is chosen, with a way to choose none."""
        if getattr(self.wanted, name):
            menu.addSeparator()
            menu.addAction("All of them").triggered.connect(lambda _on=False: self._narrow(**{name: frozenset()}))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._show_state()
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height() + 4)))

    def _flip(self, name: str, value: str) -> None:
        self._narrow(**{name: getattr(self.wanted, name) ^ {value}})

    def _toggle_calendar(self) -> None:
        if self.wanted.since:
            self._narrow(since=None, until=None)
            self.calendar.hide()
        elif self.calendar.isVisible():
            self.calendar.hide()
        else:
            self.calendar.set_today(self._today())
            self.calendar.show()
            self.calendar.show_month(self.calendar.month)
            self.calendar.setFocus()
        self._show_state()

    def _close_calendar(self) -> None:
        self.calendar.hide()
        self.when.setFocus()

    def _choose_days(self, since: date, until: date) -> None:
        """Narrow to these days, or no longer, if the list is narrowed to just these."""
        same = (since, until) == (self.wanted.since, self.wanted.until)
        self._narrow(since=None if same else since, until=None if same else until)

    def _narrow(self, **changes: object) -> None:
        self.wanted = replace(self.wanted, **changes)  # type: ignore[arg-type]  # the names are the filter's fields
        self._show_state()
        self.changed.emit(self.wanted)

    def _show_state(self) -> None:
        wanted = self.wanted
        names = {item.key: item.short for item in self._practices}
        practices = [names[key] for key in names if key in wanted.practices]
        self.calendar.set_chosen(wanted.since, wanted.until)
        self._label(self.when, _days_in_words(wanted.since, wanted.until), on=wanted.since is not None)
        self._label(self.practice, _some("Practices", practices), on=bool(practices))
        self._label(self.tag, _some("Tags", sorted(wanted.tags)), on=bool(wanted.tags))

    def _label(self, chip: Chip, text: str, *, on: bool) -> None:
        chip.say(text)
        chip.setChecked(on)
        chip.update()

    def _menu_chip(self, text: str, description: str) -> Chip:
        chip = Chip(self._look, text)
        chip.setAccessibleDescription(description)
        chip.setToolTip(description)
        return chip


def _some(word: str, names: list[str]) -> str:
    if not names:
        return word
    return names[0] if len(names) == 1 else f"{len(names)} {word.lower()}"


def _days_in_words(since: date | None, until: date | None) -> str:
    if since is None or until is None:
        return "When"
    return f"{since.day} {since:%B %Y}" if since == until else f"{since:%B %Y}"

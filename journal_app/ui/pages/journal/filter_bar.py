"""What narrows the journal's list: words, a day or month, practices, tags, the star, and the bin."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from journal_app.domain.content import LensItem
from journal_app.domain.entry import EntryFilter
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chips import Chip, IconChip
from journal_app.ui.widgets.flow_layout import FlowLayout
from journal_app.ui.widgets.marks import mark_icon
from journal_app.ui.widgets.month_calendar import MonthCalendar
from journal_app.ui.widgets.simple import label

_TYPING_PAUSE_MS = 150
_MOST_TAGS = 24


class SearchField(QLineEdit):
    """Searches as one types. Escape empties it, and then goes back to the list; Down goes to what was found."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Search")
        self.setAccessibleName("Search your reflections")
        self._hint = label("Ctrl+F", "small", parent=self)
        self.textChanged.connect(lambda text: self._hint.setVisible(not text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        """Keep the hint at the right."""
        self._hint.adjustSize()
        self._hint.move(self.width() - self._hint.width() - 12, (self.height() - self._hint.height()) // 2)


class FilterBar(QWidget):
    """Emits ``changed`` with the new filter whenever the person narrows or widens the list."""

    changed = Signal(object)
    tags_asked = Signal()
    month_shown = Signal(object, object)

    def __init__(self, look: Look, practices: tuple[LensItem, ...], today: date) -> None:
        super().__init__()
        self._look = look
        self._practices = practices
        self.wanted = EntryFilter()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 20, 16, 8)
        column.setSpacing(10)
        self.search = SearchField()
        column.addWidget(self.search)
        chips = FlowLayout(gap=5)
        self.when = self._menu_chip("When", "When it was written")
        self.practice = self._menu_chip("Practices", "Which practices it bears on")
        self.tag = self._menu_chip("Tags", "Which of your tags it has")
        self.star = IconChip(look, "star", "Only starred")
        self.star.setToolTip("Only starred")
        self.bin = IconChip(look, "bin", "Bin")
        self.bin.setToolTip("What you deleted in the last 30 days")
        for chip in (self.when, self.practice, self.tag, self.star, self.bin):
            chips.addWidget(chip)
        column.addLayout(chips)
        self.calendar = MonthCalendar(look, today, {item.key: item.shape for item in practices})
        self.calendar.hide()
        column.addWidget(self.calendar)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING_PAUSE_MS)
        self._connect()

    def _connect(self) -> None:
        self._timer.timeout.connect(lambda: self._narrow(words=self.search.text()))
        self.search.textChanged.connect(self._typed)
        self.when.clicked.connect(self._toggle_calendar)
        self.practice.clicked.connect(self._practice_menu)
        self.tag.clicked.connect(self.tags_asked)
        self.star.toggled.connect(lambda on: self._narrow(starred=on))
        self.bin.toggled.connect(lambda on: self._narrow(deleted=on))
        self.calendar.day_chosen.connect(lambda day: self._choose_days(day, day))
        self.calendar.month_chosen.connect(lambda month: self._choose_days(month, _month_end(month)))
        self.calendar.month_shown.connect(self.month_shown)

    def clear(self) -> None:
        """Show everything again."""
        for chip in (self.star, self.bin):
            chip.blockSignals(True)
            chip.setChecked(False)
            chip.blockSignals(False)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.wanted = EntryFilter()
        self._show_state()
        self.changed.emit(self.wanted)

    def tag_menu(self, tags: tuple[tuple[str, int], ...]) -> None:
        """Open the menu of tags; called with the tags in use after ``tags_asked``."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for name, uses in tags[:_MOST_TAGS]:
            action = menu.addAction(f"{name}\t{uses}")
            action.setCheckable(True)
            action.setChecked(name in self.wanted.tags)
            action.triggered.connect(lambda _on=False, name=name: self._flip_tag(name))
        if not tags:
            menu.addAction("No tags yet").setEnabled(False)
        self._open(menu, self.tag, any_chosen=bool(self.wanted.tags), clear=lambda: self._narrow(tags=frozenset()))

    def _practice_menu(self) -> None:
        menu = QMenu(self)
        for item in self._practices:
            action = menu.addAction(mark_icon(self._look.theme, item.shape), item.short)
            action.setCheckable(True)
            action.setChecked(item.key in self.wanted.practices)
            action.triggered.connect(lambda _on=False, key=item.key: self._flip_practice(key))
        self._open(
            menu,
            self.practice,
            any_chosen=bool(self.wanted.practices),
            clear=lambda: self._narrow(practices=frozenset()),
        )

    def _open(self, menu: QMenu, chip: Chip, *, any_chosen: bool, clear: object) -> None:
        if any_chosen:
            menu.addSeparator()
            action = QAction("All of them", menu)
            action.triggered.connect(clear)
            menu.addAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._show_state()
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height() + 4)))

    def _flip_practice(self, key: str) -> None:
        self._narrow(practices=self.wanted.practices ^ {key})

    def _flip_tag(self, name: str) -> None:
        self._narrow(tags=self.wanted.tags ^ {name})

    def _typed(self) -> None:
        self._timer.start()

    def _toggle_calendar(self) -> None:
        if self.wanted.since:
            self._choose_days(None, None)
            self.calendar.hide()
        else:
            self.calendar.setVisible(not self.calendar.isVisible())
            if self.calendar.isVisible():
                self.calendar.show_month(self.calendar.month)
                self.calendar.setFocus()
        self._show_state()

    def _choose_days(self, since: date | None, until: date | None) -> None:
        if (since, until) == (self.wanted.since, self.wanted.until):
            since = until = None
        self._narrow(since=since, until=until)

    def _narrow(self, **changes: object) -> None:
        self.wanted = replace(self.wanted, **changes)  # type: ignore[arg-type]  # the names are the filter's fields
        self._show_state()
        self.changed.emit(self.wanted)

    def _show_state(self) -> None:
        wanted = self.wanted
        self.calendar.set_chosen(wanted.since, wanted.until)
        self._label(self.when, _days_in_words(wanted.since, wanted.until), on=bool(wanted.since))
        names = {item.key: item.short for item in self._practices}
        self._label(self.practice, _some("Practices", [names[key] for key in names if key in wanted.practices]))
        self._label(self.tag, _some("Tags", sorted(wanted.tags)))

    def _label(self, chip: Chip, text: str, *, on: bool | None = None) -> None:
        chip.setText(text)
        chip.setChecked(text not in ("Practices", "Tags") if on is None else on)
        chip.updateGeometry()
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


def _month_end(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def _days_in_words(since: date | None, until: date | None) -> str:
    if since is None or until is None:
        return "When"
    return f"{since.day} {since:%B %Y}" if since == until else f"{since:%B %Y}"

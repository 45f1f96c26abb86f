"""Somebody at the journal page of the whole window, and what they find there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from journal_app.bootstrap import App
from journal_app.domain.entry import Entry, EntryFilter, NewEntry, PromptAnswered
from journal_app.domain.moment import Moment
from journal_app.storage.entry_store import EntryStore
from journal_app.storage.opening import open_vault
from journal_app.ui.pages.journal.page import JournalPage
from journal_app.ui.widgets.chips import Chip
from journal_app.ui.widgets.markdown_editor import MarkdownEditor
from journal_app.ui.widgets.preview import Preview
from tests.support.clock import ZONE, FakeClock
from tests.support.journals import make_journal
from tests.support.window import LEFT, NONE, Key, OpenWindow, Person

PRACTICE_NAMES = (
    "Safe, inclusive, trusting",
    "Healthy relationships",
    "Shared purpose",
    "Managing power",
    "Surfacing conflict",
    "Shared decisions",
)


@dataclass(frozen=True)
class Seed:
    """An entry that is there before the window opens."""

    title: str = ""
    body: str = ""
    at: str = "2026-11-19T17:40"
    practices: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    starred: bool = False
    prompt: PromptAnswered | None = None


def plant(app: App, *seeds: Seed) -> list[str]:
    """Make a journal with these entries and close it again; returns their uids."""
    services = app.create(app.paths.journal, None)
    try:
        return [
            services.entries.write(
                seed.title,
                seed.body,
                written=_moment(seed.at),
                practices=seed.practices,
                tags=seed.tags,
                starred=seed.starred,
                prompt=seed.prompt,
            ).uid
            for seed in seeds
        ]
    finally:
        services.journal.close()


def plant_many(app: App, count: int) -> None:
    """Make a journal with many entries, one every nine hours back from the evening before: "Entry 0", "Entry 1"..."""
    newest = datetime(2026, 11, 21, 20, tzinfo=UTC)
    vault = open_vault(make_journal(app.paths.journal), None, newest)
    vault_entries = (
        NewEntry(
            written=Moment.of(newest - timedelta(hours=9 * number)),
            title=f"Entry {number}",
            body=f"What was said in meeting {number}.",
            practices=("power",) if number % 2 else (),
            source="test",
            source_uid=str(number),
        )
        for number in range(count)
    )
    EntryStore(vault).add_missing(vault_entries, newest)
    vault.close()


def _moment(at: str) -> Moment:
    if "+" in at:
        return Moment.of(datetime.fromisoformat(at))
    return FakeClock(at, ZONE).now()


def sit_down(open_window: OpenWindow, app: App, *seeds: Seed, size: tuple[int, int] = (1280, 800)) -> Writer:
    """Open the window on a journal with these entries, and go to the journal page."""
    if not app.has_journal(app.paths.journal):
        plant(app, *seeds)
    someone = open_window(app)
    someone.until_today()
    return at_the_journal(someone, size)


def at_the_journal(someone: Person, size: tuple[int, int] = (1280, 800)) -> Writer:
    """Go to the journal page of a window."""
    writer = Writer(someone.qtbot, someone.app, someone.window)
    writer.window.resize(*size)
    writer.keys("Ctrl+2")
    writer.until_quiet()
    return writer


@dataclass
class Writer(Person):
    """Uses the journal page, with the keyboard and the mouse."""

    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.window.messenger.said.connect(lambda note: self.said.append(note.text))

    # What is there

    @property
    def page(self) -> JournalPage:
        return self.workspace.journal

    @property
    def title(self) -> QLineEdit:
        return self.field("Title")

    @property
    def editor(self) -> MarkdownEditor:
        return self.one(MarkdownEditor)

    @property
    def preview(self) -> Preview:
        return self.one(Preview)

    def state(self) -> str:
        """What stands beside the number of words: whether it is saved."""
        return self.page.desk.pane.state.text()

    def rows(self) -> list[str]:
        """The list from top to bottom, as it is read out."""
        return [self._read(row) for row in range(self.page.left.model.rowCount())]

    def titles(self) -> list[str]:
        """The entries of the list by their titles."""
        is_entry = self.page.left.model.is_entry
        return [row.split(". ")[0] for number, row in enumerate(self.rows()) if is_entry(number)]

    def chosen(self) -> str:
        """The entry of the list that is shown as open; empty if there is none."""
        index = self.page.list.currentIndex()
        return self._read(index.row()).split(". ")[0] if index.isValid() else ""

    def _read(self, row: int) -> str:
        spoken = self._index(row).data(Qt.ItemDataRole.AccessibleTextRole)
        assert isinstance(spoken, str)
        return spoken

    def _index(self, row: int) -> QModelIndex:
        return self.page.left.model.index(row, 0)

    def in_view(self, title: str) -> bool:
        """Whether all of an entry's row can be seen."""
        rect = self.page.list.visualRect(self._index(self._row(title)))
        return bool(self.page.list.viewport().rect().contains(rect))

    def _row(self, title: str) -> int:
        return next(number for number, row in enumerate(self.rows()) if row.startswith(f"{title}. "))

    def chip(self, name: str) -> Chip:
        return self.one(Chip, name)

    def tags(self) -> list[str]:
        return [chip.text() for chip in self.page.desk.inspector.tag_chips if chip.isVisible()]

    def practices(self) -> list[str]:
        """The practices that are on."""
        chips = self.page.desk.inspector.practice_chips.values()
        return [chip.text() for chip in chips if chip.isChecked()]

    def kept(self, *, deleted: bool = False) -> list[Entry]:
        """What the journal holds, newest first."""
        entries = self.services.entries
        return [entries.get(summary.uid) for summary in entries.page(EntryFilter(deleted=deleted), 0, 1000)]

    # What is done

    def type(self, text: str) -> None:
        """Type where the keyboard is, and let the window show what comes of each key."""
        for character in text:
            super().type(character)
            QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key, and let the window show what comes of it."""
        super().press(key, modifier)
        QApplication.processEvents()

    def click(self, text: str) -> None:
        """Click on a button, and let the window show what comes of it."""
        super().click(text)
        QApplication.processEvents()

    def keys(self, *sequences: str) -> None:
        """Press keys such as "Ctrl+Shift+I"."""
        for sequence in sequences:
            combination = QKeySequence(sequence)[0]  # type: ignore[index]  # it has, whatever its stubs say
            assert combination.key() != Key.Key_unknown, sequence
            self.press(combination.key(), combination.keyboardModifiers())

    def click_row(self, title: str) -> None:
        rect = self.page.list.visualRect(self._index(self._row(title)))
        QTest.mouseClick(self.page.list.viewport(), LEFT, pos=rect.center())
        self.until_quiet()

    def hold(self, sequence: str, times: int) -> None:
        for _ in range(times):
            self.keys(sequence)

    def pick(self, words: str) -> None:
        """Choose from the menu that has popped up, by keyboard."""
        menu = self.popped_up()
        for _ in range(len(menu.actions()) + 1):
            self.press(Key.Key_Down)
            action = menu.activeAction()
            chosen = action.text() if action in menu.actions() else ""
            if chosen.replace("&&", "&").startswith(words):
                self.press(Key.Key_Return)
                self.until_quiet()
                return
        raise AssertionError(words, [action.text() for action in menu.actions()])

    def popped_up(self) -> QMenu:
        self.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        return self.menu

    def paste(self, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)
        self.keys("Ctrl+V")

    def compose(self, preedit: str, commit: str) -> None:
        """As an input method does: show what is being composed, then put in what came of it."""
        QApplication.sendEvent(self.focus, QInputMethodEvent(preedit, []))
        done = QInputMethodEvent()
        done.setCommitString(commit)
        QApplication.sendEvent(self.focus, done)

    def click_at(self, x: int, y: int) -> None:
        QTest.mouseClick(self.focus, LEFT, pos=QPoint(x, y))

    def until_quiet(self) -> None:
        """Until the worker has nothing to do, and all that comes of it is shown."""
        QApplication.processEvents()
        super().until_quiet()
        QApplication.processEvents()

    def until_saved(self) -> None:
        """Until all is kept, without looking at the clock on the page."""
        self.until(lambda: not self.page.desk.autosave.dirty)
        self.until_quiet()

    def search(self, words: str) -> None:
        """Type into the search field, and wait for what is found."""
        self.keys("Ctrl+F")
        self.type(words)
        self.until(lambda: self.page.left.model.wanted.words == words)
        self.until_quiet()


Seat = Callable[..., Writer]
"""Opens the window on a journal with the entries given, and goes to the journal page."""

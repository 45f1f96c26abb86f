"""The journal's list: what stands in it, how one moves through it, and how little of the journal it reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journal_app.bootstrap import App
from journal_app.domain.change import Change, Kind
from journal_app.domain.entry import EntryFilter
from journal_app.domain.errors import JournalDamaged
from journal_app.services.entry_service import EntryService
from journal_app.storage.entry_list import EntryList
from journal_app.ui.pages.journal import autosave
from journal_app.ui.pages.journal.list_delegate import ENTRY_HEIGHT
from journal_app.ui.pages.journal.list_model import PAGE
from tests.support.journal_page import Seat, Seed, Writer, plant_many, sit_down
from tests.support.window import LEFT, Key, OpenWindow

THREE_MONTHS = (
    Seed("N2", "now", at="2026-11-20T09:00", practices=("power", "environment"), starred=True),
    Seed("N1", "## Heading first\nthen words", at="2026-11-02T09:00"),
    Seed("O1", "one", at="2026-10-31T23:59"),
    Seed("S2", "two", at="2026-09-30T09:00"),
    Seed("S1", "", at="2026-09-30T08:00"),
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "_SAVE_AFTER_MS", 20)


@pytest.fixture
def seat(open_window: OpenWindow, app: App) -> Seat:
    """Opens the journal page on the entries given."""
    return lambda *seeds, **named: sit_down(open_window, app, *seeds, **named)


@pytest.fixture
def writer(seat: Seat) -> Writer:
    """Somebody before a list of three months."""
    return seat(*THREE_MONTHS)


@pytest.fixture
def long(open_window: OpenWindow, app: App) -> Writer:
    """Somebody before a list of 300 entries."""
    plant_many(app, 300)
    return sit_down(open_window, app)


def counting(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Counts how many pages of entries are read from here on."""
    calls: list[int] = []
    real = EntryService.page

    def page(self: EntryService, wanted: EntryFilter, offset: int = 0, limit: int = 50) -> object:
        if limit == PAGE:  # the page of today asks for one entry here and there
            calls.append(offset)
        return real(self, wanted, offset, limit)

    monkeypatch.setattr(EntryService, "page", page)
    return lambda: len(calls)


def test_entries_stand_by_month_with_counts_newest_first(writer: Writer) -> None:
    assert writer.rows() == [
        "November 2026, 2 reflections",
        "N2. Friday 20 November. Safe, inclusive, trusting, Managing power. starred. now",
        "N1. Monday 2 November. Heading first",
        "October 2026, 1 reflection",
        "O1. Saturday 31 October. one",
        "September 2026, 2 reflections",
        "S2. Wednesday 30 September. two",
        "S1. Wednesday 30 September",
    ]
    assert writer.is_at(writer.page.list)
    assert writer.sees("A quiet page")


def test_arrows_open_entry_after_entry_and_step_over_headings(writer: Writer) -> None:
    for title in ("N2", "N1", "O1", "S2", "S1", "S1"):
        writer.press(Key.Key_Down)
        assert writer.title.text() == title
        assert writer.chosen() == title
        assert writer.is_at(writer.page.list)
    for title in ("S2", "O1", "N1", "N2", "N2"):
        writer.press(Key.Key_Up)
        assert writer.title.text() == title


def test_home_and_end_go_to_the_newest_and_the_oldest(writer: Writer) -> None:
    writer.press(Key.Key_End)
    assert writer.title.text() == "S1"
    writer.press(Key.Key_Home)
    assert writer.title.text() == "N2"
    assert writer.page.list.verticalScrollBar().value() == 0


def test_page_keys_move_by_what_is_in_view_and_never_land_on_a_heading(long: Writer) -> None:
    long.press(Key.Key_Down)
    seen = [long.title.text()]
    for key in (Key.Key_PageDown,) * 60:
        long.press(key)
        assert long.chosen() == long.title.text()
        assert long.in_view(long.title.text())
        seen.append(long.title.text())
    assert seen[-1] == "Entry 299"
    step = int(seen[1].split()[1])
    assert 4 <= step <= long.page.list.viewport().height() // ENTRY_HEIGHT
    long.press(Key.Key_PageUp)
    assert long.title.text() != "Entry 299"
    for _ in range(60):
        long.press(Key.Key_PageUp)
    assert long.title.text() == "Entry 0"
    assert long.page.list.verticalScrollBar().value() == 0  # the month's heading is in view again too


def test_return_goes_to_the_text_and_ctrl_f_to_the_search(writer: Writer) -> None:
    writer.press(Key.Key_Down)
    writer.press(Key.Key_Return)
    assert writer.is_at(writer.editor)
    writer.keys("Ctrl+F")
    assert writer.is_at(writer.field("Search your reflections"))
    writer.press(Key.Key_Escape)
    assert writer.is_at(writer.page.list)


def test_a_click_opens_and_a_click_on_a_heading_changes_nothing(writer: Writer) -> None:
    writer.click_row("O1")
    assert writer.title.text() == "O1"
    QTest.mouseClick(writer.page.list.viewport(), LEFT, pos=QPoint(80, 20))
    writer.until_quiet()
    assert (writer.title.text(), writer.chosen()) == ("O1", "O1")
    writer.press(Key.Key_Down)
    assert writer.title.text() == "S2"


def test_letters_in_the_list_do_nothing_and_read_nothing(long: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = counting(monkeypatch)
    long.type("Entry 250")
    assert pages() == 0
    assert long.chosen() == ""


def test_the_keyboard_coming_to_the_list_opens_nothing(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    writer.page.list.setFocus()
    writer.until_quiet()
    assert writer.chosen() == ""
    assert writer.title.text() == ""
    ring = writer.page.list.viewport().grab().toImage().pixelColor(1, 200)
    assert ring.name().upper() == "#1F6F6B"


def test_of_five_thousand_entries_only_a_few_pages_are_read(
    open_window: OpenWindow, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant_many(app, 5000)
    pages = counting(monkeypatch)
    writer = sit_down(open_window, app)
    assert pages() == 1
    writer.press(Key.Key_End)
    assert writer.title.text() == "Entry 4999"
    writer.until_quiet()
    assert pages() == 2
    writer.hold("Up", 20)
    assert writer.title.text() == "Entry 4979"
    writer.search("4711")
    assert writer.titles() == ["Entry 4711"]
    assert pages() <= 4


def test_opening_one_from_elsewhere_shows_where_it_stands(long: Writer) -> None:
    far = long.services.entries.page(EntryFilter(), 222, 1)[0]
    long.keys("Ctrl+1")
    long.workspace.page("today").entry_asked.emit(far.uid)  # type: ignore[attr-defined]
    long.until(lambda: long.chosen() == "Entry 222")
    assert long.title.text() == "Entry 222"
    assert long.in_view("Entry 222")


def test_a_reload_leaves_the_list_where_it_was_scrolled_to(long: Writer) -> None:
    long.press(Key.Key_Down)
    bar = long.page.list.verticalScrollBar()
    bar.setValue(9_000)
    long.workspace.broadcast(Change.of(Kind.ENTRIES), origin="elsewhere")
    long.until_quiet()
    assert bar.value() == 9_000
    assert long.chosen() == "Entry 0"
    assert long.is_at(long.page.list)


def test_the_first_words_of_a_new_entry_put_it_in_view_without_moving_the_keyboard(long: Writer) -> None:
    long.press(Key.Key_End)
    long.keys("Ctrl+N")
    long.type("New ")
    long.until_saved()
    long.type("words")
    long.until_saved()
    assert long.chosen() == "Untitled"
    assert long.in_view("Untitled")
    assert long.page.list.verticalScrollBar().value() == 0
    assert long.is_at(long.editor)
    assert long.editor.text() == "New words"
    assert long.rows()[1].endswith("New words")


def test_later_saves_neither_reload_nor_scroll(long: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    long.press(Key.Key_Down)
    long.press(Key.Key_Return)
    pages = counting(monkeypatch)
    bar = long.page.list.verticalScrollBar()
    bar.setValue(5_000)
    long.page.list.viewport().repaint()  # what comes into view is read when it is painted
    before = pages()
    assert before > 0
    long.type("More. ")
    long.until_saved()
    long.keys("Alt+1", "Ctrl+D")
    assert bar.value() == 5_000
    assert pages() == before
    assert long.rows()[1].startswith("Entry 0. Saturday 21 November. Safe, inclusive, trusting. starred. More. What")


def test_a_list_that_cannot_be_read_says_so_and_can_be_tried_again(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> object:
        raise JournalDamaged(folder="here")

    with monkeypatch.context() as broken:
        broken.setattr(EntryList, "months", damaged)
        writer.keys("Ctrl+F")
        writer.type("two")
        writer.until_sees("The list could not be read")
    assert writer.sees("cannot be read. Its files were left as they are")
    writer.click("Try again")
    writer.until(lambda: writer.titles() == ["S2"])


def test_rows_show_their_marks_in_the_practices_colours(writer: Writer) -> None:
    view = writer.page.list
    rect = view.visualRect(view.model().index(1, 0))
    picture = view.viewport().grab(rect).toImage()
    right = rect.width() - 16
    found = {picture.pixelColor(x, 17).name().upper() for x in range(right - 60, right)}
    assert {"#1F6F6B", "#AA4499", "#0072B2"} <= found  # the star, managing power, safe and inclusive
    bare = view.visualRect(view.model().index(2, 0))
    plain = view.viewport().grab(bare).toImage()
    assert not {"#AA4499", "#0072B2"} & {plain.pixelColor(x, 17).name().upper() for x in range(right - 60, right)}


def test_switching_places_and_back_keeps_the_entry_and_the_place_in_the_list(long: Writer) -> None:
    long.press(Key.Key_End)
    place = long.page.list.verticalScrollBar().value()
    long.keys("Ctrl+1", "Ctrl+2")
    long.until_quiet()
    assert long.title.text() == long.chosen() == "Entry 299"
    assert long.page.list.verticalScrollBar().value() == place
    assert long.is_at(long.page.list)
    QApplication.processEvents()

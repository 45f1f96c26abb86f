"""Deleting, and every way back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMessageBox

from journal_app.bootstrap import App
from journal_app.domain.errors import DiskFull
from journal_app.storage.entry_store import EntryStore
from journal_app.ui.pages.journal import autosave
from tests.support.clock import FakeClock
from tests.support.journal_page import Seed, Writer, sit_down
from tests.support.window import Key, OpenWindow

SEEDS = (
    Seed("November", "n", at="2026-11-10T09:00"),
    Seed("October", "o", at="2026-10-10T09:00", tags=("board",), practices=("power",), starred=True),
    Seed("September", "s", at="2026-09-10T09:00"),
)
BINNED = "Moved to the bin, where it stays for 30 days."


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "_SAVE_AFTER_MS", 20)


@pytest.fixture
def writer(open_window: OpenWindow, app: App) -> Writer:
    """Somebody before one entry in each of three months, the middle one open."""
    found = sit_down(open_window, app, *SEEDS)
    found.click_row("October")
    return found


def open_bin(writer: Writer) -> None:
    writer.click("Bin")
    writer.until_quiet()


def kept(writer: Writer) -> list[str]:
    return [entry.title for entry in writer.kept()]


def in_bin(writer: Writer) -> list[str]:
    return [entry.title for entry in writer.kept(deleted=True)]


def test_delete_in_the_list_goes_on_with_the_next_over_a_heading(writer: Writer) -> None:
    writer.press(Key.Key_Delete)
    writer.until_quiet()
    assert kept(writer) == ["November", "September"]
    assert in_bin(writer) == ["October"]
    assert writer.toast() == BINNED
    assert writer.chosen() == writer.title.text() == "September"
    assert writer.is_at(writer.page.list)
    writer.press(Key.Key_Backspace)
    writer.until_quiet()
    assert writer.chosen() == writer.title.text() == "November"


def test_ctrl_shift_delete_from_the_text(writer: Writer) -> None:
    writer.press(Key.Key_Return)
    writer.type("not yet saved ")
    writer.keys("Ctrl+Shift+Del")
    writer.until_quiet()
    assert in_bin(writer) == ["October"]
    assert writer.kept(deleted=True)[0].body == "not yet saved o"
    assert writer.is_at(writer.page.list)


def test_the_button_deletes_too(writer: Writer) -> None:
    writer.click("Move to the bin (Ctrl+Shift+Delete)")
    assert in_bin(writer) == ["October"]


def test_undo_brings_it_back_as_it_was_and_opens_it(writer: Writer) -> None:
    (before,) = [entry for entry in writer.kept() if entry.title == "October"]
    writer.press(Key.Key_Delete)
    writer.until_quiet()
    writer.click("Undo")
    writer.until_quiet()
    assert writer.chosen() == writer.title.text() == "October"
    (after,) = [entry for entry in writer.kept() if entry.title == "October"]
    assert (after.body, after.tags, after.practices, after.starred) == (
        before.body,
        before.tags,
        before.practices,
        before.starred,
    )
    assert in_bin(writer) == []
    assert writer.tags() == ["board"]
    assert writer.state() == "Saved 10:00"


def test_undo_saves_what_was_written_meanwhile(writer: Writer) -> None:
    writer.press(Key.Key_Delete)
    writer.until_quiet()
    writer.press(Key.Key_Return)
    writer.type("more ")
    writer.click("Undo")
    writer.until_quiet()
    assert [entry.body for entry in writer.kept()] == ["n", "o", "more s"]


def test_the_last_one_leaves_an_empty_page_that_says_how_to_start(open_window: OpenWindow, app: App) -> None:
    writer = sit_down(open_window, app, Seed("Only", "x"))
    writer.click_row("Only")
    writer.press(Key.Key_Delete)
    writer.until_quiet()
    assert writer.sees("Nothing written yet")
    assert writer.sees("A quiet page")
    assert writer.is_at(writer.button("Write the first"))


def test_a_new_entry_without_words_is_simply_left(writer: Writer) -> None:
    writer.keys("Ctrl+N", "Ctrl+Shift+Del")
    writer.until_quiet()
    assert writer.toast() == ""
    assert writer.sees("A quiet page")
    assert writer.is_at(writer.page.list)
    assert kept(writer) == ["November", "October", "September"]


def test_the_bin_lists_newest_deleted_first_with_the_days_left(writer: Writer, clock: FakeClock) -> None:
    writer.press(Key.Key_Delete)
    writer.until_quiet()
    clock.set("2026-11-25T12:00")
    writer.click_row("November")
    writer.press(Key.Key_Delete)
    writer.until_quiet()
    open_bin(writer)
    assert writer.rows() == [
        "In the bin, 2 reflections",
        "November. Tuesday 10 November. 30 days left in the bin. n",
        "October. Saturday 10 October. Managing power. starred. 27 days left in the bin. o",
    ]


def test_a_week_after_its_last_day_was_seen_it_is_gone(
    writer: Writer, clock: FakeClock, open_window: OpenWindow, app: App
) -> None:
    writer.press(Key.Key_Delete)
    writer.until_quiet()
    clock.set("2026-12-21T10:00")
    open_bin(writer)
    assert "1 day left" in writer.rows()[1]
    assert writer.close()
    clock.set("2026-12-23T10:00")
    later = sit_down(open_window, app)
    open_bin(later)
    assert "0 days left" in later.rows()[1]
    assert later.close()
    clock.set("2026-12-30T10:00")
    later = sit_down(open_window, app)
    open_bin(later)
    assert later.sees("The bin is empty")


def test_what_is_in_the_bin_can_be_read_and_not_changed(writer: Writer) -> None:
    writer.press(Key.Key_Delete)
    writer.until_quiet()
    open_bin(writer)
    writer.click_row("October")
    assert writer.state() == "In the bin"
    assert not writer.can("star")
    assert not writer.can("bold")
    assert not writer.can("practice_1")
    writer.press(Key.Key_Return)
    writer.type("changed")
    writer.keys("Ctrl+B", "Alt+1", "Ctrl+D", "Ctrl+V")
    writer.title.setFocus()
    writer.type("changed")
    assert (writer.title.text(), writer.editor.text()) == ("October", "o")
    assert not writer.chip("Managing power").isEnabled()
    writer.click_row("October")
    writer.press(Key.Key_Delete)  # it is there already
    assert in_bin(writer) == ["October"]
    writer.keys("Ctrl+E")
    writer.until(lambda: writer.page.desk.pane.previewing)
    assert writer.preview.toPlainText() == "o"


def test_restore_shows_it_in_the_journal_again(writer: Writer) -> None:
    writer.press(Key.Key_Delete)
    writer.until_quiet()
    open_bin(writer)
    writer.click_row("October")
    writer.click("Restore")
    writer.until_quiet()
    assert writer.titles() == ["November", "October", "September"]
    assert writer.chosen() == writer.title.text() == "October"
    assert writer.toast() == "Restored."
    assert not writer.page.filters.bin.isChecked()
    writer.editor.setFocus()
    writer.type("and on ")
    writer.until_saved()
    assert writer.kept()[1].body == "and on o"


def asked(writer: Writer) -> QMessageBox:
    writer.click("Delete for good…")
    writer.until_dialog()
    box = writer.dialog()
    assert isinstance(box, QMessageBox)
    return box


def test_deleting_for_good_asks_and_keeping_is_what_return_and_escape_do(writer: Writer) -> None:
    writer.press(Key.Key_Delete)
    writer.until_quiet()
    open_bin(writer)
    writer.click_row("October")
    for key in (Key.Key_Return, Key.Key_Escape):
        box = asked(writer)
        assert box.text() == "Delete this reflection for good?"
        assert box.informativeText() == "There is no way back after this."
        writer.press(key)
        writer.until_no_dialog()
        assert in_bin(writer) == ["October"]
        assert writer.title.text() == "October"


def test_deleted_for_good_is_gone_and_the_bin_says_that_it_is_empty(writer: Writer) -> None:
    writer.press(Key.Key_Delete)
    writer.until_quiet()
    open_bin(writer)
    writer.click_row("October")
    asked(writer)
    writer.click("Delete for good")
    writer.until_no_dialog()
    writer.until_quiet()
    assert in_bin(writer) == []
    assert kept(writer) == ["November", "September"]
    assert writer.sees("The bin is empty")
    writer.click("Show the journal")
    writer.until(lambda: writer.titles() == ["November", "September"])


def test_ctrl_n_leaves_the_bin(writer: Writer) -> None:
    open_bin(writer)
    writer.keys("Ctrl+N")
    writer.until_quiet()
    assert writer.titles() == ["November", "October", "September"]
    assert writer.is_at(writer.editor)


@pytest.mark.parametrize("what", ["bin", "restore", "purge"])
def test_a_full_disk_is_said_and_nothing_moves(writer: Writer, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    if what != "bin":
        writer.press(Key.Key_Delete)
        writer.until_quiet()
        open_bin(writer)
        writer.click_row("October")
    before = kept(writer), in_bin(writer)
    monkeypatch.setattr(EntryStore, what, full)
    if what == "bin":
        writer.press(Key.Key_Delete)
    elif what == "restore":
        writer.click("Restore")
    else:
        asked(writer)
        writer.click("Delete for good")
        writer.until_no_dialog()
    assert "no room left on the disk" in writer.toast()
    assert (kept(writer), in_bin(writer)) == before
    assert writer.title.text() == writer.chosen() == "October"

"""When saving is not a matter of course: a full disk, a journal that may only be read, a very long text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from journal_app.bootstrap import App, build
from journal_app.domain.errors import DiskFull
from journal_app.paths import default_paths
from journal_app.storage.entry_store import EntryStore
from journal_app.ui.pages.journal import autosave
from tests.support.clock import FakeClock
from tests.support.journal_page import Seat, Seed, at_the_journal, sit_down
from tests.support.window import Key, OpenWindow

NO_ROOM = "There is no room left on the disk"


@pytest.fixture
def seat(open_window: OpenWindow, app: App) -> Seat:
    """Opens the journal page on the entries given."""
    return lambda *seeds, **named: sit_down(open_window, app, *seeds, **named)


class Disk:
    """A disk that can be full; ``tries`` counts what was refused."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.full, self.tries = False, 0
        for name in ("add", "save_text", "set_fields", "set_practices", "set_tags"):
            patch.setattr(EntryStore, name, self._guard(getattr(EntryStore, name)))

    def _guard(self, real: Any) -> Any:
        def guarded(*arguments: Any, **named: Any) -> Any:
            if self.full:
                self.tries += 1
                raise DiskFull
            return real(*arguments, **named)

        return guarded


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """Saving is quick, and so is trying again."""
    monkeypatch.setattr(autosave, "_SAVE_AFTER_MS", 20)
    monkeypatch.setattr(autosave, "_RETRY_AFTER_MS", 50)
    found = Disk(monkeypatch)
    yield found
    found.full = False  # or the window would ask before it closes


def test_a_failure_is_said_once_the_words_stay_and_are_saved_when_there_is_room(seat: Seat, disk: Disk) -> None:
    writer = seat(Seed("Old", "old", at="2026-11-01T09:00"))
    writer.click_row("Old")
    writer.press(Key.Key_Return)
    disk.full = True
    writer.type("New ")
    writer.until(lambda: writer.state() == "Not saved yet")
    writer.until(lambda: disk.tries >= 3)
    assert len(writer.said) == 1
    assert NO_ROOM in writer.toast()
    assert writer.editor.text() == "New old"
    assert writer.kept()[0].body == "old"
    disk.full = False
    writer.type("words, ")
    writer.until(lambda: writer.state() == "Saved 10:00")
    assert writer.kept()[0].body == "New words, old"


def test_a_new_entry_that_cannot_be_saved_is_kept_on_the_page(seat: Seat, disk: Disk) -> None:
    writer = seat()
    disk.full = True
    writer.keys("Ctrl+N", "Alt+3")
    writer.type("Words")
    writer.until(lambda: writer.state() == "Not saved yet")
    writer.keys("Ctrl+D")
    disk.full = False
    writer.until_saved()
    (entry,) = writer.kept()
    assert (entry.body, entry.practices, entry.starred) == ("Words", ("purpose",), True)


def test_what_cannot_be_saved_cannot_be_left_by_accident(seat: Seat, disk: Disk) -> None:
    writer = seat(Seed("One", "1", at="2026-11-02T09:00"), Seed("Two", "2", at="2026-11-01T09:00"))
    writer.click_row("One")
    writer.press(Key.Key_Return)
    disk.full = True
    writer.type("unsaved ")
    writer.click_row("Two")
    writer.until_quiet()
    assert writer.title.text() == "One"
    assert writer.editor.text() == "unsaved 1"
    assert writer.chosen() == "One"  # the list does not say otherwise
    assert NO_ROOM in writer.toast()
    writer.keys("Ctrl+N")
    assert writer.editor.text() == "unsaved 1"
    writer.keys("Ctrl+Shift+Del")
    assert writer.editor.text() == "unsaved 1"
    assert len(writer.said) >= 3  # each time it was asked for, it is said
    disk.full = False
    writer.click_row("Two")
    assert writer.title.text() == "Two"
    assert [entry.body for entry in writer.kept()] == ["unsaved 1", "2"]


def test_practices_tags_and_star_that_cannot_be_saved_are_tried_again(seat: Seat, disk: Disk) -> None:
    writer = seat(Seed("One", "1"))
    writer.click_row("One")
    disk.full = True
    writer.keys("Alt+1", "Ctrl+D")
    writer.click_on(writer.field("Add a tag"))
    writer.type("board,")
    assert writer.state() == "Not saved yet"
    assert writer.tags() == ["board"]
    assert writer.kept()[0].tags == ()
    disk.full = False
    writer.until_saved()
    (entry,) = writer.kept()
    assert (entry.practices, entry.tags, entry.starred) == (("environment",), ("board",), True)
    assert writer.state() == "Saved 10:00"


def test_a_fault_in_the_program_loses_no_words(seat: Seat, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = seat(Seed("One", "1"))
    writer.click_row("One")
    writer.press(Key.Key_Return)

    def broken(*_: object) -> int:
        raise RuntimeError("a bug")

    with monkeypatch.context() as patch, writer.qtbot.captureExceptions() as caught:
        patch.setattr(EntryStore, "save_text", broken)
        writer.type("x")
        writer.until(lambda: bool(caught))
    writer.until_saved()
    assert writer.kept()[0].body == "x1"


# A journal that may only be read


def test_a_journal_open_elsewhere_can_be_read_and_nothing_else(
    seat: Seat, open_window: OpenWindow, clock: FakeClock, app: App
) -> None:
    seed = Seed("Mine", "## Head\n- [ ] box", tags=("board",), practices=("power",), starred=True)
    seat(seed)
    second = open_window(build(default_paths(), clock))
    second.until_today()
    reader = at_the_journal(second)
    assert any("open in another window" in words for words in reader.banners())
    assert reader.titles() == ["Mine"]
    assert not reader.has_button("Write (Ctrl+N)")
    before = reader.kept()
    reader.click_row("Mine")
    assert reader.state() == "Reading only"
    reader.press(Key.Key_Return)
    reader.type("x")
    reader.paste("y")
    reader.keys("Ctrl+B", "Ctrl+H", "Ctrl+Shift+X", "Alt+1", "Ctrl+D", "Ctrl+N", "Ctrl+Shift+Del", "Ctrl+Shift+W")
    reader.title.setFocus()
    reader.type("x")
    reader.page.list.setFocus()
    reader.press(Key.Key_Delete)
    reader.click_on(reader.chip("Shared purpose"))
    reader.click_on(reader.chip("board"))
    assert not reader.button("Star (Ctrl+D)").isEnabled()
    assert (reader.title.text(), reader.editor.text()) == ("Mine", "## Head\n- [ ] box")
    assert reader.practices() == ["Managing power"]
    assert reader.tags() == ["board"]
    assert QApplication.activeModalWidget() is None
    reader.search("box")
    assert reader.titles() == ["Mine"]
    assert reader.kept() == before


def test_an_empty_journal_that_may_only_be_read_offers_nothing_to_press(
    seat: Seat, open_window: OpenWindow, clock: FakeClock
) -> None:
    seat()
    second = open_window(build(default_paths(), clock))
    second.until_today()
    reader = at_the_journal(second)
    assert reader.sees("Nothing written yet")
    assert not reader.has_button("Write the first")
    assert reader.is_at(reader.field("Search your reflections"))


# Long texts

LINE = "I kept asking what the partners thought of it. "


@pytest.mark.parametrize("characters", [300_000, 5_000_000])
def test_a_long_entry_opens_is_changed_and_saved_in_the_worker(
    seat: Seat, monkeypatch: pytest.MonkeyPatch, characters: int
) -> None:
    monkeypatch.setattr(autosave, "_SAVE_AFTER_MS", 20)
    body = f"# Long\n{LINE}\n\n" * (characters // (len(LINE) + 9))
    writer = seat(Seed("Long", body))
    threads: list[str] = []
    real = EntryStore.save_text

    def save_text(self: EntryStore, *arguments: Any) -> int:
        import threading

        threads.append(threading.current_thread().name)
        return real(self, *arguments)

    monkeypatch.setattr(EntryStore, "save_text", save_text)
    writer.click_row("Long")
    assert writer.editor.length == len(body)
    writer.until(lambda: writer.sees(f"{len(body.split()) - body.count('#'):,} words"))
    writer.press(Key.Key_Return)
    writer.type("New ")
    writer.until_saved()
    writer.keys("Ctrl+End")
    writer.type("end")
    writer.until_saved()
    assert writer.kept()[0].body == f"New {body}end"
    assert set(threads) == {"worker_0"}
    assert writer.state() == "Saved 10:00"


def test_a_long_text_pasted_into_a_new_entry_is_saved_once(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "_SAVE_AFTER_MS", 20)
    writer = seat()
    body = f"{LINE}\n" * 7_000
    writer.keys("Ctrl+N")
    writer.paste(body)
    writer.keys("Alt+1", "Ctrl+D")
    writer.type("and on")
    writer.until_saved()
    (entry,) = writer.kept()
    assert entry.body == f"{body}and on"
    assert (entry.practices, entry.starred) == (("environment",), True)
    assert len(writer.titles()) == 1


def test_leaving_while_the_worker_saves_keeps_the_last_word(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "_SAVE_AFTER_MS", 20)
    writer = seat(Seed("Long", f"{LINE}\n" * 7_000), Seed("Short", "s", at="2026-11-01T09:00"))
    writer.click_row("Long")
    writer.press(Key.Key_Return)
    writer.type("1")
    writer.until(lambda: writer.page.desk.autosave._in_worker is not None)
    writer.type("2")
    writer.click_row("Short")
    assert writer.title.text() == "Short"
    assert writer.state() == "Saved 10:00"
    assert writer.kept()[0].body.startswith("12I kept")


def test_more_than_an_entry_can_hold_is_said_and_what_was_saved_is_safe(
    seat: Seat, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journal_app.services.entry_service.MAX_BODY_BYTES", 1000)
    writer = seat(Seed("One", "1"))
    writer.click_row("One")
    writer.press(Key.Key_Return)
    writer.paste("x" * 1001)
    writer.until(lambda: writer.state() == "Not saved yet")
    assert "divide the text between two or more entries" in writer.toast()
    assert writer.kept()[0].body == "1"
    writer.keys("Ctrl+Z")
    writer.until(lambda: writer.state() == "Saved 10:00")
    assert writer.kept()[0].body == "1"
    assert len(writer.said) == 1

"""Importing through the menu, with the file that somebody else's journal really exported."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton

from journal_app.bootstrap import App
from journal_app.domain.entry import EntryFilter
from journal_app.services.import_service import ImportService
from journal_app.ui.transfer import _problem_in_words
from tests.support.journals import PASSPHRASE
from tests.support.program import SHARED
from tests.support.window import CTRL, SHIFT, Again, Key, Person

DAY_ONE = SHARED / "fixtures" / "dayone_json"
EXAMPLE = DAY_ONE / "ergebnis" / "demo" / "Example.json"

needs_shared = pytest.mark.skipif(not EXAMPLE.exists(), reason="the shared fixtures are not here")

Choose = Callable[[Path | str], None]


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Choose:
    """Says which file will be chosen; an empty name is Cancel."""

    def chosen(name: Path | str) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(name), ""))

    return chosen


@pytest.fixture
def at_home(person: Person) -> Person:
    person.start_without_passphrase()
    return person


def small(folder: Path, *texts: str) -> Path:
    """A small export."""
    entries = [
        {"uuid": f"{number:032X}", "creationDate": f"2024-05-0{number}T10:00:00Z", "text": text}
        for number, text in enumerate(texts, start=1)
    ]
    file = folder / "small.json"
    file.write_text(json.dumps({"metadata": {"version": "1.0"}, "entries": entries}), "utf-8")
    return file


def import_chosen(person: Person) -> None:
    """Press the key for it and wait until it is done."""
    person.press(Key.Key_O, CTRL | SHIFT)
    person.until(lambda: not person.toast().startswith("Importing"))
    person.until_quiet()


@needs_shared
def test_a_whole_export_comes_across_and_what_is_missing_can_be_read(
    at_home: Person, choose: Choose, again: Again
) -> None:
    choose(EXAMPLE)
    at_home.press(Key.Key_O, CTRL | SHIFT)
    assert at_home.toast() == "Importing. You can go on writing."
    at_home.until(lambda: at_home.toast() == "54 reflections added.")
    assert at_home.services.entries.count(EntryFilter()) == 54
    assert at_home.services.entries.count(EntryFilter(starred=True)) == 7
    at_home.click("What is missing")
    at_home.until(lambda: QApplication.activeModalWidget() is not None)
    box = at_home.dialog()
    assert isinstance(box, QMessageBox)
    assert "pictures or other files were not beside it; the words that mention them are kept." in box.text()
    assert box.detailedText().count("\n") > 100
    box.close()
    at_home.until_no_dialog()
    at_home.close()
    reopened = again()
    reopened.until_today()
    assert reopened.services.entries.count(EntryFilter()) == 54


@needs_shared
def test_importing_again_adds_nothing_and_says_so(at_home: Person, choose: Choose) -> None:
    choose(EXAMPLE)
    import_chosen(at_home)
    import_chosen(at_home)
    assert at_home.toast() == "Nothing to add: what is in that file is already here (54 reflections)."
    assert at_home.services.entries.count(EntryFilter()) == 54


def test_through_the_menu_the_page_in_view_shows_what_was_added(
    at_home: Person, choose: Choose, tmp_path: Path
) -> None:
    choose(small(tmp_path, "# First meeting\n\nIn their building."))
    at_home.command("import")
    at_home.until(lambda: at_home.toast() == "1 reflection added.")
    at_home.until_sees("First meeting")
    assert at_home.sees("You last wrote two years ago.") or at_home.sees("weeks ago")
    assert not at_home.has_button("What is missing")


def test_some_new_and_some_not(at_home: Person, choose: Choose, tmp_path: Path) -> None:
    choose(small(tmp_path, "one"))
    import_chosen(at_home)
    choose(small(tmp_path, "one", "two", "three"))
    import_chosen(at_home)
    assert at_home.toast() == "2 reflections added. 1 already here."


def test_cancel_does_nothing(at_home: Person, choose: Choose) -> None:
    choose("")
    at_home.press(Key.Key_O, CTRL | SHIFT)
    assert at_home.toast() == ""
    assert not at_home.window.tasks.busy


def test_an_empty_export_is_said_so(at_home: Person, choose: Choose, tmp_path: Path) -> None:
    choose(small(tmp_path))
    import_chosen(at_home)
    assert at_home.toast() == "There are no reflections in that file."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n", "is not in a format that Throughline can read"),
        (b'{"entries": [', "is not in a format that Throughline can read"),
        (None, "could not be read"),
    ],
)
def test_a_file_that_cannot_be_imported_is_told_and_stays_told(
    at_home: Person, choose: Choose, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    file = tmp_path / "journal.json"
    if content is not None:
        file.write_bytes(content)
    choose(file)
    import_chosen(at_home)
    assert sentence in at_home.toast()
    assert "“journal.json”" in at_home.toast()
    assert not at_home.window.toast._timer.isActive()
    at_home.click("Close")
    assert at_home.toast() == ""
    assert at_home.services.entries.count(EntryFilter()) == 0


def test_one_can_go_on_writing_meanwhile(
    at_home: Person, choose: Choose, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ImportService.import_file
    written: list[bool] = []

    def slow(self: ImportService, *arguments: Any, **named: Any) -> Any:
        while not written:
            pass
        return real(self, *arguments, **named)

    monkeypatch.setattr(ImportService, "import_file", slow)
    choose(small(tmp_path, "imported"))
    at_home.press(Key.Key_O, CTRL | SHIFT)
    at_home.press(Key.Key_N, CTRL)
    at_home.type("typed meanwhile")
    at_home.saved()
    written.append(True)
    at_home.until(lambda: at_home.toast() == "1 reflection added.")
    assert at_home.services.entries.count(EntryFilter()) == 2
    assert at_home.sees("typed meanwhile")


def test_locking_meanwhile_keeps_what_is_imported_and_says_nothing_on_the_lock_screen(
    person: Person, choose: Choose, tmp_path: Path, app: App
) -> None:
    person.start_with_passphrase(PASSPHRASE)
    choose(small(tmp_path, "one", "two"))
    person.press(Key.Key_O, CTRL | SHIFT)
    person.press(Key.Key_L, CTRL)
    assert person.sees("Your journal is locked.")
    person.until_quiet()
    assert person.toast() == ""
    person.unlock(PASSPHRASE)
    assert person.services.entries.count(EntryFilter()) == 2


def test_each_kind_of_problem_has_its_words_for_one_and_for_several() -> None:
    for kind in ("missing-media", "bad-record", "bad-tag", "replaced-characters", "of a kind yet to come"):
        assert _problem_in_words(kind, 1).startswith("One ")
        assert _problem_in_words(kind, 1234).startswith("1,234 ")


def test_the_button_that_closes_the_list_of_problems_is_there(at_home: Person, choose: Choose, tmp_path: Path) -> None:
    file = small(tmp_path, "with a picture ![](dayone-moment://AAAABBBBCCCCDDDDEEEEFFFF00001111)")
    choose(file)
    import_chosen(at_home)
    assert at_home.toast() == "1 reflection added."
    at_home.click("What is missing")
    at_home.until(lambda: QApplication.activeModalWidget() is not None)
    assert at_home.sees("One picture or other file was not beside it; the words that mention it are kept.")
    next(b for b in at_home.dialog().findChildren(QPushButton) if b.text().replace("&", "") == "OK").click()
    at_home.until_no_dialog()

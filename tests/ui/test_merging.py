"""A conflict copy beside the journal: a line says so, a dialog says what is in it, and merging it keeps everything."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from journal_app.bootstrap import App
from journal_app.domain.entry import NewEntry
from journal_app.domain.merge import Left, MergeReport
from journal_app.storage.opening import open_vault
from journal_app.ui.dialogs.merge import in_words
from journal_app.ui.merging import told
from tests.support.damage import texts
from tests.support.journals import AT, Stores, make_journal, moment
from tests.support.window import Key, OpenWindow, Person

NAME = "journal (1).db"
LINE = f"There is another copy of this journal beside it: “{NAME}”."


def entry(body: str) -> NewEntry:
    return NewEntry(moment("2026-03-01T12:00+00:00"), body=body)


@pytest.fixture
def folder(app: App, tmp_path: Path) -> Path:
    """A closed journal with one entry, which was changed in a copy beside it that also has another one."""
    folder = make_journal(app.paths.journal)
    vault = open_vault(folder, None, AT)
    uid = Stores.of(vault).entries.add(entry("Written before"), AT)
    vault.close()
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    vault = open_vault(other, None, AT)
    Stores.of(vault).entries.save_text(uid, "", "Written there", 1, AT + timedelta(days=1))
    Stores.of(vault).entries.add(entry("Only there"), AT)
    vault.close()
    shutil.move(other / "journal.db", folder / NAME)
    return folder


def bodies(person: Person) -> set[str]:
    return {body for _, body in texts(person.services._vault).values()}


def test_it_is_found_looked_into_and_merged_by_keyboard_alone(folder: Path, open_window: OpenWindow, app: App) -> None:
    person = open_window(app)
    person.until_today()
    assert LINE in person.banners()
    person.command("merge")
    person.until_dialog()
    person.until_sees("It holds 1 reflection that is not here; and 1 reflection changed since the two went apart")
    person.until(lambda: person.is_at(person.button("Merge")))
    assert bodies(person) == {"Written before"}
    person.press(Key.Key_Return)
    person.until_no_dialog()
    person.until(lambda: "Merged: 1 added, 1 joined. Of 1 both texts are kept." in person.toast())
    assert bodies(person) == {"Written there", "Only there"}
    assert LINE not in person.banners()
    assert not person.can("merge")
    assert not (folder / NAME).exists()


def test_not_now_changes_nothing_and_the_line_stays(folder: Path, open_window: OpenWindow, app: App) -> None:
    person = open_window(app)
    person.until_today()
    person.click("Look at it…")
    person.until_dialog()
    person.until_sees("It holds")
    person.press(Key.Key_Escape)
    person.until_no_dialog()
    assert bodies(person) == {"Written before"}
    assert LINE in person.banners()
    assert (folder / NAME).exists()


def test_a_file_that_is_no_copy_is_said_so_and_left(folder: Path, open_window: OpenWindow, app: App) -> None:
    (folder / NAME).write_bytes(bytes(9000))
    person = open_window(app)
    person.until_today()
    person.click("Look at it…")
    person.until_dialog()
    person.until_sees("does not open with the key of this journal")
    assert not person.button("Merge").isEnabled()
    person.click("Close")
    person.until_no_dialog()
    assert (folder / NAME).exists()


def test_without_a_copy_nothing_is_said(app: App, open_window: OpenWindow) -> None:
    make_journal(app.paths.journal)
    person = open_window(app)
    person.until_today()
    assert not any("another copy" in line for line in person.banners())
    assert not person.can("merge")


def test_a_copy_that_has_gone_meanwhile_is_said_so(folder: Path, open_window: OpenWindow, app: App) -> None:
    person = open_window(app)
    person.until_today()
    (folder / NAME).unlink()
    person.click("Look at it…")
    assert "no other copy" in person.toast()
    assert LINE not in person.banners()


@pytest.mark.parametrize(
    ("report", "holds", "line"),
    [
        (MergeReport(0, 0, 0, 0), "All that is in it is here as well.", "The copy is now among the backups."),
        (
            MergeReport(0, 0, 0, 2, check_ins_joined=1),
            "It holds 2 check-ins not here; and 1 check-in changed since the two went apart.",
            "Merged: 2 added, 1 joined. The copy is now among the backups.",
        ),
        (
            MergeReport(0, 0, 0, 0, behaviours=3),
            "It holds 3 behaviours added or changed there.",
            "Merged: 3 added, 0 joined. The copy is now among the backups.",
        ),
        (
            MergeReport(0, 0, 0, 0, begun=1, left=Left(begun=1)),
            (
                "It holds 1 check-in begun there and not saved yet. What is chosen and begun here stays, though there "
                "1 check-in was begun with other answers."
            ),
            "Merged: 1 added, 0 joined. The copy is now among the backups, with what you had begun there.",
        ),
        (
            MergeReport(0, 0, 0, 0, left=Left(choices=2, behaviours=1, rhythm=True)),
            (
                "Nothing in it would be added here. What is chosen and begun here stays, though there 2 behaviours are "
                "asked about, or not, unlike here; 1 behaviour is removed; and another rhythm is chosen."
            ),
            "The copy is now among the backups.",
        ),
    ],
)
def test_check_ins_and_behaviours_are_told_as_well(report: MergeReport, holds: str, line: str) -> None:
    assert in_words(report) == holds
    assert told(report) == line

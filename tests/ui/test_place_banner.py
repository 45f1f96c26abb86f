"""A journal in a folder that other machines write to as well says so once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from journal_app.bootstrap import App, build
from journal_app.paths import default_paths
from journal_app.storage import mounts
from tests.support.clock import FakeClock
from tests.support.journals import make_journal
from tests.support.window import OpenWindow

Somewhere = Callable[[Path], App]


@pytest.fixture
def somewhere(app_home: Path, clock: FakeClock) -> Somewhere:
    """The program, with a journal without a passphrase in this folder."""

    def found(folder: Path) -> App:
        make_journal(folder)
        return build(default_paths(folder), clock)

    return found


def test_a_synced_folder_is_named_until_the_person_has_said_so(
    somewhere: Somewhere, tmp_path: Path, open_window: OpenWindow
) -> None:
    app = somewhere(tmp_path / "Dropbox" / "journal")
    person = open_window(app)
    person.until_today()
    assert any("Dropbox copies this journal’s folder to other machines" in line for line in person.banners())
    person.click("I will")
    assert not any("Dropbox" in line for line in person.banners())
    person.close()
    again = open_window(app)
    again.until_today()
    assert not any("Dropbox" in line for line in again.banners())


def test_a_folder_with_the_marks_of_syncthing_above_it_is_known(
    somewhere: Somewhere, tmp_path: Path, open_window: OpenWindow
) -> None:
    (tmp_path / "kept" / ".stfolder").mkdir(parents=True)
    person = open_window(somewhere(tmp_path / "kept" / "deeper" / "journal"))
    person.until_today()
    assert any("Syncthing copies" in line for line in person.banners())


def test_a_network_folder_is_known_by_its_mount(
    somewhere: Somewhere, tmp_path: Path, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mounts"
    point = str(tmp_path / "the share").replace(" ", "\\040")
    table.write_text(f"/dev/sda / ext4 rw 0 0\n//server/share {point} cifs rw 0 0\n", "utf-8")
    monkeypatch.setattr(mounts, "_MOUNTS", table)
    person = open_window(somewhere(tmp_path / "the share" / "journal"))
    person.until_today()
    assert any("lies on a network folder" in line for line in person.banners())


def test_an_ordinary_folder_says_nothing(somewhere: Somewhere, tmp_path: Path, open_window: OpenWindow) -> None:
    person = open_window(somewhere(tmp_path / "plain" / "journal"))
    person.until_today()
    assert not any("machine" in line for line in person.banners())
    assert not person.has_button("I will")

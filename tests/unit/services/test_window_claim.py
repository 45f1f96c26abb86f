"""Who is the one window of a journal, and where it is called."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from journal_app.services.window_claim import WindowClaim


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a name short enough for a socket's; nothing of the session's is known."""
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with tempfile.TemporaryDirectory(prefix="claim") as folder:
        yield Path(folder)


def test_only_the_first_has_it_until_it_lets_go(short: Path) -> None:
    first, second = (WindowClaim(short / "journal", short) for _ in range(2))
    assert first.take()
    assert not second.take()
    assert first.address == second.address
    first.release()
    assert second.take()
    second.release()


def test_two_names_of_one_folder_are_one_journal_and_two_folders_are_two(short: Path) -> None:
    (short / "journal").mkdir()
    (short / "name").symlink_to(short / "journal")
    first = WindowClaim(short / "journal", short)
    assert first.take()
    assert not WindowClaim(short / "name", short).take()
    assert not WindowClaim(short / "other" / ".." / "journal", short).take()
    other = WindowClaim(short / "journal 2", short)
    assert other.take()
    for claim in (first, other):
        claim.release()


def test_it_lies_in_the_folder_of_the_session_if_that_is_private(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = short / "session"
    session.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
    claim = WindowClaim(short / "journal", short / "settings")
    assert claim.take()
    assert claim.address == session / "throughline" / f"{claim.name}.socket"
    assert (session / "throughline").stat().st_mode & 0o777 == 0o700
    claim.release()
    session.chmod(0o755)
    claim = WindowClaim(short / "journal", short / "settings")
    assert claim.take()
    assert claim.address == short / "settings" / "windows" / f"{claim.name}.socket"
    claim.release()


def test_where_the_name_would_be_too_long_for_a_socket_the_temporary_folder_does(
    short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(short))
    settings = short / ("long" * 30)
    claim = WindowClaim(short / "journal", settings)
    assert claim.take()
    assert claim.address == short / f"throughline-{os.geteuid()}" / f"{claim.name}.socket"
    claim.release()
    # Somebody else may have made that folder first, to listen in.
    (short / f"throughline-{os.geteuid()}").chmod(0o777)
    claim = WindowClaim(short / "journal", settings)
    assert claim.take()
    assert claim.address is None
    assert (settings / "windows" / f"{claim.name}.lock").exists()
    claim.release()


def test_where_nothing_can_be_made_everybody_is_the_first(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (short / "file").write_text("in the way", "utf-8")
    monkeypatch.setattr(tempfile, "tempdir", str(short / "file"))
    claims = [WindowClaim(short / "journal", short / "file") for _ in range(2)]
    assert [claim.take() for claim in claims] == [True, True]
    assert [claim.address for claim in claims] == [None, None]

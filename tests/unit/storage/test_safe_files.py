"""Small files are written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from journal_app.domain.errors import DiskFull, DiskTrouble, JournalReadOnly, UserFacingError
from journal_app.storage.safe_files import (
    make_private_folder,
    take_folder,
    touch_private,
    translated_os_errors,
    write_private,
)


def test_a_file_is_replaced_whole_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(b"old and readable by all")
    path.chmod(0o644)
    write_private(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["keys.json"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os if step == "fsync" else Path, step, fail)
        with pytest.raises(DiskFull):
            write_private(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["keys.json"]


def test_the_content_is_on_the_disk_before_the_old_file_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    real_fsync, real_replace = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        steps.append("fsync")
        real_fsync(descriptor)

    def replace(self: Path, target: Path) -> Path:
        steps.append("replace")
        return real_replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    write_private(tmp_path / "keys.json", b"new")
    assert steps == ["fsync", "replace", "fsync"]


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EFBIG, DiskFull),
        (errno.EACCES, JournalReadOnly),
        (errno.EPERM, JournalReadOnly),
        (errno.EROFS, JournalReadOnly),
        (errno.EIO, DiskTrouble),
    ],
)
def test_what_the_system_refuses_is_told_apart(tmp_path: Path, number: int, error: type[UserFacingError]) -> None:
    with pytest.raises(error), translated_os_errors(tmp_path):
        raise OSError(number, os.strerror(number))


def test_a_file_that_is_there_is_not_taken_for_new(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"precious")
    with pytest.raises(UserFacingError):
        touch_private(tmp_path / "journal.db")
    assert (tmp_path / "journal.db").read_bytes() == b"precious"


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir(mode=0o755)
    make_private_folder(tmp_path / "mine")
    make_private_folder(tmp_path / "new" / "one")
    assert (tmp_path / "new" / "one").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "mine").stat().st_mode & 0o777 == 0o755


def test_a_folder_is_taken_only_if_nothing_is_in_it(tmp_path: Path) -> None:
    empty, shared = tmp_path / "empty", tmp_path / "shared"
    for folder in (empty, shared):
        folder.mkdir()
        folder.chmod(0o755)
    (shared / "letters").mkdir()
    for folder in (empty, shared, tmp_path / "new"):
        take_folder(folder)
    modes = {folder.name: folder.stat().st_mode & 0o777 for folder in (empty, shared, tmp_path / "new")}
    assert modes == {"empty": 0o700, "shared": 0o755, "new": 0o700}

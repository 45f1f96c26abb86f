"""Files that a person asked for: whole or not at all, and nothing that is no file is touched."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from journal_app.domain.errors import CannotWriteFile
from journal_app.services.whole_file import write_whole

NEW = b"new"


def test_a_file_is_written_and_one_that_was_there_is_replaced_with_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "trends.csv"
    write_whole(file, b"first")
    file.chmod(0o600)
    write_whole(file, NEW)
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (NEW, 0o600)
    assert list(tmp_path.iterdir()) == [file]


def test_what_a_link_points_to_is_replaced_beside_itself_and_the_link_stays(tmp_path: Path) -> None:
    links, files = tmp_path / "links", tmp_path / "files"
    links.mkdir()
    files.mkdir()
    (files / "trends.csv").write_bytes(b"old")
    (links / "linked.csv").symlink_to(Path("..") / "files" / "trends.csv")
    # Nothing can be made beside the link, so that what succeeds was made beside the file.
    (links / "dangling.csv").symlink_to(files / "not-yet.csv")
    links.chmod(0o500)
    try:
        write_whole(links / "linked.csv", NEW)
        write_whole(links / "dangling.csv", NEW)
    finally:
        links.chmod(0o700)
    assert (links / "linked.csv").is_symlink()
    assert {each.name: each.read_bytes() for each in files.iterdir()} == {"trends.csv": NEW, "not-yet.csv": NEW}
    assert sorted(each.name for each in links.iterdir()) == ["dangling.csv", "linked.csv"]


def _folder(path: Path) -> None:
    path.mkdir()


def _link_to_a_pipe(path: Path) -> None:
    os.mkfifo(path.with_name("pipe"))
    path.symlink_to("pipe")


@pytest.mark.parametrize("make", [os.mkfifo, _folder, _link_to_a_pipe])
def test_what_is_no_file_is_refused_and_stays_what_it_is(tmp_path: Path, make: object) -> None:
    assert callable(make)
    target = tmp_path / "target"
    make(target)
    before = {each.name: (each.lstat().st_mode, each.lstat().st_ino) for each in tmp_path.iterdir()}
    with pytest.raises(CannotWriteFile) as refused:
        write_whole(target, NEW)
    assert refused.value.params == {"name": "target", "reason": "it is not a file"}
    assert {each.name: (each.lstat().st_mode, each.lstat().st_ino) for each in tmp_path.iterdir()} == before


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(CannotWriteFile):
        write_whole(tmp_path / "loop", NEW)
    assert (tmp_path / "loop").is_symlink()


def test_one_that_cannot_be_finished_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "trends.csv"
    file.write_bytes(b"old")
    with pytest.raises(CannotWriteFile):
        write_whole(tmp_path / "trends.csv" / "x", NEW)
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (b"old", [file])

"""Shared places are known by the name of the folder, by what a program leaves there, and by the file system."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.places import SharedPlace, mount_type_of, shared_place


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/anna/Dropbox/journal", "Dropbox"),
        ("/home/anna/Dropbox (Personal)/a/journal", "Dropbox"),
        ("/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/journal", "iCloud Drive"),
        ("/Users/anna/Library/CloudStorage/GoogleDrive-anna@example.org/My Drive/journal", "Google Drive"),
        ("/Users/anna/Library/CloudStorage/OneDrive-TheTrust/journal", "OneDrive"),
        ("/home/anna/Nextcloud/journal", "Nextcloud"),
        ("/home/anna/Syncthing/journal", "Syncthing"),
    ],
)
def test_by_the_name_of_a_folder(path: str, name: str) -> None:
    assert shared_place(PurePosixPath(path), "ext4", ()) == SharedPlace(name)


@pytest.mark.parametrize("folder", ["OneDrive", "OneDrive - The Trust", "onedrive"])
def test_on_windows(folder: str) -> None:
    assert shared_place(PureWindowsPath(f"C:\\Users\\anna\\{folder}\\journal"), "", ()) == SharedPlace("OneDrive")


@pytest.mark.parametrize(
    "path", ["/home/anna/journal", "/home/dropboxes/journal", "/srv/my dropbox notes/journal", "/home/boxer/journal"]
)
def test_an_ordinary_folder_is_none(path: str) -> None:
    assert shared_place(PurePosixPath(path), "ext4", ()) is None


@pytest.mark.parametrize(
    ("marker", "name"),
    [(".stfolder", "Syncthing"), (".dropbox", "Dropbox"), (".sync", "Resilio Sync"), (".owncloudsync.log", "ownCloud")],
)
def test_by_what_a_program_leaves_there(marker: str, name: str) -> None:
    assert shared_place(PurePosixPath("/home/anna/notes"), "ext4", (marker,)) == SharedPlace(name)


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "CIFS", "remote"])
def test_by_the_file_system(kind: str) -> None:
    place = shared_place(PurePosixPath("/mnt/share/journal"), kind, ())
    assert place is not None
    assert place.is_network


@pytest.mark.parametrize("kind", ["", "ext4", "btrfs", "fuse.gocryptfs", "tmpfs", "ntfs"])
def test_other_file_systems_are_local(kind: str) -> None:
    assert shared_place(PurePosixPath("/mnt/share/journal"), kind, ()) is None


MOUNTS = (("/", "ext4"), ("/home", "btrfs"), ("/home/anna/share", "cifs"), ("/mnt", "ext4"), ("/mnt", "nfs4"))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/journal", "ext4"),
        ("/home/anna/journal", "btrfs"),
        ("/home/anna/share/journal", "cifs"),
        ("/home/anna/shared/journal", "btrfs"),
        ("/mnt/journal", "nfs4"),
    ],
)
def test_the_innermost_and_latest_mount_counts(path: str, kind: str) -> None:
    assert mount_type_of(PurePosixPath(path), MOUNTS) == kind


@given(st.lists(st.tuples(st.sampled_from(["/", "/a", "/a/b", "/c"]), st.sampled_from(["x", "y"]))))
def test_a_mount_type_is_one_of_those_given(mounts: list[tuple[str, str]]) -> None:
    assert mount_type_of(PurePosixPath("/a/b/journal"), mounts) in {"", *(kind for _, kind in mounts)}

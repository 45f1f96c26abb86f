"""Whether a folder is one that other machines write to as well: kept alike by a program, or on a network."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePath

_NETWORK_TYPES = """
    nfs nfs4 cifs smb3 smbfs smbclient afpfs webdav davfs fuse.sshfs fuse.rclone fuse.davfs2 fuse.smbnetfs 9p afs ceph
    glusterfs fuse.glusterfs ncpfs remote
"""
NETWORK_TYPES = frozenset(_NETWORK_TYPES.split())
"""Types of file system that are on another machine, as Linux and macOS name them; "remote" is what Windows says."""

# What a folder is called, from its beginning, in lower case, by the program that keeps it alike elsewhere.
_NAMES = (
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("skydrive", "OneDrive"),
    ("icloud drive", "iCloud Drive"),
    ("iclouddrive", "iCloud Drive"),
    ("com~apple~clouddocs", "iCloud Drive"),
    ("mobile documents", "iCloud Drive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("google-drive", "Google Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pclouddrive", "pCloud"),
    ("box sync", "Box"),
    ("syncthing", "Syncthing"),
)
# What these programs leave in the topmost folder that they keep alike.
_MARKERS = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".stignore", "Syncthing"),
    (".sync", "Resilio Sync"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".tmp.drivedownload", "Google Drive"),
)


@dataclass(frozen=True, slots=True)
class SharedPlace:
    """Where other machines write as well. ``name`` is that of the program; a network has none."""

    name: str = ""

    @property
    def is_network(self) -> bool:
        """Whether it is a folder on another machine."""
        return not self.name


def shared_place(folder: PurePath, mount_type: str, markers: Collection[str]) -> SharedPlace | None:
    """What kind of shared place a folder is in, if any.

    ``mount_type`` is the type of its file system, ``markers`` the names of files in it and in the folders above it.
    """
    there = {name.lower() for name in markers}
    for marker, program in _MARKERS:
        if marker in there:
            return SharedPlace(program)
    for part in reversed(folder.parts):
        program = _program_of(part.lower())
        if program:
            return SharedPlace(program)
    return SharedPlace() if mount_type.lower() in NETWORK_TYPES else None


def marker_names() -> tuple[str, ...]:
    """The names that ``shared_place`` knows a program by."""
    return tuple(name for name, _ in _MARKERS)


def mount_type_of(folder: PurePath, mounts: Iterable[tuple[str, str]]) -> str:
    """The type of the file system a folder is on, of pairs of a mount point and a type; empty if none fits.

    The longest mount point counts, and of two at the same place the later, which hides the other.
    """
    found, length = "", -1
    for point, kind in mounts:
        parts = PurePath(point).parts
        if folder.parts[: len(parts)] == parts and len(parts) >= length:
            found, length = kind, len(parts)
    return found


def _program_of(part: str) -> str:
    """By the whole name, or by its beginning where more is added: "OneDrive - The Trust", "Dropbox (Personal)"."""
    for name, program in _NAMES:
        if part == name or part.startswith((f"{name} (", f"{name} - ", f"{name}-")):
            return program
    return ""

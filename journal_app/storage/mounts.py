"""What kind of file system and whose folder a journal lies in, as this system tells it. Nothing here writes."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from journal_app.domain.places import NETWORK_TYPES, SharedPlace, marker_names, mount_type_of, shared_place

_MOUNTS = Path("/proc/self/mounts")
_ESCAPED = re.compile(r"\\([0-7]{3})")
_REMOTE_DRIVE = 4


def shared_place_of(folder: Path) -> SharedPlace | None:
    """The kind of shared place a folder is in, if it is in one as far as this system tells."""
    with contextlib.suppress(OSError):
        whole = folder.resolve()
        kind = mount_type(whole)
        # Many questions to a slow network would keep the first page waiting, and it is known to be one already.
        return shared_place(whole, kind, () if kind in NETWORK_TYPES else tuple(_markers(whole)))
    return None


def mount_type(folder: Path) -> str:
    """The type of the file system: Linux's name for it, "remote" for a network drive of Windows, or empty."""
    if sys.platform == "win32":
        return _windows_type(folder)
    return mount_type_of(folder, _mounts()) if _MOUNTS.exists() else ""


def _mounts() -> Iterator[tuple[str, str]]:
    """Mount points and types; a space in a name stands there as \\040."""
    for line in _MOUNTS.read_text("utf-8", "surrogateescape").splitlines():
        fields = line.split(" ")
        if len(fields) >= 3:
            yield _ESCAPED.sub(lambda found: chr(int(found.group(1), 8)), fields[1]), fields[2]


def _markers(folder: Path) -> Iterator[str]:
    for place in (folder, *folder.parents):
        for name in marker_names():
            # Above the home folder there may be places that nobody may look into.
            with contextlib.suppress(OSError):
                if (place / name).exists() and place != Path.home():
                    yield name


if sys.platform == "win32":
    import ctypes

    def _windows_type(folder: Path) -> str:
        if folder.anchor.startswith("\\\\"):
            return "remote"
        return "remote" if ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _REMOTE_DRIVE else ""

else:

    def _windows_type(_folder: Path) -> str:
        return ""

"""One window for each journal: who is the first, and where it can be called."""

from __future__ import annotations

import contextlib
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from journal_app.domain.errors import UserFacingError
from journal_app.storage.safe_files import make_private_folder
from journal_app.storage.writer_lock import WriterLock

_LONGEST_ADDRESS = 100
"""A socket's path has room for 108 bytes on Linux and for 104 on macOS, the last of them a zero."""


class WindowClaim:
    """The right to be the window of a journal, held from start to end, also while the journal is locked.

    The lock and the socket lie where things that last as long as a session do, not in the journal's folder: that may be
    one that cannot be written, or one that is synchronised to another machine with a window of its own. Two names of
    one folder are one journal.
    """

    def __init__(self, journal: Path, settings: Path) -> None:
        """``settings`` is the folder of the preferences."""
        # A checksum does: nobody has so many journals that two of them share one, and hashlib takes 3 ms to load.
        self.name = f"{zlib.crc32(os.fsencode(os.path.realpath(journal))):08x}"
        self._settings = settings
        self._lock: WriterLock | None = None
        self.address: Path | None = None

    def take(self) -> bool:
        """Be the first, if nobody is; where no lock can be made nobody is ever told to be the second."""
        for folder in self._folders():
            try:
                make_private_folder(folder)
                if not _is_private(folder):
                    continue
                lock = WriterLock(folder, f"{self.name}.lock")
                first = lock.acquire()
            except UserFacingError:
                continue
            self.address = folder / f"{self.name}.socket" if _fits(folder / self.name) else None
            self._lock = lock if first else None
            return first
        return True

    def release(self) -> None:
        """Let somebody else be the first."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _folders(self) -> Iterator[Path]:
        """Where it may be, best first: both windows find the same one."""
        runtime = os.environ.get("XDG_RUNTIME_DIR")
        if runtime and _is_private(Path(runtime)):
            yield Path(runtime) / "throughline"
        beside = self._settings / "windows"
        if sys.platform == "win32" or _fits(beside / self.name):
            yield beside
        else:
            import tempfile

            yield Path(tempfile.gettempdir()) / f"throughline-{os.geteuid()}"
            yield beside


def _fits(path: Path) -> bool:
    return len(os.fsencode(path)) + len(".socket") <= _LONGEST_ADDRESS


def _is_private(folder: Path) -> bool:
    """Whether it is a folder that nobody else can put anything into."""
    if sys.platform == "win32":
        return folder.is_dir()
    with contextlib.suppress(OSError):
        found = folder.lstat()
        return (
            folder.is_dir() and not folder.is_symlink() and found.st_uid == os.geteuid() and not found.st_mode & 0o077
        )
    return False

"""One writer at a time: a lock on a file beside the journal, which the system drops when the process ends."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from journal_app.storage.safe_files import translated_os_errors

LOCK_NAME = "writer.lock"


class WriterLock:
    """Held by the one process (and the one window) that may write to a journal.

    Each instance counts as its own holder, so a second window in the same process is refused as well. Another ``name``
    makes it a lock for something else.
    """

    def __init__(self, folder: Path, name: str = LOCK_NAME) -> None:
        self._path = folder / name
        self._descriptor: int | None = None

    def acquire(self) -> bool:
        """Take the lock if nobody holds it. Raises JournalReadOnly or DiskFull if the lock file cannot be made."""
        with translated_os_errors(self._path.parent):
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        if _lock(descriptor):
            self._descriptor = descriptor
            return True
        os.close(descriptor)
        return False

    def release(self) -> None:
        """Let go of the lock; does nothing if it is not held."""
        if self._descriptor is not None:
            _unlock(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        with contextlib.suppress(OSError):
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)

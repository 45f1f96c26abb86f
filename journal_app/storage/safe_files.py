"""Writing small files whole or not at all, readable by their owner alone."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from journal_app.domain.errors import CannotReadFile, DiskFull, DiskTrouble, JournalReadOnly

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextlib.contextmanager
def translated_os_errors(folder: Path) -> Iterator[None]:
    """Turn the operating system's refusals into domain errors."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull from error
        if error.errno in _REFUSED:
            raise JournalReadOnly(folder=str(folder)) from error
        raise DiskTrouble(folder=str(folder)) from error


@contextlib.contextmanager
def translated_read_errors(path: Path) -> Iterator[None]:
    """Turn the operating system's refusal to read a file or folder into a domain error."""
    try:
        yield
    except OSError as error:
        raise CannotReadFile(name=path.name, reason=error.strerror or "unknown") from error


def write_private(path: Path, content: bytes) -> None:
    """Replace a file atomically, mode 0600, flushed to the disk before the old one goes.

    Raises DiskFull, JournalReadOnly or DiskTrouble; the old file then stands as it was.
    """
    temporary = path.with_name(f".{path.name}.new")
    with translated_os_errors(path.parent):
        try:
            with open(temporary, "wb", opener=_private_opener) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        flush_folder(path.parent)


def touch_private(path: Path) -> None:
    """Create an empty file of mode 0600, so that what later fills it is never readable by others."""
    with translated_os_errors(path.parent):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def make_private_folder(path: Path) -> None:
    """Create a folder, and what leads to it, with mode 0700 for the folder itself; one that is there stays as it is.

    Its name outlasts a power cut.
    """
    with translated_os_errors(path):
        missing = [each for each in (path, *path.parents) if not each.exists()]
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in missing:
        # What is above may not be ours to open.
        with contextlib.suppress(OSError):
            flush_folder(each.parent)


def take_folder(path: Path) -> None:
    """Make a folder private, as if it had been created: one that is there gets mode 0700 if nothing is in it yet.

    One that holds other things may be shared on purpose; what is put into it is private all the same.
    """
    make_private_folder(path)
    with translated_os_errors(path), contextlib.suppress(PermissionError):
        if not any(path.iterdir()):
            path.chmod(0o700)


def flush_folder(path: Path) -> None:
    """Make renames in a folder last through a power cut (POSIX; Windows does so itself)."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _private_opener(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)

"""Writing a file that a person asked for: all of it, or nothing."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from stat import S_IMODE, S_ISREG

from journal_app.domain.errors import CannotWriteFile


def write_whole(path: Path, content: bytes) -> None:
    """Write beside, then replace: what was there stays as it was until all is on the disk. Raises CannotWriteFile.

    Where a link points to is what is replaced, with its rights. What is there and no file (a device, a pipe, a folder)
    is not touched.
    """
    try:
        _replace(Path(os.path.realpath(path)), content, _rights(path))
    except OSError as error:
        raise _refused(path, error.strerror or "unknown") from error


def _rights(path: Path) -> int | None:
    """Those of the file that is there; None for none. Raises CannotWriteFile for what is no file."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if not S_ISREG(mode):
        raise _refused(path, "it is not a file")
    return S_IMODE(mode)


def _replace(target: Path, content: bytes, rights: int | None) -> None:
    beside = target.with_name(f".{secrets.token_hex(8)}.new")
    try:
        with beside.open("xb") as file:
            if rights is not None:
                beside.chmod(rights)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _refused(path: Path, reason: str) -> CannotWriteFile:
    return CannotWriteFile(name=path.name or str(path), reason=reason)

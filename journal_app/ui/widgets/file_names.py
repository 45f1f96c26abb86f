"""Files that a person chooses to write: their names, and that they are written whole."""

from __future__ import annotations

import secrets
from pathlib import Path

from journal_app.domain.errors import CannotWriteFile


def with_ending(path: Path, kind: str) -> Path:
    """The path with this ending. One that has to be added never makes it the name of a file that is there already:

    the person was asked about the name they typed, not about this one.
    """
    if path.suffix.lower() == f".{kind}":
        return path
    named, number = path.with_name(f"{path.name}.{kind}"), 2
    while named.exists():
        named, number = path.with_name(f"{path.name}-{number}.{kind}"), number + 1
    return named


def write_whole(path: Path, content: bytes) -> None:
    """Write beside, then replace: what was there stays as it was until all is written. Raises CannotWriteFile."""
    beside = path.with_name(f".{secrets.token_hex(8)}.new")
    try:
        try:
            with beside.open("xb") as file:
                file.write(content)
            beside.replace(path.resolve())
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWriteFile(name=path.name, reason=error.strerror or "unknown") from error

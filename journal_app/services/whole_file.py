"""Writing a file that a person asked for: all of it, or nothing."""

from __future__ import annotations

import secrets
from pathlib import Path

from journal_app.domain.errors import CannotWriteFile


def write_whole(path: Path, content: bytes) -> None:
    """Write beside, then replace: what was there stays as it was until all is written. Raises CannotWriteFile."""
    beside = path.parent / f".{secrets.token_hex(8)}.new"
    try:
        try:
            with beside.open("xb") as file:
                file.write(content)
            beside.replace(path.resolve())
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWriteFile(name=path.name or str(path), reason=error.strerror or "unknown") from error

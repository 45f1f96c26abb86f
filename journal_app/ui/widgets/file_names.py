"""The names of files that a person chooses to write."""

from __future__ import annotations

from pathlib import Path


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

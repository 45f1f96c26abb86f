"""Files of the trends, beside the tables that are shown."""

from __future__ import annotations

from collections.abc import Sequence


def holds_what_is_shown(written: list[list[str]], columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether each number shown stands in the file's row, below the same head, or at the same place for a month."""
    head, *lines = written
    assert len(lines) == len(rows)
    return all(
        _is(line[head.index(name) if name in head else place], row[place])
        for line, row in zip(lines, rows, strict=True)
        for place, name in enumerate(columns)
        if place
    )


def _is(cell: str, shown: str) -> bool:
    return (cell or "–") == shown or shown.startswith(f"{cell} on ")

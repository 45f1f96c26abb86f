"""Other copies of a journal beside it. Asked at every opening, so nothing here loads what merging them needs."""

from __future__ import annotations

from pathlib import Path

from journal_app.domain.conflict_copy import is_conflict_copy
from journal_app.storage.safe_files import translated_read_errors


def conflict_copies(folder: Path) -> tuple[Path, ...]:
    """The other copies of journal.db beside it, by their names. Raises CannotReadFile."""
    with translated_read_errors(folder):
        return tuple(sorted(path for path in folder.iterdir() if is_conflict_copy(path.name) and path.is_file()))

"""Bringing other journals' files in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from journal_app.domain.change import Change, Kind
from journal_app.domain.errors import CannotReadFile
from journal_app.domain.imports import ImportReport
from journal_app.domain.moment import Clock
from journal_app.formats.importers.registry import read_any
from journal_app.storage.entry_store import EntryStore

# Small transactions: the person can go on writing in the window while an import runs.
_CHUNK = 25
_MEDIA_FOLDERS = ("photos", "videos", "audios", "pdfs")


class ImportService:
    """Reads a file of another journal and adds what is not here yet."""

    def __init__(self, store: EntryStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def import_file(
        self,
        path: Path,
        progress: Callable[[int, int], None] = lambda _done, _of: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> tuple[ImportReport, Change]:
        """Import a file; entries that are already here are left as they are.

        Raises CannotReadFile, UnknownImportFormat or BrokenImportFile; then nothing was added. Stopping half-way
        keeps what was added so far, each entry whole; importing again adds the rest.
        """
        try:
            data = path.read_bytes()
            media = _media_beside(path)
        except OSError as error:
            raise CannotReadFile(name=path.name, reason=error.strerror or "unknown") from error
        parsed = read_any(data, path.name, self._clock.zone(), media)
        added: list[str] = []
        looked_at = 0
        for start in range(0, len(parsed.entries), _CHUNK):
            if cancelled():
                break
            chunk = parsed.entries[start : start + _CHUNK]
            added.extend(self._store.add_missing(chunk, self._clock.now().utc))
            looked_at += len(chunk)
            progress(looked_at, len(parsed.entries))
        report = ImportReport(
            format_name=parsed.format_name,
            found=len(parsed.entries),
            added=len(added),
            already_here=looked_at - len(added),
            problems=parsed.problems,
        )
        return report, Change.of(Kind.ENTRIES, Kind.TAGS, uids=tuple(added)) if added else Change()


def _media_beside(path: Path) -> frozenset[str]:
    found: set[str] = set()
    for folder in _MEDIA_FOLDERS:
        beside = path.parent / folder
        if beside.is_dir():
            found.update(f"{folder}/{file.name}" for file in beside.iterdir() if file.is_file() and file.stat().st_size)
    return frozenset(found)

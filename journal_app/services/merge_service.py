"""Other copies of the open journal: found beside it, looked into, merged."""

from __future__ import annotations

from pathlib import Path

from journal_app.domain.change import Change, Kind
from journal_app.domain.merge import MergeReport
from journal_app.domain.moment import Clock
from journal_app.storage.beside import conflict_copies
from journal_app.storage.vault import Vault


class MergeService:
    """For the worker, but for ``copies``, which only reads the names in a folder."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault, self._clock = vault, clock

    def copies(self) -> tuple[Path, ...]:
        """Files beside the journal that are, by their names, other copies of it. Raises CannotReadFile."""
        return conflict_copies(self._vault.folder)

    def look(self, copy: Path) -> MergeReport:
        """What merging a copy would bring. Raises what ``merging.look_into`` raises."""
        from journal_app.storage.merging import look_into

        return look_into(self._vault, copy)

    def merge(self, copy: Path) -> tuple[MergeReport, Change]:
        """Merge a copy; it becomes a backup. Raises what ``merging.merge`` raises; the journal is then as it was."""
        from journal_app.storage.merging import merge

        report = merge(self._vault, copy, self._clock.now().utc)
        return report, Change.of(Kind.ENTRIES, Kind.TAGS, Kind.CHECK_INS, Kind.BEHAVIOURS, Kind.PROMPTS)

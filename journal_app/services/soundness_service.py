"""Looking over the open journal after it was opened, so that damage is found while there are backups from before it."""

from __future__ import annotations

from journal_app.storage.checking import mend_search, pages_are_sound, structure_is_sound
from journal_app.storage.vault import Vault


class SoundnessService:
    """For the worker: a large journal takes a second."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def pages(self) -> bool:
        """Whether every page of the file is as it was written. Raises DiskTrouble or InUseElsewhere."""
        return pages_are_sound(self._vault)

    def structure(self) -> bool:
        """Whether all of it hangs together; the search index is made anew if it does not fit.

        Raises DiskTrouble, DiskFull or InUseElsewhere.
        """
        return structure_is_sound(self._vault) or (mend_search(self._vault) and structure_is_sound(self._vault))

"""Whether other machines write to the journal's folder as well, and whether the person has been told."""

from __future__ import annotations

from journal_app.domain.change import Change, Kind
from journal_app.domain.places import SharedPlace
from journal_app.storage.mounts import shared_place_of
from journal_app.storage.settings_store import SettingsStore
from journal_app.storage.vault import Vault

_TOLD = "told_about_place"


class PlaceService:
    """For one open journal. The person is told once about each kind of place."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._settings = SettingsStore(vault)

    def to_be_told(self) -> SharedPlace | None:
        """The shared place the journal is in, if the person does not know yet. Raises JournalDamaged or DiskTrouble."""
        place = shared_place_of(self._vault.folder)
        return None if place is None or self._settings.get(_TOLD) == _sign(place) else place

    def told(self) -> Change:
        """The person knows. Raises InUseElsewhere, JournalReadOnly or DiskFull."""
        place = shared_place_of(self._vault.folder)
        if place is not None:
            self._settings.put(_TOLD, _sign(place))
        return Change.of(Kind.SETTINGS)


def _sign(place: SharedPlace) -> str:
    return place.name or "network"

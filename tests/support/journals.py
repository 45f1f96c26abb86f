"""Real journals in temporary folders, quick to make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from journal_app.bootstrap import App, Services, build
from journal_app.domain.moment import Moment
from journal_app.paths import Paths, resources_folder
from journal_app.storage.check_in_store import CheckInStore
from journal_app.storage.creation import create_vault
from journal_app.storage.entry_list import EntryList
from journal_app.storage.entry_store import EntryStore
from journal_app.storage.key_file import Argon2Cost
from journal_app.storage.opening import open_vault
from journal_app.storage.vault import Vault
from tests.support.clock import FakeClock

CHEAP = Argon2Cost(memory_kib=19 * 1024, iterations=1, lanes=1)
"""The least cost that is still accepted: some 15 ms a guess."""

PASSPHRASE = "correct horse battery staple"

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)

PRACTICES = ("environment", "relationships", "purpose", "power", "conflict", "decisions")


@dataclass(frozen=True, slots=True)
class Stores:
    """An open vault with its stores."""

    vault: Vault
    entries: EntryStore
    lists: EntryList
    check_ins: CheckInStore

    @classmethod
    def of(cls, vault: Vault) -> Stores:
        """The stores on a vault."""
        return cls(vault, EntryStore(vault), EntryList(vault), CheckInStore(vault))


def make_journal(folder: Path, passphrase: str | None = None) -> Path:
    """Make an empty journal and close it."""
    create_vault(folder, passphrase, AT, CHEAP).close()
    return folder


def reopen(folder: Path, passphrase: str | None = None) -> Vault:
    """Open a journal at the usual time."""
    return open_vault(folder, passphrase, AT)


def app_in(home: Path, clock: FakeClock) -> App:
    """The program, with everything it keeps under ``home``."""
    paths = Paths(
        journal=home / "journal",
        sample=home / "sample",
        preferences=home / "preferences.json",
        resources=resources_folder(),
    )
    return build(paths, clock)


def services_in(home: Path, clock: FakeClock) -> Services:
    """The services on the journal under ``home``, which is made if there is none. The caller closes it."""
    app = app_in(home, clock)
    if app.has_journal(app.paths.journal):
        return app.open(app.paths.journal, None)
    return app.create(app.paths.journal, None)


def half_done(services: Services, slot: str = "now") -> Mapping[str, int | None]:
    """The ratings of the half-done check-in; none if there is none."""
    found = services.check_ins.half_done(slot)
    return found.answers.ratings if found else {}


def moment(text: str, zone: str | None = None) -> Moment:
    """A moment from ISO text with an offset."""
    return Moment.of(datetime.fromisoformat(text), zone)


def files_under(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its relative name, with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }

"""Which key opens a damaged journal: its own key file's, or that of a backup if its own is gone."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from journal_app.domain import errors
from journal_app.storage import key_file
from journal_app.storage.backups import BACKUPS_NAME, DATABASE_NAME, KEYS_NAME
from journal_app.storage.copies import keys_of
from journal_app.storage.salvage.pages import Pages


@dataclass(frozen=True, slots=True)
class FittingKey:
    """A data key and the folder whose key file gave it. ``proven`` says that a page of the database fits it.

    ``present`` is the data key that this key file gives now: another one where the database is from before the journal
    had a passphrase, and could not be encrypted anew because it was damaged.
    """

    key: bytes
    folder: Path
    proven: bool
    present: bytes


def fitting_key(folder: Path, passphrase: str | None) -> FittingKey | None:
    """The key that fits the database; if none can be shown to, the one of the journal's own key file, if any."""
    return next(iter(fitting_keys(folder, passphrase)), None)


def fitting_keys(folder: Path, passphrase: str | None) -> list[FittingKey]:
    """The one key that fits the database; if none can be shown to, those of the journal's own key file."""
    own = []
    for place, key, present in _candidates(folder, passphrase):
        found = FittingKey(key, place, _fits(folder / DATABASE_NAME, key), present)
        if found.proven:
            return [found]
        if place == folder:
            own.append(found)
    return own


def needs_passphrase(folder: Path, passphrase: str | None) -> bool:
    """Whether some key file here or among the backups would open with another passphrase than this."""
    return any(_is_locked(place / KEYS_NAME, passphrase) for place in _places(folder))


def _is_locked(path: Path, passphrase: str | None) -> bool:
    try:
        if not key_file.has_passphrase(path):
            return False
        key_file.read_data_key(path, passphrase)
    except (errors.PassphraseNeeded, errors.WrongPassphrase):
        return True
    except errors.UserFacingError:
        return False
    return False


def _candidates(folder: Path, passphrase: str | None) -> Iterator[tuple[Path, bytes, bytes]]:
    for place in _places(folder):
        for key in keys_of(place, passphrase):
            yield place, key, key
            with contextlib.suppress(errors.UserFacingError):
                yield from ((place, former, key) for former in key_file.former_keys(place / KEYS_NAME, key))


def _places(folder: Path) -> Iterator[Path]:
    """Where there is a key file: the journal's folder, then those backups, newest first, that have another one.

    Most backups hold the same, and each guess at a passphrase costs a while.
    """
    backups = sorted((folder / BACKUPS_NAME).glob("*/"), key=lambda path: path.name, reverse=True)
    seen: set[bytes] = set()
    for place in (folder, *(backup for backup in backups if not backup.name.startswith("."))):
        with contextlib.suppress(OSError):
            content = (place / KEYS_NAME).read_bytes()
            if content not in seen:
                seen.add(content)
                yield place


def _fits(database: Path, key: bytes) -> bool:
    try:
        with Pages(database, key) as pages:
            return pages.verified
    except OSError:
        return False

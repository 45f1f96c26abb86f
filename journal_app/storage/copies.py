"""Copies of a journal among its backups, and whether they are sound. Nothing here writes to them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app.domain.errors import UserFacingError
from journal_app.domain.rescue import SoundCopy
from journal_app.storage import key_file
from journal_app.storage.backups import BACKUPS_NAME, DATABASE_NAME, KEYS_NAME
from journal_app.storage.coming_back import come_back
from journal_app.storage.driver import DatabaseError, connect, is_plain, translated
from journal_app.storage.migrations import APPLICATION_ID, MIGRATIONS, version_of
from journal_app.storage.safe_files import touch_private, write_private
from journal_app.storage.vault import has_log

if TYPE_CHECKING:
    from sqlite3 import Connection

_TIME = "%Y%m%dT%H%M%SZ"


def copies_of(folder: Path, now: datetime) -> list[Path]:
    """The folders of finished backups, newest first; not those of other machines' copies that were merged.

    Those dated after ``now`` come last: the clock was ahead when they were made, and how old they are is not known.
    """
    found = [path for path in (folder / BACKUPS_NAME).glob("*/") if time_of(path) and (path / DATABASE_NAME).exists()]
    found = [path for path in found if not _reason_of(path).startswith("merged")]
    newest_first = sorted(found, key=lambda path: path.name, reverse=True)
    return sorted(newest_first, key=lambda path: (at := time_of(path)) is not None and at > now)


def keys_of(folder: Path, passphrase: str | None) -> list[bytes]:
    """The data keys that the key file in a folder gives: none, one, or two while a change of key is under way."""
    keys = []
    with contextlib.suppress(UserFacingError):
        keys.append(key_file.read_data_key(folder / KEYS_NAME, passphrase))
        superseded = key_file.superseded_key(folder / KEYS_NAME)
        if superseded is not None:
            keys.append(superseded)
    return keys


def opened(copy: Path, passphrase: str | None, known: bytes | None = None) -> tuple[Connection, bytes] | None:
    """A connection for reading a copy, and its key; None if no key fits. ``known`` is a key that might fit."""
    for key in dict.fromkeys([*([known] if known else []), *keys_of(copy, passphrase)]):
        with contextlib.suppress(DatabaseError, OSError):
            if is_plain(copy / DATABASE_NAME):
                return None
            return connect_to_copy(copy / DATABASE_NAME, key), key
    return None


def connect_to_copy(database: Path, key: bytes) -> Connection:
    """A connection for reading a file that nobody writes to. Raises the driver's DatabaseError."""
    immutable = not has_log(database.parent) if database.name == DATABASE_NAME else True
    return connect(database, key, mode="ro", read_only=True, immutable=immutable)


def newest_sound(folder: Path, passphrase: str | None, now: datetime, known: bytes | None = None) -> SoundCopy | None:
    """The newest backup that opens, passes SQLite's own check and is of no newer version than this program."""
    return next(sound_copies(folder, passphrase, now, known), None)


def sound_copies(
    folder: Path, passphrase: str | None, now: datetime, known: bytes | None = None
) -> Iterator[SoundCopy]:
    """Every backup that is sound, in the order of ``copies_of``, each checked when it is asked for."""
    for copy in copies_of(folder, now):
        found = opened(copy, passphrase, known) if (copy / KEYS_NAME).exists() else None
        if found is None:
            continue
        connection, _ = found
        try:
            entries = _entries_if_sound(connection)
        finally:
            connection.close()
        at = time_of(copy)
        if entries is not None and at is not None:
            yield SoundCopy(copy, at, _reason_of(copy), entries)


def copy_out(copy: Path, target: Path, passphrase: str | None, journal: Path, at: datetime) -> None:
    """Put a backup's journal.db and keys.json, proven, into an empty folder, to be the journal in ``journal``.

    Raises JournalDamaged (from ``translated``), DiskFull or DiskTrouble; RuntimeError if the copy does not open.
    """
    found = opened(copy, passphrase)
    if found is None:
        raise RuntimeError("a backup that opened a moment ago does not open any more")
    connection, key = found
    with translated(copy):
        try:
            touch_private(target / DATABASE_NAME)
            # It is another file that is written; the copy itself was opened for reading only.
            connection.execute("PRAGMA query_only = OFF")
            connection.execute("VACUUM INTO ?", (str(target / DATABASE_NAME),))
        finally:
            connection.close()
        proof = connect(target / DATABASE_NAME, key)
        try:
            proof.execute("PRAGMA journal_mode = WAL")
            sound = _entries_if_sound(proof)
            if sound is not None:
                come_back(proof, journal, at)
        finally:
            proof.close()
    if sound is None:
        raise RuntimeError("a copy of a sound backup is not sound")
    write_private(target / KEYS_NAME, (copy / KEYS_NAME).read_bytes())


def _entries_if_sound(connection: Connection) -> int | None:
    try:
        if int(connection.execute("PRAGMA application_id").fetchone()[0]) != APPLICATION_ID:
            return None
        if version_of(connection) > len(MIGRATIONS):
            return None
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            return None
        return int(connection.execute("SELECT count(*) FROM entries WHERE deleted_utc IS NULL").fetchone()[0])
    except DatabaseError:
        return None


def time_of(copy: Path) -> datetime | None:
    """When a backup was made, by the name of its folder; None if that is no backup's."""
    try:
        return datetime.strptime(copy.name.split("-")[0], _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None


def _reason_of(copy: Path) -> str:
    return copy.name.partition("-")[2]

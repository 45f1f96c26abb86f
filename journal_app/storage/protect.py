"""Giving a passphrase to a journal that had none: a new data key, and everything encrypted anew.

The old key has lain on the disk in the open, so wrapping it would protect nothing. All that takes room comes first:
proven copies of the journal, its backups and its conflict copies under the new key, and the key file that wraps it,
beside what they are to replace. Then keys.json names both keys, the copies take their places, and keys.json no longer
has the old key in the open. A crash before keys.json names both leaves the journal as it was (``tidy`` takes the litter
away); after that ``finish`` completes it.

What is damaged cannot be encrypted anew, and may be all that is left of something: its pages stay as they are. So that
they can still be rescued, the key file keeps the old key, sealed under the new one.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app.domain.errors import DiskTrouble, InUseElsewhere, JournalDamaged, KeyFileDamaged, UserFacingError
from journal_app.storage import key_file
from journal_app.storage.backups import BACKUPS_NAME, DAMAGED_KEYS, DATABASE_NAME, KEYS_NAME
from journal_app.storage.beside import conflict_copies
from journal_app.storage.driver import DriverError, connect, translated, translation
from journal_app.storage.safe_files import flush_folder, touch_private, translated_os_errors

if TYPE_CHECKING:
    from sqlite3 import Connection

_REKEYED = ".rekeyed"
"""What the name of a proven copy under the new key ends in; one that is being made is called something else."""

_UNFINISHED = ".rekeying"
_NEW_KEYS = "keys.json.rekeyed"


def protect(folder: Path, passphrase: str, cost: key_file.Argon2Cost | None = None) -> bytes:
    """Encrypt the journal in ``folder`` anew under a passphrase and return the new data key.

    No connection to it may be open. Raises EmptyPassphrase, InUseElsewhere (somebody reads it), DiskFull, DiskTrouble
    or JournalReadOnly; the journal then opens as it did before.
    """
    old, new = key_file.read_data_key(folder / KEYS_NAME, None), key_file.new_data_key()
    try:
        _prepare(folder, passphrase, cost, old, new)
        key_file.supersede(folder / KEYS_NAME, by=folder / _NEW_KEYS)
        _switch(folder / DATABASE_NAME)
    except Exception:
        _go_back(folder, old)
        raise
    # The journal has its passphrase. What cannot be done now is done when it is next opened: keys.json names both keys.
    with contextlib.suppress(UserFacingError):
        _switch_rest(folder, old, new)
    return new


def finish(folder: Path, new: bytes) -> None:
    """Complete a change of key: does nothing if none is under way. ``new`` is the data key the passphrase opens.

    Raises InUseElsewhere, DiskFull, DiskTrouble or JournalReadOnly.
    """
    old = key_file.superseded_key(folder / KEYS_NAME)
    if old is None:
        return
    if not opens(folder / DATABASE_NAME, new):
        # A copy that is there may be older than the journal's last words.
        _make_copy(folder / DATABASE_NAME, old, new, log=True)
        _switch(folder / DATABASE_NAME)
    _switch_rest(folder, old, new)


def tidy(folder: Path, key: bytes) -> None:
    """Take away what a change of key left behind that never came about; what cannot go now goes the next time."""
    begun = (folder / _NEW_KEYS).exists() or (folder / f".{_NEW_KEYS}.new").exists()
    if not begun or key_file.superseded_key(folder / KEYS_NAME) is not None:
        return
    with contextlib.suppress(UserFacingError):
        with translated(folder):
            _write_ahead(folder / DATABASE_NAME, key)
        with translated_os_errors(folder):
            # The key file goes last: while it is there, so may be the rest.
            for place in (*_backups(folder), folder):
                _remove_litter(place)
                (place / _NEW_KEYS).unlink(missing_ok=True)


def opens(database: Path, key: bytes) -> bool:
    """Whether a database is there and this key fits. Raises DiskFull and the like where that cannot be told."""
    # With an empty file SQLCipher is content whatever the key.
    if not database.exists() or not database.stat().st_size:
        return False
    return _fits(database, key) or (_is_readable(database) and _fits(database, key))


def _fits(database: Path, key: bytes) -> bool:
    try:
        with translated(database.parent):
            connect(database, key).close()
    except JournalDamaged:
        return False
    return True


def _is_readable(database: Path) -> bool:
    """Raises DiskTrouble if not: of a file whose beginning it cannot read SQLCipher says that the key does not fit."""
    with translated_os_errors(database.parent), database.open("rb") as file:
        return bool(file.read(1))


def _prepare(folder: Path, passphrase: str, cost: key_file.Argon2Cost | None, old: bytes, new: bytes) -> None:
    """All that takes room on the disk."""
    _write_new_keys(folder, passphrase, cost, old, new)
    _make_copy(folder / DATABASE_NAME, old, new, log=True)
    for copy in conflict_copies(folder):
        _make_copy_if_sound(copy, old, new)
    for backup in _backups(folder):
        made = _make_copy_if_sound(backup / DATABASE_NAME, old, new)
        if made or key_file.lies_open(backup / KEYS_NAME, old):
            key_file.forget_superseded(folder / _NEW_KEYS, into=backup / _NEW_KEYS)


def _write_new_keys(folder: Path, passphrase: str, cost: key_file.Argon2Cost | None, old: bytes, new: bytes) -> None:
    keys = folder / KEYS_NAME
    formerly = (key_file.fingerprint(old), *key_file.former_key_ids(keys))
    former = [key_file.as_former_key(each, new) for each in (old, *key_file.former_keys(keys, old))]
    secret = key_file.with_passphrase(new, passphrase, cost)
    key_file.write_secrets(folder / _NEW_KEYS, new, [secret], formerly, former)


def _switch(database: Path) -> None:
    """Put the copy in a database's place, or raise without having done so."""
    with translated_os_errors(database.parent):
        _rekeyed(database).replace(database)


def _rekeyed(database: Path) -> Path:
    return database.with_name(f"{database.name}{_REKEYED}")


def _switch_rest(folder: Path, old: bytes, new: bytes) -> None:
    """The conflict copies and backups, and at last keys.json."""
    keys = folder / KEYS_NAME
    with translated_os_errors(folder):
        flush_folder(folder)
        # The old key is in them in the open: they go, and must not come back.
        for unfinished in (folder / BACKUPS_NAME).glob(".*.new/"):
            shutil.rmtree(unfinished)
        if (folder / BACKUPS_NAME).exists():
            flush_folder(folder / BACKUPS_NAME)
    for copy in conflict_copies(folder):
        _rekey_if_sound(copy, old, new)
    for backup in _backups(folder):
        rekey_backup(backup, old, new, keys)
    # While keys.json names both keys this is done again after a crash.
    remove_damaged_keys(folder, new)
    _switch_keys(folder, keys)


def rekey_backup(backup: Path, old: bytes, new: bytes, keys: Path) -> None:
    """Bring one backup under the new key, with the key file ``keys``; completes what was cut short.

    Of one that is damaged the pages stay as they are. One made under another key than the old one is left alone."""
    _rekey_if_sound(backup / DATABASE_NAME, old, new)
    if opens(backup / DATABASE_NAME, new) or (
        # Only where the key is not lost with the file that holds it.
        key_file.lies_open(backup / KEYS_NAME, old) and old in key_file.former_keys(keys, new)
    ):
        _switch_keys(backup, keys)


def _rekey_if_sound(database: Path, old: bytes, new: bytes) -> None:
    """Put a copy under the new key in the place of a database that opens with the old one."""
    if opens(database, old) and (opens(_rekeyed(database), new) or _make_copy_if_sound(database, old, new)):
        with translated_os_errors(database.parent):
            # Empty by now, but where SQLite could not delete them they would be taken for the other file's.
            for end in ("-wal", "-shm"):
                database.with_name(f"{database.name}{end}").unlink(missing_ok=True)
        _switch(database)


def _make_copy_if_sound(database: Path, old: bytes, new: bytes) -> bool:
    """False for a database that is damaged, or does not open with the old key."""
    if not opens(database, old):
        return False
    # SQLCipher says of a page too that it is damaged if it could not be read, which may be so only once.
    return _copied(database, old, new) or _copied(database, old, new)


def _copied(database: Path, old: bytes, new: bytes) -> bool:
    try:
        _make_copy(database, old, new)
    except JournalDamaged:
        with translated_os_errors(database.parent):
            for left in database.parent.glob(f"*.db{_UNFINISHED}*"):
                left.unlink()
        return False
    return True


def _switch_keys(folder: Path, keys: Path) -> None:
    """Put the key file that names the new key alone in its place."""
    if not (folder / _NEW_KEYS).exists():
        key_file.forget_superseded(keys, into=folder / _NEW_KEYS)
    with translated_os_errors(folder):
        _remove_litter(folder)
        flush_folder(folder)
        (folder / _NEW_KEYS).replace(folder / KEYS_NAME)
        flush_folder(folder)


def remove_damaged_keys(folder: Path, key: bytes) -> None:
    """Take away key files of this journal that were put by as damaged: what no longer opens it opened them.

    ``key`` is the journal's data key, proven to open by the key file in place. What is whole and not known to be of
    this journal stays: it may be all that opens another. What cannot go now goes with the next change.
    """
    mine = {key_file.fingerprint(key), *key_file.former_key_ids(folder / KEYS_NAME)}
    for put_by in (*folder.glob(f"{DAMAGED_KEYS}*"), *folder.glob(f".{DAMAGED_KEYS}*")):
        with contextlib.suppress(UserFacingError, OSError):
            try:
                others = key_file.key_id(put_by) not in mine
            except KeyFileDamaged:
                others = False
            if not others:
                put_by.unlink()


def _go_back(folder: Path, old: bytes) -> None:
    """As it was: nothing has been put in place yet, and the old key alone opens the journal again."""
    keys = folder / KEYS_NAME
    if key_file.superseded_key(keys) is not None:
        key_file.write_key_file(keys, old, None)
    tidy(folder, old)


def _make_copy(database: Path, old: bytes, new: bytes, *, log: bool = False) -> None:
    """A proven copy of a database under the new key beside it; ``log`` has it write ahead, as an open journal does."""
    folder, copy = database.parent, database.with_name(f"{database.name}{_UNFINISHED}")
    with translated_os_errors(folder):
        copy.unlink(missing_ok=True)
    with translated(folder):
        _copy_out(database, old, copy)
        rekey_copy(copy, old, new)
        if log:
            _write_ahead(copy, new)
        proof = connect(copy, new)
        try:
            verdict = proof.execute("PRAGMA integrity_check").fetchone()[0]
        finally:
            proof.close()
    if verdict != "ok":
        raise JournalDamaged(folder=str(folder))
    with translated_os_errors(folder):
        copy.replace(_rekeyed(database))


def _copy_out(database: Path, key: bytes, copy: Path) -> None:
    source = connect(database, key)
    try:
        # This also proves that nobody else has it open. A reader's -wal file would be taken for that of the file
        # that takes this one's place, and the reader would delete it with what was written since.
        if source.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise InUseElsewhere
        touch_private(copy)
        source.execute("VACUUM INTO ?", (str(copy),))
    finally:
        source.close()


def rekey_copy(copy: Path, old: bytes, new: bytes) -> None:
    """Bring a copy under another key where it lies; one that this was cut short for is of no use.

    Raises JournalDamaged, DiskFull or DiskTrouble.
    """
    with translated(copy.parent):
        target = connect(copy, old)
        try:
            # What stands in a log is folded in first; a key cannot be changed beside one.
            target.execute("PRAGMA journal_mode = DELETE")
            # A copy needs no way back, nor room for one; nor would a lack of room be told as such.
            target.execute("PRAGMA journal_mode = OFF")
            _rekey(target, new, copy.parent)
        finally:
            target.close()


def _rekey(target: Connection, new: bytes, folder: Path) -> None:
    """Raises DiskTrouble too for what SQLCipher calls a fault of the statement: a page that could not be read."""
    try:
        target.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    except DriverError as error:
        told = translation(error, folder)
        raise (DiskTrouble(folder=str(folder)) if told is error else told) from error


def _remove_litter(folder: Path) -> None:
    """What a process that was killed may leave; among it a half-written keys.json with the old key in it."""
    for left in (*folder.glob(f"*.db{_REKEYED}*"), *folder.glob(f"*.db{_UNFINISHED}*")):
        left.unlink(missing_ok=True)
    for name in (f".{_NEW_KEYS}.new", f".{KEYS_NAME}.new"):
        (folder / name).unlink(missing_ok=True)


def _write_ahead(database: Path, key: bytes) -> None:
    connection = connect(database, key)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _backups(folder: Path) -> list[Path]:
    """Finished backups; what is left of one that was cut short begins with a dot."""
    return [backup for backup in sorted((folder / BACKUPS_NAME).glob("*/")) if not backup.name.startswith(".")]

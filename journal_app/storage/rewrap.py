"""Other secrets for the same data key: another passphrase, a recovery key, the operating system's key store.

The database is not touched; keys.json alone is written anew. The new file is made beside the old one and each secret
that is new in it proven, from the disk, to open to the journal's data key. The old one is kept as ``keys.json.old``
until the new one, in place, reads back as it was proven. A crash leaves one or the other in place, whole, and
``remove_leftovers`` takes away what else there is. Then the backups get the new file too: an old passphrase is not to
go on opening old copies, nor a forgotten one to lock them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from journal_app.domain.errors import DiskTrouble, NoPassphrase, UserFacingError
from journal_app.domain.recovery_key import RecoveryKey
from journal_app.storage import key_file, key_store
from journal_app.storage.backups import BACKUPS_NAME, DATABASE_NAME, KEYS_NAME
from journal_app.storage.key_file import KEY_STORE, NONE, PASSPHRASE, RECOVERY, Argon2Cost, KeyStore, Opener
from journal_app.storage.protect import finish, opens, rekey_backup, remove_damaged_keys
from journal_app.storage.safe_files import flush_folder, translated_os_errors, translated_read_errors, write_private
from journal_app.storage.wrapping import Secret

_NEW = f"{KEYS_NAME}.new"
_OLD = f"{KEYS_NAME}.old"


def change_passphrase(folder: Path, key: bytes, passphrase: str, cost: Argon2Cost | None = None) -> None:
    """Have another passphrase open the journal, in place of the one before.

    ``key`` is its data key. Raises EmptyPassphrase, NoPassphrase, DiskFull, DiskTrouble or JournalReadOnly; the journal
    then opens as it did.
    """
    _replace(folder, key, {PASSPHRASE: key_file.with_passphrase(key, passphrase, cost)}, passphrase)


def set_recovery_key(
    folder: Path, key: bytes, recovery: RecoveryKey, made_on: date, cost: Argon2Cost | None = None
) -> None:
    """Have a recovery key open the journal, in place of the one before. Raises as ``change_passphrase``."""
    secret = key_file.with_recovery_key(key, recovery, made_on.isoformat(), cost)
    _replace(folder, key, {RECOVERY: secret}, recovery)


def remove_recovery_key(folder: Path, key: bytes) -> None:
    """Have no recovery key open the journal any more. Raises as ``change_passphrase``."""
    _replace(folder, key, {RECOVERY: None})


def add_key_store(folder: Path, key: bytes) -> None:
    """Have the operating system's key store open the journal too.

    Raises KeyStoreUnavailable, or what ``change_passphrase`` raises; the journal then opens as it did.
    """
    _check_protected(folder)
    name = key_file.fingerprint(key)
    kept = key_store.keep_new_key(name)
    try:
        _replace(folder, key, {KEY_STORE: key_file.with_key_store(key, kept)}, KeyStore())
    except BaseException:
        if KEY_STORE not in key_file.read_secrets(folder / KEYS_NAME):
            with contextlib.suppress(UserFacingError):
                key_store.forget_key(name)
        raise


def remove_key_store(folder: Path, key: bytes) -> bool:
    """Have the key store open the journal no more, and forget what it kept.

    False if the store could not be told to forget: what it keeps opens nothing now. Raises as ``change_passphrase``.
    """
    _replace(folder, key, {KEY_STORE: None})
    try:
        key_store.forget_key(key_file.fingerprint(key))
    except UserFacingError:
        return False
    return True


def remove_leftovers(folder: Path) -> None:
    """Take away what a change that was cut short left behind. Call once keys.json itself has opened the journal."""
    for name in (_NEW, f".{_NEW}.new", f".{_OLD}.new", _OLD):
        # What cannot go now goes the next time.
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def bring_backups_up_to_date(backups: Path, keys: Path, key: bytes | None = None) -> int:
    """Give every backup of the journal to which ``keys`` belongs that same key file; returns how many were behind.

    What is of another journal is left alone, and what cannot be read or written now is left for the next time. With
    ``key``, the data key, those whose key file is lost or of version 0.1 are known too, and those made before the
    journal had a passphrase, whose key lies beside them in the open, are encrypted anew. Raises what reading ``keys``
    raises.
    """
    if key_file.superseded_key(keys) is not None:
        # It names the old key in the open; once the change of key is complete there is one that does not.
        return 0
    with translated_read_errors(keys):
        content = keys.read_bytes()
    mine = key_file.fingerprint(key) if key is not None else key_file.key_id(keys)
    count = 0
    for backup in sorted(backups.glob("*/")):
        theirs = backup / KEYS_NAME
        with contextlib.suppress(UserFacingError, OSError):
            if backup.name.startswith(".") or (theirs.exists() and theirs.read_bytes() == content):
                continue
            known = _known_by(theirs)
            if key is not None and known in key_file.former_key_ids(keys):
                rekey_backup(backup, key_file.read_data_key(theirs, None), key, keys)
            elif known == mine or (key is not None and known is None and opens(backup / DATABASE_NAME, key)):
                write_private(theirs, content)
            else:
                continue
            count += 1
    return count


def _known_by(theirs: Path) -> str | None:
    """The fingerprint in a backup's key file; None for one that is lost, damaged or of version 0.1."""
    try:
        return key_file.key_id(theirs)
    except UserFacingError:
        return None


def _check_protected(folder: Path) -> None:
    if NONE in key_file.read_secrets(folder / KEYS_NAME):
        raise NoPassphrase


def _replace(folder: Path, key: bytes, changes: Mapping[str, Secret | None], opener: Opener = None) -> None:
    """Write keys.json with some secrets changed or, where None, left out; ``opener`` opens the one that is new."""
    keys = folder / KEYS_NAME
    _check_protected(folder)
    # A change of key that was cut short has a key file of its own ready, which would undo this one.
    finish(folder, key)
    secrets = {**key_file.read_secrets(keys), **changes}
    try:
        kept = [secret for secret in secrets.values() if secret is not None]
        formerly, former = key_file.former_key_ids(keys), key_file.sealed_former_keys(keys)
        key_file.write_secrets(folder / _NEW, key, kept, formerly, former)
        if opener is not None and key_file.read_data_key(folder / _NEW, opener) != key:
            raise DiskTrouble(folder=str(folder))
        _put_in_place(folder)
        remove_damaged_keys(folder, key)
    finally:
        remove_leftovers(folder)
    with contextlib.suppress(UserFacingError):
        bring_backups_up_to_date(folder / BACKUPS_NAME, keys, key)


def _put_in_place(folder: Path) -> None:
    keys = folder / KEYS_NAME
    with translated_os_errors(folder):
        proven, before = (folder / _NEW).read_bytes(), keys.read_bytes()
    write_private(folder / _OLD, before)
    with translated_os_errors(folder):
        (folder / _NEW).replace(keys)
        flush_folder(folder)
        if keys.read_bytes() == proven:
            return
        (folder / _OLD).replace(keys)
        flush_folder(folder)
    raise DiskTrouble(folder=str(folder))

"""keys.json: the data key of a journal, once for each secret that opens it, or as it is if the person chose none.

The data key is 32 random bytes and is SQLCipher's raw key. ``secrets`` holds at most one of each kind: "none" alone, or
"passphrase", and beside it perhaps "recovery" (a recovery key) and "keystore" (the operating system's). ``wrapping``
says how each is sealed. ``former`` holds the data keys the journal had before this one, sealed under it, for copies
that could not be encrypted anew. ``key_id`` is a fingerprint of the data key, by which the key files of one journal
know each other, and ``check`` a checksum, so that a flipped bit is not taken for a wrong passphrase. Neither proves
anything to somebody who means harm; files of version 0.1 have neither and stay readable.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from journal_app.domain.errors import (
    EmptyPassphrase,
    KeyFileDamaged,
    KeyFileMissing,
    KeyStoreForgot,
    NewerJournal,
    NoRecoveryKey,
    PassphraseNeeded,
    WrongPassphrase,
    WrongRecoveryKey,
)
from journal_app.domain.recovery_key import RecoveryKey
from journal_app.storage import wrapping
from journal_app.storage.digest import blake2b
from journal_app.storage.safe_files import translated_read_errors, write_private
from journal_app.storage.wrapping import FORMAT, KEY_BYTES, VERSION, Argon2Cost, DoesNotOpen, Secret

# What a guess costs is part of what others know of a key file.
__all__ = ["KEY_BYTES", "Argon2Cost"]

NONE, PASSPHRASE, RECOVERY, KEY_STORE = "none", "passphrase", "recovery", "keystore"

_FORMER = "former"
_KINDS = (NONE, PASSPHRASE, RECOVERY, KEY_STORE)


class KeyStore:
    """Stands in for a passphrase where the operating system's key store is to be asked instead."""


Opener = str | RecoveryKey | KeyStore | None
"""What a person has to open a journal with: a passphrase, a recovery key, the key store, or nothing."""


def new_data_key() -> bytes:
    """32 random bytes from the operating system."""
    return os.urandom(KEY_BYTES)


def fingerprint(data_key: bytes) -> str:
    """Tells data keys apart and tells nothing about them: BLAKE2b with a label of its own."""
    return str(blake2b(data_key, digest_size=16, person=b"tl key id").hexdigest())


def write_key_file(path: Path, data_key: bytes, passphrase: str | None, cost: Argon2Cost | None = None) -> None:
    """Write keys.json whole or not at all. Raises EmptyPassphrase for a passphrase without a character."""
    secret = plain(data_key) if passphrase is None else with_passphrase(data_key, passphrase, cost)
    write_secrets(path, data_key, [secret])


def write_secrets(
    path: Path,
    data_key: bytes,
    secrets: Sequence[Secret],
    formerly: Sequence[str] = (),
    former: Sequence[Secret] = (),
) -> None:
    """Write keys.json with these secrets and no other.

    ``formerly`` are the fingerprints of keys before this one, ``former`` such keys, see ``sealed_former_keys``.
    """
    # Version 0.1 reads the first one alone.
    ordered = sorted(secrets, key=lambda each: _KINDS.index(str(each["kind"])))
    head = {"format": FORMAT, "version": VERSION, "key_id": fingerprint(data_key)}
    past = {"formerly": list(formerly), "former": list(former)}
    _write(path, {**head, **{name: value for name, value in past.items() if value}, "secrets": ordered})


def plain(data_key: bytes) -> Secret:
    """The data key as it is."""
    return {"kind": NONE, "key": wrapping.as_text(data_key)}


def with_passphrase(data_key: bytes, passphrase: str, cost: Argon2Cost | None = None) -> Secret:
    """The data key under a passphrase. Raises EmptyPassphrase."""
    if not passphrase:
        raise EmptyPassphrase
    secret = wrapping.passphrase_bytes(passphrase)
    return wrapping.seal_stretched(PASSPHRASE, data_key, secret, cost or Argon2Cost())


def with_recovery_key(data_key: bytes, key: RecoveryKey, made_on: str, cost: Argon2Cost | None = None) -> Secret:
    """The data key under a recovery key, made on an ISO day."""
    return wrapping.seal_stretched(RECOVERY, data_key, key.raw, cost or Argon2Cost(), made_on=made_on)


def with_key_store(data_key: bytes, kept: bytes) -> Secret:
    """The data key under the bytes that the key store keeps."""
    return wrapping.seal_with_key(KEY_STORE, data_key, kept)


def supersede(path: Path, by: Path) -> None:
    """Replace a key file without a passphrase by another, which names the old key for as long as it may be needed."""
    old = read_data_key(path, None)
    _write(path, {**_document(by), "superseded": wrapping.as_text(old)})


def superseded_key(path: Path) -> bytes | None:
    """The key that is being replaced, if a change of key was cut short."""
    document = _document(path)
    if "superseded" not in document:
        return None
    return wrapping.as_bytes(document, "superseded", KEY_BYTES, str(path.parent))


def forget_superseded(path: Path, into: Path) -> None:
    """Write the key file anew elsewhere, naming the new key alone."""
    _write(into, {name: value for name, value in _document(path).items() if name != "superseded"})


def has_passphrase(path: Path) -> bool:
    """Whether the journal asks for a passphrase.

    Raises KeyFileMissing, KeyFileDamaged, NewerJournal or CannotReadFile.
    """
    return PASSPHRASE in read_secrets(path)


def key_id(path: Path) -> str | None:
    """The fingerprint of the data key, where it can be told without a secret. Raises what ``has_passphrase`` does."""
    document = _document(path)
    secrets = _by_kind(document, path)
    if NONE in secrets:
        return fingerprint(wrapping.as_bytes(secrets[NONE], "key", KEY_BYTES, str(path.parent)))
    found = document.get("key_id")
    return found if isinstance(found, str) else None


def former_key_ids(path: Path) -> tuple[str, ...]:
    """The fingerprints of data keys that the journal had before this one. Raises what ``has_passphrase`` does."""
    found = _document(path).get("formerly")
    return tuple(each for each in found if isinstance(each, str)) if isinstance(found, list) else ()


def as_former_key(former: bytes, data_key: bytes) -> Secret:
    """A data key that the journal had before, sealed under the one that takes its place."""
    return wrapping.seal_with_key(_FORMER, former, data_key)


def sealed_former_keys(path: Path) -> tuple[Secret, ...]:
    """The data keys that the journal had before, as they stand in the file. Raises what ``has_passphrase`` does."""
    found = _document(path).get("former")
    return tuple(each for each in found if isinstance(each, dict)) if isinstance(found, list) else ()


def former_keys(path: Path, data_key: bytes) -> tuple[bytes, ...]:
    """The data keys that the journal had before, opened with the present one. Raises what ``has_passphrase`` does."""
    found = []
    for sealed in sealed_former_keys(path):
        # Whoever has the wrong key learns nothing.
        with contextlib.suppress(DoesNotOpen):
            found.append(wrapping.open_with_key(sealed, data_key, str(path.parent)))
    return tuple(found)


def lies_open(path: Path, data_key: bytes) -> bool:
    """Whether a key file holds this data key as it is. Raises CannotReadFile."""
    try:
        return NONE in read_secrets(path) and read_data_key(path, None) == data_key
    except (KeyFileMissing, KeyFileDamaged, NewerJournal):
        return False


def read_secrets(path: Path) -> dict[str, Secret]:
    """All secrets, by their kind. Raises what ``has_passphrase`` does."""
    return _by_kind(_document(path), path)


def read_data_key(path: Path, opener: Opener) -> bytes:
    """The data key.

    Raises KeyFileMissing, KeyFileDamaged, NewerJournal, CannotReadFile, PassphraseNeeded, WrongPassphrase,
    NoRecoveryKey, WrongRecoveryKey, KeyStoreForgot or KeyStoreUnavailable.
    """
    secrets, folder = read_secrets(path), str(path.parent)
    if NONE in secrets:
        return wrapping.as_bytes(secrets[NONE], "key", KEY_BYTES, folder)
    if opener is None:
        raise PassphraseNeeded
    if isinstance(opener, str):
        return _open_with_passphrase(secrets[PASSPHRASE], opener, folder)
    if isinstance(opener, RecoveryKey):
        return _open_with_recovery_key(secrets.get(RECOVERY), opener, folder)
    return _open_with_key_store(secrets.get(KEY_STORE), key_id(path), folder)


def _open_with_passphrase(secret: Secret, passphrase: str, folder: str) -> bytes:
    try:
        return wrapping.open_stretched(secret, wrapping.passphrase_bytes(passphrase), folder)
    except DoesNotOpen as error:
        raise WrongPassphrase from error


def _open_with_recovery_key(secret: Secret | None, key: RecoveryKey, folder: str) -> bytes:
    if secret is None:
        raise NoRecoveryKey
    try:
        return wrapping.open_stretched(secret, key.raw, folder)
    except DoesNotOpen as error:
        raise WrongRecoveryKey from error


def _open_with_key_store(secret: Secret | None, name: str | None, folder: str) -> bytes:
    from journal_app.storage import key_store

    if secret is None or name is None:
        raise KeyStoreForgot
    try:
        return wrapping.open_with_key(secret, key_store.kept_key(name), folder)
    except DoesNotOpen as error:
        raise KeyStoreForgot from error


def _write(path: Path, document: Mapping[str, object]) -> None:
    checked = {name: value for name, value in document.items() if name != "check"}
    write_private(path, (json.dumps({**checked, "check": checksum(checked)}, indent=2) + "\n").encode())


def checksum(document: Mapping[str, object]) -> str:
    """What ``check`` is to be, over all the rest of the document."""
    rest = {name: value for name, value in document.items() if name != "check"}
    return str(blake2b(json.dumps(rest, sort_keys=True).encode(), digest_size=16).hexdigest())


def _document(path: Path) -> dict[str, object]:
    folder = str(path.parent)
    with translated_read_errors(path):
        if not path.exists():
            raise KeyFileMissing(folder=folder)
        content = path.read_bytes()
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise KeyFileDamaged(folder=folder) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise KeyFileDamaged(folder=folder)
    _check_version(document, folder)
    secret_list = document.get("secrets")
    if not isinstance(secret_list, list) or not secret_list:
        raise KeyFileDamaged(folder=folder)
    return document


def _check_version(document: Mapping[str, object], folder: str) -> None:
    version = document.get("version")
    whole = document.get("check", None) in (None, checksum({**document, "version": VERSION}))
    # If all but the number is ours to the last bit, it is the number that was damaged.
    if isinstance(version, int) and version > VERSION and not (whole and "check" in document):
        raise NewerJournal(folder=folder)
    if version != VERSION or isinstance(version, bool) or not whole:
        raise KeyFileDamaged(folder=folder)


def _by_kind(document: Mapping[str, object], path: Path) -> dict[str, Secret]:
    damaged = KeyFileDamaged(folder=str(path.parent))
    found: dict[str, Secret] = {}
    secret_list = document["secrets"]
    for secret in secret_list if isinstance(secret_list, list) else ():
        kind = secret.get("kind") if isinstance(secret, dict) else None
        if not isinstance(kind, str) or kind not in _KINDS or kind in found:
            raise damaged
        found[kind] = secret
    # Beside a passphrase, a key that lies open would make a mockery of it.
    if (NONE in found and len(found) > 1) or not (NONE in found or PASSPHRASE in found):
        raise damaged
    return found

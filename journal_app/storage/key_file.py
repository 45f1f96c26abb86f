"""keys.json: the data key of a journal, wrapped by a passphrase or, if the person chose none, kept as it is.

The data key is 32 random bytes and is SQLCipher's raw key. A passphrase wraps it: Argon2id (RFC 9106) makes a key from
the passphrase, ChaCha20-Poly1305 seals the data key under it, and every parameter is bound in as associated data, so
that a weakened copy of the file does not open.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from journal_app.domain.errors import (
    EmptyPassphrase,
    KeyFileDamaged,
    KeyFileMissing,
    NewerJournal,
    PassphraseNeeded,
    WrongPassphrase,
)
from journal_app.storage.safe_files import translated_read_errors, write_private

KEY_BYTES = 32
FORMAT = "throughline-keys"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What one guess at the passphrase costs. The default is RFC 9106's second recommendation: 64 MiB, 3 passes."""

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4

    def is_sane(self) -> bool:
        """Neither weaker than OWASP's least (19 MiB) nor more than a desktop can give (2 GiB)."""
        return 19 * 1024 <= self.memory_kib <= 2 * 1024 * 1024 and 1 <= self.iterations <= 20 and 1 <= self.lanes <= 16


def new_data_key() -> bytes:
    """32 random bytes from the operating system."""
    return os.urandom(KEY_BYTES)


def write_key_file(path: Path, data_key: bytes, passphrase: str | None, cost: Argon2Cost | None = None) -> None:
    """Write keys.json whole or not at all. Raises EmptyPassphrase for a passphrase without a character."""
    secret = _plain_secret(data_key) if passphrase is None else _wrapped_secret(data_key, passphrase, cost)
    _write(path, {"format": FORMAT, "version": VERSION, "secrets": [secret]})


def supersede(path: Path, by: Path) -> None:
    """Replace a key file without a passphrase by another, which names the old key for as long as it may be needed."""
    old = read_data_key(path, None)
    _write(path, {**_document(by), "superseded": _text(old)})


def superseded_key(path: Path) -> bytes | None:
    """The key that is being replaced, if a change of key was cut short."""
    document = _document(path)
    return _bytes(document, "superseded", KEY_BYTES, str(path.parent)) if "superseded" in document else None


def forget_superseded(path: Path, into: Path) -> None:
    """Write the key file anew elsewhere, naming the new key alone."""
    _write(into, {name: value for name, value in _document(path).items() if name != "superseded"})


def _write(path: Path, document: Mapping[str, object]) -> None:
    write_private(path, (json.dumps(document, indent=2) + "\n").encode())


def has_passphrase(path: Path) -> bool:
    """Whether the journal asks for a passphrase.

    Raises KeyFileMissing, KeyFileDamaged, NewerJournal or CannotReadFile.
    """
    return str(_secret(path)["kind"]) == "passphrase"


def read_data_key(path: Path, passphrase: str | None) -> bytes:
    """The data key.

    Raises KeyFileMissing, KeyFileDamaged, NewerJournal, CannotReadFile, PassphraseNeeded or WrongPassphrase.
    """
    secret = _secret(path)
    folder = str(path.parent)
    if secret["kind"] == "none":
        return _bytes(secret, "key", KEY_BYTES, folder)
    if passphrase is None:
        raise PassphraseNeeded
    return _unwrap(secret, passphrase, folder)


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
    version = document.get("version")
    if isinstance(version, int) and version > VERSION:
        raise NewerJournal(folder=folder)
    secret_list = document.get("secrets")
    if version != VERSION or not isinstance(secret_list, list) or not secret_list:
        raise KeyFileDamaged(folder=folder)
    return document


def _secret(path: Path) -> Mapping[str, object]:
    folder = str(path.parent)
    secret_list = _document(path)["secrets"]
    secret = secret_list[0] if isinstance(secret_list, list) else None
    if not isinstance(secret, dict) or secret.get("kind") not in ("none", "passphrase"):
        raise KeyFileDamaged(folder=folder)
    return secret


def _plain_secret(data_key: bytes) -> dict[str, object]:
    return {"kind": "none", "key": _text(data_key)}


def _wrapped_secret(data_key: bytes, passphrase: str, cost: Argon2Cost | None) -> dict[str, object]:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if not passphrase:
        raise EmptyPassphrase
    cost = cost or Argon2Cost()
    salt, nonce = os.urandom(16), os.urandom(12)
    head: dict[str, object] = {"kind": "passphrase", "kdf": "argon2id", **asdict(cost), "salt": _text(salt)}
    sealer = ChaCha20Poly1305(_stretch(passphrase, salt, cost))
    wrapped = sealer.encrypt(nonce, data_key, _associated(head))
    return {**head, "nonce": _text(nonce), "wrapped": _text(wrapped)}


def _unwrap(secret: Mapping[str, object], passphrase: str, folder: str) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    cost = _cost(secret, folder)
    salt = _bytes(secret, "salt", 16, folder)
    nonce = _bytes(secret, "nonce", 12, folder)
    wrapped = _bytes(secret, "wrapped", KEY_BYTES + 16, folder)
    head = {name: secret[name] for name in ("kind", "kdf", "memory_kib", "iterations", "lanes", "salt")}
    opener = ChaCha20Poly1305(_stretch(passphrase, salt, cost))
    try:
        return opener.decrypt(nonce, wrapped, _associated(head))
    except InvalidTag as error:
        raise WrongPassphrase from error


def _cost(secret: Mapping[str, object], folder: str) -> Argon2Cost:
    values = [secret.get(name) for name in ("memory_kib", "iterations", "lanes")]
    numbers = [value for value in values if isinstance(value, int) and not isinstance(value, bool)]
    if len(numbers) != 3 or secret.get("kdf") != "argon2id":
        raise KeyFileDamaged(folder=folder)
    cost = Argon2Cost(*numbers)
    if not cost.is_sane():
        raise KeyFileDamaged(folder=folder)
    return cost


def _stretch(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    # The same passphrase typed on another keyboard may come as other code points: NFKC makes them one.
    secret = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(secret, salt, cost.iterations, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)


def _associated(head: Mapping[str, object]) -> bytes:
    return json.dumps([FORMAT, VERSION, head], sort_keys=True).encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(secret: Mapping[str, object], name: str, length: int, folder: str) -> bytes:
    try:
        raw = base64.b64decode(str(secret.get(name)), validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyFileDamaged(folder=folder) from error
    if len(raw) != length:
        raise KeyFileDamaged(folder=folder)
    return raw

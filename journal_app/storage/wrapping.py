"""Sealing the data key under a secret.

Argon2id (RFC 9106) makes a key from a passphrase or a recovery key; ChaCha20-Poly1305 (RFC 8439) seals the data key
under it. All that stands beside the sealed key, so every parameter, is bound in as associated data: a copy of the file
that was weakened does not open.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from journal_app.domain.errors import KeyFileDamaged

KEY_BYTES = 32
FORMAT = "throughline-keys"
VERSION = 1

Secret = Mapping[str, object]
"""One way to the data key, as it stands in keys.json."""

_SEALED = ("nonce", "wrapped")


class DoesNotOpen(Exception):
    """This is not the key under which it was sealed, or what was sealed has been changed."""


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What one guess at the passphrase costs. The default is RFC 9106's second recommendation: 64 MiB, 3 passes."""

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4

    def is_sane(self) -> bool:
        """Neither weaker than OWASP's least (19 MiB) nor more than a desktop can give (2 GiB)."""
        return 19 * 1024 <= self.memory_kib <= 2 * 1024 * 1024 and 1 <= self.iterations <= 20 and 1 <= self.lanes <= 16


def seal_stretched(kind: str, data_key: bytes, secret: bytes, cost: Argon2Cost, **also: str) -> Secret:
    """The data key under a secret that a person keeps; ``also`` stands beside it and is bound in."""
    salt = os.urandom(16)
    head = {"kind": kind, "kdf": "argon2id", **asdict(cost), "salt": as_text(salt), **also}
    return _seal(head, data_key, stretch(secret, salt, cost))


def open_stretched(sealed: Secret, secret: bytes, folder: str) -> bytes:
    """The data key. Raises DoesNotOpen, or KeyFileDamaged where the parameters are weak, wasteful or nonsense."""
    cost, salt = _cost(sealed, folder), as_bytes(sealed, "salt", 16, folder)
    _parts(sealed, folder)
    return open_with_key(sealed, stretch(secret, salt, cost), folder)


def seal_with_key(kind: str, data_key: bytes, key: bytes) -> Secret:
    """The data key under 32 random bytes that somebody else keeps."""
    return _seal({"kind": kind}, data_key, key)


def open_with_key(sealed: Secret, key: bytes, folder: str) -> bytes:
    """The data key. Raises DoesNotOpen or KeyFileDamaged."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce, wrapped = _parts(sealed, folder)
    head = {name: value for name, value in sealed.items() if name not in _SEALED}
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, wrapped, _associated(head))
    except InvalidTag as error:
        raise DoesNotOpen from error


def passphrase_bytes(passphrase: str) -> bytes:
    """The same passphrase typed on another keyboard may come as other code points: NFKC makes them one."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def stretch(secret: bytes, salt: bytes, cost: Argon2Cost) -> bytes:
    """Argon2id: some 160 ms at the usual cost, during which other threads go on."""
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(secret, salt, cost.iterations, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)


def as_text(raw: bytes) -> str:
    """Bytes as they stand in keys.json."""
    return base64.b64encode(raw).decode()


def as_bytes(secret: Secret, name: str, length: int, folder: str) -> bytes:
    """Bytes of a known length from keys.json. Raises KeyFileDamaged."""
    try:
        raw = base64.b64decode(str(secret.get(name)), validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyFileDamaged(folder=folder) from error
    if len(raw) != length:
        raise KeyFileDamaged(folder=folder)
    return raw


def _seal(head: Secret, data_key: bytes, key: bytes) -> Secret:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = os.urandom(12)
    wrapped = ChaCha20Poly1305(key).encrypt(nonce, data_key, _associated(head))
    return {**head, "nonce": as_text(nonce), "wrapped": as_text(wrapped)}


def _parts(sealed: Secret, folder: str) -> tuple[bytes, bytes]:
    return as_bytes(sealed, "nonce", 12, folder), as_bytes(sealed, "wrapped", KEY_BYTES + 16, folder)


def _associated(head: Secret) -> bytes:
    return json.dumps([FORMAT, VERSION, head], sort_keys=True).encode()


def _cost(secret: Secret, folder: str) -> Argon2Cost:
    values = [secret.get(name) for name in ("memory_kib", "iterations", "lanes")]
    numbers = [value for value in values if isinstance(value, int) and not isinstance(value, bool)]
    if len(numbers) != 3 or secret.get("kdf") != "argon2id":
        raise KeyFileDamaged(folder=folder)
    cost = Argon2Cost(*numbers)
    if not cost.is_sane():
        raise KeyFileDamaged(folder=folder)
    return cost

"""The operating system's key store, through ``keyring``: 32 random bytes for each journal, or a reason why not.

A store may be absent, locked, refuse, forget what it was given, or never answer. Each of these is an error a person
can act on, and none of them stands in the way of the passphrase.
"""

from __future__ import annotations

import base64
import binascii
import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from journal_app.domain.errors import KeyStoreForgot, KeyStoreUnavailable

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Throughline"
LONGEST_WAIT = 60.0
"""Seconds. The system may first ask the person to unlock the store."""

_KEY_BYTES = 32
_IN_CLEAR = ("keyrings.alt.", "keyrings.cryptfile.")

T = TypeVar("T")


def store_name() -> str:
    """What the system calls its store, such as "Secret Service". Raises KeyStoreUnavailable where there is none."""
    name = type(_backend()).__module__.rpartition(".")[2]
    return _NAMES.get(name, name)


_NAMES = {
    "SecretService": "Secret Service",
    "libsecret": "Secret Service",
    "kwallet": "KWallet",
    "macOS": "Keychain",
    "Windows": "Windows Credential Manager",
}


def keep_new_key(name: str) -> bytes:
    """Have the store keep new random bytes under this name, and prove that it does.

    Raises KeyStoreUnavailable.
    """
    key = os.urandom(_KEY_BYTES)
    _asked(lambda store: store.set_password(SERVICE, name, base64.b64encode(key).decode()))
    try:
        kept = kept_key(name)
    except KeyStoreForgot as error:
        raise KeyStoreUnavailable(reason="it does not keep what it is given") from error
    if kept != key:
        raise KeyStoreUnavailable(reason="it does not give back what it was given")
    return key


def kept_key(name: str) -> bytes:
    """The bytes under this name. Raises KeyStoreUnavailable or KeyStoreForgot."""
    text = _asked(lambda store: store.get_password(SERVICE, name))
    try:
        key = base64.b64decode(text or "", validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyStoreForgot from error
    if len(key) != _KEY_BYTES:
        raise KeyStoreForgot
    return key


def forget_key(name: str) -> None:
    """Have the store forget the bytes under this name, if it has them. Raises KeyStoreUnavailable."""
    from keyring.errors import PasswordDeleteError

    def forget(store: KeyringBackend) -> None:
        try:
            store.delete_password(SERVICE, name)
        except PasswordDeleteError:
            # It had none, which is what was wanted; or it could not, and says so when asked for it again.
            if store.get_password(SERVICE, name) is not None:
                raise

    _asked(forget)


def _backend() -> KeyringBackend:
    import keyring
    from keyring.backends import fail, null

    store = keyring.get_keyring()
    if isinstance(store, fail.Keyring | null.Keyring):
        raise KeyStoreUnavailable(reason="there is none that can be reached")
    if type(store).__module__.startswith(_IN_CLEAR):
        raise KeyStoreUnavailable(reason="the one there is keeps its secrets in an ordinary file")
    return store


def _asked(call: Callable[[KeyringBackend], T]) -> T:
    """What the store answers, or why it does not, in bounded time."""
    found: list[T] = []
    wrong: list[Exception] = []

    def ask() -> None:
        try:
            found.append(call(_backend()))
        except Exception as error:
            # Stores are written by many hands and raise what they like.
            wrong.append(error)

    # A daemon, so that a store which never answers does not keep the program from ending.
    thread = threading.Thread(target=ask, name="key store", daemon=True)
    thread.start()
    thread.join(LONGEST_WAIT)
    if thread.is_alive():
        raise KeyStoreUnavailable(reason="it does not answer")
    if not wrong:
        return found[0]
    if isinstance(wrong[0], KeyStoreUnavailable):
        raise wrong[0]
    raise _reason(wrong[0]) from wrong[0]


def _reason(error: Exception) -> KeyStoreUnavailable:
    from keyring.errors import KeyringLocked, NoKeyringError

    if isinstance(error, KeyringLocked):
        return KeyStoreUnavailable(reason="it is locked, or was not allowed to open")
    if isinstance(error, NoKeyringError):
        return KeyStoreUnavailable(reason="there is none that can be reached")
    # Its kind alone: what a store says of itself may quote what it was asked to keep.
    return KeyStoreUnavailable(reason=f"it answered with {type(error).__name__}")

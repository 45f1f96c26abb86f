"""The operating system's key store: what it keeps, and every way in which it may fail without harm."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend

from journal_app.domain.errors import KeyStoreForgot, KeyStoreUnavailable
from journal_app.storage import key_store
from tests.support.key_stores import (
    AbsentStore,
    BrokenStore,
    ForgetfulStore,
    LockedStore,
    MemoryStore,
    MuddledStore,
    SilencedStore,
)


@pytest.fixture(autouse=True)
def _own_store() -> Iterator[None]:
    """Whatever a test puts in the place of this machine's store is gone afterwards."""
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_what_is_kept_is_given_back_and_can_be_forgotten() -> None:
    store = MemoryStore()
    keyring.set_keyring(store)
    kept = key_store.keep_new_key("one")
    assert len(kept) == 32
    assert key_store.kept_key("one") == kept
    assert list(store.kept) == [("Throughline", "one")]
    assert key_store.keep_new_key("two") != kept
    key_store.forget_key("one")
    key_store.forget_key("one")
    assert list(store.kept) == [("Throughline", "two")]
    with pytest.raises(KeyStoreForgot):
        key_store.kept_key("one")


@pytest.mark.parametrize(
    ("store", "reason"),
    [
        (AbsentStore(), "there is none that can be reached"),
        (SilencedStore(), "there is none that can be reached"),
        (ForgetfulStore(), "it does not keep what it is given"),
        (MuddledStore(), "it does not give back what it was given"),
        (LockedStore(), "it is locked, or was not allowed to open"),
        (BrokenStore(), "it answered with OSError"),
    ],
    ids=lambda value: type(value).__module__ + type(value).__name__ if not isinstance(value, str) else "",
)
def test_a_store_that_is_absent_or_fails_is_said_so(store: KeyringBackend, reason: str) -> None:
    keyring.set_keyring(store)
    with pytest.raises(KeyStoreUnavailable) as refused:
        key_store.keep_new_key("one")
    assert refused.value.params == {"reason": reason}


def test_a_store_that_keeps_its_secrets_in_an_ordinary_file_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MemoryStore, "__module__", "keyrings.alt.file")
    keyring.set_keyring(MemoryStore())
    for ask in (lambda: key_store.keep_new_key("one"), key_store.store_name):
        with pytest.raises(KeyStoreUnavailable, match="key-store-unavailable"):
            ask()


def test_a_store_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, never = threading.Event(), threading.Event()

    class SilentStore(MemoryStore):
        def get_password(self, service: str, username: str) -> str | None:
            asked.set()
            never.wait()
            return None

    monkeypatch.setattr(key_store, "LONGEST_WAIT", 0.05)
    keyring.set_keyring(SilentStore())
    with pytest.raises(KeyStoreUnavailable) as refused:
        key_store.kept_key("one")
    assert refused.value.params == {"reason": "it does not answer"}
    assert asked.is_set()
    never.set()


@pytest.mark.parametrize("rubbish", ["", "not base64!", "AAAA", "é"])
def test_what_is_no_key_was_not_kept_by_us(rubbish: str) -> None:
    store = MemoryStore()
    store.kept["Throughline", "one"] = rubbish
    keyring.set_keyring(store)
    with pytest.raises(KeyStoreForgot):
        key_store.kept_key("one")


def test_stores_are_called_what_people_know_them_by() -> None:
    keyring.set_keyring(MemoryStore())
    assert key_store.store_name() == "key_stores"
    keyring.set_keyring(AbsentStore())
    with pytest.raises(KeyStoreUnavailable):
        key_store.store_name()

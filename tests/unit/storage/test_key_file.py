"""keys.json: what it holds, what opens it, and every way in which it is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from journal_app.domain.errors import (
    EmptyPassphrase,
    KeyFileDamaged,
    KeyFileMissing,
    NewerJournal,
    PassphraseNeeded,
    UserFacingError,
    WrongPassphrase,
)
from journal_app.storage.key_file import Argon2Cost, has_passphrase, new_data_key, read_data_key, write_key_file
from tests.support.journals import CHEAP, PASSPHRASE

KEY = bytes(range(32))


def wrapped(folder: Path, passphrase: str = PASSPHRASE) -> Path:
    path = folder / "keys.json"
    write_key_file(path, KEY, passphrase, CHEAP)
    return path


def changed(path: Path, **values: object) -> Path:
    """The key file with other values in its secret; None takes a value away."""
    document = json.loads(path.read_text("utf-8"))
    secret: dict[str, Any] = document["secrets"][0]
    for name, value in values.items():
        if value is None:
            del secret[name]
        else:
            secret[name] = value
    path.write_text(json.dumps(document), "utf-8")
    return path


def test_a_wrapped_key_opens_with_its_passphrase_and_stands_nowhere_in_the_file(tmp_path: Path) -> None:
    path = wrapped(tmp_path)
    assert has_passphrase(path)
    assert read_data_key(path, PASSPHRASE) == KEY
    text = path.read_text("utf-8")
    assert KEY.hex() not in text
    assert "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=" not in text
    assert PASSPHRASE not in text


def test_without_a_passphrase_the_key_opens_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    write_key_file(path, KEY, None)
    assert not has_passphrase(path)
    assert read_data_key(path, None) == KEY


def test_a_passphrase_that_was_not_asked_for_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    write_key_file(path, KEY, None)
    assert read_data_key(path, "anything") == KEY


@pytest.mark.parametrize(
    "guess", ["", " ", PASSPHRASE + " ", PASSPHRASE.upper(), "wrong", "\ud800", "a\0b", "x" * 10_000]
)
def test_any_other_passphrase_is_wrong(tmp_path: Path, guess: str) -> None:
    path = wrapped(tmp_path)
    with pytest.raises(WrongPassphrase):
        read_data_key(path, guess)


def test_a_passphrase_that_is_needed_and_missing_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(PassphraseNeeded):
        read_data_key(wrapped(tmp_path), None)


def test_an_empty_passphrase_is_refused_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(EmptyPassphrase):
        write_key_file(tmp_path / "keys.json", KEY, "", CHEAP)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("set_with", "typed"),
    [
        ("caf\u00e9", "cafe\u0301"),  # precomposed, and e with a combining accent
        ("\uff50\uff41\uff53\uff53", "pass"),  # a Japanese keyboard's wide letters
        ("\ufb01ne", "fine"),
    ],
)
def test_the_same_passphrase_from_another_keyboard_opens(tmp_path: Path, set_with: str, typed: str) -> None:
    assert read_data_key(wrapped(tmp_path, set_with), typed) == KEY


@pytest.mark.parametrize("passphrase", [" leading and trailing ", "🗝️ emoji", "\ud800 lone", "line\nbreak", "n\0ul"])
def test_odd_passphrases_open_what_they_locked(tmp_path: Path, passphrase: str) -> None:
    assert read_data_key(wrapped(tmp_path, passphrase), passphrase) == KEY


def test_two_wrappings_of_one_key_have_nothing_in_common(tmp_path: Path) -> None:
    secrets = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        secrets.append(json.loads(wrapped(tmp_path / name).read_text("utf-8"))["secrets"][0])
    for part in ("salt", "nonce", "wrapped"):
        assert secrets[0][part] != secrets[1][part]


def test_data_keys_are_32_bytes_and_never_the_same() -> None:
    keys = {new_data_key() for _ in range(50)}
    assert len(keys) == 50
    assert {len(key) for key in keys} == {32}


def test_the_usual_cost_is_the_second_recommendation_of_rfc_9106() -> None:
    assert Argon2Cost() == Argon2Cost(memory_kib=65536, iterations=3, lanes=4)
    assert Argon2Cost().is_sane()


@pytest.mark.parametrize(
    "weakened",
    [
        {"memory_kib": 1},
        {"memory_kib": 19 * 1024 - 1},
        {"memory_kib": 64 * 1024 * 1024},
        {"memory_kib": 2**70},
        {"memory_kib": -1},
        {"memory_kib": 0},
        {"memory_kib": 19456.0},
        {"memory_kib": "19456"},
        {"memory_kib": True},
        {"memory_kib": None},
        {"iterations": 0},
        {"iterations": 1_000_000},
        {"lanes": 0},
        {"lanes": 10_000},
        {"kdf": "argon2i"},
        {"kdf": "pbkdf2"},
        {"kdf": None},
        {"salt": "AAAA"},
        {"salt": "not base64!"},
        {"salt": 7},
        {"nonce": None},
        {"nonce": "AAAA"},
        {"wrapped": "AAAA"},
        {"wrapped": ["AAAA"]},
        {"kind": "keyring"},
        {"kind": ["passphrase"]},
        {"kind": None},
    ],
    ids=str,
)
def test_parameters_that_are_weak_wasteful_or_nonsense_are_refused_before_any_guess(
    tmp_path: Path, weakened: dict[str, object]
) -> None:
    path = changed(wrapped(tmp_path), **weakened)
    before = path.read_bytes()
    with pytest.raises(KeyFileDamaged) as refused:
        read_data_key(path, PASSPHRASE)
    assert refused.value.params == {"folder": str(tmp_path)}
    assert path.read_bytes() == before


@pytest.mark.parametrize("tampered", [{"iterations": 2}, {"lanes": 2}, {"memory_kib": 20 * 1024}], ids=str)
def test_parameters_that_were_tampered_with_do_not_open(tmp_path: Path, tampered: dict[str, object]) -> None:
    with pytest.raises(WrongPassphrase):
        read_data_key(changed(wrapped(tmp_path), **tampered), PASSPHRASE)


def test_the_parameters_are_sealed_with_the_key_and_not_only_used_to_derive_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journal_app.storage.key_file._stretch", lambda *_: b"k" * 32)
    path = wrapped(tmp_path)
    assert read_data_key(path, "whatever") == KEY
    with pytest.raises(WrongPassphrase):
        read_data_key(changed(path, iterations=2), "whatever")


@pytest.mark.parametrize("part", ["salt", "nonce", "wrapped"])
def test_a_flipped_bit_in_any_part_does_not_open(tmp_path: Path, part: str) -> None:
    path = wrapped(tmp_path)
    text: str = json.loads(path.read_text("utf-8"))["secrets"][0][part]
    flipped = ("B" if text[0] == "A" else "A") + text[1:]
    with pytest.raises(WrongPassphrase):
        read_data_key(changed(path, **{part: flipped}), PASSPHRASE)


DAMAGED: list[bytes] = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"7",
    b'"keys"',
    b"\xff\xfe\x00",
    b"{}",
    b'{"format": "throughline-keys"}',
    b'{"format": "something-else", "version": 1, "secrets": [{"kind": "none"}]}',
    b'{"format": "throughline-keys", "version": 0, "secrets": [{"kind": "none"}]}',
    b'{"format": "throughline-keys", "version": "1", "secrets": [{"kind": "none"}]}',
    b'{"format": "throughline-keys", "version": 1, "secrets": []}',
    b'{"format": "throughline-keys", "version": 1, "secrets": {}}',
    b'{"format": "throughline-keys", "version": 1, "secrets": [7]}',
    b'{"format": "throughline-keys", "version": 1, "secrets": [{}]}',
    b'{"format": "throughline-keys", "version": 1, "secrets": [{"kind": "none"}]}',
    b'{"format": "throughline-keys", "version": 1, "secrets": [{"kind": "none", "key": "AAAA"}]}',
    b"[" * 100_000,
    b'{"format": ' + b"9" * 5_000 + b"}",
]


@pytest.mark.parametrize("content", DAMAGED, ids=lambda content: content[:50].decode("latin-1"))
def test_a_damaged_key_file_is_named_as_such(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(content)
    with pytest.raises(KeyFileDamaged):
        read_data_key(path, PASSPHRASE)


@pytest.mark.parametrize("version", [2, 3, 10**30])
def test_a_key_file_of_a_newer_version_asks_for_the_newer_program(tmp_path: Path, version: int) -> None:
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({"format": "throughline-keys", "version": version, "vaults": {}}), "utf-8")
    for read in (lambda: read_data_key(path, None), lambda: has_passphrase(path)):
        with pytest.raises(NewerJournal):
            read()


def test_a_missing_key_file_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(KeyFileMissing):
        has_passphrase(tmp_path / "keys.json")


def test_a_folder_where_the_key_file_should_be_is_a_sentence_too(tmp_path: Path) -> None:
    (tmp_path / "keys.json").mkdir()
    with pytest.raises(UserFacingError):
        has_passphrase(tmp_path / "keys.json")


def test_the_key_file_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    assert wrapped(tmp_path).stat().st_mode & 0o777 == 0o600

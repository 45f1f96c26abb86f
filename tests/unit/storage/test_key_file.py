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
    NoRecoveryKey,
    PassphraseNeeded,
    UserFacingError,
    WrongPassphrase,
    WrongRecoveryKey,
)
from journal_app.domain.recovery_key import RecoveryKey
from journal_app.storage import key_file
from journal_app.storage.key_file import (
    Argon2Cost,
    checksum,
    fingerprint,
    has_passphrase,
    key_id,
    new_data_key,
    read_data_key,
    read_secrets,
    write_key_file,
    write_secrets,
)
from tests.support.journals import CHEAP, PASSPHRASE

KEY = bytes(range(32))


OF_VERSION_0_1 = """\
{
  "format": "throughline-keys",
  "version": 1,
  "secrets": [
    {
      "kind": "passphrase",
      "kdf": "argon2id",
      "memory_kib": 19456,
      "iterations": 1,
      "lanes": 1,
      "salt": "SCj/wOVWS8iDEF7eOjhalw==",
      "nonce": "O5zrfz6bbsyk3ft1",
      "wrapped": "Jw8Uh4RR3H+3ONsfoccu+hCPhrfzIgFwfmFRYUgRI3FkcoTG1EM4cRNTSdt4XLot"
    }
  ]
}
"""


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
    return written(path, document)


def written(path: Path, document: dict[str, Any]) -> Path:
    """The key file as somebody would write it who knows how its checksum is made."""
    path.write_text(json.dumps({**document, "check": checksum(document)}), "utf-8")
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
    monkeypatch.setattr("journal_app.storage.wrapping.stretch", lambda *_: b"k" * 32)
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


# Several secrets

RECOVERY = RecoveryKey(bytes(range(100, 120)))


def with_recovery(folder: Path) -> Path:
    """A key file that a passphrase and a recovery key open."""
    path = folder / "keys.json"
    both = [
        key_file.with_recovery_key(KEY, RECOVERY, "2026-11-22", CHEAP),
        key_file.with_passphrase(KEY, PASSPHRASE, CHEAP),
    ]
    write_secrets(path, KEY, both)
    return path


def test_each_secret_opens_to_the_same_key_and_stands_nowhere_in_the_file(tmp_path: Path) -> None:
    path = with_recovery(tmp_path)
    assert read_data_key(path, PASSPHRASE) == read_data_key(path, RECOVERY) == KEY
    text = path.read_text("utf-8")
    assert RECOVERY.text not in text
    assert RECOVERY.text.replace("-", "") not in text
    assert RECOVERY.raw.hex() not in text
    assert read_secrets(path)["recovery"]["made_on"] == "2026-11-22"


def test_the_passphrase_stands_first_where_version_0_1_looks_for_it(tmp_path: Path) -> None:
    document = json.loads(with_recovery(tmp_path).read_text("utf-8"))
    assert [secret["kind"] for secret in document["secrets"]] == ["passphrase", "recovery"]


def test_another_recovery_key_or_none_at_all_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(WrongRecoveryKey):
        read_data_key(with_recovery(tmp_path), RecoveryKey(bytes(20)))
    with pytest.raises(NoRecoveryKey):
        read_data_key(wrapped(tmp_path), RECOVERY)


def test_the_recovery_key_does_not_pass_for_a_passphrase_or_the_reverse(tmp_path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        read_data_key(with_recovery(tmp_path), RECOVERY.text)


def test_a_secret_of_one_kind_cannot_be_passed_off_as_another(tmp_path: Path) -> None:
    """What is sealed says what it is for."""
    path = tmp_path / "keys.json"
    sealed = key_file.with_recovery_key(KEY, RECOVERY, "2026-11-22", CHEAP)
    write_secrets(path, KEY, [{**sealed, "kind": "passphrase"}, {**sealed, "made_on": "2020-01-01"}])
    for opener, error in ((RECOVERY.text, WrongPassphrase), (RECOVERY, WrongRecoveryKey)):
        with pytest.raises(error):
            read_data_key(path, opener)


@pytest.mark.parametrize(
    "kinds", [["none", "passphrase"], ["passphrase", "passphrase"], ["recovery"], ["keystore"], ["passphrase", "x"]]
)
def test_secrets_that_do_not_go_together_are_refused(tmp_path: Path, kinds: list[str]) -> None:
    document = json.loads(wrapped(tmp_path).read_text("utf-8"))
    secret = document["secrets"][0]
    path = written(tmp_path / "keys.json", {**document, "secrets": [{**secret, "kind": kind} for kind in kinds]})
    for read in (lambda: read_data_key(path, PASSPHRASE), lambda: has_passphrase(path)):
        with pytest.raises(KeyFileDamaged):
            read()


@pytest.mark.parametrize("passphrase", [PASSPHRASE, None])
def test_the_key_file_names_its_data_key_without_telling_it(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "keys.json"
    write_key_file(path, KEY, passphrase, CHEAP)
    assert key_id(path) == fingerprint(KEY) != fingerprint(bytes(32))
    assert len(fingerprint(KEY)) == 32


@pytest.mark.parametrize("passphrase", [PASSPHRASE, None])
def test_a_key_file_of_version_0_1_opens(tmp_path: Path, passphrase: str | None) -> None:
    """It has neither a fingerprint nor a checksum."""
    path = tmp_path / "keys.json"
    write_key_file(path, KEY, passphrase, CHEAP)
    document = json.loads(path.read_text("utf-8"))
    del document["key_id"], document["check"]
    path.write_text(json.dumps(document, indent=2), "utf-8")
    assert has_passphrase(path) is (passphrase is not None)
    assert read_data_key(path, passphrase) == KEY


def test_the_format_has_not_changed_since_version_0_1(tmp_path: Path) -> None:
    """A key file as that version wrote it, kept to the letter."""
    path = tmp_path / "keys.json"
    path.write_text(OF_VERSION_0_1, "utf-8")
    assert read_data_key(path, PASSPHRASE) == KEY


@pytest.mark.parametrize("passphrase", [PASSPHRASE, None])
def test_a_flipped_bit_anywhere_is_called_damage_or_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passphrase: str | None
) -> None:
    """It is never taken for a wrong passphrase, and never opens to another key."""
    # Only to be quick: what is bound in is tested above with the real thing.
    monkeypatch.setattr("journal_app.storage.wrapping.stretch", lambda *_: b"k" * 32)
    path = tmp_path / "keys.json"
    write_key_file(path, KEY, passphrase, CHEAP)
    whole = path.read_bytes()
    outcomes = set()
    for at in range(len(whole)):
        for bit in range(8):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << bit)]) + whole[at + 1 :])
            try:
                assert read_data_key(path, passphrase) == KEY
            except KeyFileDamaged:
                outcomes.add("damaged")
            else:
                outcomes.add("harmless")
    assert outcomes == {"damaged", "harmless"}


def test_a_key_file_that_was_cut_off_anywhere_is_called_damaged(tmp_path: Path) -> None:
    path = wrapped(tmp_path)
    whole = path.read_bytes().rstrip()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(KeyFileDamaged):
            has_passphrase(path)

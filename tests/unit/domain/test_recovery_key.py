"""The recovery key: how it is written, how leniently it is read, and what of it is typed back."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.errors import BadRecoveryKey
from journal_app.domain.recovery_key import RecoveryKey, groups_to_type_back, read_recovery_key, typed_back

KEY = RecoveryKey(bytes(range(20)))
raw_keys = st.binary(min_size=20, max_size=20)


def test_it_is_eight_groups_of_four() -> None:
    assert KEY.text == "AAAQ-EAYE-AUDA-OCAJ-BIFQ-YDIO-B4IB-CEQT"
    assert KEY.groups[6] == "B4IB"


def test_it_never_prints_itself_by_accident() -> None:
    assert repr(KEY) == "RecoveryKey()"


@pytest.mark.parametrize("length", [0, 19, 21])
def test_it_has_twenty_bytes(length: int) -> None:
    with pytest.raises(ValueError, match="twenty"):
        RecoveryKey(bytes(length))


@given(raw_keys)
def test_what_is_shown_is_read_back(raw: bytes) -> None:
    key = RecoveryKey(raw)
    assert read_recovery_key(key.text) == key
    assert len(key.text) == 39


@given(raw_keys, st.randoms(use_true_random=False))
def test_it_is_read_in_any_case_with_spaces_and_dashes_anywhere_and_signs_misread(raw: bytes, random: Random) -> None:
    key = RecoveryKey(raw)
    misread = {"O": "0", "I": "1", "B": "8"}
    typed = ""
    for letter in key.text.replace("-", ""):
        shown = misread.get(letter, letter) if random.random() < 0.5 else letter
        typed += random.choice(("", " ", "-", "–", "\n")) + (shown.lower() if random.random() < 0.5 else shown)
    assert read_recovery_key(typed) == key


@pytest.mark.parametrize(
    ("typed", "found"),
    [("", 0), ("AAAQ", 4), (KEY.text[:-1], 31), (KEY.text + "A", 33), (KEY.text[:-1] + "9", 32), ("é" * 32, 32)],
)
def test_anything_else_is_no_recovery_key_and_is_not_quoted(typed: str, found: int) -> None:
    with pytest.raises(BadRecoveryKey) as refused:
        read_recovery_key(typed)
    assert refused.value.params == {"length": 32, "found": found}


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_key_or_refused(typed: str) -> None:
    try:
        key = read_recovery_key(typed)
    except BadRecoveryKey:
        return
    assert read_recovery_key(key.text) == key


def test_two_different_groups_are_asked_for_in_order_and_each_comes_up() -> None:
    asked = [groups_to_type_back(Random(seed)) for seed in range(300)]
    assert all(1 <= first < second <= 8 for first, second in asked)
    assert {group for pair in asked for group in pair} == set(range(1, 9))


def test_a_group_is_typed_back_as_leniently_as_the_whole() -> None:
    assert typed_back(KEY, 7, " 84i8 ")
    assert not typed_back(KEY, 6, "B4IB")
    assert not typed_back(KEY, 7, "")

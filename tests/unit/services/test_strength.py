"""How a passphrase is judged: in words, in advice, and never wrongly where it is too long to be judged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from journal_app.services.strength import LEVELS, assess


@pytest.mark.parametrize(
    ("passphrase", "word", "advice"),
    [
        ("a", "Very weak", "Add a word or two"),
        ("password", "Very weak", "among the first that are tried"),
        ("throughline", "Very weak", "The name of this program"),
        ("aaaaaaaa", "Very weak", "Repeating"),
        ("abcdefgh", "Very weak", "Runs such as abc"),
        ("19981120", "Very weak", "Dates and years"),
        ("margaret", "Very weak", "Names are easy to guess"),
        ("margaret1998", "Weak", "Names are easy to guess"),
        ("xk9#mQ2v", "Fair", "Add a word or two"),
        ("Tr0ub4dor&3", "Good", "One more word"),
        ("river kettle seven moss", "Strong", "Hard to guess"),
    ],
)
def test_each_weakness_is_named_and_what_is_strong_is_said_so(passphrase: str, word: str, advice: str) -> None:
    found = assess(passphrase)
    assert found.word == word
    assert found.level == LEVELS.index(word)
    assert advice in found.advice


def test_what_is_too_long_to_be_judged_is_not_called_weak() -> None:
    assert assess("a" * 100 + "river kettle seven moss").word == "Long"
    assert assess("river kettle seven moss " * 20).word == "Strong"
    assert assess("a" * 100).word == "Very weak"


@effort(max_examples=60)
@given(st.text(min_size=1, max_size=130))
def test_anything_that_can_be_typed_is_judged_in_one_line(passphrase: str) -> None:
    found = assess(passphrase)
    assert found.advice.endswith(".")
    assert "\n" not in found.advice
    assert found.word in (*LEVELS, "Long")

"""How hard a passphrase is to guess for somebody who has the files, and one line of advice; never a hindrance.

zxcvbn (Wheeler, USENIX Security 2016) estimates how many guesses it takes. What that means in time depends on what a
guess costs: with Argon2id at 64 MiB a generous ten thousand a second for a room full of machines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LONGEST = 100
"""Characters that are looked at: zxcvbn takes the square of their number in time, 40 ms for these."""

LEVELS = ("Very weak", "Weak", "Fair", "Good", "Strong")

# Powers of ten of guesses: a second, a quarter of an hour, a fortnight, three years at ten thousand a second.
_STEPS = (4, 7, 10, 12)

_MORE_WORDS = "Add a word or two that have nothing to do with the others."
_ADVICE = ("", "", _MORE_WORDS, "One more word would make it stronger still.", "Hard to guess, even with the files.")
_PATTERNS = {
    "repeat": "Repeating something does not make it much harder to guess.",
    "sequence": "Runs such as abc or 4321 are easy to guess.",
    "spatial": "Keys that lie side by side are easy to guess.",
    "date": "Dates and years are easy to guess.",
    "regex": "Dates and years are easy to guess.",
}
_DICTIONARIES = {
    "user_inputs": "The name of this program is among the first things to be tried.",
    "passwords": "This, or something very like it, is among the first that are tried.",
    "male_names": "Names are easy to guess, above all those of people close to you.",
    "female_names": "Names are easy to guess, above all those of people close to you.",
    "surnames": "Names are easy to guess, above all those of people close to you.",
}


@dataclass(frozen=True, slots=True)
class Strength:
    """``level`` is an index into LEVELS, or None where nothing can be said."""

    level: int | None
    word: str
    advice: str


_TOO_LONG = Strength(None, "Long", "Too long to be judged here. Make sure that you can type it again.")


def assess(passphrase: str) -> Strength:
    """Judge a passphrase that is not empty; in a worker, as it may take 40 ms. Nothing of it is kept."""
    from zxcvbn import zxcvbn

    found = zxcvbn(passphrase[:LONGEST], user_inputs=["throughline", "journal"], max_length=LONGEST)
    power = float(found["guesses_log10"])
    level = sum(power >= step for step in _STEPS)
    if len(passphrase) > LONGEST and level < len(LEVELS) - 1:
        # What comes after may be anything.
        return _TOO_LONG
    weakness = _weakness(found["sequence"]) if level < 2 else ""
    return Strength(level, LEVELS[level], weakness or _ADVICE[level] or _MORE_WORDS)


def _weakness(sequence: Sequence[Mapping[str, Any]]) -> str:
    """What the longest part that follows a pattern is like."""
    for part in sorted(sequence, key=lambda each: -len(str(each["token"]))):
        known = _PATTERNS.get(str(part["pattern"])) or _DICTIONARIES.get(str(part.get("dictionary_name")))
        if known:
            return known
    return ""

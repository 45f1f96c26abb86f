"""What a check-in asks about, practice by practice."""

from __future__ import annotations

import pytest

from journal_app.domain.asking import tally
from journal_app.domain.content import Behaviour


def behaviours(*asked: bool, deleted: int = 0, practice: str = "power") -> list[Behaviour]:
    there = [Behaviour(f"{practice}-{n}", practice, "I do", 1, "own", asked=on) for n, on in enumerate(asked)]
    gone = [
        Behaviour(f"gone-{n}", practice, "I did", 1, "own", asked=False, own=True, deleted=True) for n in range(deleted)
    ]
    return [*there, *gone]


@pytest.mark.parametrize(
    ("asked", "words", "too_few"),
    [
        ((), "none asked about, so no score", True),
        ((False, False), "none asked about, so no score", True),
        ((True,), "one asked about, too few for a score", True),
        ((True, False, False), "one asked about, too few for a score", True),
        ((True, True), "both asked about", False),
        ((True, True, False), "2 of 3 asked about", False),
        ((True, True, True), "all 3 asked about", False),
    ],
)
def test_how_many_are_asked_about_and_whether_that_makes_a_score(
    asked: tuple[bool, ...], words: str, too_few: bool
) -> None:
    found = tally(behaviours(*asked), "power")
    assert (found.words, found.too_few) == (words, too_few)


def test_what_was_removed_does_not_count() -> None:
    assert tally(behaviours(True, True, deleted=3), "power").words == "both asked about"


def test_each_practice_counts_its_own() -> None:
    both = [*behaviours(True, True), *behaviours(True, practice="purpose")]
    assert tally(both, "purpose").words == "one asked about, too few for a score"

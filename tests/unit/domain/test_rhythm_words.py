"""A rhythm in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from journal_app.domain.rhythm import Rhythm
from journal_app.domain.rhythm_words import ago_words, due_words, minutes, next_words, question

TODAY = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("rhythm", "stretch"),
    [
        (Rhythm.WEEKLY, "last week"),
        (Rhythm.FORTNIGHTLY, "last two weeks"),
        (Rhythm.MONTHLY, "last four weeks"),
        (Rhythm.QUARTERLY, "last four weeks"),
    ],
)
def test_the_question_looks_back_as_far_as_the_rhythm(rhythm: Rhythm, stretch: str) -> None:
    assert question(rhythm) == f"How often did you do this in the {stretch}?"


def test_what_is_due_is_said_with_the_last_one() -> None:
    assert due_words(date(2026, 3, 3), date(2026, 4, 3), TODAY) == "Last one 3 March, due since 3 April."
    assert due_words(date(2026, 3, 10), TODAY, TODAY) == "Last one 10 March, due today."
    assert due_words(date(2025, 12, 3), date(2026, 1, 3), TODAY) == "Last one 3 December 2025, due since 3 January."
    assert due_words(None, None, TODAY) == ""


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, ""),
        (0, ""),
        (1, "Next check-in tomorrow."),
        (2, "Next check-in on Sunday 12 April."),
        (7, "Next check-in on Friday 17 April."),
        (8, ""),
    ],
)
def test_the_next_one_is_named_only_within_a_week(days: int, words: str) -> None:
    assert next_words(TODAY + timedelta(days=days), TODAY) == words


@pytest.mark.parametrize(
    ("behaviours", "words"),
    [(0, "about one minute"), (9, "about two minutes"), (18, "about three minutes"), (400, "about 67 minutes")],
)
def test_how_long_it_takes_follows_how_many_are_asked_about(behaviours: int, words: str) -> None:
    assert minutes(behaviours) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (30, "1 month"),
        (137, "four and a half months"),
        (150, "five months"),
        (183, "half a year"),
        (274, "nine months"),
        (365, "a year"),
        (800, "2 years"),
    ],
)
def test_how_long_ago_is_said_in_months(days: int, words: str) -> None:
    assert ago_words(TODAY - timedelta(days=days), TODAY) == words

"""When something happened, as one says it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from journal_app.domain.when_words import part_of_month, when_in_words

NOW = datetime(2026, 7, 2, 10, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 7, 2, 8, 12, tzinfo=UTC), "today 09:12"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "today 00:30"),
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "yesterday 23:30"),
        (datetime(2026, 3, 3, 9, tzinfo=UTC), "3 March"),
        (datetime(2025, 12, 31, 9, tzinfo=UTC), "31 December 2025"),
        (datetime(2027, 7, 2, 9, tzinfo=UTC), "2 July 2027"),
    ],
)
def test_a_time_is_said_as_one_says_it(at: datetime, words: str) -> None:
    assert when_in_words(at, NOW) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [(1, "early"), (10, "early"), (11, "mid"), (20, "mid"), (21, "late"), (31, "late")],
)
def test_a_day_long_past_is_a_part_of_its_month(day: int, words: str) -> None:
    assert part_of_month(date(2026, 3, day)) == f"{words} March 2026"

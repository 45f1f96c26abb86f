"""When something happened, as one says it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from journal_app.domain.when_words import when_in_words

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

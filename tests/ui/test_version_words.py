"""What is said of an earlier version."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from journal_app.domain.difference import WordChanges
from journal_app.domain.moment import Moment
from journal_app.domain.versions import Reason
from journal_app.services.version_service import VersionSummary
from journal_app.ui.pages.journal import version_words as words

TODAY = date(2026, 11, 22)


def summary(changes: WordChanges | None, reason: Reason = Reason.SITTING, *, present: bool = False) -> VersionSummary:
    kept = Moment.of(datetime(2026, 11, 21, 17, 40, tzinfo=UTC))
    return VersionSummary(1, kept, reason, "Monday", present, changes)


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (datetime(2026, 11, 22, 0, 5, tzinfo=UTC), "Today 00:05"),
        (datetime(2026, 11, 21, 23, 59, tzinfo=UTC), "Yesterday 23:59"),
        (datetime(2026, 11, 16, 8, tzinfo=UTC), "Monday 08:00"),
        (datetime(2026, 11, 15, 8, tzinfo=UTC), "15 November, 08:00"),
        (datetime(2025, 11, 22, 8, tzinfo=UTC), "22 November 2025, 08:00"),
        (datetime(2026, 11, 23, 8, tzinfo=UTC), "23 November, 08:00"),
    ],
)
def test_when_it_was_is_said_as_people_say_it(kept: datetime, said: str) -> None:
    assert words.when(kept, TODAY) == said


@pytest.mark.parametrize(
    ("found", "lines", "spoken"),
    [
        (
            summary(WordChanges(1200, 35, 1)),
            ("1,200 words", "Since then +35 −1"),
            "Yesterday 17:40. 1,200 words. Since then 35 words added, 1 removed",
        ),
        (
            summary(WordChanges(1, 0, 0), Reason.CUT),
            ("1 word · before much of it went", "The same words as now"),
            "Yesterday 17:40. 1 word · before much of it went. The same words as now",
        ),
        (
            summary(WordChanges(2, 0, 0), Reason.RESTORED, present=True),
            ("2 words · before another was restored", "The same as now"),
            "Yesterday 17:40. 2 words · before another was restored. The same as now",
        ),
        (
            summary(None, Reason.CONFLICT),
            ("from a copy that differed", ""),
            "Yesterday 17:40. from a copy that differed",
        ),
    ],
)
def test_how_it_differs_is_said_in_a_line_and_aloud(found: VersionSummary, lines: tuple[str, str], spoken: str) -> None:
    assert (words.size(found), words.changes(found)) == lines
    assert words.aloud(found, TODAY) == spoken


def test_versions_are_counted_where_there_are_any() -> None:
    assert [words.counted(number) for number in (0, 1, 2, 1000)] == [
        *("", "1 earlier version", "2 earlier versions", "1,000 earlier versions")
    ]

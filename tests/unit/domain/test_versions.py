"""Which texts are worth keeping, and which may go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from journal_app.domain.versions import MUCH, Mark, Reason, Text, loses_much, lost, sitting_is_over, superseded

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
SENTENCE = "I kept quiet when Sam spoke about the money. "
PAGE = " ".join(f"word{number}" for number in range(400))

MARKS = st.lists(
    st.builds(
        lambda minutes, reason: (NOW - timedelta(minutes=minutes), reason),
        st.integers(-600_000, 3_000_000),
        st.sampled_from(Reason),
    ),
    max_size=40,
).map(lambda found: tuple(Mark(number, kept, reason) for number, (kept, reason) in enumerate(found, start=1)))


def body(text: str) -> Text:
    return Text("", text)


def sat(*days_ago: float, reason: Reason = Reason.SITTING) -> tuple[Mark, ...]:
    """Versions of so many days ago."""
    return tuple(Mark(number, NOW - timedelta(days=days), reason) for number, days in enumerate(days_ago, start=1))


@pytest.mark.parametrize(
    ("before", "after", "characters"),
    [
        ("", "", 0),
        ("one two", "one two three", 0),
        ("one two", "one  two\n", 0),
        ("one two", "two one", 0),
        ("one two", "one", 3),
        ("one one one", "one", 6),
        ("a word here", "a here", 4),
        ("Srah spoke", "Sarah spoke", 0),
        ("会議で黙っていた。" * 9, "会議で黙っていた。" * 8, 9),
        ("gone", "", 4),
    ],
)
def test_what_is_lost_is_counted_in_characters_of_words(before: str, after: str, characters: int) -> None:
    assert lost(before, after) == characters


@given(st.text(alphabet="ab \n", max_size=60), st.text(alphabet="ab \n", max_size=60))
def test_nothing_is_lost_of_a_text_that_is_inside_another(text: str, more: str) -> None:
    assert lost(text, text + more) == 0
    assert lost(text, more + text) == 0
    assert 0 <= lost(text, more) <= sum(map(len, text.split()))


@pytest.mark.parametrize(
    ("before", "after", "much"),
    [
        ("x", "", True),
        ("", "", False),
        (" \n", "", False),
        (SENTENCE, SENTENCE + "more", False),
        (SENTENCE, "Something else altogether.", True),
        (SENTENCE * 9, SENTENCE * 8, False),
        (SENTENCE * 9, SENTENCE * 5, True),
        (PAGE, PAGE[: -MUCH * 2], True),
        (PAGE, PAGE + " and so on", False),
        ("No.", "Yes, I did.", False),
    ],
)
def test_a_version_is_worth_keeping_once_two_sentences_or_most_of_a_short_text_go(
    before: str, after: str, much: bool
) -> None:
    assert loses_much(body(before), body(after)) is much


def test_a_title_counts_as_the_text_does() -> None:
    assert loses_much(Text("What I ought to have said", ""), Text("Untitled", ""))
    assert not loses_much(Text("Monday", PAGE), Text("Tuesday", PAGE))
    assert loses_much(Text("Monday", ""), Text(" ", "\n"))


def test_a_sitting_is_over_after_half_an_hour_and_when_the_clock_was_set_back() -> None:
    assert not sitting_is_over(NOW - timedelta(minutes=30), NOW)
    assert sitting_is_over(NOW - timedelta(minutes=30, seconds=1), NOW)
    assert sitting_is_over(NOW + timedelta(days=365), NOW)


def test_a_week_is_kept_whole_then_one_a_day_a_week_a_month() -> None:
    marks = sat(930, 890, 881, 880, 100, 99.5, 99, 20.2, 20.1, 20, 6.2, 6.1, 6, 0)
    kept = {mark.number for mark in marks} - superseded(marks, NOW)
    ages = [round((NOW - mark.kept).total_seconds() / 86400, 1) for mark in marks if mark.number in kept]
    assert ages == [930, 880, 99, 20, 6.2, 6.1, 6, 0]


def test_what_was_cut_or_restored_is_kept_for_ninety_days() -> None:
    first = sat(400)
    for reason in (Reason.CUT, Reason.RESTORED, Reason.CONFLICT):
        recent = tuple(Mark(n, NOW - timedelta(days=80, minutes=n), reason) for n in range(2, 6))
        assert superseded((*first, *recent, *sat(0)), NOW) == frozenset()
        old = tuple(Mark(n, NOW - timedelta(days=95, minutes=n), reason) for n in range(2, 6))
        assert len(superseded((*first, *old, Mark(9, NOW, reason)), NOW)) == 3


@given(MARKS)
def test_thinning_twice_is_thinning_once_and_the_first_and_newest_stay(marks: tuple[Mark, ...]) -> None:
    gone = superseded(marks, NOW)
    left = tuple(mark for mark in marks if mark.number not in gone)
    assert superseded(left, NOW) == frozenset()
    if marks:
        assert min(marks, key=lambda mark: (mark.kept, mark.number)) in left
        assert max(marks, key=lambda mark: (mark.kept, mark.number)) in left
        assert marks[-1] in left


@given(MARKS, st.integers(0, 4000))
def test_a_clock_set_back_or_running_ahead_drops_nothing_of_the_last_week(marks: tuple[Mark, ...], days: int) -> None:
    assume(marks)
    newest = max(mark.kept for mark in marks)
    recent = {mark.number for mark in marks if newest - mark.kept <= timedelta(days=7)}
    assert not superseded(marks, NOW + timedelta(days=days)) & recent
    assert superseded(marks, NOW - timedelta(days=days)) <= superseded(marks, max(NOW, newest))


@given(MARKS)
def test_every_month_that_had_a_version_still_has_one(marks: tuple[Mark, ...]) -> None:
    gone = superseded(marks, NOW)
    months = {(mark.kept.year, mark.kept.month) for mark in marks}
    assert months == {(mark.kept.year, mark.kept.month) for mark in marks if mark.number not in gone}

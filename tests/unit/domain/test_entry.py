"""Tags as kept, words as counted, and the first line a list shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.entry import EntryFilter, first_line, normal_tag, word_count
from journal_app.domain.errors import BadTag


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("team", "team"),
        ("#team", "team"),
        ("## Team ", "Team"),
        ("  two \t words\n", "two words"),
        ("C#", "C#"),
        ("a/b", "a/b"),
        ("équipe", "équipe"),
        ("👩‍👧", "👩‍👧"),
        ("x" * 60, "x" * 60),
    ],
)
def test_a_tag_is_kept_without_its_hash_and_double_spaces(typed: str, kept: str) -> None:
    assert normal_tag(typed) == kept
    assert normal_tag(kept) == kept


@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_text_is_a_tag_that_can_be_kept_or_a_bad_one(text: str) -> None:
    try:
        tag = normal_tag(text)
    except BadTag:
        return
    assert 0 < len(tag) <= 60
    assert "," not in tag
    assert "\0" not in tag
    assert tag.encode()
    assert normal_tag(tag) == tag


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("  \n", 0), ("one", 1), ("well-being, don't", 2), ("- * # —", 0), ("3.14 and 2", 3), ("naïve café", 2)],
)
def test_words_are_counted_as_a_person_counts_them(text: str, count: int) -> None:
    assert word_count(text) == count


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("", ""),
        ("plain", "plain"),
        ("\n\n  \nsecond", "second"),
        ("# Heading", "Heading"),
        ("> - [x] **done** _it_", "done it"),
        ("1. First", "First"),
        ("![picture](dayone-moment://X)\nAfter", "picture"),
        ("[a link](http://example.org) here", "a link here"),
        ("---\n***\ntext", "text"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("x" * 160, "x" * 160),
        ("x" * 161, "x" * 159 + "…"),
        ("word " * 50, "word " * 30 + "word…"),
        ("*" * 10_000, ""),
        (" " * 10_000 + "too far down", ""),
    ],
)
def test_the_first_line_has_words_and_no_markers(body: str, line: str) -> None:
    assert first_line(body) == line


@given(st.text(max_size=300))
def test_the_first_line_is_one_short_line(body: str) -> None:
    line = first_line(body)
    assert len(line) <= 160
    assert len(line.splitlines()) <= 1


def test_a_filter_that_narrows_nothing_is_empty_in_the_bin_too() -> None:
    assert EntryFilter().is_empty
    assert EntryFilter(deleted=True).is_empty
    assert not EntryFilter(starred=True).is_empty
    assert not EntryFilter(words="x", deleted=True).is_empty

"""The difference between two texts: exact to the letter, readable, and found in a bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.difference import Piece, Side, difference, folded, spoken, word_changes

SAME, ADDED, REMOVED = Side.SAME, Side.ADDED, Side.REMOVED
PARAGRAPHS = [f"Paragraph {number} says what nobody else says, and says it {number} times." for number in range(40)]

TEXTS = st.lists(
    st.sampled_from(
        ["one", "two", "three", " ", "  ", "\n", "\n\n", "I don't", ".", ", ", "会議", "🧭", "é", "\u2028", "\r"]
    ),
    max_size=60,
).map("".join)


def text_of(pieces: tuple[Piece, ...], without: Side) -> str:
    return "".join(piece.text for piece in pieces if piece.side is not without)


def sides(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.side.value, piece.text) for piece in difference(old, new)]


@given(TEXTS, TEXTS)
def test_what_stayed_with_what_came_is_the_new_text_and_with_what_went_the_old(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert text_of(pieces, REMOVED) == new
    assert text_of(pieces, ADDED) == old
    shown = folded(pieces)
    assert text_of(shown, REMOVED) == new
    assert text_of(shown, ADDED) == old
    assert all(piece.text for piece in (*pieces, *shown))


@given(st.text(max_size=200), st.text(max_size=200))
def test_so_it_is_with_any_characters(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert (text_of(pieces, ADDED), text_of(pieces, REMOVED)) == (old, new)


@given(TEXTS)
def test_the_same_text_differs_in_nothing(text: str) -> None:
    assert all(piece.side is SAME for piece in difference(text, text))


def test_a_changed_word_is_shown_as_a_word() -> None:
    assert sides("The meeting began late.", "The meeting began early.") == [
        ("same", "The meeting began "),
        ("removed", "late"),
        ("added", "early"),
        ("same", "."),
    ]


def test_a_new_paragraph_is_shown_whole_beside_one_that_changed_a_little() -> None:
    old = "I kept quiet, and nobody asked.\n\nThen we went on."
    new = "I kept quiet, and nobody asked me.\n\nSam was not there.\n\nThen we went on."
    assert sides(old, new) == [
        ("same", "I kept quiet, and nobody asked"),
        ("added", " me"),
        ("same", ".\n"),
        ("added", "\nSam was not there.\n"),
        ("same", "\nThen we went on."),
    ]


def test_a_sentence_that_is_all_another_is_not_cut_into_confetti() -> None:
    old = "We spoke of the money, and I did not say what I thought about it."
    new = "In the corridor Sam told me that he had been of another mind from the start."
    assert sides(old, new) == [("removed", old), ("added", new)]


def test_a_paragraph_cut_in_two_is_read_as_that() -> None:
    old = "We spoke of the money first. Then nobody said a word until Sam did."
    new = old.replace("first. Then", "first.\n\nThen")
    assert sides(old, new) == [
        ("same", "We spoke of the money first."),
        ("removed", " "),
        ("added", "\n\n"),
        ("same", "Then nobody said a word until Sam did."),
    ]


def test_long_unchanged_stretches_are_folded_to_the_paragraphs_beside_a_change() -> None:
    old = "\n\n".join(PARAGRAPHS)
    new = old.replace("Paragraph 20", "The twentieth")
    shown = folded(difference(old, new))
    hidden = [piece for piece in shown if piece.folded]
    assert [piece.folded for piece in hidden] == [19, 19]
    seen = "".join(piece.text for piece in shown if not piece.folded)
    assert [number for number in range(40) if PARAGRAPHS[number] in seen] == [19]
    assert "what nobody else says, and says it 20 times." in seen


def test_a_text_that_is_all_the_same_folds_into_one() -> None:
    (only,) = folded(difference("\n\n".join(PARAGRAPHS), "\n\n".join(PARAGRAPHS)))
    assert only.folded == 40
    assert folded(difference("a\n\nb\n\nc", "a\n\nb\n\nc")) == (Piece(SAME, "a\n\nb\n\nc"),)


def test_the_changes_can_be_read_out() -> None:
    pieces = difference("The meeting began late.", "The meeting began very  early.\nIt ended so.\n")
    assert spoken(pieces) == "Removed: “late”. Added: “very early”. Added: “It ended so.”."
    assert spoken(difference("a", "a")) == ""
    assert len(spoken(difference("", "word " * 1000))) <= 1501


def test_words_are_counted_wherever_they_stand() -> None:
    counted = word_changes("one two three -", "three four one")
    assert (counted.words, counted.added, counted.removed) == (3, 1, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("word " * 500_000, "other word " * 400_000),
        ("a\n" * 500_000, "b\na\n" * 400_000),
        ("\n\n".join(PARAGRAPHS * 2000), "\n\n".join(reversed(PARAGRAPHS * 2000))),
        (" ".join(PARAGRAPHS * 60), " ".join(reversed(PARAGRAPHS * 60))),
        ("a b " * 40_000, "b a " * 40_000),
    ],
    ids=["one line", "many lines", "reversed", "one long paragraph", "two words"],
)
def test_no_text_takes_long_to_compare(old: str, new: str) -> None:
    started = time.process_time()
    pieces = difference(old, new)
    assert time.process_time() - started < 5
    assert (text_of(pieces, ADDED), text_of(pieces, REMOVED)) == (old, new)

"""What is kept while somebody writes, deletes and writes again in one sitting."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.sitting import BIT_BY_BIT, Sitting
from journal_app.domain.versions import MUCH, Text

STORY = " ".join(f"word{number}" for number in range(200))


def written(*bodies: str, before: str = "") -> list[str]:
    """What is kept of these texts, saved one after another."""
    sitting, kept = Sitting.of(1, Text("", before)), [Text("", before)] if before else []
    for body in bodies:
        sitting, found = sitting.then(Text("", body), lambda: kept[-1] if kept else None)
        kept.extend(found)
    return [text.body for text in kept[1 if before else 0 :]]


def test_writing_on_keeps_nothing() -> None:
    assert written(*(STORY[:end] for end in range(0, len(STORY), 17))) == []


def test_putting_words_in_and_mending_them_keeps_nothing() -> None:
    assert written(STORY, STORY.replace("word50 ", "werd50 then "), STORY.replace("word50 ", "word50 then ")) == []


def test_deleting_everything_keeps_it() -> None:
    assert written(STORY, "") == [STORY]
    assert written("Hm.", "") == ["Hm."]


def test_pasting_over_everything_keeps_it() -> None:
    assert written(STORY, "Something else altogether.") == [STORY]
    assert written("I said nothing at all.", STORY) == ["I said nothing at all."]


def test_holding_down_the_delete_key_keeps_the_whole_text_once() -> None:
    assert written(*(STORY[:end] for end in range(len(STORY), -1, -18))) == [STORY]
    assert written(*(STORY[:90][:end] for end in range(90, -1, -7)), "") == [STORY[:90]]


def test_rewriting_sentence_by_sentence_keeps_what_was_there_before() -> None:
    bodies, text = [STORY], STORY
    for number in range(0, 200, 4):
        text = text.replace(f"word{number} word{number + 1} ", f"thing{number} another{number} more{number} ")
        bodies.append(text)
    kept = written(*bodies)
    assert kept[0] == STORY
    assert 2 <= len(kept) <= 10


def test_what_was_written_after_a_small_loss_is_kept_too() -> None:
    early = "A sentence to begin with, and a slip of the pen."
    fixed = early.replace("slip of the pen", "slip")
    assert written(early, fixed, f"{fixed} {STORY}", "") == [f"{fixed} {STORY}"]


def test_what_comes_back_and_goes_again_is_kept_once() -> None:
    assert written(STORY, "", STORY, "", STORY, "") == [STORY]


WORDS = [f"{letter}{number}" for letter in "abcdefg" for number in range(60)]
EDITS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60), st.integers(0, 40)), min_size=1, max_size=40)


@given(EDITS)
def test_every_word_that_was_ever_saved_is_kept_somewhere(edits: list[tuple[int, int, int]]) -> None:
    words: list[str] = []
    bodies: list[str] = []
    fresh = 0
    for place, gone, come in edits:
        new = [f"n{fresh + number}" for number in range(come)]
        fresh += come
        words[place % (len(words) + 1) :][:gone] = []
        at = place % (len(words) + 1)
        words[at : at + gone] = new
        bodies.append(" ".join(words))
    kept = written(*bodies)
    somewhere: Counter[str] = Counter()
    for body in (*kept, bodies[-1]):
        somewhere |= Counter(body.split())
    for body in bodies:
        missing = Counter(body.split()) - somewhere
        assert sum(map(len, missing)) < BIT_BY_BIT + MUCH

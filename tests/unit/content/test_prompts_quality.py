"""What makes a prompt worth answering, as far as it can be measured."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from journal_app.content.library import ContentLibrary
from journal_app.domain.content import Lens, LensItem, Prompt

CONTENT = Path(__file__).parents[3] / "resources" / "content"
SOURCES = Path(__file__).parents[3].parent / "shared" / "sources"

LIBRARY = ContentLibrary(CONTENT)
LENSES = [LIBRARY.lens(key) for key in LIBRARY.lens_keys()]
ITEMS: list[LensItem] = [item for lens in LENSES for item in lens.items]
PROMPTS: list[Prompt] = [prompt for lens in LENSES for prompt in lens.prompts]
PRACTICES = [item.key for item in LIBRARY.practices()]

FEWEST_PROMPTS = {"practices": 8, "devon": 12}

# Words that carry the grammar of a question and not its subject.
FUNCTION_WORDS = frozenset(
    word
    for line in (
        "a an the this that these those some any each every all both other another one two",
        "i me my you your yours he him his she her it its we us our ours they them their theirs everyone everybody",
        "someone somebody anyone anybody nobody none who whom whose what which when where why how",
        "and or but if so than then as at by for from in into of off on out over to up upon with without about after",
        "before between during since until while against through under around away back",
        "be am is are was were been being do does did done doing have has had having",
        "can could may might must shall should will would",
        "not no never ever only just also too very more most much many",
        "last lately recent recently latest next now today yesterday tomorrow ago week weeks month months year years",
        "there here again still yet already",
    )
    for word in line.split()
)

MOST_SHARED = 0.6

JARGON = re.compile(
    r"\b(stakeholders?|leverag\w+|synerg\w+|learnings|deep.dive|touch base|going forward|buy.in|silos?|granular"
    r"|low.hanging|paradigm\w*|holistic\w*|actionable|ecosystem|co.?production|KPIs?|ICBs?|STPs?|transformation)\b",
    re.IGNORECASE,
)


def words(text: str) -> list[str]:
    """The words of a text in small letters: letters, figures and apostrophes within."""
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)*", text.lower().replace("’", "'"))


def content_words(text: str) -> frozenset[str]:
    """The words that say what a text is about."""
    return frozenset(words(text)) - FUNCTION_WORDS


def shared_part(one: str, other: str) -> float:
    """How much of the shorter question also stands in the longer one: shared content words over the smaller count."""
    first, second = content_words(one), content_words(other)
    return len(first & second) / min(len(first), len(second))


def runs_of_seven(text: str) -> set[tuple[str, ...]]:
    """Every run of seven words."""
    found = words(text)
    return {tuple(found[start : start + 7]) for start in range(len(found) - 6)}


# How many, and under which keys


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item.lens}.{item.key}")
def test_every_item_has_enough_prompts(item: LensItem) -> None:
    own = [prompt for prompt in PROMPTS if (prompt.lens, prompt.item) == (item.lens, item.key)]
    assert len(own) >= FEWEST_PROMPTS.get(item.lens, 6)


def test_the_prompts_of_an_item_are_numbered_from_one_without_gaps() -> None:
    for item in ITEMS:
        own = [prompt.key for prompt in PROMPTS if (prompt.lens, prompt.item) == (item.lens, item.key)]
        assert own == [f"{item.lens}.{item.key}.{number:02d}" for number in range(1, len(own) + 1)]


def test_no_two_prompts_have_the_same_key_words_or_follow_up() -> None:
    for values in (
        [prompt.key for prompt in PROMPTS],
        [prompt.text.casefold() for prompt in PROMPTS],
        [prompt.follow_up.casefold() for prompt in PROMPTS],
    ):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_no_two_items_have_the_same_name() -> None:
    for names in (
        [(item.lens, item.key) for item in ITEMS],
        [item.short for item in ITEMS],
        [item.title for item in ITEMS],
    ):
        assert len(set(names)) == len(ITEMS)


# What they bear on


def test_every_practice_a_prompt_bears_on_exists() -> None:
    assert {practice for prompt in PROMPTS for practice in prompt.practices} == set(PRACTICES)


def test_a_prompt_names_one_to_three_practices_each_once() -> None:
    for prompt in PROMPTS:
        assert 1 <= len(prompt.practices) <= 3, prompt.key
        assert len(set(prompt.practices)) == len(prompt.practices), prompt.key


@pytest.mark.parametrize("practice", PRACTICES)
@pytest.mark.parametrize("lens", LENSES, ids=lambda lens: lens.key)
def test_every_lens_can_ask_about_every_practice_in_many_ways(lens: Lens, practice: str) -> None:
    assert sum(practice in prompt.practices for prompt in lens.prompts) >= 8


def test_a_prompt_of_a_practice_bears_first_of_all_on_that_practice() -> None:
    for prompt in LIBRARY.lens("practices").prompts:
        assert prompt.practices[0] == prompt.item, prompt.key


# How they read


def test_a_prompt_is_one_question_of_eight_to_twenty_eight_words() -> None:
    for prompt in PROMPTS:
        assert prompt.text.endswith("?"), prompt.key
        assert prompt.text.count("?") == 1, prompt.key
        assert 8 <= len(words(prompt.text)) <= 28, prompt.key


def test_a_follow_up_is_a_short_question_about_what_comes_next() -> None:
    ahead = re.compile(r"\b(will|would|could|can|is|do|deserves|has to|needs)\b", re.IGNORECASE)
    for prompt in PROMPTS:
        assert prompt.follow_up.endswith("?"), prompt.key
        assert 5 <= len(words(prompt.follow_up)) <= 20, prompt.key
        assert ahead.search(prompt.follow_up), prompt.key


def test_a_prompt_speaks_to_you_and_does_not_put_you_on_trial() -> None:
    on_trial = re.compile(r"\b(should you|why did you|why do you|be honest|admit)\b", re.IGNORECASE)
    for prompt in PROMPTS:
        both = f"{prompt.text} {prompt.follow_up}"
        assert re.search(r"\byour?\b", both), prompt.key
        assert not on_trial.search(both), prompt.key


def test_no_prompt_or_description_uses_jargon() -> None:
    texts = [prompt.text for prompt in PROMPTS] + [prompt.follow_up for prompt in PROMPTS]
    texts += [item.description for item in ITEMS]
    assert [text for text in texts if JARGON.search(text)] == []


def test_a_prompt_cannot_be_answered_with_yes_or_no() -> None:
    closed = {"did", "do", "does", "have", "has", "are", "is", "was", "were", "can", "could", "will", "would"}
    assert [prompt.key for prompt in PROMPTS if words(prompt.text)[0] in closed] == []


def test_quotation_marks_and_apostrophes_are_typographic() -> None:
    texts = [prompt.text for prompt in PROMPTS] + [prompt.follow_up for prompt in PROMPTS]
    texts += [item.description for item in ITEMS] + [behaviour.text for behaviour in LIBRARY.behaviours()]
    assert [text for text in texts if "'" in text or '"' in text or "  " in text] == []


def test_the_openings_vary() -> None:
    for lens in LENSES:
        three = Counter(tuple(words(prompt.text)[:3]) for prompt in lens.prompts)
        assert [opening for opening, count in three.items() if count > 4] == []
        first = Counter(words(prompt.text)[0] for prompt in lens.prompts)
        assert max(first.values()) <= 0.3 * len(lens.prompts), first.most_common(1)


def test_few_prompts_begin_with_when_did_you_last() -> None:
    assert sum(prompt.text.startswith("When did you last") for prompt in PROMPTS) <= 3


def test_no_two_prompts_are_alike() -> None:
    alike = [
        f"{one.key} {other.key} {shared_part(one.text, other.text):.0%}"
        for one, other in combinations(PROMPTS, 2)
        if shared_part(one.text, other.text) > MOST_SHARED
    ]
    assert alike == []


def test_the_measure_of_likeness_sees_a_question_that_was_only_turned_round() -> None:
    one = "Who interrupted whom in your last partnership meeting, and what did you do about it?"
    other = "In the partnership meeting this week, whom did you see interrupted, and by whom?"
    assert shared_part(one, other) > MOST_SHARED
    assert shared_part(one, "Which good news went unmentioned lately?") == 0


# In our own words


def test_a_description_is_two_sentences() -> None:
    for item in ITEMS:
        assert len(re.findall(r"[.?!](?= [A-Z]|$)", item.description)) == 2, item.key


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the documents are not beside this checkout")
def test_no_run_of_seven_words_is_taken_from_the_documents() -> None:
    taken: set[tuple[str, ...]] = set()
    for path in sorted(SOURCES.glob("*.txt")):
        taken |= runs_of_seven(path.read_text(encoding="utf-8"))
    assert taken, "the documents hold no words"
    ours = [(item.key, item.description) for item in ITEMS]
    ours += [(prompt.key, text) for prompt in PROMPTS for text in (prompt.text, prompt.follow_up)]
    ours += [(behaviour.key, behaviour.text) for behaviour in LIBRARY.behaviours()]
    copied = [f"{key}: {' '.join(run)}" for key, text in ours for run in runs_of_seven(text) & taken]
    assert copied == []

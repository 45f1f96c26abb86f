"""What a person types into the search field is text, never syntax."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain.entry import EntryFilter, NewEntry
from journal_app.domain.text import storable
from journal_app.storage.creation import create_vault
from journal_app.storage.search_index import match_expression
from tests.support.journals import AT, Stores, moment

NOON = moment("2026-03-01T12:00+00:00")

TEXTS = {
    "wellbeing": "On well-being at work, and the team's mood",
    "dont": "I don't know what to say",
    "cpp": "She writes C++ and C# all day",
    "quote": 'He said "let us begin" and we began',
    "near": "NEAR(the river) AND the mill OR the weir NOT the sea",
    "accents": "Café Größe naïve Żółć",
    "cjk": "会議で 学んだこと",
    "numbers": "42 per cent, 3.14 and 2026-03-01",
    "snake": "snake_case_name and path/to/file.txt",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """A journal with TEXTS, the key as title."""
    stores = Stores.of(create_vault(tmp_path_factory.mktemp("search") / "journal", None, AT))
    for key, text in TEXTS.items():
        stores.entries.add(NewEntry(NOON, key, text), AT)
    yield stores
    stores.vault.close()


def found(stores: Stores, words: str) -> set[str]:
    return {each.title for each in stores.lists.page(EntryFilter(words=words), 0, 100)}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("well-being", {"wellbeing"}),
        ("WELL-BEING", {"wellbeing"}),
        ("well being", {"wellbeing"}),
        ("don't", {"dont"}),
        ("don’t", {"dont"}),
        ("C++", {"cpp"}),
        ("C#", {"cpp"}),
        ("NEAR(", {"near"}),
        ("NEAR(the river)", {"near"}),
        ("AND", {"near", "quote", "wellbeing", "cpp", "numbers", "snake"}),
        ("river AND weir", {"near"}),
        ("river OR nothing", set()),
        ("NOT sea", {"near"}),
        ('"let us begin"', {"quote"}),
        ('"us let"', set()),
        ('"let us', {"quote"}),
        ('let us"', {"quote"}),
        ('""let us""', {"quote"}),
        ("body:river", set()),
        ("river*", {"near"}),
        ("^river", {"near"}),
        ("river +weir", {"near"}),
        ("-river weir", {"near"}),
        ("{river} (weir)", {"near"}),
        ("cafe grosse", set()),
        ("cafe große", {"accents"}),
        ("zołc", {"accents"}),
        ("CAFÉ", {"accents"}),
        ("会議で", {"cjk"}),
        ("3.14", {"numbers"}),
        ("2026-03-01", {"numbers"}),
        ("snake_case_name", {"snake"}),
        ("path/to", {"snake"}),
        ("riv", {"near"}),
        ("river we", {"near"}),
        ("riv weir", set()),
        ("ri\0ver", set()),
        ("river\0weir", {"near"}),
        ("river\0", {"near"}),
        ("river \ud800", {"near"}),
        ("\udcff river", {"near"}),
    ],
)
def test_words_find_the_entries_that_hold_them(library: Stores, words: str, expected: set[str]) -> None:
    assert found(library, words) == expected


@pytest.mark.parametrize(
    "words", ["*", '"', '""', '"""', "'", "-", "()", "++", "🎉", "\0", "\ud800", "…", "~^:{}", "\u0301"]
)
def test_signs_without_a_word_find_nothing_and_break_nothing(library: Stores, words: str) -> None:
    assert match_expression(words) is None
    assert found(library, words) == set()
    assert library.lists.count(EntryFilter(words=words)) == 0
    assert library.lists.months(EntryFilter(words=words)) == ()


def test_spaces_are_no_filter_at_all(library: Stores) -> None:
    assert found(library, " \t\n ") == set(TEXTS)


def test_a_word_being_typed_finds_what_begins_so_but_a_finished_one_only_itself(library: Stores) -> None:
    assert found(library, "kno") == {"dont"}
    assert found(library, "kno ") == set()
    assert found(library, '"kno"') == set()


@given(st.text(st.characters(exclude_categories=()), max_size=60))
@settings(max_examples=150)
def test_no_text_whatever_is_a_syntax_error(library: Stores, words: str) -> None:
    library.lists.page(EntryFilter(words=words), 0, 10)
    library.lists.position(EntryFilter(words=words), "none")


@given(st.text(alphabet=' "*()^-+:{}ANDORTNEAR\0aé\ud800\udcff,', max_size=25))
@settings(max_examples=150)
def test_nothing_made_of_query_signs_is_a_syntax_error(library: Stores, words: str) -> None:
    library.lists.count(EntryFilter(words=words))


@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=40))
@settings(max_examples=60)
def test_an_entry_is_found_by_its_own_whole_text(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    body, _ = storable(text)
    words = " ".join(body.replace('"', " ").split())
    folder: Path = tmp_path_factory.mktemp("one") / "journal"
    stores = Stores.of(create_vault(folder, None, AT))
    uid = stores.entries.add(NewEntry(NOON, "", body), AT)
    if match_expression(words) is not None:
        assert [each.uid for each in stores.lists.page(EntryFilter(words=words), 0, 10)] == [uid]
    stores.vault.close()

"""Text as it can be kept, and tags as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.text import folded, storable, visible

any_text = st.text(st.characters(exclude_categories=()), max_size=30)


def plainly_storable(text: str) -> tuple[str, int]:
    """What ``storable`` promises, one character at a time."""
    kept, replaced = [], 0
    characters = list(text.replace("\r\n", "\n").replace("\r", "\n"))
    while characters:
        first = characters.pop(0)
        if "\ud800" <= first <= "\udbff" and characters and "\udc00" <= characters[0] <= "\udfff":
            low = characters.pop(0)
            kept.append(chr(0x10000 + (ord(first) - 0xD800) * 0x400 + ord(low) - 0xDC00))
        elif "\ud800" <= first <= "\udfff" or first == "\0":
            kept.append("\ufffd")
            replaced += 1
        else:
            kept.append(first)
    return "".join(kept), replaced


@given(any_text | st.text(alphabet="a\0\r\n\ud800\udbff\udc00\udfff🧭", max_size=12))
def test_exactly_what_cannot_be_kept_is_replaced_and_counted(text: str) -> None:
    assert storable(text) == plainly_storable(text)


@given(any_text)
def test_what_was_made_storable_stays_as_it_is(text: str) -> None:
    kept, _ = storable(text)
    assert storable(kept) == (kept, 0)
    assert kept.encode().decode() == kept


@pytest.mark.parametrize(
    ("text", "key"),
    [("Équipe", "equipe"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("İ", "i"), ("ﬁne", "fine"), ("Ａ", "a")],
)
def test_folding_forgets_case_accents_and_width(text: str, key: str) -> None:
    assert folded(text) == key


@given(st.text(max_size=20))
def test_folding_does_not_care_about_case_and_composition(text: str) -> None:
    import unicodedata

    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m\x07\x9b", "\\x1b[31m\\x07\\x9b"),
        ("a\u202eb\u2066c\u200f", "a\\u202eb\\u2066c\\u200f"),
        ("two\nlines\tand \N{MAN}\u200d\N{PERSONAL COMPUTER}, Grüße \u05e9\u05dc\u05d5\u05dd", None),
    ],
)
def test_what_a_terminal_would_obey_is_written_out_and_all_else_is_shown_as_it_is(text: str, shown: str | None) -> None:
    assert visible(text) == (shown or text)

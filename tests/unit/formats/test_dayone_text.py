"""What happens to the text of a Day One entry on its way in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.formats.importers.dayone_text import moment_references, title_and_body, unescape

ESCAPABLE = "\\`*_{}[]()#+-.!>"


def escaped(text: str) -> str:
    return "".join("\\" + ch if ch in ESCAPABLE else ch for ch in text)


@pytest.mark.parametrize("ch", ESCAPABLE)
def test_a_backslash_goes_before_each_character_markdown_may_escape(ch: str) -> None:
    assert unescape(f"a\\{ch}b") == f"a{ch}b"


@pytest.mark.parametrize("ch", ["a", " ", "<", '"', "~", "|", "/", "&", "1", "é", "\n"])
def test_a_backslash_stays_before_any_other_character(ch: str) -> None:
    assert unescape(f"a\\{ch}b") == f"a\\{ch}b"


def test_an_escaped_backslash_does_not_escape_what_follows_it() -> None:
    assert unescape(r"C:\\\_temp \\\\") == r"C:\_temp \\"


@pytest.mark.parametrize(
    "code",
    [
        r"`a\.b`",
        r"``a\.`b\-``",
        r"`ends in \`",
        "`over\\.\ntwo lines\\.`",
        "```\nfenced\\.\n```\n",
        "```python\nfenced\\.\n\nstill\\.\n```\n",
        "~~~~ info `x`\na\\.\n~~~\nb\\.\n~~~~\n",
        "````\n```\na\\.\n```\n````\n",
        "```\nb\\.\n    ```\nc\\.\n```\n",
        "- one\n\n  ```\n  a\\.\n  ```\n",
        "- ```\n  a\\.\n  ```\n",
        "1. > ```\n   > a\\.\n   > ```\n",
        "> ```\n> a\\.\n> ```\n",
        "> `a\\.\n> b\\.`",
        "```\nnever closed\\.\n\n\\.",
    ],
)
def test_code_keeps_its_backslashes(code: str) -> None:
    assert unescape(code) == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\`not code\.\`", "`not code.`"),
        (r"one ` tick\.", "one ` tick."),
        (r"`` two and one ` tick\.", "`` two and one ` tick."),
        (r"`a\.` b\. `c\.`", r"`a\.` b. `c\.`"),
        (r"\``a\.`", r"``a\.`"),
        ("a ` tick\\.\n\nb ` tick\\.", "a ` tick.\n\nb ` tick."),
        ("- a ` tick\\.\n- b ` tick\\.", "- a ` tick.\n- b ` tick."),
        ("# a ` tick\\.\nb ` tick\\.", "# a ` tick.\nb ` tick."),
        ("a ` tick\\.\n---\nb ` tick\\.", "a ` tick.\n---\nb ` tick."),
        ("a ` tick\\.\n> b ` tick\\.", "a ` tick.\n> b ` tick."),
        ("```\na\\.\n```\nafter\\.", "```\na\\.\n```\nafter."),
        ("> ```\n> a\\.\nafter\\.", "> ```\n> a\\.\nafter."),
        ("``` not a ` fence\\.\n\\.", "``` not a ` fence.\n."),
        ("\tindented\\!", "\tindented!"),
    ],
)
def test_text_that_only_resembles_code_loses_its_backslashes(text: str, expected: str) -> None:
    assert unescape(text) == expected


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="~"), max_size=200))
def test_unescaping_undoes_escaping(text: str) -> None:
    assert unescape(escaped(text)) == text


_CODE = st.text(st.sampled_from("ab \\.*_-#>!é"), min_size=1, max_size=12)
_WORDS = st.text(st.sampled_from("ab \\.*_`!é<"), max_size=12)


@st.composite
def _span(draw: st.DrawFn) -> tuple[str, str]:
    ticks = "`" * draw(st.integers(1, 4))
    code = ticks + draw(_CODE) + ticks
    before, after = draw(_WORDS), draw(_WORDS)
    return f"x{escaped(before)}{code}{escaped(after)}\n\n", f"x{before}{code}{after}\n\n"


@st.composite
def _fenced(draw: st.DrawFn) -> tuple[str, str]:
    mark = draw(st.sampled_from(["```", "~~~", "`````"]))
    lines = draw(st.lists(_CODE, max_size=5))
    block = "\n".join([mark + draw(st.sampled_from(["", "python"])), *lines, mark, ""])
    return block, block


@settings(deadline=None)
@given(st.lists(st.one_of(_span(), _fenced())))
def test_code_is_never_touched_whatever_stands_around_it(pieces: list[tuple[str, str]]) -> None:
    assert unescape("".join(given for given, _ in pieces)) == "".join(expected for _, expected in pieces)


@settings(deadline=None)
@given(st.text(st.sampled_from("`~\\.>-# \n1a"), max_size=60))
def test_unescaping_only_ever_takes_backslashes_away(text: str) -> None:
    assert unescape(text).replace("\\", "") == text.replace("\\", "")


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# Trip\\!\n\nWe went\\.", "Trip!", "We went."),
        ("# Trip \nWe went", "Trip", "We went"),
        ("# Only a title", "Only a title", ""),
        ("\n# Late\nbody", "Late", "body"),
        ("# Same\n# Again\n", "Same", "# Again\n"),
        ("# A\n\n\n\tindented", "A", "\tindented"),
        ("#\u200b \u200bA\nb", "A", "b"),
    ],
)
def test_a_leading_heading_is_the_title_and_leaves_the_body(text: str, title: str, body: str) -> None:
    assert title_and_body(text) == (title, body)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "## Second level\nb",
        "#tag\nb",
        "# ",
        "#\n\nb",
        "b\n# Later",
        "# ![](dayone-moment://AB12)\nb",
        " # x",
    ],
)
def test_anything_else_at_the_start_is_no_title(text: str) -> None:
    assert title_and_body(text) == ("", text)


def test_an_escaped_hash_makes_no_title() -> None:
    assert title_and_body("\\# no heading\nb") == ("", "# no heading\nb")


def test_a_zero_width_space_is_dropped_and_a_joiner_kept() -> None:
    assert title_and_body("a\u200b b \U0001f469\u200d\U0001f4bb") == ("", "a b \U0001f469\u200d\U0001f4bb")


def test_every_kind_of_reference_is_found_once() -> None:
    text = "![](dayone-moment://AA) ![](dayone-moment:/video/BB) ![](dayone-moment:/audio/CC) "
    text += "![](dayone-moment:/pdfAttachment/DD) ![](dayone-moment://AA) [x](dayone://view?entryId=EE)"
    assert moment_references(text) == ("AA", "BB", "CC", "DD")


@pytest.mark.parametrize(
    "text", ["`" * 400_000, "` `` " * 80_000, " " * 400_000, " > " * 130_000, "- " * 200_000, "\n" * 400_000]
)
def test_odd_text_takes_no_more_than_its_share_of_time(text: str) -> None:
    title, body = title_and_body(text + "\\.")
    assert (title, body.removesuffix(".").removesuffix("\\")) == ("", text)

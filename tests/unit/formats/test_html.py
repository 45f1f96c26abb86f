"""An entry as HTML: how it reads, what is taken out of it, and that no word goes missing."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from journal_app.formats.exporters.html import to_safe_html

_BODY = "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"


def flat(body: str) -> str:
    """The HTML without line breaks between its tags."""
    return re.sub(r"\s*\n\s*", "", to_safe_html(body))


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("", ""),
        ("One\ntwo", "<p>One<br>two</p>"),
        ("One\n\ntwo", "<p>One</p><p>two</p>"),
        ("## So what", "<h2>So what</h2>"),
        ("#leadership today", "<p>#leadership today</p>"),
        ("**a** *b* ***c*** `d`", "<p><strong>a</strong> <em>b</em> <strong><em>c</em></strong> <code>d</code></p>"),
        ("> said\n> so", "<blockquote><p>said<br>so</p></blockquote>"),
        ("text\n---\nmore", "<p>text</p><hr><p>more</p>"),
        ("a\n===", "<p>a<br>===</p>"),
        ("```\n# no *heading*\n- [ ] x\n```", "<pre><code># no *heading*\n- [ ] x\n</code></pre>".replace("\n", "")),
        ("a|b\n-|-\n1|2", "<table><thead><tr><th>a</th><th>b</th></tr></thead>" + _BODY),
        ("    four spaces\n\n  and two", "<p>four spaces</p><p>and two</p>"),
        ("[Anna]: yes", "<p>[Anna]: yes</p>"),
    ],
)  # fmt: skip
def test_text_reads_as_it_was_meant(body: str, html: str) -> None:
    assert flat(body) == html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("Then:\n- one\n- two", "<p>Then:</p><ul><li>one</li><li>two</li></ul>"),
        ("1. one\n2. two", "<ol><li>one</li><li>two</li></ol>"),
        ("1) one\n2) two", "<ol><li>one</li><li>two</li></ol>"),
        ("7. one", '<ol start="7"><li>one</li></ol>'),
        ("in\n1986. It was", "<p>in<br>1986. It was</p>"),
        ("- a\n    - b\n        - c\n- d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("- a\n\t- b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("- a\n  goes on\n- b", "<ul><li>a<br>goes on</li><li>b</li></ul>"),
        ("- a\n\n  more\n- b", "<ul><li><p>a</p><p>more</p></li><li><p>b</p></li></ul>"),
        ("- a\n\ntext\n- b", "<ul><li>a</li></ul><p>text</p><ul><li>b</li></ul>"),
        ("- a\n\ntext\n    - b", "<ul><li>a</li></ul><p>text</p><ul><li>b</li></ul>"),
        ("- [ ] a\n- [x] b", '<ul class="boxes"><li>☐ a</li><li>☑ b</li></ul>'),
        ("- [ ]a\n- [y] b", "<ul><li>[ ]a</li><li>[y] b</li></ul>"),
        ("-5 degrees", "<p>-5 degrees</p>"),
    ],
)
def test_lists_as_people_type_them(body: str, html: str) -> None:
    assert flat(body) == html


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<script>\nalert(1)\n</script>\n",
        "<img src=x onerror=alert(1)>",
        "![a](http://example.org/a.png)",
        "![a](file:///etc/passwd)",
        "![a](data:image/svg+xml;base64,AAAA)",
        "<style>p { display: none }</style>",
        "<iframe src=https://example.org></iframe>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](java&#115;cript:alert(1))",
        "[a](data:text/html,<b>)",
        "[a](file:///etc/passwd)",
        "[a](vbscript:x)",
        "<a href='javascript:alert(1)'>a</a>",
        "<javascript:alert(1)>",
        "[a]( javascript:alert(1) )",
        '[a](http://x" onmouseover="alert(1))',
        "<b onclick=alert(1)>a</b>",
        "<svg/onload=alert(1)>",
        "<!-- --><link rel=stylesheet href=http://example.org>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "\u0002amp\u0003lt;script>",
        "```html\n<script>x</script>\n```",
    ],
)
def test_nothing_runs_loads_or_restyles(body: str) -> None:
    html = to_safe_html(body)
    tags = re.findall(r"<[^>]*>", html)
    assert not re.search(r"<(?:script|img|style|iframe|svg|link|object|embed|base|form|input)\b", html, re.IGNORECASE)
    assert not any(re.search(r"\bon\w+\s*=|style\s*=|src\s*=", tag, re.IGNORECASE) for tag in tags)
    for address in re.findall(r'href="([^"]*)"', html):
        assert re.match(r"(?:https?|mailto):", unescape(address)), address


def test_html_is_shown_as_it_was_typed() -> None:
    assert flat("I met <name of client> & 3 < 4") == "<p>I met &lt;name of client&gt; &amp; 3 &lt; 4</p>"


def test_pictures_are_told_by_their_descriptions() -> None:
    assert flat("![our whiteboard](http://a.example/b.png) ![](c.png)x") == "<p><em>our whiteboard</em> x</p>"


@pytest.mark.parametrize("address", ["https://a.example/b?c=d&e=f", "http://a.example", "mailto:a@b.example"])
def test_links_that_people_follow_stay(address: str) -> None:
    html = to_safe_html(f"[there]({address})")
    assert f'href="{address.replace("&", "&amp;")}"' in html
    assert 'rel="noopener noreferrer"' in html


def test_an_unclosed_fence_swallows_nothing() -> None:
    html = to_safe_html("before\n\n```\nafter\n- [ ] box")
    assert "before" in html
    assert "after" in html
    assert "box" in html


WORDS = st.sampled_from(["alpha", "beta", "gamma", "délta"])
SIGNS = st.sampled_from(
    [" ", "\n", "\n\n", "- ", "    ", "1. ", "> ", "# ", "##", "<", ">", "</", "&", "*", "**", "_", "`", "[", "]", "(",
     ")", "!", "|", "\n---\n", "<b>", "<script>", "<!--", "```\n", "~~~\n", ":", "\t"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.one_of(WORDS, SIGNS), max_size=25).map("".join))
@example("*alpha**alpha*alpha")
def test_no_word_is_lost_whatever_stands_around_it(body: str) -> None:
    # What follows a fence on its line names a language, and what stands in a link's brackets is an address.
    if re.search(r"[`~]{3}|\]\(", body):
        return
    words = re.findall(r"alpha|beta|gamma|délta", body)
    html = to_safe_html(body)
    assert re.findall(r"alpha|beta|gamma|délta", unescape(re.sub(r"</?[a-z][^>]*>", "", html))) == words
    assert "<script" not in html


def test_without_links_only_their_words_are_left() -> None:
    html = to_safe_html("[there](https://example.org/away) and <https://example.org/auto>", links=False)
    assert "there and" in html
    assert "away" not in html
    assert "<a" not in html

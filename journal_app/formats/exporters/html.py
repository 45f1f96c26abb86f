"""An entry's Markdown as safe HTML: nothing in it can run, restyle or fetch anything, and no word of it is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown import Markdown

_TAGS = {
    "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "code", "pre", "blockquote",
    "ul", "ol", "li", "a", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "ul": {"class"}}
_SCHEMES = {"http", "https", "mailto"}

_ITEM = re.compile(r"^(?P<indent>\s*)(?:[-*+]|\d{1,9}[.)])\s+(?=\S)")
# A list may begin right under a paragraph, but "1986. was a year" may not: only a list's first number does that.
_FIRST_ITEM = re.compile(r"^\s*(?:[-*+]|1[.)])\s+\S")
_BRACKET_NUMBER = re.compile(r"^(\s*\d{1,9})\)(?=\s)")
_BOX = re.compile(r"^(\s*(?:[-*+]|\d{1,9}[.)])\s+)\[([ xX])\](?=\s)")
_RULE = re.compile(r"^\s*([-*_])(\s*\1){2,}\s*$")
_HASHTAG = re.compile(r"^#(?=[^\s#])")
_FENCE = re.compile(r"^(`{3,}(?=[^`]*$)|~{3,})")
_BOX_LIST = re.compile(r"<ul>(?=\s*<li>(?:\s*<p>)?[☐☑])")
_TANGLED = re.compile(r"[*_]{2}")
_ANY_TAG = re.compile(r"<[^>]*>")
_PICTURE = re.compile(r'<img alt="([^"]*)"[^>]*>')


def to_safe_html(body: str, *, links: bool = True) -> str:
    """Render Markdown to HTML with an allow-list of tags.

    HTML in the text is shown as it was typed, a picture as its description; links keep http, https and mailto, or only
    their words without ``links``. A list of boxes has the class "boxes": it needs no bullets.
    """
    import nh3

    rendered = _rendered(_prepared(body))
    rendered = _PICTURE.sub(lambda found: f"<em>{found[1]}</em>" if found[1] else "", rendered)
    return nh3.clean(
        _BOX_LIST.sub('<ul class="boxes">', rendered),
        tags=_TAGS if links else _TAGS - {"a"},
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _rendered(prepared: str) -> str:
    """HTML; where the library's emphasis would drop words, as in ``*one**two*three``, the signs stay as typed."""
    html = _markdown().convert(prepared)
    if not _TANGLED.search(prepared):
        return html
    plain = _markdown(emphasis=False).convert(prepared)
    return html if _letters(html) == _letters(plain) else plain


def _letters(html: str) -> int:
    return sum(ch.isalnum() for ch in _ANY_TAG.sub("", html))


def _markdown(*, emphasis: bool = True) -> Markdown:
    from markdown import Markdown

    made = Markdown(extensions=["fenced_code", "tables", "sane_lists", "nl2br"], tab_length=2, output_format="html")
    # People write <name of client>, and [Anna]: yes; they indent a paragraph, or rule a line under one. What means
    # something else to Markdown would be left out, or look unlike it did while it was written.
    made.preprocessors.deregister("html_block")
    made.inlinePatterns.deregister("html")
    for name in ("code", "reference", "setextheader"):
        made.parser.blockprocessors.deregister(name)
    if not emphasis:
        for name in ("em_strong", "em_strong2"):
            made.inlinePatterns.deregister(name, strict=False)
    return made


def _prepared(body: str) -> str:
    prepared, fence = _Prepared(), ""
    for line in body.split("\n"):
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif fence and line.rstrip() == fence:
            fence = ""
        elif not fence:
            prepared.add(line)
            continue
        prepared.lines.append(line)
    return "\n".join(prepared.lines)


@dataclass
class _Prepared:
    """Lines as people write them, put so that Markdown understands: what begins a list, and how deep an item lies."""

    lines: list[str] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    gap_in_list: bool = False

    def add(self, line: str) -> None:
        """Add a line that stands in no fence."""
        item = None if _RULE.match(line) else _ITEM.match(line)
        if item:
            self._make_room(line)
            line = self._nested(line, len(item["indent"].expandtabs(4)))
            line = _BRACKET_NUMBER.sub(r"\1.", line)
            line = _BOX.sub(lambda box: f"{box[1]}{'☐' if box[2] == ' ' else '☑'}", line)
        elif not line.strip():
            self.gap_in_list = bool(self.indents)
        elif not line[0].isspace() and (self.gap_in_list or _RULE.match(line)):
            self.indents.clear()
            self.gap_in_list = False
        self.lines.append(_HASHTAG.sub(r"\\#", line))

    def _make_room(self, line: str) -> None:
        """An empty line before an item that follows a paragraph, unless it is the item before that goes on."""
        before = self.lines[-1] if self.lines else ""
        in_paragraph = bool(before.strip()) and not _ITEM.match(before)
        if in_paragraph and (self.gap_in_list if self.indents else bool(_FIRST_ITEM.match(line))):
            self.lines.append("")
        self.gap_in_list = False

    def _nested(self, line: str, indent: int) -> str:
        """Two spaces a level, however many the person used."""
        while self.indents and indent < self.indents[-1]:
            self.indents.pop()
        if not self.indents or indent > self.indents[-1] + 1:
            self.indents.append(indent)
        return "  " * (len(self.indents) - 1) + line.lstrip()

"""An entry's Markdown as safe HTML: what a script, a style or a remote picture could do is taken out."""

from __future__ import annotations

import re

_TAGS = {
    "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "del", "code", "pre", "blockquote",
    "ul", "ol", "li", "a", "table", "thead", "tbody", "tr", "th", "td", "sup", "sub",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}

_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+")
_BOX = re.compile(r"^(\s*(?:[-*+]|\d{1,9}[.)])\s+)\[([ xX])\](?=\s)")
_FENCE = re.compile(r"^\s{0,3}(?:```|~~~)")


def to_safe_html(body: str) -> str:
    """Render Markdown to HTML with an allow-list of tags; pictures are left out, links keep http, https and mailto."""
    import markdown
    import nh3

    rendered = markdown.markdown(
        _prepared(body),
        extensions=["fenced_code", "tables", "sane_lists", "nl2br"],
        tab_length=2,
        output_format="html",
    )
    return nh3.clean(
        rendered,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        clean_content_tags={"script", "style"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _prepared(body: str) -> str:
    """As people write it: a list may follow a paragraph without a blank line, and boxes are ticked or not."""
    lines: list[str] = []
    in_fence = False
    for raw in body.split("\n"):
        line = raw
        if _FENCE.match(line):
            in_fence = not in_fence
        if not in_fence:
            if _ITEM.match(line) and lines and lines[-1].strip() and not _ITEM.match(lines[-1]) and line[:1] != " ":
                lines.append("")
            line = _BOX.sub(lambda box: f"{box.group(1)}{'☐' if box.group(2) == ' ' else '☑'}", line)
        lines.append(line)
    return "\n".join(lines)

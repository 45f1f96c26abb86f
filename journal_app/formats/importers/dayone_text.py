"""The text of a Day One entry: Markdown in which the app has escaped more than Markdown asks for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

ZERO_WIDTH_SPACE = "\u200b"

_TITLE = re.compile(r"(?:[ \t]*\n)*#[ \t]+(\S[^\n]*)(?:\n|\Z)")
_BLANK_LINES = re.compile(r"(?:[ \t]*\n)+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_ESCAPE_OR_TICKS = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>])|`+")
_TICKS = re.compile(r"`+")
_CONTAINERS = r"(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*"
_FENCE = re.compile(rf"({_CONTAINERS})(`{{3,}}(?=[^`\n]*\n?\Z)|~{{3,}})")
_QUOTE_MARKS = re.compile(r"(?:[ \t]*>)+")
_HEADING = re.compile(r"[ \t>]*#{1,6}(?:\s|\Z)")
_LIST_ITEM = re.compile(r"[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]")
_REFERENCE = re.compile(r"dayone-moment:/{1,2}(?:(?:video|audio|pdfAttachment)/)?([0-9A-Za-z_-]{1,64})")


def title_and_body(text: str) -> tuple[str, str]:
    """The title and the body of an entry, unescaped. A leading ``# `` line is the title and leaves the body.

    A heading that holds a picture is none: references to media stay where they stand.
    """
    text = text.replace(ZERO_WIDTH_SPACE, "")
    heading = _TITLE.match(text)
    if heading is None or moment_references(heading[1]):
        return "", unescape(text)
    rest = text[heading.end() :]
    blank = _BLANK_LINES.match(rest)
    return unescape(heading[1].strip()), unescape(rest[blank.end() :] if blank else rest)


def moment_references(text: str) -> tuple[str, ...]:
    """The identifiers of the media a text refers to (``dayone-moment:...``), each once, in order."""
    return tuple(dict.fromkeys(_REFERENCE.findall(text)))


def unescape(text: str) -> str:
    r"""The text without Day One's backslashes before ``\`*_{}[]()#+-.!>``. Code is left as it is."""
    if "\\" not in text:
        return text
    return "".join(piece if is_code else _unescape_inline(piece) for piece, is_code in _pieces(text))


@dataclass(frozen=True, slots=True)
class _Fence:
    """The opening line of a fenced code block."""

    mark: str
    indent: int
    quoted: bool

    @classmethod
    def opened_by(cls, line: str) -> _Fence | None:
        match = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if match is None:
            return None
        return cls(match[2], _width(match[1].rpartition(">")[2]), ">" in match[1])

    def is_left_by(self, line: str) -> bool:
        """Whether the block ended with the quotation it stands in, before this line."""
        return self.quoted and not line.lstrip(" \t").startswith(">")

    def is_closed_by(self, line: str) -> bool:
        rest = _QUOTE_MARKS.sub("", line, count=1) if self.quoted else line
        ticks = rest.strip()
        if not ticks.startswith(self.mark) or ticks.strip(self.mark[0]):
            return False
        return _width(rest[: rest.index(ticks)]) <= self.indent + 3


def _width(prefix: str) -> int:
    return len(prefix.expandtabs(4))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut where a code span cannot go on: fenced code (True) and, between it, blocks of text (False)."""
    fence: _Fence | None = None
    block: list[str] = []
    for line in _LINES.findall(text):
        if fence is not None and not fence.is_left_by(line):
            yield line, True
            fence = None if fence.is_closed_by(line) else fence
            continue
        fence = _Fence.opened_by(line)
        if block and (fence is not None or _starts_block(line, block[-1])):
            yield "".join(block), False
            block = []
        if fence is not None:
            yield line, True
        else:
            block.append(line)
    yield "".join(block), False


def _starts_block(line: str, before: str) -> bool:
    """Whether a line cannot belong to the same paragraph as the line before it."""
    if any(not each.strip() or _HEADING.match(each) or _is_rule(each) for each in (line, before)):
        return True
    quotation_starts = line.lstrip().startswith(">") and not before.lstrip().startswith(">")
    return quotation_starts or _LIST_ITEM.match(line) is not None


def _is_rule(line: str) -> bool:
    marks = "".join(line.split()).lstrip(">")
    return len(marks) > 1 and marks[0] in "-=*_" and not marks.strip(marks[0])


def _unescape_inline(text: str) -> str:
    """One block of text without its escapes; spans between equally long runs of backticks stay as they are."""
    if "\\" not in text:
        return text
    runs: defaultdict[int, list[int]] = defaultdict(list)
    for ticks in _TICKS.finditer(text):
        runs[len(ticks[0])].append(ticks.start())
    done: list[str] = []
    at = 0
    while match := _ESCAPE_OR_TICKS.search(text, at):
        done.append(text[at : match.start()])
        at = match.end() if match[1] else _end_of_span(match, runs)
        done.append(match[1] or text[match.start() : at])
    return "".join([*done, text[at:]])


def _end_of_span(opening: re.Match[str], runs: dict[int, list[int]]) -> int:
    """Where the code span these backticks open ends; just after them, if nothing closes it."""
    length = len(opening[0])
    starts = runs.get(length, [])
    index = bisect_left(starts, opening.end())
    return starts[index] + length if index < len(starts) else opening.end()

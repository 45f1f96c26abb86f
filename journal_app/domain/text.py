"""Text as it can be kept: without NULs and lone surrogates, which neither UTF-8 nor SQLite can hold."""

from __future__ import annotations

import re
import unicodedata

REPLACEMENT = "\ufffd"

# What a terminal would obey rather than show: control characters, and what turns the direction of writing.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def storable(text: str) -> tuple[str, int]:
    """The text with every character that cannot be kept replaced by U+FFFD, and how many were replaced.

    Surrogates that form a pair are joined into the character they mean. Line ends become ``\\n``.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        text = joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        replaced = sum(1 for ch in joined if "\ud800" <= ch <= "\udfff")
    else:
        replaced = 0
    nuls = text.count("\0")
    return text.replace("\0", REPLACEMENT), replaced + nuls


def visible(text: str) -> str:
    """The text as it may be shown in a terminal: what would be obeyed there is written out, as ``\\x1b``."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def folded(text: str) -> str:
    """The text without case and accents, for comparing tags and names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))

"""Text as it can be kept: without NULs and lone surrogates, which neither UTF-8 nor SQLite can hold."""

from __future__ import annotations

import unicodedata

REPLACEMENT = "\ufffd"


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


def folded(text: str) -> str:
    """The text without case and accents, for comparing tags and names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))

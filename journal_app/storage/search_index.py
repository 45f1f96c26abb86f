"""What a person types, as a query the full-text index cannot misread."""

from __future__ import annotations

import re

from journal_app.domain.text import storable

_PIECES = re.compile(r'"([^"]*)"|(\S+)')


def match_expression(words: str) -> str | None:
    """An FTS5 expression that finds entries with all of these words, the last one also as a beginning.

    Words in double quotes are a phrase. Each piece is quoted, so that ``well-being``, ``don't``, ``C++`` and ``NEAR(``
    are text and never syntax. None if nothing in it can be searched for.
    """
    pieces = []
    words, _ = storable(words.replace("\0", " "))
    for found in _PIECES.finditer(words):
        phrase, word = found.group(1), found.group(2)
        text = (phrase if phrase is not None else word).replace('"', " ")
        if any(ch.isalnum() for ch in text):
            pieces.append((text, phrase is None))
    if not pieces:
        return None
    quoted = [f'"{text}"' for text, _ in pieces]
    if pieces[-1][1] and words[-1:].isalnum():
        quoted[-1] += "*"
    return " ".join(quoted)

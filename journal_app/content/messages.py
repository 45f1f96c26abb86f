"""The words for what goes wrong: from an error's message id and parameters to a sentence for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from string import Formatter

from journal_app.content.library import ContentTable, read_content
from journal_app.domain.errors import UserFacingError

MAX_VALUE_LENGTH = 500
"""The most a value may add to a message. Longer than any folder name in use; a pasted page would bury the sentence."""


class Messages:
    """The messages in ``messages.toml``, read when the first one is needed."""

    def __init__(self, content_dir: Path) -> None:
        self._path = content_dir / "messages.toml"

    def text(self, error: UserFacingError) -> str:
        """One line that says what happened, what is safe and what to do next.

        Raises ValueError, naming file and message, if the message is missing or asks for a parameter that the
        error does not carry: that is a bug.
        """
        template = self._table.text(error.message_id)
        try:
            return "".join(_pieces(template, error.params))
        except ValueError as bug:
            raise self._table.wrong(error.message_id, str(bug)) from bug

    @cached_property
    def _table(self) -> ContentTable:
        return read_content(self._path).table("messages")


def _pieces(template: str, params: Mapping[str, str | int]) -> Iterator[str]:
    # str.format would also follow attributes and indexes ("{folder.parts}"); only plain names are meant here.
    for literal, name, spec, conversion in Formatter().parse(template):
        yield literal
        if name is None:
            continue
        if not name.isidentifier() or spec or conversion:
            raise ValueError(f"holds {name!r}, which is not a plain placeholder")
        if name not in params:
            raise ValueError(f"needs {name!r}, which the error does not carry")
        yield _shown(params[name])


def _shown(value: str | int) -> str:
    """The value on one line, with only characters that show: it may come from a file name or a pasted text."""
    text = " ".join(str(value).split())
    if len(text) > MAX_VALUE_LENGTH:
        text = text[: MAX_VALUE_LENGTH - 1] + "…"
    return "".join(ch if ch.isprintable() else "\N{REPLACEMENT CHARACTER}" for ch in text)

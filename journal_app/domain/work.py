"""Work that takes a while: it says how far it is, and can be told to stop."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float], None]
"""Told how much is done, from 0 to 1."""


class Cancelled(Exception):
    """The work was told to stop, and has taken away what it had half done."""


def never() -> bool:
    """Nobody will tell it to stop."""
    return False


def unheard(_share: float) -> None:
    """Nobody wants to know how far it is."""

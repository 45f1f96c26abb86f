"""Check-ins that are not saved yet, in words; none of them says a rating."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from journal_app.domain.check_in import CheckIn, HalfDone
from journal_app.domain.trend_words.phrases import long_day
from journal_app.domain.when_words import part_of_month

GONE = "The check-in it belonged to is gone; its answers are here."
TO_THE_BIN = "It is among the deleted ones; what you have begun since stays."


def name_of_half_done(half_done: HalfDone, today: date, editing: CheckIn | None = None) -> str:
    """ "Not saved yet: looking back to early March 2026". ``editing`` is what is being changed, if it is there."""
    return f"Not saved yet: {_what(half_done, today, editing)}"


def answered(half_done: HalfDone, asked: Collection[str]) -> str:
    """ "17 answered, one note", and how many answers are to statements that are not ``asked`` now."""
    ratings, notes = half_done.answers.ratings, len(half_done.answers.notes)
    waiting = 0 if half_done.editing else len(ratings.keys() - set(asked))
    parts = [f"{len(ratings) - waiting} answered"]
    if waiting:
        parts.append(f"{waiting} not asked now")
    if notes:
        parts.append("one note" if notes == 1 else f"{notes} notes")
    return ", ".join(parts)


def reworded_since(statements: Sequence[str]) -> str:
    """What to say of answers that were given to other sentences than are asked now."""
    if len(statements) == 1:
        return f"“{statements[0]}” was reworded since; please rate it anew."
    return f"{len(statements)} statements were reworded since; please rate them anew."


def _what(half_done: HalfDone, today: date, editing: CheckIn | None) -> str:
    if half_done.editing and editing is None:
        return "changes to a check-in that is gone"
    if editing is not None:
        kind = "check-in" if editing.as_of is None else "look back"
        return f"changes to the {kind} of {long_day(editing.on)}"
    if half_done.as_of is not None:
        return f"looking back to {part_of_month(half_done.as_of)}"
    return f"check-in of {long_day(half_done.on or today)}"

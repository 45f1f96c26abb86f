"""Check-ins that are not saved yet: what each is for, and how their answers are put together and taken apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from journal_app.domain.check_in import Answers, HalfDone

NOW = "now"
"""The purpose of a check-in of now. Others are named by what they are about, so that none takes another's place."""

_ORDER = (NOW, "then", "edit")
_NONE = object()
T = TypeVar("T")


def look_back_slot(as_of: date) -> str:
    """The purpose of looking back to a day."""
    return f"then {as_of.isoformat()}"


def edit_slot(uid: str) -> str:
    """The purpose of changing a check-in that was saved."""
    return f"edit {uid}"


def aside_slot(on: date) -> str:
    """The purpose of a check-in of now that was put aside for one about another day."""
    return f"{NOW} {on.isoformat()}"


def slot_of(half_done: HalfDone) -> str:
    """What a half-done check-in is for."""
    if half_done.editing:
        return edit_slot(half_done.editing)
    return look_back_slot(half_done.as_of) if half_done.as_of else NOW


def in_order(slot: str) -> tuple[int, str]:
    """By what they are listed: check-ins, looks back, changes."""
    return _ORDER.index(slot.split(" ", maxsplit=1)[0]), slot


@dataclass(frozen=True, slots=True)
class Parted:
    """Half-done answers: those that can be ``shown``, those to statements that are ``unasked`` now, and ``stale``
    ratings of sentences that were ``reworded`` since."""

    shown: Answers = field(default_factory=Answers)
    unasked: Answers = field(default_factory=Answers)
    stale: Answers = field(default_factory=Answers)
    reworded: tuple[str, ...] = ()

    @property
    def hidden(self) -> Answers:
        """Everything that is kept, but not shown."""
        return joined(self.unasked, self.stale)


def parted(half_done: HalfDone, asked: Mapping[str, str]) -> Parted:
    """What can be shown where these statements, by behaviour, are asked."""
    about = only_about(half_done.answers, asked, keep=True)
    given = half_done.statements
    stale = {key: value for key, value in about.ratings.items() if given.get(key, asked[key]) != asked[key]}
    ratings = {key: value for key, value in about.ratings.items() if key not in stale}
    return Parted(
        Answers(ratings, about.notes, about.evidence),
        only_about(half_done.answers, asked, keep=False),
        Answers(stale),
        tuple(given[key] for key in stale),
    )


def joined(first: Answers, then: Answers) -> Answers:
    """Both; where both answer the same, ``then`` counts."""
    return Answers(
        {**first.ratings, **then.ratings}, {**first.notes, **then.notes}, {**first.evidence, **then.evidence}
    )


def only_about(answers: Answers, keys: Collection[str], *, keep: bool) -> Answers:
    """The answers about these behaviours, or (not ``keep``) about all others."""
    return Answers(
        {key: value for key, value in answers.ratings.items() if (key in keys) == keep},
        {key: note for key, note in answers.notes.items() if (key in keys) == keep},
        {key: uids for key, uids in answers.evidence.items() if (key in keys) == keep},
    )


def about(answers: Answers) -> frozenset[str]:
    """The behaviours that anything is said about."""
    return frozenset((*answers.ratings, *answers.notes, *answers.evidence))


def given_back(dropped: HalfDone, since: HalfDone, saved: Answers) -> HalfDone:
    """What was dropped, together with what was begun since for the same purpose. What was answered since counts; that
    is what differs from what is ``saved``."""
    first, then = dropped.answers, since.answers
    answers = Answers(
        _given_back(first.ratings, then.ratings, saved.ratings),
        _given_back(first.notes, then.notes, saved.notes),
        _given_back(first.evidence, then.evidence, saved.evidence),
    )
    statements = {key: text for key, text in since.statements.items() if key in answers.ratings}
    stays = {key: text for key, text in dropped.statements.items() if key not in then.ratings}
    return replace(dropped, answers=answers, statements={**statements, **stays})


def _given_back(dropped: Mapping[str, T], since: Mapping[str, T], saved: Mapping[str, T]) -> dict[str, T]:
    found = dict(dropped)
    for key in (*saved, *since):
        if since.get(key, _NONE) != saved.get(key, _NONE):
            found.pop(key, None)
            if key in since:
                found[key] = since[key]
    return found

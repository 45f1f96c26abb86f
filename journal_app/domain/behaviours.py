"""Which behaviours there are in one journal: those that ship as they were chosen and reworded, and one's own.

A statement is told from another by its text. Its number is counted within one journal, and only says which ratings
belong together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from journal_app.domain.check_in_errors import EmptyStatement, LongStatement, SameStatement
from journal_app.domain.content import Behaviour, Wording
from journal_app.domain.text import storable

MAX_STATEMENT_LENGTH = 300
"""A statement longer than this describes more than one thing."""

FIRST_OWN_POSITION = 1000
"""One's own behaviours stand behind those that ship, however many there will be."""

OWN_SOURCE = "own"
"""The source of a behaviour that its owner worded."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a journal holds about one behaviour. ``wording`` None: the words that ship."""

    practice: str
    position: int
    asked: bool = True
    wording: int | None = None
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """Everything a journal holds about behaviours: choices by key, statements by key (oldest first), and which
    (key, number) ever had a rating."""

    choices: Mapping[str, Choice] = field(default_factory=dict)
    wordings: Mapping[str, Sequence[Wording]] = field(default_factory=dict)
    rated: frozenset[tuple[str, int]] = frozenset()

    def is_rated(self, key: str) -> bool:
        """Whether a behaviour was ever rated, in whatever words."""
        return any(rated == key for rated, _ in self.rated)


def behaviours_of(shipped: Sequence[Behaviour], practices: Sequence[str], held: Held) -> tuple[Behaviour, ...]:
    """Every behaviour, by practice and position. One that was deleted is there only while ratings of it are."""
    ours = {each.key: each for each in shipped}
    places = {each.key: place for place, each in enumerate(shipped)}
    found = [_shipped(each, held) for each in shipped]
    for key, choice in held.choices.items():
        # One that shipped once and was never worded otherwise is known by its ratings' words, if by any.
        worded = choice.wording is not None or key in held.wordings
        if key not in ours and worded and (not choice.deleted or held.is_rated(key)):
            found.append(_own(key, choice, held))
            places[key] = choice.position
    order = {practice: place for place, practice in enumerate(practices)}
    return tuple(sorted(found, key=lambda b: (order.get(b.practice, len(order)), places[b.key], b.key)))


def number_for(behaviour: Behaviour | None, key: str, text: str, held: Held) -> int:
    """The number of a statement: its own if it has been used here, else one that is free.

    ``behaviour`` is the one that ships under this key, or None.
    """
    rows = {wording.number: wording.text for wording in held.wordings.get(key, ())}
    for number, known in rows.items():
        if known == text:
            return number
    if behaviour is not None and text == behaviour.text and behaviour.wording not in rows:
        return behaviour.wording
    taken = {*rows, *(number for rated, number in held.rated if rated == key)}
    return max(taken | {behaviour.wording if behaviour else 0}) + 1


def checked_statement(text: str, others: Sequence[Behaviour]) -> str:
    """A statement as it is kept: on one line, single spaces. Raises EmptyStatement, LongStatement or SameStatement."""
    kept = " ".join(storable(text)[0].split())
    if not kept:
        raise EmptyStatement
    if len(kept) > MAX_STATEMENT_LENGTH:
        raise LongStatement(most=MAX_STATEMENT_LENGTH)
    if any(same_statement(kept, other.text) for other in others):
        raise SameStatement
    return kept


def same_statement(one: str, other: str) -> bool:
    """Whether two statements read alike to a person, who overlooks capitals and a full stop."""
    return _read(one) == _read(other)


def _read(text: str) -> str:
    return text.casefold().rstrip(". ")


def _shipped(behaviour: Behaviour, held: Held) -> Behaviour:
    key = behaviour.key
    choice = held.choices.get(key)
    if choice is None and key not in held.wordings:
        return behaviour
    if choice is None or choice.wording is None:
        number, text = number_for(behaviour, key, behaviour.text, held), behaviour.text
    else:
        number, text = choice.wording, _text_of(key, choice.wording, held)
    asked = choice is None or choice.asked
    earlier = _earlier(key, number, held, behaviour)
    return replace(behaviour, text=text, wording=number, asked=asked, earlier=earlier)


def _own(key: str, choice: Choice, held: Held) -> Behaviour:
    number = choice.wording or held.wordings[key][-1].number
    return Behaviour(
        key=key,
        practice=choice.practice,
        text=_text_of(key, number, held),
        wording=number,
        source=OWN_SOURCE,
        asked=choice.asked and not choice.deleted,
        own=True,
        deleted=choice.deleted,
        earlier=_earlier(key, number, held, None),
    )


def _text_of(key: str, number: int, held: Held) -> str:
    return next(wording.text for wording in held.wordings.get(key, ()) if wording.number == number)


def _earlier(key: str, present: int, held: Held, shipped: Behaviour | None) -> tuple[Wording, ...]:
    known = list(held.wordings.get(key, ()))
    # Ratings from before statements were kept went by the words that shipped.
    if shipped is not None and all(wording.number != shipped.wording for wording in known):
        known.insert(0, Wording(shipped.wording, shipped.text))
    return tuple(w for w in known if w.number != present and (key, w.number) in held.rated)

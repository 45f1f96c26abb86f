"""Check-ins: what a person thought, on one day, of how often they behave in certain ways."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from journal_app.domain.check_in_errors import BadRating, LongNote, NothingRated, UnknownBehaviour, UnratedNote
from journal_app.domain.content import Scale
from journal_app.domain.errors import DateInFuture, DateTooLongAgo
from journal_app.domain.rhythm import Rhythm
from journal_app.domain.text import storable

MAX_NOTE_LENGTH = 500
"""A note is a few words; more than this is a reflection, which can be attached."""

MOST_YEARS_BACK = 100
"""No check-in is about a day further back."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What is answered in a check-in, by behaviour's key.

    ``ratings`` holds 1 to 5, or None for "no opportunity"; a behaviour that was left out has no key. ``notes`` are a
    few words each. ``evidence`` are the uids of reflections that bear a rating out, in no order.
    """

    ratings: Mapping[str, int | None] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.ratings or self.notes or self.evidence)

    @property
    def attached(self) -> frozenset[str]:
        """Every reflection that bears out any of the ratings."""
        return frozenset(uid for uids in self.evidence.values() for uid in uids)

    def with_only(self, attached: Collection[str]) -> Answers:
        """The same answers with no other reflections than these."""
        kept = {key: tuple(uid for uid in uids if uid in attached) for key, uids in self.evidence.items()}
        return Answers(self.ratings, self.notes, {key: uids for key, uids in kept.items() if uids})


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One check-in. ``on`` is the day it is about, ``recorded`` when it was saved (UTC); ``ratings``, ``notes`` and
    ``evidence`` are as in Answers, but evidence in the bin is left out.

    ``wordings`` says by which statement, by its number, each behaviour was rated. ``as_of`` is set for a look back: the
    day that was thought back to, while ``on`` is the day of the thinking. ``edited`` and ``deleted`` are UTC, or None.
    ``left_out`` are the keys that were asked about and not answered; None where that is not known.
    """

    uid: str
    on: date
    ratings: Mapping[str, int | None]
    recorded: datetime
    wordings: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rhythm: Rhythm = Rhythm.MONTHLY
    as_of: date | None = None
    edited: datetime | None = None
    deleted: datetime | None = None
    left_out: tuple[str, ...] | None = None

    @property
    def answers(self) -> Answers:
        """What was answered."""
        return Answers(self.ratings, self.notes, self.evidence)


@dataclass(frozen=True, slots=True)
class CheckInVersion:
    """What a check-in was before it was changed. ``kept`` is when that happened (UTC)."""

    kept: datetime
    on: date
    answers: Answers


@dataclass(frozen=True, slots=True)
class HalfDone:
    """A check-in that is not saved yet. ``on`` is the day it is about, None for today; ``as_of`` makes it a look back;
    ``editing`` is the uid of the saved one that is being changed, or "". ``statements`` are the sentences that were
    answered, as far as they are known."""

    answers: Answers = field(default_factory=Answers)
    on: date | None = None
    as_of: date | None = None
    editing: str = ""
    statements: Mapping[str, str] = field(default_factory=dict, compare=False)


def checked_ratings(ratings: Mapping[str, object], known: Collection[str], scale: Scale) -> dict[str, int | None]:
    """The ratings, if every key is known and every value on the scale or None.

    Raises UnknownBehaviour, BadRating, or NothingRated if there is no answer at all. A time in which there was no
    opportunity for anything is worth keeping: it says so, where nothing would leave a gap.
    """
    checked: dict[str, int | None] = {}
    for key, value in ratings.items():
        if key not in known:
            raise UnknownBehaviour(key=str(key)[:80])
        if value is None:
            checked[key] = None
        elif isinstance(value, int) and not isinstance(value, bool) and scale.lowest <= value <= scale.highest:
            checked[key] = value
        else:
            raise BadRating(key=key, value=str(value)[:40], lowest=scale.lowest, highest=scale.highest)
    if not checked:
        raise NothingRated
    return checked


def checked_answers(answers: Answers, known: Collection[str], scale: Scale) -> Answers:
    """The answers as they are kept: notes without space around them, each reflection once, nothing empty.

    Raises what ``checked_ratings`` raises, LongNote, or UnratedNote for a note or evidence without an answer.
    """
    ratings = checked_ratings(answers.ratings, known, scale)
    notes = {key: kept for key, note in answers.notes.items() if (kept := storable(note)[0].strip())}
    evidence = {key: tuple(dict.fromkeys(uids)) for key, uids in answers.evidence.items() if uids}
    for key in (*notes, *evidence):
        if key not in known:
            raise UnknownBehaviour(key=str(key)[:80])
        if key not in ratings:
            raise UnratedNote
    if any(len(note) > MAX_NOTE_LENGTH for note in notes.values()):
        raise LongNote(most=MAX_NOTE_LENGTH)
    return Answers(ratings, notes, evidence)


def check_day(day: date, today: date) -> None:
    """Raise DateInFuture, or DateTooLongAgo for what nobody alive can have thought."""
    if day > today:
        raise DateInFuture(text=day.isoformat())
    if (day.year + MOST_YEARS_BACK, day.month, day.day) < (today.year, today.month, today.day):
        raise DateTooLongAgo(text=day.isoformat())

"""What each view of the trends is made of: plain data, of which charts, tables, sentences and files are made alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from journal_app.domain.rhythm import Rhythm

LEAST_RATED = 2
"""A practice has a score from this many rated behaviours on: one rating is an impression of one behaviour."""


@dataclass(frozen=True, slots=True)
class Span:
    """A time, both days included. ``since`` None: from the first check-in on."""

    since: date | None
    until: date

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return day <= self.until and (self.since is None or day >= self.since)


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of time that a chart shades and names: a module of a programme, say. Both days included."""

    since: date
    until: date
    label: str


@dataclass(frozen=True, slots=True)
class Target:
    """Where somebody wants to get to, from 1 to 5, on a practice (its key) or on one behaviour (its key)."""

    of: str
    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What goals and a programme lay behind the charts."""

    bands: tuple[Band, ...] = ()
    targets: tuple[Target, ...] = ()


# Overview


@dataclass(frozen=True, slots=True)
class PracticePoint:
    """A practice at one check-in (its uid).

    ``total`` is the sum of its ``rated`` behaviours' ratings, at least LEAST_RATED; ``low`` and ``high`` are the lowest
    and highest of them. ``passed`` behaviours had no opportunity. ``evidence`` counts the reflections attached to its
    ratings, each once. ``asked`` counts its behaviours that were asked about, answered or left out.
    """

    check_in: str
    on: date
    total: int
    rated: int
    low: int
    high: int
    passed: int
    evidence: int
    asked: int = 0

    @property
    def score(self) -> float:
        """The mean rating."""
        return self.total / self.rated

    @property
    def exact(self) -> Fraction:
        """The mean rating as a fraction."""
        return Fraction(self.total, self.rated)


@dataclass(frozen=True, slots=True)
class Break:
    """A practice's statements are others from the check-in on this day on: some were reworded, added or dropped.

    The tuples hold behaviours' keys. ``check_in`` is that check-in's uid, for there may be two on a day.
    """

    on: date
    reworded: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    check_in: str = ""


@dataclass(frozen=True, slots=True)
class PracticeSeries:
    """The points of one practice, oldest first, and the same cut into ``segments`` at every gap and break.

    ``partly`` are the days of check-ins that rated the practice, but too little of it for a point. ``uneven``: whether
    the first and the last point after the newest break rest on ratings of different statements. ``passed`` are the days
    of check-ins that answered it with "no opportunity" alone.
    """

    practice: str
    points: tuple[PracticePoint, ...]
    segments: tuple[tuple[PracticePoint, ...], ...]
    breaks: tuple[Break, ...] = ()
    partly: tuple[date, ...] = ()
    uneven: bool = False
    passed: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """The check-ins of a span. ``series`` stands in the order of the practices.

    ``check_ins`` are (uid, day) of each, oldest first, two on one day in the order in which they were saved.
    ``earlier`` counts those before the span, ``ahead`` are the days of those dated after ``today`` and left out.
    ``quiet_until`` is set where the last one was followed by nothing for longer than its rhythm leaves: the day up to
    which that is known.
    """

    span: Span
    series: tuple[PracticeSeries, ...]
    check_ins: tuple[tuple[str, date], ...]
    earlier: int = 0
    ahead: tuple[date, ...] = ()
    quiet_until: date | None = None


# One practice


@dataclass(frozen=True, slots=True)
class BehaviourPoint:
    """A behaviour's rating at one check-in; ``value`` None is "no opportunity". ``evidence`` are reflections' uids."""

    check_in: str
    on: date
    value: int | None
    note: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BehaviourSeries:
    """One behaviour as rated by one statement. ``points`` hold "no opportunity" too; ``segments`` only values, cut at
    every gap: a check-in that left it out, had no opportunity, or was missed."""

    behaviour: str
    wording: int
    text: str
    asked: bool
    points: tuple[BehaviourPoint, ...]
    segments: tuple[tuple[BehaviourPoint, ...], ...]


@dataclass(frozen=True, slots=True)
class PracticeView:
    """The behaviours of one practice, in their order; those that were reworded stand once for each statement, one
    after the other. Behaviours never rated in the span are left out unless they are asked about. ``quiet_until`` is as
    in Overview."""

    span: Span
    practice: str
    series: tuple[BehaviourSeries, ...]
    check_ins: tuple[tuple[str, date], ...]
    earlier: int = 0
    ahead: tuple[date, ...] = ()
    quiet_until: date | None = None


# Two periods


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: the mean of what was rated, over so many check-ins; the lowest and highest of them.

    ``fewest`` is how often the statement was rated that was rated least; 0 where that is not known.
    """

    mean: Fraction
    check_ins: int
    low: Fraction
    high: Fraction
    fewest: int = 0


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A practice or a behaviour in two periods; None where it has nothing to compare.

    A practice's sides are means over the statements that were rated in both (``shared`` of ``statements``), each with
    the same weight, so that a change of statements is not taken for a change of behaviour; at least LEAST_RATED.
    """

    key: str
    text: str
    first: Side | None
    second: Side | None
    shared: int = 1
    statements: int = 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two spans beside each other: all practices, or the behaviours of ``practice``. The counts are check-ins.

    ``ahead`` are the days of those dated ahead and left out, ``rhythms`` are those of the check-ins that count.
    """

    first: Span
    second: Span
    rows: tuple[ComparedRow, ...]
    first_check_ins: int
    second_check_ins: int
    practice: str = ""
    ahead: tuple[date, ...] = ()
    rhythms: frozenset[Rhythm] = frozenset()


# Writing beside rating


@dataclass(frozen=True, slots=True)
class WritingRow:
    """A practice: reflections tagged with it by month, how many in all, how many check-ins gave it a score, and the
    newest score in the span with its day."""

    practice: str
    counts: tuple[int, ...]
    reflections: int
    rated: int
    newest: PracticePoint | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """Reflections per practice and calendar month (first days), without holes, beside the ratings of the span.

    ``reflections`` counts every reflection of each month once, tagged or not; ``untagged`` those without a practice.
    ``ahead`` are the days of check-ins dated ahead and left out.
    """

    span: Span
    months: tuple[date, ...]
    rows: tuple[WritingRow, ...]
    reflections: tuple[int, ...]
    untagged: int
    check_ins: int
    ahead: tuple[date, ...] = ()


# Looking back


@dataclass(frozen=True, slots=True)
class BackRow:
    """A practice at the start, looking back, and now: means over the ``shared`` statements (at least LEAST_RATED) that
    all three rated in the same words; None where there are too few."""

    practice: str
    start: Fraction | None
    then: Fraction | None
    now: Fraction | None
    shared: int


@dataclass(frozen=True, slots=True)
class LookingBack:
    """What was thought at the time, what is thought of that time now, and what is thought of now.

    ``start`` is the check-in nearest to ``as_of`` (its uid and day), None if none lies within 45 days of it; ``now`` is
    the newest check-in from 91 days before looking back to 45 days after it, None if there is none. ``start_again`` and
    ``now_again``: whether there are other check-ins of that day. ``rhythms`` are those of all that stand here.
    """

    uid: str
    as_of: date
    made: date
    start: tuple[str, date] | None
    now: tuple[str, date] | None
    rows: tuple[BackRow, ...]
    start_again: bool = False
    now_again: bool = False
    rhythms: frozenset[Rhythm] = frozenset()


View = Overview | PracticeView | Comparison | Writing | LookingBack


def days_of(check_ins: Sequence[tuple[str, date]]) -> tuple[date, ...]:
    """The days of some check-ins."""
    return tuple(day for _, day in check_ins)

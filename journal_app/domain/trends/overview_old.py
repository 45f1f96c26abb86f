"""What the check-ins of a period show: a series per practice, a row per month, and nothing that was not rated."""

from __future__ import annotations

import math
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour, LensItem

# One rating is an impression of one behaviour, not of a practice. The rule is the issue's: "at least two of three".
_LEAST_RATED = 2

# A float mean of ratings lies within 1e-15 of its fraction, and fractions with denominators up to this lie at
# least 1e-12 apart, so the exact fraction can be had back.
_LARGEST_DENOMINATOR = 1_000_000


@dataclass(frozen=True, slots=True)
class PracticePoint:
    """A practice at one check-in: the mean rating of its behaviours, the lowest and the highest of them.

    ``rated`` of the practice's ``of`` behaviours had a rating; it is at least two.
    """

    on: date
    score: float
    low: int
    high: int
    rated: int
    of: int


@dataclass(frozen=True, slots=True)
class PracticeSeries:
    """The points of one practice, oldest first, and the same points cut into ``segments`` wherever there is a gap.

    ``partly`` are the days of check-ins that rated the practice, but too little of it for a point.
    """

    practice: str
    points: tuple[PracticePoint, ...]
    segments: tuple[tuple[PracticePoint, ...], ...]
    partly: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One calendar month (its first day): by practice the mean of its check-ins' scores, or None without any."""

    month: date
    scores: Mapping[str, float | None]
    check_ins: int


@dataclass(frozen=True, slots=True)
class Trends:
    """The check-ins from ``since`` (None: from the first) to ``until``, both days included.

    ``series`` stands in the order of the practices. ``months`` runs without holes from the month of the first
    check-in to that of the last. ``days`` are the check-ins' days, oldest first; ``earlier`` counts those before.
    """

    since: date | None
    until: date
    series: tuple[PracticeSeries, ...]
    months: tuple[MonthRow, ...]
    days: tuple[date, ...]
    earlier: int = 0

    @property
    def check_ins(self) -> int:
        """How many check-ins the period has."""
        return len(self.days)


def build_trends(
    check_ins: Sequence[CheckIn],
    behaviours: Sequence[Behaviour],
    practices: Sequence[LensItem],
    since: date | None,
    until: date,
) -> Trends:
    """The trends of these check-ins, given in any order. Behaviours of other practices are left out."""
    known = sorted((c for c in check_ins if c.on <= until), key=lambda c: (c.on, c.recorded, c.uid))
    within = [c for c in known if since is None or c.on >= since]
    series = tuple(
        _series(item.key, within, [b.key for b in behaviours if b.practice == item.key]) for item in practices
    )
    days = tuple(c.on for c in within)
    return Trends(since, until, series, _months(series, days), days, len(known) - len(within))


def period_start(until: date, months: int | None) -> date | None:
    """The day so many calendar months before ``until``, or the last of its month where that day does not exist.

    None months mean no start. Raises ValueError before the year 1.
    """
    if months is None:
        return None
    month = _month_of(_month_number(until) - months)
    return month.replace(day=min(until.day, monthrange(month.year, month.month)[1]))


def tenths(value: float) -> int:
    """A score (not negative) in whole tenths, halves rounded up from its exact fraction: 2.25 is 23."""
    return math.floor(_exact(value) * 10 + Fraction(1, 2))


def one_decimal(value: float) -> str:
    """A score as it is written everywhere, in the text, the table and the files: 2.25 is "2.3"."""
    whole, tenth = divmod(tenths(value), 10)
    return f"{whole}.{tenth}"


def months_apart(earlier: date, later: date) -> int:
    """How many calendar months one day's month lies before the other's: 0 within one month."""
    return _month_number(later) - _month_number(earlier)


def _series(practice: str, check_ins: Sequence[CheckIn], keys: Sequence[str]) -> PracticeSeries:
    segments: list[list[PracticePoint]] = []
    partly: list[date] = []
    previous: date | None = None  # the check-in before, if it gave a point
    for check_in in check_ins:
        ratings = [rating for key in keys if (rating := check_in.ratings.get(key)) is not None]
        if len(ratings) < _LEAST_RATED:
            partly += [check_in.on] * bool(ratings)
            previous = None
            continue
        score = float(Fraction(sum(ratings), len(ratings)))
        point = PracticePoint(check_in.on, score, min(ratings), max(ratings), len(ratings), len(keys))
        if previous is None or months_apart(previous, point.on) > 1:
            segments.append([])
        segments[-1].append(point)
        previous = point.on
    points = tuple(point for segment in segments for point in segment)
    return PracticeSeries(practice, points, tuple(tuple(segment) for segment in segments), tuple(partly))


def _months(series: Sequence[PracticeSeries], days: Sequence[date]) -> tuple[MonthRow, ...]:
    if not days:
        return ()
    check_ins = Counter(map(_month_number, days))
    scores: defaultdict[tuple[str, int], list[float]] = defaultdict(list)
    for one in series:
        for point in one.points:
            scores[one.practice, _month_number(point.on)].append(point.score)
    return tuple(
        MonthRow(_month_of(n), {s.practice: _mean(scores[s.practice, n]) for s in series}, check_ins[n])
        for n in range(_month_number(days[0]), _month_number(days[-1]) + 1)
    )


def _mean(scores: Sequence[float]) -> float | None:
    return float(sum(map(_exact, scores), Fraction()) / len(scores)) if scores else None


def _exact(value: float) -> Fraction:
    return Fraction(value).limit_denominator(_LARGEST_DENOMINATOR)


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_of(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)

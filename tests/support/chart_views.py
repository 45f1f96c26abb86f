"""Invented check-ins, as few or as many as wanted, and the views that charts draw of them. The same every time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from journal_app.content.library import ContentLibrary
from journal_app.domain.content import Behaviour, LensItem
from journal_app.domain.trends.views import (
    LEAST_RATED,
    BackRow,
    BehaviourPoint,
    BehaviourSeries,
    Break,
    ComparedRow,
    Comparison,
    LookingBack,
    Overview,
    PracticePoint,
    PracticeSeries,
    PracticeView,
    Side,
    Span,
    Writing,
    WritingRow,
)

UNTIL = date(2026, 11, 20)
REWORDED = "share-the-agenda"
_EARLIER = "I ask partners what they want on the agenda"


class Invented:
    """So many check-ins, a month apart (a week where there are more than 120), with gaps, breaks and evidence.

    The third practice is not rated in the second half. The second of nine or more is missing and the fourth and fifth
    stand on one day; REWORDED gets other words in the middle, and so a break.
    """

    def __init__(self, content: ContentLibrary, count: int) -> None:
        self.count = count
        self._practices: tuple[LensItem, ...] = content.practices()
        self._behaviours: tuple[Behaviour, ...] = content.behaviours()
        self._random = random.Random(2026)
        self.check_ins = tuple((f"c{n:03}", day) for n, day in enumerate(_days(count)))
        self.span = Span(None, UNTIL)
        self._half = count // 2
        self._points = {b.key: self._rated(place, b) for place, b in enumerate(self._behaviours)}

    def overview(self) -> Overview:
        """All practices."""
        return Overview(self.span, tuple(map(self._series, self._practices)), self.check_ins)

    def practice(self, key: str = "power", times: int = 1) -> PracticeView:
        """The behaviours of one practice, so many times over."""
        series: list[BehaviourSeries] = []
        for turn in range(times):
            for behaviour in self._behaviours:
                if behaviour.practice == key:
                    series += self._behaviour(behaviour, turn)
        return PracticeView(self.span, key, tuple(series), self.check_ins)

    def comparison(self, practice: str = "") -> Comparison:
        """The first and the last third, of all practices or of one's behaviours."""
        third = max(1, self.count // 3)
        spans = (Span(date(2026, 1, 1), date(2026, 4, 30)), Span(date(2026, 8, 1), UNTIL))
        if self.check_ins:
            days = [day for _, day in self.check_ins]
            spans = (Span(days[0], days[third - 1]), Span(days[-third], days[-1]))
        chosen = [b for b in self._behaviours if b.practice == practice]
        of: Sequence[LensItem | Behaviour] = chosen if practice else self._practices
        rows = tuple(self._compared(each, spans, place) for place, each in enumerate(of))
        first, second = (sum(span.holds(day) for _, day in self.check_ins) for span in spans)
        return Comparison(*spans, rows, first, second, practice)

    def writing(self) -> Writing:
        """Reflections by month. The fifth practice is rated and never written about."""
        days = [day for _, day in self.check_ins]
        months = _months(days[0], days[-1]) if days else ()
        rows = []
        for place, item in enumerate(self._practices):
            most = (2, 4, 1, 12, 0, 3)[place]
            counts = tuple(max(0, self._random.randint(-2, most)) if most else 0 for _ in months)
            points = self._series(item).points
            rows.append(WritingRow(item.key, counts, sum(counts), len(points), points[-1] if points else None))
        totals = tuple(sum(column) for column in zip(*(row.counts for row in rows), strict=True))
        return Writing(self.span, months, tuple(rows), totals, 3 if months else 0, self.count)

    def looking_back(self) -> LookingBack:
        """Start, then and now."""
        rows = []
        for place, item in enumerate(self._practices):
            start = Fraction(7 + place % 3, 3)
            known = self.count > 0 and place != 2
            rows.append(
                BackRow(
                    item.key,
                    start if known else None,
                    start - Fraction(place % 2 * 2, 3) if known else None,
                    start + Fraction(place % 4, 3) if known else None,
                    3 if known else 1,
                )
            )
        if not self.check_ins:
            return LookingBack("then", date(2026, 3, 3), UNTIL, None, None, tuple(rows))
        return LookingBack("then", self.check_ins[0][1], UNTIL, self.check_ins[0], self.check_ins[-1], tuple(rows))

    def _rated(self, place: int, behaviour: Behaviour) -> list[BehaviourPoint | None]:
        """A rating (or "no opportunity", or nothing) at each check-in, drifting a little."""
        points: list[BehaviourPoint | None] = []
        level = 2.0 + place % 3
        third = behaviour.practice == self._practices[2].key
        for n, (uid, day) in enumerate(self.check_ins):
            level = min(5.0, max(1.0, level + self._random.uniform(-0.5, 0.55)))
            chance = self._random.random()
            if (third and n > max(1, self._half)) or chance < 0.04:
                points.append(None)
                continue
            value = None if chance > 0.93 else round(level)
            evidence = ("e1", "e2")[: self._random.randint(1, 2)] if self._random.random() < 0.35 else ()
            points.append(BehaviourPoint(uid, day, value, evidence=evidence))
        return points

    def _series(self, item: LensItem) -> PracticeSeries:
        keys = [b.key for b in self._behaviours if b.practice == item.key]
        points, segments, breaks, partly = list[PracticePoint](), list[list[PracticePoint]](), list[Break](), []
        joined = False
        for n, (uid, day) in enumerate(self.check_ins):
            if item.key == "power" and n == self._half and n:
                breaks.append(Break(day, reworded=(REWORDED,), check_in=uid))
                joined = False
            point = _practice_point(uid, day, [self._points[key][n] for key in keys])
            if point is None:
                partly.append(day)
                joined = False
                continue
            if not joined or (self.count >= 9 and n == 1):
                segments.append([])
            joined = True
            segments[-1].append(point)
            points.append(point)
        cut = tuple(tuple(segment) for segment in segments)
        return PracticeSeries(item.key, tuple(points), cut, tuple(breaks), tuple(partly))

    def _behaviour(self, behaviour: Behaviour, turn: int) -> list[BehaviourSeries]:
        points = self._points[behaviour.key]
        key = f"{behaviour.key}-{turn}" if turn else behaviour.key
        if behaviour.key != REWORDED or not self._half:
            return [_behaviour_series(key, 1, behaviour.text, points, asked=behaviour.key != "hand-back-the-floor")]
        return [
            _behaviour_series(key, 1, _EARLIER, points[: self._half], asked=False),
            _behaviour_series(key, 2, behaviour.text, points[self._half :], asked=True),
        ]

    def _compared(self, each: LensItem | Behaviour, spans: tuple[Span, Span], place: int) -> ComparedRow:
        text = each.short if isinstance(each, LensItem) else each.text
        if not self.check_ins:
            return ComparedRow(each.key, text, None, None)
        first = Side(Fraction(6 + place, 3), 3, Fraction(2), Fraction(3 + place, 3))
        second = Side(Fraction(6 + place, 3) + Fraction(place % 3 * 2 - 1, 3), 2, Fraction(2), Fraction(4))
        if place == 2:
            return ComparedRow(each.key, text, first, None)
        if place == 5:
            return ComparedRow(each.key, text, None, second)
        shared, statements = (2, 3) if isinstance(each, LensItem) and place == 3 else (1, 1)
        return ComparedRow(each.key, text, first, first if place == 4 else second, shared, statements)


def _days(count: int) -> list[date]:
    if count > 120:
        return [UNTIL - timedelta(days=17 + 7 * (count - 1 - n)) for n in range(count)]
    days = []
    for n in range(count):
        number = 2026 * 12 + 10 - (count - 1 - n) - (1 if count >= 9 and n < 2 else 0)
        days.append(date(number // 12, number % 12 + 1, 3 + n * 5 % 9))
    if count >= 9:
        days[4] = days[3]
    return days


def _months(first: date, last: date) -> tuple[date, ...]:
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(date(number // 12, number % 12 + 1, 1) for number in numbers)


def _practice_point(uid: str, day: date, points: Sequence[BehaviourPoint | None]) -> PracticePoint | None:
    given = [point for point in points if point]
    values = [point.value for point in given if point.value is not None]
    if len(values) < LEAST_RATED:
        return None
    evidence = len({each for point in given for each in point.evidence})
    passed = len(given) - len(values)
    return PracticePoint(uid, day, sum(values), len(values), min(values), max(values), passed, evidence)


def _behaviour_series(
    key: str, wording: int, text: str, points: Sequence[BehaviourPoint | None], *, asked: bool
) -> BehaviourSeries:
    segments: list[list[BehaviourPoint]] = [[]]
    for point in points:
        if point is None or point.value is None:
            segments.append([])
        else:
            segments[-1].append(point)
    given = tuple(point for point in points if point)
    return BehaviourSeries(key, wording, text, asked, given, tuple(tuple(each) for each in segments if each))

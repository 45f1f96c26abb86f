"""The overview in words: what moved, what stayed, what cannot be compared, what was not rated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from journal_app.domain.trend_words.phrases import (
    counted,
    day_name,
    in_words,
    listed,
    month_name,
    others,
    sentences,
)
from journal_app.domain.trend_words.unrated import MOST_NAMED, empty_months, left_off, left_off_since
from journal_app.domain.trends.numbers import one_decimal, tenths
from journal_app.domain.trends.views import Overview, PracticePoint, PracticeSeries

# What is worth a sentence, in tenths of a point, taken between the numbers as the table shows them: whoever checks a
# sentence against the table finds the same. One rating more of three behaviours, by one point, is 0.3.
_MOVED = 5
_STEADY = 7
_STEADY_POINTS = 3
_MOST_MOVED = 2

_NO_SCORE = (
    "no practice has a score: it takes two rated behaviours of one practice at a check-in, and “no opportunity” is no "
    "rating"
)


def overview_words(view: Overview, names: Mapping[str, str]) -> str:
    """Up to four sentences about the scores, "" without any check-in ever.

    ``names`` are the practices' spoken names by key. Raises KeyError for a practice without a name.
    """
    if len(view.check_ins) < 2:
        return _nothing_to_compare(view)
    if not any(series.points for series in view.series):
        return sentences([f"{opening(view.check_ins, view.span.until)}, {_NO_SCORE}"])
    told = [_Told.of(series, view, names) for series in view.series]
    return sentences(
        [
            _movement(told, view),
            _steadiest(told),
            _breaks(view, names),
            left_off([(t.name, t.left_off) for t in told]),
            empty_months(view),
        ]
    )


def opening(check_ins: Sequence[tuple[str, date]], until: date) -> str:
    """How many check-ins a view has and since when: "over nine check-ins since March"."""
    first, last = check_ins[0][1], check_ins[-1][1]
    words = f"over {counted(len(check_ins), 'check-in')}"
    if first == last:
        return f"{words} on {day_name(first, until)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{words} in {month_name(first, until)}"
    return f"{words} since {month_name(first, until)}"


def last_stretch(series: PracticeSeries, check_ins: Sequence[tuple[str, date]]) -> tuple[PracticePoint, ...]:
    """The points since the statements last changed: only these can be compared."""
    if not series.breaks:
        return series.points
    places = {uid: place for place, (uid, _) in enumerate(check_ins)}
    begun = max(places[each.check_in] for each in series.breaks)
    return tuple(point for point in series.points if places[point.check_in] >= begun)


@dataclass(frozen=True, slots=True)
class _Told:
    """A practice with a name, the points that can be compared, and what is said if the latest check-in left it out."""

    name: str
    points: tuple[PracticePoint, ...]
    whole: bool
    left_off: str

    @classmethod
    def of(cls, series: PracticeSeries, view: Overview, names: Mapping[str, str]) -> _Told:
        points = last_stretch(series, view.check_ins)
        return cls(names[series.practice], points, not series.breaks, left_off_since(series, view))

    @property
    def tenths(self) -> list[int]:
        return [tenths(point.total, point.rated) for point in self.points]

    @property
    def change(self) -> int:
        """From the first point to the last, in tenths."""
        return self.tenths[-1] - self.tenths[0] if self.points else 0

    @property
    def spread(self) -> int:
        return max(self.tenths) - min(self.tenths) if self.points else 0


def _nothing_to_compare(view: Overview) -> str:
    if not view.check_ins:
        return "There is no check-in in this period. A longer period has more to show." if view.earlier else ""
    where = f"on {day_name(view.check_ins[0][1], view.span.until)}"
    if view.earlier:
        return f"One check-in in this period, {where}. A longer period has more to show."
    return f"One check-in so far, {where}. A second one will show what moved."


def _movement(told: Sequence[_Told], view: Overview) -> str:
    begun = opening(view.check_ins, view.span.until)
    moved = sorted((each for each in told if abs(each.change) >= _MOVED), key=lambda t: -abs(t.change))
    if moved:
        more = others(len(moved) - _MOST_MOVED, "practice", "moved by half a point or more")
        return f"{begun}, " + listed([_went(each, view) for each in moved[:_MOST_MOVED]]) + more
    if any(len(each.points) > 1 for each in told):
        return f"{begun}, no practice moved by half a point or more from first to last"
    return f"{begun}, no practice has two scores that can be compared"


def _went(told: _Told, view: Overview) -> str:
    """From the first score to the last; with their dates where those are not the period's first and last check-in."""
    first, last = told.points[0], told.points[-1]
    scores = [one_decimal(point.total, point.rated) for point in (first, last)]
    ends = first.check_in == view.check_ins[0][0], last.check_in == view.check_ins[-1][0]
    until = view.span.until
    months = [month_name(point.on, until) for point in (first, last)]
    when = [day_name(p.on, until) for p in (first, last)] if months[0] == months[1] else months
    since, to = ("" if told_by_opening else f" in {day}" for told_by_opening, day in zip(ends, when, strict=True))
    if " " in (since + to).strip().removeprefix("in "):
        since, to = (part.replace(" in ", " on ") if part[4:5].isdigit() else part for part in (since, to))
    return f"{told.name} went from {scores[0]}{since} to {scores[1]}{to}"


def _steadiest(told: Sequence[_Told]) -> str:
    """Of the practices still rated, all by the same statements, that neither swung nor drifted, the steadiest."""
    calm = [t for t in told if t.whole and t.spread <= _STEADY and abs(t.change) < _MOVED and not t.left_off]
    steadiest = min((t for t in calm if len(t.points) >= _STEADY_POINTS), key=lambda t: t.spread, default=None)
    if steadiest is None:
        return ""
    scores = sorted((point.exact, one_decimal(point.total, point.rated)) for point in steadiest.points)
    low, high = scores[0][1], scores[-1][1]
    return f"{steadiest.name} stayed " + (f"at {low}" if low == high else f"between {low} and {high}")


def _breaks(view: Overview, names: Mapping[str, str]) -> str:
    broken = [series for series in view.series if series.breaks]
    if not broken:
        return ""
    if len(broken) > MOST_NAMED:
        who, when = f"{in_words(len(broken))} practices", ""
    else:
        who = listed([names[series.practice] for series in broken])
        days = dict.fromkeys(month_name(each.on, view.span.until) for series in broken for each in series.breaks)
        when = f" in {listed(list(days))}" if len(days) <= MOST_NAMED else ""
    return f"the statements of {who} changed{when}, so before and after are not compared"

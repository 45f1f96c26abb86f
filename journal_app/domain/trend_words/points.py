"""What one mark of a chart stands for, in words: all that is seen of it, for whoever hears it instead."""

from __future__ import annotations

import math
from datetime import date
from fractions import Fraction

from journal_app.domain.content import Scale
from journal_app.domain.trend_words.phrases import counted, in_words, long_day, long_month, span_words
from journal_app.domain.trends.numbers import one_decimal
from journal_app.domain.trends.views import (
    LEAST_RATED,
    BackRow,
    BehaviourPoint,
    ComparedRow,
    LookingBack,
    PracticePoint,
    Span,
)

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class PointWords:
    """The words of check-ins' points on one scale. Dates and scores recur, so each is put in words once: a chart
    may have thousands of points."""

    def __init__(self, scale: Scale) -> None:
        self._scale = scale
        self._dates: dict[date, str] = {}
        self._values: dict[tuple[int, int], str] = {}
        self._said: dict[tuple[int, int, int, int, int, int, int], tuple[str, str]] = {}

    def practice_point(self, name: str, point: PracticePoint, *, changed: bool = False) -> str:
        """A practice at one check-in. ``changed``: its statements are others from here on."""
        numbers = (point.total, point.rated, point.low, point.high, point.passed, point.asked, point.evidence)
        said = self._said.get(numbers)
        if said is None:
            said = f"{self._value(point)}; {self._rated(point)}; ", evidence(point.evidence)
            self._said[numbers] = said
        between = "statements changed since the check-in before; " if changed else ""
        return f"{self._date(point.on)}, {name}: {said[0]}{between}{said[1]}"

    def behaviour_point(self, text: str, point: BehaviourPoint, *, reworded: bool = False) -> str:
        """A behaviour at one check-in. ``reworded``: it was rated by another statement at the one before."""
        words = self._scale.words(point.value)
        rating = words if point.value is None else f"{point.value}, {words}"
        said = f"{self._date(point.on)}: {rating}; {text}"
        if reworded:
            said += "; reworded since the check-in before"
        if point.note:
            said += f"; note: {point.note}"
        return f"{said}; {evidence(len(point.evidence))}"

    def _date(self, day: date) -> str:
        said = self._dates.get(day)
        if said is None:
            said = self._dates[day] = long_date(day)
        return said

    def _value(self, point: PracticePoint) -> str:
        key = (point.total, point.rated)
        said = self._values.get(key)
        if said is None:
            said = self._values[key] = value(point.exact, self._scale)
        return said

    def _rated(self, point: PracticePoint) -> str:
        asked = max(point.asked, point.rated + point.passed)
        low, high = point.low, point.high
        spread = f"behaviours from {low} to {high}" if low < high else f"each behaviour {low}"
        passed = f", {self._scale.no_opportunity} for {in_words(point.passed)}" if point.passed else ""
        return f"{spread}; {point.rated} of {asked} rated{passed}"


def compared_side(row: ComparedRow, span: Span, scale: Scale, *, second: bool) -> str:
    """One side of a row of two periods. A practice's is made of several wordings, a behaviour's of one."""
    side = row.second if second else row.first
    where = f"the {'second' if second else 'first'} period, {span_words(span)}"
    if side is None:
        return f"{row.text}, {where}: not rated"
    said = f"{row.text}, {where}: {value(side.mean, scale)}; "
    check_ins = counted(side.check_ins, "check-in")
    if row.shared < LEAST_RATED:
        ratings = f"; ratings from {int(side.low)} to {int(side.high)}" if side.low < side.high else ""
        return f"{said}mean of {check_ins}{ratings}"
    wordings = counted(row.shared, "wording")  # not behaviours: one that was reworded counts once for each
    if row.shared < row.statements:
        wordings = f"the {in_words(row.shared)} of {counted(row.statements, 'wording')} that both periods rated"
    means = f"; their means from {one_decimal(side.low)} to {one_decimal(side.high)}" if side.low < side.high else ""
    return f"{said}mean over {wordings}, from {check_ins}{means}"


def written_month(name: str, month: date, reflections: int) -> str:
    """A cell of the heat map."""
    return f"{long_month(month)}, {name}: {counted(reflections, 'reflection')}"


def rated_newest(name: str, rated: int, newest: PracticePoint | None, scale: Scale) -> str:
    """At how many check-ins a practice has a score, and the newest. Rated it may be without one: that takes two."""
    if newest is None:
        return f"{name}: no score"
    times = f"scored at {counted(rated, 'check-in')}"
    return f"{name}: {times}; newest {value(newest.exact, scale)}, on {long_date(newest.on)}"


def back_mark(name: str, row: BackRow, view: LookingBack, which: str, scale: Scale) -> str:
    """One of "start", "then" and "now" of a practice."""
    mean = {"start": row.start, "then": row.then, "now": row.now}[which]
    day = {"start": view.start, "then": ("", view.made), "now": view.now}[which]
    when = long_date(day[1]) if day else "no check-in"
    said = {
        "start": f"at the start, {when}",
        "then": f"thinking back to {long_date(view.as_of)}, on {when}",
        "now": f"now, {when}",
    }[which]
    if mean is None:
        return f"{name}, {said}: nothing to compare"
    return f"{name}, {said}: {value(mean, scale)}; over {counted(row.shared, 'statement')}"


def value(exact: Fraction, scale: Scale) -> str:
    """A score with its place between the words of the scale: "2.3, between occasionally and about half the time"."""
    low, high = math.floor(exact), math.ceil(exact)
    if low == high:
        return f"{one_decimal(exact)}, {scale.words(low)}"
    return f"{one_decimal(exact)}, between {scale.words(low)} and {scale.words(high)}"


def evidence(reflections: int) -> str:
    """How many reflections are attached."""
    return f"{counted(reflections, 'reflection')} attached"


def long_date(day: date) -> str:
    """Tuesday 3 March 2026."""
    return f"{_DAYS[day.weekday()]} {long_day(day)}"

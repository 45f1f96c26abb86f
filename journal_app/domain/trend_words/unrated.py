"""What was not rated, in words: practices that were left off, and months without a check-in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from journal_app.domain.trend_words.phrases import day_name, in_words, listed, month_name
from journal_app.domain.trends.views import Overview, PracticeSeries

MOST_NAMED = 2
"""More practices or months than this are counted, not named."""


def left_off_since(series: PracticeSeries, view: Overview) -> str:
    """What is said of a practice that the latest check-in gave no score; "" if it did, or if it never had one."""
    if not series.points or series.points[-1].check_in == view.check_ins[-1][0]:
        return ""
    last, until = series.points[-1].on, view.span.until
    latest = view.check_ins[-1][1]
    since = month_name(last, until)
    if (last.year, last.month) == (latest.year, latest.month):  # "since November" would hide November's later check-in
        since = day_name(last, until)
    if series.partly and series.partly[-1] >= last:
        return f"has not had two ratings at one check-in since {since}"
    return f"has not been rated since {since}"


def left_off(said: Sequence[tuple[str, str]]) -> str:
    """The practices that have no score at the latest check-in: each a name, and what left_off_since says of it."""
    left = [each for each in said if each[1]]
    if len(left) > MOST_NAMED:
        return f"{in_words(len(left))} practices rated earlier have no score at the latest check-in"
    if len(left) == MOST_NAMED and left[0][1] == left[1][1]:
        return f"{left[0][0]} and {left[1][0]} " + left[0][1].replace("has", "have", 1)
    return "; ".join(f"{name} {since}" for name, since in left)


def empty_months(view: Overview) -> str:
    """The months without a check-in, all of them as soon as one lies where every line is cut: whoever rates by the
    quarter and misses none is not told of months."""
    joined = {
        (before.check_in, after.check_in)
        for series in view.series
        for segment in series.segments
        for before, after in pairwise(segment)
    }
    steps = [
        ((before[0], after[0]), _months_between(before[1], after[1])) for before, after in pairwise(view.check_ins)
    ]
    if not any(months for step, months in steps if step not in joined):
        return ""
    empty = [month for _, months in steps for month in months]
    if len(empty) > MOST_NAMED:
        count = in_words(len(empty))
        return f"{count if count.isalpha() else 'in all, ' + count} months were not rated at all"
    named = [month_name(month, view.span.until) for month in empty]
    return listed(named) + (" was" if len(named) == 1 else " were") + " not rated at all"


def _months_between(before: date, after: date) -> list[date]:
    """The first days of the whole months between two days."""
    numbers = range(before.year * 12 + before.month, after.year * 12 + after.month - 1)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]

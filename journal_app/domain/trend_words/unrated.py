"""What was not rated, in words: practices that were left off, and months without a check-in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from journal_app.domain.trend_words.courses import MOST_NAMED
from journal_app.domain.trend_words.known import Known
from journal_app.domain.trend_words.phrases import day_name, in_words, listed, month_name
from journal_app.domain.trends.views import Overview, PracticeSeries

_MANY = {"has": "have", "was": "were"}


def left_off_since(series: PracticeSeries, view: Overview, known: Known) -> str:
    """What is said of a practice that the latest check-in gave no score; "" if it did, or if it never had one."""
    if not series.points or series.points[-1].check_in == view.check_ins[-1][0]:
        return ""
    last, latest = series.points[-1].on, view.check_ins[-1][1]
    if last == latest:
        return f"has no score at the later check-in of {day_name(last, known.today)}"
    when = month_name(last, known.today)
    if (last.year, last.month) == (latest.year, latest.month):  # "since November" would hide November's later check-in
        when = day_name(last, known.today)
    partly, passed = (bool(days) and days[-1] >= last for days in (series.partly, series.passed))
    return _over(when, partly, passed) if known.is_over(view.span) else _since(when, partly, passed)


def _since(when: str, partly: bool, passed: bool) -> str:  # noqa: FBT001  two of a kind, named at the one call
    if passed:
        return f"has had no score since {when}"
    return f"has not {'had two ratings at one check-in' if partly else 'been rated'} since {when}"


def _over(when: str, partly: bool, passed: bool) -> str:  # noqa: FBT001  as above
    if passed:
        return f"had no score after {when} in this period"
    if partly:
        return f"did not have two ratings at one check-in after {when} in this period"
    return f"was not rated after {when} in this period"


def left_off(said: Sequence[tuple[str, str]]) -> str:
    """The practices that have no score at the latest check-in: each a name, and what left_off_since says of it."""
    left = [each for each in said if each[1]]
    if len(left) > MOST_NAMED:
        return f"{in_words(len(left))} practices rated earlier have no score at the latest check-in"
    if len(left) == MOST_NAMED and left[0][1] == left[1][1]:
        verb, _, rest = left[0][1].partition(" ")
        return f"{left[0][0]} and {left[1][0]} {_MANY.get(verb, verb)} {rest}"
    return "; ".join(f"{name} {since}" for name, since in left)


def unrated_months(view: Overview, known: Known) -> str:
    """The whole months without a check-in where one was missed: whoever rates by the quarter and misses none is told
    of no months."""
    gaps = [(step, months) for step in known.missed_steps(view) if (months := _months_between(*step))]
    empty = [month for _, months in gaps for month in months]
    if not empty:
        return ""
    if len(empty) <= MOST_NAMED:
        named = [month_name(month, known.today) for month in empty]
        return listed(named) + (" was" if len(named) == 1 else " were") + " not rated at all"
    if len(gaps) > MOST_NAMED:
        longest = max(pairwise(day for _, day in view.check_ins), key=lambda step: step[1] - step[0])
        return f"check-ins lie furthest apart {_between(longest, known)}"
    return "there was no check-in " + " nor ".join(_between(step, known) for step, _ in gaps)


def _between(step: tuple[date, date], known: Known) -> str:
    return f"between {month_name(step[0], known.today)} and {month_name(step[1], known.today)}"


def _months_between(before: date, after: date) -> list[date]:
    """The first days of the whole months between two days."""
    numbers = range(before.year * 12 + before.month, after.year * 12 + after.month - 1)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]

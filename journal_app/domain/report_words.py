"""What a report of a period says of itself: its days, and what there is no room for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from journal_app.domain.report import CAUTION, CHART, NOTES, TABLE, Extent, Part, PeriodReport
from journal_app.domain.trend_words.phrases import MONTHS, in_words, listed, long_day

MOST_DAYS = 12
"""The days of so many check-ins are named one by one; of more, the first and the last."""

_INSTEAD = {
    CHART: "The chart needs more than one page: choose a shorter period, or all six practices.",
    CAUTION: "The words need more than one page: choose a shorter period.",
    TABLE: "The table does not fit on the page: leave it out, or choose a shorter period.",
    NOTES: "Your notes do not all fit on the page: leave them out, or choose a shorter period.",
}


def title_of(report: PeriodReport) -> str:
    """The period in words: "3 March to 9 November 2026"."""
    since, until = report.span.since or (report.days[0] if report.days else report.span.until), report.span.until
    if since == until:
        return long_day(until)
    if (since.year, since.month) == (until.year, until.month):
        return f"{since.day} to {long_day(until)}"
    if since.year == until.year:
        return f"{_of_a_year(since)} to {long_day(until)}"
    return f"{long_day(since)} to {long_day(until)}"


def days_in_words(days: Sequence[date]) -> str:
    """Which check-ins the page is about: "Three check-ins: 10 June 2025; 3 March and 6 July 2026."."""
    if not days:
        return "No check-ins in this period."
    count = _count(len(days))
    thing = "check-in" if len(days) == 1 else "check-ins"
    if len(days) > MOST_DAYS:
        return f"{count} {thing}, from {long_day(days[0])} to {long_day(days[-1])}."
    years = [(year, [_of_a_year(day) for day in group]) for year, group in groupby(days, lambda day: day.year)]
    return f"{count} {thing}: {'; '.join(f'{listed(names)} {year}' for year, names in years)}."


def does_not_fit(report: PeriodReport, beyond: Sequence[Part]) -> str:
    """What does not fit on the page, and what can be done about it; "" if all of it does.

    What stands higher up is spoken of first: without it there is room for the rest.
    """
    for part in (CHART, CAUTION, TABLE, NOTES):
        if part in beyond:
            return _INSTEAD[part]
    extents = [report.reflections[part].extent for part in beyond if isinstance(part, int)]
    if not extents:
        return ""
    return f"{_which(len(extents), len(report.reflections))} on the page: {_ways(report, extents)}."


def _which(beyond: int, chosen: int) -> str:
    if chosen == 1:
        return "The chosen reflection does not fit"
    if beyond == chosen:
        return "None of the chosen reflections fits"
    return f"{_count(beyond)} of the {chosen:,} chosen reflections {'does' if beyond == 1 else 'do'} not fit"


def _ways(report: PeriodReport, extents: Sequence[Extent]) -> str:
    """What can be done about reflections that do not fit."""
    their = "its" if len(extents) == 1 else "their"
    ways = []
    if Extent.WHOLE in extents:
        ways.append(f"show {their} first paragraph only")
    elif Extent.FIRST in extents:
        ways.append(f"show {their} title and day only")
    ways.append("choose fewer")
    beside = [words for words, is_in in (("the table", report.table), ("the notes", report.notes)) if is_in]
    if beside:
        ways.append(f"leave out {' and '.join(beside)}")
    return ways[0] if len(ways) == 1 else f"{', '.join(ways[:-1])} or {ways[-1]}"


def _count(number: int) -> str:
    return in_words(number).capitalize() if number < 1000 else f"{number:,}"


def _of_a_year(day: date) -> str:
    """ "3 March"."""
    return f"{day.day} {MONTHS[day.month - 1]}"

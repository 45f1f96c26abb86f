"""Counts, days, months and names as they stand in a sentence. Python's own would follow the machine's locale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from journal_app.domain.content import LensItem
from journal_app.domain.months import month_length
from journal_app.domain.trends.views import Span

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The months' English names, January first."""

SHORT_MONTHS = tuple(month[:3] for month in MONTHS)
"""The same where there is little room: "Jan"."""

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MOST_SENTENCES = 4
_TIMES = {0: "never", 1: "once", 2: "twice"}


def in_words(count: int) -> str:
    """A count in words up to twelve, beyond in figures."""
    return _COUNTS[count] if count < len(_COUNTS) else str(count)


def counted(count: int, thing: str) -> str:
    """So many of a thing: "no check-ins", "one check-in", "nine check-ins"."""
    return f"{in_words(count)} {thing}" + ("" if count == 1 else "s")


def times(count: int) -> str:
    """How often: never, once, twice, three times."""
    return _TIMES.get(count) or f"{in_words(count)} times"


def long_day(day: date) -> str:
    """A day in full: "3 March 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"


def long_month(month: date) -> str:
    """A month with its year: "March 2026"."""
    return f"{MONTHS[month.month - 1]} {month.year:04}"


def month_name(day: date, today: date) -> str:
    """The month of a day, with its year unless it is one of the twelve up to ``today``, the day this is read on."""
    months = (today.year - day.year) * 12 + today.month - day.month
    return MONTHS[day.month - 1] if 0 <= months < 12 else long_month(day)


def day_name(day: date, today: date) -> str:
    """A day with its month, and its year where the month's name alone could mean another."""
    return f"{day.day} {month_name(day, today)}"


def months_named(first: date, last: date, today: date) -> str:
    """A time that is over, by its months: "in March", "from March to June", "from March to June 2024"."""
    if (first.year, first.month) == (last.year, last.month):
        return f"in {month_name(first, today)}"
    begun, ended = month_name(first, today), month_name(last, today)
    if first.year == last.year and ended == long_month(last):
        begun = MONTHS[first.month - 1]
    return f"from {begun} to {ended}"


def span_words(span: Span) -> str:
    """A span as a heading: "2026", "March 2026", "January to March 2026", "3 March 2026 to 9 May 2026"."""
    since, until = span.since, span.until
    if since is None:
        return f"up to {long_day(until)}"
    if since == until:
        return long_day(until)
    if since.day != 1 or until.day != month_length(until.year, until.month):
        return f"{long_day(since)} to {long_day(until)}"
    if since.year != until.year:
        return f"{long_month(since)} to {long_month(until)}"
    if since.month == until.month:
        return long_month(until)
    if (since.month, until.month) == (1, 12):
        return f"{until.year:04}"
    return f"{MONTHS[since.month - 1]} to {long_month(until)}"


def listed(parts: Sequence[str]) -> str:
    """Several things in a row: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def others(count: int, thing: str, did: str) -> str:
    """What is said after the few that are named, so that they are not taken for all: "; two other practices moved"."""
    return f"; {in_words(count)} other {thing}{'' if count == 1 else 's'} {did}" if count > 0 else ""


def sentences(parts: Sequence[str]) -> str:
    """The first few that are not empty, each with a capital and a full stop."""
    return " ".join(_initial_capital(part) + "." for part in [p for p in parts if p][:_MOST_SENTENCES])


def spoken_names(practices: Sequence[LensItem]) -> dict[str, str]:
    """The practices' names for use in mid-sentence, by key: the spoken ones, or else the short ones made to fit.

    The first letter is lowered unless the word has other capitals (NHS); a name with a comma in it is put in quotes.
    """
    return {item.key: item.spoken or _spoken(item.short) for item in practices}


def _initial_capital(sentence: str) -> str:
    first = 1 if sentence[0] in "‘“" else 0
    return sentence[:first] + sentence[first].upper() + sentence[first + 1 :]


def _spoken(name: str) -> str:
    first, *rest = name.split(" ")
    if first[1:] == first[1:].lower():
        first = first.lower()
    spoken = " ".join([first, *rest])
    return f"‘{spoken}’" if "," in spoken else spoken

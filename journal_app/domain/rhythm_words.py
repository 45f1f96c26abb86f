"""A rhythm in words: how often, what is asked, what is due. The same on the page, on Today and in a shell."""

from __future__ import annotations

from datetime import date

from journal_app.domain.rhythm import Rhythm

RHYTHM_NAMES = {
    Rhythm.WEEKLY: "every week",
    Rhythm.FORTNIGHTLY: "every two weeks",
    Rhythm.MONTHLY: "every month",
    Rhythm.QUARTERLY: "every three months",
}

_BEHAVIOURS_A_MINUTE = 6
_SOON_DAYS = 7
_MONTH_DAYS = 365.25 / 12
_FOUR_AND_A_HALF = 9
_SPANS = {4: "four months", 5: "five months", 6: "half a year", 9: "nine months", 12: "a year"}


def stretch(rhythm: Rhythm) -> str:
    """What a check-in looks back over: "the last four weeks"."""
    return {1: "the last week", 2: "the last two weeks"}.get(rhythm.weeks, "the last four weeks")


def question(rhythm: Rhythm) -> str:
    """What a check-in asks of each statement."""
    return f"How often did you do this in {stretch(rhythm)}?"


def minutes(behaviours: int) -> str:
    """About how long it takes to rate so many: "about three minutes"."""
    count = max(1, round(behaviours / _BEHAVIOURS_A_MINUTE))
    words = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return f"about {words[count - 1] if count <= len(words) else count} minute{'' if count == 1 else 's'}"


def day_words(day: date, today: date) -> str:
    """A day as one says it: "3 April", with the year where that is another one."""
    return f"{day.day} {day:%B}{'' if day.year == today.year else f' {day.year}'}"


def due_words(last: date | None, due: date | None, today: date) -> str:
    """When the last check-in was and since when the next is due; "" before there was one."""
    if last is None or due is None:
        return ""
    since = "due today" if due == today else f"due since {day_words(due, today)}"
    return f"Last one {day_words(last, today)}, {since}."


def next_words(due: date | None, today: date) -> str:
    """When the next check-in comes, if that is within a week; "" where there is nothing to say yet."""
    if due is None or not 0 < (due - today).days <= _SOON_DAYS:
        return ""
    tomorrow = (due - today).days == 1
    return "Next check-in tomorrow." if tomorrow else f"Next check-in on {due:%A} {day_words(due, today)}."


def ago_words(then: date, today: date) -> str:
    """How long ago a day was, in months as one says it: "half a year", "nine months"."""
    halves = round((today - then).days / _MONTH_DAYS * 2)
    if halves == _FOUR_AND_A_HALF:
        return "four and a half months"
    months = (halves + 1) // 2
    if months in _SPANS:
        return _SPANS[months]
    if months < 24:
        return f"{months} month{'' if months == 1 else 's'}"
    return f"{months // 12} years"

"""How many values there are, where that is too few for a trend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from journal_app.domain.trend_words.courses import MOST_NAMED, Course
from journal_app.domain.trend_words.phrases import counted, in_words, listed
from journal_app.domain.trend_words.practice import courses_of
from journal_app.domain.trend_words.practice import moved as moved_statements
from journal_app.domain.trend_words.scores import moved, told_of
from journal_app.domain.trends.views import Overview, PracticeView

TOO_EARLY = 6
"""With fewer points than this it is too early to speak of a trend."""

FEW = 12
"""With fewer points than this they are few."""

_NOTES = "read them as notes to yourself"


def few_scores(view: Overview, names: Mapping[str, str]) -> str:
    """Which practices have too few scores that can be compared, or that first and last are but two check-ins."""
    told = told_of(view, names)
    courses = [each.course for each in told if each.course.marks]
    longest = max((len(course.marks) for course in courses), default=0)
    if longest < TOO_EARLY:
        return _too_early(longest, len(view.check_ins))
    early = [course for course in courses if len(course.marks) < TOO_EARLY]
    few = [course for course in courses if TOO_EARLY <= len(course.marks) < FEW]
    return _joined(
        f"Too early for a trend: {_scores(early, TOO_EARLY)}." if early else "",
        _points(longest) if longest < FEW else f"Few points: {_scores(few, FEW)}; {_NOTES}." if few else "",
        _two_check_ins(moved(told), "half a point"),
    )


def few_ratings(view: PracticeView) -> str:
    """How many statements have too few ratings, or that first and last are but two check-ins."""
    courses = [course for course in courses_of(view) if course.marks]
    counts = [len(course.marks) for course in courses]
    longest = max(counts, default=0)
    if longest < TOO_EARLY:
        return _too_early(longest, len(view.check_ins))
    early, few = sum(n < TOO_EARLY for n in counts), sum(TOO_EARLY <= n < FEW for n in counts)
    return _joined(
        f"Too early for a trend: {_ratings(early, TOO_EARLY)}." if early else "",
        _points(longest) if longest < FEW else f"Few points: {_ratings(few, FEW)}; {_NOTES}." if few else "",
        _two_check_ins(moved_statements(courses), "a whole point"),
    )


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _too_early(points: int, check_ins: int) -> str:
    if not points:
        return ""
    what = f"after {counted(points, 'check-in')}" if points == check_ins else f"with {counted(points, 'point')}"
    notes = "read it as a note to yourself" if points == 1 else _NOTES
    return f"{what.capitalize()} it is too early to speak of a trend; {notes}."


def _points(longest: int) -> str:
    return f"{in_words(longest).capitalize()} points are few; {_NOTES}."


def _scores(courses: Sequence[Course], least: int) -> str:
    if len(courses) > MOST_NAMED:
        return f"{in_words(len(courses))} practices have fewer than {in_words(least)} scores that can be compared"
    first, *others = courses
    said = f"{first.name} has {counted(len(first.marks), 'score')} that can be compared"
    return listed([said, *(f"{each.name} has {in_words(len(each.marks))}" for each in others)])


def _ratings(statements: int, least: int) -> str:
    have = "has" if statements == 1 else "have"
    return f"{counted(statements, 'statement')} {have} fewer than {in_words(least)} ratings"


def _two_check_ins(found: Sequence[Course], much: str) -> str:
    """Many points do not make the first and the last of them more certain than they are."""
    if not any(course.is_way and len(course.marks) >= FEW for course in found[:MOST_NAMED]):
        return ""
    return f"First and last are two single check-ins; a good or a bad week can make {much}."

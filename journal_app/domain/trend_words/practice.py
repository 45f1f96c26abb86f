"""One practice in words: which behaviours moved, which stayed, which were reworded."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from journal_app.domain.trend_words.courses import Course, Mark, largest_first, movements
from journal_app.domain.trend_words.known import Known, last_check_in, none_in_period, opening
from journal_app.domain.trend_words.phrases import month_name, sentences, times
from journal_app.domain.trend_words.scores import STEADY_POINTS
from journal_app.domain.trends.views import BehaviourPoint, BehaviourSeries, PracticeView


def practice_words(view: PracticeView, known: Known) -> str:
    """Up to four sentences about the behaviours of a practice, "" without any check-in ever."""
    if not view.check_ins:
        return none_in_period(known)
    courses = courses_of(view)
    if not any(course.marks for course in courses):
        return sentences([f"{opening(view, known)}, nothing of this practice was rated", last_check_in(view, known)])
    unrated = "; ".join(filter(None, [_passed(view), last_check_in(view, known)]))
    return sentences([_movement(courses, view, known), _steadiest(courses), _reworded(view, known), unrated])


def courses_of(view: PracticeView) -> list[Course]:
    """The ratings of each statement, in their order."""
    return [_course(series, len(view.check_ins)) for series in view.series]


def moved(courses: Sequence[Course]) -> list[Course]:
    """Those of which the last rating is another than the first, the largest change first."""
    return largest_first([course for course in courses if course.change])


def _course(series: BehaviourSeries, check_ins: int) -> Course:
    marks = tuple(Mark(p.check_in, p.on, p.value, str(p.value)) for p in series.points if p.value is not None)
    own = f", rated {times(len(marks))}," if len(marks) != check_ins else ""
    return Course(f"“{series.text}”", marks, own)


def _movement(courses: Sequence[Course], view: PracticeView, known: Known) -> str:
    begun, found = opening(view, known), moved(courses)
    if not any(len(course.marks) > 1 for course in courses):
        return f"{begun}, no statement was rated twice, so there is nothing to compare yet"
    if not found:
        return f"{begun}, no statement was rated differently at its first and its last rating"
    ends = view.check_ins[0][0], view.check_ins[-1][0]
    return f"{begun}, " + movements(found, ends, known.today, "statement", "moved too")


def _steadiest(courses: Sequence[Course]) -> str:
    """The statement with the most ratings of those that never left one value, or two next to each other, and that the
    newest check-in with ratings of the practice rated: of one that was dropped nobody knows whether it stayed."""
    newest = max((course.marks[-1] for course in courses if course.marks), key=lambda m: m.on, default=None)
    calm = [
        course
        for course in courses
        if len(course.marks) >= STEADY_POINTS
        and newest is not None
        and course.marks[-1].on == newest.on
        and not course.change
        and course.spread <= 1
        and course.is_unbroken
    ]
    steadiest = min(calm, key=lambda course: (course.spread, -len(course.marks)), default=None)
    if steadiest is None:
        return ""
    low, high = (pick(mark.size for mark in steadiest.marks) for pick in (min, max))
    return f"{steadiest.name}{steadiest.own} stayed " + (f"at {low}" if low == high else f"between {low} and {high}")


def _reworded(view: PracticeView, known: Known) -> str:
    """Where another statement was answered than before; whoever went back to an earlier one changed twice."""
    changes = [point for points in _by_behaviour(view) for point in points]
    if not changes:
        return ""
    if len(changes) == 1:
        month = month_name(changes[0].on, known.today)
        return f"one behaviour was reworded in {month}, so its ratings before and after are not compared"
    return "where a behaviour was reworded, each of its statements is compared with itself alone"


def _by_behaviour(view: PracticeView) -> list[list[BehaviourPoint]]:
    """For each behaviour, the first answers to another statement than the one answered before."""
    order = {uid: place for place, (uid, _) in enumerate(view.check_ins)}
    answers: dict[str, list[tuple[int, int, BehaviourPoint]]] = {}
    for series in view.series:
        answers.setdefault(series.behaviour, []).extend((order[p.check_in], series.wording, p) for p in series.points)
    return [
        [later[2] for earlier, later in pairwise(sorted(of, key=lambda each: each[0])) if earlier[1] != later[1]]
        for of in answers.values()
    ]


def _passed(view: PracticeView) -> str:
    """Where "no opportunity" was said most often, if it was at half of a statement's answers or more."""
    counts = [(sum(p.value is None for p in s.points), len(s.points), s.text) for s in view.series]
    most = max((c for c in counts if c[0] > 1 and 2 * c[0] >= c[1]), default=None, key=lambda c: c[0])
    return f"you had no opportunity for “{most[2]}” {times(most[0])}" if most else ""

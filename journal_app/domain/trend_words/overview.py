"""The overview in words: what moved, what stayed, what cannot be compared, what was not rated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from journal_app.domain.trend_words.courses import MOST_NAMED, movements
from journal_app.domain.trend_words.known import Known, last_check_in, none_in_period, opening
from journal_app.domain.trend_words.phrases import day_name, in_words, listed, month_name, sentences
from journal_app.domain.trend_words.scores import Told, moved, told_of
from journal_app.domain.trend_words.unrated import left_off, left_off_since, unrated_months
from journal_app.domain.trends.views import Overview

_NO_SCORE = (
    "no practice has a score: it takes two rated behaviours of one practice at a check-in, and “no opportunity” is no "
    "rating"
)


def overview_words(view: Overview, names: Mapping[str, str], known: Known) -> str:
    """Up to four sentences about the scores, "" without any check-in ever.

    ``names`` are the practices' spoken names by key. Raises KeyError for a practice without a name.
    """
    if not view.check_ins:
        return none_in_period(known)
    if len(view.check_ins) == 1:
        return _only_one(view, known)
    silence = _joined(unrated_months(view, known), last_check_in(view, known))
    if not any(series.points for series in view.series):
        return sentences([f"{opening(view, known)}, {_NO_SCORE}", silence])
    told = told_of(view, names)
    left = [(each.course.name, left_off_since(each.series, view, known)) for each in told]
    return sentences(
        [
            _movement(told, view, known),
            _steadiest(told, [name for name, since in left if since]),
            _joined(_breaks(view, names, known), _uneven(told)),
            _joined(left_off(left), silence),
        ]
    )


def _joined(*parts: str) -> str:
    """Parts of one sentence."""
    return "; ".join(filter(None, parts))


def _only_one(view: Overview, known: Known) -> str:
    where = f"on {day_name(view.check_ins[0][1], known.today)}"
    if view.earlier or known.is_over(view.span):
        longer = " A longer period has more to show." if len(known.not_ahead) > 1 else ""
        return f"One check-in in this period, {where}.{longer}"
    return f"One check-in so far, {where}. A second one will show what moved."


def _movement(told: Sequence[Told], view: Overview, known: Known) -> str:
    begun, courses = opening(view, known), moved(told)
    if courses:
        ends = view.check_ins[0][0], view.check_ins[-1][0]
        return f"{begun}, " + movements(courses, ends, known.today, "practice", "moved by half a point or more")
    if not any(len(each.course.marks) > 1 for each in told):
        return f"{begun}, no practice has two scores that can be compared"
    who = "no practice whose first and last scores can be compared" if _cannot_compare(told) else "no practice"
    return f"{begun}, {who} moved by half a point or more from first to last"


def _steadiest(told: Sequence[Told], left: Sequence[str]) -> str:
    """Of the practices still rated, all by the same statements, that neither swung nor drifted, the steadiest."""
    calm = [each.course for each in told if each.is_steady and each.course.name not in left]
    steadiest = min(calm, key=lambda course: (course.spread, -len(course.marks)), default=None)
    if steadiest is None:
        return ""
    scores = sorted((mark.size, mark.text) for mark in steadiest.marks)
    low, high = scores[0][1], scores[-1][1]
    return f"{steadiest.name}{steadiest.own} stayed " + (f"at {low}" if low == high else f"between {low} and {high}")


def _cannot_compare(told: Sequence[Told]) -> bool:
    """Whether the first and the last score of any practice are not compared, because they rest on other statements."""
    return bool(_apart(told)) or any(each.series.breaks and each.series.points for each in told)


def _apart(told: Sequence[Told]) -> list[str]:
    """The practices of which the first score and the last differ, but rest on different statements."""
    return [each.course.name for each in told if each.differs and each.series.uneven]


def _uneven(told: Sequence[Told]) -> str:
    apart = _apart(told)
    if not apart:
        return ""
    who = listed(apart) if len(apart) <= MOST_NAMED else f"{in_words(len(apart))} practices"
    return f"the first and last scores of {who} rest on different statements, so they are not compared"


def _breaks(view: Overview, names: Mapping[str, str], known: Known) -> str:
    """Where statements changed; of a practice without a score there is nothing that could be compared."""
    broken = [series for series in view.series if series.breaks and series.points]
    if not broken:
        return ""
    if len(broken) > MOST_NAMED:
        who, when = f"{in_words(len(broken))} practices", ""
    else:
        who = listed([names[series.practice] for series in broken])
        of_each = {tuple(dict.fromkeys(month_name(b.on, known.today) for b in series.breaks)) for series in broken}
        days = of_each.pop()
        # Of two that changed in different months, "in March and May" would be said of both.
        when = f" in {listed(days)}" if not of_each and len(days) <= MOST_NAMED else ""
    return f"the statements of {who} changed{when}, so before and after are not compared"

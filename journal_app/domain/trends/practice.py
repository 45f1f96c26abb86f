"""One practice: its behaviours as they were rated, each statement a series of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour
from journal_app.domain.trends.overview import last_day_known
from journal_app.domain.trends.totals import Head, is_missed, quiet_until
from journal_app.domain.trends.views import BehaviourPoint, BehaviourSeries, PracticeView, Span


def build_practice(
    practice: str, behaviours: Sequence[Behaviour], check_ins: Sequence[CheckIn], span: Span, today: date
) -> PracticeView:
    """The view of a practice. ``check_ins`` are all ordinary ones by their places, whatever they rated."""
    known = check_ins[: bisect_right([c.on for c in check_ins], last_day_known(today))]
    within = [c for c in known if span.holds(c.on)]
    earlier = sum(1 for c in known if span.since is not None and c.on < span.since)
    ahead = tuple(c.on for c in check_ins[len(known) :]) if span.until >= today else ()
    series = tuple(
        _series(behaviour, wording, within)
        for behaviour in behaviours
        if behaviour.practice == practice
        for wording in _wordings(behaviour, within)
    )
    quiet = quiet_until(head_of(within[-1]), min(span.until, today)) if within else None
    return PracticeView(span, practice, series, tuple((c.uid, c.on) for c in within), earlier, ahead, quiet)


def wording_of(check_in: CheckIn, behaviour: str) -> int:
    """The number of the statement by which a check-in rated a behaviour; the first where it is not told."""
    return check_in.wordings.get(behaviour, 1)


def head_of(check_in: CheckIn) -> Head:
    """A check-in without its ratings."""
    return Head(check_in.uid, check_in.on, check_in.rhythm)


def _wordings(behaviour: Behaviour, within: Sequence[CheckIn]) -> list[int]:
    """The statements it was answered by, in the order in which they first were; else the one that is asked now."""
    found = dict.fromkeys(wording_of(c, behaviour.key) for c in within if behaviour.key in c.ratings)
    if not found and behaviour.asked and not behaviour.deleted:
        return [behaviour.wording]
    return list(found)


def _series(behaviour: Behaviour, wording: int, within: Sequence[CheckIn]) -> BehaviourSeries:
    points: list[BehaviourPoint] = []
    segments: list[list[BehaviourPoint]] = []
    previous: CheckIn | None = None  # the check-in before, if it gave a value
    for check_in in within:
        point = _point(behaviour.key, wording, check_in)
        if point is not None:
            points.append(point)
        if point is None or point.value is None:
            previous = None
            continue
        if previous is None or is_missed(head_of(previous), head_of(check_in)):
            segments.append([])
        segments[-1].append(point)
        previous = check_in
    text = behaviour.text_of(wording)
    asked = behaviour.asked and not behaviour.deleted and wording == behaviour.wording
    return BehaviourSeries(behaviour.key, wording, text, asked, tuple(points), tuple(map(tuple, segments)))


def _point(key: str, wording: int, check_in: CheckIn) -> BehaviourPoint | None:
    if key not in check_in.ratings or wording_of(check_in, key) != wording:
        return None
    note, evidence = check_in.notes.get(key, ""), check_in.evidence.get(key, ())
    return BehaviourPoint(check_in.uid, check_in.on, check_in.ratings[key], note, evidence)

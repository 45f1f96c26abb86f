"""The overview: a series of scores for each practice, cut wherever one score is not like the one before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from journal_app.domain.content import Behaviour
from journal_app.domain.trends.breaks import asked_at, breaks_at, spells_by_behaviour
from journal_app.domain.trends.totals import Head, PracticeTotals, Spell, Sums, is_missed, quiet_until
from journal_app.domain.trends.views import Break, Overview, PracticePoint, PracticeSeries, Span


def last_day_known(today: date) -> date:
    """The last day a check-in can be about that is not dated ahead.

    It is tomorrow: what was saved in Auckland in the morning is looked at in London the evening before.
    """
    return today + timedelta(days=1) if today < date.max else today


def build_overview(
    practices: Sequence[str],
    behaviours: Sequence[Behaviour],
    sums: Sums,
    span: Span,
    today: date,
) -> Overview:
    """The overview of a span. The totals may leave out what lies beyond it, and the spells what lies after it."""
    heads = sums.heads
    days = [head.on for head in heads]
    known = bisect_right(days, last_day_known(today))
    start = 0 if span.since is None else min(bisect_left(days, span.since), known)
    end = max(start, min(bisect_right(days, span.until), known))
    ours = spells_by_behaviour(sums.spells)
    missed = [place > 0 and is_missed(heads[place - 1], heads[place]) for place in range(end)]
    series = tuple(
        _series(
            key, [b for b in behaviours if b.practice == key], heads, sums.totals.get(key), ours, missed, start, end
        )
        for key in practices
    )
    check_ins = tuple((head.uid, head.on) for head in heads[start:end])
    ahead = tuple(days[known:]) if span.until >= today else ()
    quiet = quiet_until(heads[end - 1], min(span.until, today)) if end > start else None
    return Overview(span, series, check_ins, start, ahead, quiet)


def _series(
    practice: str,
    behaviours: Sequence[Behaviour],
    heads: Sequence[Head],
    totals: PracticeTotals | None,
    spells: Mapping[str, Sequence[Spell]],
    missed: Sequence[bool],
    start: int,
    end: int,
) -> PracticeSeries:
    if totals is None:
        return PracticeSeries(practice, (), ())
    begun = next((place for place in range(start, end) if place in totals.answered), end)
    asked = asked_at(range(start, end), heads, totals.answered, {behaviour.key for behaviour in behaviours})
    # Before the first answer there is nothing that could be compared.
    breaks = {place: what for place, what in breaks_at(behaviours, spells, asked).items() if begun < place < end}
    segments: list[list[PracticePoint]] = []
    following = False
    for place in range(start, end):
        point = totals.points.get(place)
        if point is None:
            following = False
            continue
        if not following or missed[place] or place in breaks:
            segments.append([])
        segments[-1].append(point)
        following = True
    return PracticeSeries(
        practice,
        tuple(point for segment in segments for point in segment),
        tuple(map(tuple, segments)),
        tuple(Break(heads[place].on, *what, heads[place].uid) for place, what in breaks.items()),
        tuple(heads[place].on for place in totals.partly if start <= place < end),
        _is_uneven(totals, max(breaks, default=start), end),
    )


def _is_uneven(totals: PracticeTotals, begun: int, end: int) -> bool:
    """Whether the first and the last point of a stretch rest on ratings of different statements."""
    first = next((place for place in range(begun, end) if place in totals.points), None)
    last = next((place for place in reversed(range(begun, end)) if place in totals.points), None)
    return first is not None and last is not None and totals.rated(first) != totals.rated(last)

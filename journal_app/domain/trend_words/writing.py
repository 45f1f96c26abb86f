"""Writing beside rating in words: what was written about most, and what was rated and never written about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from journal_app.domain.trend_words.courses import MOST_NAMED
from journal_app.domain.trend_words.known import Known
from journal_app.domain.trend_words.phrases import (
    counted,
    in_words,
    listed,
    month_name,
    months_named,
    sentences,
    times,
)
from journal_app.domain.trends.views import Writing, WritingRow


def writing_words(view: Writing, names: Mapping[str, str], known: Known) -> str:
    """Up to four sentences, "" where nothing was written and nothing rated. ``names`` are the spoken names by key."""
    if not sum(view.reflections) and not view.check_ins:
        return ""
    there = "" if known.is_everything(view.span) else " in this period"
    rated = _never_written(view, names, there), _never_rated(view, names, there)
    return sentences([_most(view, names, known), *rated, _untagged(view)])


def _most(view: Writing, names: Mapping[str, str], known: Known) -> str:
    begun, total = _opening(view, known), sum(view.reflections)
    if not total:
        return f"{begun}nothing was written"
    most = max((row.reflections for row in view.rows), default=0)
    about = [names[row.practice] for row in view.rows if row.reflections == most]
    there = f"{begun}there {'is' if total == 1 else 'are'} {counted(total, 'reflection')}"
    if not most:
        return f"{there}, {'not' if total == 1 else 'none of them'} tagged with a practice"
    if len(about) > MOST_NAMED:
        return there
    if total == 1:
        return f"{there}, which bears on {listed(about)}"
    often = "they bear" if most == 1 else "most often they bear"
    return f"{there}; {often} on {listed(about)}, {times(most)}" + (" each" if len(about) > 1 else "")


def _opening(view: Writing, known: Known) -> str:
    first, last = view.months[0], view.months[-1]
    if known.is_over(view.span):
        return f"{months_named(first, last, known.today)}, "
    return f"since {month_name(first, known.today)}, " if first != last else ""


def _never_written(view: Writing, names: Mapping[str, str], there: str) -> str:
    rows = sorted((row for row in view.rows if row.rated and not row.reflections), key=lambda row: -row.rated)
    did = f"not written about{there}" if there else "never written about"
    if len(rows) > MOST_NAMED:
        return f"{in_words(len(rows))} practices have scores and were {did}"
    if len(rows) == 1:
        return f"{names[rows[0].practice]} was scored {times(rows[0].rated)} and {did}"
    return _both(rows, [f"scored {times(row.rated)}" for row in rows], names, f"were {did}")


def _never_rated(view: Writing, names: Mapping[str, str], there: str) -> str:
    rows = [row for row in view.rows if row.reflections and not row.rated]
    if len(rows) > MOST_NAMED:
        return f"{in_words(len(rows))} practices were written about and have no score{there}"
    if len(rows) == 1:
        return f"{names[rows[0].practice]} was written about {times(rows[0].reflections)} and has no score{there}"
    return _both(rows, [f"written about {times(row.reflections)}" for row in rows], names, f"have no score{there}")


def _both(rows: Sequence[WritingRow], said: Sequence[str], names: Mapping[str, str], did: str) -> str:
    """What is so of each of two practices, and then what is so of both; "" for none."""
    each = [f"{names[row.practice]}, {what}," for row, what in zip(rows, said, strict=True)]
    return f"{listed(each)} {did}" if each else ""


def _untagged(view: Writing) -> str:
    if not view.untagged or not any(row.reflections for row in view.rows):
        return ""
    return f"{counted(view.untagged, 'reflection')} {'bears' if view.untagged == 1 else 'bear'} no practice"

"""Writing beside rating in words: what was written about most, and what was rated and never written about."""

from __future__ import annotations

from collections.abc import Mapping

from journal_app.domain.trend_words.phrases import counted, in_words, listed, month_name, sentences, times
from journal_app.domain.trends.views import Writing, WritingRow

_MOST_NAMED = 2


def writing_words(view: Writing, names: Mapping[str, str]) -> str:
    """Up to four sentences, "" where nothing was written and nothing rated. ``names`` are the spoken names by key."""
    if not sum(view.reflections) and not view.check_ins:
        return ""
    return sentences([_most(view, names), _never_written(view, names), _never_rated(view, names), _untagged(view)])


def _most(view: Writing, names: Mapping[str, str]) -> str:
    total = sum(view.reflections)
    begun = f"since {month_name(view.months[0], view.span.until)}, " if len(view.months) > 1 else ""
    if not total:
        return f"{begun}nothing was written"
    most = max((row.reflections for row in view.rows), default=0)
    about = [names[row.practice] for row in view.rows if row.reflections == most]
    there = f"{begun}there {'is' if total == 1 else 'are'} {counted(total, 'reflection')}"
    if not most:
        return f"{there}, none of them tagged with a practice"
    if len(about) > _MOST_NAMED:
        return there
    return f"{there}; most often they bear on {listed(about)}, {times(most)}" + (" each" if len(about) > 1 else "")


def _never_written(view: Writing, names: Mapping[str, str]) -> str:
    rows = sorted((row for row in view.rows if row.rated and not row.reflections), key=lambda row: -row.rated)
    if len(rows) > _MOST_NAMED:
        return f"{in_words(len(rows))} practices have been rated and never written about"
    return listed([f"{names[row.practice]} has been rated {times(row.rated)} and written about never" for row in rows])


def _never_rated(view: Writing, names: Mapping[str, str]) -> str:
    rows: list[WritingRow] = [row for row in view.rows if row.reflections and not row.rated]
    if len(rows) > _MOST_NAMED:
        return f"{in_words(len(rows))} practices have been written about and have no score"
    return listed(
        [f"{names[row.practice]} has been written about {times(row.reflections)} and has no score" for row in rows]
    )


def _untagged(view: Writing) -> str:
    if not view.untagged or not any(row.reflections for row in view.rows):
        return ""
    return f"{counted(view.untagged, 'reflection')} {'bears' if view.untagged == 1 else 'bear'} no practice"

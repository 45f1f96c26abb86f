"""Two periods in words: what was what in each, over how many check-ins, and what has nothing to compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from journal_app.domain.trend_words.courses import MOST_NAMED
from journal_app.domain.trend_words.few import TOO_EARLY
from journal_app.domain.trend_words.phrases import counted, in_words, listed, others, sentences, span_words
from journal_app.domain.trend_words.scores import MOVED
from journal_app.domain.trends.numbers import one_decimal, tenths
from journal_app.domain.trends.views import ComparedRow, Comparison, Side


def compare_words(view: Comparison, names: Mapping[str, str]) -> str:
    """Up to four sentences. ``names`` are the practices' spoken names by key."""
    if is_one_period(view):
        days = span_words(view.first)
        count = counted(view.first_check_ins, "check-in")
        return f"Both periods are {days}, with {count}, so there is nothing to compare."
    return sentences([_counts(view), _differences(view, names), _incomplete(view, names), _nothing(view, names)])


def is_one_period(view: Comparison) -> bool:
    """Whether a period stands beside itself."""
    return view.first == view.second


def few_to_compare(view: Comparison, names: Mapping[str, str]) -> str:
    """Which rows rest on few check-ins in either period, or on a statement that was rated at few.

    Each statement has the same weight: one that was rated once weighs as much as one that was rated fifty times.
    """
    both = [] if is_one_period(view) else _both(view)
    few = [row for row, *sides in both if min(side.fewest or side.check_ins for side in sides) < TOO_EARLY]
    if not few:
        return ""
    weeks = "a good or a bad week can make as much difference as a change in what you do"
    if all(min(side.check_ins for side in sides) < TOO_EARLY for _, *sides in both):
        return f"Over so few check-ins, {weeks}."
    one, times = len(few) == 1, f"fewer than {in_words(TOO_EARLY)} times in a period, where {weeks}"
    if view.practice:
        return sentences([f"{counted(len(few), 'behaviour')} {'was' if one else 'were'} rated {times}"])
    names_of = listed([names[row.key] for row in few])
    who = names_of if len(few) <= MOST_NAMED else counted(len(few), "practice")
    return sentences([f"{who} {'rests' if one else 'rest'} in part on a statement rated {times}"])


def _counts(view: Comparison) -> str:
    parts = [
        f"{span_words(span)} has {_check_ins(count)}"
        for span, count in ((view.first, view.first_check_ins), (view.second, view.second_check_ins))
    ]
    if not view.first_check_ins or not view.second_check_ins:
        parts[-1] += ", so there is nothing to compare"
    return "; ".join(parts) if any("," in part for part in parts) else listed(parts)


def _check_ins(count: int) -> str:
    return counted(count, "check-in") + (", which is a single day" if count == 1 else "")


def _name(row: ComparedRow, view: Comparison, names: Mapping[str, str]) -> str:
    return f"“{row.text}”" if view.practice else names[row.key]


def _both(view: Comparison) -> Sequence[tuple[ComparedRow, Side, Side]]:
    return [(row, row.first, row.second) for row in view.rows if row.first is not None and row.second is not None]


def _differences(view: Comparison, names: Mapping[str, str]) -> str:
    both = _both(view)
    if not both:
        return ""
    changes = [(abs(tenths(second.mean) - tenths(first.mean)), row, first, second) for row, first, second in both]
    moved = sorted((each for each in changes if each[0] >= MOVED), key=lambda each: -each[0])
    if not moved:
        return f"no {'behaviour' if view.practice else 'practice'} differs by half a point or more"
    parts = [
        f"{_name(row, view, names)} was {one_decimal(first.mean)} in the first "
        f"and {one_decimal(second.mean)} in the second"
        for _, row, first, second in moved[:MOST_NAMED]
    ]
    what = "behaviour" if view.practice else "practice"
    many = len(moved) - MOST_NAMED
    return "; ".join(parts) + others(many, what, f"{'differs' if many == 1 else 'differ'} by half a point or more")


def _incomplete(view: Comparison, names: Mapping[str, str]) -> str:
    """Which practices are compared by some of their wordings only. One that was reworded is two wordings."""
    some = [row for row, _, _ in _both(view) if row.shared < row.statements and not view.practice]
    if len(some) > MOST_NAMED:
        return f"{in_words(len(some))} practices are compared only by the wordings that were rated in both"
    parts = [
        f"{names[row.key]} is compared by {in_words(row.shared)} of its {in_words(row.statements)} wordings"
        for row in some
    ]
    return f"{listed(parts)}, those rated in both" if parts else ""


def _nothing(view: Comparison, names: Mapping[str, str]) -> str:
    if not view.first_check_ins or not view.second_check_ins:
        return ""
    missing = [row for row in view.rows if (row.first is None or row.second is None)]
    if not missing:
        return ""
    if len(missing) > MOST_NAMED:
        what = "behaviours" if view.practice else "practices"
        who, have = f"{in_words(len(missing))} {what}", "have"
    else:
        who, have = listed([_name(row, view, names) for row in missing]), "has" if len(missing) == 1 else "have"
    why = "not rated by one statement in both" if view.practice else "fewer than two statements were rated in both"
    return f"{who} {have} nothing to compare: {why}"

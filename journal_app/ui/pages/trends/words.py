"""What the trends page says of itself: how its charts are read, and why there is nothing to read."""

from __future__ import annotations

from datetime import date

from journal_app.domain.trend_words.phrases import in_words, span_words
from journal_app.domain.trends.views import Comparison
from journal_app.ui.pages.trends.reading import Shown
from journal_app.ui.pages.trends.wanted import Kind

BACKWARDS = "The period ends before it begins. Choose an earlier first day, or a later last one."

_REWORDED = "A reworded behaviour counts once for each wording."
_CHART = {
    Kind.OVERVIEW: "A mark is one check-in, the bar behind it its lowest and highest behaviour; hollow marks have no "
    "reflection attached as evidence.",
    Kind.PRACTICE: "Each step is one check-in and holds until the next; N is no opportunity. Hollow marks have no "
    "reflection attached as evidence.",
    Kind.COMPARE: "Each mark is a mean over what both periods rated in the same words: the ring is the first period, "
    f"the filled mark the second. {_REWORDED}",
    Kind.WRITING: "Each number counts the reflections of one month that are tagged with the practice.",
    Kind.BACK: "Start is what you thought at the time, then what you think of that time now, now the newest check-in "
    "near the look back.",
}
_TABLE = {
    Kind.OVERVIEW: "Each number is the mean of a check-in, from 1 (hardly ever) to 5 (almost always); – has no score.",
    Kind.PRACTICE: "Ratings go from 1 (hardly ever) to 5 (almost always); – is not rated.",
    Kind.COMPARE: f"Means go from 1 (hardly ever) to 5 (almost always); – has nothing to compare. {_REWORDED}",
    Kind.WRITING: "Reflections by month and practice; – has no score, or is not counted.",
    Kind.BACK: "Means go from 1 (hardly ever) to 5 (almost always); – has too few statements rated each time, or no "
    "check-in.",
}


def legend(kind: Kind, *, table: bool) -> str:
    """How the chart or the table of a view is to be read."""
    return (_TABLE if table else _CHART)[kind]


def none_in_range(shown: Shown) -> str:
    """Why there is no chart for this time."""
    view = shown.view
    if isinstance(view, Comparison):
        return f"{_no_sides(view)} {shown.caution}".rstrip() if view.ahead else _no_sides(view)
    return f"No check-ins in {_range(shown)}.{_elsewhere(shown)}"


def backwards(days: tuple[tuple[date, date], ...], names: tuple[str, ...] = ("The",)) -> str:
    """What to say of periods of which one ends before it begins; "" if none does."""
    wrong = [name for name, (since, until) in zip(names, days, strict=True) if since > until]
    return BACKWARDS.replace("The", wrong[0], 1) if wrong else ""


def _range(shown: Shown) -> str:
    wanted = shown.wanted
    if wanted.days is not None:
        return span_words(wanted.days)
    return f"the last {in_words(wanted.months)} months" if wanted.months else "this time"


def _elsewhere(shown: Shown) -> str:
    said = ""
    if shown.earlier:
        there = "There is" if shown.earlier == 1 else "There are"
        said += f" {there} {in_words(shown.earlier)} from before that."
    return f"{said} {shown.caution}".rstrip() if shown.ahead else said


def _no_sides(view: Comparison) -> str:
    empty = [
        f"the {name} period, {span_words(span)}"
        for name, span, count in (
            ("first", view.first, view.first_check_ins),
            ("second", view.second, view.second_check_ins),
        )
        if not count
    ]
    return f"No check-ins in {' nor in '.join(empty)}. Choose other days."

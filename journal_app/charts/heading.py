"""What a chart that leaves its page is of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from journal_app.domain.content import LensItem
from journal_app.domain.trend_words.phrases import long_day, span_words
from journal_app.domain.trends.views import (
    Comparison,
    LookingBack,
    Overview,
    PracticeView,
    Span,
    View,
    Writing,
    days_of,
)


def heading(view: View, practices: Sequence[LensItem]) -> str:
    """What a view shows, and of which time."""
    names = {item.key: item.short for item in practices}
    match view:
        case Overview():
            return f"All practices, {_time(view.span, days_of(view.check_ins))}."
        case PracticeView():
            return f"{names[view.practice]}, {_time(view.span, days_of(view.check_ins))}."
        case Comparison():
            what = names.get(view.practice, "All practices")
            return f"{what}, {span_words(view.first)} beside {span_words(view.second)}."
        case Writing():
            return f"Reflections by practice and month, {_time(view.span, view.months)}."
        case LookingBack():
            return f"Looking back to {long_day(view.as_of)}, on {long_day(view.made)}."


def _time(span: Span, days: Sequence[date]) -> str:
    since = span.since or next(iter(days), span.until)
    return span_words(Span(since, span.until))

"""What to mind before reading much into a view."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from journal_app.domain.months import month_length
from journal_app.domain.rhythm import Rhythm
from journal_app.domain.trend_words.compare import few_to_compare, is_one_period
from journal_app.domain.trend_words.few import few_ratings, few_scores
from journal_app.domain.trend_words.known import Known
from journal_app.domain.trend_words.looking_back import WHY
from journal_app.domain.trend_words.phrases import MONTHS, counted, listed, long_day, long_month
from journal_app.domain.trends.views import Comparison, LookingBack, Overview, PracticeView, View, Writing


def caution_of(view: View, names: Mapping[str, str], known: Known) -> str:
    """The cautions of a view, "" if there are none. ``names`` are the practices' spoken names by key."""
    if isinstance(view, LookingBack):
        return _joined([WHY, _rhythms(view.rhythms)])
    if isinstance(view, Comparison):
        return _joined([few_to_compare(view, names), _overlap(view), _rhythms(view.rhythms), _ahead(view.ahead)])
    if isinstance(view, Writing):
        return _joined([_parts_of_months(view, known), _ahead(view.ahead)])
    if isinstance(view, Overview):
        few, answered = few_scores(view, names), [uid for uid, _ in view.check_ins]
    else:
        few, answered = few_ratings(view), _answered(view)
    return _joined([few, _rhythms({head.rhythm for head in known.heads(answered)}), _ahead(view.ahead)])


def _joined(parts: Sequence[str]) -> str:
    return " ".join(part for part in parts if part)


def _answered(view: PracticeView) -> list[str]:
    return [point.check_in for series in view.series for point in series.points]


def _overlap(view: Comparison) -> str:
    begin = max(view.first.since or date.min, view.second.since or date.min)
    if is_one_period(view) or begin > min(view.first.until, view.second.until):
        return ""
    return "The two periods overlap, so some check-ins may count in both."


def _rhythms(rhythms: Collection[Rhythm]) -> str:
    weeks = sorted({rhythm.weeks for rhythm in rhythms})
    if len(weeks) < 2:
        return ""
    looked = listed([f"over {counted(number, 'week')}" for number in weeks])
    return f"Your rhythm changed: these check-ins look back {looked}, so their answers are not quite alike."


def _ahead(days: Sequence[date]) -> str:
    if not days:
        return ""
    if len(days) == 1:
        only = f"A check-in dated ahead, {long_day(days[0])}, is left out until then"
        return f"{only}; if that is a slip, change its date."
    many = counted(len(days), "check-in").capitalize()
    first = f"{many} dated ahead, the first {long_day(days[0])}, are left out until their days"
    return f"{first}; if that is a slip, change their dates."


def _parts_of_months(view: Writing, known: Known) -> str:
    """Which months are not counted whole. That today's is not over yet goes without saying."""
    since, until = view.span.since, view.span.until
    begun = since is not None and since.day > 1 and view.months[:1] == (since.replace(day=1),)
    ended = until < known.today and until.day < month_length(until.year, until.month)
    if begun and ended and len(view.months) == 1 and since is not None:
        return f"{long_month(until)} is counted from {since.day} to {until.day} {MONTHS[until.month - 1]}."
    parts = []
    if begun and since is not None:
        parts.append(f"{long_month(since)} is counted from {since.day} {MONTHS[since.month - 1]} on")
    if ended:
        parts.append(f"{long_month(until)} is counted up to {until.day} {MONTHS[until.month - 1]}")
    return f"{listed(parts)}." if parts else ""

"""What to mind before reading much into a view."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from journal_app.domain.rhythm import Rhythm
from journal_app.domain.trend_words.looking_back import WHY
from journal_app.domain.trend_words.overview import last_stretch
from journal_app.domain.trend_words.phrases import MONTHS, counted, in_words, listed, long_day, long_month
from journal_app.domain.trends.views import Comparison, LookingBack, Overview, PracticeView, View, Writing

TOO_EARLY = 6
"""With fewer points than this it is too early to speak of a trend."""

FEW = 12
"""With fewer points than this they are few."""


def caution_of(view: View, rhythms: Collection[Rhythm] = ()) -> str:
    """The cautions of a view, "" if there are none. ``rhythms`` are those that its check-ins were made in."""
    if isinstance(view, LookingBack):
        return WHY
    if isinstance(view, Comparison):
        return _joined([_few_to_compare(view), _overlap(view), _rhythms(rhythms)])
    if isinstance(view, Writing):
        return _part_of_a_month(view)
    return _joined([_few(_points(view), len(view.check_ins)), _rhythms(rhythms), _ahead(view.ahead)])


def _joined(parts: Sequence[str]) -> str:
    return " ".join(part for part in parts if part)


def _points(view: Overview | PracticeView) -> int:
    """How many points the longest series has that can be compared."""
    if isinstance(view, Overview):
        return max((len(last_stretch(series, view.check_ins)) for series in view.series), default=0)
    return max((sum(p.value is not None for p in series.points) for series in view.series), default=0)


def _few(points: int, check_ins: int) -> str:
    if not points or points >= FEW:
        return ""
    them = "it as a note" if points == 1 else "them as notes"
    if points >= TOO_EARLY:
        return (
            f"{in_words(points).capitalize()} points are too few to speak of a trend; read them as notes to yourself."
        )
    what = f"after {counted(points, 'check-in')}" if points == check_ins else f"with {counted(points, 'point')}"
    return f"{what.capitalize()} it is too early to speak of a trend; read {them} to yourself."


def _few_to_compare(view: Comparison) -> str:
    fewest = min(view.first_check_ins, view.second_check_ins)
    if not 0 < fewest < TOO_EARLY:
        return ""
    return "Over so few check-ins, a good or a bad week can make as much difference as a change in what you do."


def _overlap(view: Comparison) -> str:
    begin = max(view.first.since or date.min, view.second.since or date.min)
    if begin > min(view.first.until, view.second.until):
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
    first = f"{many} dated ahead, the first {long_day(days[0])}, are left out until then"
    return f"{first}; if that is a slip, change their dates."


def _part_of_a_month(view: Writing) -> str:
    since = view.span.since
    if since is None or since.day == 1 or not view.months or view.months[0] != since.replace(day=1):
        return ""
    return f"{long_month(since)} is counted from {since.day} {MONTHS[since.month - 1]} on."

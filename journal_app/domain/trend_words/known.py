"""What a sentence needs to know besides its view: when it is read, and which check-ins there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from journal_app.domain.trend_words.phrases import counted, day_name, month_name, months_named
from journal_app.domain.trends.overview import last_day_known
from journal_app.domain.trends.totals import Head, is_missed
from journal_app.domain.trends.views import Overview, PracticeView, Span


@dataclass(frozen=True, slots=True)
class Known:
    """The day on which a view is read, and every ordinary check-in there is, oldest first, those dated ahead too."""

    today: date
    check_ins: Sequence[Head] = ()

    @property
    def not_ahead(self) -> list[Head]:
        """The check-ins that are not dated ahead."""
        last = last_day_known(self.today)
        return [head for head in self.check_ins if head.on <= last]

    def is_over(self, span: Span) -> bool:
        """Whether a span is a thing of the past: it ends before today, or there is a later check-in."""
        return span.until < self.today or any(head.on > span.until for head in self.not_ahead)

    def is_everything(self, span: Span) -> bool:
        """Whether there is nothing before a span and nothing after it."""
        return span.since is None and not self.is_over(span)

    def heads(self, uids: Collection[str]) -> list[Head]:
        """The check-ins of these uids, oldest first."""
        wanted = set(uids)
        return [head for head in self.check_ins if head.uid in wanted]

    def missed_steps(self, view: Overview) -> list[tuple[date, date]]:
        """The days of two check-ins next to each other between which one was missed."""
        heads = self.heads([uid for uid, _ in view.check_ins])
        return [(before.on, after.on) for before, after in pairwise(heads) if is_missed(before, after)]


def opening(view: Overview | PracticeView, known: Known) -> str:
    """How many check-ins a view has, and of when: "over nine check-ins since March", "... from March to June 2024"."""
    first, last = view.check_ins[0][1], view.check_ins[-1][1]
    words = f"over {counted(len(view.check_ins), 'check-in')}"
    if first == last:
        return f"{words} on {day_name(first, known.today)}"
    if (first.year, first.month) == (last.year, last.month) or known.is_over(view.span):
        return f"{words} {months_named(first, last, known.today)}"
    return f"{words} since {month_name(first, known.today)}"


def none_in_period(known: Known) -> str:
    """What is said of a period without a check-in: nothing as long as there is none at all."""
    if not known.check_ins:
        return ""
    longer = " A longer period has more to show." if known.not_ahead else ""
    return f"There is no check-in in this period.{longer}"


def last_check_in(view: Overview | PracticeView, known: Known) -> str:
    """When the last check-in was, if it was so long ago that one was missed since; "" in a period that is over."""
    newest = known.heads([uid for uid, _ in view.check_ins[-1:]])
    if not newest or known.is_over(view.span):
        return ""
    last, today = newest[-1], known.today
    if (today - last.on).days <= last.rhythm.longest_step:
        return ""
    this_month = (last.on.year, last.on.month) == (today.year, today.month)
    return "the last check-in was " + (
        f"on {day_name(last.on, today)}" if this_month else f"in {month_name(last.on, today)}"
    )

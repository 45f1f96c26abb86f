"""What the check-ins show over months."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from journal_app.content.library import ContentLibrary
from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour, LensItem
from journal_app.domain.entry import EntrySummary
from journal_app.domain.errors import UnknownPractice
from journal_app.domain.moment import Clock
from journal_app.domain.trend_words.cautions import caution_of
from journal_app.domain.trend_words.compare import compare_words
from journal_app.domain.trend_words.known import Known
from journal_app.domain.trend_words.looking_back import looking_back_words
from journal_app.domain.trend_words.overview import overview_words
from journal_app.domain.trend_words.phrases import spoken_names
from journal_app.domain.trend_words.practice import practice_words
from journal_app.domain.trend_words.writing import writing_words
from journal_app.domain.trends.compare import build_comparison
from journal_app.domain.trends.looking_back import build_looking_back
from journal_app.domain.trends.overview import build_overview, last_day_known
from journal_app.domain.trends.passed import with_passed
from journal_app.domain.trends.periods import months_before, usual_periods
from journal_app.domain.trends.practice import build_practice
from journal_app.domain.trends.tables import Table, table_of
from journal_app.domain.trends.views import Comparison, LookingBack, Overview, PracticeView, Span, View, Writing
from journal_app.domain.trends.writing import build_writing, month_span
from journal_app.formats.exporters.trends_csv import view_csv
from journal_app.storage.check_in_list import CheckInList
from journal_app.storage.rating_totals import RatingTotals


class TrendService:
    """Five views of the check-ins of the open journal, each with its sentences, its cautions and its table."""

    def __init__(
        self,
        totals: RatingTotals,
        lists: CheckInList,
        behaviours: Callable[[], tuple[Behaviour, ...]],
        content: ContentLibrary,
        clock: Clock,
    ) -> None:
        self._totals = totals
        self._lists = lists
        self._behaviours = behaviours
        self._content = content
        self._clock = clock

    def behaviours(self) -> tuple[Behaviour, ...]:
        """Every behaviour, shipped and own, that was or can be rated."""
        return self._behaviours()

    def span(self, months: int | None) -> Span:
        """The last months up to today; None for all. It ends tomorrow where a check-in is dated so already."""
        today = self._today()
        known = [head.on for head in self._totals.heads() if head.on <= last_day_known(today)]
        return Span(months_before(today, months), max([today, *known[-1:]]))

    def overview(self, span: Span) -> Overview:
        """Every practice's scores in a span."""
        behaviours, today = self._behaviours(), self._today()
        practice_of = {behaviour.key: behaviour.practice for behaviour in behaviours}
        sums = self._totals.sums(practice_of, Span(span.since, min(span.until, last_day_known(today))))
        return with_passed(build_overview(self._practice_keys(), behaviours, sums, span, today), sums)

    def practice(self, key: str, span: Span) -> PracticeView:
        """One practice's behaviours in a span. Raises UnknownPractice."""
        self._item(key)
        behaviours = [each for each in self._behaviours() if each.practice == key]
        check_ins = self._lists.ordinary([each.key for each in behaviours])
        return build_practice(key, behaviours, check_ins, span, self._today())

    def compare(self, first: Span, second: Span, practice: str = "") -> Comparison:
        """Two spans beside each other: all practices, or the behaviours of one. Raises UnknownPractice."""
        if practice:
            self._item(practice)
        behaviours = [each for each in self._behaviours() if practice in ("", each.practice)]
        check_ins = self._lists.ordinary([each.key for each in behaviours])
        items = self._content.practices()
        return build_comparison(items, behaviours, check_ins, (first, second), self._today(), practice)

    def usual_periods(self, span: Span) -> tuple[Span, Span]:
        """Two periods worth comparing within a span: its beginning and its end."""
        last = last_day_known(self._today())
        days = [head.on for head in self._totals.heads() if span.holds(head.on) and head.on <= last]
        return usual_periods(days, span)

    def writing(self, span: Span) -> Writing:
        """Reflections per practice and month, beside the ratings."""
        return build_writing(self.overview(span), self._lists.written(span))

    def looks_back(self) -> tuple[CheckIn, ...]:
        """Every look back, oldest first."""
        return self._lists.looks_back([behaviour.key for behaviour in self._behaviours()])

    def looking_back(self, uid: str | None = None) -> LookingBack | None:
        """A look back, the newest by default, beside what was thought at the time and now; None if there is none."""
        found = [each for each in self.looks_back() if uid in (None, each.uid)]
        if not found:
            return None
        behaviours = self._behaviours()
        last = last_day_known(self._today())
        check_ins = [c for c in self._lists.ordinary([behaviour.key for behaviour in behaviours]) if c.on <= last]
        return build_looking_back(self._practice_keys(), behaviours, found[-1], check_ins)

    def words(self, view: View) -> str:
        """What a view shows in up to four plain sentences; "" when there is nothing to say."""
        names, known = spoken_names(self._content.practices()), self._known()
        if isinstance(view, Overview):
            return overview_words(view, names, known)
        if isinstance(view, PracticeView):
            return practice_words(view, known)
        if isinstance(view, Comparison):
            return compare_words(view, names)
        if isinstance(view, Writing):
            return writing_words(view, names, known)
        return looking_back_words(view, names)

    def caution(self, view: View) -> str:
        """What to mind before reading much into a view; "" if nothing."""
        return caution_of(view, spoken_names(self._content.practices()), self._known())

    def table(self, view: View) -> Table:
        """The table behind a view."""
        return table_of(view, self._short_names(), self._content.scale().no_opportunity)

    def csv(self, view: View) -> str:
        """The table as CSV, with what stands behind its numbers."""
        return view_csv(view, self.table(view), self._short_names(), self._content.scale().no_opportunity)

    def evidence(self, check_in_uid: str, behaviours: Sequence[str]) -> tuple[EntrySummary, ...]:
        """The reflections attached to a check-in's ratings of these behaviours, newest first."""
        return self._lists.attached(check_in_uid, behaviours)

    def written(self, practice: str, month: date) -> tuple[EntrySummary, ...]:
        """The reflections of a calendar month that are tagged with a practice, newest first."""
        return self._lists.tagged(practice, month_span(month))

    def _known(self) -> Known:
        return Known(self._today(), self._totals.heads())

    def _item(self, practice: str) -> LensItem:
        for item in self._content.practices():
            if item.key == practice:
                return item
        raise UnknownPractice(key=practice[:80], known=", ".join(self._practice_keys()))

    def _short_names(self) -> dict[str, str]:
        return {item.key: item.short for item in self._content.practices()}

    def _practice_keys(self) -> list[str]:
        return [item.key for item in self._content.practices()]

    def _today(self) -> date:
        return self._clock.now().local_date

"""What goes into a report of a period. It is gathered anew for every choice, so that nothing unchosen is at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from journal_app.content.library import ContentLibrary
from journal_app.domain.content import Behaviour
from journal_app.domain.entry import EntryFilter, EntrySummary
from journal_app.domain.moment import Clock
from journal_app.domain.report import PeriodReport, ReportedNote, ReportedReflection, Wanted, shown_text
from journal_app.domain.trends.views import Span, days_of
from journal_app.services.check_in_service import CheckInService
from journal_app.services.entry_service import EntryService
from journal_app.services.trend_service import TrendService

MOST_LISTED = 500
"""So many reflections are offered at once; searching finds the others."""


@dataclass(frozen=True, slots=True)
class Offered:
    """Reflections that can be chosen, newest first, and how many there are in all."""

    summaries: tuple[EntrySummary, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """A period to begin with, and the latest day on which any can end."""

    span: Span
    latest: date


class ReportService:
    """Gathers reports, and offers reflections for them. It writes nothing."""

    def __init__(
        self,
        trends: TrendService,
        check_ins: CheckInService,
        entries: EntryService,
        content: ContentLibrary,
        clock: Clock,
    ) -> None:
        self._trends = trends
        self._check_ins = check_ins
        self._entries = entries
        self._content = content
        self._clock = clock

    def proposed(self, span: Span | None = None) -> Proposed:
        """The period to begin with: this one, or the last twelve months; from a day on that can be shown."""
        year = self._trends.span(12)
        span = span or year
        if span.since is None:
            days = days_of(self._trends.overview(span).check_ins)
            span = Span(days[0] if days else span.until, span.until)
        return Proposed(span, max(span.until, year.until))

    def behaviours(self) -> tuple[Behaviour, ...]:
        """What was and is rated."""
        return self._trends.behaviours()

    def offered(self, span: Span, words: str = "", *, starred: bool = False) -> Offered:
        """The reflections of a period, perhaps only those with these words or with a star."""
        wanted = EntryFilter(words=words, starred=starred, since=span.since, until=span.until)
        return Offered(self._entries.page(wanted, 0, MOST_LISTED), self._entries.count(wanted))

    def gather(self, wanted: Wanted) -> PeriodReport:
        """What stands on the page. Reflections outside the period are left out. Raises NoSuchEntry."""
        trends = self._trends
        view = trends.practice(wanted.practice, wanted.span) if wanted.practice else trends.overview(wanted.span)
        subjects = {item.key: item.title for item in self._content.practices()}
        return PeriodReport(
            span=wanted.span,
            made=self._clock.now().local_date,
            subject=subjects[wanted.practice] if wanted.practice else "",
            days=days_of(view.check_ins),
            view=view,
            words=trends.words(view),
            caution=trends.caution(view),
            table=trends.table(view) if wanted.table and view.check_ins else None,
            notes=tuple(self._notes(wanted)) if wanted.notes else (),
            reflections=tuple(sorted(self._reflections(wanted), key=lambda each: each.on)),
        )

    def _notes(self, wanted: Wanted) -> Iterator[ReportedNote]:
        """The notes to ratings in the period, oldest first, in the behaviours' order."""
        behaviours = [
            each for each in self._trends.behaviours() if not wanted.practice or each.practice == wanted.practice
        ]
        scale = self._content.scale()
        for check_in in self._check_ins.all():
            for behaviour in behaviours if wanted.span.holds(check_in.on) else ():
                note = check_in.notes.get(behaviour.key, "")
                if note:
                    text = behaviour.text_of(check_in.wordings.get(behaviour.key, behaviour.wording))
                    rated = behaviour.key in check_in.ratings
                    rating = scale.words(check_in.ratings[behaviour.key]) if rated else "not rated"
                    yield ReportedNote(check_in.on, text, rating, note)

    def _reflections(self, wanted: Wanted) -> Iterator[ReportedReflection]:
        for uid, extent in wanted.reflections.items():
            entry = self._entries.get(uid)
            day = entry.written.local_date
            if wanted.span.holds(day) and entry.deleted is None:
                text, cut = shown_text(entry.body, extent)
                yield ReportedReflection(day, entry.title, text, extent, cut)

"""What the check-ins show over months."""

from __future__ import annotations

from journal_app.content.library import ContentLibrary
from journal_app.domain.moment import Clock
from journal_app.domain.trend_words.overview import describe, early_note
from journal_app.domain.trends.overview import Trends, build_trends, period_start
from journal_app.formats.exporters.trends_csv import trends_csv
from journal_app.storage.check_in_store import CheckInStore


class TrendService:
    """Scores for each practice, over 3, 6 or 12 months or all of them."""

    def __init__(self, store: CheckInStore, content: ContentLibrary, clock: Clock) -> None:
        self._store = store
        self._content = content
        self._clock = clock

    def trends(self, months: int | None = 12) -> Trends:
        """The trends of the last ``months`` months; None means all."""
        until = self._clock.now().local_date
        since = period_start(until, months)
        return build_trends(
            self._store.all(), self._content.behaviours(), self._content.practices(), since=since, until=until
        )

    def in_words(self, trends: Trends) -> str:
        """What moved, in one to four plain sentences; empty without check-ins."""
        return describe(trends, {item.key: item.spoken for item in self._content.practices()})

    def caution(self, trends: Trends) -> str:
        """Why so few points are no trend; empty once there are enough."""
        return early_note(trends)

    def csv(self, trends: Trends) -> str:
        """The table as CSV."""
        return trends_csv(trends, {item.key: item.short for item in self._content.practices()})

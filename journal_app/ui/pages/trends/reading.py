"""What the trends page shows, read from the journal in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour
from journal_app.domain.trends.tables import Table
from journal_app.domain.trends.views import Comparison, LookingBack, Overview, PracticeView, Span, View, Writing
from journal_app.services.check_in_service import CheckInService
from journal_app.services.trend_service import TrendService
from journal_app.ui.pages.trends.wanted import Kind, Wanted


@dataclass(frozen=True, slots=True)
class Shown:
    """A view with everything that stands around it.

    ``begun`` once there is a check-in. For a comparison, ``first`` is the day of the first one and ``periods`` are
    those compared. ``ahead`` are (uid, day) of check-ins dated after today. Without a ``view`` there is nothing to
    look at.
    """

    wanted: Wanted
    begun: bool
    first: date | None = None
    view: View | None = None
    behaviours: tuple[Behaviour, ...] = ()
    words: str = ""
    caution: str = ""
    table: Table | None = None
    ahead: tuple[tuple[str, date], ...] = ()
    periods: tuple[Span, Span] | None = None
    looks_back: tuple[CheckIn, ...] = ()

    @property
    def earlier(self) -> int:
        """How many check-ins lie before the range."""
        return self.view.earlier if isinstance(self.view, Overview | PracticeView) else 0

    @property
    def has_marks(self) -> bool:
        """Whether there is anything to draw in the time that was asked for."""
        view = self.view
        match view:
            case Overview() | PracticeView():
                return bool(view.check_ins)
            case Writing():
                return bool(view.check_ins or any(view.reflections))
            case Comparison():
                return bool(view.first_check_ins and view.second_check_ins)
        return view is not None


class TrendReader:
    """Reads a view, and what is said about it. For the worker."""

    def __init__(self, trends: TrendService, check_ins: CheckInService) -> None:
        self._trends, self._check_ins = trends, check_ins

    def read(self, wanted: Wanted) -> Shown:
        """All of it."""
        begun = self._check_ins.last_day() is not None
        whole = self._trends.overview(self._trends.span(None)) if wanted.kind is Kind.COMPARE else None
        first = whole.check_ins[0][1] if whole and whole.check_ins else None
        looks_back = self._trends.looks_back() if wanted.kind is Kind.BACK else ()
        periods = wanted.periods or (self._trends.usual_periods(whole.span) if whole and first else None)
        view = self._view(wanted, periods)
        if view is None or not (begun or isinstance(view, Writing)):
            return Shown(wanted, begun, first, looks_back=looks_back, periods=periods)
        return Shown(
            wanted,
            begun,
            first,
            view,
            self._trends.behaviours(),
            self._trends.words(view),
            self._trends.caution(view),
            self._trends.table(view),
            self._ahead(view),
            periods,
            looks_back,
        )

    def _ahead(self, view: View) -> tuple[tuple[str, date], ...]:
        days = set() if isinstance(view, LookingBack) else set(view.ahead)
        return tuple((each.uid, each.on) for each in self._check_ins.all() if each.on in days) if days else ()

    def _view(self, wanted: Wanted, periods: tuple[Span, Span] | None) -> View | None:
        trends = self._trends
        match wanted.kind:
            case Kind.OVERVIEW:
                return trends.overview(self._span(wanted))
            case Kind.PRACTICE:
                return trends.practice(wanted.practice, self._span(wanted))
            case Kind.WRITING:
                return trends.writing(self._span(wanted))
            case Kind.COMPARE:
                return trends.compare(*periods, wanted.practice) if periods else None
            case Kind.BACK:
                return trends.looking_back(wanted.look_back or None)

    def _span(self, wanted: Wanted) -> Span:
        return wanted.days or self._trends.span(wanted.months)

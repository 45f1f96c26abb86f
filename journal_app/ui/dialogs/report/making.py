"""From what is wanted to the page, in the worker: gathered, drawn, laid out and printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from journal_app.charts.fonts import SANS
from journal_app.charts.palette import LIGHT
from journal_app.charts.view_figure import draw_view, explained_height, least_height, save_figure
from journal_app.content.library import ContentLibrary
from journal_app.domain.content import Behaviour
from journal_app.domain.report import PeriodReport, Wanted
from journal_app.domain.trends.views import Overview, PracticeView
from journal_app.services.report_service import ReportService
from journal_app.ui.dialogs.report.page import compose
from journal_app.ui.dialogs.report.printing import Printed, printed

_WIDTH = 7.6
"""The chart's width in inches before it is fitted to the column: so its words come out a little over 7 points."""

_LOW, _GOOD = 3.1, 4.4
"""How low the six charts may be where words need the room, and how high a chart need be at most."""

_PAPER = replace(LIGHT, paper="#FFFFFF")


@dataclass(frozen=True, slots=True)
class Made:
    """A report, and its page."""

    report: PeriodReport
    printed: Printed


class PaperChart:
    """The chart of a view in ink on white paper."""

    def __init__(
        self, view: Overview | PracticeView, content: ContentLibrary, behaviours: tuple[Behaviour, ...]
    ) -> None:
        self._view, self._content, self._behaviours = view, content, behaviours
        self.width = _WIDTH
        self._key = explained_height(view, _WIDTH, SANS)
        self.least = _LOW if isinstance(view, Overview) else least_height(view, _WIDTH, SANS) + self._key
        self.good = max(self.least, _GOOD)

    def draw(self, height: float) -> bytes:
        """It as SVG, so tall with what its marks mean below it."""
        drawing = draw_view(
            self._view,
            practices=self._content.practices(),
            behaviours=self._behaviours,
            scale=self._content.scale(),
            colours=_PAPER,
            size=(self.width, height - self._key),
            fonts=SANS,
            explained=True,
        )
        return save_figure(drawing.figure, "svg")


def make(service: ReportService, content: ContentLibrary, wanted: Wanted, cancelled: Callable[[], bool]) -> Made | None:
    """The report that is wanted, as a page; None once it is not wanted any more. Not for the UI thread."""
    if cancelled():
        return None
    report = service.gather(wanted)
    if cancelled():
        return None
    chart = PaperChart(report.view, content, service.behaviours()) if report.days else None
    return Made(report, printed(compose(report, chart)))

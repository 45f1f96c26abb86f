"""What stands behind a mark, read from the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from journal_app.charts.drawing import Spot
from journal_app.content.library import ContentLibrary
from journal_app.domain.check_in import CheckIn
from journal_app.domain.check_in_errors import NoSuchCheckIn
from journal_app.domain.content import Behaviour
from journal_app.domain.trend_words.phrases import long_day, long_month
from journal_app.domain.trends.numbers import one_decimal
from journal_app.domain.trends.views import LEAST_RATED, Overview, PracticeSeries, PracticeView
from journal_app.services.check_in_service import CheckInService
from journal_app.services.trend_service import TrendService
from journal_app.ui.dialogs.evidence import Evidence
from journal_app.ui.pages.trends.reading import Shown


class EvidenceReader:
    """Reads the reflections and notes of a mark. For the worker."""

    def __init__(self, trends: TrendService, check_ins: CheckInService, content: ContentLibrary) -> None:
        self._trends, self._check_ins = trends, check_ins
        self._scale = content.scale()
        self._practices = {item.key: item.short for item in content.practices()}

    def read(self, spot: Spot, behaviours: Sequence[Behaviour]) -> Evidence:
        """What to show of it. Raises NoSuchCheckIn if it has been deleted since the chart was drawn."""
        if spot.check_in:
            return self._of_rating(spot, {each.key: each for each in behaviours})
        month = date.fromisoformat(f"{spot.month}-01")
        name = self._practices.get(spot.practice, "All reflections")
        return Evidence(f"{name}, {long_month(month)}", tuple(self._trends.written(spot.practice, month)))

    def _of_rating(self, spot: Spot, behaviours: dict[str, Behaviour]) -> Evidence:
        check_in = self._check_ins.get(spot.check_in)
        if check_in.deleted is not None:
            raise NoSuchCheckIn
        known = [behaviours[key] for key in spot.behaviours if key in behaviours]
        name = self._practices.get(known[0].practice, "") if known else ""
        notes = tuple(
            (each.text_of(check_in.wordings.get(each.key, each.wording)), check_in.notes[each.key])
            for each in known
            if check_in.notes.get(each.key)
        )
        reflections = tuple(self._trends.evidence(spot.check_in, spot.behaviours))
        heading = ", ".join(part for part in (name, long_day(check_in.on)) if part)
        return Evidence(heading, reflections, spot.check_in, notes, self._about(check_in, known))

    def _about(self, check_in: CheckIn, behaviours: Sequence[Behaviour]) -> str:
        """What the mark stands for: a statement and how it was rated, or a score and of how many statements."""
        rated = [each for each in behaviours if each.key in check_in.ratings]
        if len(behaviours) == 1 and rated:
            (one,), value = rated, check_in.ratings[rated[0].key]
            said = self._scale.words(value) if value is None else f"{value}, {self._scale.words(value)}"
            return f"“{one.text_of(check_in.wordings.get(one.key, one.wording))}”: {said}"
        values = [value for each in rated if (value := check_in.ratings[each.key]) is not None]
        if len(values) < LEAST_RATED:
            return ""
        return f"{one_decimal(sum(values), len(values))}, from {len(values)} ratings"


def opens(spot: Spot) -> bool:
    """Whether anything stands behind it."""
    return bool(spot.check_in or spot.month)


def spot_of(shown: Shown, row: int, column: int) -> Spot | None:
    """The mark that a number of a table stands for; None where nothing stands behind it."""
    view = shown.view
    if not isinstance(view, Overview | PracticeView) or column >= len(view.series):
        return None
    uid = view.check_ins[-1 - row][0]
    series = view.series[column]
    if all(point.check_in != uid for point in series.points):
        return None
    if isinstance(series, PracticeSeries):
        keys = tuple(each.key for each in shown.behaviours if each.practice == series.practice)
        return Spot(series.practice, 0, 0, 0, "", uid, keys)
    return Spot(series.behaviour, 0, 0, 0, "", uid, (series.behaviour,))

"""The overview: small multiples, a panel for each practice, the scale in words, true time, and gaps left as gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from journal_app.charts.backdrop import draw_bands, draw_target
from journal_app.charts.drawing import Drawing, Spot
from journal_app.charts.overview_layout import MONTH_BASELINE, WORDS_GAP, OverviewLayout
from journal_app.charts.palette import Mark, mark_of
from journal_app.charts.placing import Pen, Places
from journal_app.charts.sheet import HINT, TITLE_MARK, Point, Sheet, middle
from journal_app.domain.content import Behaviour, LensItem, Scale
from journal_app.domain.trend_words.points import PointWords
from journal_app.domain.trends.views import Backdrop, Overview, PracticeSeries

_GRID, _TICK = 0.8, 0.04
_CLEAR = 0.07  # from a hint to a mark's middle
_BESIDE = 8.2  # points from one check-in to another of the same day: a mark's width, the same in all panels


def draw_overview(
    sheet: Sheet,
    view: Overview,
    practices: Sequence[LensItem],
    behaviours: Sequence[Behaviour],
    scale: Scale,
    backdrop: Backdrop,
) -> Drawing:
    """Draw a panel for each practice, in their order, three, two or one in a row as the figure's width allows."""
    layout = OverviewLayout.of(sheet, view, practices, scale, labelled=bool(backdrop.bands))
    drawing = Drawing(sheet.figure)
    series = {one.practice: one for one in view.series}
    marks = [mark_of(item, place, sheet.colours) for place, item in enumerate(practices)]
    places = Places.of(view.check_ins, layout.axis, _BESIDE)
    say = PointWords(scale)
    _grid(sheet, layout, len(practices), scale)
    for place, item in enumerate(practices):
        left, top = layout.origin(place)
        draw_bands(sheet, backdrop.bands, layout.axis, (left, top, layout.height), named=place == 0)
        for target in backdrop.targets:
            if target.of == item.key:
                draw_target(sheet, target, left + layout.width, top + layout.y(target.value))
        mark = marks[place]
        sheet.titled(left + TITLE_MARK, top - layout.baseline, layout.titles[place], layout.title_size, mark)
        if item.key in series:
            keys = tuple(each.key for each in behaviours if each.practice == item.key)
            panel = _Panel(sheet, layout, places, place, series[item.key])
            panel.draw(mark)
            changed = panel.breaks(view.check_ins, mark)
            drawing.spots.extend(panel.spots(item.short, mark.size * places.thinness / 72, keys, changed, say))
    return drawing


def _grid(sheet: Sheet, layout: OverviewLayout, panels: int, scale: Scale) -> None:
    lines: list[list[Point]] = []
    ticks: list[list[Point]] = []
    for place in range(panels):
        left, top = layout.origin(place)
        levels = [top + layout.y(point.value) for point in scale.points]
        lines += [[(left, y), (left + layout.width, y)] for y in levels]
        foot = top + layout.height
        if place in layout.dated:
            lines += layout.axis.stems(left, max(levels), foot)
            ticks += [[(left + x, foot - _TICK), (left + x, foot + _TICK)] for x in layout.axis.years]
            for x, label in layout.axis.labels:
                sheet.words(left + x, foot + MONTH_BASELINE, label, align="center")
        if place % layout.columns == 0:
            for value, word in layout.words.items():
                sheet.words(left - WORDS_GAP, middle(top + layout.y(value)), word, align="right")
    sheet.lines(lines, sheet.colours.line, _GRID, 0.5)
    sheet.lines(ticks, sheet.colours.muted, _GRID, 0.6)


class _Panel:
    """One practice's panel: its points with their places, two from the same check-in list beside each other."""

    def __init__(
        self, sheet: Sheet, layout: OverviewLayout, places: Places, place: int, series: PracticeSeries
    ) -> None:
        self._sheet, self._layout, self._places, self._series = sheet, layout, places, series
        self._left, self._top = layout.origin(place)
        self._hints_above = layout.hints_above and not (layout.labelled and place == 0)
        foot = self._top + layout.y(0)
        self._levels = (foot, layout.y(1) - layout.y(0))
        self._at = {p.check_in: (self._left + places.at[p.check_in], self._y(p.score)) for p in series.points}

    def draw(self, mark: Mark) -> None:
        """Bars, joining lines and marks."""
        colour, points = mark.colour, self._series.points
        pen = Pen.of(mark, self._places.thinness)
        bars = []
        for point in points:
            if point.low < point.high:
                x = self._at[point.check_in][0]
                bars.append([(x, self._y(point.low)), (x, self._y(point.high))])
        joined = [[self._at[p.check_in] for p in segment] for segment in self._series.segments if len(segment) > 1]
        self._sheet.lines(bars, colour, pen.bar, 2, alpha=pen.bar_alpha, round_ends=not pen.dense)
        self._sheet.lines(joined, colour, pen.line, 3, alpha=0.6)
        hollow = [self._at[p.check_in] for p in points if not p.evidence]
        filled = [self._at[p.check_in] for p in points if p.evidence]
        self._sheet.marks(hollow, pen.marker, pen.size, colour, pen.hollow_z, filled=False, edge=pen.edge)
        self._sheet.marks(filled, pen.marker, pen.filled, colour, 4.1, parted=not pen.dense)

    def breaks(self, check_ins: Sequence[tuple[str, date]], mark: Mark) -> set[str]:
        """A fine dashed line before each check-in with other statements, and a hint where there is room; those
        check-ins."""
        lines: list[list[Point]] = []
        changed: set[str] = set()
        top, right = self._top, self._left + self._layout.width
        room_from = self._left
        before = {later: earlier for (earlier, _), (later, _) in pairwise(check_ins)}
        for each in self._series.breaks:
            if each.check_in in before:  # or else nothing stands before it
                changed.add(each.check_in)
                x = self._left + self._places.between(before[each.check_in], each.check_in, mark.size)
                lines.append([(x, top - (0.1 if self._hints_above else 0)), (x, top + self._layout.height)])
                hint = "statements changed" if each.added or each.dropped else "reworded"
                baseline = self._hint_baseline(x, self._sheet.measure.width(hint, HINT))
                if baseline is not None:
                    room_from = self._sheet.beside(hint, x, baseline, (room_from, right))
        self._sheet.lines(lines, self._sheet.colours.muted, 0.8, 1.5, dashed=True)
        return changed

    def _hint_baseline(self, x: float, width: float) -> float | None:
        """Above the panel; or, where that is another's room, at its foot or its top, wherever no mark stands on it."""
        if self._hints_above:
            return self._top - 0.03
        height = self._layout.height
        near = [y for at, y in self._at.values() if abs(at - x) <= width + _CLEAR]
        for baseline in (self._top + height - 0.03, self._top + HINT / 72):
            if not any(baseline - HINT / 72 - _CLEAR <= y <= baseline + _CLEAR for y in near):
                return baseline
        return None

    def spots(
        self, name: str, size: float, behaviours: tuple[str, ...], changed: set[str], say: PointWords
    ) -> list[Spot]:
        """A spot for each mark, oldest first."""
        return [
            Spot(
                self._series.practice,
                *self._at[point.check_in],
                size,
                say.practice_point(name, point, changed=point.check_in in changed),
                point.check_in,
                behaviours,
            )
            for point in self._series.points
        ]

    def _y(self, value: float) -> float:
        zero, step = self._levels
        return zero + step * value

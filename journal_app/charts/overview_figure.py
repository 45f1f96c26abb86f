"""The overview: small multiples, a panel for each practice, the scale in words, true time, and gaps left as gaps."""

from __future__ import annotations

from collections.abc import Sequence

from journal_app.charts.backdrop import draw_bands, draw_target
from journal_app.charts.drawing import Drawing, Spot
from journal_app.charts.overview_layout import MONTH_BASELINE, WORDS_GAP, OverviewLayout
from journal_app.charts.palette import Mark, mark_of
from journal_app.charts.placing import Places
from journal_app.charts.sheet import Point, Sheet, middle
from journal_app.domain.content import Behaviour, LensItem, Scale
from journal_app.domain.trend_words import points as words
from journal_app.domain.trends.views import Backdrop, Break, Overview, PracticePoint, PracticeSeries

_GRID, _TICK = 0.8, 0.04


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
    _grid(sheet, layout, len(practices), scale)
    for place, item in enumerate(practices):
        left, top = layout.origin(place)
        draw_bands(sheet, backdrop.bands, layout.axis, (left, top, layout.height), named=place == 0)
        for target in backdrop.targets:
            if target.of == item.key:
                draw_target(sheet, target, left + layout.width, top + layout.y(target.value))
        mark = mark_of(item, place, sheet.colours)
        sheet.titled(left + 0.07, top - layout.baseline, layout.titles[place], layout.title_size, mark)
        if item.key in series:
            keys = tuple(each.key for each in behaviours if each.practice == item.key)
            panel = _Panel(sheet, layout, view, left, top, mark)
            panel.draw(series[item.key])
            drawing.spots.extend(panel.spots(series[item.key], item.short, keys, scale))
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
            ticks += [[(left + x, foot - _TICK), (left + x, foot + _TICK)] for x in layout.axis.years]
            for x, label in layout.axis.labels:
                sheet.words(left + x, foot + MONTH_BASELINE, label, align="center")
        if place % layout.columns == 0:
            for value, word in layout.words.items():
                sheet.words(left - WORDS_GAP, middle(top + layout.y(value)), word, align="right")
    sheet.lines(lines, sheet.colours.line, _GRID, 0.5)
    sheet.lines(ticks, sheet.colours.muted, _GRID, 0.6)


class _Panel:
    """One practice's panel."""

    def __init__(
        self, sheet: Sheet, layout: OverviewLayout, view: Overview, left: float, top: float, mark: Mark
    ) -> None:
        self._sheet, self._layout, self._left, self._top, self._mark = sheet, layout, left, top, mark
        self._places = Places.of(view.check_ins, layout.axis, mark.size)
        self._check_ins = view.check_ins

    def draw(self, series: PracticeSeries) -> None:
        """Bars, joining lines, marks and breaks."""
        thin, colour = self._places.thinness, self._mark.colour
        bars = [[self._at(p, p.low), self._at(p, p.high)] for p in series.points if p.low < p.high]
        joined = [[self._at(p) for p in segment] for segment in series.segments if len(segment) > 1]
        self._sheet.lines(bars, colour, max(0.6, 2.2 * thin), 2, alpha=0.3, round_ends=thin > 0.5)
        self._sheet.lines(joined, colour, max(0.6, 1.1 * thin), 3, alpha=0.6)
        hollow = [self._at(p) for p in series.points if not p.evidence]
        filled = [self._at(p) for p in series.points if p.evidence]
        size, edge = self._mark.size * thin, max(0.6, 1.3 * thin)
        self._sheet.marks(hollow, self._mark.marker, size, colour, 4, filled=False, edge=edge)
        self._sheet.marks(filled, self._mark.marker, size, colour, 4.1)
        self._breaks(series)

    def spots(self, series: PracticeSeries, name: str, behaviours: tuple[str, ...], scale: Scale) -> list[Spot]:
        """A spot for each mark, oldest first."""
        changed = {uid for each in series.breaks if (uid := self._first_from(each, series))}
        return [
            Spot(
                series.practice,
                *self._at(point),
                self._mark.size * self._places.thinness / 72,
                words.practice_point(name, point, scale, changed=point.check_in in changed),
                point.check_in,
                behaviours,
            )
            for point in series.points
        ]

    def _at(self, point: PracticePoint, value: float | None = None) -> Point:
        x = self._places.at[point.check_in]
        return self._left + x, self._top + self._layout.y(point.score if value is None else value)

    def _first_from(self, each: Break, series: PracticeSeries) -> str:
        return next((point.check_in for point in series.points if point.on >= each.on), "")

    def _breaks(self, series: PracticeSeries) -> None:
        """A fine dashed line before the first check-in with other statements, and a hint where there is room."""
        lines: list[list[Point]] = []
        room_from = self._left
        for each in series.breaks:
            here = next((place for place, (_, day) in enumerate(self._check_ins) if day >= each.on), 0)
            if not here:  # nothing stands before it
                continue
            before, after = self._check_ins[here - 1][0], self._check_ins[here][0]
            x = self._left + self._places.between(before, after, self._mark.size)
            lines.append([(x, self._top), (x, self._top + self._layout.height)])
            hint = "reworded" if not (each.added or each.dropped) else "statements changed"
            room_from = self._sheet.beside(
                hint, x, self._top + self._layout.height - 0.03, (room_from, self._left + self._layout.width)
            )
        self._sheet.lines(lines, self._sheet.colours.muted, 0.8, 1.5, dashed=True)

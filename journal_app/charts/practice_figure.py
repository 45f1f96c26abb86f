"""One practice: its behaviours as steps, a panel for each, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from journal_app.charts.backdrop import draw_bands, draw_target
from journal_app.charts.drawing import Drawing, Spot
from journal_app.charts.overview_layout import MONTH_BASELINE, TINY, WORDS_GAP, scale_words
from journal_app.charts.palette import Mark, mark_for
from journal_app.charts.placing import Pen, Places
from journal_app.charts.practice_layout import EARLIER, TITLE, PracticeLayout, Titled
from journal_app.charts.sheet import LINE, TITLE_INDENT, TITLE_MARK, Point, Sheet, middle
from journal_app.domain.content import LensItem, Scale
from journal_app.domain.trend_words.points import PointWords
from journal_app.domain.trends.views import Backdrop, BehaviourPoint, PracticeView

_TICK = 0.04
_HINTED = 0.1  # how far the line of a break reaches beside its hint
_LETTER, _LETTER_ROOM = 5.6, 6.0  # height of the N of "no opportunity", and from one to the next, in points
_DOT = 2.0  # where there is no room for another N


def draw_practice(
    sheet: Sheet, view: PracticeView, practices: Sequence[LensItem], scale: Scale, backdrop: Backdrop
) -> Drawing:
    """Draw a panel for each behaviour, in one column or, where there are many and it is wide, in two."""
    layout = PracticeLayout.of(view, scale, sheet.measure, (sheet.width, sheet.height), labelled=bool(backdrop.bands))
    drawing = Drawing(sheet.figure)
    mark = mark_for(view.practice, practices, sheet.colours)
    _grid(sheet, layout, scale)
    say = PointWords(scale)
    places = Places.of(view.check_ins, layout.axis, mark.size)
    order = {uid: place for place, (uid, _) in enumerate(view.check_ins)}
    for place, titled in enumerate(layout.panels):
        left, top = layout.origin(place)
        draw_bands(sheet, backdrop.bands, layout.axis, (left, top, layout.height - layout.lane), named=place == 0)
        for target in backdrop.targets:
            if target.of == titled.key:
                draw_target(sheet, target, left + layout.width, top + layout.y(target.value))
        lift = TINY * LINE / 72 if backdrop.bands and place == 0 else 0.0
        _title(sheet, titled, left, top - lift, mark)
        rated = sorted(
            ((point, one.wording, one.text) for one in titled.series for point in one.points),
            key=lambda each: order[each[0].check_in],
        )
        panel = _Panel(sheet, layout, places, mark, (left, top), lift)
        panel.draw(titled, rated)
        drawing.spots.extend(panel.spots(titled.key, rated, say))
    return drawing


def _grid(sheet: Sheet, layout: PracticeLayout, scale: Scale) -> None:
    lines: list[list[Point]] = []
    ticks: list[list[Point]] = []
    shown = scale_words(scale, layout.height - layout.lane)
    for place in range(len(layout.panels)):
        left, top = layout.origin(place)
        foot = top + layout.height
        levels = [top + layout.y(point.value) for point in scale.points]
        lines += [[(left, y), (left + layout.width, y)] for y in levels]
        lines += layout.axis.stems(left, max(levels), foot)
        ticks += [[(left + x, foot), (left + x, foot + _TICK)] for x in layout.axis.years]
        for x, label in layout.axis.labels:
            sheet.words(left + x, foot + MONTH_BASELINE, label, align="center")
        if place % layout.columns == 0:
            for value, word in shown.items():
                sheet.words(left - WORDS_GAP, middle(top + layout.y(value)), word, align="right")
            if layout.lane:
                sheet.words(left - WORDS_GAP, middle(top + layout.y(None)), scale.no_opportunity, align="right")
    sheet.lines(lines, sheet.colours.line, 0.8, 0.5)
    sheet.lines(ticks, sheet.colours.muted, 0.8, 0.6)


def _title(sheet: Sheet, titled: Titled, left: float, top: float, mark: Mark) -> None:
    baseline = top - titled.head + TITLE * 1.1 / 72
    sheet.marks([(left + TITLE_MARK, baseline - TITLE * 0.36 / 72)], mark.marker, mark.size, mark.colour, 3)
    for line in titled.title:
        sheet.words(left + TITLE_INDENT, baseline, line, TITLE, bold=True, colour=sheet.colours.text)
        baseline += TITLE * LINE / 72
    for line in titled.earlier:
        sheet.words(left + TITLE_INDENT, baseline - (TITLE - EARLIER) / 72, line, EARLIER)
        baseline += EARLIER * LINE / 72


_Rated = tuple[BehaviourPoint, int, str]  # with the number and the words of its statement


@dataclass(frozen=True, slots=True)
class _Panel:
    """One behaviour's panel; ``corner`` is its upper left, ``lift`` the height of bands' names above it."""

    sheet: Sheet
    layout: PracticeLayout
    places: Places
    mark: Mark
    corner: Point
    lift: float

    def draw(self, titled: Titled, rated: Sequence[_Rated]) -> None:
        """Steps, marks, the N of "no opportunity", and a dashed line wherever the statement changed."""
        colour, pen = self.mark.colour, Pen.of(self.mark, self.places.thinness)
        steps = [self._steps(segment) for one in titled.series for segment in one.segments if len(segment) > 1]
        self.sheet.lines(steps, colour, pen.line, 3, alpha=0.75)
        hollow = [self._at(p) for p, _, _ in rated if p.value is not None and not p.evidence]
        filled = [self._at(p) for p, _, _ in rated if p.value is not None and p.evidence]
        self.sheet.marks(hollow, pen.marker, pen.size, colour, pen.hollow_z, filled=False, edge=pen.edge)
        self.sheet.marks(filled, pen.marker, pen.filled, colour, 4.1, parted=not pen.dense)
        self._passed([self._at(p) for p, _, _ in rated if p.value is None])
        self._breaks(rated)

    def _passed(self, places: Sequence[Point]) -> None:
        """An N for each "no opportunity"; of those that stand closer than letters can be read, a dot after the N."""
        letters: list[Point] = []
        dots: list[Point] = []
        for x, y in places:
            (dots if letters and (x - letters[-1][0]) * 72 < _LETTER_ROOM else letters).append((x, y))
        muted = self.sheet.colours.muted
        if letters:
            self.sheet.marks(letters, _letter(), _LETTER, muted, 4)
        self.sheet.marks([(x, y + (_LETTER / 2 + _DOT) / 72) for x, y in dots], "o", _DOT, muted, 4)

    def spots(self, key: str, rated: Sequence[_Rated], say: PointWords) -> list[Spot]:
        """A spot for each rating and each "no opportunity", oldest first."""
        size = self.mark.size * self.places.thinness / 72
        changed = {later[0].check_in for earlier, later in pairwise(rated) if earlier[1] != later[1]}
        return [
            Spot(
                key,
                *self._at(point),
                size,
                say.behaviour_point(text, point, reworded=point.check_in in changed),
                point.check_in,
                (key,),
            )
            for point, _, text in rated
        ]

    def _at(self, point: BehaviourPoint) -> Point:
        return self.corner[0] + self.places.at[point.check_in], self.corner[1] + self.layout.y(point.value)

    def _steps(self, segment: Sequence[BehaviourPoint]) -> list[Point]:
        """Each value held until the next check-in."""
        line = [self._at(segment[0])]
        for point in segment[1:]:
            x, y = self._at(point)
            line += [(x, line[-1][1]), (x, y)]
        return line

    def _breaks(self, rated: Sequence[_Rated]) -> None:
        left, top = self.corner
        lines: list[list[Point]] = []
        room_from = left
        for (earlier, old, _), (later, new, _) in pairwise(rated):
            if old != new:
                x = left + self.places.between(earlier.check_in, later.check_in, self.mark.size)
                lines.append([(x, top - self.lift - _HINTED), (x, top + self.layout.height)])
                baseline = top - self.lift - 0.03
                room_from = self.sheet.beside("reworded", x, baseline, (room_from, left + self.layout.width))
        self.sheet.lines(lines, self.sheet.colours.muted, 0.8, 1.5, dashed=True)


def _letter() -> Path:
    """An N as a mark's shape, from -0.5 to 0.5: five hundred of them are still one artist."""
    letter = TextPath((0, 0), "N", size=1, prop=FontProperties(family="DejaVu Sans", weight=700))
    box = letter.get_extents()
    vertices = (letter.vertices - [box.x0 + box.width / 2, box.y0 + box.height / 2]) / box.height
    return Path(vertices, letter.codes)

"""Reflections per practice and month as a heat map, beside how often and how the practice was rated."""

from __future__ import annotations

from collections.abc import Sequence

from journal_app.charts.drawing import Drawing, Spot
from journal_app.charts.overview_layout import EDGE
from journal_app.charts.palette import mark_of
from journal_app.charts.row_layout import NAME, NOTE
from journal_app.charts.shading import readable_on, shade
from journal_app.charts.sheet import SMALL, TITLE_INDENT, Point, Sheet, middle
from journal_app.charts.time_axis import months_apart
from journal_app.charts.writing_layout import HEAD, HEADS, KEY, TOTAL, WritingLayout
from journal_app.domain.content import Behaviour, LensItem, Scale
from journal_app.domain.trend_words import points as words
from journal_app.domain.trend_words.phrases import SHORT_MONTHS
from journal_app.domain.trends.numbers import one_decimal
from journal_app.domain.trends.views import Writing, WritingRow

_OLD = 2  # months; a newest score that is older says of when it is


def draw_writing(
    sheet: Sheet, view: Writing, practices: Sequence[LensItem], behaviours: Sequence[Behaviour], scale: Scale
) -> Drawing:
    """Draw a row for each practice in the order of ``practices``, and one for all reflections."""
    rows = {row.practice: row for row in view.rows}
    shown = [(place, item, rows[item.key]) for place, item in enumerate(practices) if item.key in rows]
    layout = WritingLayout.of(sheet, view, [item.short for _, item, _ in shown])
    drawing = Drawing(sheet.figure)
    _heads(sheet, view, layout)
    most = max((count for _, _, row in shown for count in row.counts), default=0)
    for line, (place, item, row) in enumerate(shown):
        top = layout.tops[line]
        centre = top + layout.row / 2
        mark = mark_of(item, place, sheet.colours)
        sheet.titled(EDGE + 0.07, middle(centre, NAME), item.short, NAME, mark)
        _cells(sheet, layout, row.counts, top, most, sheet.colours.accent)
        keys = tuple(each.key for each in behaviours if each.practice == item.key)
        drawing.spots.extend(_cell_spots(view, layout, row, item.short, centre))
        spoken = words.rated_newest(item.short, row.rated, row.newest, scale)
        drawing.spots.append(_rated(sheet, view, layout, row, centre, keys, spoken))
    drawing.spots.extend(_total(sheet, view, layout))
    _keys(sheet, layout, most, max(view.reflections, default=0))
    return drawing


def _heads(sheet: Sheet, view: Writing, layout: WritingLayout) -> None:
    """The months, as short as they must be, with their years above; and what stands right of them."""
    names = [SHORT_MONTHS[month.month - 1] for month in view.months]
    for kept in (names, [name[0] for name in names]):
        if view.months and sheet.measure.widest(kept, SMALL) + 0.05 <= layout.cell:
            for place, name in enumerate(kept):
                sheet.words(layout.left + (place + 0.5) * layout.cell, EDGE + HEAD - 0.07, name, align="center")
            break
    for edge, head in zip(layout.numbers, HEADS, strict=True):
        sheet.words(edge, EDGE + HEAD - 0.07, head, align="right")
    begun = [place for place, month in enumerate(view.months) if not place or month.month == 1]
    starts = [(layout.left + place * layout.cell, str(view.months[place].year)) for place in begun]
    ticks = [[(x, EDGE + 0.06), (x, layout.tops[-1] + layout.row)] for x, _ in starts[1:]]
    room_to = sheet.width
    for x, year in reversed(starts):
        if x + 0.03 + sheet.measure.width(year, SMALL, bold=True) <= room_to:
            sheet.words(x + 0.03, EDGE + HEAD - 0.25, year, bold=True)
            room_to = x
    sheet.lines(ticks, sheet.colours.muted, 0.6, 3, alpha=0.7)


def _cells(sheet: Sheet, layout: WritingLayout, counts: Sequence[int], top: float, most: int, ink: str) -> None:
    paper, colours = sheet.colours.paper, sheet.colours
    grounds = [shade(paper, ink, count / most) if count else shade(paper, colours.line, 0.25) for count in counts]
    for ground in dict.fromkeys(grounds):
        sheet.boxes([layout.box(place, top) for place, its in enumerate(grounds) if its == ground], ground, 1)
    if not layout.numbered:
        return
    baseline = middle(top + layout.row / 2)
    empty = []
    for place, (count, ground) in enumerate(zip(counts, grounds, strict=True)):
        x = layout.left + (place + 0.5) * layout.cell
        if count:
            colour = readable_on(ground, (colours.text, paper))
            sheet.words(x, baseline, str(count), align="center", colour=colour)
        else:
            empty.append((x, top + layout.row / 2))
    sheet.marks(empty, "o", 2.0, colours.muted, 2)


def _cell_spots(view: Writing, layout: WritingLayout, row: WritingRow, name: str, centre: float) -> list[Spot]:
    return [
        Spot(
            row.practice,
            layout.left + (place + 0.5) * layout.cell,
            centre,
            min(layout.cell, layout.row),
            words.written_month(name, month, count),
            practice=row.practice,
            month=f"{month:%Y-%m}",
        )
        for place, (month, count) in enumerate(zip(view.months, row.counts, strict=True))
    ]


def _rated(
    sheet: Sheet,
    view: Writing,
    layout: WritingLayout,
    row: WritingRow,
    centre: float,
    keys: tuple[str, ...],
    spoken: str,
) -> Spot:
    newest = row.newest
    said = (str(row.rated) if row.rated else "–", one_decimal(newest.exact) if newest else "–")
    for edge, number in zip(layout.numbers, said, strict=True):
        sheet.words(edge, middle(centre, NAME), number, NAME, align="right", colour=sheet.colours.text)
    if newest and months_apart(newest.on, view.span.until) >= _OLD:
        month = f"{SHORT_MONTHS[newest.on.month - 1]} {newest.on.year}"
        sheet.words(layout.numbers[1], middle(centre, NAME) + NOTE * 1.4 / 72, month, NOTE, align="right")
    x = layout.numbers[1] - sheet.measure.width(said[1], NAME) / 2
    return Spot(row.practice, x, centre, 0.3, spoken, newest.check_in if newest else "", keys if newest else ())


def _total(sheet: Sheet, view: Writing, layout: WritingLayout) -> list[Spot]:
    top = layout.tops[-1]
    centre = top + layout.row / 2
    lift = 0.0
    if view.untagged:
        lift = NOTE * 0.72 / 72
        sheet.words(EDGE + TITLE_INDENT, middle(centre, NAME) + 2 * lift, f"{view.untagged} without a practice", NOTE)
    sheet.words(EDGE + TITLE_INDENT, middle(centre, NAME) - lift, TOTAL, NAME, bold=True, colour=sheet.colours.text)
    _cells(sheet, layout, view.reflections, top, max(view.reflections, default=0), sheet.colours.muted)
    return [
        Spot(
            "all",
            layout.left + (place + 0.5) * layout.cell,
            centre,
            min(layout.cell, layout.row),
            words.written_month("all reflections", month, count),
        )
        for place, (month, count) in enumerate(zip(view.months, view.reflections, strict=True))
    ]


def _keys(sheet: Sheet, layout: WritingLayout, most: int, most_in_all: int) -> None:
    """What the shades mean, where the numbers do not say it: the practices' and those of all reflections, which have
    shades of their own."""
    if layout.numbered:
        return
    names = ("a practice's reflections in a month:", "all reflections in a month:")
    x = layout.left + sheet.measure.widest(names, SMALL) + 0.12
    y = layout.tops[-1] + layout.row + 0.12
    for name, count, ink in zip(names, (most, most_in_all), (sheet.colours.accent, sheet.colours.muted), strict=True):
        if count:
            sheet.words(layout.left, middle(y + 0.07), name)
            _key(sheet, (x, y), count, ink)
            y += KEY


def _key(sheet: Sheet, at: Point, most: int, ink: str) -> None:
    x, y = at
    for step in sorted({0, 1, (most + 1) // 2, most}):
        paper = sheet.colours.paper
        ground = shade(paper, ink, step / most) if step else shade(paper, sheet.colours.line, 0.25)
        sheet.boxes([(x, y, x + 0.2, y + 0.14)], ground, 1)
        sheet.words(x + 0.25, middle(y + 0.07), str(step))
        x += 0.25 + sheet.measure.width(str(step), SMALL) + 0.16

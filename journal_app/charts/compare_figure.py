"""Two periods beside each other: a row for each practice or behaviour, a ring for the first, a filled mark for the
second, and a thin line between them that points nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from journal_app.charts.drawing import Drawing, Spot
from journal_app.charts.overview_layout import EDGE
from journal_app.charts.palette import Mark, mark_for
from journal_app.charts.row_layout import RowLayout
from journal_app.charts.sheet import SMALL, Point, Sheet, middle
from journal_app.domain.content import LensItem, Scale
from journal_app.domain.trend_words import points as words
from journal_app.domain.trend_words.phrases import counted, span_words
from journal_app.domain.trends.numbers import one_decimal
from journal_app.domain.trends.views import ComparedRow, Comparison

RING, RING_EDGE = 12.0, 1.7
_HEADS = ("first", "second")


def draw_comparison(sheet: Sheet, view: Comparison, practices: Sequence[LensItem], scale: Scale) -> Drawing:
    """Draw the rows in their order."""
    marks = [mark_for(view.practice or row.key, practices, sheet.colours) for row in view.rows]
    named = [(mark, _name(row, practices), _shared(row)) for mark, row in zip(marks, view.rows, strict=True)]
    keys = (
        f"first: {span_words(view.first)}, {counted(view.first_check_ins, 'check-in')}",
        f"second: {span_words(view.second)}, {counted(view.second_check_ins, 'check-in')}",
    )
    lines = 1 if sum(sheet.measure.width(key, SMALL) for key in keys) + 1.0 <= sheet.width else 2
    layout = RowLayout.of(sheet, named, _HEADS, scale, key_lines=lines)
    layout.draw(sheet, _HEADS, scale)
    _key(sheet, keys, lines)
    drawing = Drawing(sheet.figure)
    for row, mark, centre in zip(view.rows, marks, layout.middles, strict=True):
        drawing.spots.extend(_row(sheet, layout, view, row, mark, centre, scale))
    return drawing


def _name(row: ComparedRow, practices: Sequence[LensItem]) -> str:
    return next((item.short for item in practices if item.key == row.key), row.text)


def _shared(row: ComparedRow) -> str:
    """What is said of a row that does not compare all wordings of a practice; a reworded behaviour has several."""
    if row.shared >= row.statements:
        return ""
    return f"{row.shared} of {row.statements} wordings rated in both"


def _key(sheet: Sheet, keys: tuple[str, str], lines: int) -> None:
    x, y = EDGE, EDGE + 0.12
    for place, key in enumerate(keys):
        colour = sheet.colours.text
        if place == 0:
            sheet.marks([(x + 0.08, y)], "o", RING * 0.8, colour, 3, filled=False, edge=RING_EDGE * 0.8)
        else:
            sheet.marks([(x + 0.08, y)], "o", 7.0, colour, 3)
        sheet.words(x + 0.22, middle(y), key)
        if lines == 1:
            x += 0.22 + sheet.measure.width(key, SMALL) + 0.35
        else:
            y += 0.24


def _row(
    sheet: Sheet, layout: RowLayout, view: Comparison, row: ComparedRow, mark: Mark, centre: float, scale: Scale
) -> list[Spot]:
    spots: list[Spot] = []
    first, second = ((layout.x(side.mean), centre) if side else None for side in (row.first, row.second))
    if first and second:
        sheet.lines([[first, second]], mark.colour, 1.2, 2, alpha=0.6)
    if first:
        sheet.marks([first], "o", RING, mark.colour, 3, filled=False, edge=RING_EDGE)
        spots.append(Spot(row.key, *first, RING / 72, words.compared_side(row, view.first, scale, second=False)))
    if second:
        sheet.marks([second], mark.marker, mark.size, mark.colour, 4)
        spots.append(Spot(row.key, *second, RING / 72, words.compared_side(row, view.second, scale, second=True)))
    for column, side in enumerate((row.first, row.second)):
        layout.number(sheet, column, centre, one_decimal(side.mean) if side else "–")
    _missing(sheet, layout, centre, first or second, _unrated(row, of_behaviours=bool(view.practice)))
    return spots


def _unrated(row: ComparedRow, *, of_behaviours: bool) -> str:
    """What is said in place of marks that are missing. A practice may well have been rated in both periods, by other
    statements."""
    if row.first and row.second:
        return ""
    if row.first or row.second:
        return f"not rated in the {'second' if row.first else 'first'}"
    return "not rated in either" if of_behaviours or not row.statements else "too few statements in both to compare"


def _missing(sheet: Sheet, layout: RowLayout, centre: float, there: Point | None, said: str) -> None:
    """These words in place of a mark, right of the other one, or left where there is no room."""
    if not said:
        return
    width = sheet.measure.width(said, SMALL)
    beside = 0.14  # from the middle of the mark
    x = there[0] + beside if there else layout.x(layout.lowest) + beside
    if there and x + width > layout.right:
        sheet.words(there[0] - beside, middle(centre), said, align="right", cleared=True)
    else:
        sheet.words(x, middle(centre), said, cleared=True)

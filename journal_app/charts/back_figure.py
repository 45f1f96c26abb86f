"""Looking back: where I thought I was at the start, where I now think I was then, and where I think I am now."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from journal_app.charts.drawing import Drawing, Spot
from journal_app.charts.overview_layout import EDGE
from journal_app.charts.palette import Mark, mark_of
from journal_app.charts.row_layout import RowLayout
from journal_app.charts.sheet import SMALL, Sheet, middle
from journal_app.domain.content import LensItem, Scale
from journal_app.domain.trend_words import points as words
from journal_app.domain.trend_words.phrases import long_day
from journal_app.domain.trends.numbers import one_decimal
from journal_app.domain.trends.views import BackRow, LookingBack

RING, RING_EDGE = 12.0, 1.7
THEN = 7.5
_HEADS = ("start", "looking back", "now")
_LIFT = 0.105  # of the mark of looking back, which stands on the line like a pointer


def draw_looking_back(sheet: Sheet, view: LookingBack, practices: Sequence[LensItem], scale: Scale) -> Drawing:
    """Draw a row for each practice, in their order."""
    rows = {row.practice: row for row in view.rows}
    shown = [
        (mark_of(item, place, sheet.colours), item, rows[item.key])
        for place, item in enumerate(practices)
        if item.key in rows
    ]
    keys = _keys(view)
    lines = 1 if sum(sheet.measure.width(key, SMALL) + 0.6 for key in keys) <= sheet.width else 3
    named = [(mark, item.short, _shared(row, view)) for mark, item, row in shown]
    layout = RowLayout.of(sheet, named, _HEADS, scale, key_lines=lines)
    layout.draw(sheet, _HEADS, scale)
    _key(sheet, keys, lines)
    drawing = Drawing(sheet.figure)
    for (mark, item, row), centre in zip(shown, layout.middles, strict=True):
        drawing.spots.extend(_row(sheet, layout, view, row, item.short, mark, centre, scale))
    _labels(sheet, layout, [row for _, _, row in shown])
    return drawing


def _keys(view: LookingBack) -> tuple[str, str, str]:
    start = long_day(view.start[1]) if view.start else "no check-in"
    now = long_day(view.now[1]) if view.now else "no check-in"
    return (
        f"start: as rated on {start}" if view.start else f"start: {start}",
        f"looking back: {long_day(view.as_of)} as seen on {long_day(view.made)}",
        f"now: as rated on {now}" if view.now else f"now: {now}",
    )


def _shared(row: BackRow, view: LookingBack) -> str:
    """What is said of a row without marks, by the check-ins that there are to compare."""
    if any(value is not None for value in (row.start, row.then, row.now)):
        return ""
    times = {2: " all three times", 1: " both times", 0: ""}[bool(view.start) + bool(view.now)]
    return f"too few statements rated{times}"


def _key(sheet: Sheet, keys: Sequence[str], lines: int) -> None:
    x, y = EDGE, EDGE + 0.12
    for which, key in zip(("start", "then", "now"), keys, strict=True):
        _mark(sheet, which, (x + 0.08, y), Mark("o", 7.0, sheet.colours.text), on_line=False)
        sheet.words(x + 0.22, middle(y), key)
        if lines == 1:
            x += 0.22 + sheet.measure.width(key, SMALL) + 0.35
        else:
            y += 0.24


def _mark(sheet: Sheet, which: str, at: tuple[float, float], mark: Mark, *, on_line: bool = True) -> None:
    if which == "start":
        sheet.marks([at], "o", RING, mark.colour, 3, filled=False, edge=RING_EDGE)
    elif which == "then":
        x, y = at
        sheet.marks([(x, y - _LIFT if on_line else y)], "v", THEN, mark.colour, 5, filled=False)
    else:
        sheet.marks([at], mark.marker, mark.size, mark.colour, 4)


def _row(
    sheet: Sheet, layout: RowLayout, view: LookingBack, row: BackRow, name: str, mark: Mark, centre: float, scale: Scale
) -> list[Spot]:
    found: dict[str, Fraction | None] = {"start": row.start, "then": row.then, "now": row.now}
    xs = {which: layout.x(value) for which, value in found.items() if value is not None}
    if len(xs) > 1:
        sheet.lines([[(min(xs.values()), centre), (max(xs.values()), centre)]], mark.colour, 1.2, 2, alpha=0.5)
    spots = []
    uids = {"start": view.start[0] if view.start else "", "then": view.uid, "now": view.now[0] if view.now else ""}
    for column, (which, value) in enumerate(found.items()):
        layout.number(sheet, column, centre, "–" if value is None else one_decimal(value))
        if which in xs:
            _mark(sheet, which, (xs[which], centre), mark)
            y = centre - (_LIFT if which == "then" else 0)
            said = words.back_mark(name, row, view, which, scale)
            spots.append(Spot(row.practice, xs[which], y, RING / 72, said, uids[which]))
    return spots


def _labels(sheet: Sheet, layout: RowLayout, rows: Sequence[BackRow]) -> None:
    """The three words beside the marks of the row where they stand farthest apart: looking back above, the others
    below and clear of each other."""
    complete = [
        (abs(row.now - row.start), -place, row.start, row.then, row.now)
        for place, row in enumerate(rows)
        if row.start is not None and row.then is not None and row.now is not None
    ]
    if not complete:
        return
    _, place, *values = max(complete)
    start, then, now = map(layout.x, values)
    centre = layout.middles[-place]
    sheet.words(then, centre - 0.19, "looking back", align="center", cleared=True)
    apart = (sheet.measure.width("start", SMALL) + sheet.measure.width("now", SMALL)) / 2 + 0.08
    short = max(0.0, apart - abs(now - start)) / 2
    sign = 1 if now >= start else -1
    sheet.words(start - sign * short, centre + 0.21, "start", align="center", cleared=True)
    sheet.words(now + sign * short, centre + 0.21, "now", align="center", cleared=True)

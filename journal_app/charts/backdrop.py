"""What goals and a programme lay behind the marks: shaded bands of time, and short lines where one wants to get to."""

from __future__ import annotations

from collections.abc import Sequence

from journal_app.charts.overview_layout import TINY
from journal_app.charts.sheet import Box, Sheet
from journal_app.charts.time_axis import TimeAxis
from journal_app.domain.trends.views import Band, Target

_SHADE = 0.10
_TARGET = 0.32  # length of a target's line
_LEAST_BAND = 0.02  # width of one


def draw_bands(
    sheet: Sheet, bands: Sequence[Band], axis: TimeAxis, panel: tuple[float, float, float], *, named: bool
) -> None:
    """Shade the bands in a panel (its left, top and height). ``named``: write their names above it, where they fit."""
    left, top, height = panel
    boxes: list[Box] = []
    room_from = left
    for band in sorted(bands, key=lambda each: each.since):
        if band.until.toordinal() < axis.first or band.since.toordinal() > axis.last:
            continue
        x0 = left + max(0.0, axis.x(band.since))
        x1 = left + min(axis.width, axis.x(band.until))
        boxes.append((x0, top, max(x1, x0 + _LEAST_BAND), top + height))
        if named:
            room_from = _named(sheet, band.label, (x0 + x1) / 2, top, (room_from, left + axis.width))
    sheet.boxes(boxes, sheet.colours.accent, 0.2, alpha=_SHADE)


def draw_target(sheet: Sheet, target: Target, right: float, y: float) -> None:
    """A short line that ends at the panel's right edge, its name above it."""
    sheet.lines([[(right - _TARGET, y), (right, y)]], sheet.colours.text, 1.6, 3.5)
    sheet.words(right, y - 0.05, target.label, TINY, align="right", colour=sheet.colours.text)


def _named(sheet: Sheet, label: str, centre: float, top: float, room: tuple[float, float]) -> float:
    """Write a band's name as near to its middle as there is room; return where the next may begin."""
    begin, end = room
    width = sheet.measure.width(label, TINY)
    x = min(max(begin, centre - width / 2), end - width)
    if x < begin:
        label = sheet.measure.cut(label, TINY, end - begin)
        x, width = begin, sheet.measure.width(label, TINY)
        if len(label) < 3:
            return begin
    sheet.words(x, top - 0.035, label, TINY)
    return x + width + 0.08

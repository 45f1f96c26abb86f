"""One page A4: what stands where, and what does not fit. The preview and the file are painted by the same lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer

from journal_app.domain.report import CAUTION, CHART, NOTES, TABLE, Part, PeriodReport, ReportedReflection
from journal_app.domain.report_words import days_in_words, title_of
from journal_app.domain.trend_words.phrases import long_day
from journal_app.formats.exporters.html import to_safe_html
from journal_app.ui.dialogs.report.typeset import (
    BODY,
    DAY,
    DAYS,
    FOOT,
    KICKER,
    LINE,
    MM,
    NAME,
    NOTE,
    POINT,
    SECTION,
    TITLE,
    WORDS,
    Grid,
    Style,
    Text,
)

WIDTH, HEIGHT = 2480, 3508
"""A4 in dots."""

_SIDE, _TOP, _BOTTOM = 18 * MM, 15 * MM, 12 * MM
COLUMN = WIDTH - 2 * _SIDE
MARGIN = 31 * MM
"""Days stand in a margin of this width; it keeps lines short enough to be read."""

_BELOW_HEADING = 4 * POINT
_MOST_COLUMNS = 10
_RATINGS = "Self-ratings: how one person saw themselves on those days. "
_MADE = "Made with Throughline on {day}, for nobody in particular."
_CHECK_INS, _NO_CHECK_INS = "Check-ins and reflections", "Reflections"
_NOTES, _REFLECTIONS = "Notes to ratings", "Chosen reflections"
_FAMILY = re.compile(r"(style=\"[^\"]*font-family: )'([^']+)'[^;\"]*")

Cells = tuple[str, ...]


class Chart(Protocol):
    """A chart that can be drawn in a size of its own, in inches, as SVG."""

    width: float
    least: float
    good: float

    def draw(self, height: float) -> bytes: ...


@dataclass(frozen=True, slots=True)
class _Placed:
    paint: Callable[[QPainter], None]
    words: str


@dataclass
class Page:
    """The page. ``beyond`` is what does not fit, in order; then there is nothing that could be saved."""

    placed: list[_Placed] = field(default_factory=list)
    beyond: list[Part] = field(default_factory=list)

    def paint(self, painter: QPainter) -> None:
        """Draw it; the painter's units are dots."""
        for each in self.placed:
            each.paint(painter)

    @property
    def words(self) -> str:
        """All that can be read on it, in its order."""
        return "\n".join(each.words for each in self.placed if each.words)


def compose(report: PeriodReport, chart: Chart | None) -> Page:
    """Lay out a report. The chart takes what the words leave it, between its least and its good height."""
    page, y = Page(), _TOP
    ratings = _RATINGS if report.days else ""
    foot = Text(COLUMN, FOOT).say(ratings + _MADE.format(day=long_day(report.made)))
    end = HEIGHT - _BOTTOM - foot.height - 15 * POINT
    for text, gap in _head(report):
        y = _place_text(page, text, _SIDE, y) + gap
    tail = list(_tail(report))
    if chart is not None:
        room = end - y - sum(block.before + block.height for block in tail)
        y = _place_chart(page, chart, y, room, end)
    for block in tail:
        if y + block.before + block.height > end or block.is_cut:
            page.beyond.append(block.part)
        else:
            y = _place_block(page, block, y + block.before)
    rule = QRectF(_SIDE, end + 10 * POINT, COLUMN, 0.5 * POINT)
    page.placed.append(_Placed(lambda painter: painter.fillRect(rule, QColor(LINE)), ""))
    _place_text(page, foot, _SIDE, HEIGHT - _BOTTOM - foot.height)
    return page


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands together or not at all: texts one below the other, ``beside`` in the margin at the first."""

    part: Part
    before: float
    texts: Sequence[Text]
    heading: Text | None = None
    beside: Text | None = None
    indent: float = 0.0
    is_cut: bool = False

    @property
    def height(self) -> float:
        above = self.heading.height + _BELOW_HEADING if self.heading else 0.0
        return above + max(sum(text.height for text in self.texts), self.beside.height if self.beside else 0.0)


def _head(report: PeriodReport) -> Iterator[tuple[Text, float]]:
    """What stands above the chart, each with the room below it."""
    yield Text(COLUMN, KICKER).say(report.subject or (_CHECK_INS if report.days else _NO_CHECK_INS)), 1.5 * POINT
    yield Text(COLUMN, TITLE).say(title_of(report)).balance(), 3 * POINT
    yield Text(COLUMN, DAYS).say(days_in_words(report.days)), 9 * POINT
    if report.words and report.days:
        yield Text(COLUMN - MARGIN, WORDS).say(report.words).balance(), 9 * POINT


def _tail(report: PeriodReport) -> Iterator[_Block]:
    """What stands below the chart."""
    if report.caution:
        yield _Block(CAUTION, 6 * POINT, [Text(COLUMN, NOTE).say(report.caution)])
    if report.table is not None:
        columns, rows = _upright(report.table.columns, report.table.rows)
        # More columns than this could not be read; so it is not even laid out.
        fits = len(columns) <= _MOST_COLUMNS
        yield _Block(TABLE, 10 * POINT, [Grid(COLUMN, columns, rows)] if fits else [], is_cut=not fits)
    narrow = COLUMN - MARGIN
    for number, note in enumerate(report.notes):
        texts = [Text(narrow, NOTE).say(f"{note.statement} ({note.rating})"), Text(narrow, BODY).say(note.note)]
        heading = None if number else _section(_NOTES)
        yield _Block(NOTES, (5 if number else 13) * POINT, texts, heading, _margin(note.on, NOTE), MARGIN)
    for number, reflection in enumerate(report.reflections):
        heading, before = (None, 9 * POINT) if number else (_section(_REFLECTIONS), 13 * POINT)
        texts = _texts_of(reflection, narrow)
        yield _Block(number, before, texts, heading, _margin(reflection.on, DAY), MARGIN, reflection.cut)


def _upright(columns: Cells, rows: Sequence[Cells]) -> tuple[Cells, Sequence[Cells]]:
    """The table with its longer side down the page, where there are more columns than can be read."""
    if len(columns) > _MOST_COLUMNS > len(rows):
        turned = tuple(zip(columns, *rows, strict=True))
        return turned[0], turned[1:]
    return columns, rows


def _section(words: str) -> Text:
    return Text(COLUMN, SECTION).say(words)


def _margin(day: date, style: Style) -> Text:
    return Text(MARGIN - 3 * MM, style).say(long_day(day))


def _texts_of(reflection: ReportedReflection, width: float) -> list[Text]:
    texts = [Text(width, NAME).say(reflection.title)] if reflection.title else []
    if reflection.text:
        texts.append(Text(width, BODY).show_html(to_safe_html(reflection.text, links=False)))
    return texts or [Text(width, NAME).say("Untitled")]


def _place_block(page: Page, block: _Block, y: float) -> float:
    if block.heading:
        y = _place_text(page, block.heading, _SIDE, y) + _BELOW_HEADING
    below = y
    if block.beside:
        below = _place_text(page, block.beside, _SIDE, y)
    for text in block.texts:
        y = _place_text(page, text, _SIDE + block.indent, y)
    return max(y, below)


def _place_text(page: Page, text: Text, x: float, y: float) -> float:
    page.placed.append(_Placed(lambda painter: text.paint(painter, x, y), text.toPlainText()))
    return y + text.height


def _place_chart(page: Page, chart: Chart, y: float, room: float, end: float) -> float:
    scale = COLUMN / chart.width
    inches = max(chart.least, min(chart.good, room / scale))
    height = inches * scale
    if y + height > end:
        page.beyond.append(CHART)
        return y
    # Qt's SVG takes a list of fonts for the name of one.
    drawn = _FAMILY.sub(r"\1\2", chart.draw(inches).decode())
    picture = QSvgRenderer(QByteArray(drawn.encode()))
    box = QRectF(_SIDE, y, COLUMN, height)
    page.placed.append(_Placed(lambda painter: picture.render(painter, box), ""))
    return y + height

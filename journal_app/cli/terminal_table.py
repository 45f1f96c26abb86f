"""A table in the terminal: its cells wrapped, the table turned, or parted, as far as that is needed to make it fit."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from textwrap import wrap

from journal_app.domain.text import visible
from journal_app.domain.trends.tables import Table

NARROWEST, WIDEST = 80, 120
_NO_TERMINAL = WIDEST
# A longer heading is given a number in the table, and is written out below it.
_LONGEST_HEAD = 40
_GAP = "  "

_Column = Sequence[str]


def terminal_width() -> int:
    """How wide what is printed may be."""
    if not sys.stdout.isatty():
        return _NO_TERMINAL
    return max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST))


def table_lines(table: Table, width: int) -> list[str]:
    """The lines of a table, and below it what its numbered headings stand for."""
    heads = [head if len(head) <= _LONGEST_HEAD else f"({place})" for place, head in enumerate(table.columns)]
    columns = [[visible(cell) for cell in column] for column in zip(heads, *table.rows, strict=True)]
    turned = list(zip(*columns, strict=True))
    if _least(columns) > width and _least(turned) < _least(columns):
        columns = [list(column) for column in turned]
    lines: list[str] = []
    for part in _parts(columns, width):
        lines += ["", *_drawn(part, width)] if lines else _drawn(part, width)
    below = [f"{head}: {visible(full)}" for head, full in zip(heads, table.columns, strict=True) if head != full]
    return [*lines, "", *below] if below else lines


def _parts(columns: Sequence[_Column], width: int) -> Iterator[list[_Column]]:
    """As many columns at a time as fit, the first one, which names the rows, before each of them."""
    part = [columns[0]]
    for column in columns[1:]:
        if len(part) > 1 and _least([*part, column]) > width:
            yield part
            part = [columns[0]]
        part.append(column)
    yield part


def _drawn(columns: Sequence[_Column], width: int) -> list[str]:
    widths = _widths(columns, width)
    lines = []
    for row in zip(*columns, strict=True):
        cells = [_wrapped(cell, room) for cell, room in zip(row, widths, strict=True)]
        for place in range(max(map(len, cells))):
            first, *rest = (cell[place] if place < len(cell) else "" for cell in cells)
            shown = [f"{first:{widths[0]}}", *(f"{c:>{room}}" for c, room in zip(rest, widths[1:], strict=True))]
            lines.append(_GAP.join(shown).rstrip())
    return lines


def _widths(columns: Sequence[_Column], width: int) -> list[int]:
    """As wide as what is in them; where that is too much, the widest are wrapped first, and the first one last."""
    widths, least = [max(map(len, column)) for column in columns], [_longest_word(column) for column in columns]
    while _total(widths) > width:
        shrinking = [place for place, room in enumerate(widths) if room > least[place]]
        if not shrinking:
            break
        widths[max(shrinking, key=lambda place: (place > 0, widths[place]))] -= 1
    return widths


def _wrapped(cell: str, width: int) -> list[str]:
    return wrap(cell, width, break_long_words=False, break_on_hyphens=False) or [""]


def _least(columns: Sequence[_Column]) -> int:
    return _total([_longest_word(column) for column in columns])


def _longest_word(column: _Column) -> int:
    return max(len(word) for cell in column for word in cell.split() or [""])


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)

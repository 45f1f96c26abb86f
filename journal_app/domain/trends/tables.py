"""The table behind each view: the very strings that are shown, spoken and written to files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from journal_app.domain.trend_words.phrases import long_day, long_month, span_words
from journal_app.domain.trends.numbers import one_decimal
from journal_app.domain.trends.views import Comparison, LookingBack, Overview, PracticeView, Side, View, Writing

NONE = "–"
"""What stands in a cell where there is nothing: not rated is not a zero."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells as there are ``columns``; the first cell names its row. ``row_keys`` say what each row is
    of: a check-in's uid, a practice's or behaviour's key, or "" for a row of sums."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_keys: tuple[str, ...]

    @property
    def row_heads(self) -> tuple[str, ...]:
        """The first cells."""
        return tuple(row[0] for row in self.rows)


def table_of(view: View, names: Mapping[str, str], no_opportunity: str) -> Table:
    """The table of any view. ``names`` are the practices' short names by key. Raises KeyError for one without."""
    if isinstance(view, Overview):
        return _overview(view, names)
    if isinstance(view, PracticeView):
        return _practice(view, no_opportunity)
    if isinstance(view, Comparison):
        return _comparison(view)
    if isinstance(view, Writing):
        return _writing(view, names)
    return _looking_back(view, names)


def _overview(view: Overview, names: Mapping[str, str]) -> Table:
    """A row for each check-in, newest first; a column for each practice."""
    scores = [{p.check_in: one_decimal(p.total, p.rated) for p in series.points} for series in view.series]
    columns = ["Check-in", *(names[series.practice] for series in view.series)]
    changed: dict[str, list[str]] = {}
    for series in view.series:
        for each in series.breaks:
            changed.setdefault(each.check_in, []).append(names[series.practice])
    rows = []
    for uid, day in reversed(view.check_ins):
        row = [long_day(day), *(of.get(uid, NONE) for of in scores)]
        rows.append((*row, "; ".join(changed.get(uid, ())) or NONE) if changed else tuple(row))
    if changed:
        columns.append("Statements changed")
    return Table(tuple(columns), tuple(rows), tuple(uid for uid, _ in reversed(view.check_ins)))


def _practice(view: PracticeView, no_opportunity: str) -> Table:
    """A row for each check-in, newest first; a column for each statement."""
    cells = [
        {p.check_in: no_opportunity if p.value is None else str(p.value) for p in series.points}
        for series in view.series
    ]
    rows = tuple((long_day(day), *(of.get(uid, NONE) for of in cells)) for uid, day in reversed(view.check_ins))
    columns = ("Check-in", *(series.text for series in view.series))
    return Table(columns, rows, tuple(uid for uid, _ in reversed(view.check_ins)))


def _comparison(view: Comparison) -> Table:
    """A row for each practice or statement, and one with how many check-ins there are."""
    columns = ["Behaviour" if view.practice else "Practice"]
    names = [span_words(span) for span in (view.first, view.second)]
    if names[0] == names[1]:
        names = [f"{names[0]} (first)", f"{names[1]} (second)"]
    for words in names:
        columns += [words, f"{words}: lowest to highest", f"{words}: check-ins"]
    rows = [[row.text, *_side(row.first), *_side(row.second)] for row in view.rows]
    rows.append(["All check-ins", NONE, NONE, str(view.first_check_ins), NONE, NONE, str(view.second_check_ins)])
    if not view.practice:
        columns.append("Wordings compared")
        for cells, row in zip(rows, view.rows, strict=False):
            cells.append(f"{row.shared} of {row.statements}")
        rows[-1].append(NONE)
    return Table(tuple(columns), tuple(map(tuple, rows)), (*(row.key for row in view.rows), ""))


def _side(side: Side | None) -> tuple[str, str, str]:
    if side is None:
        return NONE, NONE, NONE
    return one_decimal(side.mean), f"{one_decimal(side.low)} to {one_decimal(side.high)}", str(side.check_ins)


def _writing(view: Writing, names: Mapping[str, str]) -> Table:
    """A row for each practice, its reflections month by month; then all of them, and those without a practice."""
    columns = ("Practice", *map(long_month, view.months), "Reflections", "Check-ins", "Newest score")
    rows = []
    for row in view.rows:
        newest = row.newest
        score = f"{one_decimal(newest.total, newest.rated)} on {long_day(newest.on)}" if newest else NONE
        rows.append((names[row.practice], *map(str, row.counts), str(row.reflections), str(row.rated), score))
    nothing = (NONE,) * len(view.months)
    total = str(sum(view.reflections))
    rows.append(("All reflections", *map(str, view.reflections), total, str(view.check_ins), NONE))
    rows.append(("Without a practice", *nothing, str(view.untagged), NONE, NONE))
    return Table(columns, tuple(rows), (*(row.practice for row in view.rows), "", ""))


def _looking_back(view: LookingBack, names: Mapping[str, str]) -> Table:
    """A row for each practice: at the time, looking back, and now."""
    columns = (
        "Practice",
        "At the time" + (f" ({long_day(view.start[1])})" if view.start else ""),
        f"Looking back to {long_day(view.as_of)} (on {long_day(view.made)})",
        "Now" + (f" ({long_day(view.now[1])})" if view.now else ""),
        "Statements compared",
    )

    def score(value: Fraction | None) -> str:
        return NONE if value is None else one_decimal(value)

    rows = tuple(
        (names[row.practice], score(row.start), score(row.then), score(row.now), str(row.shared)) for row in view.rows
    )
    return Table(columns, rows, tuple(row.practice for row in view.rows))

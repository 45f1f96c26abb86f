"""Drawing and rendering the overview's chart, against a bare matplotlib figure of the same marks."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from tests.bench.figures import Most, Row, milliseconds, ratios
from tests.bench.processes import Processes

_COUNTS = (24, 520)  # two years of months, ten years of weeks
_ROUNDS = 5
# The limits ("Speed").
_FIRST_LIMIT, _MOST_MILLISECONDS = 1.5, 50.0


def rows(processes: Processes) -> Iterator[Row]:
    """Measure in processes of their own: the first chart of each with matplotlib's import, and those that follow."""
    for count in _COUNTS:
        rounds = [
            {whose: processes.run("charting", whose, str(count)).facts for whose in ("ours", "bare")}
            for _ in range(_ROUNDS + 1)
        ][1:]  # the first one only writes matplotlib's list of fonts
        first, floor = ([each[whose]["first"] for each in rounds] for whose in ("ours", "bare"))
        absolute = f"{milliseconds(first)}; bare figure {milliseconds(floor)}"
        yield Row(f"First chart, {count} check-ins / a bare figure", ratios(first, floor), absolute, _FIRST_LIMIT)
        again, floor = ([median(each[whose]["again"]) for each in rounds] for whose in ("ours", "bare"))
        # Of work: on a busy machine the time itself is mostly that of others.
        worked = Most.of([median(each["ours"]["processor"]) for each in rounds], _MOST_MILLISECONDS)
        absolute = f"{milliseconds(again)}; bare figure {milliseconds(floor)}; at work"
        what = f"Another range, {count} check-ins / a bare figure"
        yield Row(what, ratios(again, floor), absolute, most=worked)

"""Measure start, memory, lists, saving, search, the chart, unlocking and backups, against floors of the same run.

``make bench``. It ends with 1 if a limit is broken. Machines are noisy: everything is measured in turn with its floor,
several times, and the middle counts; a limit that seems broken is looked at again before it is called so. A few limits
are of the time itself: a busy machine may break those, so its load is told.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench import charts, journals, protection, storage, trends
from tests.bench.figures import Most, Row, heading, load, milliseconds, ratios
from tests.bench.processes import ChildFailed, Processes, Told
from tests.bench.start import UNWANTED

_FEW, _MANY = 100, 10_000
_STARTS, _SESSIONS = 15, 7
# The limits ("Speed and memory").
_START_LIMIT, _MANY_LIMIT, _MEMORY_LIMIT = 2.5, 1.1, 1.7
_MOST_ABSENT = 50.0
_NEWEST_PYSIDE = (6, 12)  # and not even that: it loses references to None

_Rounds = list[dict[str, Told]]


def main() -> int:
    """Measure, print, and say whether every limit holds."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="throughline-bench-", ignore_cleanup_errors=True) as folder:
        try:
            broken = _measure(Path(folder))
        except ChildFailed as failure:
            print(failure, file=sys.stderr)
            return 1
    print(f"\nMeasured in {time.monotonic() - begun:.0f} s.")
    for what in broken:
        print(f"Broken: {what}", file=sys.stderr)
    return 1 if broken else 0


def _measure(folder: Path) -> list[str]:
    homes = {count: folder / f"with-{count}" for count in (_FEW, _MANY)}
    for count, home in homes.items():
        journals.make(home, count)
    processes = Processes(folder)
    print(f"{heading()}\n\n{load().capitalize()}.\n")
    broken: list[str] = []
    for row in _all_rows(processes, homes, broken):
        print(row, flush=True)
        if row.broken:
            broken.append(row.what)
    return broken


def _all_rows(processes: Processes, homes: dict[int, Path], broken: list[str]) -> Iterator[Row]:
    starts = _starts(processes, homes)
    rows = _start_rows(starts)
    if any(row.broken for row in rows):
        starts += _starts(processes, homes)
        rows = _start_rows(starts)
    yield from rows
    wrong = _wrong_imports(starts)
    broken += wrong
    pyside = starts[0]["many"].facts["pyside"]
    yield Row(f"No {', '.join(UNWANTED)} by then", "no" if wrong else "yes", f"PySide6 {pyside}, below 6.12")
    sessions = _sessions(processes, homes)
    yield from _session_rows(sessions)
    yield from storage.rows(homes[_MANY])
    yield from trends.rows(homes[_MANY].with_name("weekly"))
    yield from charts.rows(processes)
    yield from protection.rows(processes, homes[_MANY].with_name("protected"))


def _starts(processes: Processes, homes: dict[int, Path]) -> _Rounds:
    """The bare window and Throughline's with few and many entries, in turn. The first round only warms up."""
    rounds = []
    for _ in range(_STARTS + 1):
        for home in homes.values():
            journals.forget_prompts(home)
        rounds.append(
            {
                "bare": processes.run("bare"),
                "few": processes.run("start", home=homes[_FEW]),
                "many": processes.run("start", home=homes[_MANY]),
            }
        )
    return rounds[1:]


def _start_rows(rounds: _Rounds) -> list[Row]:
    def seconds(who: str, moment: str) -> list[float]:
        return [each[who].since_start(moment) for each in rounds]

    bare, few, many = seconds("bare", "painted"), seconds("few", "painted"), seconds("many", "painted")
    floor = f"bare window {milliseconds(bare)}"
    filled = seconds("many", "ready")
    rows = [
        Row(f"Start, {_MANY:,} entries, Today filled / bare window", ratios(filled, bare), milliseconds(filled)),
        Row(
            f"Start, {_MANY:,} entries, Today painted / bare window painted",
            ratios(many, bare),
            f"{milliseconds(many)}; {floor}",
            _START_LIMIT,
        ),
        Row(
            f"Start, {_MANY:,} entries / {_FEW} entries",
            ratios(many, few),
            f"{milliseconds(many)}; {milliseconds(few)}",
            _MANY_LIMIT,
        ),
    ]
    processor = {who: [each[who].facts["processor"] for each in rounds] for who in ("many", "bare")}
    absolute = f"{milliseconds(processor['many'])}; bare window {milliseconds(processor['bare'])}"
    rows.append(Row("The same in processor time", ratios(processor["many"], processor["bare"]), absolute))
    memory = {who: [each[who].facts["memory"] for each in rounds] for who in ("many", "bare")}
    return [*rows, _memory_row("Today painted", memory["many"], memory["bare"], _MEMORY_LIMIT)]


def _memory_row(when: str, ours: Sequence[Any], floors: Sequence[Any], limit: float | None = None) -> Row:
    """From the memory in KiB, or None where the system does not tell."""
    what = f"Memory, {_MANY:,} entries, {when} / bare window"
    if None in floors:
        return Row(what, "skipped", "this system does not tell a process its memory in /proc")
    absolute = f"{median(ours) / 1024:.1f} MiB; bare window {median(floors) / 1024:.1f} MiB"
    return Row(what, ratios(ours, floors), absolute, limit)


def _wrong_imports(rounds: _Rounds) -> list[str]:
    """What was imported before Today was filled, and a PySide6 that is too new."""
    wrong = []
    for told in (each[who] for each in rounds for who in ("few", "many")):
        wrong += [f"{name} is imported before Today is filled" for name in told.facts["unwanted"]]
        if tuple(int(part) for part in told.facts["pyside"].split(".")[:2]) >= _NEWEST_PYSIDE:
            wrong.append(f"PySide6 is {told.facts['pyside']}")
    return sorted(set(wrong))


def _sessions(processes: Processes, homes: dict[int, Path]) -> _Rounds:
    """Sessions in the window, and the same in a bare one. The first round only warms up, matplotlib's fonts too."""
    rounds = [
        {
            "bare": processes.run("bare", "idle", "chart"),
            "few": processes.run("session", home=homes[_FEW]),
            "many": processes.run("session", home=homes[_MANY]),
            "prepared": processes.run("start", "prepared", home=homes[_MANY]),
        }
        for _ in range(_SESSIONS + 1)
    ]
    return rounds[1:]


def _session_rows(rounds: _Rounds) -> Iterator[Row]:
    def facts(who: str, name: str) -> list[Any]:
        return [each[who].facts[name] for each in rounds]

    prepared = facts("prepared", "memory_prepared")
    yield _memory_row("ready to write, no chart", prepared, facts("bare", "memory"))
    few, many = facts("few", "list"), facts("many", "list")
    absolute = f"{milliseconds(many)}; {milliseconds(few)}"
    yield Row(f"First list after Ctrl+2, {_MANY:,} entries / {_FEW} entries", ratios(many, few), absolute)
    rows = median(facts("many", "rows_read"))
    yield Row("Entries read for that list", f"{rows / _MANY:.2%}", f"{rows:.0f} of {_MANY:,}")
    ours, floor = facts("many", "chart"), facts("bare", "chart")
    absolute = f"{milliseconds(ours)}; matplotlib alone {milliseconds(floor)}"
    yield Row("First chart after Ctrl+4 / an empty matplotlib chart", ratios(ours, floor), absolute)
    yield from _gap_rows([each["many"].facts["gaps"] for each in rounds], facts("bare", "gap"))


def _gap_rows(gaps: Sequence[dict[str, float]], floor: Sequence[float]) -> Iterator[Row]:
    for phase, words in (
        ("start", "start, once the window stands"),
        ("first list", "first list"),
        ("pages", "page to page, Trends too"),
        ("typing", "typing 200 keys, autosaves and all"),
        ("first chart", "first chart"),
    ):
        ours = [each[phase] for each in gaps]
        absolute = f"{milliseconds(ours)}; bare window at rest {milliseconds(floor)}"
        most = Most.of(ours, _MOST_ABSENT) if phase == "pages" else None
        yield Row(f"UI thread's longest absence / at rest: {words}", ratios(ours, floor), absolute, most=most)


if __name__ == "__main__":
    sys.exit(main())

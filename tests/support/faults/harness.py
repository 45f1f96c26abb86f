"""Strikes an operation at each of its boundaries in turn, and counts what became of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from queue import Queue
from random import Random
from typing import Any, BinaryIO

from tests.support.faults.power import Disk, events, write_out
from tests.support.faults.scene import Operation
from tests.support.faults.shim import ACTIONS
from tests.support.program import CHECKOUT

_MODULE = "tests.support.faults.every_operation"
_PASSIVE = {"open", "read"}
"""Calls that change nothing: to be killed there is to be killed at the next that does."""
_WHEN_FULL = {"create", "write", "mkdir", "link", "rename", "sync"}
_KILLS = ("kill-before", "kill-after", "tear")


@dataclass(frozen=True, slots=True)
class Case:
    """One strike. As text it is what THROUGHLINE_FAULTS takes to do it alone."""

    operation: str
    action: str
    at: int
    boundary: str = ""

    def __str__(self) -> str:
        return f"{self.operation}:{self.action}:{self.at}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it. ``wrong`` is empty if everything held."""

    case: Case
    killed: bool
    refused: tuple[str, ...]
    wrong: str

    @classmethod
    def of(cls, case: Case, answer: Mapping[str, Any]) -> Outcome:
        """Judge what the server told."""
        told = answer["told"]
        refused = tuple(each["refused"] for each in told if "refused" in each)
        return cls(case, answer["ending"] < 0, refused, _wrong(case, answer))


def _wrong(case: Case, answer: Mapping[str, Any]) -> str:
    ends = [each for each in answer["told"] if "ended" in each]
    killing = case.action in _KILLS
    if killing != (answer["ending"] == -9) or (not killing and not (ends and ends[-1]["reached"])):
        return f"it was not struck, but ended with {answer['ending']}\n{ends}"
    trouble = ends[-1]["ended"] if ends else ""
    words = [part for part in (trouble, answer["problem"], answer["noise"]) if part]
    return "\n".join(words)


@dataclass(slots=True)
class Tally:
    """A line of the table: what one operation went through."""

    operation: str
    boundaries: Counter[str]
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def wrong(self) -> list[Outcome]:
        """What did not survive."""
        return [each for each in self.outcomes if each.wrong]

    def complaint(self) -> str:
        """All that did not survive, a line each, and the first of each sort at length."""
        sorts: dict[str, list[Outcome]] = {}
        for each in self.wrong:
            sorts.setdefault(each.wrong.strip().rsplit("\n", 1)[-1], []).append(each)
        lines = [f"{len(self.wrong)} of {len(self.outcomes)} did not survive"]
        for sort, found in sorts.items():
            lines += [f"== {sort}", *(f"{each.case} ({each.case.boundary})" for each in found), found[0].wrong]
        return "\n".join(lines)

    def row(self) -> tuple[str, ...]:
        """As text."""
        struck = Counter(_column(each.case.action) for each in self.outcomes)
        writing = sum(number for kind, number in self.boundaries.items() if kind not in _PASSIVE)
        survived = len(self.outcomes) - len(self.wrong)
        figures = (writing, *(struck[name] for name in _COLUMNS), f"{survived} of {len(self.outcomes)}")
        return (self.operation, *map(str, figures))


_COLUMNS = ("kills", "torn writes", "disk full", "disk broken", "power cuts")


def _column(action: str) -> str:
    return {
        "kill": "kills",
        "tear": "torn writes",
        "full": "disk full",
        "broken": "disk broken",
        "forgetful": "power cuts",
        "names": "power cuts",
    }[action.split("-", maxsplit=1)[0]]


def table(tallies: Iterable[Tally]) -> str:
    """The table as Markdown."""
    heads = ("operation", "boundaries", *_COLUMNS, "survived")
    rows = [heads, *(each.row() for each in tallies)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(lines) + "\n"


class Harness:
    """Some servers that strike, and the journals they strike at."""

    def __init__(self, shim: Path, folder: Path, operations: Mapping[str, Operation], module: str = _MODULE) -> None:
        self._folder, self._operations, self._module, self._shim = folder, operations, module, shim
        self._servers: Queue[subprocess.Popen[str]] = Queue()
        self._started: list[subprocess.Popen[str]] = []
        self._numbers = count()
        self._boundaries: dict[str, list[str]] = {}
        for _ in range(min(os.cpu_count() or 1, 4)):
            self._started.append(self._start())
            self._servers.put(self._started[-1])

    def close(self) -> None:
        """Let the servers go."""
        for server in self._started:
            server.communicate(timeout=30)

    def boundaries(self, name: str) -> list[str]:
        """What an operation does to its files, call by call, as ``kind<TAB>path``. It is checked that it succeeds."""
        if name not in self._boundaries:
            self._prepare(self._operations[name])
            answer = self._ask(Case(name, "count", 0))
            trouble = "".join(each.get("ended", "") for each in answer["told"]) + answer["problem"] + answer["noise"]
            assert not trouble, trouble
            assert not any("refused" in each for each in answer["told"]), answer["told"]
            self._boundaries[name] = answer["boundaries"]
        return self._boundaries[name]

    def strike(self, cases: Sequence[Case]) -> Iterator[Outcome]:
        """Do all of these, several at a time."""
        with ThreadPoolExecutor(len(self._started)) as pool:
            yield from pool.map(lambda case: Outcome.of(case, self._ask(case)), cases)

    def cut_power(self, name: str) -> list[Outcome]:
        """Check what two disks hold at each moment of an operation if the power goes; each state once."""
        self.boundaries(name)
        work = self._folder / f"traced {name} {next(self._numbers)}"
        self._ask(Case(name, "count", 0), work=str(work), trace=True, keep=True, unchecked=True)
        with (work / "trace").open("rb") as trace:
            cases = list(self._states(name, trace))
        with ThreadPoolExecutor(len(self._started)) as pool:
            return list(pool.map(self._check_state, cases))

    def _states(self, name: str, trace: BinaryIO) -> Iterator[tuple[Case, Path, list[str]]]:
        disk, promises = Disk(self._template(name)), list[str]()
        seen: set[int] = set()
        for number, event in enumerate(events(trace), 1):
            if event.kind == "note":
                promises.append(event.content.decode())
            else:
                disk.apply(event)
            for action, state in (("forgetful", disk.forgetful()), ("names-first", disk.names_first())):
                key = hash((frozenset(state.items()), tuple(promises)))
                if key not in seen:
                    seen.add(key)
                    work = self._folder / f"work-{next(self._numbers)}"
                    work.mkdir()
                    write_out(state, work / "home")
                    yield Case(name, action, number, f"{event.kind}\t{event.path}"), work, list(promises)

    def _check_state(self, state: tuple[Case, Path, list[str]]) -> Outcome:
        case, work, promises = state
        question = Case(case.operation, "check", 0)
        problem = str(self._ask(question, work=str(work), promises=promises)["problem"])
        shutil.rmtree(work)
        return Outcome(case, killed=True, refused=(), wrong=problem)

    def tally(self, name: str, cases: Sequence[Case]) -> Tally:
        """Do all of these to one operation."""
        kinds = Counter(line.split("\t")[0] for line in self.boundaries(name))
        return Tally(name, kinds, list(self.strike(cases)))

    def _prepare(self, operation: Operation) -> None:
        template = self._template(operation.name)
        if operation.after is None:
            work = self._folder / f"preparing {operation.name}"
            problem = self._ask(Case(operation.name, "prepare", 0), work=str(work))["problem"]
            assert not problem, problem
            shutil.move(work / "home", template)
            return
        first, boundary = operation.after
        at = self.boundaries(first).index(boundary) + 1
        work = self._folder / f"before {operation.name}"
        self._ask(Case(first, "kill-after", at), work=str(work), keep=True, unchecked=True)
        shutil.move(work / "home", template)

    def _template(self, name: str) -> Path:
        return self._folder / f"template {name}"

    def _ask(self, case: Case, **more: object) -> dict[str, Any]:
        question = {
            "operation": case.operation,
            "action": case.action,
            "at": case.at,
            "template": str(self._template(case.operation)),
            "work": str(self._folder / f"work-{next(self._numbers)}"),
            **more,
        }
        server = self._servers.get()
        try:
            assert server.stdin is not None
            assert server.stdout is not None
            server.stdin.write(json.dumps(question) + "\n")
            server.stdin.flush()
            answer = server.stdout.readline()
            assert answer, f"the server broke down at {case}"
            return dict(json.loads(answer))
        finally:
            self._servers.put(server)

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.support.faults.server", self._module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=CHECKOUT,
            env={**os.environ, "LD_PRELOAD": str(self._shim), "PYTHONDONTWRITEBYTECODE": "1"},
        )


def every_case(name: str, boundaries: Sequence[str]) -> Iterator[Case]:
    """All that can happen at every boundary."""
    for at, boundary in enumerate(boundaries, 1):
        kind = boundary.split("\t")[0]
        for action in ACTIONS:
            if action != "count" and _makes_sense(action, kind, last=at == len(boundaries)):
                yield Case(name, action, at, boundary)


def _makes_sense(action: str, kind: str, *, last: bool) -> bool:
    if action == "tear":
        return kind == "write"
    if action == "kill-after":
        # Elsewhere it leaves what a kill before the next call leaves, and less has been promised.
        return last
    if action == "kill-before":
        return kind not in _PASSIVE
    if action.startswith("full"):
        return kind in _WHEN_FULL
    return True


def some_cases(name: str, boundaries: Sequence[str], number: int) -> list[Case]:
    """A kill around each call that makes things last or gives them their names, and so many of each other kind.

    The choice is the same in every run.
    """
    chance = Random(name)
    every = list(every_case(name, boundaries))
    lasting = {at for at, boundary in enumerate(boundaries, 1) if boundary.split("\t")[0] in _LASTING}
    chosen = [case for case in every if case.action == "kill-before" and {case.at, case.at - 1} & lasting]
    for action in ACTIONS:
        others = [case for case in every if case.action == action and case not in chosen]
        chosen += chance.sample(others, min(number, len(others)))
    return chosen


_LASTING = {"sync", "rename"}

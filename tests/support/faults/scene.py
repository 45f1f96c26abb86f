"""What an operation under test is given: when it counts, and whom to tell what it has promised."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from journal_app.domain.errors import UserFacingError
from tests.support.faults.shim import Shim


class Scene:
    """The stage of one run, in the process that may be killed on it."""

    def __init__(self, shim: Shim, folder: Path, at: int, action: str, report: int, log: int, trace: int) -> None:
        self._shim, self._report = shim, report
        shim.load(folder, at, action, log, trace)

    @contextmanager
    def armed(self) -> Iterator[None]:
        """What is done within may be struck, once in all."""
        with self._shim.armed():
            yield

    def promise(self, what: str) -> None:
        """Say that something is done: from now on it has to last."""
        self._shim.note(what)
        self._tell(promise=what)

    def refused(self, error: UserFacingError) -> None:
        """Say with which sentence the operation gave up."""
        self._tell(refused=type(error).__name__)

    def ended(self, why: str = "") -> None:
        """Say that it came to its end, or why it failed in a way that nobody is to see."""
        self._tell(ended=why, reached=self._shim.reached)

    def _tell(self, **words: object) -> None:
        os.write(self._report, (json.dumps(words) + "\n").encode())


Promises = frozenset[str]


@dataclass(frozen=True, slots=True)
class Operation:
    """Something the program does to a journal, that may be cut short anywhere.

    ``prepare`` makes what is there before, in a folder of its own. ``run`` does it, with ``scene.armed()`` around what
    counts. ``check`` looks at what is left, given what had been promised; it does the operation again where it was
    not done, and raises AssertionError, or whatever the program raises where it should not. ``after`` names another
    operation that is begun first and killed after the boundary with this name.
    """

    name: str
    prepare: Callable[[Path], None]
    run: Callable[[Path, Scene], None]
    check: Callable[[Path, Promises], None]
    after: tuple[str, str] | None = None

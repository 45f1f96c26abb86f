"""The library that stands between a process and its disk: building it, and arming it from inside the process."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_SOURCE = Path(__file__).with_name("shim.c")
_CC = ("-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-U_FORTIFY_SOURCE", "-fvisibility=hidden")

# In the order of the library's own list.
_ACTIONS = ("count", "kill-before", "kill-after", "tear", "once", "on")
# What the library is told for each action: which of its own, and the error that the call gets.
ACTIONS = {
    "count": ("count", 0),
    "kill-before": ("kill-before", 0),
    "kill-after": ("kill-after", 0),
    "tear": ("tear", 0),
    "full-once": ("once", errno.ENOSPC),
    "full": ("on", errno.ENOSPC),
    "broken-once": ("once", errno.EIO),
    "broken": ("on", errno.EIO),
}
"""What can happen at a boundary; ``full`` and ``broken`` stay so, the others with ``-once`` pass."""


def build_shim(folder: Path) -> Path:
    """Compile the library into a folder; skips where processes are not started by Linux's own loader."""
    if sys.platform != "linux":
        pytest.skip("calls to the disk are caught with LD_PRELOAD, as Linux has it")
    compiler = shutil.which("cc")
    assert compiler, "these tests need a C compiler; on Debian: sudo apt install gcc libc6-dev"
    library = folder / "faults.so"
    done = subprocess.run(
        [compiler, *_CC, "-o", str(library), str(_SOURCE), "-ldl"], capture_output=True, text=True, check=False
    )
    assert not done.returncode, f"{done.stderr}\nwithout the headers, on Debian: sudo apt install libc6-dev"
    return library


class Shim:
    """The library in this process, which was started with it."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(os.environ["LD_PRELOAD"])

    def load(self, folder: Path, at: int, action: str, log: int = -1, trace: int = -1) -> None:
        """Choose what happens at the ``at``-th call below a folder; ``log`` and ``trace`` are written to."""
        what, error = ACTIONS[action]
        self._library.faults_load(os.fsencode(folder), ctypes.c_long(at), _ACTIONS.index(what), error, log, trace)

    @contextmanager
    def armed(self) -> Iterator[None]:
        """Calls within count, and the chosen one is struck."""
        self._library.faults_arm()
        try:
            yield
        finally:
            self._library.faults_disarm()

    @property
    def reached(self) -> bool:
        """Whether it has happened."""
        return bool(self._library.faults_reached())

    def note(self, words: str) -> None:
        """Put some words into the trace."""
        self._library.faults_note(words.encode())

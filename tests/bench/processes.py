"""Processes to measure: each tells in JSON when things happened, on the clock that all processes share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from journal_app.paths import APP_NAME

_CHECKOUT = Path(__file__).parents[2]
_PATIENCE_SECONDS = 120


class ChildFailed(Exception):
    """A measured process did not do what it was to do; says why."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a process told, and when it was started."""

    started: float
    facts: dict[str, Any]

    def since_start(self, name: str) -> float:
        """Seconds from the start of the process to this moment."""
        return float(self.facts[name]) - self.started


class Processes:
    """Starts ``python -m tests.bench.<module>`` with all that it keeps under ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def run(self, module: str, *arguments: str, home: Path | None = None) -> Told:
        """Start one, wait for its end, and hear what it told. Raises ChildFailed."""
        command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
        started = time.monotonic()
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            env=self._environment(home or self._folder),
            cwd=self._folder,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
        if done.returncode or not done.stdout:
            raise ChildFailed(f"{' '.join(command[2:])} ended with {done.returncode}:\n{done.stderr.strip()}")
        return Told(started, json.loads(done.stdout.splitlines()[-1]))

    def _environment(self, home: Path) -> dict[str, str]:
        """What an installed program finds: bytecode and font lists are kept from one start to the next."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "THROUGHLINE", "XDG_"))
        }
        return {
            **kept,
            "HOME": str(self._folder),
            "MPLCONFIGDIR": str(self._folder / "matplotlib"),
            "PYTHONPATH": str(_CHECKOUT),
            "PYTHONPYCACHEPREFIX": str(self._folder / "bytecode"),
            "QT_QPA_PLATFORM": "offscreen",
            **_folders(home),
        }


def _folders(home: Path) -> dict[str, str]:
    """The variables that put what the program keeps under ``home``, found as a person's own folders are if possible."""
    by_the_system = {"XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    return by_the_system if sys.platform == "linux" else {"THROUGHLINE_HOME": str(home / APP_NAME)}

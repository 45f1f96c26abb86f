"""The program as a person runs it from a shell: a process of its own, with a home of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from journal_app.__main__ import main

CHECKOUT = Path(__file__).parents[2]
SHARED = CHECKOUT.parent / "shared"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)

    def sentence(self) -> str:
        """The one line on stderr of a command that failed as it should."""
        assert self.code == 1, (self.code, self.out, self.err)
        assert self.out == ""
        assert self.err.endswith("\n")
        assert self.err.count("\n") == 1, self.err
        return self.err.strip()


def _written(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


class Program:
    """Runs ``python -m journal_app`` with everything it writes under ``home``."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.temporary = home / "tmp"
        self.temporary.mkdir(parents=True, exist_ok=True)
        self.also: dict[str, str] = {}
        """What else its processes find in their environment."""

    @property
    def journal(self) -> Path:
        """The journal that is used if no other is named."""
        return self.home / "data" / "journal"

    def environment(self, extra: Mapping[str, str] | None = None) -> dict[str, str]:
        """All that the process learns of this machine."""
        return {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "THROUGHLINE_HOME": str(self.home / "data"),
            "MPLCONFIGDIR": str(self.home / "matplotlib"),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(CHECKOUT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONWARNINGS": "error",
            "TZ": "Europe/London",
            "LANG": "C.UTF-8",
            **self.also,
            **(extra or {}),
        }

    def run(
        self,
        *arguments: str | Path,
        stdin: bytes | str = b"",
        env: Mapping[str, str] | None = None,
        before: Sequence[str] = (),
    ) -> Outcome:
        """Run one command. ``before`` stands in front of it (``setpriv ...``)."""
        return self.call(["-m", "journal_app", *map(str, arguments)], stdin=stdin, env=env, before=before)

    def ok(self, *arguments: str | Path, stdin: bytes | str = b"", env: Mapping[str, str] | None = None) -> Outcome:
        """Run a command that must succeed."""
        outcome = self.run(*arguments, stdin=stdin, env=env)
        assert outcome.code == 0, outcome
        return outcome

    def python(self, code: str, *arguments: str | Path, before: Sequence[str] = ()) -> Outcome:
        """Run Python code in such a process."""
        return self.call(["-c", code, *map(str, arguments)], before=before)

    def start(self, code: str, *arguments: str | Path) -> subprocess.Popen[str]:
        """Start Python code in such a process and leave it running, with pipes for its input and output."""
        return self._start("-c", code, *map(str, arguments))

    def start_module(self, name: str, *arguments: str) -> subprocess.Popen[str]:
        """Start a module in such a process and leave it running, with pipes for its input and output."""
        return self._start("-m", name, *arguments)

    def _start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment(),
            cwd=self.home,
        )

    def here(self, *arguments: str | Path, stdin: bytes = b"") -> Outcome:
        """Run one command in this process, which takes a tenth of the time."""
        streams = [
            io.TextIOWrapper(io.BytesIO(each), encoding="utf-8", write_through=True) for each in (stdin, b"", b"")
        ]
        with pytest.MonkeyPatch.context() as patched:
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patched.setattr(sys, name, stream)
            for name in ("HOME", "TMPDIR", "THROUGHLINE_HOME", "TZ"):
                patched.setenv(name, self.environment()[name])
            patched.chdir(self.home)
            code = main([str(each) for each in arguments])
        return Outcome(code, *(_written(stream) for stream in streams[1:]))

    @staticmethod
    def python_command() -> list[str]:
        """The interpreter that runs the program."""
        return [sys.executable]

    def call(
        self,
        arguments: Sequence[str],
        *,
        stdin: bytes | str = b"",
        env: Mapping[str, str] | None = None,
        before: Sequence[str] = (),
    ) -> Outcome:
        """Run the interpreter with these arguments."""
        done = subprocess.run(
            [*before, sys.executable, *arguments],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            env=self.environment(env),
            cwd=self.home,
            timeout=120,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

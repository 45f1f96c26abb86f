"""Ways of writing a file that do not hold what they promise: what the harness has to find."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from tests.support.faults.scene import Operation, Promises, Scene

OLD, NEW = b"old " * 1000, b"new " * 1000


def _prepare(home: Path) -> None:
    home.mkdir()
    (home / "file").write_bytes(OLD)


def _check(home: Path, promises: Promises) -> None:
    found = (home / "file").read_bytes()
    assert found in ((NEW,) if promises else (OLD, NEW))


def _in_place(home: Path, scene: Scene) -> None:
    with scene.armed(), (home / "file").open("r+b", buffering=0) as file:
        file.write(NEW)
        os.fsync(file.fileno())
    scene.promise("written")


def _without_flushing(home: Path, scene: Scene) -> None:
    with scene.armed():
        (home / "beside").write_bytes(NEW)
        (home / "beside").replace(home / "file")
    scene.promise("written")


def _promised_too_early(home: Path, scene: Scene) -> None:
    with scene.armed():
        scene.promise("written")
        _write_well(home)


def _with_a_trace(home: Path, scene: Scene) -> None:
    """An error that nobody translates."""
    with scene.armed():
        _write_well(home)
    scene.promise("written")


def _write_well(home: Path) -> None:
    with (home / "beside").open("wb") as file:
        file.write(NEW)
        file.flush()
        os.fsync(file.fileno())
    (home / "beside").replace(home / "file")
    folder = os.open(home, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


OPERATIONS: Mapping[str, Operation] = {
    name: Operation(name, _prepare, run, _check)
    for name, run in (
        ("in place", _in_place),
        ("without flushing", _without_flushing),
        ("promised too early", _promised_too_early),
        ("with a trace", _with_a_trace),
    )
}

"""Runs operations and strikes them: ``LD_PRELOAD=faults.so python -m tests.support.faults.server MODULE``.

Everything is imported once. Each case is a child that is forked from here and may be killed; a second child looks at
what is left. Cases come as lines of JSON on stdin, what became of them goes to stdout.

Argon2id, which makes a guess at a passphrase dear and touches no file, is replaced by a cheap hash: it would take most
of the time.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from argon2 import low_level

from journal_app.domain.errors import UserFacingError
from journal_app.storage.driver import import_sqlite_utils
from tests.support.faults.scene import Operation, Scene
from tests.support.faults.shim import Shim

_APPENDING = os.O_WRONLY | os.O_CREAT | os.O_APPEND


def main() -> None:
    """Serve until nobody asks any more."""
    operations: dict[str, Operation] = importlib.import_module(sys.argv[1]).OPERATIONS
    import_sqlite_utils()
    low_level.hash_secret_raw = _cheap  # type: ignore[assignment]
    shim = Shim()
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        json.dump(_answer(operations, shim, json.loads(line)), answers)
        answers.write("\n")
        answers.flush()


def _cheap(secret: bytes, salt: bytes, *_cost: object) -> bytes:
    return hashlib.sha256(salt + secret).digest()


def _answer(operations: dict[str, Operation], shim: Shim, case: dict[str, Any]) -> dict[str, Any]:
    operation, work = operations[case["operation"]], Path(case["work"])
    if case["action"] == "prepare":
        work.mkdir()
        return _only(work, lambda: operation.prepare(work / "home"))
    if case["action"] == "check":
        return _only(work, lambda: operation.check(work / "home", frozenset(case["promises"])))
    return _strike(operation, shim, work, case)


def _only(work: Path, act: Callable[[], None]) -> dict[str, Any]:
    """Do it in a child, which leaves no open file in this process."""
    _in_child(work, lambda: _guarded(act, work))
    return {"problem": _text(work / "problem") or ("" if (work / "checked").exists() else "gone")}


def _strike(operation: Operation, shim: Shim, work: Path, case: dict[str, Any]) -> dict[str, Any]:
    work.mkdir()
    home = work / "home"
    shutil.copytree(case["template"], home, symlinks=True)
    ending = _in_child(work, lambda: _run(operation, shim, home, work, case))
    told = [json.loads(line) for line in _text(work / "report").splitlines()]
    promises = frozenset(each["promise"] for each in told if "promise" in each)
    if not case.get("unchecked"):
        _in_child(work, lambda: _guarded(lambda: operation.check(home, promises), work))
    answer = {
        "ending": ending,
        "told": told,
        "boundaries": _text(work / "log").splitlines(),
        "problem": _text(work / "problem") or ("" if case.get("unchecked") or (work / "checked").exists() else "gone"),
        "noise": _text(work / "noise"),
    }
    if not case.get("keep"):
        shutil.rmtree(work)
    return answer


def _run(operation: Operation, shim: Shim, home: Path, work: Path, case: dict[str, Any]) -> None:
    report = os.open(work / "report", _APPENDING, 0o600)
    log = os.open(work / "log", _APPENDING, 0o600) if case["action"] == "count" else -1
    trace = os.open(work / "trace", _APPENDING, 0o600) if case.get("trace") else -1
    scene = Scene(shim, home, case["at"], case["action"], report, log, trace)
    try:
        operation.run(home, scene)
    except UserFacingError as error:
        scene.refused(error)
    except BaseException:
        scene.ended(traceback.format_exc())
        return
    scene.ended()


def _guarded(act: Callable[[], None], work: Path) -> None:
    try:
        act()
    except BaseException:
        (work / "problem").write_text(traceback.format_exc(), "utf-8")
        raise
    (work / "checked").touch()


def _in_child(work: Path, act: Callable[[], None]) -> int:
    """How a forked child ended: below zero, by which signal."""
    child = os.fork()
    if not child:
        try:
            noise = os.open(work / "noise", _APPENDING, 0o600)
            os.dup2(noise, 1)
            os.dup2(noise, 2)
            act()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


if __name__ == "__main__":
    main()

"""The process keeps its files and its memory to itself."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.support.program import Program

ABORT = """
import os, resource, sys
if sys.argv[1] == "guarded":
    from journal_app.process_guard import guard_process
    guard_process()
else:
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
os.abort()
"""

LOOK = """
import os, sys
from pathlib import Path
os.umask(0)
from journal_app.process_guard import guard_process
guard_process()
for name in ("limits", "coredump_filter", "status"):
    print(Path("/proc/self", name).read_text())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells it in /proc")
def test_memory_is_in_no_dump_and_files_are_the_owners(program: Program) -> None:
    told = program.python(LOOK).out
    assert re.search(r"^Max core file size +1 +1 +bytes", told, re.MULTILINE)
    assert re.search(r"^0+$", told, re.MULTILINE)
    assert re.search(r"^Umask:\t0077$", told, re.MULTILINE)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere cores go elsewhere")
def test_a_crash_leaves_no_core_behind(program: Program) -> None:
    def cores() -> list[str]:
        return [path.name for path in program.home.iterdir() if "core" in path.name]

    outcome = program.python(ABORT, "guarded")
    assert outcome.code < 0
    assert cores() == []
    # And one is left without it, where the system writes cores into the folder at all.
    pattern = Path("/proc/sys/kernel/core_pattern").read_text("ascii").strip()
    program.python(ABORT, "bare")
    if pattern == "core" and not cores():
        pytest.skip("this system writes no cores, whatever the limit")


def test_a_lower_limit_than_ours_is_left_as_it_is(program: Program) -> None:
    code = "import resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n" + LOOK
    told = program.python(code)
    assert told.code == 0, told.err
    assert re.search(r"^Max core file size +0 +0 +bytes", told.out, re.MULTILINE)


def test_whoever_only_imports_the_program_is_left_as_they_were(program: Program) -> None:
    code = "import os, journal_app.__main__ as m; m.main(['--version']); mask = os.umask(0); print(oct(mask))"
    assert program.python(f"import os; os.umask(0o022)\n{code}").out.splitlines()[-1] == "0o22"

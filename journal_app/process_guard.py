"""What the process itself must not give away: files that others may read, and pictures of its memory.

Called once, before anything else, by the program; never by a test or by somebody who imports a part of it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

_FILTER = Path("/proc/self/coredump_filter")


def guard_process() -> None:
    """Have every file this process makes be its owner's alone, and no crash write down what is in its memory.

    The first holds for exports too: they hold the same words. What cannot be had on this system is passed over.
    """
    os.umask(0o077)
    if sys.platform == "win32":
        _no_crash_reports()
    else:
        _no_core_files()
    if sys.platform == "linux":
        # Should anything dump this process all the same, the dump holds none of its memory; see core(5).
        with contextlib.suppress(OSError):
            _FILTER.write_text("0", "ascii")


if sys.platform == "win32":

    def _no_crash_reports() -> None:
        """No dialog about a crash, and no heap in the report of one. After Microsoft's documentation; not tried."""
        import ctypes

        fail_critical_errors, no_fault_box, no_open_file_box, no_heap = 0x0001, 0x0002, 0x8000, 0x0001
        with contextlib.suppress(OSError, AttributeError):
            ctypes.windll.kernel32.SetErrorMode(fail_critical_errors | no_fault_box | no_open_file_box)
            ctypes.windll.kernel32.WerSetFlags(no_heap)

else:

    def _no_core_files() -> None:
        """No core file, and nothing for a program that collects cores.

        A limit of nothing stops files only: Linux hands a core to a collector (systemd-coredump, apport) whatever the
        limit, unless it is exactly one byte, and too small for a file is one byte as well (fs/coredump.c). macOS writes
        files alone. ``PR_SET_DUMPABLE`` would do the same and more, but then xdg-desktop-portal, which looks at
        /proc/PID/root, refuses the process: no file dialogs, and no word of whether the desktop is dark.
        """
        import resource

        wanted = 1 if sys.platform == "linux" else 0
        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        if hard != resource.RLIM_INFINITY:
            wanted = min(wanted, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (wanted, wanted))

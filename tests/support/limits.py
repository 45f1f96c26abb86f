"""Ways to take something away from a process: permissions, or room on the disk."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def bound_by_permissions() -> tuple[str, ...]:
    """What to put before a command so that permission bits bind it, even if the tests run as root."""
    if os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("the tests run as root, and there is no setpriv to give up root's passe-partout")
    return (setpriv, "--bounding-set=-dac_override,-dac_read_search")


@contextmanager
def without_write_permission(folder: Path) -> Iterator[None]:
    """Take the right to write from a folder and all in it, and give it back."""
    paths = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode & 0o777 for path in paths}
    for path in reversed(paths):
        path.chmod(modes[path] & ~0o222)
    try:
        yield
    finally:
        for path in paths:
            if path.exists():
                path.chmod(modes[path])


@contextmanager
def small_disk(at: Path, kilobytes: int) -> Iterator[Path]:
    """A disk with this much room, mounted at ``at``; skips where none can be mounted."""
    at.mkdir(parents=True)
    mount = shutil.which("mount")
    if os.geteuid() != 0 or mount is None:
        pytest.skip("only root can mount a small disk")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(at)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip(f"no disk can be mounted here: {made.stderr.decode().strip()}")
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)

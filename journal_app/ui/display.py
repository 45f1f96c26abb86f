"""Whether a window can be opened here. Asked before Qt is loaded, because Qt ends the process if it cannot."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from pathlib import Path

# What Qt's xcb plugin links to that a bare Debian lacks; without one of them Qt ends the process.
_NEEDED = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}


def why_no_display() -> str | None:
    """None if a window can be opened, else the reason in a few words."""
    if sys.platform != "linux":
        return None
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform and platform not in ("xcb", "wayland"):
        return None
    if platform != "xcb" and _wayland_answers():
        return None
    display = os.environ.get("DISPLAY", "")
    if not display:
        return "there is no display"
    if not _x_answers(display):
        return f"the display {display} does not answer"
    return _missing_package()


def _missing_package() -> str | None:
    for library, package in _NEEDED.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            return f"the package {package} is missing"
    return None


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    return _connects(Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / name)


def _x_answers(display: str) -> bool:
    host, _, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not number.isdigit():
        return False
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108  where X servers put their sockets
        return _connects(Path(path)) or _connects("\0" + path)
    try:
        with socket.create_connection((host, 6000 + int(number)), timeout=2):
            return True
    except (OSError, OverflowError):
        return False


def _connects(address: Path | str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(2)
        try:
            probe.connect(str(address))
        except OSError:
            return False
    return True

"""Whether a window can be opened here. Asked before Qt is loaded, because Qt ends the process if it cannot."""

from __future__ import annotations

import os
import sys
from pathlib import Path

# What Qt links to that a bare Debian lacks; without one of these it cannot be loaded at all.
_NEEDED_ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# What its xcb plugin links to; without one of these Qt ends the process.
_NEEDED_FOR_X = {
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def why_no_display() -> str | None:
    """None if a window can be opened, else the reason in a few words."""
    if sys.platform != "linux":
        return None
    named = os.environ.get("QT_QPA_PLATFORM", "")
    # As Qt reads it: one after another, each perhaps with arguments after a colon.
    platforms = [part.partition(":")[0].strip() for part in named.split(";") if part.strip()] or ["wayland", "xcb"]
    reasons = [_why_not(platform) for platform in platforms]
    if None not in reasons:
        return reasons[-1]
    return _missing_package(_NEEDED_ALWAYS)


def _why_not(platform: str) -> str | None:
    """Why this platform cannot show a window; those that need no display always can."""
    if platform.startswith("wayland"):
        return None if _wayland_answers() else "there is no display"
    if platform != "xcb":
        return None
    display = os.environ.get("DISPLAY", "")
    if not display:
        return "there is no display"
    if not _x_answers(display):
        return f"the display {display} does not answer"
    reason = _missing_package(_NEEDED_FOR_X)
    if reason is None and not _x_lets_us_in():
        return f"the display {display} does not let this user in"
    return reason


def _missing_package(needed: dict[str, str]) -> str | None:
    import ctypes

    for library, package in needed.items():
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
    if not (number.isascii() and number.isdigit()):
        return False
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108  where X servers put their sockets
        return _connects(Path(path)) or _connects("\0" + path)
    import socket

    try:
        with socket.create_connection((host, 6000 + int(number)), timeout=2):
            return True
    except (OSError, OverflowError, UnicodeError):
        return False


def _x_lets_us_in() -> bool:
    """Whether the X server accepts this user, as it will not after ``su`` or ``sudo``: asked just as Qt will ask."""
    import ctypes

    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused


def _connects(address: Path | str) -> bool:
    import socket

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(2)
        try:
            probe.connect(str(address))
        except OSError:
            return False
    return True

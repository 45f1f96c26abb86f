"""Which of Qt's plugins come along: in place of PyInstaller's own hook, which takes them all.

Left out is what shows windows on no desktop (bare screens, remote viewers), what reads devices that a desktop reads for
us, pictures of kinds that Throughline never shows, and the GTK theme: it would bring along half of this machine's GTK,
and the portals' theme does the same through the desktop's own.
"""

from __future__ import annotations

from pathlib import PurePath

from PyInstaller.utils.hooks.qt import add_qt6_dependencies

_FAMILIES = {"egldeviceintegrations", "generic", "networkinformation", "tls"}
_PLUGINS = {
    *("qeglfs", "qlinuxfb", "qminimalegl", "qvkkhrdisplay", "qvnc"),
    *("qgif", "qicns", "qjpeg", "qpdf", "qtga", "qtiff", "qwbmp", "qwebp"),
    "qgtk3",
}


def _wanted(source: str) -> bool:
    path = PurePath(source)
    return path.parent.name not in _FAMILIES and path.stem.removeprefix("lib") not in _PLUGINS


hiddenimports, binaries, datas = add_qt6_dependencies(__file__)
binaries = [(source, target) for source, target in binaries if _wanted(source)]

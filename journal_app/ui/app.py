"""Opens the window and runs it."""

from __future__ import annotations

import gc
import os
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QSettings, QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from journal_app.bootstrap import App, build
from journal_app.paths import APP_NAME, default_paths
from journal_app.ui import one_window
from journal_app.ui.main_window import MainWindow
from journal_app.ui.theme import Look

# When the first page has long been painted.
_LATER_MS = 250


def run_window(journal: str | None) -> int:
    """Open the window on a journal's folder, or the person's own, and return the exit code.

    If that journal has a window already, that comes to the front instead.
    """
    guard_stderr()
    app = build(default_paths(Path(journal) if journal else None))
    claim = app.window_claim()
    if not one_window.claimed(claim):
        sys.stderr.write("Throughline is open already: its window is in front now.\n")
        return 0
    application = QApplication([APP_NAME])
    speak_english()
    application.setApplicationName(APP_NAME)
    application.setApplicationDisplayName(APP_NAME)
    QGuiApplication.setDesktopFileName("throughline")
    keep_no_history_of_folders()
    window, _ = make_window(app)
    window.show()
    QTimer.singleShot(_LATER_MS, _collect_garbage_from_now)

    def listen() -> None:
        # One that was closed at once listens to nobody: it might not get round to closing its sockets.
        if window.isVisible():
            close_when_told(window, application)
            one_window.answer(claim, window)

    QTimer.singleShot(_LATER_MS, window, listen)
    code = application.exec()
    claim.release()
    return code


def speak_english() -> None:
    """Name days and months in English on every machine: Qt has just set the machine's own locale for all of it."""
    import _locale  # the whole ``locale`` would be loaded for one call

    _locale.setlocale(_locale.LC_TIME, "C")


def make_window(app: App) -> tuple[MainWindow, Look]:
    """The window, ready to be shown; its journal is opened once it stands on the screen."""
    look = Look(app.paths.resources, app.preferences.current.theme)
    look.apply()
    window = MainWindow(app, look)
    QTimer.singleShot(0, window.start)
    icon = app.paths.resources / "icons" / "throughline.svg"
    # Reading it loads one more plugin, and the first page does not show it.
    QTimer.singleShot(_LATER_MS, window, lambda: window.setWindowIcon(QIcon(str(icon))))
    return window, look


def keep_no_history_of_folders() -> None:
    """Qt's own file dialogs write the folders somebody went to into a file beside its settings: into none, from now on.

    Qt makes no settings where there can be no folder. (On Windows and macOS the system's dialogs are used.)
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(Path(os.devnull) / "none"))


def _collect_garbage_from_now() -> None:
    """``__main__`` has it switched off. What stands by now stays, and is not looked through again and again."""
    gc.freeze()
    gc.enable()


def close_when_told(window: MainWindow, application: QApplication) -> None:
    """Close, and so save, when the system or a terminal ends the program. Python hears of a signal only if woken."""
    import signal
    import socket

    hears, tells = socket.socketpair()
    for end in (hears, tells):
        end.setblocking(False)
    signal.set_wakeup_fd(tells.fileno(), warn_on_full_buffer=False)
    notifier = QSocketNotifier(hears.fileno(), QSocketNotifier.Type.Read, window)

    def close() -> None:
        hears.recv(64)
        window.close()

    def listen_no_more() -> None:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        hears.close()
        tells.close()

    notifier.activated.connect(close)
    application.aboutToQuit.connect(listen_no_more)
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: None)


def guard_stderr() -> None:
    """Have every fault reported by ``report_bug``: in threads, and where Python can raise nothing, too."""
    sys.excepthook = report_bug

    def report(found: Any) -> None:
        report_bug(found.exc_type, found.exc_value, found.exc_traceback)

    threading.excepthook = sys.unraisablehook = report


def report_bug(kind: type[BaseException], _error: BaseException | None, trace: TracebackType | None) -> None:
    """Say on stderr where a bug is: files, lines and the kind of error, never its text, as that may quote a journal."""
    if issubclass(kind, KeyboardInterrupt) or sys.stderr is None:
        return
    import traceback

    places = "".join(f"  {frame.filename}:{frame.lineno} {frame.name}\n" for frame in traceback.extract_tb(trace))
    sys.stderr.write(f"Throughline met a fault of its own ({kind.__name__}):\n{places}")

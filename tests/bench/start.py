"""Throughline's own window, from the start of its process until Today is filled. Run as a process of its own.

``prepared`` waits a little before it tells, until nothing is under way any more.
"""

from __future__ import annotations

import sys
import time

# What must not be imported before the first page stands: each costs more than the page itself.
UNWANTED = ("matplotlib", "numpy", "click", "markdown", "nh3", "cryptography")

# By then the window has loaded what the next steps need.
_PREPARED_MS = 1500


def main() -> None:
    """Do what ``journal-app`` does, tell when Today was filled and painted, and close."""
    from PySide6.QtWidgets import QApplication

    from journal_app.__main__ import main as run

    execute = QApplication.exec

    def watch_and_execute(_application: QApplication) -> int:
        """The window stands, and its journal is opened by the first event."""
        for window in QApplication.topLevelWidgets():
            _watch(window)
        return execute()

    QApplication.exec = watch_and_execute  # type: ignore[method-assign, assignment]
    sys.exit(run([]))


def _watch(window: object) -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer

    from journal_app.ui.main_window import MainWindow
    from tests.bench.child import resident_memory, tell

    if not isinstance(window, MainWindow):
        return
    facts: dict[str, object] = {}

    class Painted(QObject):
        """Sees the first picture of the filled page."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            """Qt's own."""
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, at_rest)
            return False

    filter_ = Painted(window)

    def ready() -> None:
        if facts or window.workspace is None:
            return
        facts["ready"] = time.monotonic()
        facts["unwanted"] = [name for name in UNWANTED if sys.modules.get(name) is not None]
        window.workspace.page("today").heading.installEventFilter(filter_)  # type: ignore[attr-defined]

    def at_rest() -> None:
        facts["painted"], facts["processor"] = time.monotonic(), time.process_time()
        facts["memory"] = resident_memory()
        QTimer.singleShot(_PREPARED_MS if "prepared" in sys.argv else 0, end)

    def end() -> None:
        from PySide6 import __version__

        tell(**facts, memory_prepared=resident_memory(), pyside=__version__)
        window.close()

    window.ready.connect(ready)


if __name__ == "__main__":
    main()

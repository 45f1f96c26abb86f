"""The floors: an empty PySide6 window, and one that draws an empty matplotlib chart. Run as a process of its own.

It imports nothing of Throughline, and before its window is up nothing but PySide6.
"""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

_SIZE = (1280, 800)  # Throughline's own: the memory of a window is mostly its picture
_IDLE_SECONDS = 0.5


class _Empty(QWidget):
    """A window that notes when it has been painted and there is nothing more to do."""

    painted = 0.0

    def paintEvent(self, _event: object) -> None:
        """Qt's own."""
        if not self.painted:
            QTimer.singleShot(0, self._at_rest)

    def _at_rest(self) -> None:
        type(self).painted = self.painted or time.monotonic()


def main() -> None:
    """Show the empty window; ``idle`` and ``chart`` measure something in it."""
    application = QApplication([])
    window = _Empty()
    window.resize(*_SIZE)
    window.show()
    while not window.painted:
        application.processEvents()
    facts: dict[str, object] = {"painted": window.painted, "processor": time.process_time()}
    from tests.bench.child import resident_memory, tell

    facts["memory"] = resident_memory()
    if "idle" in sys.argv:
        from tests.bench.heartbeat import Heartbeat

        beat = Heartbeat(application)
        with beat.phase("idle"):
            beat.rest(_IDLE_SECONDS)
        facts["gap"] = beat.longest["idle"]
    if "chart" in sys.argv:
        facts["chart"] = _first_chart(application, window)
    tell(**facts)


def _first_chart(application: QApplication, window: QWidget) -> float:
    """Seconds from wanting a chart to an empty one on the screen."""
    begun = time.monotonic()
    from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
    from matplotlib.figure import Figure

    figure = Figure(dpi=100)
    figure.subplots(2, 3)
    canvas = FigureCanvasQTAgg(figure)  # type: ignore[no-untyped-call]
    drawn: list[float] = []
    figure.canvas.mpl_connect("draw_event", lambda _event: drawn.append(time.monotonic()))
    canvas.setParent(window)
    canvas.resize(window.size())
    canvas.show()
    while not drawn:
        application.processEvents()
    return time.monotonic() - begun


if __name__ == "__main__":
    main()

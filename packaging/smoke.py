"""Goes through the window of a packed program and ends with 0 if every page could be shown.

It is packed beside the program for its trial, with the same modules and libraries, and taken out again before anybody
gets the bundle. What fails in the window is raised here.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from journal_app.bootstrap import build
from journal_app.charts.view_figure import save_figure
from journal_app.domain.entry import EntryFilter
from journal_app.paths import default_paths
from journal_app.ui.app import make_window

_PATIENCE_SECONDS = 60.0


def main() -> int:
    """Open the journal's window, show every page, the preview and the chart, and close it."""
    faults: list[BaseException] = []
    sys.excepthook = lambda _kind, error, _trace: faults.append(error)
    application = QApplication([])
    waker = QTimer()
    waker.start(20)

    def until(done: Callable[[], object]) -> None:
        end = time.monotonic() + _PATIENCE_SECONDS
        while not done():
            if faults or time.monotonic() > end:
                raise faults[0] if faults else TimeoutError("a page of the window was not shown")
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    window, _ = make_window(build(default_paths(Path(sys.argv[1]))))
    ready: list[bool] = []
    window.ready.connect(lambda: ready.append(True))
    window.show()
    until(lambda: ready)
    workspace = window.workspace
    assert workspace is not None  # noqa: S101  the window said that it is ready
    workspace.open_entry(workspace.services.entries.page(EntryFilter(), 0, 1)[0].uid)
    until(lambda: not window.tasks.busy)
    workspace.journal.desk.toggle_preview()
    workspace.go("check_in")
    workspace.go("trends")
    chart = workspace.page("trends").chart  # type: ignore[attr-defined]  # it is the Trends page
    until(lambda: chart.drawing is not None)
    if b"<svg" not in save_figure(chart.drawing.figure, "svg")[:1000]:
        raise ValueError("the chart was not drawn as SVG")
    window.close()
    if faults:
        raise faults[0]
    sys.stdout.write("the window showed every page\n")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Exception:
        traceback.print_exc()
        sys.exit(1)

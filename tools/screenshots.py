"""Draw every page with the sample journal, light and dark, in two sizes, into build/screenshots/."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from journal_app.bootstrap import build  # noqa: E402
from journal_app.domain.entry import EntryFilter  # noqa: E402
from journal_app.paths import default_paths  # noqa: E402
from journal_app.ui.app import make_window  # noqa: E402
from journal_app.ui.main_window import MainWindow  # noqa: E402
from journal_app.ui.theme import Look  # noqa: E402

TARGET = Path(__file__).resolve().parents[1] / "build" / "screenshots"
SIZES = ((1280, 800), (1000, 640))


def main() -> int:
    """Draw them all and say where they are."""
    only = sys.argv[1:]
    TARGET.mkdir(parents=True, exist_ok=True)
    home = tempfile.mkdtemp(prefix="throughline-screenshots-")
    os.environ["THROUGHLINE_HOME"] = home
    application = QApplication([])
    try:
        window, look = make_window(build(default_paths()))
        window.show()
        for theme in ("light", "dark"):
            look.choose(theme)
            for size in SIZES:
                window.resize(*size)
                _draw_all(window, look, f"{theme}-{size[0]}", only)
        window.close()
    finally:
        application.processEvents()
        shutil.rmtree(home, ignore_errors=True)
    print(f"Pictures are in {TARGET}")
    return 0


def _draw_all(window: MainWindow, look: Look, suffix: str, only: list[str]) -> None:
    for name, prepare in STATES.items():
        if only and name not in only:
            continue
        prepare(window)
        _settle(window)
        window.grab().save(str(TARGET / f"{name}-{suffix}.png"))
        if name in AFTER:
            AFTER[name](window)
            _settle(window)


def _settle(window: MainWindow) -> None:
    """Let the worker finish and the window paint; a picture shows a page at rest."""
    for _ in range(4):
        window.tasks.drain()
        deadline = time.monotonic() + 0.25
        while time.monotonic() < deadline:
            QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _sample(window: MainWindow) -> None:
    if window.workspace is None or not window.workspace.services.is_sample:
        window.open_sample()
        _settle(window)


def _go(place: str) -> Callable[[MainWindow], None]:
    def prepare(window: MainWindow) -> None:
        _sample(window)
        assert window.workspace is not None
        window.toast.dismiss()
        window.workspace.go(place)
        _settle(window)

    return prepare


def _journal(window: MainWindow) -> None:
    _go("journal")(window)
    workspace = window.workspace
    assert workspace is not None
    workspace.journal.filters.clear()
    workspace.journal.filters.calendar.hide()
    newest = workspace.services.entries.page(EntryFilter(), 0, 1)[0]
    workspace.journal.open_entry(newest.uid)
    if workspace.journal.desk.pane.previewing:
        workspace.journal.desk.toggle_preview()
    _settle(window)
    workspace.journal.desk.pane.editor.setFocus()


def _preview(window: MainWindow) -> None:
    _journal(window)
    assert window.workspace is not None
    window.workspace.journal.desk.toggle_preview()


def _calendar(window: MainWindow) -> None:
    _journal(window)
    assert window.workspace is not None
    window.workspace.journal.filters.when.click()


def _search(window: MainWindow) -> None:
    _journal(window)
    assert window.workspace is not None
    window.workspace.journal.filters.search.setText("zebra")


def _bin(window: MainWindow) -> None:
    _journal(window)
    assert window.workspace is not None
    window.workspace.journal.desk.delete()
    _settle(window)
    window.workspace.journal.filters.bin.click()
    _settle(window)
    window.workspace.journal.list.selectRow(1)
    _settle(window)


def _restore(window: MainWindow) -> None:
    assert window.workspace is not None
    window.workspace.journal.desk.restore()


def _inspector(window: MainWindow) -> None:
    _journal(window)
    assert window.workspace is not None
    window.workspace.journal.show_inspector(True)


def _table(window: MainWindow) -> None:
    _go("trends")(window)
    assert window.workspace is not None
    page = window.workspace.page("trends")
    page.table_chip.click()  # type: ignore[attr-defined]
    _settle(window)


def _table_off(window: MainWindow) -> None:
    assert window.workspace is not None
    window.workspace.page("trends").table_chip.click()  # type: ignore[attr-defined]


def _first_run(window: MainWindow) -> None:
    window.open_own()


def _unlock(window: MainWindow) -> None:
    window.stack.setCurrentWidget(window.unlock)
    window.unlock.ask(protected=True)
    window.unlock.say(
        "That passphrase does not open this journal. Nothing has been changed; check capitals and spaces, and try again."
    )


STATES: dict[str, Callable[[MainWindow], None]] = {
    "first-run": _first_run,
    "unlock": _unlock,
    "today": _go("today"),
    "journal": _journal,
    "journal-inspector": _inspector,
    "journal-preview": _preview,
    "journal-calendar": _calendar,
    "journal-nothing-found": _search,
    "journal-bin": _bin,
    "check-in": _go("check_in"),
    "trends": _go("trends"),
    "trends-table": _table,
}
AFTER = {"journal-bin": _restore, "trends-table": _table_off}


if __name__ == "__main__":
    sys.exit(main())

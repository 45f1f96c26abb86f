"""A session in Throughline's window, by keys alone: the list, writing, the pages, the chart. A process of its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import cycle, islice
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from journal_app.domain.entry import EntryFilter
from journal_app.storage.entry_list import EntryList
from journal_app.ui.main_window import MainWindow
from journal_app.ui.workspace import Workspace
from tests.bench.child import tell
from tests.bench.heartbeat import Heartbeat
from tests.bench.journals import WORDS

_KEYS = 200
_BETWEEN_KEYS = 0.008  # four times as fast as the fastest typist
_SETTLE = 0.5
_AUTOSAVE = 1.0


class _Paints(QObject):
    """Sees whether a widget has been painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt's own."""
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


class _Session:
    def __init__(self, window: MainWindow, beat: Heartbeat) -> None:
        self.window, self.beat = window, beat
        self.facts: dict[str, Any] = {}

    @property
    def workspace(self) -> Workspace:
        assert self.window.workspace is not None
        return self.window.workspace

    def start(self) -> None:
        """Let the window open its journal and come to rest, with whatever it still prepares."""
        ready: list[bool] = []
        self.window.ready.connect(lambda: ready.append(True))
        with self.beat.phase("start"):
            self.beat.until(lambda: ready)
            self.rest()
        self.window.activateWindow()
        self.beat.until(self.window.isActiveWindow)

    def rest(self) -> None:
        """Until nothing is under way, and a little longer."""
        self.beat.rest(_SETTLE)
        self.beat.until(lambda: not self.window.tasks.busy)

    def press(self, key: Qt.Key) -> None:
        """One of the window's own keys, with Ctrl."""
        QTest.keyClick(self.window, key, Qt.KeyboardModifier.ControlModifier)

    def first_list(self) -> None:
        """From Ctrl+2 until the first rows are on the screen; and how many were read for that."""
        read: list[int] = []
        page = EntryList.page

        def counted(*arguments: Any) -> Any:
            found = page(*arguments)
            read.append(len(found))
            return found

        with patch.object(EntryList, "page", counted), self.beat.phase("first list"):
            begun = time.monotonic()
            self.press(Qt.Key.Key_2)
            entries = self.workspace.journal.list
            painted = _Paints(entries.viewport())
            self.beat.until(lambda: painted.seen and entries.model().rowCount())
            self.facts["list"] = time.monotonic() - begun
            self.rest()
        self.facts["rows_read"] = sum(read)

    def pages(self) -> None:
        """Every page but Trends for the first time, then back and forth."""
        with self.beat.phase("pages"):
            for key in (Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_2):
                self.press(key)
                self.beat.rest(0.15)
            self.rest()

    def pages_and_chart(self) -> None:
        """Back and forth once more, now that the chart has been drawn."""
        with self.beat.phase("pages"):
            for key in (Qt.Key.Key_1, Qt.Key.Key_4, Qt.Key.Key_2, Qt.Key.Key_4, Qt.Key.Key_3, Qt.Key.Key_4):
                self.press(key)
                self.beat.rest(0.15)
            self.rest()

    def type(self) -> None:
        """A new reflection, and its autosaves."""
        self.press(Qt.Key.Key_N)
        self.beat.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
        editor = QApplication.focusWidget()
        assert editor is not None
        with self.beat.phase("typing"):
            for letter in islice(cycle(" ".join(WORDS)), _KEYS):
                QTest.keyClicks(editor, letter)
                self.beat.rest(_BETWEEN_KEYS)
            self.beat.rest(_AUTOSAVE)
        entries = self.workspace.services.entries
        newest = entries.get(entries.page(EntryFilter(), 0, 1)[0].uid)
        assert len(newest.body) == _KEYS, "what was typed is not saved"
        entries.delete(newest.uid)

    def first_chart(self) -> None:
        """From Ctrl+4 until the chart is on the screen."""
        with self.beat.phase("first chart"):
            begun = time.monotonic()
            self.press(Qt.Key.Key_4)
            chart: Any = self.workspace.page("trends")
            self.beat.until(lambda: chart.chart.drawing is not None)
            painted = _Paints(chart.chart)
            chart.chart.update()
            self.beat.until(lambda: painted.seen)
            self.facts["chart"] = time.monotonic() - begun
            self.rest()


def main() -> None:
    """Do what ``journal-app`` does, go through all of it, close, and tell."""
    from journal_app.__main__ import main as run

    # In place of the event loop, which would run until somebody closes the window.
    with patch.object(QApplication, "exec", _go_through):
        run([])


def _go_through(application: QApplication) -> int:
    window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
    beat = Heartbeat(application)
    session = _Session(window, beat)
    steps: tuple[Callable[[], None], ...] = (
        session.start,
        session.first_list,
        session.pages,
        session.type,
        session.first_chart,
        session.pages_and_chart,
    )
    for step in steps:
        step()
    window.close()
    tell(**session.facts, gaps=beat.longest)
    return 0


if __name__ == "__main__":
    main()

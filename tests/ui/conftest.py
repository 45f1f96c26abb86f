"""What tests of the window share: a journal of their own, a clock that stands still, and no display."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from journal_app.bootstrap import App, Services, build
from journal_app.paths import default_paths
from journal_app.storage import key_file
from journal_app.storage.key_file import Argon2Cost
from journal_app.ui.app import make_window
from journal_app.ui.dialogs import unsaved
from journal_app.ui.main_window import MainWindow
from journal_app.ui.messenger import Messenger
from journal_app.ui.pages.trends import body
from journal_app.ui.pages.trends.page import TrendsPage
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets import chart_view
from tests.support.check_in_page import Open, sit_down
from tests.support.clock import FakeClock
from tests.support.journals import CHEAP
from tests.support.trends_page import DAYS, LEFT_OUT, Reader, rate
from tests.support.window import OpenWindow, Person


@pytest.fixture
def app_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds everything the program keeps in this test."""
    monkeypatch.setenv("THROUGHLINE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def clock() -> FakeClock:
    """Sunday 22 November 2026, 10:00 in London."""
    return FakeClock("2026-11-22T10:00")


@pytest.fixture
def app(app_home: Path, clock: FakeClock) -> App:
    """The program before a journal is open."""
    return build(default_paths(), clock)


@pytest.fixture
def services(app: App) -> Iterator[Services]:
    """The services on a new journal without a passphrase."""
    found = app.create(app.paths.journal, None)
    yield found
    found.journal.close()


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """What a test left on the clipboard goes with it: Qt would drop a Python object there after Python has gone."""
    yield
    qapp.clipboard().clear()


class _Strays(QObject):
    """Sees widgets that were shown before they had a parent: a window that flashes up, and takes the keyboard along."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own."""
        if event.type() != QEvent.Type.Show or not isinstance(watched, QPushButton | QLabel | QFrame | QLineEdit):
            return False
        if watched.isWindow() and watched.windowType() == Qt.WindowType.Window:
            self.found.append(f"{watched!r} {getattr(watched, 'text', str)()}")
        return False


@pytest.fixture
def strays(qapp: QApplication) -> Iterator[None]:
    """Fails the test if a part of the window flashed up by itself."""
    watcher = _Strays()
    qapp.installEventFilter(watcher)
    yield
    qapp.removeEventFilter(watcher)
    assert not watcher.found


@pytest.fixture
def look(app: App, qapp: QApplication) -> Look:
    """The light theme, in force."""
    made = Look(app.paths.resources, "light")
    made.apply()
    return made


@pytest.fixture
def messenger(app: App) -> Messenger:
    """The one who tells things; connect to ``said`` to hear them."""
    return Messenger(app.messages)


@pytest.fixture
def tasks(services: Services, messenger: Messenger, qapp: QApplication) -> Iterator[TaskRunner]:
    """The worker. It comes after ``services``, so that it has stopped before the journal is closed."""
    made = TaskRunner(messenger.fail)
    yield made
    made.stop()


@pytest.fixture
def open_page(qtbot: QtBot, look: Look, tasks: TaskRunner, messenger: Messenger) -> Open:
    """Opens the check-in page on a journal."""
    return lambda services: sit_down(qtbot, look, tasks, messenger, services)


@pytest.fixture
def keys(services: Services) -> list[str]:
    """The keys of the 18 behaviours, in their order."""
    return [behaviour.key for behaviour in services.behaviours.asked()]


@pytest.fixture
def texts(services: Services) -> list[str]:
    """The 18 statements, in their order."""
    return [behaviour.text for behaviour in services.behaviours.asked()]


@pytest.fixture
def cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess at a passphrase costs the least that is accepted."""
    real = key_file.Argon2Cost

    def cheap(*numbers: int) -> Argon2Cost:
        return real(*(numbers or (CHEAP.memory_kib, CHEAP.iterations, CHEAP.lanes)))

    monkeypatch.setattr(key_file, "Argon2Cost", cheap)


@pytest.fixture
def open_window(
    qtbot: QtBot, cheap_passphrases: None, strays: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[OpenWindow]:
    """Opens the window as the program does, as often as wanted."""
    windows: list[MainWindow] = []

    def opened(app: App) -> Person:
        window, _ = make_window(app)
        windows.append(window)
        if not app.preferences.current.window:
            # The screen of these tests is smaller than most.
            window.resize(1280, 800)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        person = Person(qtbot, app, window)
        person.until(lambda: window.stack.currentWidget() is not None and QApplication.focusWidget() is not None)
        QApplication.processEvents()
        return person

    yield opened
    # A test that failed may leave words that cannot be saved: nobody is there any more to be asked about them.
    monkeypatch.setattr(unsaved, "leaves_unsaved", lambda _window: True)
    while (dialog := QApplication.activeModalWidget()) is not None:
        dialog.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for window in windows:
        window.close()
        window.tasks.stop()
        QApplication.processEvents()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def person(open_window: OpenWindow, app: App) -> Person:
    """Somebody who opens the program for the first time."""
    return open_window(app)


@pytest.fixture
def again(open_window: OpenWindow, clock: FakeClock) -> Callable[[], Person]:
    """Opens the program anew, as on another day, with nothing in its memory."""
    return lambda: open_window(build(default_paths(), clock))


@pytest.fixture
def at_trends(
    qtbot: QtBot,
    services: Services,
    look: Look,
    tasks: TaskRunner,
    messenger: Messenger,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[..., Reader]]:
    """Open the trends page and look at it."""
    pages: list[TrendsPage] = []

    def open_page(*, read_only: bool = False) -> Reader:
        page = TrendsPage(
            *(services.trends, services.check_ins, services.content, services.clock, look, tasks, messenger),
            read_only=read_only,
        )
        pages.append(page)
        reader = Reader(qtbot, page)
        messenger.said.connect(reader.notes.append)
        for name in ("check_in_asked", "entry_asked", "look_back_asked", "report_asked"):
            getattr(page, name).connect(lambda what, name=name: reader.asked.append((name, what)))
        monkeypatch.setattr(chart_view, "announce", lambda _source, words: reader.said.append(words))
        monkeypatch.setattr(body, "announce", lambda _source, words: reader.said.append(words))
        page.resize(1096, 800)
        with qtbot.waitActive(page):
            page.show()
        return reader

    yield open_page
    for page in pages:
        if isValid(page):
            page.close()
            page.deleteLater()


@pytest.fixture
def reader(services: Services, at_trends: Callable[[], Reader]) -> Reader:
    """Somebody with five check-ins, who sees the chart of the last twelve months."""
    for day in DAYS:
        rate(services, day, 5 if day == LEFT_OUT else 6)
    reader = at_trends()
    reader.waits_for_chart(4 * 6 - 1)
    return reader


@pytest.fixture
def save_to(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | Path], list[str]]:
    """Answer the system's dialog; the list it gives collects the names that the dialog proposed."""

    def answer(path: str | Path) -> list[str]:
        proposed: list[str] = []

        def dialog(_parent: object, _title: str, place: str, kinds: str) -> tuple[str, str]:
            proposed.append(Path(place).name)
            return str(path), kinds

        monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(dialog))
        return proposed

    return answer

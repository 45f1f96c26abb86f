"""What tests of the window share: a journal of their own, a clock that stands still, and no display."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from journal_app.bootstrap import App, Services, build
from journal_app.paths import default_paths
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from tests.support.clock import FakeClock


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

"""What pages are made of is loaded while nobody waits: all of it, in steps that nobody feels."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from journal_app.ui import idle_loading
from journal_app.ui.idle_loading import MODULES, IdleLoading

_MOST = 12
"""Modules of the program that one step may bring; the largest page is made of more than forty."""

_LOAD = """
import json, sys
from importlib import import_module
import journal_app.__main__, journal_app.ui.app
from journal_app.ui.idle_loading import MODULES

def ours():
    return {name for name in sys.modules if name.startswith("journal_app.")}

steps = []
for name in MODULES:
    before = ours()
    import_module(f"journal_app.{name}")
    steps.append(len(ours() - before))
loaded = ours()
from journal_app.ui import wiring
import journal_app.ui.pages.journal.page, journal_app.ui.pages.check_in.page, journal_app.ui.pages.check_in.means
import journal_app.ui.pages.trends.page, journal_app.ui.pages.behaviours.page, journal_app.ui.pages.settings.page
import journal_app.ui.pages.settings.keys_section, journal_app.ui.pages.settings.locking_section
import journal_app.ui.pages.settings.check_ins_section, journal_app.ui.pages.settings.backups_section
import journal_app.ui.dialogs.report.dialog, journal_app.ui.reporting
heavy = sorted({name.split(".")[0] for name in sys.modules} & {"matplotlib", "numpy", "click", "markdown", "nh3"})
print(json.dumps([steps, sorted(ours() - loaded), heavy]))
"""


def test_every_page_is_loaded_in_small_steps_and_nothing_heavy_with_it() -> None:
    done = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True, timeout=120)
    steps, left, heavy = json.loads(done.stdout)
    assert max(steps) <= _MOST
    assert not left, "still loaded when the page is gone to"
    assert not heavy


def test_what_was_stopped_before_it_began_loads_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(idle_loading, "import_module", loaded.append)
    window = QObject()
    closed, other = IdleLoading(window), IdleLoading(window)
    closed.stop()
    closed.start()
    other.start()
    qtbot.waitUntil(lambda: f"journal_app.{MODULES[-1]}" in loaded)
    assert loaded == [f"journal_app.{name}" for name in MODULES]

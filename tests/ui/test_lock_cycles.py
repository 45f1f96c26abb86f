"""Locking and unlocking again and again: nothing is left over each time, in memory or among the open files."""

from __future__ import annotations

import gc
import resource
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from journal_app.ui.idle_loading import MODULES
from journal_app.ui.workspace import Workspace
from tests.support.journals import PASSPHRASE
from tests.support.window import CTRL, Key, Person

MEMORY_KIB = 4096
"""What the allocator may keep: after the first rounds it was 1 MiB in 20 rounds, and none in the next 20."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a process holds. ``memory`` is in KiB."""

    files: int
    windows: int
    objects: int
    workspaces: int
    python: int
    memory: int


def held(person: Person) -> Held:
    """What is held while the journal is locked."""
    person.until_quiet()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    gc.collect()
    found = gc.get_objects()
    return Held(
        files=len(list(Path("/proc/self/fd").iterdir())),
        windows=len(QApplication.topLevelWidgets()),
        objects=len(person.window.findChildren(QObject)),
        workspaces=sum(type(each) is Workspace for each in found),
        python=len(found),
        memory=int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize() // 1024,
    )


def check_no_growth(before: Held, after: Held) -> None:
    assert (after.files, after.windows, after.objects, after.workspaces) == (
        before.files,
        before.windows,
        before.objects,
        before.workspaces,
    )
    # Python itself keeps a few objects for later. A page that is left over has some hundreds, and takes over 500 KiB.
    assert after.python - before.python < 100, (before, after)
    assert after.memory - before.memory < MEMORY_KIB, (before, after)


def unlock_lock(person: Person) -> None:
    person.unlock(PASSPHRASE)
    person.press(Key.Key_L, CTRL)


def unlock_use_lock(person: Person) -> None:
    """Unlock, look round, write a little, and lock while it is being typed."""
    person.unlock(PASSPHRASE)
    for key in (Key.Key_3, Key.Key_4, Key.Key_Comma):
        person.press(key, CTRL)
        person.until_quiet()
    person.write("A sentence that is being typed")
    person.press(Key.Key_L, CTRL)
    assert person.sees("Your journal is locked.")


@pytest.fixture
def writer(person: Person) -> Person:
    """Somebody with a journal that has a passphrase and a reflection in it; locked."""
    person.start_with_passphrase(PASSPHRASE)
    person.write("The first")
    # What is loaded once the first page stands, and what would be while rounds are counted.
    person.until(lambda: person.window.auto_lock.session is not None)
    for name in MODULES:
        import_module(f"journal_app.{name}")
    person.until_quiet()
    person.press(Key.Key_L, CTRL)
    # Looking makes objects itself, the first time.
    held(person)
    return person


def test_every_page_goes_whole_with_the_lock(writer: Person) -> None:
    for _ in range(6):
        unlock_use_lock(writer)
    before = held(writer)
    for _ in range(8):
        unlock_use_lock(writer)
    check_no_growth(before, held(writer))


@pytest.mark.faults
def test_a_hundred_times_locked_and_unlocked_nothing_has_grown(writer: Person) -> None:
    for _ in range(10):
        unlock_lock(writer)
    before = held(writer)
    for _ in range(100):
        unlock_lock(writer)
    check_no_growth(before, held(writer))

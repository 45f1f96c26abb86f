"""The desktop tells: the session is locked, the machine is about to sleep. On a real bus."""

from __future__ import annotations

import ctypes
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from journal_app.ui.locking.linux import LinuxSession
from journal_app.ui.locking.session import SessionWatch, session_watch
from journal_app.ui.locking.windows import Message, WindowsSession, means_lock
from tests.support.desktop import Desktop, desktop
from tests.support.journals import PASSPHRASE
from tests.support.window import Person


def hears_all(watch: SessionWatch | None) -> bool:
    return isinstance(watch, LinuxSession) and len(watch.hears) == 2 and not watch.asking


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    with tempfile.TemporaryDirectory(prefix="bus") as folder, desktop(Path(folder)) as found:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", found.address)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", found.address)
        monkeypatch.delenv("XDG_SESSION_ID", raising=False)
        yield found


@pytest.fixture
def watch(bus: Desktop, qtbot: QtBot) -> Iterator[LinuxSession]:
    """A watch that has been found to hear everything, and its delay granted."""
    owner = QObject()
    found = LinuxSession(owner)
    found.begin()
    assert bus.says() == "delay sleep delay"
    qtbot.waitUntil(lambda: hears_all(found))
    yield found
    found.end()


@pytest.mark.parametrize("what", ["sleep", "lock", "hint", "saver"])
def test_whatever_way_the_desktop_says_it_it_is_heard(
    what: str, watch: LinuxSession, bus: Desktop, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(watch.locked, timeout=10_000):
        bus.does(what)


def test_what_is_no_lock_of_this_session_is_none(watch: LinuxSession, bus: Desktop, qtbot: QtBot) -> None:
    heard: list[str] = []
    watch.locked.connect(lambda: heard.append("locked"))
    for what in ("unhint", "saver-off", "wake", "other"):
        bus.does(what)
    # Signals of one sender come in their order: this one is the last.
    with qtbot.waitSignal(watch.locked, timeout=10_000):
        bus.does("lock")
    assert heard == ["locked"]


def test_the_machine_sleeps_only_once_the_journal_has_been_locked(
    watch: LinuxSession, bus: Desktop, qtbot: QtBot
) -> None:
    order: list[str] = []
    watch.locked.connect(lambda: order.append("locked" if watch.holds_delay else "too late"))
    bus.does("sleep")
    qtbot.waitUntil(lambda: bool(order))
    assert bus.says() == "released"
    assert order == ["locked"]
    # And the next time too.
    bus.does("wake")
    with qtbot.waitSignal(watch.delayed, timeout=10_000):
        pass
    assert bus.says() == "delay sleep delay"
    bus.does("sleep")
    qtbot.waitUntil(lambda: len(order) == 2)
    assert bus.says() == "released"
    assert order == ["locked", "locked"]


def test_the_session_is_found_by_what_the_desktop_calls_it(
    bus: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    owner = QObject()
    watch = LinuxSession(owner)
    watch.begin()
    qtbot.waitUntil(lambda: hears_all(watch))
    with qtbot.waitSignal(watch.locked, timeout=10_000):
        bus.does("lock")
    watch.end()


def test_one_that_ends_lets_the_machine_sleep_and_hears_no_more(
    watch: LinuxSession, bus: Desktop, qtbot: QtBot
) -> None:
    heard: list[str] = []
    watch.locked.connect(lambda: heard.append("locked"))
    watch.end()
    assert bus.says() == "released"
    bus.does("lock")
    bus.does("sleep")
    qtbot.wait(50)
    assert heard == []


@pytest.mark.parametrize("address", [None, "unix:path=/nonexistent/bus", "nonsense"])
def test_without_a_bus_nothing_is_heard_and_nothing_said(
    address: str | None, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nonexistent")
    for name in ("DBUS_SYSTEM_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS"):
        if address is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, address)
    owner = QObject()
    watch = LinuxSession(owner)
    watch.begin()
    qtbot.wait(20)
    assert watch.hears == frozenset()
    watch.end()
    assert capfd.readouterr() == ("", "")


def test_a_bus_without_logind_is_no_fault(bus: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from journal_app.ui.locking import linux

    monkeypatch.setattr(linux, "_LOGIND", "org.example.nobody")
    monkeypatch.setattr(linux, "SCREEN_SAVERS", ("org.example.none",))
    owner = QObject()
    watch = LinuxSession(owner)
    watch.begin()
    qtbot.waitUntil(lambda: not watch.asking)
    assert watch.hears == frozenset()
    watch.end()


def test_no_handle_is_kept_from_one_sleep_to_the_next(watch: LinuxSession, bus: Desktop, qtbot: QtBot) -> None:
    def handles() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    def sleep_and_wake() -> None:
        with qtbot.waitSignal(watch.locked, timeout=10_000):
            bus.does("sleep")
        assert bus.says() == "released"
        with qtbot.waitSignal(watch.delayed, timeout=10_000):
            bus.does("wake")
        assert bus.says() == "delay sleep delay"

    sleep_and_wake()
    first = handles()
    for _ in range(5):
        sleep_and_wake()
        # One that was let go of is closed when Qt next clears up; one that is kept never goes.
        qtbot.waitUntil(lambda: handles() <= first, timeout=5_000)


@pytest.mark.parametrize("what", ["sleep", "lock", "saver"])
def test_the_journal_in_the_window_locks(what: str, bus: Desktop, person: Person) -> None:
    person.start_with_passphrase(PASSPHRASE)
    person.until(lambda: hears_all(person.window.auto_lock.session))
    person.write("Half a sent")
    bus.does(what)
    person.until_sees("Your journal is locked.")
    assert person.window.workspace is None
    person.unlock(PASSPHRASE)
    assert person.sees("You have written today.")


# Windows, by what its documentation says


def test_windows_messages_are_read_as_they_are_documented() -> None:
    assert means_lock(0x02B1, 0x7)
    assert means_lock(0x0218, 0x4)
    # WTS_SESSION_UNLOCK, PBT_APMRESUMEAUTOMATIC, and a key with the same number.
    assert not means_lock(0x02B1, 0x8)
    assert not means_lock(0x0218, 0x12)
    assert not means_lock(0x0100, 0x7)


def test_a_made_up_windows_message_locks(qapp: object) -> None:
    owner = QObject()
    watch = WindowsSession(owner)
    heard: list[str] = []
    watch.locked.connect(lambda: heard.append("locked"))
    for message, wparam in ((0x0100, 0x7), (0x02B1, 0x7), (0x0218, 0x4)):
        made = Message(None, message, wparam, 0)
        assert watch.filter.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(made)) == (False, 0)
    assert heard == ["locked", "locked"]


def test_each_system_has_its_own_and_an_unknown_one_has_one_that_hears_nothing(qapp: object) -> None:
    owner = QObject()
    kinds = {name: type(session_watch(owner, name)) for name in ("linux", "win32", "darwin")}
    assert kinds == {"linux": LinuxSession, "win32": WindowsSession, "darwin": SessionWatch}

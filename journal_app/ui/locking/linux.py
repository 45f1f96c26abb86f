"""Linux: logind tells of sleep and of locked sessions on the system bus, the screen saver of the desktop on the other.

https://www.freedesktop.org/software/systemd/man/org.freedesktop.login1.html, section "Signals", and
https://systemd.io/INHIBITOR_LOCKS/ for the moment it grants before the machine sleeps.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusUnixFileDescriptor

from journal_app.ui.locking.session import SessionWatch

_LOGIND, _MANAGER_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_MANAGER, _SESSION = "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_BUS, _BUS_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
_SYSTEM_BUS = Path("/run/dbus/system_bus_socket")

SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
"""GNOME and KDE answer to the first, and GNOME tells only by the second."""

_CHANGED = "session_changed(QString,QVariantMap,QStringList)"
_numbers = count()


class LinuxSession(SessionWatch):
    """Asks without waiting: whatever does not answer is as if it were not there.

    ``delayed`` when logind has granted a moment before the machine sleeps.
    """

    delayed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._buses: list[QDBusConnection] = []
        self._system: QDBusConnection | None = None
        self._calls: set[QDBusPendingCallWatcher] = set()
        self._delay: int | None = None

    @property
    def holds_delay(self) -> bool:
        """Whether the machine waits for this process before it sleeps."""
        return self._delay is not None

    @property
    def asking(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._calls)

    def begin(self) -> None:
        """Subscribe on both buses, and ask for a moment before the machine sleeps."""
        system, session = _address("SYSTEM", _SYSTEM_BUS), _address("SESSION", _runtime_bus())
        if system is not None:
            self._begin_system(self._connected(system))
        if session is not None:
            self._begin_session(self._connected(session))

    def end(self) -> None:
        """Leave both buses and let go of the delay."""
        self._release()
        self._calls.clear()
        self._system = None
        buses, self._buses = self._buses, []
        for bus in buses:
            QDBusConnection.disconnectFromBus(bus.name())

    def _connected(self, address: str) -> QDBusConnection | None:
        # A connection of its own: Qt shares the usual ones with whatever else in the process uses a bus.
        bus = QDBusConnection.connectToBus(address, f"throughline-{next(_numbers)}")
        if not bus.isConnected():
            return None
        self._buses.append(bus)
        return bus

    # The system bus

    def _begin_system(self, bus: QDBusConnection | None) -> None:
        if bus is None:
            return
        self._system = bus
        self._hear(bus, (_LOGIND, _MANAGER_PATH, _MANAGER, "PrepareForSleep"), "prepare_for_sleep(bool)")
        self._take_delay()
        named = os.environ.get("XDG_SESSION_ID")
        if named:
            self._find_session(bus, named)
        else:
            # A desktop that starts programs outside of the session still has one to show them in.
            ask = (_LOGIND, f"{_MANAGER_PATH}/session/auto", _PROPERTIES, "Get")
            self._ask(bus, ask, [_SESSION, "Id"], lambda found: self._find_session(bus, _plain(found)))

    def _find_session(self, bus: QDBusConnection, named: object) -> None:
        self._ask(bus, (_LOGIND, _MANAGER_PATH, _MANAGER, "GetSession"), [str(named)], self._watch_session)

    def _watch_session(self, path: Any) -> None:
        bus, where = self._system, path.path() if hasattr(path, "path") else str(path)
        if bus is None:
            return
        self._hear(bus, (_LOGIND, where, _SESSION, "Lock"), "lock()")
        self._hear(bus, (_LOGIND, where, _PROPERTIES, "PropertiesChanged"), _CHANGED)
        self.learnt(self.LOCK)

    def _take_delay(self) -> None:
        """Have logind wait, a few seconds at the most, until the journal is locked."""
        if self._system is not None:
            what = ["sleep", "Throughline", "Locks the journal before the computer sleeps", "delay"]
            self._ask(self._system, (_LOGIND, _MANAGER_PATH, _MANAGER, "Inhibit"), what, self._granted)

    def _granted(self, granted: QDBusUnixFileDescriptor) -> None:
        self._release()
        # The delay lasts while this is open; Qt closes its own with the object.
        self._delay = os.dup(granted.fileDescriptor())
        self.learnt(self.SLEEP)
        self.delayed.emit()

    def _release(self) -> None:
        if self._delay is not None:
            os.close(self._delay)
            self._delay = None

    @Slot(bool)
    def prepare_for_sleep(self, going: bool) -> None:  # noqa: FBT001  as logind says it
        """logind's: the machine is about to sleep, or has woken up."""
        if going:
            self.locked.emit()
            self._release()
        else:
            self._take_delay()

    @Slot()
    def lock(self) -> None:
        """logind's: the session is to be locked."""
        self.locked.emit()

    @Slot(str, "QVariantMap", "QStringList")
    def session_changed(self, _interface: str, changed: dict[str, object], _unsaid: list[str]) -> None:
        """logind's: something about the session changed; perhaps the desktop has locked it."""
        if changed.get("LockedHint") is True:
            self.locked.emit()

    # The session bus

    def _begin_session(self, bus: QDBusConnection | None) -> None:
        if bus is None:
            return
        for name in SCREEN_SAVERS:
            # From whichever object: KDE has two for one name.
            self._hear(bus, (name, "", name, "ActiveChanged"), "screen_saver(bool)")
        self._ask(bus, (_BUS, _BUS_PATH, _BUS, "ListNames"), [], self._names)

    def _names(self, names: list[str]) -> None:
        if not set(SCREEN_SAVERS).isdisjoint(names):
            self.learnt(self.LOCK)

    @Slot(bool)
    def screen_saver(self, active: bool) -> None:  # noqa: FBT001  as screen savers say it
        """The screen saver's: it came, or went."""
        if active:
            self.locked.emit()

    def _hear(self, bus: QDBusConnection, signal: tuple[str, str, str, str], slot: str) -> None:
        """Have a slot called for a signal."""
        # The stubs want bytes; what is called takes text.
        bus.connect(*signal, self, SLOT(slot))  # type: ignore[call-overload]  # the stubs do not know it

    def _ask(
        self,
        bus: QDBusConnection,
        call: tuple[str, str, str, str],
        arguments: Sequence[str],
        answered: Callable[[Any], None],
    ) -> None:
        """Call a method; ``answered`` with the first thing it returns, and not at all if it fails."""
        message = QDBusMessage.createMethodCall(*call)
        message.setArguments(list(arguments))
        message.setAutoStartService(False)
        watcher = QDBusPendingCallWatcher(bus.asyncCall(message))
        self._calls.add(watcher)

        def finished(found: QDBusPendingCallWatcher) -> None:
            if found in self._calls:
                self._calls.discard(found)
                # It keeps its answer, and a delay lasts for as long as anybody has it: it goes now, not some time.
                found.deleteLater()
                if not found.isError():
                    answered(found.reply().arguments()[0])

        watcher.finished.connect(finished)


def _plain(found: Any) -> object:
    """What a variant holds."""
    return found.variant() if hasattr(found, "variant") else found


def _runtime_bus() -> Path:
    return Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent")) / "bus"


def _address(kind: str, usual: Path) -> str | None:
    """Where this bus is; None if nothing says so. libdbus would start one by itself, which is not wanted."""
    named = os.environ.get(f"DBUS_{kind}_BUS_ADDRESS")
    return named or (f"unix:path={usual}" if usual.exists() else None)

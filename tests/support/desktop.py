"""A desktop to lock: a bus of its own, on which logind and a screen saver answer as the real ones do.

``python -m tests.support.desktop`` is logind and the screen saver, in a process of their own: it reads what is to
happen from its input, one word a line, and prints what it hears.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SESSION = "/org/freedesktop/login1/session/_32"
_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>
"""


@dataclass
class Desktop:
    """What the test does to it, and hears from it."""

    address: str
    _logind: subprocess.Popen[str]

    def does(self, what: str) -> None:
        """Have it do one thing: sleep, wake, lock, hint, unhint, saver, saver-off, other."""
        assert self._logind.stdin is not None
        self._logind.stdin.write(f"{what}\n")
        self._logind.stdin.flush()

    def says(self) -> str:
        """The next thing it heard."""
        assert self._logind.stdout is not None
        ready, _, _ = select.select([self._logind.stdout], [], [], 10)
        assert ready, "the desktop heard nothing"
        return self._logind.stdout.readline().strip()


@contextmanager
def desktop(folder: Path) -> Iterator[Desktop]:
    """A bus, with logind and a screen saver on it. ``folder`` has a short name, for the socket."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("there is no dbus-daemon (Debian: dbus)")
    configuration, address = folder / "bus.conf", f"unix:path={folder / 'bus'}"
    configuration.write_text(_CONFIGURATION.format(socket=folder / "bus"), "utf-8")
    command = [daemon, f"--config-file={configuration}", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as bus:
        try:
            assert bus.stdout is not None
            assert bus.stdout.readline()
            with subprocess.Popen(
                [sys.executable, "-m", "tests.support.desktop"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": address},
            ) as logind:
                found = Desktop(address, logind)
                try:
                    assert found.says() == "ready"
                    yield found
                finally:
                    assert logind.stdin is not None
                    logind.stdin.close()
                    logind.wait(10)
        finally:
            bus.terminate()


def main() -> None:
    """Be logind and the screen saver until the input ends."""
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import open_dbus_connection

    bus = open_dbus_connection(os.environ["DBUS_SYSTEM_BUS_ADDRESS"], enable_fds=True)
    for name in ("org.freedesktop.login1", "org.gnome.ScreenSaver"):
        bus.send_and_get_reply(message_bus.RequestName(name))
    print("ready", flush=True)
    _Logind(bus).run()


class _Logind:
    def __init__(self, bus: object) -> None:
        self._bus: Any = bus
        self._delay: int | None = None

    def run(self) -> None:
        waiting = b""
        while True:
            watched = [self._bus.sock, sys.stdin.fileno(), *([] if self._delay is None else [self._delay])]
            ready, _, _ = select.select(watched, [], [])
            if self._delay in ready:
                os.close(self._delay or 0)
                self._delay = None
                print("released", flush=True)
            if sys.stdin.fileno() in ready:
                read = os.read(sys.stdin.fileno(), 1000)
                if not read:
                    return
                *lines, waiting = (waiting + read).split(b"\n")
                for line in lines:
                    self._do(line.decode())
            if self._bus.sock in ready:
                # All of them: several may come at once.
                with contextlib.suppress(TimeoutError):
                    while True:
                        self._answer(self._bus.receive(timeout=0))

    def _do(self, what: str) -> None:
        from jeepney import DBusAddress, new_signal

        manager = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")
        path = SESSION if what != "other" else f"{SESSION}9"
        session = DBusAddress(path, interface="org.freedesktop.login1.Session")
        properties = DBusAddress(SESSION, interface="org.freedesktop.DBus.Properties")
        saver = DBusAddress("/org/gnome/ScreenSaver", interface="org.gnome.ScreenSaver")
        hint = {"LockedHint": ("b", what == "hint")}
        name = "org.freedesktop.login1.Session"
        message = {
            "sleep": lambda: new_signal(manager, "PrepareForSleep", "b", (True,)),
            "wake": lambda: new_signal(manager, "PrepareForSleep", "b", (False,)),
            "lock": lambda: new_signal(session, "Lock"),
            "other": lambda: new_signal(session, "Lock"),
            "hint": lambda: new_signal(properties, "PropertiesChanged", "sa{sv}as", (name, hint, [])),
            "unhint": lambda: new_signal(properties, "PropertiesChanged", "sa{sv}as", (name, hint, [])),
            "saver": lambda: new_signal(saver, "ActiveChanged", "b", (True,)),
            "saver-off": lambda: new_signal(saver, "ActiveChanged", "b", (False,)),
        }[what]()
        self._bus.send(message)

    def _answer(self, message: object) -> None:
        from jeepney import HeaderFields, MessageType, new_error, new_method_return

        asked: Any = message
        if asked.header.message_type != MessageType.method_call:
            return
        member = asked.header.fields.get(HeaderFields.member)
        if member == "Inhibit":
            self._delay, theirs = os.pipe()
            self._bus.send(new_method_return(asked, "h", (theirs,)))
            os.close(theirs)
            print(f"delay {asked.body[0]} {asked.body[3]}", flush=True)
        elif member == "GetSession" and asked.body == ("2",):
            self._bus.send(new_method_return(asked, "o", (SESSION,)))
        elif member == "Get":
            self._bus.send(new_method_return(asked, "v", (("s", "2"),)))
        else:
            self._bus.send(new_error(asked, "org.freedesktop.DBus.Error.UnknownMethod"))


if __name__ == "__main__":
    main()

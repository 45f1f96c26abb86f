"""Whether a window can be opened here, and if not, why: asked before Qt is loaded."""

from __future__ import annotations

import ctypes
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journal_app.ui import app as app_module
from journal_app.ui import display
from journal_app.ui.display import why_no_display
from tests.support.program import CHECKOUT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only on Linux can there be no display")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with all packages and no display at all."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(ctypes, "CDLL", lambda name: name)
    monkeypatch.setattr(display, "_x_lets_us_in", lambda: True)


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Opens a socket that answers, as a display's does."""
    servers = []

    def opened(name: str) -> Path:
        path = tmp_path / name
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        server.bind(str(path))
        server.listen()
        servers.append(server)
        return path

    yield opened
    for server in servers:
        server.close()


def test_without_a_display_it_says_so() -> None:
    assert why_no_display() == "there is no display"


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "offscreen:configfile=x", "vnc:size=800x600", "eglfs"])
def test_a_platform_that_needs_none_is_taken_at_its_word(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert why_no_display() is None


@pytest.mark.parametrize("platform", ["xcb", "wayland", "wayland;xcb", "wayland-egl"])
def test_a_platform_that_needs_one_is_not(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert why_no_display() == "there is no display"


def test_one_of_several_platforms_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "wayland;offscreen")
    assert why_no_display() is None


@pytest.mark.parametrize(
    "name", [":4711", ":4711.0", "unix:4711", "localhost:4711", "nowhere.invalid:0", ":", ":x", "x", ":²", ":99999999"]
)
def test_a_display_that_is_dead_or_none_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", name)
    assert why_no_display() == f"the display {name} does not answer"


def test_a_display_that_answers_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    name = f":{os.getpid() + 100_000}"
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(f"\0/tmp/.X11-unix/X{name[1:]}")
    server.listen()
    try:
        monkeypatch.setenv("DISPLAY", name)
        assert why_no_display() is None
        monkeypatch.setattr(display, "_x_lets_us_in", lambda: False)
        assert why_no_display() == f"the display {name} does not let this user in"
    finally:
        server.close()


def test_a_display_on_another_machine_is_asked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Answer:
        def __enter__(self) -> None: ...

        def __exit__(self, *_: object) -> None: ...

    def connection(address: tuple[str, int], timeout: float) -> Answer:
        asked.append((address, timeout))
        return Answer()

    monkeypatch.setattr(socket, "create_connection", connection)
    monkeypatch.setenv("DISPLAY", "desk:10.0")
    assert why_no_display() is None
    assert asked == [(("desk", 6010), 2)]


def test_wayland_that_answers_will_do(
    monkeypatch: pytest.MonkeyPatch, listening: Callable[[str], Path], tmp_path: Path
) -> None:
    listening("wayland-0")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert why_no_display() is None
    monkeypatch.setenv("WAYLAND_DISPLAY", str(tmp_path / "wayland-0"))
    assert why_no_display() is None
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-1")
    assert why_no_display() == "there is no display"
    monkeypatch.setenv("WAYLAND_DISPLAY", "x" * 500)
    assert why_no_display() == "there is no display"


@pytest.mark.parametrize(("library", "package"), [("libxcb-cursor.so.0", "libxcb-cursor0"), ("libEGL.so.1", "libegl1")])
def test_a_missing_library_is_named_by_its_package(library: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> str:
        if name == library:
            raise OSError(name)
        return name

    monkeypatch.setattr(ctypes, "CDLL", load)
    monkeypatch.setattr(display, "_x_answers", lambda _display: True)
    monkeypatch.setenv("DISPLAY", ":0")
    assert why_no_display() == f"the package {package} is missing"


def test_on_other_systems_there_always_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert why_no_display() is None


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="there is no X server to ask")
def test_a_real_x_server_is_asked_as_qt_would(tmp_path: Path) -> None:
    """With the right cookie it lets us in, with a wrong one it does not."""
    reading, writing = os.pipe()
    cookie, wrong = tmp_path / "cookie", tmp_path / "wrong"
    wrong.write_bytes(b"")
    cookie.write_bytes(_cookie(b"k" * 16))
    server = subprocess.Popen(
        # Without -noreset it starts over, and for a moment lets everybody in, when its last client has gone.
        ["Xvfb", "-displayfd", str(writing), "-auth", str(cookie), "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            name = f":{told.readline().strip()}"
        ask = "from journal_app.ui.display import why_no_display; print(why_no_display())"
        for authority, answer in ((cookie, "None"), (wrong, f"the display {name} does not let this user in")):
            asked = subprocess.run(
                [sys.executable, "-c", ask],
                env={"DISPLAY": name, "XAUTHORITY": str(authority), "PYTHONPATH": str(CHECKOUT), "PATH": ""},
                capture_output=True,
                text=True,
                check=True,
                timeout=20,
            )
            assert asked.stdout.strip() == answer
    finally:
        server.terminate()
        server.wait(10)


def _cookie(secret: bytes) -> bytes:
    """An Xauthority file for any display: family "wild", no address, no number."""

    def counted(part: bytes) -> bytes:
        return len(part).to_bytes(2, "big") + part

    return b"\xff\xff" + counted(b"") + counted(b"") + counted(b"MIT-MAGIC-COOKIE-1") + counted(secret)


def test_a_bug_is_reported_by_place_and_kind_never_by_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        try:
            raise ValueError("my secret sentence")
        except ValueError as error:
            raise KeyError("another secret") from error
    except KeyError as error:
        app_module.report_bug(type(error), error, error.__traceback__)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Throughline met a fault of its own (KeyError):" in shown.err
    assert "test_display.py:" in shown.err
    assert "secret" not in shown.err
    assert "raise" not in shown.err


def test_every_hook_that_would_print_an_error_is_ours_while_the_window_runs() -> None:
    """In threads and in __del__ too: what they would print might quote a journal."""
    code = (
        "import sys, threading; from journal_app.ui.app import guard_stderr, report_bug; guard_stderr()\n"
        "def bad(): raise ValueError('my secret sentence')\n"
        "thread = threading.Thread(target=bad); thread.start(); thread.join()\n"
        "class Bad:\n    def __del__(self): raise ValueError('my secret sentence')\n"
        "Bad()\nbad()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(CHECKOUT), "QT_QPA_PLATFORM": "offscreen", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.stderr.count("Throughline met a fault of its own (ValueError)") == 3, done.stderr
    assert "secret" not in done.stderr

"""Types into the real program, in a process of its own: ``python -m tests.support.driver SCENARIO``.

The program starts as ``python -m journal_app`` does. A scenario is a generator: it presses keys, and yields what it
waits for. What it prints is read by the test; ``told`` waits until the test has written a line back.
"""

from __future__ import annotations

import os
import runpy
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, QTimer, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit

from journal_app.ui.main_window import MainWindow
from journal_app.ui.widgets.notices import Banner
from tests.support.window import texts_in

PASSPHRASE = "correct horse battery staple"
SENTINEL = "Zebedee Quillfeather stopped talking when I came in."
CHUNKS = tuple(f"word{number:03} " for number in range(400))

Scenario = Iterator[Callable[[], object]]
Key = Qt.Key
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

_lines: list[str] = []


def window() -> MainWindow:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or window(), key, modifier)


def keys(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def in_field() -> bool:
    return isinstance(QApplication.focusWidget(), QLineEdit)


def in_editor() -> bool:
    return isinstance(QApplication.focusWidget(), QPlainTextEdit)


def in_dialog() -> bool:
    dialog, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
    return dialog is not None and focus is not None and dialog.isAncestorOf(focus)


def sees(words: str) -> bool:
    return any(words in text for text in texts_in(window()))


def is_open() -> bool:
    return window().workspace is not None and sees("Write")


def told() -> bool:
    return bool(_lines) and bool(_lines.pop())


def say(words: str) -> None:
    print(words, flush=True)


def start() -> Scenario:
    """Make a journal with a passphrase, and put the recovery key off."""
    yield in_field
    for _ in range(2):
        keys(PASSPHRASE)
        press(Key.Key_Return)
    yield is_open
    yield in_dialog
    press(Key.Key_Escape)
    yield lambda: QApplication.activeModalWidget() is None
    window().activateWindow()
    yield window().isActiveWindow


def secret() -> Scenario:
    """Write, search, preview, delete and bring back the sentinel; lock, unlock, quit."""
    yield from start()
    press(Key.Key_N, CTRL)
    yield in_editor
    keys(SENTINEL)
    yield lambda: sees("Saved ")
    say("written")
    yield told
    press(Key.Key_E, CTRL)
    yield lambda: window().workspace is not None and not in_editor()
    press(Key.Key_E, CTRL)
    yield in_editor
    press(Key.Key_Delete, CTRL | SHIFT)
    yield lambda: sees("Moved to the bin")
    window().toast.act.click()
    yield lambda: sees(SENTINEL)
    press(Key.Key_F, CTRL)
    yield in_field
    keys("Quillfeather")
    yield lambda: not window().tasks.busy
    press(Key.Key_3, CTRL)
    press(Key.Key_4, CTRL)
    yield lambda: not window().tasks.busy
    say("used")
    yield told
    press(Key.Key_L, CTRL)
    yield in_field
    say("locked")
    yield told
    keys(PASSPHRASE)
    press(Key.Key_Return)
    yield is_open
    press(Key.Key_Q, CTRL)


def typing() -> Scenario:
    """Type without a pause, and say when each word was typed; the second half into another reflection."""
    yield from start()
    press(Key.Key_N, CTRL)
    yield in_editor
    for number, chunk in enumerate(CHUNKS):
        if number == len(CHUNKS) // 16:
            press(Key.Key_N, CTRL)
            yield in_editor
        keys(chunk)
        say(f"{time.monotonic()} {chunk}")
        yield _after(0.04)


def _after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def half_typed() -> Scenario:
    """Type, and wait to be ended before it is saved."""
    yield from start()
    # Signals are listened to a moment after the start.
    yield _after(0.5)
    press(Key.Key_N, CTRL)
    yield in_editor
    keys(SENTINEL)
    say("typed")


def private() -> Scenario:
    """Make every kind of file the window makes: preferences, a file dialog, the sample; then lock, unlock, quit."""
    yield from start()
    window().menus.actions["dark"].trigger()
    QTimer.singleShot(0, window().menus.actions["import"].trigger)
    yield lambda: isinstance(QApplication.activeModalWidget(), QFileDialog)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.reject()
    yield lambda: QApplication.activeModalWidget() is None
    window().activateWindow()
    window().open_sample()
    yield lambda: sees("This is a sample journal")
    window().open_own()
    yield in_field
    keys(PASSPHRASE)
    press(Key.Key_Return)
    yield is_open
    press(Key.Key_Q, CTRL)


def waiting() -> Scenario:
    """Put the window away, say so, and say each time that it is in front again; a line ends it."""
    yield from start()
    # It answers a moment after the start.
    yield _after(0.5)
    window().showMinimized()
    yield window().isMinimized
    say("minimised")
    yield lambda: not window().isMinimized() and window().isActiveWindow()
    say("in front")
    press(Key.Key_L, CTRL)
    yield in_field
    say("locked")
    yield told
    say(f"locked: {window().workspace is None}, token: {os.environ.get('XDG_ACTIVATION_TOKEN', 'none')}")
    window().close()


def staying() -> Scenario:
    """Open a journal without a passphrase, and stay until a line comes."""
    yield lambda: window().workspace is not None
    # It answers a moment after the start.
    yield _after(0.5)
    say("open")
    yield told
    window().close()


def reading() -> Scenario:
    """Say what stands across the top, and what can be read."""
    yield lambda: window().workspace is not None and not window().tasks.busy
    for banner in window().findChildren(Banner):
        say(f"banner: {banner.words.text()}")
    say(f"sentinel: {sees(SENTINEL)}, write: {window().menus.actions['new'].isEnabled()}")
    window().close()


SCENARIOS = {
    "secret": secret,
    "typing": typing,
    "half_typed": half_typed,
    "reading": reading,
    "private": private,
    "waiting": waiting,
    "staying": staying,
}


def _drive(scenario: Scenario) -> None:
    """Go on with the scenario whenever what it waits for is there."""
    awaited: list[Callable[[], object]] = [lambda: True]
    deadline = [time.monotonic() + 20]
    timer = QTimer(QApplication.instance())

    def go_on() -> None:
        if not awaited[0]():
            if time.monotonic() > deadline[0]:
                timer.stop()
                sys.stderr.write(f"waited in vain; there is: {list(texts_in(window()))}\n")
                QApplication.exit(3)
            return
        try:
            awaited[0] = next(scenario)
            deadline[0] = time.monotonic() + 20
        except StopIteration:
            timer.stop()
        except BaseException:
            timer.stop()
            traceback.print_exc()
            QApplication.exit(3)

    timer.timeout.connect(go_on)
    timer.start(5)


def _listen() -> None:
    for line in sys.stdin:
        _lines.append(line)


def _pass_on(_kind: object, _context: object, message: str) -> None:
    """What Qt says goes to stderr, as ever; but a display that is none has no hints for a window manager."""
    if message != "This plugin does not support propagateSizeHints()":
        sys.stderr.write(f"{message}\n")


def perform(scenario: Scenario) -> None:
    """Run the program, and a scenario in it."""
    qInstallMessageHandler(_pass_on)
    real = QApplication.exec

    def run(*_: object) -> int:
        window().activateWindow()
        _drive(scenario)
        return real()

    QApplication.exec = run  # type: ignore[method-assign]
    threading.Thread(target=_listen, daemon=True).start()
    sys.argv = ["journal-app"]
    runpy.run_module("journal_app", run_name="__main__")


if __name__ == "__main__":
    perform(SCENARIOS[sys.argv[1]]())

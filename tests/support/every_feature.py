"""Somebody who uses everything the window offers: ``python -m tests.support.every_feature FOLDER``.

In the folder is ``dayone.json`` to import, and there goes what is saved. The same secret words are written wherever
words can be. Every command of the menus is chosen at least once; those that need no care one after the other, whatever
they are, so that a new command is tried without being named here.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
)

from journal_app.ui.workspace import PLACES
from tests.support.doing import at_a_field, at_the_text, chosen, click, command, quiet, type_into, visible
from tests.support.driver import (
    CTRL,
    Key,
    Scenario,
    in_dialog,
    in_editor,
    in_field,
    keys,
    perform,
    press,
    say,
    sees,
    start,
    window,
)
from tests.support.every_safeguard import bring_back, go_back, keep_safe, lock, merge, unlock

WORDS = "Zebedee Quillfeather"
TITLE = "What Quillfeather kept from me"
TAG = "quillfeather"
BODY = f"# {WORDS}\n\n- [ ] ask **{WORDS}** about [the ward](https://example.org/quillfeather)\n\n{WORDS} left. "

# What closes the journal, asks the system for a file, or ends the program: done with care, one by one.
_WITH_CARE = {
    *("import", "lock", "sample", "own", "quit", "again", "merge", "place"),
    *("passphrase", "change_passphrase", "recovery"),
    *("trends_table", "trends_png", "trends_svg", "trends_csv"),
}


def close_what_opened() -> bool:
    """Answer whatever came up with Escape, and say whether nothing is left of it."""
    for top in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
        if top is not None:
            for each in top.findChildren(QLineEdit):
                if each.isVisible() and each.isEnabled() and not each.isReadOnly():
                    QTest.keyClicks(each, WORDS)
            QTest.keyClick(top, Key.Key_Escape)
            return False
    return True


def everything(folder: Path) -> Scenario:
    """All of it, then leave."""
    # The screen of these tests is narrow: tags and practices would be folded away.
    window().resize(1280, 800)
    yield from start()
    for part in (
        *(write, go_back, find, choose_what_to_rate, rate, bring_in, look_at_trends, report, choose_everything),
        *(keep_safe, lock, merge, fail, look_at_sample, bring_back),
    ):
        yield from part(folder)
        say(part.__name__)
    missing = set(window().menus.actions) - chosen - {"quit"}
    assert not missing, f"never chosen: {missing}"
    say("everything")
    command("quit")


def write(_folder: Path) -> Scenario:
    """A long reflection with title and tag; its preview; the bin, and back; the clipboard."""
    command("new")
    yield in_editor
    for _ in range(30):
        editor = QApplication.focusWidget()
        assert isinstance(editor, QPlainTextEdit)
        editor.insertPlainText(BODY)
        keys(f"{WORDS}. ")
    yield lambda: sees("Saved ")
    type_into("Title", TITLE)
    type_into("Add a tag", TAG)
    press(Key.Key_Return)
    yield quiet
    command("preview")
    yield lambda: any(WORDS in each.toPlainText() for each in window().findChildren(QTextEdit) if each.isVisible())
    command("preview")
    yield at_the_text
    press(Key.Key_A, CTRL)
    press(Key.Key_C, CTRL)
    assert WORDS in QGuiApplication.clipboard().text()
    press(Key.Key_End, CTRL)
    command("delete")
    yield lambda: sees("Moved to the bin")
    command("undo")
    yield lambda: sees(TITLE)
    command("new")
    yield in_editor
    keys(f"{WORDS} once more, and then for good.")
    yield lambda: sees("Saved ")
    command("delete")
    yield lambda: sees("Moved to the bin")
    click("Bin")
    yield quiet
    click("Bin")
    yield quiet


def find(_folder: Path) -> Scenario:
    """Search."""
    command("search")
    yield in_field
    keys("Quillfeather")
    yield quiet
    press(Key.Key_Escape)
    yield quiet


def rate(_folder: Path) -> Scenario:
    """A check-in that is left half done, and finished."""
    from journal_app.ui.widgets.rating_row import RatingRow

    command("check_in")
    yield quiet
    rows = window().findChildren(RatingRow)
    QTest.mouseClick(rows[0], Qt.MouseButton.LeftButton, pos=rows[0].target(4).center())
    press(Key.Key_Return)
    keys(f"{WORDS} noticed")
    press(Key.Key_Return)
    press(Key.Key_E)
    yield in_dialog
    keys("Quillfeather")
    yield quiet
    press(Key.Key_Down)
    press(Key.Key_Space)
    press(Key.Key_Return)
    yield lambda: QApplication.activeModalWidget() is None and quiet()
    yield _back_in_the_window
    command("today")
    yield quiet
    command("check_in")
    yield quiet
    _answer_all(3)
    yield quiet
    yield from _change_and_look_back()


def _back_in_the_window() -> bool:
    """Put the keyboard back, as a window manager does once a dialog is closed."""
    window().activateWindow()
    return QApplication.focusWidget() is not None


def _answer_all(value: int) -> None:
    from journal_app.ui.widgets.rating_row import RatingRow

    for row in window().findChildren(RatingRow):
        if row.isVisible():
            row.put(value)
            row.answered.emit(False)
    press(Key.Key_Return, CTRL)


def _change_and_look_back() -> Scenario:
    """The check-in is changed, and what it was is shown; then somebody thinks back, with a note."""
    command("earlier_check_ins")
    yield quiet
    press(Key.Key_Return)
    press(Key.Key_Return)
    keys(f"{WORDS} once more")
    press(Key.Key_Return)
    press(Key.Key_Return, CTRL)
    yield quiet
    click("What it was before")
    yield quiet
    press(Key.Key_Escape)
    command("look_back")
    yield quiet
    press(Key.Key_Return)
    press(Key.Key_Return)
    keys(f"{WORDS} then")
    press(Key.Key_Return)
    _answer_all(2)
    yield quiet


def choose_what_to_rate(_folder: Path) -> Scenario:
    """A statement of one's own, in other words after it was rated; removed, and brought back."""
    command("behaviours")
    yield quiet
    yield _at_the_list
    for key, words in ((Key.Key_N, f"I tell {WORDS} first"), (Key.Key_F2, f"I tell {WORDS} before anybody")):
        press(key)
        yield in_dialog
        press(Key.Key_A, CTRL)
        keys(words)
        press(Key.Key_Return)
        yield lambda: QApplication.activeModalWidget() is None and quiet()
        yield _at_the_list
    for _ in range(2):
        press(Key.Key_Delete)
        yield quiet
        yield _at_the_list
    press(Key.Key_Escape)
    yield quiet


def _at_the_list() -> bool:
    """Put the keyboard back, as a window manager does once a dialog is closed."""
    window().activateWindow()
    listed = visible(QListView, "What you rate")
    listed.setFocus()
    return QApplication.focusWidget() is listed


def bring_in(folder: Path) -> Scenario:
    """Import a file in which the words stand."""
    QFileDialog.getOpenFileName = staticmethod(lambda *_: (str(folder / "dayone.json"), ""))  # type: ignore[method-assign, assignment]
    command("import")
    yield lambda: sees("1 reflection added.")


def look_at_trends(folder: Path) -> Scenario:
    """Every view as chart and as table, what stands behind a mark, and saved elsewhere in every form."""
    from journal_app.ui.widgets.chips import Chip

    command("trends")
    workspace = window().workspace
    assert workspace is not None
    page: Any = workspace.page("trends")
    yield lambda: page.chart.drawing is not None and quiet()
    for view in ("By practice", "Compare", "Writing", "Looking back", "Overview"):
        click(view)
        yield quiet
        click("Table")
        yield quiet
        click("Table")
        yield quiet
    yield lambda: page.chart.drawing is not None
    QTest.keyClick(page.chart, Key.Key_Return)
    yield lambda: QApplication.activeModalWidget() is not None
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    QTest.keyClick(dialog, Key.Key_Escape)
    yield lambda: QApplication.activeModalWidget() is None
    for letter, kind in ((Key.Key_P, "png"), (Key.Key_D, "svg"), (Key.Key_T, "csv")):
        target = folder / f"trends.{kind}"
        QFileDialog.getSaveFileName = staticmethod(lambda *_, to=target: (str(to), ""))  # type: ignore[method-assign, assignment]
        QTest.keyClick(visible(Chip, "Save as…"), Key.Key_Return)
        yield lambda: any(menu.isVisible() for menu in page.findChildren(QMenu))
        QTest.keyClick(next(menu for menu in page.findChildren(QMenu) if menu.isVisible()), letter)
        yield lambda: target.exists() and quiet() and QApplication.activePopupWidget() is None  # noqa: B023  at once
        target.unlink()
        command(f"trends_{kind}")
        yield lambda: target.exists() and quiet()  # noqa: B023  at once
    for _ in range(2):
        command("trends_table")
        yield quiet


def report(folder: Path) -> Scenario:
    """A report of a period with a reflection in it, saved elsewhere."""
    target = folder / "report.pdf"
    QFileDialog.getSaveFileName = staticmethod(lambda *_: (str(target), ""))  # type: ignore[method-assign, assignment]
    command("report")
    yield in_dialog
    yield quiet
    visible(QListView, "Reflections of the period").setFocus()
    press(Key.Key_2)
    yield lambda: visible(QPushButton, "Save as PDF…").isEnabled() and quiet()
    click("Save as PDF…")
    yield lambda: target.exists() and quiet() and QApplication.activeModalWidget() is None


def choose_everything(_folder: Path) -> Scenario:
    """Every page, and every command that needs no care, on a reflection."""
    for key, *_ in PLACES:
        command(key)
        yield quiet
    for key, action in window().menus.actions.items():
        if key in _WITH_CARE:
            continue
        if not action.isEnabled():
            yield from _new_reflection()
        if not action.isEnabled():
            continue  # it needs more than a reflection; whoever adds it adds what it needs here
        command(key)
        yield quiet
        yield close_what_opened
        yield quiet


def _new_reflection() -> Scenario:
    window().menus.actions["new"].trigger()
    yield at_the_text
    keys(f"{WORDS}.")
    yield lambda: sees("Saved ")


def fail(_folder: Path) -> Scenario:
    """A fault of the program's own, in the window and in the worker, with the words at hand."""

    def faulty(words: str) -> None:
        raise ValueError(words)

    QTimer.singleShot(0, lambda: faulty(WORDS))
    window().tasks.run(window(), lambda _task: faulty(WORDS), lambda _none: None)
    yield quiet
    yield close_what_opened


def look_at_sample(_folder: Path) -> Scenario:
    """The sample journal, and back."""
    command("sample")
    yield lambda: quiet() and window().menus.actions["own"].isVisible()
    command("own")
    yield at_a_field
    yield from unlock()
    for key in ("passphrase", "again"):
        chosen.add(key)
        window().menus.actions[key].trigger()
        yield quiet
        yield close_what_opened


if __name__ == "__main__":
    perform(everything(Path(sys.argv[1])))

"""What keeps a journal private and keeps it at all, used as a person would: a part of ``every_feature``."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QListWidget, QPlainTextEdit

from tests.support.doing import at_a_field, at_the_text, click, command, quiet
from tests.support.driver import CTRL, PASSPHRASE, Key, Scenario, in_field, is_open, keys, press, sees, window

WORDS = "Zebedee Quillfeather"
OTHER_PASSPHRASE = "five other words of mine"


def go_back(_folder: Path) -> Scenario:
    """Write, cut all of it, look at what it said before, and bring that back."""
    command("new")
    yield at_the_text
    keys(f"{WORDS} said nothing at all. " * 12)
    yield lambda: sees("Saved ") and quiet()
    press(Key.Key_A, CTRL)
    keys("Short.")
    yield lambda: sees("1 earlier version")
    command("history")
    yield lambda: sees("Restore this version") and quiet()
    click("Restore this version")
    yield lambda: any(WORDS in each.toPlainText() for each in window().findChildren(QPlainTextEdit)) and quiet()
    yield at_the_text


def keep_safe(folder: Path) -> Scenario:
    """A backup, a second folder for them, a recovery key on a sheet, and another passphrase."""
    stick = folder / "stick"
    stick.mkdir()
    command("settings")
    yield quiet
    click("Back up now")
    yield lambda: not window().backing_up.busy and sees("Backed up and test-restored today")
    QFileDialog.getExistingDirectory = staticmethod(lambda *_: str(stick))  # type: ignore[method-assign, assignment]
    click("Choose…")
    yield lambda: not window().backing_up.busy and bool(list(stick.rglob("keys.json")))
    yield from _keep_a_recovery_key(folder / "sheet.pdf")
    command("change_passphrase")
    yield lambda: QApplication.activeModalWidget() is not None and in_field()
    for secret in (PASSPHRASE, OTHER_PASSPHRASE, OTHER_PASSPHRASE):
        keys(secret)
        press(Key.Key_Return)
    yield lambda: QApplication.activeModalWidget() is None and quiet()
    assert sees("only with the new passphrase")


def _keep_a_recovery_key(sheet: Path) -> Scenario:
    from journal_app.ui.dialogs.recovery_key import RecoveryKeyDialog

    command("recovery")
    yield lambda: isinstance(QApplication.activeModalWidget(), RecoveryKeyDialog)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecoveryKeyDialog)
    QFileDialog.getSaveFileName = staticmethod(lambda *_: (str(sheet), ""))  # type: ignore[method-assign, assignment]
    click("Save as PDF…")
    yield lambda: sheet.exists() and quiet()
    click("Copy")
    click("I have kept it")
    yield in_field
    for field, group in zip(dialog.fields, dialog._asked, strict=True):
        field.setFocus()
        QTest.keyClicks(field, dialog.key.groups[group - 1])
    press(Key.Key_Return)
    yield lambda: QApplication.activeModalWidget() is None and quiet()


def lock(_folder: Path) -> Scenario:
    """Lock with something not yet saved, meet a wrong passphrase, unlock; and there is a copy beside the journal."""
    assert window().workspace is not None
    journal = window().workspace.services.journal.folder  # type: ignore[union-attr]  # it is there
    command("new")
    yield at_the_text
    keys(f"{WORDS} at the last moment.")
    command("lock")
    yield at_a_field
    shutil.copyfile(journal / "journal.db", journal / "journal (conflicted copy 2026-03-02).db")
    (journal.parent / ".stfolder").mkdir()
    keys("Quillfeather?")
    press(Key.Key_Return)
    yield quiet
    press(Key.Key_A, CTRL)
    yield from unlock()


def unlock() -> Scenario:
    """Open the journal with the passphrase that it has now."""
    keys(OTHER_PASSPHRASE)
    press(Key.Key_Return)
    yield is_open


def merge(_folder: Path) -> Scenario:
    """Go on with the text that is in the copy, merge it, and be told once about the folder."""
    workspace = window().workspace
    assert workspace is not None
    workspace.open_entry(workspace.services.entries.search("moment")[0].uid)
    yield at_the_text
    press(Key.Key_End, CTRL)
    keys(f" {WORDS} is not in the copy.")
    yield lambda: not workspace.journal.desk.autosave.dirty
    command("merge")
    yield lambda: QApplication.activeModalWidget() is not None and quiet()
    click("Merge")
    yield lambda: QApplication.activeModalWidget() is None and quiet()
    assert sees("The copy is now among the backups.")
    command("place")


def bring_back(_folder: Path) -> Scenario:
    """Look into the oldest backup and put it in the journal's place."""
    from journal_app.ui.dialogs.backups import BackupsDialog

    command("settings")
    yield quiet
    click("Show…")
    yield lambda: isinstance(QApplication.activeModalWidget(), BackupsDialog) and quiet()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    (chosen,) = dialog.findChildren(QListWidget)
    QTest.keyClick(chosen, Key.Key_End)
    yield lambda: quiet() and sees_in_front("Restore…")
    click("Restore…")
    yield lambda: sees_in_front("Put it in the journal’s place")
    click("Put it in the journal’s place")
    yield lambda: QApplication.activeModalWidget() is None and at_a_field() and quiet()
    yield from unlock()


def sees_in_front(name: str) -> bool:
    """Whether a button that can be pressed stands in the dialog in front."""
    front = QApplication.activeModalWidget()
    return front is not None and any(
        each.isVisible() and each.isEnabled() and each.text() == name for each in front.findChildren(QAbstractButton)
    )

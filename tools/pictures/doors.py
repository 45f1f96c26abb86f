"""What stands before a journal is open, and what is shown when one is damaged or merged."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from journal_app.domain.errors import JournalDamaged
from journal_app.ui.main_window import MainWindow
from tools.pictures.common import State, close_dialog, go, settle

Key = Qt.Key


def _first_run(window: MainWindow) -> None:
    window.open_own()


def _unlock(window: MainWindow) -> None:
    window.open_own()
    window.door.show_lock()
    window.door.unlock.say(
        "That passphrase does not open this journal. Nothing has been changed; check capitals and spaces, "
        "and try again."
    )


def _typed_passphrase(window: MainWindow) -> None:
    window.open_own()
    QTest.keyClicks(window.door.first_run.passphrase.first, "margaret1998")


def _recover(window: MainWindow) -> None:
    window.open_own()
    window.door.show_lock()
    window.stack.setCurrentWidget(window.door.forgotten)
    window.door.forgotten.ask(there_is_one=True)


def _choose_anew(window: MainWindow) -> None:
    _recover(window)
    window.door.forgotten.found()
    QTest.keyClicks(window.door.forgotten.passphrase.first, "river kettle seven moss")


def _key_store(window: MainWindow) -> None:
    window.open_own()
    window.door.show_lock()
    window.door.unlock.ask(protected=True, by_key_store=True)


def _recovery(window: MainWindow) -> None:
    from journal_app.domain.rescue import Outlook, Readable, SoundCopy

    settle(window)

    window.open_own()
    screen = window.door.recovery.screen
    window.stack.setCurrentWidget(screen)
    screen.begin(window.messenger.text(JournalDamaged(folder="/home/anna/.local/share/Throughline/journal")))
    copy = SoundCopy(Path(), datetime(2026, 11, 20, 9, 12, tzinfo=UTC), "daily", 404)
    screen.show_outlook(Outlook(Readable(409, 9, 3), copy))


def _rescued(window: MainWindow) -> None:
    from journal_app.domain.rescue import Fate, Hurt, RescueReport

    _recovery(window)
    hurt = (Hurt(Fate.LOST, date(2026, 3, 2), None), Hurt(Fate.CUT, date(2026, 3, 9), None))
    window.door.recovery.screen.show_report(RescueReport(410, 31, 9, hurt, 0, 1210, 2, True, Path()))


def _merge(window: MainWindow) -> None:
    from journal_app.domain.merge import MergeReport
    from journal_app.ui.dialogs.merge import MergeDialog

    go("today")(window)
    dialog = MergeDialog(window, "journal (Anna’s conflicted copy 2026-03-02).db")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowFlags(Qt.WindowType.Widget)
    dialog.show_report(MergeReport(2, 3, 1, 1))
    dialog.adjustSize()
    dialog.move((window.width() - dialog.width()) // 2, 160)
    dialog.show()


STATES: dict[str, State] = {
    "first-run": (_first_run, None),
    "first-run-typed": (_typed_passphrase, None),
    "unlock": (_unlock, None),
    "unlock-key-store": (_key_store, None),
    "recover": (_recover, None),
    "recover-choose": (_choose_anew, None),
    "recovery": (_recovery, None),
    "rescued": (_rescued, None),
    "merge": (_merge, close_dialog),
}

"""Draw every page with the sample journal, light and dark, in two sizes, into build/screenshots/.

Names of states draw only those: ``python tools/screenshots.py today journal``.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QListView

from journal_app.bootstrap import build
from journal_app.domain.check_in import Answers
from journal_app.domain.entry import EntryFilter, title_of
from journal_app.domain.errors import JournalDamaged
from journal_app.domain.report import Extent
from journal_app.paths import default_paths
from journal_app.storage.entry_store import EntryStore
from journal_app.ui.app import make_window
from journal_app.ui.dialogs.report import ReportDialog
from journal_app.ui.main_window import MainWindow
from journal_app.ui.pages.journal import JournalPage
from journal_app.ui.widgets.today_side import TodaySide
from journal_app.ui.workspace import Workspace

Key = Qt.Key
TARGET = Path(__file__).resolve().parents[1] / "build" / "screenshots"
SIZES = ((1280, 800), (1000, 640))


def main() -> int:
    """Draw them all and say where they are."""
    only = sys.argv[1:] or list(STATES)
    unknown = set(only) - set(STATES)
    if unknown:
        print(f"No such state: {', '.join(sorted(unknown))}. There are: {', '.join(STATES)}")
        return 2
    TARGET.mkdir(parents=True, exist_ok=True)
    home = tempfile.mkdtemp(prefix="throughline-screenshots-")
    os.environ["THROUGHLINE_HOME"] = home
    application = QApplication([])
    try:
        window, look = make_window(build(default_paths()))
        window.show()
        for theme in ("light", "dark"):
            look.choose(theme)
            for size in SIZES:
                window.resize(*size)
                for name in only:
                    _draw(window, name, f"{name}-{theme}-{size[0]}.png")
        window.close()
        application.processEvents()
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print(f"Pictures are in {TARGET.relative_to(Path.cwd()) if TARGET.is_relative_to(Path.cwd()) else TARGET}")
    return 0


def _draw(window: MainWindow, name: str, file: str) -> None:
    prepare, tidy = STATES[name]
    prepare(window)
    _settle(window)
    window.grab().save(str(TARGET / file))
    if tidy is not None:
        tidy(window)
        _settle(window)


def _settle(window: MainWindow) -> None:
    """Let the worker finish and the window paint: a picture shows a page at rest."""
    for _ in range(4):
        window.tasks.drain()
        deadline = time.monotonic() + 0.15
        while time.monotonic() < deadline:
            QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _sample(window: MainWindow) -> Workspace:
    if window.workspace is None or not window.workspace.services.is_sample:
        window.open_sample()
        _settle(window)
    if window.workspace is None:
        raise RuntimeError("the sample journal did not open")
    return window.workspace


def _go(place: str) -> Callable[[MainWindow], None]:
    def prepare(window: MainWindow) -> None:
        workspace = _sample(window)
        window.toast.dismiss()
        workspace.go(place)
        _settle(window)

    return prepare


def _journal(window: MainWindow) -> JournalPage:
    _go("journal")(window)
    workspace = _sample(window)
    page = workspace.journal
    page.filters.clear()
    page.filters.calendar.hide()
    page.show_inspector(page.width() > 900)
    page.open_entry(workspace.services.entries.page(EntryFilter(), 0, 1)[0].uid)
    if page.desk.pane.previewing:
        page.desk.toggle_preview()
    _settle(window)
    page.desk.pane.editor.setFocus()
    return page


def _open_journal(window: MainWindow) -> None:
    _journal(window)


def _preview(window: MainWindow) -> None:
    _journal(window).desk.toggle_preview()


def _calendar(window: MainWindow) -> None:
    _journal(window).filters.when.click()


def _search(window: MainWindow) -> None:
    _journal(window).filters.search.setText("zebra")


def _inspector(window: MainWindow) -> None:
    _journal(window).show_inspector(True)


def _versions(window: MainWindow) -> None:
    page = _journal(window)
    _rewritten(window)
    page.desk.history.open()


def _version_alone(window: MainWindow) -> None:
    _versions(window)
    _settle(window)
    pane = _sample(window).journal.desk.history.pane
    pane.list.setCurrentRow(2)
    pane.only_text.setChecked(True)


def _no_versions(window: MainWindow) -> None:
    page = _journal(window)
    page.open_entry(_sample(window).services.entries.page(EntryFilter(), 3, 1)[0].uid)
    page.desk.history.open()


def _back_to_text(window: MainWindow) -> None:
    _sample(window).journal.desk.history.close()


def _rewritten(window: MainWindow) -> None:
    """Give the newest entry some versions, as if it had been written over a month."""
    services = _sample(window).services
    uid = services.entries.page(EntryFilter(), 0, 1)[0].uid
    if services.versions.count(uid):
        return
    page = _sample(window).journal
    page.desk.close_entry()
    entry = services.entries.get(uid)
    text, now = entry.body, services.clock.now().utc
    drafts = (
        (30, "We met about the budget.\n\nI said too much, and too early."),
        (9, text[: len(text) // 2]),
        (2.2, "A line, and no more."),
        (
            1,
            text.replace("Then the", "Last week the")
            .replace("two days late again, and", "late, and")
            .replace("and that was", "and that is not only"),
        ),
        (0.01, text),
    )
    store, revision = EntryStore(services._vault), entry.revision
    for days, body in drafts:
        revision = store.save_text(uid, entry.title, body, revision, now - timedelta(days=days))
    page.open_entry(uid)
    _settle(window)


def _bin(window: MainWindow) -> None:
    page = _journal(window)
    page.desk.delete()
    _settle(window)
    page.filters.bin.click()
    _settle(window)
    page.list.selectRow(1)


def _restore(window: MainWindow) -> None:
    _sample(window).journal.desk.restore()


def _trends(*pressed: Key) -> Callable[[MainWindow], None]:
    """The trends page after these keys."""

    def prepare(window: MainWindow) -> None:
        window.activateWindow()
        page = _trends_page(window)
        for key in pressed:
            QTest.keyClick(page, key)
            _settle(window)

    return prepare


def _trends_page(window: MainWindow) -> Any:
    """The overview of twelve months, whatever was shown before."""
    _go("trends")(window)
    page: Any = _sample(window).page("trends")
    page.body.header.table.setChecked(False)
    for chip in (page.body.header.ranges[2], page.body.header.views[0]):
        chip.click()
    page.chart.card.hide()
    _settle(window)
    return page


def _trend_point(window: MainWindow) -> None:
    page = _trends_page(window)
    page.chart.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Key.Key_Down, Key.Key_Left):
        QTest.keyClick(page.chart, key)


def _trend_evidence(window: MainWindow) -> None:
    _trend_point(window)
    page: Any = _sample(window).page("trends")
    _dialog_in(window, lambda: QTest.keyClick(page.chart, Key.Key_Return))


def _trend_dates(window: MainWindow) -> None:
    _trends_page(window).body.header.ranges[-1].click()


def _rated(window: MainWindow) -> None:
    _go("check_in")(window)
    window.activateWindow()
    _sample(window).check_in._views.take_focus()
    keys = (Key.Key_4, Key.Key_3, Key.Key_N, Key.Key_2, Key.Key_5, Key.Key_4)
    for key in keys:
        QTest.keyClick(window.focusWidget(), key)


def _noted(window: MainWindow) -> None:
    """Half way, with a note being written, one written, and something attached."""
    _rated(window)
    form = _sample(window).check_in._form
    entries = _sample(window).services.entries.page(EntryFilter(), 0, 2)
    rows = form._rows.rows
    rows[0].put_note("Twice with the board; not in my own team meetings, where I went first as usual.")
    rows[1].put_evidence(tuple(each.uid for each in entries), tuple(title_of(each) for each in entries))
    rows[1].setFocus()
    rows[2].write_note()
    _type(window, "Said thank you to Priya before anything el")


def _type(window: MainWindow, words: str) -> None:
    QTest.keyClicks(window.focusWidget(), words)


def _drop_check_in(window: MainWindow) -> None:
    page = _sample(window).check_in
    page._filling.drop()
    page._ask_of_now()
    _close_dialog(window)
    window.activateWindow()


def _evidence(window: MainWindow) -> None:
    _rated(window)
    _dialog_in(window, lambda: _type(window, "e"))


def _dialog_in(window: MainWindow, opening: Callable[[], object]) -> None:
    """Put the dialog that opens into the picture: the window is what is drawn."""
    opening()
    _settle(window)
    for dialog in window.findChildren(QDialog):
        dialog.setParent(window)
        dialog.setWindowFlags(Qt.WindowType.Widget)
        dialog.move((window.width() - dialog.width()) // 2, max(0, (window.height() - dialog.height()) // 2))
        dialog.show()


def _check_in_saved(window: MainWindow) -> None:
    _rated(window)
    for key in "4435n3212345":
        _type(window, key)
    _save(window)


def _save(window: MainWindow) -> None:
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    _settle(window)
    window.toast.dismiss()


def _take_back(window: MainWindow) -> None:
    check_ins = _sample(window).services.check_ins
    for saved in check_ins.all():
        if saved.on == check_ins._today():
            check_ins.take_back(saved)
    _drop_check_in(window)


def _earlier(window: MainWindow) -> None:
    _go("check_in")(window)
    _sample(window).earlier_check_ins()


def _edit(window: MainWindow) -> None:
    _go("check_in")(window)
    workspace = _sample(window)
    workspace.open_check_in(workspace.services.check_ins.all()[3].uid)


def _check_in_versions(window: MainWindow) -> None:
    workspace = _sample(window)
    check_ins = workspace.services.check_ins
    chosen = check_ins.all()[4]
    if chosen.edited is None:
        ratings = {key: (value or 2) % 5 + 1 for key, value in list(chosen.ratings.items())[:5]}
        first = next(iter(ratings))
        check_ins.edit(chosen.uid, Answers({**chosen.ratings, **ratings}, {first: "I was too kind to myself."}))
    _earlier(window)
    workspace.check_in._show_versions(check_ins.get(chosen.uid))


def _look_back_day(window: MainWindow) -> None:
    _go("check_in")(window)
    _sample(window).look_back()


def _look_back(window: MainWindow) -> None:
    _go("check_in")(window)
    workspace = _sample(window)
    workspace.look_back(workspace.services.check_ins.all()[0].on)


def _looked_back(window: MainWindow) -> None:
    _look_back(window)
    for key in "323223121222321232":
        _type(window, key)
    _save(window)


def _nothing_asked(window: MainWindow) -> None:
    services = _sample(window).services
    services.behaviours.ask([each.key for each in services.behaviours.all()], asked=False)
    _go("check_in")(window)
    _sample(window).check_in.refresh(None)


def _ask_all(window: MainWindow) -> None:
    services = _sample(window).services
    services.behaviours.ask([each.key for each in services.behaviours.all()], asked=True)
    _drop_check_in(window)


def _start_again(window: MainWindow) -> None:
    for _ in range(6):
        QTest.keyClick(QApplication.focusWidget() or window, Key.Key_Up)
        QTest.keyClick(QApplication.focusWidget() or window, Key.Key_Delete)


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

    _settle(window)

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

    _go("today")(window)
    dialog = MergeDialog(window, "journal (Anna’s conflicted copy 2026-03-02).db")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowFlags(Qt.WindowType.Widget)
    dialog.show_report(MergeReport(2, 3, 1, 1))
    dialog.adjustSize()
    dialog.move((window.width() - dialog.width()) // 2, 160)
    dialog.show()


def _report(window: MainWindow) -> None:
    """A report of the last year with three reflections in it, one of them shown in part."""
    _go("trends")(window)
    _sample(window).report()
    _settle(window)
    dialog = window.findChildren(ReportDialog)[-1]
    for row, extent in ((2, Extent.FIRST), (5, Extent.DAY), (9, Extent.FIRST)):
        dialog.picker.model.choose(row, extent)
    dialog.picker.list.setCurrentIndex(dialog.picker.model.index(2, 0))
    dialog.picker.list.setFocus()
    _lay_over(window, dialog)


def _report_too_long(window: MainWindow) -> None:
    _report(window)
    dialog = window.findChildren(ReportDialog)[-1]
    for row in range(2, 12):
        dialog.picker.model.choose(row, Extent.WHOLE)
    _settle(window)


def _lay_over(window: MainWindow, dialog: QDialog) -> None:
    """Have a dialog painted as a part of the window: a picture shows only one of them."""
    dialog.setWindowFlags(Qt.WindowType.Widget)
    dialog.setParent(window)
    dialog.move((window.width() - dialog.width()) // 2, (window.height() - dialog.height()) // 2)
    dialog.show()
    _settle(window)
    _settle(window)


def _close_dialog(window: MainWindow) -> None:
    for dialog in window.findChildren(QDialog):
        dialog.close()


def _today_look_back(window: MainWindow) -> None:
    """Today when it is time to look back, whatever the sample's days are."""
    _go("today")(window)
    today = _sample(window).services.today.read()
    asked = replace(today, check_in_due=False, look_back=today.day - timedelta(days=183))
    window.findChildren(TodaySide)[0].show_today(replace(asked, next_check_in=today.day + timedelta(days=3)))


def _behaviours(window: MainWindow) -> None:
    services = _sample(window).services
    services.behaviours.reword("say-i-do-not-know", "When I do not know something I say so at once")
    services.behaviours.ask(["name-whom-we-serve", "say-we"], asked=False)
    _go("behaviours")(window)


def _new_statement(window: MainWindow) -> None:
    _behaviours(window)
    _in_front(window, lambda: QTest.keyClick(_behaviour_list(window), Qt.Key.Key_N))


def _other_words(window: MainWindow) -> None:
    _behaviours(window)
    listed = _behaviour_list(window)
    listed.setCurrentIndex(listed.model().index(1, 0))
    _in_front(window, lambda: QTest.keyClick(listed, Qt.Key.Key_F2))


def _behaviour_list(window: MainWindow) -> QListView:
    return next(iter(_sample(window).page("behaviours").findChildren(QListView)))


def _in_front(window: MainWindow, open_it: Callable[[], object]) -> None:
    """Open a dialog as a part of the window, so that it is in the picture."""
    open_it()
    for dialog in window.findChildren(QDialog):
        dialog.setWindowFlags(Qt.WindowType.Widget)
        dialog.adjustSize()
        dialog.move((window.width() - dialog.width()) // 2, 160)
        dialog.show()


State = tuple[Callable[[MainWindow], None], Callable[[MainWindow], None] | None]

STATES: dict[str, State] = {
    "first-run": (_first_run, None),
    "first-run-typed": (_typed_passphrase, None),
    "unlock": (_unlock, None),
    "unlock-key-store": (_key_store, None),
    "recover": (_recover, None),
    "recover-choose": (_choose_anew, None),
    "recovery": (_recovery, None),
    "rescued": (_rescued, None),
    "merge": (_merge, _close_dialog),
    "today": (_go("today"), None),
    "today-look-back": (_today_look_back, None),
    "journal": (_open_journal, None),
    "journal-inspector": (_inspector, None),
    "journal-preview": (_preview, None),
    "versions": (_versions, _back_to_text),
    "versions-text": (_version_alone, _back_to_text),
    "versions-none": (_no_versions, _back_to_text),
    "journal-calendar": (_calendar, None),
    "journal-nothing-found": (_search, None),
    "journal-bin": (_bin, _restore),
    "check-in": (_go("check_in"), None),
    "check-in-half-way": (_rated, _start_again),
    "check-in-notes": (_noted, _drop_check_in),
    "check-in-evidence": (_evidence, _drop_check_in),
    "check-in-saved": (_check_in_saved, _take_back),
    "check-in-earlier": (_earlier, _drop_check_in),
    "check-in-edit": (_edit, _drop_check_in),
    "check-in-versions": (_check_in_versions, _drop_check_in),
    "check-in-nothing": (_nothing_asked, _ask_all),
    "look-back-day": (_look_back_day, _drop_check_in),
    "look-back": (_look_back, _drop_check_in),
    "look-back-saved": (_looked_back, _drop_check_in),
    "trends": (_trends(), None),
    "trends-point": (_trend_point, None),
    "trends-evidence": (_trend_evidence, _close_dialog),
    "trends-dates": (_trend_dates, None),
    "trends-table": (_trends(Key.Key_T), None),
    "trends-practice": (_trends(Key.Key_4), None),
    "trends-practice-table": (_trends(Key.Key_4, Key.Key_T), None),
    "trends-compare": (_trends(Key.Key_C), None),
    "trends-compare-practice": (_trends(Key.Key_C, Key.Key_4), None),
    "trends-compare-table": (_trends(Key.Key_C, Key.Key_0, Key.Key_T), None),
    "trends-writing": (_trends(Key.Key_W), None),
    "trends-writing-table": (_trends(Key.Key_W, Key.Key_T), None),
    "trends-looking-back": (_trends(Key.Key_B), None),
    "report": (_report, _close_dialog),
    "report-too-long": (_report_too_long, _close_dialog),
    "settings": (_go("settings"), None),
    "behaviours": (_behaviours, None),
    "behaviours-new": (_new_statement, _close_dialog),
    "behaviours-reword": (_other_words, _close_dialog),
}


if __name__ == "__main__":
    sys.exit(main())

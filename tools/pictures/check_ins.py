"""The check-in page: the form, what was saved, earlier ones, looking back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journal_app.domain.check_in import Answers, HalfDone
from journal_app.domain.entry import EntryFilter, title_of
from journal_app.domain.half_done import slot_of
from journal_app.ui.main_window import MainWindow
from tools.pictures.common import State, close_dialog, dialog_in, go, sample, settle, type_in

Key = Qt.Key


def _rated(window: MainWindow) -> None:
    go("check_in")(window)
    window.activateWindow()
    sample(window).check_in._views.take_focus()
    keys = (Key.Key_4, Key.Key_3, Key.Key_N, Key.Key_2, Key.Key_5, Key.Key_4)
    for key in keys:
        QTest.keyClick(window.focusWidget(), key)


def _noted(window: MainWindow) -> None:
    """Half way, with a note being written, one written, and something attached."""
    _rated(window)
    form = sample(window).check_in._form
    entries = sample(window).services.entries.page(EntryFilter(), 0, 2)
    rows = form._rows.rows
    rows[0].put_note("Twice with the board; not in my own team meetings, where I went first as usual.")
    rows[1].put_evidence(tuple(each.uid for each in entries), tuple(title_of(each) for each in entries))
    rows[1].setFocus()
    rows[2].write_note()
    type_in(window, "Said thank you to Priya before anything el")


def _drop_check_in(window: MainWindow) -> None:
    page = sample(window).check_in
    page._filling.drop()
    page._ask_of_now()
    close_dialog(window)
    window.activateWindow()


def _evidence(window: MainWindow) -> None:
    _rated(window)
    dialog_in(window, lambda: type_in(window, "e"))


def _check_in_saved(window: MainWindow) -> None:
    _rated(window)
    for key in "4435n3212345":
        type_in(window, key)
    _save(window)


def _save(window: MainWindow) -> None:
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    window.toast.dismiss()


def _take_back(window: MainWindow) -> None:
    check_ins = sample(window).services.check_ins
    for saved in check_ins.all():
        if saved.on == check_ins._today():
            check_ins.take_back(saved)
    _drop_check_in(window)


def _earlier(window: MainWindow) -> None:
    go("check_in")(window)
    sample(window).earlier_check_ins()


def _earlier_begun(window: MainWindow) -> None:
    """With one that is not saved yet on top."""
    check_ins = sample(window).services.check_ins
    oldest, *_, newest = check_ins.all()
    begun = HalfDone(Answers(dict(list(newest.ratings.items())[:4])), as_of=oldest.on)
    check_ins.keep_half_done(begun, slot_of(begun))
    _earlier(window)


def _drop_begun(window: MainWindow) -> None:
    check_ins = sample(window).services.check_ins
    for slot in check_ins.half_done_all():
        check_ins.keep_half_done(None, slot)
    _drop_check_in(window)


def _edit(window: MainWindow) -> None:
    go("check_in")(window)
    workspace = sample(window)
    workspace.open_check_in(workspace.services.check_ins.all()[3].uid)


def _check_in_versions(window: MainWindow) -> None:
    workspace = sample(window)
    check_ins = workspace.services.check_ins
    chosen = check_ins.all()[4]
    if chosen.edited is None:
        ratings = {key: (value or 2) % 5 + 1 for key, value in list(chosen.ratings.items())[:5]}
        first = next(iter(ratings))
        check_ins.edit(chosen.uid, Answers({**chosen.ratings, **ratings}, {first: "I was too kind to myself."}))
    _earlier(window)
    workspace.check_in._show_versions(check_ins.get(chosen.uid))


def _look_back_day(window: MainWindow) -> None:
    go("check_in")(window)
    sample(window).look_back()


def _look_back(window: MainWindow) -> None:
    go("check_in")(window)
    workspace = sample(window)
    workspace.look_back(workspace.services.check_ins.all()[0].on)


def _looked_back(window: MainWindow) -> None:
    _look_back(window)
    for key in "323223121222321232":
        type_in(window, key)
    _save(window)


def _start_again(window: MainWindow) -> None:
    for _ in range(6):
        QTest.keyClick(QApplication.focusWidget() or window, Key.Key_Up)
        QTest.keyClick(QApplication.focusWidget() or window, Key.Key_Delete)


def _nothing_asked(window: MainWindow) -> None:
    services = sample(window).services
    services.behaviours.ask([each.key for each in services.behaviours.all()], asked=False)
    go("check_in")(window)
    sample(window).check_in.refresh(None)


def _ask_all(window: MainWindow) -> None:
    services = sample(window).services
    services.behaviours.ask([each.key for each in services.behaviours.all()], asked=True)
    _drop_check_in(window)


STATES: dict[str, State] = {
    "check-in": (go("check_in"), None),
    "check-in-half-way": (_rated, _start_again),
    "check-in-notes": (_noted, _drop_check_in),
    "check-in-evidence": (_evidence, _drop_check_in),
    "check-in-saved": (_check_in_saved, _take_back),
    "check-in-earlier": (_earlier_begun, _drop_begun),
    "check-in-edit": (_edit, _drop_check_in),
    "check-in-versions": (_check_in_versions, _drop_check_in),
    "check-in-nothing": (_nothing_asked, _ask_all),
    "look-back-day": (_look_back_day, _drop_check_in),
    "look-back": (_look_back, _drop_check_in),
    "look-back-saved": (_looked_back, _drop_check_in),
}

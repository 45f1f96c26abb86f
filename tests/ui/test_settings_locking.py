"""Settings, Locking: chosen by keyboard, in force at once, and honest about what the desktop tells."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from journal_app.bootstrap import App
from journal_app.ui.locking.session import SessionWatch
from journal_app.ui.pages.settings.locking_section import MINUTES, LockingSection
from journal_app.ui.widgets.choice import Choice
from tests.support.journals import PASSPHRASE
from tests.support.window import CTRL, Again, Key, OpenWindow, Person


def section(person: Person) -> LockingSection:
    person.press(Key.Key_Comma, CTRL)
    person.until_quiet()
    return person.window.findChildren(LockingSection)[0]


def test_the_time_is_chosen_by_keyboard_and_in_force_and_kept(person: Person, again: Again) -> None:
    person.start_with_passphrase(PASSPHRASE)
    after = section(person).after
    assert after.currentText() == "10 minutes"
    assert after.accessibleName() == "Lock when nobody has been here for"
    after.setFocus()
    person.press(Key.Key_Down)
    assert after.currentText() == "15 minutes"
    assert person.window.auto_lock.minutes == 15
    person.press(Key.Key_Home)
    assert person.window.auto_lock.minutes == 1
    person.press(Key.Key_End)
    assert after.currentText() == "Not by itself"
    assert person.window.auto_lock.minutes == 0
    person.close()
    later = again()
    later.unlock(PASSPHRASE)
    assert section(later).after.currentText() == "Not by itself"


def test_tab_leads_from_one_choice_to_the_next(person: Person) -> None:
    person.start_with_passphrase(PASSPHRASE)
    shown = section(person)
    shown.after.setFocus()
    person.press(Key.Key_Tab)
    assert person.is_at(shown.minimised)
    person.press(Key.Key_Down)
    assert person.window.auto_lock.on_minimise
    person.press(Key.Key_Up)
    assert not person.window.auto_lock.on_minimise


def test_all_that_is_offered_is_a_time_that_can_be_kept(person: Person) -> None:
    person.start_without_passphrase()
    after = section(person).after
    assert {after.itemData(n) for n in range(after.count())} == set(MINUTES)
    for minutes in MINUTES:
        person.window.auto_lock.choose_minutes(minutes)
        person.workspace.page("settings").refresh()  # type: ignore[attr-defined]  # as each page has
        assert after.currentData() == minutes


def test_a_time_somebody_wrote_into_the_file_is_shown_as_it_is(app: App, open_window: OpenWindow) -> None:
    app.preferences.change(lock_after_minutes=7)
    person = open_window(app)
    person.start_without_passphrase()
    assert section(person).after.currentText() == "7 minutes"


def test_the_wheel_chooses_nothing(person: Person) -> None:
    person.start_with_passphrase(PASSPHRASE)
    after = section(person).after
    at, none = QPointF(5, 5), Qt.MouseButton.NoButton
    still = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, at, QPoint(), QPoint(0, -120), none, Qt.KeyboardModifier.NoModifier, still, False)
    QApplication.sendEvent(after, event)
    assert not event.isAccepted()
    assert after.currentText() == "10 minutes"


def test_without_a_passphrase_it_says_that_there_is_nothing_to_lock(person: Person) -> None:
    person.start_without_passphrase()
    section(person)
    assert person.sees("no passphrase, so it cannot be locked")


@pytest.mark.parametrize(
    ("hears", "words"),
    [
        (set(), "This desktop does not tell when the session is locked"),
        ({"lock"}, "It does not tell when the computer is about to sleep"),
        ({"sleep"}, "The desktop does not tell when the session is locked"),
        ({"lock", "sleep"}, "tells when the session is locked and when the computer is about to sleep"),
    ],
)
def test_what_the_desktop_tells_is_said_as_soon_as_it_is_known(
    hears: set[str], words: str, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Desktop(SessionWatch):
        def begin(self) -> None:
            """Tells when the test says so."""

    monkeypatch.setattr("journal_app.ui.locking.session.session_watch", Desktop)
    person.start_with_passphrase(PASSPHRASE)
    section(person)
    person.until(lambda: person.window.auto_lock.session is not None)
    watch = person.window.auto_lock.session
    assert watch is not None
    for what in sorted(hears):
        watch.learnt(what)
    person.until_sees(words)


def test_going_to_the_settings_leaves_the_window_in_front(person: Person) -> None:
    """A part of them that is shown before it has a place would be a window of its own for a moment."""
    person.start_with_passphrase(PASSPHRASE)
    section(person)
    assert person.window.isActiveWindow()
    assert QApplication.focusWidget() is not None


def test_while_its_list_is_open_the_journal_still_locks(person: Person) -> None:
    person.start_with_passphrase(PASSPHRASE)
    after = section(person).after
    assert isinstance(after, Choice)
    after.setFocus()
    person.press(Key.Key_Space)
    person.until(lambda: QApplication.activePopupWidget() is not None)
    person.window.journal.lock_unasked()
    assert QApplication.activePopupWidget() is None
    assert person.sees("Your journal is locked.")

"""From the trends to the rest of the window, and back: what stands behind a mark is opened where it belongs."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from journal_app.domain.change import Change, Kind
from journal_app.ui.dialogs.evidence import EvidenceDialog
from journal_app.ui.pages.trends.page import TrendsPage
from tests.support.trends_page import LONG, rate
from tests.support.window import Key, Person


@pytest.fixture
def trends(person: Person) -> TrendsPage:
    """The page with one check-in on it, to which a reflection is attached."""
    person.start_without_passphrase()
    uid = person.services.entries.write("The budget meeting", "I asked before I answered.", practices=("power",)).uid
    rate(person.services, date(2026, 11, 9), evidence=uid)
    person.workspace.broadcast(Change.of(Kind.ENTRIES, Kind.CHECK_INS))
    person.workspace.go("trends")
    page = person.workspace.page("trends")
    assert isinstance(page, TrendsPage)
    person.qtbot.waitUntil(lambda: page.chart.drawing is not None, timeout=LONG)
    page.chart.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.chart, Key.Key_Return)
    person.qtbot.waitUntil(lambda: bool(page.findChildren(EvidenceDialog)), timeout=LONG)
    return page


def test_a_reflection_behind_a_mark_is_opened_in_the_journal(person: Person, trends: TrendsPage) -> None:
    person.click("The budget meeting")
    person.until(lambda: person.workspace.place == "journal")
    draft = person.workspace.journal.desk.draft
    assert draft is not None
    assert draft.title == "The budget meeting"


def test_the_check_in_behind_a_mark_is_opened_for_a_look(person: Person, trends: TrendsPage) -> None:
    person.click("Open the check-in")
    person.until(lambda: person.workspace.place == "check_in")
    assert person.sees("9 November 2026")


def test_escape_goes_back_to_the_mark(person: Person, trends: TrendsPage) -> None:
    before = trends.chart.spot
    person.press(Key.Key_Escape)
    person.until(lambda: person.front is person.window)
    assert person.workspace.place == "trends"
    assert trends.chart.spot == before


def test_thinking_back_begins_on_the_check_in_page(person: Person, trends: TrendsPage) -> None:
    person.press(Key.Key_Escape)
    person.until(lambda: person.front is person.window)
    person.click("Looking back")
    person.until(lambda: person.has_button("Look back…"))
    person.click("Look back…")
    person.until(lambda: person.workspace.place == "check_in")

"""The journal page, its list and its versions."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt

from journal_app.domain.entry import EntryFilter
from journal_app.storage.entry_store import EntryStore
from journal_app.ui.main_window import MainWindow
from journal_app.ui.pages.journal.page import JournalPage
from tools.pictures.common import State, go, sample, settle

Key = Qt.Key


def _journal(window: MainWindow) -> JournalPage:
    go("journal")(window)
    workspace = sample(window)
    page = workspace.journal
    page.filters.clear()
    page.filters.calendar.hide()
    page.show_inspector(page.width() > 900)
    page.open_entry(workspace.services.entries.page(EntryFilter(), 0, 1)[0].uid)
    if page.desk.pane.previewing:
        page.desk.toggle_preview()
    settle(window)
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
    settle(window)
    pane = sample(window).journal.desk.history.pane
    pane.list.setCurrentRow(2)
    pane.only_text.setChecked(True)


def _no_versions(window: MainWindow) -> None:
    page = _journal(window)
    page.open_entry(sample(window).services.entries.page(EntryFilter(), 3, 1)[0].uid)
    page.desk.history.open()


def _back_to_text(window: MainWindow) -> None:
    sample(window).journal.desk.history.close()


def _rewritten(window: MainWindow) -> None:
    """Give the newest entry some versions, as if it had been written over a month."""
    services = sample(window).services
    uid = services.entries.page(EntryFilter(), 0, 1)[0].uid
    if services.versions.count(uid):
        return
    page = sample(window).journal
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
    settle(window)


def _bin(window: MainWindow) -> None:
    page = _journal(window)
    page.desk.delete()
    settle(window)
    page.filters.bin.click()
    settle(window)
    page.list.selectRow(1)


def _restore(window: MainWindow) -> None:
    sample(window).journal.desk.restore()


STATES: dict[str, State] = {
    "journal": (_open_journal, None),
    "journal-inspector": (_inspector, None),
    "journal-preview": (_preview, None),
    "versions": (_versions, _back_to_text),
    "versions-text": (_version_alone, _back_to_text),
    "versions-none": (_no_versions, _back_to_text),
    "journal-calendar": (_calendar, None),
    "journal-nothing-found": (_search, None),
    "journal-bin": (_bin, _restore),
}

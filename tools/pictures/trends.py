"""The trends in all their views, and the report of a period."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from journal_app.domain.report import Extent
from journal_app.ui.dialogs.report.dialog import ReportDialog
from journal_app.ui.main_window import MainWindow
from journal_app.ui.reporting import make_report
from tools.pictures.common import State, close_dialog, dialog_in, go, lay_over, sample, settle

Key = Qt.Key


def _trends(*pressed: Key) -> Callable[[MainWindow], None]:
    """The trends page after these keys."""

    def prepare(window: MainWindow) -> None:
        window.activateWindow()
        page = _trends_page(window)
        for key in pressed:
            QTest.keyClick(page, key)
            settle(window)

    return prepare


def _trends_page(window: MainWindow) -> Any:
    """The overview of twelve months, whatever was shown before."""
    go("trends")(window)
    page: Any = sample(window).page("trends")
    page.body.header.table.setChecked(False)
    for chip in (page.body.header.ranges[2], page.body.header.views[0]):
        chip.click()
    page.chart.card.hide()
    settle(window)
    return page


def _trend_point(window: MainWindow) -> None:
    page = _trends_page(window)
    page.chart.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Key.Key_Down, Key.Key_Left):
        QTest.keyClick(page.chart, key)


def _trend_evidence(window: MainWindow) -> None:
    _trend_point(window)
    page: Any = sample(window).page("trends")
    dialog_in(window, lambda: QTest.keyClick(page.chart, Key.Key_Return))


def _trend_dates(window: MainWindow) -> None:
    _trends_page(window).body.header.ranges[-1].click()


def _report(window: MainWindow) -> None:
    """A report of the last year with three reflections in it, one of them shown in part."""
    go("trends")(window)
    make_report(sample(window))
    settle(window)
    dialog = window.findChildren(ReportDialog)[-1]
    for row, extent in ((2, Extent.FIRST), (5, Extent.DAY), (9, Extent.FIRST)):
        dialog.picker.model.choose(row, extent)
    dialog.picker.list.setCurrentIndex(dialog.picker.model.index(2, 0))
    dialog.picker.list.setFocus()
    lay_over(window, dialog)


def _report_too_long(window: MainWindow) -> None:
    _report(window)
    dialog = window.findChildren(ReportDialog)[-1]
    for row in range(2, 12):
        dialog.picker.model.choose(row, Extent.WHOLE)
    settle(window)


STATES: dict[str, State] = {
    "trends": (_trends(), None),
    "trends-point": (_trend_point, None),
    "trends-evidence": (_trend_evidence, close_dialog),
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
    "report": (_report, close_dialog),
    "report-too-long": (_report_too_long, close_dialog),
}

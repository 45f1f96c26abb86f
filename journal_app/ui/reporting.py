"""Making a report out of the open journal, and going on with one that was left unsaved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shiboken6 import isValid

from journal_app.ui.workspace import Workspace

if TYPE_CHECKING:
    from journal_app.domain.trends.views import Span
    from journal_app.services.report_service import Proposed
    from journal_app.ui.dialogs.report.dialog import PutAway


def make_report(workspace: Workspace, span: Span | None = None, before: PutAway | None = None) -> None:
    """Make a report of a period: of this one, of the one the trends show, or of the last twelve months.

    ``before`` is one that was left unsaved, to go on with.
    """
    from journal_app.ui.dialogs.report.dialog import ReportDialog  # Trends can be had without it

    if span is None and workspace.place == "trends":
        workspace.trends.body.header.report_asked.emit()  # it comes back with its span
        return
    workspace.flush()
    s = workspace.services

    def show(proposed: Proposed) -> None:
        # It goes with the journal when that is locked.
        dialog = ReportDialog(
            *(workspace, s.reports, s.content, workspace.look, workspace.tasks, workspace.messenger), proposed, before
        )
        dialog.put_away.connect(lambda left: _offer_again(workspace, left))
        dialog.open_soon()

    workspace.tasks.run(workspace, lambda _task: s.reports.proposed(span), show)


def _offer_again(workspace: Workspace, left: PutAway) -> None:
    def again() -> None:
        if isValid(workspace):  # a note can outlive the journal it came from
            make_report(workspace, left.span, left)

    workspace.messenger.tell("The report was not saved. What you chose is not lost yet.", "Go on with it", again)

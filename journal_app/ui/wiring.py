"""The pages of a journal, made when they are first gone to, and all wiring between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from journal_app.domain.errors import UserFacingError
from journal_app.ui.pages.today import TodayPage
from journal_app.ui.workspace import Workspace

if TYPE_CHECKING:
    from journal_app.ui.pages.behaviours.page import BehavioursPage
    from journal_app.ui.pages.check_in.page import CheckInPage
    from journal_app.ui.pages.journal.page import JournalPage
    from journal_app.ui.pages.settings.page import SettingsPage
    from journal_app.ui.pages.trends.page import TrendsPage
    from journal_app.ui.widgets.setting_rows import Section


def _make_today(workspace: Workspace) -> TodayPage:
    s = workspace.services
    page = TodayPage(
        s.today,
        s.prompts,
        s.content,
        workspace.look,
        workspace.tasks,
        workspace.messenger,
        read_only=workspace.read_only,
    )
    page.write_asked.connect(workspace.write)
    page.entry_asked.connect(workspace.open_entry)
    page.check_in_asked.connect(lambda: workspace.go("check_in"))
    page.look_back_asked.connect(workspace.look_back)
    page.look_back_put_off.connect(lambda: _put_off_look_back(workspace))
    page.shown.connect(workspace.shown)
    page.day_changed.connect(workspace.show_due)
    return page


def _make_journal(workspace: Workspace) -> JournalPage:
    from journal_app.ui.pages.journal.page import JournalPage

    s = workspace.services
    page = JournalPage(
        *(s.entries, s.prompts, s.versions, s.content, s.clock),
        *(workspace.look, workspace.tasks, workspace.messenger),
        read_only=workspace.read_only,
    )
    page.changed.connect(lambda change: workspace.broadcast(change, origin="journal"))
    page.desk.opened.connect(workspace.abilities_changed)
    return page


def _make_check_in(workspace: Workspace) -> CheckInPage:
    from journal_app.ui.pages.check_in.means import Means
    from journal_app.ui.pages.check_in.page import CheckInPage

    s = workspace.services
    means = Means(
        *(s.check_ins, s.behaviours, s.entries, s.trends, s.content, s.clock),
        *(workspace.look, workspace.tasks, workspace.messenger),
        read_only=workspace.read_only,
    )
    page = CheckInPage(means)
    page.changed.connect(lambda change: workspace.broadcast(change, origin="check_in"))
    page.trends_asked.connect(lambda: workspace.go("trends"))
    page.back_asked.connect(workspace.leave_earlier_check_ins)
    page.choose_asked.connect(lambda: workspace.command_asked.emit("behaviours"))
    return page


def _make_trends(workspace: Workspace) -> TrendsPage:
    from journal_app.ui.pages.trends.page import TrendsPage
    from journal_app.ui.reporting import make_report

    s = workspace.services
    page = TrendsPage(
        *(s.trends, s.check_ins, s.content, s.clock, workspace.look, workspace.tasks, workspace.messenger),
        read_only=workspace.read_only,
    )
    page.check_in_asked.connect(workspace.open_check_in)
    page.entry_asked.connect(workspace.open_entry)
    page.look_back_asked.connect(workspace.look_back)
    page.report_asked.connect(lambda span: make_report(workspace, span))
    page.chart_offered.connect(workspace.abilities_changed)
    return page


def _make_settings(workspace: Workspace) -> SettingsPage:
    from journal_app.ui.pages.settings.keys_section import KeysSection
    from journal_app.ui.pages.settings.locking_section import LockingSection
    from journal_app.ui.pages.settings.page import SettingsPage

    s = workspace.services
    page = SettingsPage()
    may_change = not workspace.read_only and not s.is_sample
    keys = KeysSection(s.keys, workspace.tasks, workspace.messenger, may_change=may_change)
    keys.asked.connect(workspace.command_asked)
    page.add(keys)
    page.add(_make_check_ins_section(workspace))
    page.add(LockingSection(workspace.locking, s.journal))
    page.add(_make_backups_section(workspace))
    return page


def _make_check_ins_section(workspace: Workspace) -> Section:
    from journal_app.ui.pages.settings.check_ins_section import CheckInsSection

    s = workspace.services
    section = CheckInsSection(s.check_ins, s.behaviours, workspace.messenger, read_only=workspace.read_only)
    section.changed.connect(lambda change: workspace.broadcast(change, origin="settings"))
    section.choose_asked.connect(lambda: workspace.command_asked.emit("behaviours"))
    return section


def _make_behaviours(workspace: Workspace) -> BehavioursPage:
    from journal_app.ui.pages.behaviours.page import BehavioursPage

    s = workspace.services
    page = BehavioursPage(
        *(s.behaviours, s.check_ins, s.content, workspace.look, workspace.tasks, workspace.messenger),
        read_only=workspace.read_only,
    )
    page.changed.connect(lambda change: workspace.broadcast(change, origin="behaviours"))
    page.left.connect(workspace.go_back)
    return page


def _make_backups_section(workspace: Workspace) -> Section:
    from journal_app.ui.pages.settings.backups_section import BackupsSection

    s = workspace.services
    section = BackupsSection(
        s.backups,
        s.clock,
        workspace.tasks,
        workspace.messenger,
        read_only=workspace.read_only,
        protected=lambda: s.journal.protected,
    )
    section.back_up_asked.connect(workspace.back_up_asked)
    section.restore_asked.connect(workspace.restore_asked)
    workspace.backing_up.connect(section.set_busy)
    section.set_busy(workspace.is_backing_up)
    return section


def _put_off_look_back(workspace: Workspace) -> None:
    try:
        change = workspace.services.due.put_off_look_back()
    except UserFacingError as error:
        workspace.messenger.fail(error)
        return
    workspace.focus_page()
    workspace.broadcast(change)
    workspace.messenger.tell("Not now, then. You can look back whenever you like, from the check-in page.")


MAKERS: Mapping[str, Callable[[Workspace], QWidget]] = MappingProxyType(
    {
        "today": _make_today,
        "journal": _make_journal,
        "check_in": _make_check_in,
        "trends": _make_trends,
        "settings": _make_settings,
        "behaviours": _make_behaviours,
    }
)
"""What makes the page of a place, and connects it with the others."""

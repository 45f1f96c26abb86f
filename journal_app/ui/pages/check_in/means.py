"""What the parts of the check-in page work with."""

from __future__ import annotations

from dataclasses import dataclass

from journal_app.content.library import ContentLibrary
from journal_app.domain.moment import Clock
from journal_app.services.behaviour_service import BehaviourService
from journal_app.services.check_in_service import CheckInService
from journal_app.services.entry_service import EntryService
from journal_app.services.trend_service import TrendService
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look


@dataclass(frozen=True, slots=True)
class Means:
    """The services of the open journal, and what every page has."""

    check_ins: CheckInService
    behaviours: BehaviourService
    entries: EntryService
    trends: TrendService
    content: ContentLibrary
    clock: Clock
    look: Look
    tasks: TaskRunner
    messenger: Messenger
    read_only: bool
